"""The stretch of the line along which a conflict was fought, its places, and the circles within which places are known."""

from __future__ import annotations

from matplotlib.path import Path

from layers.kit.feature import Feature
from layers.pictures.camera import Camera
from layers.pictures.pane import Pane
from layers.pictures.svg_shapes import Shape, circle

#: As in map/features.js: a site known better needs no circle; a circle as large as a district is an outline.
PRECISION_SHOWN_M = 1500
DISTRICT_M = 20000

#: Order of drawing, as the panes of map/features.js: a stretch lies under the line, of which it is a part.
_PRECISION, _STRETCH, _SPOTS = 420, 425, 600


def draw_stretch(
    pane: Pane, feature: Feature, outline: Path, lit: bool, camera: Camera, colour: dict[str, str]
) -> None:
    """Draw a stretch of the line and the places along it."""
    pane.add(
        Shape(
            outline,
            facecolor="none",
            edgecolor=(colour["select"], 0.85) if lit else (colour["clash"], 0.75),
            linewidth=8,
            capstyle="round",
            joinstyle="round",
            zorder=_STRETCH,
        )
    )
    for lon, lat, metres, _ in feature.symbol["spots"]:
        x, y = map(float, camera.to_px(lon, lat))
        if metres >= PRECISION_SHOWN_M:
            draw_circle(pane, x, y, lat, metres, "clash", camera, colour)
        dot = circle(x, y, 3.5)
        pane.add(Shape(dot, facecolor=colour["clash"], edgecolor=colour["halo"], linewidth=1.2, zorder=_SPOTS))


def draw_circle(
    pane: Pane, x: float, y: float, lat: float, metres: int, of: str, camera: Camera, colour: dict[str, str]
) -> None:
    """Draw the circle within which a place is known; one as large as a district is an outline."""
    own, faint, district = colour[of], of != "clash", metres >= DISTRICT_M
    pane.add(
        Shape(
            circle(x, y, metres / camera.metres_per_px(lat)),
            facecolor="none" if district or of == "milestone" else (own, 0.05 if faint else 0.08),
            edgecolor=(own, 0.35 if of == "milestone" else 0.5 if district else 0.25 if faint else 0.35),
            linewidth=1,
            dashes=(2, 5) if district else (),
            zorder=_PRECISION,
        )
    )
