"""Road crossings, open, restricted or closed on the date."""

from __future__ import annotations

from geodata.dates import span
from geodata.ledger import Ledger
from geodata.records import Crossing
from layers.core.layer import ALWAYS, FOREVER, Feature, Interval, Layer, LegendEntry, Step, day_number, regions_of
from layers.core.places import located

STATE_TITLES = {"open": "Open", "restricted": "Restricted", "closed": "Closed"}


def state_steps(crossing: Crossing) -> tuple[Step, ...]:
    """Return when the crossing was open, restricted or closed; where closures overlap, the stricter one holds.

    A closure whose end is not known lasts on, and the state after it is drawn as inferred.
    """
    edges = {ALWAYS}
    spans = []
    for closure in crossing.closures:
        start = day_number(span(closure.start, closure.start_precision)[0])
        end = day_number(closure.end) if closure.end else FOREVER
        spans.append((start, end, closure))
        edges |= {start, end}
    steps: list[Step] = []
    for edge in sorted(edges - {FOREVER}):
        holding = [closure for start, end, closure in spans if start <= edge < end]
        state = max((closure.state for closure in holding), key=("restricted", "closed").index, default="open")
        inferred = any(closure.end_unknown for closure in holding)
        if not steps or (steps[-1].state, steps[-1].inferred) != (state, inferred):
            steps.append(Step(edge, edge, state, inferred))
    return tuple(steps)


def _feature(crossing: Crossing, ledger: Ledger) -> Feature:
    place = located(crossing, ledger)
    return Feature(
        id=crossing.id,
        select=crossing.id,
        title=crossing.title,
        kind="crossing",
        interval=Interval.state(crossing.start, crossing.start_precision, crossing.end, crossing.end_precision)
        if crossing.start else Interval(ALWAYS, FOREVER, ALWAYS, FOREVER),
        point=(place.lon, place.lat) if place else None,
        precision_m=place.precision_m if place else None,
        steps=state_steps(crossing),
        symbol={"form": "crossing"},
        regions=regions_of(crossing.districts),
    )


_GATE = '<rect class="{css}" x="3" y="1" width="14" height="14" rx="2"/><path class="{bar}" d="{d}"/>'

LAYER = Layer(
    id="crossings",
    title="Crossings",
    gloss="Road crossings between the two states and whether they were open on the date.",
    time="state",
    draw="points",
    features=lambda ledger: [_feature(crossing, ledger) for crossing in ledger.crossings.values()],
    order=20,
    legend=(
        LegendEntry("open", "Crossing open", _GATE.format(css="sw-gate-open", bar="sw-bar-open", d="M7 4V12M13 4V12")),
        LegendEntry("restricted", "Crossing restricted",
                    _GATE.format(css="sw-gate-open", bar="sw-bar-open", d="M7 4V12M13 4V12M5 8H15")),
        LegendEntry("closed", "Crossing closed",
                    _GATE.format(css="sw-gate-closed", bar="sw-bar-closed", d="M6 4L14 12M14 4L6 12")),
    ),
    legend_keys=lambda feature, day: (feature.step_on(day).state,) if feature.point else (),
)
