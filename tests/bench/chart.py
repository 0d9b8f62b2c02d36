"""The benchmark's result as a table and as a picture."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from math import log10


@dataclass(frozen=True)
class Row:
    """A measurement: median and 95th percentile, and the goal that `judged` is held to (None: measured for a comparison)."""

    title: str
    median: float
    p95: float
    goal: float | None
    judged: str
    unit: str = "ms"

    @property
    def kept(self) -> bool:
        return self.goal is None or (self.p95 if self.judged == "p95" else self.median) <= self.goal


@dataclass(frozen=True)
class Rival:
    """Another way to do the same: its median step in ms, how many times slower than the atlas, and the goal."""

    title: str
    points: str
    median: float
    times: float
    goal: float


def table(rows: list[Row], rivals: list[Rival]) -> str:
    """Return both as lines of text."""
    lines = [
        f"{row.title:<58} median {row.median:8.1f} {row.unit:<2} p95 {row.p95:8.1f} {row.unit:<2} "
        + ("" if row.goal is None else f"{'kept' if row.kept else 'MISSED'}: {row.judged} ≤ {row.goal:g} {row.unit}")
        for row in rows
    ]
    lines += [
        f"{rival.title + ', ' + f'{int(rival.points):,} points':<58} median {rival.median:8.1f} ms  {rival.times:6.0f} times the atlas's   "
        f"{'kept' if rival.times >= rival.goal else 'MISSED'}: ≥ {rival.goal:g} times"
        for rival in rivals
    ]
    return "\n".join(lines)


def draw(rows: list[Row], rivals: list[Rival]) -> str:
    """Return an SVG: one bar a way to move the date, on a logarithmic scale."""
    steps = [
        (row.title.removeprefix("slider step, "), row.median, True)
        for row in rows
        if row.title.startswith("slider step")
    ]
    bars = [(f"Border Atlas, {title}", value, own) for title, value, own in steps]
    bars += [(f"{rival.title}, {int(rival.points):,} points", rival.median, False) for rival in rivals]
    left, wide, high = 350, 430, 26
    most = max(value for _, value, _ in bars)
    scale = wide / (log10(most) - log10(5))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + wide + 110}" height="{high * len(bars) + 60}" font-family="sans-serif" font-size="13">',
        '<rect width="100%" height="100%" fill="#FAF9F6"/><text x="14" y="24" font-size="15" font-weight="600" fill="#1C2430">'
        "One step of the time slider until it is painted (median, logarithmic)</text>",
    ]
    for index, (title, value, own) in enumerate(bars):
        y = 42 + index * high
        length = max(2.0, (log10(value) - log10(5)) * scale)
        parts.append(
            f'<text x="{left - 10}" y="{y + 14}" text-anchor="end" fill="#1C2430">{escape(title)}</text>'
            f'<rect x="{left}" y="{y}" width="{length:.1f}" height="{high - 8}" fill="{"#2A6F97" if own else "#B9B3A4"}"/>'
            f'<text x="{left + length + 7:.1f}" y="{y + 14}" fill="#1C2430">{value:,.0f} ms</text>'
        )
    return "".join(parts) + "</svg>\n"
