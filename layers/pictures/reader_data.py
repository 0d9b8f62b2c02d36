"""A reader's own sets in a picture: the marks, outlines and circles of points/paint.js and points/shapes.js, by the same rules of time."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping, Sequence

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform
from shapely.geometry import shape

from geodata.intervals import shows
from geodata.sets.asked import cells as asked
from geodata.translation import tr
from layers.kit.feature import LegendEntry
from layers.kit.palette import CATEGORIES
from layers.pictures.camera import Camera
from layers.pictures.own_cells import counted, draw_masses, masses, most_places
from layers.pictures.pane import Pane
from layers.pictures.svg_shapes import Shape, circle, parts_of, path_on
from layers.reader_data.drawn import OwnSet, sets_of
from layers.reader_data.points import COLOURS, VAGUE, unpack
from layers.view.state import ViewState

#: As in points/shapes.js: more circles at once than this are fog.
MOST_CIRCLES = 24
#: As in points_paint.js: a hollow mark is at least so large, and its ring so wide.
_HOLLOW_PX, _RING_PX = 2.5, 1.3
_SIZE = 15
#: As in points/paint.js: a set of more rows than these is drawn so that one sees what lies under its marks.
_MANY_ROWS, _THROUGH = 200, 150 / 255
#: From so many marks on it pays to find those that are seen.
_MANY = 5000
_Z = {"shapes": 425, "points": 590}
#: Key of the legend's line on cells.
CELL = "own-cell"
_SQUARE = '<rect class="sw-cell" x="4" y="2" width="12" height="12"/>'
#: Longest words of a category in a legend.
_LETTERS = 60


def draw_own(
    pane: Pane, view: ViewState, sets: Sequence[OwnSet], camera: Camera, colour: dict[str, str]
) -> tuple[dict[str, int], set[str]]:
    """Draw the sets that a view names into a pane of the camera's pixels; return how many rows of each the view shows, by name, and the names of those with cells."""
    drawn, massed = {}, set()
    for one in sets_of(view, sets):
        if one.time is not None:
            found = counted(one.points, view.looks_at(one.time), camera)
            drawn[one.name] = sum(rows for *_, rows in found)
            draw_masses(pane, found, colour, _Z["points"])
            massed.add(one.name)
            continue
        header, columns = unpack(one.points)
        shown = shows(columns["start"], columns["end"], view.looks_at(header["time"]))
        drawn[one.name] = int(shown.sum())
        if one.shapes:
            _outlines(pane, view, one, camera, colour)
        seen = {name: column[shown] for name, column in columns.items()}
        hidden, cells = masses(seen, camera, most_places(columns["look"], header["radii_px"]))
        alone = {name: column[~hidden] for name, column in seen.items()}
        alone["mixed"] = mixed(seen, np.ones(len(hidden), bool))[~hidden]
        _points(pane, header["radii_px"], alone, camera, colour, _THROUGH if len(shown) > _MANY_ROWS else 1)
        draw_masses(pane, cells, colour, _Z["points"])
        massed |= {one.name} if cells else set()
    return drawn, massed


def _points(
    pane: Pane,
    radii_px: list[float],
    columns: dict[str, np.ndarray],
    camera: Camera,
    colour: dict[str, str],
    opacity: float,
) -> None:
    """Draw the marks as one collection, later rows over earlier ones."""
    x, y = camera.from_unit(columns["x"] / 2.0**32, columns["y"] / 2.0**32)
    reach = max(radii_px)
    near = np.flatnonzero((x > -reach) & (x < camera.width + reach) & (y > -reach) & (y < camera.height + reach))
    if len(near) > _MANY:
        # What lies under another mark is left out, so that nothing may shine through.
        opacity = 1
        near = near[
            _seen(
                x[near] + reach,
                y[near] + reach,
                columns["look"][near],
                radii_px,
                camera.width + 2 * reach,
                camera.height + 2 * reach,
            )
        ]
    look = columns["look"][near]
    hollow = (look & VAGUE) != 0
    radius = np.asarray(radii_px)[look & _SIZE]
    radius = np.where(hollow, np.maximum(radius, _HOLLOW_PX) - _RING_PX / 2, radius)
    paint = np.array([to_rgba(colour[name]) for name in CATEGORIES])[columns["colour"][near]]
    # No kind's colour stands for those of other kinds below it.
    paint[columns["mixed"][near]] = to_rgba(colour["ink"])
    paint[:, 3] = opacity
    marks = PathCollection(
        (Path.unit_circle(),),
        radius**2,
        offsets=np.column_stack([x[near], y[near]]),
        offset_transform=pane.to_dots,
        facecolors=np.where(hollow[:, None], 0.0, paint),
        edgecolors=paint,
        linewidths=np.where(hollow, _RING_PX, 0.0),
        zorder=_Z["points"],
    )
    marks.set_transform(IdentityTransform())
    pane.add(marks)


def _seen(
    x: np.ndarray, y: np.ndarray, look: np.ndarray, radii_px: list[float], width: float, height: float
) -> np.ndarray:
    """Return which marks are not wholly under later ones, ascending: matplotlib takes some 30 µs for each, this far less.

    Every half pixel notes the last mark that covers it; whoever is noted nowhere is not seen.
    """
    across, down = math.ceil(2 * width) + 1, math.ceil(2 * height) + 1
    top = np.full(across * down, -1, np.int32)
    column, row = np.rint(2 * x).astype(np.int32), np.rint(2 * y).astype(np.int32)
    for kind in np.unique(look).tolist():
        marks = np.flatnonzero(look == kind).astype(np.int32)
        radius = 2 * radii_px[kind & _SIZE]
        inner = -1.0
        if kind & VAGUE:
            radius = max(radius, 2 * _HOLLOW_PX)
            inner = radius - 2 * _RING_PX
        steps = range(-math.ceil(radius), math.ceil(radius) + 1)
        for over, along in (
            (over, along) for over in steps for along in steps if inner < math.hypot(over, along) <= radius
        ):
            there, beside = row[marks] + over, column[marks] + along
            inside = (there >= 0) & (there < down) & (beside >= 0) & (beside < across)
            places, found = there[inside] * across + beside[inside], marks[inside]
            later = found > top[places]
            # Of several marks for a place the assignment keeps the last, which is the latest.
            top[places[later]] = found[later]
    return np.unique(top[top >= 0])


def _outlines(pane: Pane, view: ViewState, one: OwnSet, camera: Camera, colour: dict[str, str]) -> None:
    held = json.loads(one.shapes)
    looked = view.looks_at(held["time"])
    found = [
        (shape(drawn), vague, colour[CATEGORIES[kind]])
        for _, start, end, vague, drawn, kind in held["shapes"]
        if shows(start, end, looked)
    ]
    if found:
        fill = [
            (paint, 0.18 if "Polygon" in geometry.geom_type and not vague else 0) for geometry, vague, paint in found
        ]
        pane.add(
            PathCollection(
                [path_on(parts_of(geometry), camera) for geometry, _, _ in found],
                facecolors=fill,
                edgecolors=[paint for _, _, paint in found],
                linewidths=2,
                linestyles=[(0, (2.5, 2.5)) if vague else "solid" for _, vague, _ in found],
                zorder=_Z["shapes"],
            ),
        )
    places = {tuple(place) for _, start, end, *place in held["circles"] if shows(start, end, looked)}
    for lon, lat, metres in sorted(places) if len(places) <= MOST_CIRCLES else ():
        x, y = map(float, camera.to_px(lon, lat))
        pane.add(
            Shape(
                circle(x, y, metres / camera.metres_per_px(lat)),
                facecolor="none",
                edgecolor=(colour["muted"], 0.7),
                linewidth=1,
                dashes=(3, 4),
                zorder=_Z["shapes"],
            )
        )


def mixed(columns: dict[str, np.ndarray], shown: np.ndarray) -> np.ndarray:
    """Tell which of the rows shown stand on one spot with rows of another colour; shape (n,), as all rows."""
    at = columns["x"].astype(np.uint64) << np.uint64(32) | columns["y"].astype(np.uint64)
    rows = np.flatnonzero(shown)
    _, spots = np.unique(at[rows], return_inverse=True)
    colours = columns["colour"][rows].astype(np.int64)
    least, most = np.full(len(rows), COLOURS), np.zeros(len(rows), np.int64)
    np.minimum.at(least, spots, colours)
    np.maximum.at(most, spots, colours)
    found = np.zeros(len(at), bool)
    found[rows] = (least < most)[spots]
    return found


def own_legend(
    view: ViewState, sets: Sequence[OwnSet], massed: Collection[str], drawn: Sequence[Mapping[str, int]] = ()
) -> list[tuple[str, list[LegendEntry]]]:
    """Return title and entries of the sets a view names: what is drawn of each; of a comparison, what is on either date.

    Those that are `massed`, by name, have cells with the number of their rows. `drawn` says of each map how many rows of each set it shows.
    """
    return [
        (
            _called(one),
            _of_cells(one, [rows.get(one.name, 0) for rows in drawn])
            if one.counted
            else list(_entries(view, one, one.name in massed)),
        )
        for one in sets_of(view, sets)
    ]


def _called(one: OwnSet) -> str:
    """Return a set's title, with how many of its rows pass its filters where they leave only some."""
    if one.counted or not one.in_all:
        return one.title
    header, _ = unpack(one.points)
    rows = header["count"] + sum(header["left_out"].values())
    return tr("{set}, {n} of {all} rows by its filters", set=one.title, n=f"{rows:,}", all=f"{one.in_all:,}")


def _of_cells(one: OwnSet, rows: list[int]) -> list[LegendEntry]:
    """Return what is said of a set whose rows are counted: how many there are on each map."""
    numbers = [f"{n:,}" for n in rows]
    if len(numbers) > 1:
        words = tr(
            "A square with a number counts its rows; {left} in view left, {right} right.",
            left=numbers[0],
            right=numbers[1],
        )
    elif numbers:
        words = tr("A square with a number counts its rows; {n} rows in view.", n=numbers[0])
    else:
        words = tr("A square with a number counts its rows")
    step = 2 ** asked.unpack(one.points)[0]["shift"]
    found = [LegendEntry(CELL, words, _SQUARE)]
    if step > 1:
        # The same words as in points/legend.js.
        words = tr("Here days are counted {n} at a time, those of the date among them; nearer in, one by one.", n=step)
        found.append(_entry("steps", words, "cat-other", hollow=True, letters=len(words)))
    return found


def _entries(view: ViewState, one: OwnSet, massed: bool) -> list[LegendEntry]:
    header, columns = unpack(one.points)
    days = [view, *([view.with_(date=view.against)] if view.against else [])]
    shown = np.logical_or.reduce(
        [shows(columns["start"], columns["end"], day.looks_at(header["time"])) for day in days]
    )
    words, found = header["words"], []
    drawn = np.unique(columns["colour"][shown]).tolist()
    # Kinds begin with the set's own colour.
    for kind, colour in sorted(
        (colour if colour == COLOURS else (colour - header["hue"]) % COLOURS, colour) for colour in drawn
    ):
        if len(words) < 2:
            name = tr("One row")
        else:
            name = words[kind] or tr("not stated") if kind < COLOURS else tr("{n} more", n=len(words) - COLOURS)
        found.append(_entry(f"{kind}", name, CATEGORIES[colour]))
    if mixed(columns, shown).any():
        found.append(_entry("mixed", tr("Several kinds on one spot"), "ink"))
    if (columns["look"][shown] & VAGUE).any():
        found.append(_entry("vague", tr("Hollow: the day is not known exactly"), "cat-other", hollow=True))
    if header["size_limits"] and shown.any():
        found.append(
            LegendEntry(
                "own-size",
                tr("Size: {value}", value=header["value"]),
                "".join(f'<circle class="sw-cat-other" cx="{x}" cy="8" r="{r}"/>' for x, r in ((4, 2), (13, 5))),
            )
        )
    found = found or [_entry("none", tr("No row on this date"), "cat-other", hollow=True)]
    if massed:
        found.append(LegendEntry(CELL, tr("A square with a number counts its rows"), _SQUARE))
    return found


def _entry(key: str, label: str, colour: str, hollow: bool = False, letters: int = _LETTERS) -> LegendEntry:
    short = label if len(label) <= letters else f"{label[: _LETTERS - 1]}…"
    return LegendEntry(
        f"own-{key}", short, f'<circle class="sw-{colour}{"-hollow" if hollow else ""}" cx="10" cy="8" r="4.5"/>'
    )
