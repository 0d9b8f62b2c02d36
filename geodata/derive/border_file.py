"""`border.geojson`: the line, exclaves, neutral ground and tripoints, as mapped in 2024 and in 2026."""

from __future__ import annotations

from shapely import Point

from geodata.derive.line import NEUTRAL_NAME, Border
from geodata.derive.write import Feature, feature
from geodata.measure import area_km2, length_km

DECIMALS = 6

#: Decimals of a length in kilometres: metres.
METRES = 3


def border_features(border: Border) -> list[Feature]:
    year = border.vintage
    rows = [
        feature(
            border.line,
            DECIMALS,
            id=f"line-{year}",
            kind="line",
            vintage=year,
            name=f"Kyrgyz–Tajik line as mapped in {year}",
            length_km=round(length_km(border.line), METRES),
            total_with_exclaves_km=round(border.total_km, METRES),
        )
    ]
    rows += [
        feature(
            exclave.polygon,
            DECIMALS,
            id=f"{exclave.id}-{year}",
            kind="exclave",
            vintage=year,
            name=exclave.name,
            owner=exclave.owner,
            host=exclave.host,
            area_km2=round(area_km2(exclave.polygon), 3),
            perimeter_km=round(length_km(exclave.polygon.exterior), METRES),
        )
        for exclave in border.exclaves
    ]
    for number, strip in enumerate(border.neutral):
        rows.append(
            feature(
                strip,
                DECIMALS,
                id=f"tort-kocho-{year}" if number == 0 else f"neutral-{number}-{year}",
                kind="neutral",
                vintage=year,
                name=NEUTRAL_NAME,
                area_km2=round(area_km2(strip), 6),
                perimeter_km=round(length_km(strip.exterior), METRES),
            )
        )
    ends = (("tripoint-uz", "Kyrgyz–Tajik–Uzbek tripoint", 0), ("tripoint-cn", "Kyrgyz–Tajik–Chinese tripoint", -1))
    for slug, name, end in ends:
        rows.append(
            feature(
                Point(border.line.coords[end]), DECIMALS, id=f"{slug}-{year}", kind="tripoint", vintage=year, name=name
            )
        )
    return rows
