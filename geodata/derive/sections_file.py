"""`sections.geojson`: the strips of the ten named sections, and the other areas with a place to stand on.

No extents are published. The rule: cut the line at the midpoints between neighbouring anchors, let the
outer ends mirror the inner half, and give each strip the points within `HALF_WIDTH_M` whose nearest
stretch of the line is the section's.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
import shapely
from shapely import LineString, MultiPoint, Point, Polygon

from geodata.derive.line import NEUTRAL_NAME, Border
from geodata.derive.write import Feature, feature
from geodata.measure import Line, circle, to_degrees, to_local_m

DECIMALS = 6
HALF_WIDTH_M = 2_000.0

#: Spacing of the points that stand for the line when a strip's ground is shared out among its stretches.
STEP_M = 40.0
#: Smooths the seams of that sharing; neighbours are smoothed together, so they stay disjoint.
SMOOTHING_M = 40.0
#: How far from the line a name stands: beside the strip.
LABEL_M = 2_700.0
#: The zoom from which the names of sections show.
LABEL_ZOOM = 9

STRIP_METHOD = (
    "No extent is published: the line is cut halfway between neighbouring named places, and the strip shows the "
    "ground within 2 km whose nearest stretch of the line is this one."
)


@dataclass(frozen=True)
class Anchor:
    """A named section: the kilometre of the 2026 line where its place lies, and where its name is put.

    `side` is the side of the line, seen in its direction; `text` the part of the name at the label point.
    """

    id: str
    name: str
    km: float
    side: Literal["left", "right"]
    text: Literal["start", "middle", "end"]
    assumed: bool = False


#: The two groups in which the sections were named, along the line.
EASTERN = (
    Anchor("three-state-junction", "Three-state junction", 0.0, "right", "end"),
    Anchor("lakko", "Lakko", 14.0, "left", "start"),
    Anchor("kara-bak", "Kara-Bak", 19.0, "right", "end"),
)
NORTHERN = (
    Anchor("zhiydelik", "Zhiydelik", 144.0, "right", "start"),
    Anchor("zhany-zher", "Zhany-Zher", 150.0, "left", "start", assumed=True),
    Anchor("arki-2", "Arka-2", 155.0, "right", "end"),
    Anchor("arki-1", "Arka-1", 160.0, "left", "start"),
    Anchor("maksat", "Maksat", 175.0, "left", "start"),
    Anchor("kulundu", "Kulundu", 187.0, "right", "end"),
    Anchor("kayragach", "Kayragach", 202.0, "right", "end"),
)


def extents(group: tuple[Anchor, ...]) -> list[tuple[float, float]]:
    """Return (km_from, km_to) of each section of a group, none below km 0."""
    km = [anchor.km for anchor in group]
    cuts = [(a + b) / 2 for a, b in pairwise(km)]
    first, last = max(2 * km[0] - cuts[0], 0.0), 2 * km[-1] - cuts[-1]
    bounds = [first, *cuts, last]
    return list(pairwise(bounds))


def strips(line: Line, cuts: list[tuple[float, float]]) -> list[Polygon]:
    """Return one polygon per (km_from, km_to), in (lon, lat) degrees, none overlapping another.

    The line is set with points every `STEP_M`; the ground belongs to the stretch of the nearest point.
    """
    bounds = sorted({0.0, line.length_km, *(km for cut in cuts for km in cut)})
    stretches = [to_local_m(line.between(a, b)) for a, b in pairwise(bounds)]
    points, owner = [], []
    for stretch, km_from in zip(stretches, bounds[:-1], strict=True):
        count = max(2, int(np.ceil(stretch.length / STEP_M)))
        # Half a step in from each end, so that the seam falls on the cut.
        points.append(shapely.line_interpolate_point(stretch, (np.arange(count) + 0.5) / count, normalized=True))
        owner.append(np.full(count, km_from))
    all_points, owners = np.concatenate(points), np.concatenate(owner)
    near = shapely.union_all(
        [s.buffer(4 * HALF_WIDTH_M) for s, a in zip(stretches, bounds[:-1], strict=True) if a in {c[0] for c in cuts}]
    )
    within = shapely.contains(near, all_points)
    all_points, owners = all_points[within], owners[within]
    cells = shapely.get_parts(shapely.voronoi_polygons(MultiPoint(list(all_points)), extend_to=near, ordered=True))
    pieces = []
    for km_from, km_to in cuts:
        ground = shapely.union_all(cells[owners == km_from])
        strip = to_local_m(line.between(km_from, km_to)).buffer(HALF_WIDTH_M, quad_segs=16)
        pieces.append(_largest(ground.intersection(strip)))
    return [to_degrees(piece) for piece in shapely.coverage_simplify(pieces, SMOOTHING_M)]


def section_features(line: Line) -> list[Feature]:
    anchors, cuts = (*EASTERN, *NORTHERN), extents(EASTERN) + extents(NORTHERN)
    rows = []
    for anchor, (km_from, km_to), strip in zip(anchors, cuts, strips(line, cuts), strict=True):
        lon, lat = line.at(anchor.km)
        label = _beside(line, (km_from + km_to) / 2, anchor.side)
        method = STRIP_METHOD
        if anchor.assumed:
            method += " Its place on the line is assumed from the order in which the sections were announced."
        rows.append(
            feature(
                strip,
                DECIMALS,
                id=anchor.id,
                name=anchor.name,
                kind="section",
                inferred=True,
                method=method,
                km_from=km_from,
                km_to=km_to,
                anchor_km=anchor.km,
                anchor_lon=round(lon, DECIMALS),
                anchor_lat=round(lat, DECIMALS),
                width_km=2 * HALF_WIDTH_M / 1000,
                label_anchor=anchor.text,
                **_label(label),
            )
        )
    return rows


def area_features(borders: dict[int, Border]) -> list[Feature]:
    exclaves = {(border.vintage, e.id): e for border in borders.values() for e in border.exclaves}
    rows = []
    for year, key in ((2026, "vorukh"), (2026, "khojai-alo"), (2024, "kayragach-exclave")):
        exclave = exclaves[year, key]
        rows.append(
            _area(exclave.polygon, key, exclave.name, "exclave", False, f"The exclave's outline as mapped in {year}.")
        )
    [strip] = borders[2026].neutral
    rows.append(
        _area(
            strip,
            "tort-kocho",
            NEUTRAL_NAME,
            "area",
            False,
            "The ground that the map of 2026 gives to neither state, true to scale: some 250 m long and 40 m wide.",
        )
    )
    rows.append(
        _area(
            circle(70.5032, 39.9246, 1_000),
            "golovnoy",
            "Golovnoy",
            "area",
            True,
            "A circle of 1 km around a point inferred from the course of the 2026 line: no coordinates are published.",
        )
    )
    rows.append(
        _area(
            circle(70.63191, 40.0524, 1_000),
            "dostuk-batken",
            "Dostuk (Batken)",
            "area",
            True,
            "A circle of 1 km around the village: the outline of the ground that changed hands is not published.",
        )
    )
    return rows


def _area(polygon: Polygon, key: str, name: str, kind: str, inferred: bool, method: str) -> Feature:
    label = shapely.maximum_inscribed_circle(polygon).coords[0]
    return feature(
        polygon,
        DECIMALS,
        id=key,
        name=name,
        kind=kind,
        inferred=inferred,
        method=method,
        label_anchor="middle",
        **_label(Point(label)),
    )


def _label(point: Point) -> dict[str, float]:
    return {"label_lon": round(point.x, DECIMALS), "label_lat": round(point.y, DECIMALS)}


def _beside(line: Line, km: float, side: str) -> Point:
    """The point `LABEL_M` off the line, square to its general course around a kilometre."""
    reach = 3.0
    ends = [line.at(max(km - reach, 0.0)), line.at(km + reach)]
    (ax, ay), (bx, by) = to_local_m(LineString(ends)).coords
    length = float(np.hypot(bx - ax, by - ay))
    sign = 1.0 if side == "left" else -1.0
    foot = to_local_m(Point(line.at(km)))
    return to_degrees(Point(foot.x - sign * LABEL_M * (by - ay) / length, foot.y + sign * LABEL_M * (bx - ax) / length))


def _largest(area: shapely.Geometry) -> Polygon:
    """A bend can leave crumbs across the line's other arm; the strip is the part in one piece."""
    parts = shapely.get_parts(area)
    largest: Polygon = parts[int(np.argmax(shapely.area(parts)))]
    return largest
