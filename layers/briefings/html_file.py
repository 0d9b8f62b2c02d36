"""One HTML file that holds everything: Leaflet, the atlas's scripts and typefaces, data, slider and scenes. It asks no address.

The app serves the same bytes as the presenter's screen.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from zlib import crc32

from geodata.atlas import FIRST_DAY
from geodata.dates import say
from geodata.intervals import day_number, from_day_number
from geodata.ledger import Ledger
from geodata.translation import tr
from layers.briefings import annotations as drawings
from layers.briefings import charts, since, who_says
from layers.briefings.briefing import Briefing, Scene, sources_of_scene
from layers.browser import assets, compose
from layers.kit.annotation import say_drawn
from layers.kit.feature import LegendEntry
from layers.kit.layer import all_layers, features
from layers.kit.palette import THEMES
from layers.kit.swatch import swatch_uri
from layers.kit.text import escape, in_script, sentences
from layers.pictures import typefaces
from layers.reader_data.drawn import OwnSet, say_own
from layers.view.filters import passing
from layers.view.link import to_query
from layers.view.state import OWN
from layers.words.card import card
from layers.words.headline import NAME, headline, made_of
from layers.words.legend import CREDITS, legend_of, say_publishers, sources_line


def document(
    shown: Briefing | Scene, ledger: Ledger, *, today: date, address: str, sets: Sequence[OwnSet] = ()
) -> bytes:
    """Return a briefing, or a view alone, as one HTML file.

    Parameters
    ----------
    shown : Briefing or Scene
        A briefing is a presenter's screen, of however few scenes; a scene by itself is a map with its tools.
    ledger : Ledger
    today : datetime.date
        The day the slider ends on, and the day the file is made.
    address : str
        Where readers have the app, for the links to the live views.
    sets : sequence of OwnSet
        The own data that its scenes name and the file carries; what is not among them is said to be missing.
    """
    briefing = shown if isinstance(shown, Briefing) else Briefing(scenes=(shown,))
    title = briefing.title or headline(briefing.scenes[0].view, ledger).title
    swatches: dict[str, dict[str, str]] = {}
    lands = {
        str(year): assets.sides(year, ledger).body
        for year in sorted({view.line for scene in briefing.scenes for view in scene.views() if view.tint})
    }
    content = {
        "config": _config(ledger, today)
        | {"inline": "@inline@", "sides": {year: _land(year) for year in lands}, "carried": _carried(sets, lands)},
        "scenes": [
            _scene(scene, since.Since(before, briefing.met), ledger, today, address, swatches, sets)
            for before, scene in zip((None, *briefing.scenes), briefing.scenes, strict=False)
        ],
        "presented": shown is briefing,
        "swatches": swatches,
        "cards": "@cards@",
        "atlas": address,
        "made": tr("Ledger revision {revision}, made on {day}.", revision=ledger.revision, day=say(today)),
    }
    # What is the same in every file is kept as text: it is most of the bytes.
    data = (
        compose.script_json(content).replace('"@inline@"', _inline(ledger)).replace('"@cards@"', _cards(ledger, today))
    )
    shows, starts = assets.document_scripts()
    about, needs = f"{made_of(ledger, today)} {CREDITS}.", tr("The map needs JavaScript.")
    return "".join(
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)} · {NAME}</title><meta name="description" content="{escape(about)}"><link rel="icon" href="data:,">'
        f'<style>{_style()}</style></head>\n<body><main><div id="map_div"></div></main>\n'
        f"<noscript><h1>{escape(title)}</h1><p>{escape(needs)}</p></noscript>\n"
        f"<script>{shows}</script>\n"
        f'<script type="application/json" id="content">{data}</script>\n'
        f"<script>{starts}</script>\n</body></html>\n"
    ).encode()


def _config(ledger: Ledger, today: date) -> dict[str, object]:
    config = compose.config(ledger, today, "")
    # No address is named, so none can be asked; online basemaps are left out with them.
    return {
        name: value
        for name, value in config.items()
        if name not in ("urls", "layers", "timeline", "backdrop", "relief", "compare", "opening")
    } | {"tiles": {}, "urls": {}, "relief": _relief()}


@cache
def _relief() -> dict[str, object] | None:
    found = assets.relief()
    if not found:
        return None
    return compose.relief(f"data:{found.media_type};base64,{base64.b64encode(found.body).decode()}")


def _scene(
    scene: Scene,
    told: since.Since,
    ledger: Ledger,
    today: date,
    address: str,
    swatches: dict[str, dict[str, str]],
    sets: Sequence[OwnSet],
) -> dict[str, object]:
    view = scene.view.with_(base="paper", own=(), kept=())
    legend = []
    for title, entries in legend_of(view, ledger):
        for entry in entries:
            # By what is drawn: a title has counts, and would be another in each scene.
            swatches.setdefault(_drawn(entry), {theme: swatch_uri(entry.swatch, theme) for theme in THEMES})
        legend.append([title, [[entry.label, _drawn(entry)] for entry in entries]])
    cited = sources_of_scene(scene, ledger)
    sources = say_publishers(cited) if cited else sources_line(view, ledger)
    link = f"{address}/?{to_query(scene.view, ledger.revision)}"
    return {
        "view": compose.browser_view(view, passing(view, ledger))
        | {"sets": [_spec(number, one) for number, one in enumerate(sets) if one.name in scene.view.sets]}
        | {"annotations": drawings.plain(scene.annotations)["features"]},
        "days": sorted({day.isoformat() for day in (view.date, view.against) if day}),
        **{name: getattr(scene, name) for name in ("title", "text", "notes", "seconds")},
        "legend": legend,
        "link": link,
        "sources": sources,
        "own": sentences(say_drawn(scene.annotations), say_own(scene.view, sets)),
        "said": who_says.plain(scene, ledger),
        "charts": charts.plain(scene, ledger, sets),
        "changed": since.plain(scene, told, ledger, today),
        "buttons": [
            _scene(Scene(one.view, one.label), told, ledger, today, address, swatches, sets) for one in scene.buttons
        ],
    }


def _drawn(entry: LegendEntry) -> str:
    """Return a short name of an entry's picture."""
    return f"{entry.key}-{crc32(entry.swatch.encode()):x}"


def _spec(number: int, one: OwnSet) -> dict[str, object]:
    """Return what points/sets.js and points/shapes.js follow; the addresses are names of what the file carries."""
    of_cells: dict[str, object] = {"wide": {"time": one.time, "bounds": []}} if one.counted else {}
    return {
        "id": f"{OWN}{number}",
        "title": one.title,
        "url": f"own/{number}/points.bin",
        "shapes": f"own/{number}/shapes.json" if one.shapes else None,
        **of_cells,
        **({"of": one.in_all} if one.in_all else {}),
    }


def _land(year: str) -> str:
    """Return the name under which a file carries the land of the sides as mapped in a year."""
    return f"sides-{year}.json"


def _carried(sets: Sequence[OwnSet], lands: Mapping[str, bytes]) -> dict[str, str]:
    files = {_land(year): body for year, body in lands.items()} | {
        f"own/{number}/{name}": body
        for number, one in enumerate(sets)
        for name, body in (("points.bin", one.points), ("shapes.json", one.shapes))
    }
    return {name: base64.b64encode(body).decode() for name, body in files.items() if body}


@lru_cache(maxsize=4)
def _inline(ledger: Ledger) -> str:
    parts = {layer.id: assets.layer_data(layer, ledger).body for layer in all_layers()}
    parts |= {"timeline": assets.timeline(ledger).body, "backdrop": assets.backdrop().body}
    return "{" + ",".join(f"{json.dumps(name)}:{in_script(body.decode())}" for name, body in parts.items()) + "}"


@lru_cache(maxsize=4)
def _cards(ledger: Ledger, today: date) -> str:
    """Return a short card of every record the map may show, for a click in a room without a network."""
    first, last = day_number(FIRST_DAY), day_number(today)
    days: dict[str, set[int]] = {}
    for layer in all_layers():
        for feature in features(layer, ledger):
            edges = {edge for step in feature.steps for edge in (step.start, step.sure_start)}
            days.setdefault(feature.select, {first}).update(edge for edge in edges if first < edge <= last)
    found: dict[str, dict[str, object]] = {}
    for record_id in days:
        full = card(record_id, ledger, today)
        if full is not None:
            tables = [[list(cells) for cells, _, _ in table.rows] for table in full.tables if not table.fold]
            sources = ", ".join(dict.fromkeys(source.publisher for source in full.sources))
            words = {"kicker": full.kicker, "title": full.title, "summary": full.summary}
            stands = _stands(record_id, sorted(days[record_id]), ledger)
            said = who_says.plain_of_record(record_id, ledger)
            found[record_id] = words | {"stands": stands, "tables": tables, "sources": sources, "said": said}
    return in_script(json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def _stands(record_id: str, days: Sequence[int], ledger: Ledger) -> list[tuple[int, str]]:
    """Return what is said of a record first, with the day from which it is: a scene is of any date, and so is a question."""
    told: list[tuple[int, str]] = []
    for day in days:
        full = card(record_id, ledger, from_day_number(day))
        words = full.first if full else ""
        if words != (told[-1][1] if told else ""):
            told.append((day, words))
    return told


@cache
def _style() -> str:
    own = (assets.HERE / "presenter/presenter.css").read_text(encoding="utf-8")
    return "\n".join([_faces(), assets.style(), own])


def _faces() -> str:
    rules = []
    for name, family, weight, style in (
        ("sans", "Atlas Sans", 400, "normal"),
        ("sans-bold", "Atlas Sans", 600, "normal"),
        ("serif", "Atlas Serif", 400, "normal"),
        ("serif-bold", "Atlas Serif", 600, "normal"),
        ("serif-italic", "Atlas Serif", 400, "italic"),
    ):
        data = typefaces.woff2(name)
        if data:
            address = f"data:font/woff2;base64,{base64.b64encode(data).decode()}"
            rules.append(
                f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style}; src: url("{address}") format("woff2"); }}'
            )
    return "\n".join(rules)
