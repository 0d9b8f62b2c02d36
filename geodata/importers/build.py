"""From batches of text columns and a layout to a set and its report. Every format comes through here."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa

from geodata.importers import tables
from geodata.importers.checks import Checks, duplicates
from geodata.importers.columns import Vocabulary, distinct
from geodata.importers.dating import dated
from geodata.importers.days.unread import left_out
from geodata.importers.figures import Figures
from geodata.importers.layout import DATES, FIELDS, Layout, plain_code
from geodata.importers.markup_text import MarkupText
from geodata.importers.options import Options
from geodata.importers.positions import precision
from geodata.importers.positions.gather import Places
from geodata.importers.report import Loaded, Rejection, Report, Unit, refused
from geodata.importers.rows import CompressedRows, clean
from geodata.store import PointSet
from geodata.translation import tr, tr_n

#: More rows than the world's ACLED has.
ROWS = 2_000_000


class Builder:
    """Takes batches, keeps what the layout asks for, and puts set and report together at the end."""

    def __init__(
        self,
        layout: Layout,
        columns: list[str],
        options: Options,
        rows: CompressedRows,
        has_geometry: bool = False,
        most: int = ROWS,
    ) -> None:
        self.layout, self.options, self._most = layout, options, most
        wanted = {key: layout.column(key, columns) for key in FIELDS}
        self.rows, self._columns = rows, columns
        self._kept = [columns.index(name) for name in rows.names]
        self._places = Places(layout, columns, has_geometry)
        self._sample: pa.RecordBatch | None = None
        at = {key: columns.index(column) for key, column in wanted.items() if column is not None}
        self._figures = Figures(
            {key: at[key] for key in ("value", "low", "high", "radius") if key in at},
            [at[key] for key in ("lon", "lat") if key in at],
        )
        texts = {key: wanted[key] for key in (*DATES, "place_code")}
        texts |= {name: layout.column(name, columns, coded=True) for name in layout.coded}
        self._radius_named = wanted["radius"] or ""
        self._text = {name: columns.index(column) for name, column in texts.items() if column is not None}
        self._vocabularies = {name: Vocabulary() for name in self._text}
        self._lines: list[np.ndarray] = []
        self._unsplit: list[tuple[int, str]] = []
        self._markup = MarkupText()

    def add(
        self,
        batch: pa.RecordBatch,
        lines: np.ndarray,
        shapes: np.ndarray | None = None,
        opened: np.ndarray | None = None,
    ) -> None:
        """Take a batch of text columns, the lines its rows begin on, and where the format has them their geometries and which had an open ring."""
        if len(self.rows) + len(self._unsplit) + batch.num_rows > self._most:
            raise refused("The file has more than {rows:,} rows; no more are read.", rows=self._most)
        batch = self._markup.read(batch)
        self._figures.add(batch)
        for name, index in self._text.items():
            self._vocabularies[name].add(batch.column(index))
        if self._sample is None:
            self._sample = batch.slice(0, tables.SAMPLE)
        self._lines.append(lines.astype(np.int32))
        self._places.add(batch, shapes, opened)
        kept = [batch.column(index) for index in self._kept]
        self.rows.append(pa.RecordBatch.from_arrays(kept, [str(number) for number in range(len(kept))]))

    def add_unsplit(self, line: int, text: str) -> None:
        """Take note of a row that could not be split into the header's columns."""
        self._unsplit.append((line, text[:2000]))

    def finish(self, file: str, kind: str, notes: list[str], unit: Unit = "line") -> Loaded:
        """Check every row and return the set with its report."""
        lines = np.concatenate(self._lines) if self._lines else np.zeros(0, np.int32)
        notes = [*notes, *self._markup.notes(self._columns)]
        checks = Checks(len(lines), self.options)
        lon, lat, shapes = self._places.finish(checks, self.options, notes)
        country = self._vocabularies["country"].coded() if "country" in self._vocabularies else None
        lon, lat, shapes = checks.place(lon, lat, shapes, country, notes)
        called = {key: self._columns[index] for key, index in self._text.items()}
        if not self.layout.recognised_by and self._sample is not None:
            notes += left_out(self._columns, self._sample, called)
            if not self._figures.are_taken:
                notes += tables.figures_left_out(self._columns, self._sample)
            if not self._radius_named:
                notes += precision.left_out(self._columns, self._sample)
        start, end, vague = dated(self._vocabularies, called, self.layout, checks, notes)
        figures = self._figures.finish(self.options.decimal, self._columns, notes)
        radius = self._radius(len(lines), figures.get("radius"), notes)
        if self._places.within is not None:
            radius = np.fmax(radius, self._places.within).astype(np.float32)
        value, meaning = figures.get("value"), replace(self.layout.meaning(), unit=unit)
        if not self.layout.recognised_by and not vague[checks.accepted].any():
            # What is said of months and years would be of nothing.
            meaning = replace(meaning, date_note="")
        none = 0 if value is None else int((checks.accepted & np.isnan(value)).sum())
        if none:
            notes.append(
                tr_n(
                    "{n} row has no readable figure ({figure}): it is drawn without one, not as 0.",
                    "{n} rows have no readable figure ({figure}): they are drawn without one, not as 0.",
                    none,
                    figure=meaning.value or tr("figure"),
                )
            )
        taken = np.flatnonzero(checks.accepted)
        order = taken[np.argsort(start[taken], kind="stable")]
        coded = {
            name: self._vocabularies[name].coded(self.layout.decoded(name), taken)
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
            reason = "no object" if kind.endswith("JSON") else "fields"
            rejected.insert(0, Rejection(reason, np.array(at), np.zeros(0, int), texts))
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

    def _radius(self, count: int, radius: np.ndarray | None, notes: list[str]) -> np.ndarray:
        if radius is not None:
            if not self.layout.recognised_by and not np.all(np.isnan(radius)):
                notes.append(precision.said(self._radius_named))
            # Nothing is known more closely than to no metre, nor less closely than to half the Earth's girth.
            return np.asarray(
                np.clip(np.nan_to_num(radius) * precision.metres(self._radius_named), 0, 20_000_000), np.float32
            )
        if "place_code" not in self._vocabularies:
            return np.zeros(count, np.float32)
        codes, words = self._vocabularies["place_code"].texts()
        return np.take(np.array([self.layout.radius_m.get(plain_code(word), 0) for word in words], np.float32), codes)


def _single(values: np.ndarray | None) -> np.ndarray | None:
    if values is None:
        return None
    # A figure beyond what a single float holds would become infinite, which no format and no page can write.
    return np.where(np.abs(values) <= np.finfo(np.float32).max, values, np.nan).astype(np.float32)
