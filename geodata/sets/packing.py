"""A set as a folder that never changes: its columns as Parquet, sorted by where rows are, its rows' own texts in their order, and what it says of itself.

Columns of the rows (`POINTS`): x, y (Web Mercator, `keys.mercator`), key (`keys.woven`), start_day, end_day, vague, lon, lat, precision_m, line,
row (the row's number among the texts; in one day the order of the set), value, value_low, value_high where there are such, c0, c1 … (the codes of
the coded columns, in their order), shape (WKB) where there are shapes. Nothing of a reader's file is ever the name of a column.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from geodata.importers.report import Report
from geodata.sets import reported
from geodata.sets.about import ABOUT, POINTS, TEXTS, About, about_of, damaged, written
from geodata.sets.about import read as about
from geodata.sets.asked import rolling
from geodata.sets.asked.columns import CALLED, PLAIN, points_of
from geodata.sets.keys import keyed
from geodata.sets.texts import TEXT_GROUP, FileRows, Texts
from geodata.sets.whole import NotKept, dropped, made
from geodata.store import FIGURES, PointSet

#: Rows in a group of the columns: a view opens those that it needs.
GROUP = 65_536

#: Bytes of a page of a column.
PAGE = 16_384


def write(path: Path, points: PointSet, report: Report) -> About:
    """Keep a set with its report, whole or not at all, and return what the version says of itself.

    Parameters
    ----------
    path : Path
        The folder that it becomes; one that is there already is left as it is.
    points : PointSet
    report : Report

    Raises
    ------
    NotKept
        Where the disk is full, or the version is there already.
    """
    count = len(points)
    with made(path) as aside:
        table = columns(points, np.arange(count, dtype=np.uint32))
        order = np.lexsort((points.line, points.day_start, table.column("key").to_numpy()))
        write_points(aside / POINTS, iter(table.take(pa.array(order)).to_batches(GROUP)), table.schema)
        if points.rows is not None:
            with Texts(aside / TEXTS, len(points.rows.names)) as texts:
                for first in range(0, count, TEXT_GROUP):
                    texts.add(points.rows.table(np.arange(first, min(first + TEXT_GROUP, count))))
        figures = [name for name in FIGURES if getattr(points, name) is not None]
        names = None if points.rows is None else list(points.rows.names)
        return written(aside, rolling.make(aside, about_of(points, count, figures, reported.kept(report), names)))


def columns(points: PointSet, rows: np.ndarray) -> pa.Table:
    """Return a set's columns as the file has them, in the set's order; `rows` are the numbers of its texts."""
    x, y, key = keyed(points.lon, points.lat)
    arrays: dict[str, Any] = {"x": x, "y": y, "key": key}
    arrays |= {CALLED.get(name, name): getattr(points, name) for name in PLAIN}
    arrays["row"] = rows
    arrays |= {name: column for name in FIGURES if (column := getattr(points, name)) is not None}
    arrays |= {f"c{number}": column.codes for number, column in enumerate(points.coded.values())}
    if points.shapes is not None:
        arrays["shape"] = pa.array(shapely.to_wkb(points.shapes, output_dimension=4, flavor="iso"), pa.binary())
    return pa.table({name: pa.array(column) for name, column in arrays.items()})


def types(said: About) -> dict[str, pa.DataType]:
    """Return of what type each column of a version's rows is."""
    whole = {"x": pa.uint32(), "y": pa.uint32(), "key": pa.int64(), "row": pa.uint32(), "vague": pa.bool_()}
    single = dict.fromkeys(("lon", "lat", "precision_m", *said.figures), pa.float32())
    days = dict.fromkeys(("start_day", "end_day", "line"), pa.int32())
    codes = {
        f"c{number}": pa.from_numpy_dtype(np.min_scalar_type(max(len(column.words) - 1, 0)))
        for number, column in enumerate(said.coded)
    }
    return {**whole, **single, **days, **codes, **({"shape": pa.binary()} if said.shapes else {})}


def write_points(path: Path, batches: Iterator[pa.RecordBatch], schema: pa.Schema) -> None:
    """Write columns that come sorted by key, a group of rows a batch."""
    # Parquet's statistics leave out what is no number, and DuckDB would believe that there is none: figures have no statistics.
    whole = [name for name in schema.names if pa.types.is_integer(schema.field(name).type)]
    few = [name for name in schema.names if name in ("vague", "precision_m") or name.startswith("c")]
    # Columns of which a few rows are wanted are passed over page by page, and unpacking them all would take longer than reading them.
    options = {
        "compression": "none",
        "use_dictionary": few,
        "data_page_size": PAGE,
        "write_page_checksum": True,
        "write_statistics": whole,
    }
    with pq.ParquetWriter(path, schema, **options) as writer:
        for batch in batches:
            writer.write_batch(batch)


def read(path: Path) -> PointSet:
    """Return a whole kept set as it was; its rows' texts stay in their file until somebody asks for them.

    Raises
    ------
    NotKept
        Where the version is not there, not the atlas's, or damaged.
    """
    said = about(path)
    texts = None
    try:
        table = pq.read_table(path / POINTS, page_checksum_verification=True)
        if said.names is not None:
            texts = FileRows(path / TEXTS, said.names)
        return points_of(said, table, texts)
    except (pa.ArrowException, OSError, KeyError, ValueError):
        raise NotKept(damaged(path)) from None


def report(path: Path) -> Report:
    """Return the report of a kept set: the rejected rows that it lists, and no others.

    Raises
    ------
    NotKept
    """
    return reported.report(about(path).report)


def size(path: Path) -> int:
    """Return the bytes that a version takes on the disk.

    Raises
    ------
    NotKept
    """
    return sum(about(path).sizes.values()) + (path / ABOUT).stat().st_size


def drop(path: Path) -> None:
    """Take a version away for good; one that is not there is no fault."""
    dropped(path)
