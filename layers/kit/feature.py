"""What a layer shows: dated features, and the lines of the legend that explain them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from geodata.intervals import Interval, Step
from geodata.translation import Said


@dataclass(frozen=True)
class Feature:
    """One thing a layer may show.

    Attributes
    ----------
    id : str
        Unique within the layer.
    select : str
        Id of the record whose card a click opens.
    title, kind : str
        For the tooltip, as plain text.
    interval : Interval or None
        None: no date is known, listed only.
    point : tuple of (lon, lat) or None
    geometry : dict or None
        GeoJSON geometry, WGS 84, (lon, lat).
    precision_m : int or None
        Radius in metres within which the point is known.
    label : tuple of (text, lon, lat) or None
        Name drawn on the map where there is room.
    steps : tuple of Step
        How its state changes over time, earliest first.
    symbol : dict
        What the layer's way of drawing needs beyond that; JSON values only.
    regions : tuple of str
        Keys of `geodata.places.REGIONS`; empty: outside all of them.
    vintage : int or None
        Year of mapping it belongs to; None: shown with every line.
    """

    id: str
    select: str
    title: str
    kind: str
    interval: Interval | None
    point: tuple[float, float] | None = None
    geometry: dict[str, Any] | None = None
    precision_m: int | None = None
    label: tuple[str, float, float] | None = None
    steps: tuple[Step, ...] = ()
    symbol: dict[str, Any] = field(default_factory=dict)
    regions: tuple[str, ...] = ()
    vintage: int | None = None

    def step_on(self, day: int) -> Step | None:
        """Return the step that holds on a day number, or None before the first."""
        held = [step for step in self.steps if step.start <= day]
        return held[-1] if held else None


@dataclass(frozen=True)
class LegendEntry:
    """A line of the legend: what it explains (`key`), its words, the swatch as SVG elements, and a gloss where a term needs one."""

    key: str
    label: Said = Said()
    swatch: str = ""
    gloss: Said = Said("")
