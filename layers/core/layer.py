"""What a layer is: a list of dated features, how the browser draws them, and what the legend says of them."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Literal

import layers
from geodata.dates import Precision, span
from geodata.ledger import Ledger
from geodata.regions import REGIONS

#: Days before every date and after every date of the atlas, for what has no known start or end.
ALWAYS = -100_000
FOREVER = 1_000_000

_EPOCH = date(1970, 1, 1).toordinal()


def day_number(day: date) -> int:
    """Count the days since 1970-01-01, the unit in which the browser keeps time."""
    return day.toordinal() - _EPOCH


def from_day_number(number: int) -> date:
    """Return the day of a day number."""
    return date.fromordinal(number + _EPOCH)


@dataclass(frozen=True)
class Interval:
    """When a feature holds, as half-open day numbers, with what is certain within it.

    Attributes
    ----------
    start, end : int
        First day on which it may hold, first day on which it cannot any more.
    sure_start, sure_end : int
        Within ``[sure_start, sure_end)`` it holds for certain.
    vague : bool
        Known only to the month or year: drawn hollow wherever it shows as an event.
    """

    start: int
    end: int
    sure_start: int
    sure_end: int
    vague: bool = False

    @classmethod
    def state(
        cls, start: date | None, start_precision: Precision, end: date | None, end_precision: Precision
    ) -> Interval:
        """Return the interval of something that lasts; without an end it lasts on."""
        first, after_first = span(start, start_precision) if start else (None, None)
        last, after_last = span(end, end_precision) if end else (None, None)
        return cls(
            start=day_number(first) if first else ALWAYS,
            # An end known to the day is the first day after; one known to the month may be any day of it.
            end=(day_number(last) if end_precision == "day" else day_number(after_last)) if last else FOREVER,
            sure_start=(day_number(first) if start_precision == "day" else day_number(after_first)) if first else FOREVER,
            sure_end=day_number(last) if last else FOREVER,
            vague=start is None or start_precision != "day",
        )

    @classmethod
    def event(cls, start: date | None, precision: Precision, end: date | None) -> Interval | None:
        """Return the interval of something that happened; None where no date is known at all."""
        if start is None:
            return None
        first, after = span(start, precision)
        stop = max(day_number(after), day_number(end) if end else ALWAYS)
        return cls(day_number(first), stop, day_number(first), stop, vague=precision != "day")


@dataclass(frozen=True)
class Step:
    """From `start` on a feature stands at `state`; until `sure_start` the day itself is uncertain.

    `by` says in words whose statement it is ("the Kyrgyz side"), empty where the step is inferred.
    """

    start: int
    sure_start: int
    state: str
    inferred: bool = False
    by: str = ""


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
    return tuple(name for name, (_, _, parts) in REGIONS.items() if set(parts) & set(districts))
