"""The rows of versions in PostgreSQL: a partition for each, filled by COPY and sorted as its file is, so that blocks that lie side by side are places that do."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import sqlalchemy as sa
from pyarrow import csv

from geodata.sets.about import POINTS, ROLLUP
from geodata.sets.whole import NotKept
from geodata.translation import tr

#: So many coded columns have a place in the table.
CODES = 32

#: A block of the index speaks of so many pages of rows.
_PAGES = 16


def load(connection: sa.Connection, version: str, folder: Path) -> None:
    """Fill a partition with the rows of a version's folder, in a transaction.

    Raises
    ------
    NotKept
        Where the set has more coded columns than the table.
    """
    file = pq.ParquetFile(folder / POINTS)
    names = file.schema_arrow.names
    if sum(name.startswith("c") for name in names) > CODES:
        raise NotKept(tr("A set has at most {n} columns to filter by where a database keeps it.", n=CODES))
    number: int = connection.execute(
        sa.text("INSERT INTO partitions (version) VALUES (:version) RETURNING number"), {"version": version}
    ).scalar_one()
    table = _called("points", number)
    _fill(connection, "points", number, file)
    connection.execute(sa.text(f"CREATE INDEX ON {table} USING brin (x, y) WITH (pages_per_range = {_PAGES})"))
    # For a few days of a wide view, wherever they are: rows of one day by it, others by their ends (`queries`).
    connection.execute(sa.text(f"CREATE INDEX ON {table} (start_day) WHERE end_day - start_day = 1"))
    connection.execute(sa.text(f"CREATE INDEX ON {table} (end_day) WHERE end_day - start_day <> 1"))
    # Without it the planner takes it that hardly any row is of one day.
    connection.execute(sa.text(f"CREATE STATISTICS {table}_days ON (end_day - start_day) FROM {table}"))
    connection.execute(sa.text(f"ANALYZE {table}"))
    _join(connection, "points", number)
    if (folder / ROLLUP).exists():
        table = _called("rollups", number)
        _fill(connection, "rollups", number, pq.ParquetFile(folder / ROLLUP))
        connection.execute(sa.text(f"CREATE INDEX ON {table} (grain, narrowed, code)"))
        connection.execute(sa.text(f"ANALYZE {table}"))
        _join(connection, "rollups", number)


def _fill(connection: sa.Connection, parent: str, number: int, file: pq.ParquetFile) -> None:
    """Make a table beside the one that it is to be a partition of, and fill it: nobody who reads other versions waits meanwhile."""
    table = _called(parent, number)
    connection.execute(sa.text(f"CREATE TABLE {table} (LIKE {parent}, CHECK (version = {number:d}))"))
    driver: Any = connection.connection.driver_connection
    columns = ", ".join(f'"{name}"' for name in ("version", *file.schema_arrow.names))
    with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN (FORMAT csv)") as copy:
        # Group by group: what goes through the file by itself holds all of it in the end.
        for group in range(file.num_row_groups):
            for batch in file.read_row_group(group).to_batches():
                copy.write(_lines(batch, number))


def _join(connection: sa.Connection, parent: str, number: int) -> None:
    table = _called(parent, number)
    connection.execute(sa.text(f"ALTER TABLE {parent} ATTACH PARTITION {table} FOR VALUES IN ({number:d})"))


def unload(connection: sa.Connection, versions: Sequence[str]) -> None:
    """Take the partitions of versions away, in a transaction; those that are not there are no fault."""
    gone = connection.execute(
        sa.text("DELETE FROM partitions WHERE version = ANY(:versions) RETURNING number"), {"versions": list(versions)}
    ).scalars()
    for number in gone.all():
        for parent in ("points", "rollups"):
            connection.execute(sa.text(f"DROP TABLE IF EXISTS {_called(parent, number)}"))


def nbytes(connection: sa.Connection, number: int) -> int:
    """Return the bytes that the partitions of a version take, their indexes too."""
    found: int = connection.execute(
        sa.text("SELECT sum(pg_total_relation_size(to_regclass(one))) FROM unnest(CAST(:tables AS text[])) AS one"),
        {"tables": [_called(parent, number) for parent in ("points", "rollups")]},
    ).scalar_one()
    return int(found)


def _called(parent: str, number: int) -> str:
    return f"{parent}_{number:d}"


def _lines(batch: pa.RecordBatch, number: int) -> memoryview:
    """Return rows as lines of CSV, the version's number before each."""
    columns = {"version": pa.array([number] * batch.num_rows, pa.int64())}
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        is_bytes = pa.types.is_binary(column.type)
        columns[name] = (
            pa.array([None if body is None else f"\\x{body.hex()}" for body in column.to_pylist()], pa.string())
            if is_bytes
            else column
        )
    out = io.BytesIO()
    csv.write_csv(
        pa.table(columns),
        out,
        csv.WriteOptions(include_header=False, quoting_style="none" if "shape" not in columns else "needed"),
    )
    return out.getbuffer()
