"""Lengths, shares and counts as claimed, in words."""

from __future__ import annotations

from geodata.records import Statistic

_UNITS = {"km2": " km²", "count": ""}


def say_statistic(row: Statistic) -> str:
    """Write a figure with its unit: “664 km”, “more than 90 %”, “up to 150 km”, or in the source's words if it has no number."""
    low, high, unit = row.low, row.high, _UNITS.get(row.unit, f" {row.unit}")
    if low is None:
        return (row.wording or "no figure") if high is None else f"up to {_number(high)}{unit}"
    if high is None:
        return f"more than {_number(low)}{unit}"
    return f"{_number(low)}{unit}" if low == high else f"{_number(low)} to {_number(high)}{unit}"


def _number(value: float) -> str:
    return f"{value:,.4f}".rstrip("0").rstrip(".")
