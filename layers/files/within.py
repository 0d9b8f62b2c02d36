"""Tables without places inside a file of records: how GeoPackage and GeoJSON hold them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing

import pyarrow as pa


def gpkg(data: bytes, tables: Mapping[str, pa.Table]) -> bytes:
    """Return a GeoPackage with tables of attributes beside its layer, under their names."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(data)
        # That of the layer: the same records give the same bytes.
        [(written,)] = database.execute("SELECT max(last_change) FROM gpkg_contents").fetchall()
        for name, table in tables.items():
            columns = [
                f'"{column.name}" {"INTEGER" if column.type == pa.int64() else "TEXT"}' for column in table.schema
            ]
            database.execute(f'CREATE TABLE "{name}" (fid INTEGER PRIMARY KEY NOT NULL, {", ".join(columns)})')
            places = ", ".join("?" * (1 + table.num_columns))
            cells = (column.to_pylist() for column in table.columns)
            database.executemany(
                f'INSERT INTO "{name}" VALUES ({places})', zip(range(1, 1 + table.num_rows), *cells, strict=True)
            )
            database.execute(
                "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change) VALUES (?, 'attributes', ?, ?)",
                (name, name, written),
            )
        database.commit()
        return database.serialize()


def geojson(data: bytes, tables: Mapping[str, pa.Table]) -> bytes:
    """Return a GeoJSON with tables as members of their names beside “features”, which RFC 7946 leaves to whoever writes it."""
    members = "".join(
        f",{json.dumps(name)}:{json.dumps(table.to_pylist(), ensure_ascii=False)}" for name, table in tables.items()
    )
    return data.rstrip().removesuffix(b"}") + members.encode() + b"}\n"
