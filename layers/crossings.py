"""Road crossings, open, restricted or closed on the date."""

from __future__ import annotations

from geodata.intervals import ALWAYS, FOREVER, Interval
from geodata.ledger import Ledger
from geodata.openings import state_steps
from geodata.records import Crossing
from layers.kit.layer import Feature, Layer, LegendEntry, regions_of
from layers.kit.places import located


def _feature(crossing: Crossing, ledger: Ledger) -> Feature:
    place = located(crossing, ledger)
    return Feature(
        id=crossing.id,
        select=crossing.id,
        title=crossing.title,
        kind="crossing",
        interval=Interval.state(crossing) if crossing.start else Interval(ALWAYS, FOREVER, ALWAYS, FOREVER),
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
        LegendEntry(
            "restricted",
            "Crossing restricted",
            _GATE.format(css="sw-gate-open", bar="sw-bar-open", d="M7 4V12M13 4V12M5 8H15"),
        ),
        LegendEntry(
            "closed",
            "Crossing closed",
            _GATE.format(css="sw-gate-closed", bar="sw-bar-closed", d="M6 4L14 12M14 4L6 12"),
        ),
    ),
    legend_keys=lambda feature, day: (feature.step_on(day).state,) if feature.point else (),
)
