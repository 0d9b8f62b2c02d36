"""What the map says on a date, in plain sentences: for the panel beside it, for screen readers and for exports."""

from __future__ import annotations

from geodata.ledger import Ledger
from geodata.translation import tr
from layers.kit.layer import in_order
from layers.kit.told import NOT_LOADED, Line, Topic
from layers.view.filters import among, is_narrowed
from layers.view.state import ViewState
from layers.view.visible import visible


def on_this_date(view: ViewState, ledger: Ledger) -> list[Topic]:
    """Return the state of things on the view's date, topic by topic, region and filters applied: of all layers, but of one that is off by default only where it is on."""
    shown, let_through = visible(view, ledger), among(view, ledger)
    found = []
    for layer in in_order("text"):
        # What is off unless a reader wants it would make the page long for all others.
        if not layer.default_on and layer.id not in view.layers:
            continue
        tell = layer.in_period if view.mode == "window" and view.days > 1 else layer.on_date
        lines = tell(view.date, let_through, shown[layer.id], ledger)
        if lines is not None:
            said = tuple(lines) or (_none(layer.none, view),)
            if layer.table in ledger.missing:
                said = (Line(tr(NOT_LOADED)),)
            found.append(Topic(layer.heading("date"), said, layer.id))
    return found


def _none(none: str, view: ViewState) -> Line:
    """Say that nothing of a kind shows, and under which narrowing."""
    if view.region and is_narrowed(view):
        return Line(tr("{none} on this date in this region under these filters.", none=none))
    if view.region:
        return Line(tr("{none} on this date in this region.", none=none))
    if is_narrowed(view):
        return Line(tr("{none} on this date under these filters.", none=none))
    return Line(tr("{none} on this date.", none=none))
