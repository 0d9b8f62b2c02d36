"""`states.geojson`: KG, TJ and UZ in both vintages, to tell whose land a point is on. Never drawn.

Exact where it matters, along the Kyrgyz–Tajik line and round every exclave; thinned elsewhere. The rings
are cut into chains at the points where the neighbour changes, and each chain is thinned once, so that
two neighbours go on sharing it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import shapely
from shapely import LineString, MultiPolygon, Polygon

from geodata.derive.line import Edge, Ring, edges
from geodata.derive.write import Feature, feature
from geodata.derive.zones import State
from geodata.measure import to_degrees, to_local_m

DECIMALS = 6
TOLERANCE_M = 700.0


def state_features(vintage: int, states: dict[str, State]) -> list[Feature]:
    owners: dict[Edge, frozenset[str]] = {}
    for code, state in states.items():
        for ring in _rings(state.whole):
            for edge in edges(ring):
                owners[edge] = owners.get(edge, frozenset()) | {code}
    rows = []
    for code, state in states.items():
        parts = [
            Polygon(
                _thinned(list(part.exterior.coords), owners),
                [_thinned(list(hole.coords), owners) for hole in part.interiors],
            )
            for part in shapely.get_parts(state.whole)
        ]
        rows.append(
            feature(
                MultiPolygon(parts), DECIMALS, id=f"{code.lower()}-{vintage}", kind="state", state=code, vintage=vintage
            )
        )
    return rows


def _rings(area: MultiPolygon) -> Iterator[Ring]:
    for part in area.geoms:
        for ring in (part.exterior, *part.interiors):
            yield list(ring.coords)


def _thinned(ring: Ring, owners: dict[Edge, frozenset[str]]) -> Ring:
    who = [owners[edge] for edge in edges(ring)]
    turns = [number for number in range(len(who)) if who[number] != who[number - 1]]
    if not turns:
        # One neighbour all round: an exclave, or the hole it lies in.
        return ring
    points = ring[:-1]
    result: Ring = []
    for start, end in pairwise([*turns, turns[0] + len(points)]):
        chain = [points[number % len(points)] for number in range(start, end + 1)]
        result += (chain if who[start] == {"KG", "TJ"} else _thin_chain(chain))[:-1]
    return [*result, result[0]]


def _thin_chain(chain: Ring) -> Ring:
    """Thin a chain, always read in the same direction, so that both its owners get the same points."""
    reverse = chain[0] > chain[-1]
    ordered = chain[::-1] if reverse else chain
    thinned = to_degrees(to_local_m(LineString(ordered)).simplify(TOLERANCE_M))
    points = [tuple(point) for point in shapely.get_coordinates(thinned)]
    points[0], points[-1] = ordered[0], ordered[-1]
    return points[::-1] if reverse else points
