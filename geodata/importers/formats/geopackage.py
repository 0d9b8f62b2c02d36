"""A GeoPackage looked through before GDAL opens it, so that nothing in it runs: no view, no virtual table, no column that is worked out.

A database carries statements that its reader executes by reading. Python's own SQLite reads the list of them from a copy in
memory, with everything else forbidden; where one would run, a copy without it is what GDAL gets.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

from geodata.importers.formats.heard import fault
from geodata.importers.report import Refused, refused, unreadable
from geodata.translation import mark, tr

#: Application ids of a GeoPackage, and so many tables, views and so on are looked at.
IDS = (b"GPKG", b"GP10", b"GP11")
ENTRIES = 5_000

#: SQLite's own steps until a look at the schema is given up; a sound one of 5,000 tables takes far fewer.
STEPS = 20_000_000

#: How SQLite itself writes the statements that make what only lies there; the one virtual table is GeoPackage's index of places.
_LIES_THERE = {
    "table": re.compile(r"CREATE TABLE |CREATE VIRTUAL TABLE (?:\"[^\"]*\"|\w+) USING rtree ?\(", re.IGNORECASE),
    "index": re.compile(r"CREATE (?:UNIQUE )?INDEX ", re.IGNORECASE),
    # Nothing is written, so none of them ever runs.
    "trigger": re.compile(r"CREATE TRIGGER ", re.IGNORECASE),
}


#: What an entry of the schema is that would run something if it were read → what is said of it.
_RUNS = {
    "view": mark("The layer “{name}” is a view, a stored query"),
    "virtual": mark("The layer “{name}” is a virtual table"),
    "worked out": mark("The layer “{name}” is a table with columns that are worked out at each reading"),
}


def inert(data: bytes, notes: list[str]) -> bytes:
    """Return a GeoPackage in which nothing runs.

    Parameters
    ----------
    data : bytes
    notes : list of str
        Takes a sentence on each layer that was left out.

    Raises
    ------
    Refused
        For another database, and for one that cannot be read or has no layer left.
    """
    try:
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
            return _inert(data, database, notes)
    except (sqlite3.Error, sqlite3.Warning, UnicodeDecodeError, OverflowError) as error:
        raise unreadable("GeoPackage", fault(error)) from None


def _inert(data: bytes, database: sqlite3.Connection, notes: list[str]) -> bytes:
    # A file that was copied while its writer had it open asks for a second file beside it; there is none.
    database.deserialize(data[:18] + b"\1\1" + data[20:] if data[18:20] == b"\2\2" else data)
    for pragma in ("trusted_schema = off", "cell_size_check = on", "mmap_size = 0", "temp_store = memory"):
        database.execute(f"pragma {pragma}")
    steps = iter(range(STEPS // 1000))
    database.set_progress_handler(lambda: next(steps, None) is None, 1000)
    entries = database.execute("select rowid, type, name, sql from sqlite_master limit ?", (ENTRIES + 1,)).fetchall()
    if len(entries) > ENTRIES:
        raise refused(
            "The GeoPackage holds more than {most:,} tables, views and indexes; such files are not read.",
            most=ENTRIES,
        )
    tables = {name for _, kind, name, _ in entries if kind == "table"}
    if data[68:72] not in IDS:
        own = sorted(name for name in tables if not name.startswith("sqlite_"))
        raise Refused(
            tr(
                "The file is a database but no GeoPackage: its table “{name}” has no geometry that the atlas knows. Save it as a GeoPackage, or as CSV.",
                name=own[0][:60],
            )
            if own
            else tr("The file is a database but no GeoPackage: it holds no layer. Save it as a GeoPackage, or as CSV.")
        )
    if "gpkg_contents" not in tables:
        raise refused("The GeoPackage cannot be read: its list of layers is missing. Export it again.")
    running = {row: (name, what) for row, kind, name, sql in entries if (what := _what_runs(database, kind, name, sql))}
    if any(name.lower().startswith(("gpkg_", "sqlite_")) for name, _ in running.values()):
        raise refused(
            "The GeoPackage keeps its list of layers in something that is worked out when it is read: it is not opened."
        )
    return _without(database, running, notes) if running else data


def _what_runs(database: sqlite3.Connection, kind: str, name: str, sql: str | None) -> str:
    """Return which of `_RUNS` an entry of the schema is, "" for none."""
    if sql is None and kind == "index":
        return ""
    if kind not in _LIES_THERE or not _LIES_THERE[kind].match(sql or ""):
        return "view" if kind == "view" else "virtual"
    # Columns that are worked out have 2 or 3 here.
    if (
        kind == "table"
        and database.execute("select count(*) from pragma_table_xinfo(?) where hidden > 1", (name,)).fetchone()[0]
    ):
        return "worked out"
    return ""


def _without(database: sqlite3.Connection, running: dict[int, tuple[str, str]], notes: list[str]) -> bytes:
    names = dict(running.values())
    listed = [name for (name,) in database.execute("select table_name from gpkg_contents limit ?", (ENTRIES,))]
    lost = [name for name in listed if name in names]
    # Out of the schema row by row, as "drop" would run what it drops; the triggers too, which would run with the deletions after.
    database.execute("pragma writable_schema = on")
    database.executemany("delete from sqlite_master where rowid = ?", [(row,) for row in running])
    database.executemany("delete from sqlite_master where tbl_name = ?", [(name,) for name in names])
    database.execute("delete from sqlite_master where type = 'trigger'")
    database.execute("pragma writable_schema = reset")
    for table in ("gpkg_contents", "gpkg_geometry_columns", "gpkg_extensions"):
        if database.execute("select 1 from sqlite_master where type = 'table' and name = ?", (table,)).fetchone():
            database.executemany(f"delete from {table} where table_name = ?", [(name,) for name in names])
    said = [tr(_RUNS[names[name]], name=name[:60]) for name in lost[:10]]
    if lost and len(lost) == len(set(listed)):
        raise refused(
            "{what}; the atlas runs nothing that a file brings. Save the layer as a table of its own.",
            what=said[0],
        )
    notes += [tr("{what}; the atlas runs nothing that a file brings, and left it out.", what=what) for what in said]
    return database.serialize()
