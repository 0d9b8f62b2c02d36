"""A briefing as a PDF handout: a page for each scene with selectable text, and the source list at its end."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from html import escape
from itertools import groupby

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    Image,
    KeepInFrame,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from geodata.dates import say
from geodata.ledger import Ledger
from geodata.translation import tr
from layers.briefings import handout_chart
from layers.briefings.briefing import Briefing, Scene
from layers.briefings.charts import Chart, charts_of
from layers.briefings.citations import (
    Citations,
    Claim,
    button_links,
    claim_rows,
    licences,
    live_link,
    method,
    qr_matrix,
    say_source,
)
from layers.kit.palette import LIGHT
from layers.kit.text import sentences
from layers.pictures.typefaces import DEJAVU, letters_of, path
from layers.reader_data.drawn import OwnSet
from layers.words.headline import NAME, facts_of, made_of, past_checked, when

_MARGIN = 16 * mm
_WIDTH = A4[0] - 2 * _MARGIN
#: Height over width of the maps it is given.
MAP_SHAPE = 646 / 1000
#: A scene so many times as high as a page is written that much smaller, one that is higher goes on to the next.
_SHRUNK = 1.15
_STAND_IN = "atlas-dejavu"


@cache
def _register() -> None:
    for name in ("sans", "sans-bold", "serif-bold"):
        pdfmetrics.registerFont(TTFont(f"atlas-{name}", str(path(name))))
    pdfmetrics.registerFont(TTFont(_STAND_IN, str(DEJAVU)))


def _style(name: str, size: float, colour: str = "ink", after: float = 4, leading: float = 1.3) -> ParagraphStyle:
    return ParagraphStyle(
        f"{name}-{size}-{colour}",
        fontName=f"atlas-{name}",
        fontSize=size,
        leading=leading * size,
        textColor=HexColor(LIGHT[colour]),
        alignment=TA_LEFT,
        spaceAfter=after,
        splitLongWords=1,
    )


def _marked(text: str, face: str) -> str:
    """Return text as reportlab's markup: escaped, line breaks kept, letters the face lacks in one that may have them."""
    own = letters_of(face)
    parts: list[tuple[bool, str]] = []
    for letter in text:
        held = ord(letter) in own or letter == "\n"
        if parts and parts[-1][0] == held:
            parts[-1] = (held, parts[-1][1] + letter)
        else:
            parts.append((held, letter))
    words = "".join(escape(part) if held else f'<font name="{_STAND_IN}">{escape(part)}</font>' for held, part in parts)
    return words.replace("\n", "<br/>")


def _text(words: str, face: str, size: float, colour: str = "ink", after: float = 4, leading: float = 1.3) -> Paragraph:
    return Paragraph(_marked(words, face), _style(face, size, colour, after, leading))


def _linked(words: str, address: str, size: float) -> Paragraph:
    shown = _marked(words, "sans")
    if address.startswith(("http://", "https://")):
        shown = f'<a href="{escape(address, quote=True)}"><u>{shown}</u></a>'
    return Paragraph(shown, _style("sans", size, "muted"))


class _Code(Flowable):
    """The code of a link, a square of so many points."""

    def __init__(self, link: str, side: float) -> None:
        super().__init__()
        self.width = self.height = side
        self._link = link

    def draw(self) -> None:
        """Draw one path of all, filled where bars overlap too (mode 1)."""
        rows = qr_matrix(self._link)
        bars = self.canv.beginPath()
        for y, row in enumerate(rows):
            x = 0
            for dark, run in groupby(row):
                length = len(list(run))
                if dark:
                    # A hair larger, or the modules part in some viewers.
                    bars.rect(x, len(rows) - y - 1.02, length + 0.02, 1.02)
                x += length
        # In modules, whose numbers are short.
        self.canv.scale(self.width / len(rows), self.width / len(rows))
        self.canv.setFillColor(HexColor(LIGHT["ink"]))
        self.canv.drawPath(bars, stroke=0, fill=1, fillMode=1)


def handout(
    briefing: Briefing, ledger: Ledger, pictures: list[bytes], *, made: date, address: str, sets: Sequence[OwnSet] = ()
) -> bytes:
    """Return the handout.

    Parameters
    ----------
    briefing : Briefing
    ledger : Ledger
    pictures : list of bytes
        A PNG for each scene, `MAP_SHAPE` high for its width.
    made : datetime.date
    address : str
        Where readers have the app.
    sets : sequence of OwnSet
        The own data that the pictures hold, to be named.
    """
    _register()
    # Pictures as bytes rather than letters: a third smaller, and most of the time saved.
    rl_config.useA85 = 0
    cited = Citations(briefing, ledger, sets)
    story: list[Flowable] = []
    for index, (scene, png) in enumerate(zip(briefing.scenes, pictures, strict=True)):
        links = [
            (tr("Open the live view"), live_link(scene, ledger, address)),
            *button_links(scene, ledger, address),
        ]
        story += [
            *_scene(scene, png, cited.footnote(index), ledger, links, charts_of(scene, ledger, sets)),
            PageBreak(),
        ]
    story += _sources(cited, ledger, made)
    title = briefing.title or NAME
    foot = sentences(facts_of(ledger), tr("Made on {day}.", day=say(made)), address)
    buffer = io.BytesIO()
    document = BaseDocTemplate(
        buffer,
        pagesize=A4,
        title=title,
        author=NAME,
        subject=briefing.summary,
        keywords=[tr("ledger revision {revision}", revision=ledger.revision)],
        lang="en",
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=20 * mm,
        bottomMargin=17 * mm,
    )
    frame = Frame(_MARGIN, 17 * mm, _WIDTH, A4[1] - 37 * mm, 0, 0, 0, 0)

    def furniture(canvas: Canvas, page: BaseDocTemplate) -> None:
        for words, y, right in ((title, A4[1] - 13 * mm, f"{page.page}"), (foot, 9 * mm, "")):
            line = KeepInFrame(
                _WIDTH - 12 * mm, 5 * mm, [_text(words, "sans", 8, colour="muted", after=0)], mode="shrink"
            )
            line.wrapOn(canvas, _WIDTH - 12 * mm, 5 * mm)
            line.drawOn(canvas, _MARGIN, y - 1.5 * mm)
            canvas.setFont("atlas-sans", 8)
            canvas.setFillColor(HexColor(LIGHT["muted"]))
            canvas.drawRightString(A4[0] - _MARGIN, y, right)

    document.addPageTemplates([PageTemplate("page", [frame], onPage=furniture)])
    document.build(story)
    return buffer.getvalue()


def _scene(
    scene: Scene, png: bytes, footnote: str, ledger: Ledger, links: list[tuple[str, str]], charts: Sequence[Chart]
) -> list[Flowable]:
    """Return a scene: on one page where it need not shrink much, else on as many as it takes; of its links the first is that of its own view."""
    shown = Image(io.BytesIO(png), _WIDTH, _WIDTH * MAP_SHAPE)
    checked = past_checked(scene.view, ledger)
    parts: list[Flowable] = [
        _text(when(scene.view), "sans-bold", 11, colour="accent", after=2),
        _text(scene.title or when(scene.view), "serif-bold", 20, after=6, leading=1.15),
        *([_text(checked, "sans", 9.5, colour="muted", after=6)] if checked else []),
        shown,
        Spacer(1, 8),
        *(_text(line, "sans", 11.5, after=2, leading=1.38) for line in scene.text.split("\n")),
        Spacer(1, 6),
    ]
    if claims := claim_rows(scene, ledger):
        parts += [_claims(claims), Spacer(1, 8)]
    for chart in charts:
        parts += _chart(chart)
    cited = _text(tr("Sources: {cited}", cited=footnote), "sans", 8, colour="muted")
    beside = [cited, *(_linked(words, link, 8) for words, link in links)]
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (0, 0), 0),
        ("RIGHTPADDING", (1, 0), (1, 0), 0),
    ]
    source = Table([[beside, _Code(links[0][1], 24 * mm)]], colWidths=[_WIDTH - 27 * mm, 27 * mm], style=style)
    height = A4[1] - 40 * mm
    if sum(part.wrap(_WIDTH, height)[1] + part.getSpaceAfter() for part in (*parts, source)) <= _SHRUNK * height:
        return [KeepInFrame(_WIDTH, height, [*parts, source], mode="shrink")]
    # On the map's own page, whatever follows.
    below = parts.index(shown) + 1
    return [*parts[:below], source, *parts[below:]]


def _chart(chart: Chart) -> Iterator[Flowable]:
    yield _kept(_text(chart.title, "sans-bold", 11, after=1))
    yield _kept(_text(chart.note, "sans", 8, colour="muted", after=3))
    if chart.rows:
        yield handout_chart.table(chart, _WIDTH, lambda words, face: _text(words, face, 8.5, after=0))
    for band in chart.bands:
        if len(chart.bands) > 1:
            yield _kept(_text(band.title, "sans", 9, after=1))
        yield handout_chart.draw(chart, band, _WIDTH)
    if chart.empty:
        yield _text(chart.words[0], "sans", 11.5)


def _kept(words: Paragraph) -> Paragraph:
    """Return words that stand on a page with what follows them."""
    words.keepWithNext = True
    return words


def _claims(parts: list[list[Claim]]) -> Table:
    rows = [[_text(words, "sans-bold", 9, after=0) for words in (tr("Claimant"), tr("Claim"), tr("As of"))]]
    whole = []
    for part in parts:
        # Both sides are heard on a page, or on the next.
        whole.append(("NOSPLIT", (0, len(rows)), (-1, len(rows) + len(part) - 1)))
        rows += [[_text(words, "sans", 9, after=0) for words in claim.cells()] for claim in part]
    return Table(
        rows,
        colWidths=[0.32 * _WIDTH, 0.5 * _WIDTH, 0.18 * _WIDTH],
        repeatRows=1,
        style=[
            ("LINEBELOW", (0, 0), (-1, -1), 0.5, HexColor(LIGHT["rule"])),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
            *whole,
        ],
    )


def _sources(cited: Citations, ledger: Ledger, made: date) -> list[Flowable]:
    story: list[Flowable] = [_text(tr("Sources and method"), "serif-bold", 20, after=8)]
    for number, source in cited.entries():
        words = _marked(f"[{number}] {say_source(source)}", "sans")
        if source.url and source.url.startswith(("http://", "https://")):
            words += f' <a href="{escape(source.url, quote=True)}" color="{LIGHT["accent"]}">{_marked(source.url, "sans")}</a>'
        story.append(Paragraph(words, _style("sans", 9, after=3)))
    story += [_text(line, "sans", 9) for line in method(ledger)]
    story.append(_text(tr("Licence and attribution"), "serif-bold", 14, after=5))
    story += [_text(line, "sans", 9) for line in licences()]
    story.append(_text(made_of(ledger, made), "sans", 9))
    return story
