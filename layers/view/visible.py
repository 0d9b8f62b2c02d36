"""Which features a view shows. The browser applies the same rules to the same numbers in map/passing.js; that of time is geodata.intervals' and time/rule.js's.

Filters are the exception: Python works out which records pass (filters.py) and sends their ids, for they ask what the browser
does not hold (every name, claim and source).
"""

from __future__ import annotations

from geodata import intervals
from geodata.intervals import day_number
from geodata.ledger import Ledger
from geodata.records import Record
from layers.kit.feature import Feature
from layers.kit.layer import Layer, all_layers, features, owner_of
from layers.view.filters import passing
from layers.view.state import ViewState


def shows(feature: Feature, layer: Layer[Record], view: ViewState) -> bool:
    """Tell whether the view shows the feature, its layer being on."""
    if feature.vintage not in (None, view.line):
        return False
    if layer.regional and view.region and view.region not in feature.regions:
        return False
    if feature.interval is None:
        # Undated: nothing says that it had not begun, so it counts as a state, never as an event.
        return layer.time == "state"
    return intervals.shows(feature.interval.start, feature.interval.end, view.looks_at(layer.time))


def shows_then(record_id: str, view: ViewState, ledger: Ledger) -> bool:
    """Tell whether a record shows on the days of a view, were its layer on and nothing filtered."""
    found = ledger.find(record_id)
    layer = owner_of(found[0]) if found else None
    if found is None or layer is None:
        return False
    everywhere = view.with_(region=None)
    return any(one.select == found[1].id and shows(one, layer, everywhere) for one in features(layer, ledger))


def is_drawn(feature: Feature) -> bool:
    """Tell whether a feature has somewhere to be drawn; the others are only listed."""
    return feature.point is not None or feature.geometry is not None


def uncertain(feature: Feature, layer: Layer[Record], view: ViewState) -> bool:
    """Tell whether a visible feature is drawn as uncertain in time."""
    if feature.interval is None:
        return True
    if layer.time == "event":
        return feature.interval.vague
    day = day_number(view.date)
    step = feature.step_on(day)
    return not feature.interval.surely_on(day) or (step is not None and day < step.sure_start)


def visible(view: ViewState, ledger: Ledger) -> dict[str, list[Feature]]:
    """Return the visible features of every layer, switched on or not, by layer id; region and filters narrow all but the line."""
    only = passing(view, ledger)
    return {
        layer.id: [
            feature
            for feature in features(layer, ledger)
            if shows(feature, layer, view) and (only is None or not layer.regional or feature.select in only)
        ]
        for layer in all_layers()
    }
