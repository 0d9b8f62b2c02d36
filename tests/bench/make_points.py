"""Make point sets of any size: days, places and figures as a conflict dataset has them, the same for the same seed."""

from __future__ import annotations

from datetime import date

import numpy as np

from geodata.intervals import day_number
from geodata.store import Coded, Meaning, PointSet

#: Kinds of event, most frequent first, with their share.
KINDS = ("battle", "shelling", "violence against civilians", "protest", "riot", "strategic development")
SHARES = (0.34, 0.22, 0.18, 0.14, 0.07, 0.05)
FIRST, LAST = date(1991, 1, 1), date(2026, 10, 31)

#: Middles of the swarms in which the points lie, as (lon, lat), and how wide a swarm is in degrees.
SWARMS = ((69.6, 40.05), (70.6, 39.9), (71.7, 39.6), (73.0, 39.4), (68.8, 38.6), (74.6, 42.9))
WIDTH_DEG = 0.35


def make(count: int, sizes: bool = True, colours: bool = True, seed: int = 1) -> PointSet:
    """Return a set of events of one day each.

    Parameters
    ----------
    count : int
        Rows.
    sizes, colours : bool
        With a figure that gives the size; with six categories rather than one.
    seed : int
        The same seed gives the same set.
    """
    chance = np.random.default_rng(seed)
    middle = np.array(SWARMS)[chance.integers(0, len(SWARMS), count)]
    place = chance.normal(middle, WIDTH_DEG)
    # More of them in later years, as records are.
    share = np.sqrt(chance.random(count))
    first, last = day_number(FIRST), day_number(LAST)
    start = np.sort((first + share * (last - first)).astype(np.int32))
    kinds = chance.choice(len(KINDS), count, p=SHARES).astype(np.uint8) if colours else np.zeros(count, np.uint8)
    return PointSet(
        title=f"{count:,} made points",
        dataset="made",
        lon=place[:, 0].astype(np.float32),
        lat=place[:, 1].astype(np.float32),
        day_start=start,
        day_end=start + 1,
        vague=np.zeros(count, bool),
        precision_m=np.zeros(count, np.float32),
        category="kind",
        label="kind",
        coded={"kind": Coded(kinds, KINDS if colours else KINDS[:1])},
        line=np.arange(count, dtype=np.int32),
        value=np.floor(chance.exponential(3.0, count)).astype(np.float32) if sizes else None,
        meaning=Meaning("deaths"),
    )
