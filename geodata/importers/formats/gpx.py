"""GPX: waypoints, routes and tracks in one table. GDAL reads them, but no time that is not written to the second."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pyogrio

from geodata.importers.columns import limit_columns
from geodata.importers.formats import markup
from geodata.importers.formats.found import Found
from geodata.importers.formats.ogr import opened_by_gdal
from geodata.importers.report import refused, unreadable
from geodata.translation import tr, tr_n

#: Element → GDAL's layer of it, and what one is.
_KINDS = {"wpt": ("waypoints", "waypoint"), "rte": ("routes", "route"), "trk": ("tracks", "track")}
_POSITIONS = ("wpt", "rtept", "trkpt")


class _Times:
    """Gathers the times of each waypoint, route and track as they are written, while a parser goes through the file."""

    def __init__(self) -> None:
        self.found: dict[str, list[list[str]]] = {name: [] for name in _KINDS}
        self.nowhere = 0
        self._open: list[str] = []
        self._words: list[str] = []

    def start(self, name: str, attributes: list[str]) -> None:
        local = name.rpartition(":")[2]
        if len(self._open) == 1 and local in _KINDS:
            if local == "wpt" and not {"lat", "lon"} <= set(attributes[::2]):
                # GDAL passes over it.
                self.nowhere += 1
            else:
                self.found[local].append([])
        self._open.append(local)
        self._words.clear()

    def text(self, words: str) -> None:
        self._words.append(words)

    def end(self, _: str) -> None:
        local = self._open.pop()
        if local == "time" and self._open[-1:] and self._open[-1] in _POSITIONS and self.found[self._open[1]]:
            self.found[self._open[1]][-1].append("".join(self._words).strip())
        self._words.clear()


def read(title: str, data: bytes, notes: list[str], encoding: str = "") -> Found:
    """Return the waypoints, routes and tracks, each with the times of its first and last position.

    Raises
    ------
    Refused
        For markup that is malformed, for what GDAL cannot read, and where there is none of the three.
    """
    times = _Times()
    plain = markup.walked(title, data, notes, encoding, times.start, times.end, times.text)
    if times.nowhere:
        notes.append(
            tr_n(
                "{n} waypoint has no position and was left out.",
                "{n} waypoints have no position and were left out.",
                times.nowhere,
            )
        )
    parts = []
    with opened_by_gdal("gpx", title, notes):
        for element, (layer, kind) in _KINDS.items():
            # A track of a single position is no line.
            part = pyogrio.read_dataframe(plain, layer=layer, datetime_as_string=True, on_invalid="ignore")
            given = times.found[element]
            if len(part) != len(given):
                raise unreadable(title, tr("its parts cannot be told from each other"))
            if len(part):
                begin, end = ([one[at] if one else "" for one in given] for at in (0, -1))
                parts.append(part.drop(columns="time", errors="ignore").assign(kind=kind, begin=begin, end=end))
    if not parts:
        raise refused("The file holds no features: there is nothing to put on the map.")
    frame = gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), crs="EPSG:4326")
    limit_columns(frame.shape[1])
    known = {"category": "kind"}
    if (frame["begin"] != "").any():
        known |= {"date": "begin", "date_end": "end"}
    else:
        frame = frame.drop(columns=["begin", "end"])
    return Found(frame.dropna(axis="columns", how="all"), known=known)
