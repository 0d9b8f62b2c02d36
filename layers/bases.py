"""Bases and installations, only while they were open: a chip with the operator's letters, its shape by kind."""

from __future__ import annotations

from dataclasses import replace

from geodata.intervals import FOREVER, Interval
from geodata.ledger import Ledger
from geodata.records import Base
from layers.kit.layer import Feature, Layer, LegendEntry, regions_of
from layers.kit.places import located

_CHIPS = {
    "air base": "M6 3H14A5 5 0 0 1 14 13H6A5 5 0 0 1 6 3Z",
    "ground base": "M2 3H18V13H2Z",
    "training ground": "M5 2H15L19 8L15 14H5L1 8Z",
    "plant": "M2 14V6L6 3V6L10 3V6L14 3H18V14Z",
    "test site": "M10 1L19 8L10 15L1 8Z",
    "outpost": "M3 2H17V10L10 15L3 10Z",
}


def _feature(base: Base, ledger: Ledger) -> Feature:
    place = located(base, ledger)
    interval = Interval.state(base)
    if not base.opened_is_known:
        interval = replace(interval, sure_start=FOREVER)
    return Feature(
        id=base.id,
        select=base.id,
        title=base.title,
        kind=f"{base.kind}, {base.operator}",
        interval=interval,
        point=(place.lon, place.lat) if place else None,
        precision_m=place.precision_m if place else None,
        symbol={"form": "base", "letters": base.operator_code, "shape": base.kind},
        regions=regions_of(base.districts),
    )


LAYER = Layer(
    id="bases",
    title="Bases",
    gloss="Bases, training grounds, plants and outposts by operator and kind, only while they were open.",
    time="state",
    draw="points",
    features=lambda ledger: [_feature(base, ledger) for base in ledger.bases.values()],
    order=30,
    legend=tuple(
        LegendEntry(kind, kind.capitalize(), f'<path class="sw-base" d="{path}"/>') for kind, path in _CHIPS.items()
    ),
    legend_keys=lambda feature, day: (feature.symbol["shape"],) if feature.point else (),
)
