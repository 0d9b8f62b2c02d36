"""Kept sets of too many rows to hold: the map asks for what its camera shows of one, cells with their counts over time, or rows where they are few.

The address of one is as secret as a set's and bound to the first browser that asks in the same way (routes.py). Whether its reader may still see
the set is asked of the catalogue each time.
"""

from __future__ import annotations

import math
import os
import secrets
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from threading import Lock, get_native_id
from typing import Self

import numpy as np
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from geodata.importers.report import Report
from geodata.intervals import Time
from geodata.sets.about import About
from geodata.sets.asked.rows import MOST_ROWS
from geodata.sets.asked.view import View
from geodata.sets.here import catalogue, rows
from geodata.sets.kept import Away, Reader
from geodata.sets.naming import reference
from geodata.sets.whole import NotKept
from geodata.store import PointSet
from geodata.translation import mark, tr
from layers.kit.asset import Asset
from layers.reader_data import points
from layers.reader_data.dataset import ReaderSet, filters_in_words
from layers.reader_data.rows import Range, figures_called
from layers.view.state import ViewState
from pages.http import sending
from pages.reader_data import routes as own_routes
from pages.reader_data.own import MOST_CHOICES, Opened
from pages.visit import keeping

#: A set of more rows than this is not held.
WIDE = MOST_ROWS

#: So many rows of a view come one by one, which is some two megabytes of them.
ONE_BY_ONE = 100_000

_LEVELS = 31
_NICE = 10
_WRONG = mark(
    "A view of this set is asked for as box=west,south,east,north in degrees and level=9, the bits of a cell’s number."
)


@dataclass
class Wide:
    """A kept set that a session shows without holding it.

    Attributes
    ----------
    id, title, key, fits, of
        As in `own.Own`.
    reader : Reader
        Who has opened it.
    time : {"event", "state"}
        Whether the slider's modes govern its rows.
    bounds : tuple of float or None
        West, south, east and north of what is on the map, in degrees.
    chosen, ranges : dict
        How it is narrowed, as in `own.Own`.
    """

    id: str
    title: str
    of: Opened
    reader: Reader
    time: Time
    bounds: tuple[float, float, float, float] | None
    key: str
    fits: bool = True
    chosen: dict[str, list[str]] = field(default_factory=dict)
    ranges: dict[str, Range] = field(default_factory=dict)
    _row: tuple[int, PointSet | None] = (-1, None)

    @classmethod
    def opened(cls, own_id: str, title: str, of: Opened, reader: Reader) -> Self:
        """Return a set as a session shows it, and answer for it under a key of its own.

        Raises
        ------
        NotKept
        """
        answers, file = rows(), of.version.file
        one = cls(own_id, title, of, reader, answers.about(file).time, answers.extent(file), "")
        one.serve()
        return one

    def serve(self) -> None:
        """Answer for it, narrowed as it is now, under a new key."""
        if self.key:
            self.forget()
        self.key = secrets.token_urlsafe(32)
        with _lock:
            _wide[self.key] = self

    def forget(self) -> None:
        """Answer for it no more."""
        with _lock:
            _wide.pop(self.key, None)
        own_routes.forget(self.key)

    @property
    def drawn_as(self) -> str:
        """What its pictures are made of: another is another picture."""
        return self.key

    @property
    def narrowed(self) -> View:
        """Which of its rows are shown, wherever they lie and whenever they are."""
        least, most = self.ranges.get("value", (None, None))
        return View(words={name: tuple(words) for name, words in self.chosen.items()}, least=least, most=most)

    @property
    def said(self) -> About:
        """What the version says of itself; raises NotKept."""
        return rows().about(self.of.version.file)

    def on(self, view: ViewState) -> View:
        """Return which of its rows a view shows, wherever they lie."""
        return replace(self.narrowed, looked=view.looks_at(self.time))

    def dataset(self, view: ViewState, most: int) -> tuple[ReaderSet, np.ndarray]:
        """Return those rows that a view shows and that begin last as a set to list, and the number of each in the version; raises NotKept."""
        points, numbers = rows().newest(self.of.version.file, self.on(view), most)
        filters = filters_in_words(self.chosen, "", self.ranges, self.figures())
        return ReaderSet(self.id, self.title, points, self.report, filters, False, self.of.kept), numbers

    def choices(self) -> dict[str, tuple[str, ...]]:
        """Return the columns that can be narrowed, with their words, the most frequent first."""
        return {one.name: tuple(one.words) for one in self.said.coded if 1 < len(one.words) <= MOST_CHOICES}

    def figures(self) -> dict[str, str]:
        """Return the columns of figures that can be narrowed, and what they are called: the store narrows by the figure itself alone."""
        said = self.said
        return figures_called(said.meaning, [name for name in said.figures if name == "value"])

    @property
    def name(self) -> str:
        """How views name it."""
        return self.of.kept.name

    @property
    def report(self) -> Report:
        """What its import found; raises NotKept."""
        return catalogue().report(self.of.version)

    def row(self, number: int) -> PointSet | None:
        """Return the row of a number alone; None where there is none, or none any more."""
        if self._row[0] != number:
            try:
                found = rows().row(self.of.version.file, number)
            except Away:
                return None  # The next run asks once more.
            except NotKept:
                found = None
            self._row = number, found
        return self._row[1]


def _politely() -> None:
    """Have this thread give way to the others; Linux alone has a priority for each thread."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, get_native_id(), _NICE)


#: Views are made by so few threads, each behind all pages: those keep a processor to themselves, however many readers move about.
_MAKING = ThreadPoolExecutor(max(1, (os.cpu_count() or 1) - 1), "views", _politely)

_wide: dict[str, Wide] = {}
_lock = Lock()


def _seen(one: Wide) -> bool:
    """Tell whether the set is still there and for its reader."""
    asked = reference(one.name)
    found = keeping.find(asked, one.reader) if asked else None
    version = found.version(one.of.version.number) if found and found.state == "here" else None
    return version is not None and version.file == one.of.version.file


def few(file: str, view: View) -> tuple[PointSet, np.ndarray] | None:
    """Return the rows of a view of a version with their numbers; None where they are too many to come one by one.

    Raises
    ------
    NotKept
    """
    return rows().numbered(file, view, ONE_BY_ONE)


def _of(one: Wide, view: View, level: int) -> Asset:
    file, view = one.of.version.file, replace(one.narrowed, bounds=view.bounds)
    found = few(file, view)
    if found is None:
        return points.binary(rows().cells(file, view, level))
    return points.binary(points.pack(found[0], named=True, numbers=found[1]))


def _answer(request: Request) -> Response:
    """Answer ``/own/<key>/view.bin``."""
    key = request.path_params["key"]
    served, cookie = own_routes.bound(key, request, _wide.get)
    one = _wide.get(key)
    try:
        if served is None or one is None or not _seen(one):
            return own_routes.nothing()
        asked = _asked(request)
        if asked is None:
            return PlainTextResponse(tr(_WRONG), status_code=400, headers=own_routes.HEADERS)
        made = _MAKING.submit(_of, one, *asked).result()
    except NotKept as why:
        return PlainTextResponse(str(why), status_code=503, headers=own_routes.HEADERS)
    answer = sending.body(request, made.body, made.media_type, own_routes.PACKED_HEADERS, made.gzipped)
    own_routes.bind(answer, cookie, request)
    return answer


def _asked(request: Request) -> tuple[View, int] | None:
    """Return the view that is asked for and the level of its cells; None where it is not said as it has to be."""
    box, level = (request.query_params.get(name, "") for name in ("box", "level"))
    try:
        west, south, east, north = map(float, box[:200].split(","))
    except ValueError:
        return None
    if not all(map(math.isfinite, (west, south, east, north))) or south > north or west > east:
        return None
    if not (level.isascii() and level.isdigit() and len(level) <= 2 and 0 < int(level) <= _LEVELS):
        return None
    return View((west, south, east, north)), int(level)


def routes() -> list[Route]:
    """Return the route of what is not held; it stands before that of the sets' own files."""
    return [Route("/own/{key}/view.bin", _answer)]
