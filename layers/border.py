"""The border line and the exclaves as mapped in one year, the neutral strip and the tripoints."""

from __future__ import annotations

from shapely.geometry import mapping

from geodata import atlas, geometry_files
from geodata.intervals import ALWAYS, FOREVER, Interval
from geodata.ledger import Ledger
from layers.kit.layer import Feature, Layer, LegendEntry

_ALWAYS = Interval(ALWAYS, FOREVER, ALWAYS, FOREVER)
_KINDS = {"line": "border line", "exclave": "exclave", "neutral": "neutral ground", "tripoint": "point of three states"}


def _features(ledger: Ledger) -> list[Feature]:
    found = []
    whole = ledger.line.id if ledger.line else ""
    for vintage in geometry_files.VINTAGES:
        for feature in geometry_files.border(vintage):
            kind = feature.properties["kind"]
            record_id = feature.id.removesuffix(f"-{vintage}")
            if record_id not in ledger.sections:
                record_id = atlas.current().opens.get(record_id, whole)
            point = feature.geometry.coords[0] if kind == "tripoint" else None
            found.append(
                Feature(
                    id=feature.id,
                    select=record_id,
                    title=feature.properties["name"],
                    kind=f"{_KINDS[kind]}, as mapped in {vintage}",
                    interval=_ALWAYS,
                    point=point,
                    geometry=None if point else mapping(feature.geometry),
                    symbol={"form": "tripoint"} if point else {"style": kind},
                    vintage=vintage,
                )
            )
    return found


LAYER = Layer(
    id="border",
    title="Border line",
    gloss="The line as it was mapped in one year, at all dates. It is a drawing, not the treaty's text.",
    time="state",
    draw="line",
    features=_features,
    order=10,
    regional=False,
    legend=(
        LegendEntry("line", "Border line", '<path class="sw-line" d="M1 8H19"/>'),
        LegendEntry("exclave", "Exclave", '<path class="sw-line dashed" d="M1 8H19"/>'),
        LegendEntry("neutral", "Neutral ground", '<path class="sw-line fine" d="M1 8H19"/>'),
        LegendEntry("tripoint", "Point of three states", '<circle class="sw-ink" cx="10" cy="8" r="3"/>'),
    ),
    legend_keys=lambda feature, day: (feature.symbol.get("style") or "tripoint",),
)
