"""The names that would like to stand on a picture, and where each would."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from shapely import MultiLineString, box, prepare

from geodata import geometry_files
from geodata.intervals import day_number
from geodata.ledger import Ledger
from geodata.status import STATUS_LETTERS
from geodata.translation import tr
from layers.kit.layer import all_layers
from layers.pictures.camera import Camera
from layers.pictures.svg_shapes import parts_of
from layers.pictures.typefaces import width_of
from layers.view.state import ViewState
from layers.view.visible import visible

LETTER_ZOOM = 10

#: Least zoom of a town by rank where the backdrop names none, as in names/names.js.
TOWN_ZOOM = (0, 6, 7.5, 8.5, 10.5)

Spot = tuple[float, float]


@dataclass(frozen=True)
class Name:
    """A name that would like to stand at a pixel; the lighter its weight, the sooner it is placed."""

    look: str
    text: str
    x: float
    y: float
    weight: float
    spots: Callable[[float, float], list[Spot]] | None = None
    dot: str = ""  # what marks the place: "dot", "peak" or "pass"
    letter: str | None = None


def beside(w: float, h: float, away: float) -> list[Spot]:
    """Return where a name may stand beside a spot, the best place first."""
    return [
        (away, -h / 2),
        (-away - w, -h / 2),
        (-w / 2, -away - h + 2),
        (-w / 2, away - 2),
        (away - 2, -h - 1),
        (away - 2, 1),
        (-away - w + 2, -h - 1),
        (-away - w + 2, 1),
    ]


def _upon(w: float, h: float) -> list[Spot]:
    """Return where an area's name may stand: on its place, else round it, nearest first, as in names/names.js."""
    turns = np.arange(16) * math.pi / 8
    ringed = [
        (float(math.cos(turn) * (w / 2 + off) - w / 2), float(math.sin(turn) * (h / 2 + off) - h / 2))
        for off in (8, 14, 20)
        for turn in turns
    ]
    return [(-w / 2, -h / 2), *ringed]


def _about(w: float, h: float) -> list[Spot]:
    return [(x * w - w / 2, y * h - h / 2) for y in (0, -1, 1) for x in (0, 0.15, -0.15)]


def of_areas(view: ViewState, ledger: Ledger, camera: Camera) -> list[Name]:
    """Return the names of the areas that a view shows."""
    found = []
    shown = visible(view, ledger)
    for layer in all_layers():
        for feature in shown[layer.id] if layer.id in view.layers else ():
            if feature.label:
                x, y = camera.to_px(*feature.label[1:])
                step = feature.step_on(day_number(view.date))
                letter = STATUS_LETTERS.get(step.state) if step and camera.zoom >= LETTER_ZOOM else None
                weight = 0 if feature.select == view.select else 10
                found.append(Name("area", feature.label[0], float(x), float(y), weight, _upon, letter=letter))
    return found


@lru_cache(maxsize=16)
def of_ground(camera: Camera) -> tuple[Name, ...]:
    """Return the names of the ground: countries, towns, water, peaks, passes. All frames of a film have the same."""
    found: list[Name] = []
    for feature in geometry_files.backdrop():
        kind, text = feature.properties["kind"], feature.properties.get("name")
        level = round(camera.zoom) if kind == "country_label" else camera.zoom
        if not text or not feature.properties.get("min_zoom", 0) <= level < feature.properties.get("max_zoom", 24) + 1:
            continue
        if kind == "lake":
            found += _lake(feature, camera)
        elif kind == "river":
            found += _river(feature, camera)
        elif kind in ("country_label", "town", "peak", "pass"):
            x, y = map(float, camera.to_px(*feature.geometry.coords[0][:2]))
            rank = feature.properties.get("rank", 4)
            if not camera.holds(x, y):
                continue
            if kind == "country_label":
                found.append(Name("country", text, x, y, 30, _about))
            elif kind in ("peak", "pass"):
                text = tr("{name} {height} m", name=text, height=f"{feature.properties['height_m']:,}")
                found.append(Name("height", text, x, y, 80, dot=kind))
            elif camera.zoom >= (TOWN_ZOOM[rank] if rank < len(TOWN_ZOOM) else 0):
                rank = min(max(rank, 1), 4)
                found.append(Name(f"town{rank}", text, x, y, (0, 20, 40, 50, 70)[rank], dot="dot"))
    return tuple(found)


def _lake(feature: geometry_files.Feature, camera: Camera) -> list[Name]:
    """Return a lake's name at the middle of its widest level chord, if it fits into the lake."""
    text, best = feature.properties["name"], (0.0, 0.0, 0.0)
    for points, _ in parts_of(feature.geometry):
        x, y = camera.from_unit(points[:, 0], points[:, 1])
        if not len(x) or x.max() < 0 or y.max() < 0 or x.min() > camera.width or y.min() > camera.height:
            continue
        for level in np.linspace(y.min(), y.max(), 9)[1:-1]:
            crosses = np.flatnonzero((y[:-1] > level) != (y[1:] > level))
            cuts = np.sort(
                x[crosses] + (level - y[crosses]) / (y[crosses + 1] - y[crosses]) * (x[crosses + 1] - x[crosses])
            )
            for left, right in zip(cuts[::2], cuts[1::2], strict=False):
                best = max(best, (float(right - left), float(left + right) / 2, float(level)))
    if best[0] < 0.8 * width_of(text, "serif-italic", 13):
        return []
    return [Name("water", text, best[1], best[2], 35, lambda w, h: _upon(w, h)[:1])]


def _river(feature: geometry_files.Feature, camera: Camera) -> list[Name]:
    """Return a river's name beside its course, as near its middle as it lies on no bend of it: the rules of names/river.js."""
    lines = [np.column_stack(camera.from_unit(points[:, 0], points[:, 1])) for points, _ in parts_of(feature.geometry)]
    seen = [(px, py) for line in lines for px, py in line if camera.holds(px, py)]
    if len(seen) < 8:
        return []
    text = feature.properties["name"]
    wide, high = width_of(text, "serif-italic", 13), 17.0
    course = MultiLineString(lines)
    prepare(course)
    wanted = [spot for away in (5, 10, 16) for spot in beside(wide, high, away)]
    for turn in range(9):
        off = math.ceil(turn / 2) * (1 if turn % 2 else -1)
        x, y = seen[min(max(len(seen) // 2 + round(off * len(seen) / 10), 0), len(seen) - 1)]
        spots = [
            (left, top)
            for left, top in wanted
            if not course.intersects(box(x + left - 2, y + top - 2, x + left + wide + 2, y + top + high + 2))
        ]
        if spots:
            return [Name("water", text, float(x), float(y), 60, _fixed(spots))]
    return []


def _fixed(spots: list[Spot]) -> Callable[[float, float], list[Spot]]:
    return lambda w, h: spots
