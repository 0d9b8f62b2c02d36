"""What somebody drew on a scene, upon a picture's map."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.path import Path

from layers.kit.annotation import APART_PX, COLOURS, FILL, HALO_PX, HEAD_PX, TEXT_PX, WIDTH_PX, Annotation
from layers.pictures.camera import Camera
from layers.pictures.pane import Pane
from layers.pictures.svg_shapes import Shape, Words
from layers.pictures.typefaces import properties, width_of

#: Over everything of the map, under the sheet's own furniture.
_LINE, _TEXT = 780, 790


def pixels(annotation: Annotation, camera: Camera) -> np.ndarray:
    """Return an outline in CSS pixels of the map, in rows."""
    return np.column_stack(camera.to_px(*annotation.outline().T))


def label_px(annotation: Annotation, camera: Camera) -> tuple[float, float]:
    """Return the middle of an annotation's words, CSS pixels of the map."""
    lon, lat, under = annotation.label_at()
    x, y = map(float, camera.to_px(lon, lat))
    return x, y + under * (APART_PX + (HEAD_PX / 4 if annotation.kind == "arrow" else 0))


def draw_annotations(
    pane: Pane, annotations: Sequence[Annotation], camera: Camera, colour: dict[str, str]
) -> list[tuple[float, float, float, float]]:
    """Draw annotations into a pane of the camera's pixels; return the boxes that their words cover."""
    covered = []
    for one in annotations:
        own = colour[COLOURS[one.colour]]
        if one.kind != "text":
            _draw_line(pane, one, pixels(one, camera), own, colour["halo"])
        if label := one.label():
            x, y = label_px(one, camera)
            _write(pane, label, x, y, own, colour["halo"])
            wide = width_of(label, "sans-bold", TEXT_PX) / 2
            covered.append((x - wide, y - 0.7 * TEXT_PX, x + wide, y + 0.7 * TEXT_PX))
    return covered


def _draw_line(pane: Pane, one: Annotation, points: np.ndarray, own: str, halo: str) -> None:
    head = _head(points) if one.kind == "arrow" else None
    line = points if head is None else np.vstack([points[:-1], head[[0, 2]].mean(axis=0)])
    codes = [Path.MOVETO, *[Path.LINETO] * (len(line) - 1)]
    if one.closed:
        codes[-1] = Path.CLOSEPOLY
    look: dict[str, Any] = {"capstyle": "round", "joinstyle": "round"}
    for width, edge, face, above in (
        (WIDTH_PX + HALO_PX, halo, "none", 0),
        (WIDTH_PX, own, (own, FILL) if one.closed else "none", 1),
    ):
        pane.add(
            Shape(Path(line, codes), facecolor=face, edgecolor=edge, linewidth=width, zorder=_LINE + above / 2, **look)
        )
    if head is not None:
        tip = Path([*head, head[0]], [Path.MOVETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY])
        pane.add(Shape(tip, facecolor=own, edgecolor=halo, linewidth=HALO_PX / 2, zorder=_LINE + 0.7, **look))


def _head(points: np.ndarray) -> np.ndarray:
    """Return the three corners of an arrow's head: a wing, the tip, the other wing."""
    tip = points[-1]
    before = next((point for point in points[-2::-1] if math.dist(point, tip) > 1e-6), tip - (1, 0))
    along = (tip - before) / math.dist(tip, before)
    across = np.array([-along[1], along[0]]) * HEAD_PX * 0.42
    return np.array([tip - along * HEAD_PX + across, tip, tip - along * HEAD_PX - across])


def _write(pane: Pane, text: str, x: float, y: float, own: str, halo: str) -> None:
    pane.add(
        Words(
            x,
            y + 0.34 * TEXT_PX,
            text,
            properties("sans-bold", TEXT_PX),
            own,
            ha="center",
            halo=halo,
            halo_px=HALO_PX,
            clip_on=True,
            zorder=_TEXT,
        )
    )
