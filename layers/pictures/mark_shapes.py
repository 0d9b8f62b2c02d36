"""Outlines and radii of a picture's marks, apart from what draws them: the server sketches maps too and leaves matplotlib to the rendering process."""

from __future__ import annotations

import math

from layers.kit.feature import Feature

#: The chips of symbols.js.
CHIPS = {
    "air base": "M-7 -9H7A9 9 0 0 1 7 9H-7A9 9 0 0 1 -7 -9Z",
    "ground base": "M-13 -9H13V9H-13Z",
    "training ground": "M-9 -10H9L15 0L9 10H-9L-15 0Z",
    "plant": "M-13 9V-3L-7 -9V-4L-1 -9V-4L5 -9H13V9Z",
    "test site": "M0 -12L15 0L0 12L-15 0Z",
    "outpost": "M-11 -9H11V3L0 12L-11 3Z",
}
#: The marks of map/symbols.js that are one filled path.
DOTS = {
    "milestone": "M-4.5 6V-6H6L3.5 -2.75L6 0.5H-2.5V6Z",
    "exercise": "M-5.5 0.5L0 -5L5.5 0.5V3.5L0 -2L-5.5 3.5ZM-5.5 5.5L0 0L5.5 5.5V8.5L0 3L-5.5 8.5Z",
}


def deaths_radius(deaths: float) -> float:
    """Return the radius of a mark whose area stands for deaths, CSS pixels."""
    return min(32.0, 3.5 * math.sqrt(deaths))


def radii(feature: Feature) -> tuple[float, float]:
    """Return the radius of a clash's disc and of its ring; the ring's is 0 where nobody gives a figure."""
    low, high = feature.symbol.get("low"), feature.symbol.get("high")
    if high is None:
        return 4.5, 0.0
    disc = max(4.5, deaths_radius(low or 0))
    return disc, max(disc + 3, deaths_radius(high))


def form_of(feature: Feature) -> str:
    """Return the form of a mark; without one of its own it is the plain dot of a tripoint, as on the live map."""
    return str(feature.symbol.get("form", "tripoint"))


def radius_px(feature: Feature) -> float:
    """Return the radius that a mark takes up, CSS pixels."""
    fixed = {"base": 13.0, "crossing": 9.0, "tripoint": 4.0, "milestone": 7.0, "exercise": 7.0, "work": 9.0}
    return fixed.get(form_of(feature)) or max(radii(feature))
