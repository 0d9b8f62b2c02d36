"""The Kyrgyz–Tajik line, the exclaves, the neutral ground and the tripoints of one vintage."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from geodata.derive.zones import State
from geodata.measure import area_km2, length_km

#: id → (name, owner, host, a point inside it). An unnamed polygon apart from its mainland stops the build.
EXCLAVES = {
    "vorukh": ("Vorukh", "TJ", "KG", (70.60, 39.85)),
    "khojai-alo": ("Khojai A'lo", "TJ", "KG", (70.4949, 39.93)),
    "kayragach-exclave": ("Kayragach exclave (Western Qalacha)", "TJ", "KG", (69.5463, 40.0696)),
    "sarvak": ("Sarvak", "TJ", "UZ", (70.6198, 40.9592)),
    "sokh": ("Sokh", "UZ", "KG", (71.0967, 40.0319)),
    "shohimardon": ("Shohimardon", "UZ", "KG", (71.7828, 39.9724)),
    "chong-kara": ("Chong-Kara (Northern Sokh)", "UZ", "KG", (71.0322, 40.2429)),
    "jangail": ("Jangail", "UZ", "KG", (71.6655, 40.2025)),
    "barak": ("Barak", "KG", "UZ", (72.7666, 40.6679)),
}

#: A hole in the union of both states that Uzbekistan does not fill, up to this size, is neutral ground.
NEUTRAL_MAX_KM2 = 1.0
NEUTRAL_NAME = "Tort-Kocho (Orto-Boz)"


Ring = list[tuple[float, ...]]
Edge = tuple[tuple[float, ...], tuple[float, ...]]


@dataclass(frozen=True)
class Exclave:
    id: str
    name: str
    owner: str
    host: str
    polygon: Polygon

    @property
    def between_kg_and_tj(self) -> bool:
        return {self.owner, self.host} == {"KG", "TJ"}


@dataclass(frozen=True)
class Border:
    """One vintage. `land` is both states and the neutral ground as one shape without inner lines."""

    vintage: int
    line: LineString
    exclaves: tuple[Exclave, ...]
    neutral: tuple[Polygon, ...]
    land: BaseGeometry

    @property
    def total_km(self) -> float:
        """Length of the line and of the rings of the exclaves between the two states."""
        rings = (e.polygon.exterior for e in self.exclaves if e.between_kg_and_tj)
        return length_km(self.line) + sum(length_km(ring) for ring in rings)


def derive_border(vintage: int, states: dict[str, State]) -> Border:
    land, neutral = _land(states)
    return Border(vintage, main_line(states["KG"], states["TJ"]), _exclaves(states), neutral, land)


def edges(ring: Ring) -> list[Edge]:
    """The edges of a closed ring, each with its ends in sorted order, so that neighbours' edges are equal."""
    return [(a, b) if a < b else (b, a) for a, b in pairwise(ring)]


def main_line(kg: State, tj: State) -> LineString:
    """The run of the Tajik mainland's ring from tripoint to tripoint, from the Uzbek to the Chinese end.

    The ring leaves Kyrgyzstan for long only once, along the other neighbours. Shorter breaks, where
    neutral ground lies between the two, are part of the line.
    """
    ring = list(tj.mainland.exterior.coords)
    kyrgyz = {edge for r in (kg.mainland.exterior, *kg.mainland.interiors) for edge in edges(list(r.coords))}
    shared = [number for number, edge in enumerate(edges(ring)) if edge in kyrgyz]
    if not shared:
        raise ValueError("the two zones share no edge: are both of the same edition?")
    count = len(ring) - 1
    breaks = [((after - before) % count, before, after) for before, after in pairwise([*shared, shared[0]])]
    _, last, first = max(breaks)
    run = [ring[(first + step) % count] for step in range((last - first) % count + 2)]
    if run[0][0] > run[-1][0]:
        run.reverse()
    return LineString(run)


def _exclaves(states: dict[str, State]) -> tuple[Exclave, ...]:
    found = []
    for state in states.values():
        for polygon in state.apart:
            matches = [
                Exclave(key, name, owner, host, polygon)
                for key, (name, owner, host, inside) in EXCLAVES.items()
                if owner == state.code and polygon.contains(Point(inside))
            ]
            if len(matches) != 1:
                raise ValueError(f"{state.code} has a polygon without a name near {polygon.representative_point()}")
            found += matches
    return tuple(sorted(found, key=lambda exclave: list(EXCLAVES).index(exclave.id)))


def _land(states: dict[str, State]) -> tuple[BaseGeometry, tuple[Polygon, ...]]:
    union = unary_union([states["KG"].whole, states["TJ"].whole])
    main, *others = sorted(getattr(union, "geoms", [union]), key=area_km2, reverse=True)
    uzbek = states["UZ"].whole
    holes = [Polygon(ring) for ring in main.interiors]
    neutral = [h for h in holes if area_km2(h) <= NEUTRAL_MAX_KM2 and not uzbek.intersects(h.representative_point())]
    kept = [h.exterior for h in holes if not any(h is n for n in neutral)]
    filled = Polygon(main.exterior, kept)
    return unary_union([filled, *others]), tuple(neutral)
