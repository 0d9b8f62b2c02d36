"""What a layer is: a list of dated features, how the browser draws them, and what the legend says of them."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

import layers
from geodata.intervals import Interval, Step
from geodata.ledger import Ledger
from geodata.regions import REGIONS


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
        Keys of `geodata.regions.REGIONS`; empty: outside all of them.
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
    label: str
    swatch: str
    gloss: str = ""


@dataclass(frozen=True)
class Layer:
    """One layer of the map.

    Attributes
    ----------
    id : str
        The module's name and the link's token.
    title, gloss : str
        What it is called, and one plain sentence on what it shows.
    time : {"state", "event"}
        States are those of the date in every mode; events follow the mode.
    draw : {"areas", "line", "points", "list"}
        How the browser draws it; ``list`` stands beside the map only.
    features : callable
        ``features(ledger)`` returns every feature, for all dates.
    legend : tuple of LegendEntry
        All entries it can have, in order.
    legend_keys : callable
        ``legend_keys(feature, day_number)`` returns the keys of the entries a visible feature needs.
    order : int
        Place in the layer list; higher is drawn later.
    default_on, regional : bool
        Whether `/` shows it; whether the region filter narrows it.
    """

    id: str
    title: str
    gloss: str
    time: Literal["state", "event"]
    draw: Literal["areas", "line", "points", "list"]
    features: Callable[[Ledger], list[Feature]]
    order: int
    legend: tuple[LegendEntry, ...] = ()
    legend_keys: Callable[[Feature, int], Iterable[str]] = lambda feature, day: ()
    default_on: bool = True
    regional: bool = True


@cache
def all_layers() -> tuple[Layer, ...]:
    """Return the layer of every module directly under `layers`, in the order of the layer list."""
    found = []
    for module in pkgutil.iter_modules(layers.__path__):
        if not module.ispkg:
            layer = importlib.import_module(f"layers.{module.name}").LAYER
            if layer.id != module.name:
                raise ValueError(f"layers/{module.name}.py calls its layer “{layer.id}”; file name and id must agree")
            found.append(layer)
    return tuple(sorted(found, key=lambda layer: layer.order))


def regions_of(districts: Iterable[str]) -> tuple[str, ...]:
    """Return the regions in which the districts lie."""
    return tuple(name for name, region in REGIONS.items() if region.districts.keys() & set(districts))
