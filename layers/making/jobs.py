"""What a rendering process does: from plain arguments to a file's bytes, with the ledger this process has loaded itself.

The server names these functions and never runs them, so what draws is imported where it is needed: matplotlib, fontTools, python-pptx
and ReportLab would take half of its start.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Literal

from cachetools import LRUCache, cached

from geodata.importers.template import Template
from geodata.ledger import current
from geodata.translation import tr
from layers.briefings.briefing import Briefing, Scene
from layers.briefings.charts import charts_of
from layers.kit.annotation import Annotation
from layers.kit.feature import LegendEntry
from layers.kit.layer import all_layers
from layers.pictures.size import SCENE_SIZE, Size
from layers.reader_data.drawn import OwnSet
from layers.view.state import ViewState
from layers.words.legend import legend_of
from layers.words.preview import Told

#: Maps of scenes, which a briefing's next file needs again: so many bytes of them are remembered, the longest unused go first.
MAPS: LRUCache[tuple[object, ...], bytes] = LRUCache(32_000_000, getsizeof=len)


def warm() -> bytes:
    """Load what every picture needs, so that the first one asked for does not wait for it."""
    from layers.pictures.picture import picture

    picture(
        ViewState(date(2020, 1, 1), layers=tuple(layer.id for layer in all_layers() if layer.draw == "line")),
        current(),
        size=Size(320, 240, 0.75),
    )
    return b""


def png(
    view: ViewState,
    size: Size,
    link: str,
    made: date,
    theme: str = "light",
    panel: bool = True,
    form: Literal["png", "svg"] = "png",
    annotations: Sequence[Annotation] = (),
    chart: str = "",
    sets: Sequence[OwnSet] = (),
    titled: bool = True,
    title: str | None = None,
) -> bytes:
    """Return the picture of a view, as PNG or as SVG; without its panel it is the map alone, with a chart of `plots.NAMES` that stands below."""
    from layers.pictures.picture import picture

    drawn = None
    if chart:
        from layers.briefings import chart_shapes

        drawn = partial(chart_shapes.whole, charts_of(Scene(view, chart=chart), current(), sets))
    given = picture(
        view,
        current(),
        size=size,
        link=link,
        made=made,
        theme=theme,
        panel=panel,
        form=form,
        annotations=annotations,
        sets=sets,
        titled=titled,
        title=title,
        chart=drawn,
    )
    return given.png


def preview(told: Told, view: ViewState, every: bool, sets: Sequence[OwnSet] = ()) -> bytes:
    """Return the picture with which a link unfolds; `every` leaves the marks of all layers of the view on its map."""
    from layers.pictures.preview import preview as draw

    return draw(told, view, current(), every=every, sets=sets)


def own_png(
    view: ViewState,
    size: Size,
    link: str,
    made: date,
    theme: str,
    titled: bool,
    sets: Sequence[OwnSet],
    annotations: Sequence[Annotation] = (),
    panel: bool = True,
    chart: str = "",
    title: str | None = None,
) -> bytes:
    """Return the picture of a view with sets beside the ledger's records, which is remembered nowhere: it may be one reader's alone."""
    return png(view, size, link, made, theme, panel, "png", annotations, chart, sets, titled, title)


def film_frame(
    view: ViewState,
    days: tuple[date, ...],
    size: Size,
    title: str | None,
    link: str,
    made: date,
    theme: str,
    sets: Sequence[OwnSet],
    annotations: tuple[Annotation, ...],
    panel: bool = True,
) -> bytes:
    """Return one frame of a film, the view on its date; `days` are those of all its frames, whose one legend stands on each; without its panel it is the map alone."""
    from layers.pictures.picture import picture

    given = picture(
        view,
        current(),
        size=size,
        title=title,
        link=link,
        made=made,
        theme=theme,
        sets=sets,
        annotations=annotations,
        # Without the titles of own sets: what is remembered need not know of them.
        legend=_legend_of_all(view.with_(date=days[0], own=()), days),
        kept=True,
        panel=panel,
    )
    return given.png


def film_card(
    view: ViewState,
    days: tuple[date, ...],
    size: Size,
    title: str | None,
    link: str,
    made: date,
    theme: str,
    sets: Sequence[OwnSet],
    annotations: tuple[Annotation, ...],
) -> bytes:
    """Return what ends a film whose frames are maps alone: its days, legend, sources and link."""
    from layers.films.card import card

    legend = _legend_of_all(view.with_(date=days[0], own=()), days)
    return card(view, current(), days, size, title, link, made, theme, sets, annotations, legend)


@cached(LRUCache(4))
def _legend_of_all(view: ViewState, days: tuple[date, ...]) -> list[tuple[str, list[LegendEntry]]]:
    return legend_of(view, current(), days)


def film_file(frames: Sequence[bytes], seconds: float, ending: Literal[".mp4", ".gif"], card: bytes = b"") -> bytes:
    """Return frames as a film, each standing for so many seconds, a GIF with a card at its end; it is remembered nowhere."""
    from layers.films import encoding

    return encoding.mp4(frames, seconds) if ending == ".mp4" else encoding.gif(frames, seconds, card)


def losses_chart(view: ViewState, name: str, kind: Literal["svg", "png"], theme: str) -> bytes:
    """Return a chart of what is claimed about losses under a view's filters; `name` is a key of `CHARTS`."""
    from layers.pictures.losses import chart
    from layers.words.claim_figures import CHARTS, source

    figure, counted = CHARTS[name]
    words = tr("Claimed by"), tr(counted), source(view, current())
    return chart(figure(view, current()), *words, kind, theme)


def document(shown: Briefing | Scene, made: date, address: str, sets: Sequence[OwnSet] = ()) -> bytes:
    """Return a briefing, or a view alone, as one HTML file, which carries a reader's own sets along."""
    from layers.briefings import html_file

    return html_file.document(shown, current(), today=made, address=address, sets=sets)


def scene_picture(scene: Scene, made: date, revision: str, sets: Sequence[OwnSet] = ()) -> bytes:
    """Return the map of a scene for deck and handout, where title, date and sources are text."""
    if sets:
        return own_png(scene.view, SCENE_SIZE, "", made, "light", False, sets, scene.annotations)
    # Without its titles: what is remembered need not know of them.
    return _scene_map(scene.view.with_(own=(), kept=()), scene.annotations, made, revision)


@cached(MAPS)
def _scene_map(view: ViewState, annotations: tuple[Annotation, ...], made: date, revision: str) -> bytes:
    """Return a scene's map; `revision` is the caller's ledger, as part of what is remembered."""
    from layers.pictures.picture import picture

    return picture(view, current(), size=SCENE_SIZE, made=made, titled=False, annotations=annotations).png


def deck_file(
    briefing: Briefing,
    pictures: list[bytes],
    made: date,
    address: str,
    sets: Sequence[OwnSet] = (),
    template: Template | None = None,
) -> bytes:
    """Return a briefing as a deck, from the map of each scene; with a template in its look."""
    from layers.briefings import deck

    return deck.deck(briefing, current(), pictures, made=made, address=address, sets=sets, template=template)


def handout_file(
    briefing: Briefing, pictures: list[bytes], made: date, address: str, sets: Sequence[OwnSet] = ()
) -> bytes:
    """Return a briefing as a PDF handout, from the map of each scene."""
    from layers.briefings import handout

    return handout.handout(briefing, current(), pictures, made=made, address=address, sets=sets)
