"""UTM coordinates of which the table itself names the zone: in a column beside them, in the names of their columns, or in their cell."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from geodata.importers.checks import CENTRAL_ASIA, within
from geodata.importers.columns import Vocabulary, folded, words_of
from geodata.importers.positions import systems
from geodata.importers.positions.names import EMPTY
from geodata.translation import tr, tr_n

#: Words of the name of a column of zones.
_NAMES = frozenset("zone utmzone зона зон zona fuseau huso zon epsg srid srs crs utm".split())

#: What may stand round a zone, and the zone: with its hemisphere or band, or as the number of a reference system.
_ROUND = re.compile(r"wgs[ _-]?(?:19)?84|utm|zone|зона|zona|fuseau|huso|epsg|[\s/:;,_.()-]+")
_CELL = re.compile(r"(?P<zone>0?[1-9]|[1-5]\d|60)(?P<half>[c-hj-np-x]|north|south|с|ю)?|32(?P<code>[67])(?P<of>\d\d)")
_IN_NAME = re.compile(
    r"utm[\W_]*(?:zone[\W_]*)?(?P<zone>0?[1-9]|[1-5]\d|60)(?!\d)(?P<half>[ns](?![a-z]))?|(?<!\d)32(?P<code>[67])(?P<of>\d\d)(?!\d)"
)

#: Northings of the band S, 32° to 40° north, in whole 10 km outwards. "S" is that band there, and the southern half elsewhere.
_BAND_S = (3_540_000, 4_440_000)
#: In these zones it is written as far north as this too: their southern half has but sea there.
_REGION, _REGION_NORTH = (41, 45), 5_100_000


class Zone(NamedTuple):
    """A zone of UTM; `half` is "n", "s", "band s" where the letter may be either, or "" where nothing says which."""

    number: int
    half: str


def zone_of(text: str) -> Zone | None:
    """Read a zone, however written ("42N", "UTM zone 42 N", "42S", "EPSG:32642"); None for what is none."""
    return _zone(_CELL.fullmatch(_ROUND.sub("", re.sub(r"\.0+$", "", folded(text).strip()))))


def zone_in(name: str) -> Zone | None:
    """Return the zone that a column's name holds, as "X_UTM42N"; None for none."""
    return _zone(_IN_NAME.search(folded(name)))


def _zone(found: re.Match[str] | None) -> Zone | None:
    if found is None:
        return None
    if found["of"]:
        number = int(found["of"])
        return Zone(number, "n" if found["code"] == "6" else "s") if 1 <= number <= 60 else None
    half = found["half"] or ""
    if half in ("s", "ю", "south") or not half:
        return Zone(int(found["zone"]), {"s": "band s", "": ""}.get(half, "s"))
    return Zone(int(found["zone"]), "n" if half in ("north", "с") or half >= "n" else "s")


class Zones:
    """Takes the columns of a table that may hold each row's zone, and turns its coordinates into degrees where one does.

    Parameters
    ----------
    columns : list of str
    lat, lon : str
        Those that hold the coordinates, in whose names the zone may stand.
    """

    def __init__(self, columns: list[str], lat: str, lon: str) -> None:
        likely = [name for name in columns if name not in (lat, lon) and words_of(name) & _NAMES]
        self._lat, self._lon = lat, lon
        self._found = {name: (columns.index(name), Vocabulary()) for name in likely}

    def add(self, batch: pa.RecordBatch) -> None:
        """Take a batch."""
        for number, vocabulary in self._found.values():
            vocabulary.add(batch.column(number))

    def read(self, x: np.ndarray, y: np.ndarray, notes: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray] | None:
        """Convert coordinates in metres, as `systems.to_degrees` does; None where no zone is named, or not surely enough."""
        known = np.isfinite(x) & np.isfinite(y) & ((np.abs(x) > 360) | (np.abs(y) > 360))
        named = self._named()
        if named is None or not systems.of_a_zone(x[known], y[known]):
            return None
        name, zones, codes = named
        there = known & np.array([zone is not None for zone in zones])[codes]
        lon, lat, exchanged, used = to_degrees(zones, codes, np.where(there, x, np.nan), y)
        # A number without a hemisphere may count anything: it is UTM's where that puts the rows into the region.
        if (
            any(zone and not zone.half for zone in zones)
            and not within(lon[there], lat[there], CENTRAL_ASIA).mean() > 0.9
        ):
            return None
        notes.append(
            tr(
                "Coordinates were converted from UTM to WGS 84 by the zone that “{name}” names ({zones}).",
                name=name[:60],
                zones=used,
            )
        )
        if without := int((known & ~there).sum()):
            notes.append(
                tr_n(
                    "{n} row has metres but no zone in “{name}”: where it lies is not known.",
                    "{n} rows have metres but no zone in “{name}”: where they lie is not known.",
                    without,
                    name=name[:60],
                )
            )
        return lon, lat, exchanged

    def _named(self) -> tuple[str, list[Zone | None], np.ndarray | int] | None:
        """Return which column names the zones, the zones, and the number of each row's; None where none does."""
        for name, (_, vocabulary) in self._found.items():
            codes, words = vocabulary.texts()
            zones = [zone_of(word) for word in words]
            empty = [word.strip().casefold() in EMPTY for word in words]
            if any(zones) and all(zone or none for zone, none in zip(zones, empty, strict=True)):
                return name, zones, codes
        said = {name: zone for name in (self._lon, self._lat) if (zone := zone_in(name))}
        if len({zone.number for zone in said.values()}) != 1:
            return None
        # Of eastings and northings in "UTM42E" and "UTM42N" the letter is none of the zone.
        halves, number = {zone.half for zone in said.values()}, next(iter(said.values())).number
        return next(iter(said)), [Zone(number, halves.pop() if len(halves) == 1 else "")], 0


def to_degrees(
    zones: list[Zone | None], codes: np.ndarray | int, x: np.ndarray, y: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, str]:
    """Convert coordinates of several zones, `codes` being the number of each row's in `zones`.

    Returns
    -------
    lon, lat, exchanged
        As of `systems.to_degrees`; NaN without a zone.
    used : str
        The zones that occur, as a list within a sentence.
    """
    of, halves = (
        np.broadcast_to(np.array(values)[codes], x.shape)
        for values in ([zone.number if zone else 0 for zone in zones], [zone.half if zone else "" for zone in zones])
    )
    north = np.fmax(x, y)
    reach = np.where((of >= _REGION[0]) & (of <= _REGION[1]), _REGION_NORTH, _BAND_S[1])
    in_band = (north >= _BAND_S[0]) & (north < reach)
    numbers = np.where((halves == "s") | ((halves == "band s") & ~in_band), 32700, 32600) + of
    numbers = np.where((of > 0) & np.isfinite(x) & np.isfinite(y), numbers, 0)
    lon, lat, exchanged = np.full(x.shape, np.nan), np.full(x.shape, np.nan), np.zeros(x.shape, bool)
    used = []
    for number in np.unique(numbers[numbers > 0]).tolist():
        rows, system = numbers == number, systems.crs_of(f"EPSG:{number}")
        lon[rows], lat[rows], exchanged[rows] = systems.to_degrees(x[rows], y[rows], system)
        used.append(system.name.rpartition(" ")[2])
    return lon, lat, exchanged, ", ".join(used)
