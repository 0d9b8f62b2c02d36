"""The Folium map: an empty Leaflet map of ours, the script that starts the atlas in it, and commands to it.

No record is a Folium object. The browser fetches each layer's data once, from addresses that all readers share;
drawing fifty markers per session in Python costs some 70 ms, this map 4 ms.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date

import folium
from branca.element import MacroElement
from folium.template import Template

from geodata import atlas
from geodata.atlas import FIRST_DAY
from geodata.geometry_files import VINTAGES
from geodata.intervals import day_number
from geodata.ledger import Ledger
from layers.browser import assets
from layers.kit.asset import Asset
from layers.kit.layer import all_layers
from layers.kit.palette import RELIEF_ZOOMS
from layers.kit.text import in_script
from layers.view.cameras import LEAST_ZOOM, MOST_ZOOM, PRESETS, SNAP, WHOLE_BORDER
from layers.view.link import ADDED
from layers.view.state import FILTERS, ViewState

#: Online basemaps, asked for only when chosen. Each draws its own version of the border.
TILES = {
    "osm": {
        "url": "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
        "maxZoom": 19,
        "attribution": "© OpenStreetMap contributors",
    },
    "topo": {
        "url": "https://{s}.tile.opentopomap.org/{z}/{x}/{y}.png",
        "maxZoom": 17,
        "attribution": "© OpenStreetMap contributors, SRTM; style © OpenTopoMap (CC BY-SA)",
    },
    "imagery": {
        "url": "https://server.arcgisonline.com/ArcGIS/rest/services/World_Imagery/MapServer/tile/{z}/{y}/{x}",
        "maxZoom": 18,
        "attribution": "Imagery © Esri, Maxar, Earthstar Geographics",
    },
}


def script_json(value: object) -> str:
    """Return a value as JSON that may stand inside a script element."""
    return in_script(json.dumps(value, ensure_ascii=False, sort_keys=True))


class _ScriptOnly(MacroElement):
    """An element that leaves nothing in Folium's page, of which streamlit-folium takes no more than each element's script.

    Folium would compile what it leaves there as templates again, some ten of them and 8 ms for every view. The style is ours (atlas.css).
    """

    def render(self, **kwargs: object) -> str:
        """Leave nothing."""
        return ""


def frame_script(base: str) -> str:
    """Return the address of the map's script for a frame from which the app's root is `base`."""
    return f"{base}assets/atlas.js?v={assets.frame_script().etag}"


class AtlasMap(_ScriptOnly, folium.Map):
    """A Folium map whose Leaflet comes from this app, so that no outside address is asked.

    Parameters
    ----------
    base : str
        Address of the app's root, relative to the map's frame: ``../../`` inside streamlit-folium.
    """

    def __init__(self, base: str, zoom_animation: bool = True) -> None:
        super().__init__(
            zoom_animation=zoom_animation,
            location=atlas.current().centre,
            zoom_start=8,
            tiles=None,
            zoom_control=False,
            control_scale=False,
            min_zoom=LEAST_ZOOM,
            max_zoom=MOST_ZOOM,
            zoom_snap=SNAP,
            zoom_delta=1,
            world_copy_jump=False,
            keyboard=True,
        )
        self.default_js, self.default_css = [("leaflet_and_atlas", frame_script(base))], []


class TimeSlider(_ScriptOnly):
    """The control that starts the atlas in the map: slider, layers, backdrop and tools."""

    _name = "TimeSlider"
    _template = Template(
        "{% macro script(this, kwargs) %}"
        "window.borderAtlas.start({{ this._parent.get_name() }}, {{ this.config }});"
        "{% endmacro %}"
    )

    def __init__(self, config: dict[str, object]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca says no types, and super() hides that it is branca
        self.config = script_json(config)


class Command(_ScriptOnly, folium.FeatureGroup):
    """What Python tells a map that already stands. Nothing is drawn: its script calls the control."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = L.featureGroup([]);"
        "window.borderAtlas.apply({{ this.command }});"
        "{% endmacro %}"
    )

    def __init__(
        self,
        view: ViewState,
        told: Mapping[str, int],
        link: str,
        only: frozenset[str] | None = None,
        asks: bool = False,
        sets: Sequence[Mapping[str, object]] = (),
    ) -> None:
        super().__init__(control=False)
        self.command = script_json(
            {
                "n": max(told.values()),
                "told": browser_parts(told),
                "link": link,
                "view": browser_view(view, only) | {"asks": asks, "sets": list(sets)},
            }
        )


def browser_parts(told: Mapping[str, int]) -> dict[str, int]:
    """Return the numbers of the parts of a view under the names that the browser has for them: the filters are one there."""
    parts: dict[str, int] = {}
    for name, number in told.items():
        part = "only" if name in FILTERS else "sets" if name in ("own", "kept") else name
        parts[part] = max(number, parts.get(part, 0))
    return parts


def browser_view(view: ViewState, only: frozenset[str] | None) -> dict[str, object]:
    """Return the view as the browser holds it; `only` are the ids of the records that pass its filters, None for all."""
    same = ("mode", "days", "layers", "at", "region", "line", "select", "base", "tint", "lit", "near", "km", "layout")
    return {name: getattr(view, name) for name in same} | {
        "date": view.date.isoformat(),
        "only": None if only is None else sorted(only),
        "against": view.against.isoformat() if view.against else None,
    }


def _data(base: str, name: str, found: Asset, ledger: Ledger) -> str:
    return f"{base}data/{name}.json?rev={ledger.revision}-{found.etag}"


def search(ledger: Ledger, base: str) -> str:
    """Return the address of what the search looks through, from a page from which the app's root is `base`."""
    return _data(base, assets.SEARCH, assets.search(ledger), ledger)


def _backdrop(base: str) -> str:
    return f"{base}assets/backdrop.json?v={assets.backdrop().etag}"


def first_asked(ledger: Ledger, base: str) -> list[str]:
    """Return the addresses of what every map loads before it can be used, from a page from which the app's root is `base`."""
    return [
        frame_script(base),
        _data(base, assets.LAYERS, assets.all_layers_data(ledger), ledger),
        _data(base, "timeline", assets.timeline(ledger), ledger),
        _backdrop(base),
    ]


def config(
    ledger: Ledger, today: date, base: str, compare: bool = False, opening: str | None = None
) -> dict[str, object]:
    """Return what the browser needs to start: days, addresses, presets. The same for every reader on a day.

    With `compare` it also names the file from which the second of two maps is started (compare.js). `opening` is the
    address, relative to the app's root, of what somebody is told first who comes without a link (story.js).
    """
    return {
        "today": day_number(today),
        "first": day_number(FIRST_DAY),
        "joint": day_number(atlas.current().squeezed_before),
        "checked": day_number(ledger.meta.facts_checked_to),
        "whole": WHOLE_BORDER,
        "order": [layer.id for layer in all_layers()],
        "draws": {layer.id: layer.draw for layer in all_layers()},
        "layers": _data(base, assets.LAYERS, assets.all_layers_data(ledger), ledger),
        "urls": {layer.id: _data(base, layer.id, assets.layer_data(layer, ledger), ledger) for layer in all_layers()},
        "timeline": _data(base, "timeline", assets.timeline(ledger), ledger),
        "backdrop": _backdrop(base),
        "relief": relief(f"{base}assets/relief?v={found.etag}") if (found := assets.relief()) else None,
        "sides": {
            vintage: _data(base, f"sides-{vintage}", assets.sides(vintage, ledger), ledger) for vintage in VINTAGES
        },
        "presets": {name: preset.model_dump() for name, preset in PRESETS.items()},
        "credits": [credit.model_dump(include={"text", "url"}) for credit in atlas.current().credits],
        "tiles": TILES,
        "compare": frame_script(base) if compare else None,
        "opening": {"address": f"{base}{opening}", "added": ADDED} if opening else None,
    }


def relief(address: str) -> dict[str, object] | None:
    """Return what the browser needs to draw the atlas's shaded relief, which it has from an address; None for an atlas without one."""
    named = atlas.current().relief
    return {"url": address, "bounds": named.bounds, "zooms": RELIEF_ZOOMS} if named else None


def compose(
    ledger: Ledger, today: date, base: str = "../../", compare: bool = False, opening: str | None = None
) -> AtlasMap:
    """Return a new map, or two of them in one frame; Folium objects are changed by whoever draws them, so none is ever shared."""
    # Two maps move as one from frame to frame; a zoom that is animated by the style sheet would leave the other behind.
    atlas_map = AtlasMap(base, zoom_animation=not compare)
    TimeSlider(config(ledger, today, base, compare, opening)).add_to(atlas_map)
    return atlas_map
