"""Files the browser needs, put together once: our script and style, Leaflet's, the fonts, each layer's data.

Every address carries a digest of the content, so a browser may keep it for ever. Nothing comes from outside.
"""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from pathlib import Path

from shapely.geometry import mapping
from xstatic.pkg import leaflet

from geodata import atlas, geometry_files
from geodata.intervals import ALWAYS
from geodata.ledger import Ledger
from geodata.places import DISTRICTS
from geodata.records import Record
from geodata.translation import spoken
from layers.browser import backdrop as ground
from layers.browser import timeline as time_slider
from layers.browser.typefaces import faces
from layers.kit.asset import Asset, asset
from layers.kit.feature import Feature
from layers.kit.layer import Layer, all_layers, features
from layers.kit.palette import THEMES, css_variables
from layers.kit.swatch import swatch_css
from layers.kit.text import in_script, sentence_case
from layers.view.search import entries

HERE = Path(__file__).parent

#: What esbuild has made of our scripts (build.js): one file for the map, one for the presenter, the map's parts included, one for the page around the map, one to draw on a scene, and a few lines inside a page's HTML.
BUILT = HERE / "built"

#: What the data of all layers in one is called.
LAYERS = "layers"

#: What the search looks through is called so.
SEARCH = "search"

#: Up to this radius, in metres, a place tells the district around it.
_SURE_M = 3000
#: How high the slider is.
SLIDER_HEIGHTS = "time/heights.css"

#: The map's style sheet, part by part.
STYLES = (
    SLIDER_HEIGHTS,
    "map/atlas.css",
    "map/tools.css",
    "relief/relief.css",
    "time/slider.css",
    "time/fold.css",
    "points/points.css",
    "flows/flows.css",
    "annotations/annotations.css",
    "key/key.css",
    "sides/sides.css",
    "compare/compare.css",
    "story/story.css",
    "map/small.css",
    "shared/forced.css",
)
LEAFLET_DIR = Path(leaflet.BASE_DIR)


@cache
def script(entry: str) -> str:
    """Leaflet and one of our scripts (``map``, ``presenter``) in one file: streamlit-folium loads one file after the other."""
    # Its map of sources is not served.
    library = re.sub(r"//# sourceMappingURL=\S+", "", (LEAFLET_DIR / "leaflet.js").read_text(encoding="utf-8"))
    language = spoken()
    forms = in_script(json.dumps({"messages": language.scripts, "plurals": language.plurals}, ensure_ascii=False))
    words = f"globalThis.borderAtlasWords = {forms};" if language.scripts else ""
    return f"{library}\n{words}\n{(BUILT / entry).with_suffix('.js').read_text(encoding='utf-8')}"


def document_scripts() -> tuple[str, str]:
    """Return the scripts of every document that stands alone, so that a server can let a browser run these and no others."""
    shows = script("presenter")
    if "</script" in shows.lower():
        raise ValueError("one of the atlas's scripts holds the letters that end a script element")
    return shows, 'window.borderAtlas.present(JSON.parse(document.getElementById("content").textContent));'


@cache
def style() -> str:
    """Leaflet's style sheet and ours, with the palette of both themes."""
    library = (LEAFLET_DIR / "leaflet.css").read_text(encoding="utf-8")
    # The pictures of its own pins and of its layers button, which no map of ours shows, and a rule for a browser long gone.
    library = re.sub(r"[\w-]+: url\([^)]*\);", "", library)
    variables = "".join(f'html[data-theme="{theme}"] {{ {css_variables(theme)} }}\n' for theme in THEMES)
    variables += swatch_css()
    parts = [(HERE / name).read_text(encoding="utf-8") for name in STYLES]
    return library + variables + "\n".join(parts)


#: The faces that the map is set in, under names of its own.
_FACES = {"sans": "Atlas Sans", "serif": "Atlas Serif", "serif-italic": "Atlas Serif"}


@cache
def frame_script() -> Asset:
    """What the map's frame loads: `script`, and before it `style`.

    streamlit-folium adds the sheets that a map links only behind its scripts, so that the map would be laid out twice.
    """
    # Asked for now, they are there when the first words are drawn.
    asked = """['16px "Atlas Sans"', '16px "Atlas Serif"'].forEach((face) => document.fonts.load(face));\n"""
    rules = faces.rules(_FACES, "@fonts@", "@fonts@/../../static/media")
    return asset(_sheet(rules + style()) + asked + script("map"), "text/javascript; charset=utf-8")


def _sheet(css: str) -> str:
    """Return a script that gives its page a style sheet."""
    text = json.dumps(css)
    # Addresses in a sheet made by a script are taken as relative to the page, not to the script.
    return (
        f'{{ const sheet = new CSSStyleSheet();\nsheet.replaceSync({text}.replaceAll("@fonts@", new URL("fonts", document.currentScript.src)));\n'
        "document.adoptedStyleSheets.push(sheet); }\n"
    )


@cache
def drawing_script() -> Asset:
    """What draws on the map of a scene, loaded after `frame_script` and nowhere else, with its style."""
    css, code = ((HERE / name).read_text(encoding="utf-8") for name in ("drawing/drawing.css", "built/drawing.js"))
    return asset(_sheet(css) + code, "text/javascript; charset=utf-8")


@cache
def page_script() -> Asset:
    """What a page of ours does beside Streamlit's script."""
    return asset((BUILT / "page.js").read_text(encoding="utf-8"), "text/javascript; charset=utf-8")


def slider_heights() -> str:
    """What says how high the slider is, as a style sheet."""
    return (HERE / SLIDER_HEIGHTS).read_text(encoding="utf-8")


@cache
def first_script() -> str:
    """What stands inside a page's HTML and runs before anything else has come."""
    return (BUILT / "first.js").read_text(encoding="utf-8")


@lru_cache(maxsize=64)
def layer_data(layer: Layer[Record], ledger: Ledger) -> Asset:
    """A layer's features as the browser reads them (shared/types.d.ts)."""
    same = {name: getattr(layer, name) for name in ("id", "title", "time", "draw", "order", "regional")}
    legend = [(entry.label, sentence_case(entry.gloss), entry.swatch) for entry in layer.legend]
    told = {"heading": layer.heading("legend"), "legend": legend}
    return _json(same | told | {"features": [_plain(layer, feature) for feature in features(layer, ledger)]})


@lru_cache(maxsize=4)
def all_layers_data(ledger: Ledger) -> Asset:
    """All layers that loaded in one answer, by name: a dozen small ones would wait for one another on a slow line."""
    loaded = [layer for layer in all_layers() if layer.table not in ledger.missing]
    whole = b",".join(b'"%s":%s' % (layer.id.encode(), layer_data(layer, ledger).body) for layer in loaded)
    return asset(b"{%s}" % whole, "application/json; charset=utf-8")


@lru_cache(maxsize=8)
def sides(vintage: int, ledger: Ledger) -> Asset:
    """The land of the two sides as mapped in one year, and places known well enough to tell the district around them.

    Districts have no outline here: the map names the one on which the nearest places of that side agree (sides/where.js).
    """
    lands = {one.properties["state"]: mapping(one.geometry) for one in geometry_files.states(vintage)}
    two = atlas.current().sides
    places = [
        (place.lon, place.lat, DISTRICTS[place.district])
        for place in ledger.places.values()
        if place.district and place.spot and (place.precision_m or 0) <= _SURE_M
    ]
    told = [{"name": side.side, "geometry": lands[side.code]} for side in two if side.code in lands]
    return _json({"sides": told, "places": places})


@lru_cache(maxsize=4)
def timeline(ledger: Ledger) -> Asset:
    """What the slider's strip shows."""
    return _json(time_slider.timeline(ledger))


@lru_cache(maxsize=4)
def search(ledger: Ledger) -> Asset:
    """What the search looks through, in its order: [id, line]."""
    return _json([*entries(ledger).items()])


@cache
def backdrop() -> Asset:
    """Our own vector backdrop."""
    return asset(ground.text(), "application/json; charset=utf-8")


@cache
def relief() -> Asset | None:
    """The shaded relief upon it, if the atlas has one."""
    named, data = atlas.current().relief, geometry_files.relief()
    return asset(data, f"image/{Path(named.file).suffix[1:]}") if named and data else None


def _json(value: object) -> Asset:
    return asset(json.dumps(value, ensure_ascii=False, separators=(",", ":")), "application/json; charset=utf-8")


#: What the browser has of a feature as it is.
_SAME = ("id", "select", "title", "kind", "point", "geometry", "precision_m", "label", "symbol", "regions", "vintage")


def _plain(layer: Layer[Record], feature: Feature) -> dict[str, object]:
    interval, entries = feature.interval, [entry.key for entry in layer.legend]
    days = [step.start for step in feature.steps] or [ALWAYS]
    return {name: getattr(feature, name) for name in _SAME} | {
        "interval": [interval.start, interval.end, interval.sure_start, interval.sure_end] if interval else None,
        "vague": bool(interval and interval.vague),
        "keys": [[entries.index(key) for key in layer.legend_keys(feature, day)] for day in days],
        "steps": [[step.start, step.sure_start, step.state, step.inferred, step.by] for step in feature.steps],
    }
