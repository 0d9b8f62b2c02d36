"""From batches of text columns and a layout to a set and its report. Every format comes through here."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa

from geodata.importers import days
from geodata.importers.checks import Checks, duplicates
from geodata.importers.columns import Vocabulary, distinct
from geodata.importers.figures import Figures
from geodata.importers.layout import FIELDS, Layout
from geodata.importers.options import Options
from geodata.importers.positions.gather import Places
from geodata.importers.report import Loaded, Rejection, Report, Unit, refused
from geodata.importers.rows import CompressedRows, clean
from geodata.intervals import ALWAYS, FOREVER
from geodata.store import PointSet
from geodata.translation import tr, tr_n

#: More rows than the world's ACLED has.
ROWS = 2_000_000


class Builder:
    """Takes batches, keeps what the layout asks for, and puts set and report together at the end."""

    def __init__(
        self, layout: Layout, columns: list[str], options: Options, rows: CompressedRows, has_geometry: bool = False
    ) -> None:
        self.layout, self.options = layout, options
        wanted = {key: layout.column(key, columns) for key in FIELDS}
        self.rows, self._places = rows, Places(layout, columns, has_geometry)
        at = {key: columns.index(column) for key, column in wanted.items() if column is not None}
        figures = {key: number for key, number in at.items() if key in ("value", "low", "high")}
        self._figures = Figures(figures, [at[key] for key in ("lat", "lon") if key in at])
        texts = {key: wanted[key] for key in ("date", "date_end", "date_code", "place_code")}
        texts |= {name: layout.column(name, columns, coded=True) for name in layout.coded}
        self._text = {name: columns.index(column) for name, column in texts.items() if column is not None}
        self._vocabularies = {name: Vocabulary() for name in self._text}
        self._lines: list[np.ndarray] = []
        self._unsplit: list[tuple[int, str]] = []

    def add(
        self,
        batch: pa.RecordBatch,
        lines: np.ndarray,
        shapes: np.ndarray | None = None,
        opened: np.ndarray | None = None,
    ) -> None:
        """Take a batch of text columns, the lines its rows begin on, and where the format has them their geometries and which had an open ring."""
        if len(self.rows) + len(self._unsplit) + batch.num_rows > ROWS:
            raise refused("The file has more than {rows:,} rows; no more are read.", rows=ROWS)
        self._figures.add(batch)
        for name, index in self._text.items():
            self._vocabularies[name].add(batch.column(index))
        self._lines.append(lines.astype(np.int32))
        self._places.add(batch, shapes, opened)
        self.rows.append(batch)

    def add_unsplit(self, line: int, text: str) -> None:
        """Take note of a row that could not be split into the header's columns."""
        self._unsplit.append((line, text[:2000]))

    def finish(self, file: str, kind: str, notes: list[str], unit: Unit = "line") -> Loaded:
        """Check every row and return the set with its report."""
        lines = np.concatenate(self._lines) if self._lines else np.zeros(0, np.int32)
        notes = list(notes)
        checks = Checks(len(lines), self.options)
        lon, lat, shapes = self._places.finish(checks, self.options, notes)
        country = self._vocabularies["country"].coded() if "country" in self._vocabularies else None
        lon, lat, shapes = checks.place(lon, lat, shapes, country, notes)
        start, end, vague = self._days(checks, notes)
        radius = self._radius(len(lines))
        figures = self._figures.finish(self.options.decimal, self.rows.names, notes)
        value, meaning = figures.get("value"), self.layout.meaning()
        if value is not None and np.isnan(value).any():
            notes.append(
                tr_n(
                    "{n} row has no readable figure ({figure}): it is drawn without one, not as 0.",
                    "{n} rows have no readable figure ({figure}): they are drawn without one, not as 0.",
                    int(np.isnan(value).sum()),
                    figure=meaning.value or tr("figure"),
                )
            )
        taken = np.flatnonzero(checks.accepted)
        order = taken[np.argsort(start[taken], kind="stable")]
        coded = {
            name: self._vocabularies[name].coded(self.layout.decode.get(name, str), taken)
            for name in self.layout.coded
            if name in self._vocabularies
        }
        # Two names of a layout may be one word in another language.
        called = dict(zip(coded, distinct([self.layout.called(name) for name in coded], notes), strict=True))
        whole = PointSet(
            title=self.options.title or self.layout.title,
            dataset=self.layout.title,
            lon=lon.astype(np.float32),
            lat=lat.astype(np.float32),
            day_start=start,
            day_end=end,
            vague=vague,
            precision_m=radius,
            category=called.get(self.layout.category, ""),
            label=called.get(self.layout.label, ""),
            coded={called[name]: column for name, column in coded.items()},
            line=lines,
            time=self.layout.time if "date" in self._vocabularies else "state",
            value=_single(value),
            value_low=_single(figures.get("low")),
            value_high=_single(figures.get("high")),
            meaning=meaning,
            shapes=shapes,
            rows=self.rows,
        )
        points = whole.take(order)
        if points.shapes is not None and not any(points.shapes):
            points = replace(points, shapes=None)
        rejected = [Rejection(reason, lines[numbers], numbers) for reason, numbers in checks.rejected()]
        if self._unsplit:
            at, texts = zip(*self._unsplit, strict=True)
            rejected.insert(0, Rejection("fields", np.array(at), np.zeros(0, int), texts))
        same = [name for name in self.layout.same if name in coded]
        shared = ("",) * ("date" in self._vocabularies) + tuple(called[name] for name in same)
        # Many rows of one place alone are no duplicates.
        groups = duplicates(points, [coded[name].codes[order] for name in same]) if shared else ()
        unknown = self.layout.unknown(self.rows.names)
        if unknown:
            notes.append(
                tr(
                    "Columns that {dataset} does not have, kept with each row: {columns}.",
                    dataset=self.layout.title,
                    columns=", ".join(clean(name)[:60] for name in unknown[:30]),
                )
            )
        report = Report(
            file,
            kind,
            len(lines) + len(self._unsplit),
            len(points),
            tuple(rejected),
            groups,
            tuple(notes),
            self.rows,
            unit,
            shared=shared,
        )
        return Loaded(points, report)

    def _radius(self, count: int) -> np.ndarray:
        if "place_code" not in self._vocabularies:
            return np.zeros(count, np.float32)
        codes, words = self._vocabularies["place_code"].texts()
        return np.take(np.array([self.layout.radius_m.get(word, 0) for word in words], np.float32), codes)

    def _days(self, checks: Checks, notes: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return first day, first day after and vagueness, with dates that cannot be read told to `checks`."""
        count, states = checks.count, self.layout.open_ended
        if "date" not in self._vocabularies:
            notes.append(tr("No column holds a date: the rows show at every date."))
            return np.full(count, ALWAYS, np.int32), np.full(count, FOREVER, np.int32), np.zeros(count, bool)
        month_first = self._month_first(notes)
        start, end, vague, given = self._column_of_days("date", month_first)
        if "date_end" in self._vocabularies:
            last_start, last_end, _, last_given = self._column_of_days("date_end", month_first)
            checks.reject("bad date", last_given & (last_end == ALWAYS))
            checks.reject("reversed", last_given & (last_end != ALWAYS) & (start != ALWAYS) & (last_start < start))
            end = np.where(last_given, last_end, FOREVER if states else end)
        elif states:
            end = np.full(count, FOREVER, np.int32)
        if not states:
            checks.reject("no date", ~given)
        checks.reject("bad date", given & (start == ALWAYS))
        if "date_code" in self._vocabularies:
            codes, words = self._vocabularies["date_code"].texts()
            for code, word in enumerate(words):
                here = (codes == code) & (start != ALWAYS)
                if word in self.layout.around:
                    spans = {day: days.stretch(int(day), self.layout.around[word]) for day in np.unique(start[here])}
                    end[here] = [spans[day][1] for day in start[here]]
                    start[here] = [spans[day][0] for day in start[here]]
                    vague[here] = True
                elif word in self.layout.vague:
                    vague[here] = (end - start)[here] > 1
        return start.astype(np.int32), end.astype(np.int32), vague

    def _month_first(self, notes: list[str]) -> bool:
        if self.options.month_first is not None:
            return self.options.month_first
        texts = [
            word
            for key in ("date", "date_end")
            if key in self._vocabularies
            for word in self._vocabularies[key].texts()[1]
        ]
        decided = days.month_comes_first(texts)
        if decided is None and any(days.is_ambiguous(text) for text in texts):
            notes.append(
                tr("Dates such as 03/04/2022 were read as day/month/year; nothing in the file says which is meant.")
            )
        return bool(decided)

    def _column_of_days(self, key: str, month_first: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        codes, words = self._vocabularies[key].texts()
        spans = [days.read(word, month_first) or (ALWAYS, ALWAYS, False) for word in words]
        table = np.array([span[:2] for span in spans] or [(ALWAYS, ALWAYS)], np.int32)
        vague = np.array([span[2] for span in spans] or [False])
        given = np.array([bool(word) for word in words] or [False])
        return table[codes, 0], table[codes, 1], vague[codes], given[codes]


def _single(values: np.ndarray | None) -> np.ndarray | None:
    if values is None:
        return None
    # A figure beyond what a single float holds would become infinite, which no format and no page can write.
    return np.where(np.abs(values) <= np.finfo(np.float32).max, values, np.nan).astype(np.float32)
