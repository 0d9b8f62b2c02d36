"""GeoParquet, measured as it unpacks: what a file says of its own sizes is only what it says."""

from __future__ import annotations

import geopandas as gpd
import msgspec
import pandas as pd
import pyarrow as pa
from pyarrow import parquet
from pyproj.exceptions import CRSError

from geodata.importers.columns import limit_columns
from geodata.importers.formats.found import placed_by_columns
from geodata.importers.formats.unpack import UNPACKED
from geodata.importers.positions import wkb
from geodata.importers.report import Refused, refused
from geodata.translation import mark, tr_n

FEATURES = 1_500_000
#: Cells of a table: as many features have 40 columns each.
CELLS = 40 * FEATURES

#: Rows unpacked at a time while a file is measured: few, as each may be a megabyte.
_ROWS = 256

_NAMELESS = mark(
    "The GeoParquet names its reference system in a way that cannot be read: save it anew with one that has an EPSG code."
)


class _Column(msgspec.Struct):
    """What a file says of a column with geometry."""

    encoding: str
    geometry_types: list[str] = []


class _Geo(msgspec.Struct):
    """What a file says of its geometry, as far as it is needed here; the whole is no deeper than a parser can go."""

    primary_column: str
    columns: dict[str, _Column]
    version: str = ""


def read(data: bytes) -> gpd.GeoDataFrame:
    """Return the table of a GeoParquet.

    Raises
    ------
    Refused
        For a file that is too large when unpacked, has no geometry, or nests it too deep.
    pyarrow.ArrowException, OSError, KeyError, TypeError, ValueError, AttributeError, IndexError, shapely.errors.ShapelyError
        For a damaged file.
    """
    with parquet.ParquetFile(pa.BufferReader(data)) as file:
        meta = file.metadata
        limit_columns(meta.num_columns)
        limit_cells(meta.num_rows, meta.num_columns)
        if b"geo" not in (meta.metadata or {}):
            _measure(file, set())
            return placed_by_columns(
                pd.read_parquet(pa.BufferReader(data)),
                refused(
                    "The Parquet file has no geometry (it is no GeoParquet), and no column that says where its rows are."
                ),
            )
        _measure(
            file, {name for name, column in _said(meta.metadata[b"geo"]).columns.items() if column.encoding == "WKB"}
        )
    try:
        return gpd.read_parquet(pa.BufferReader(data))
    except CRSError:
        raise refused(_NAMELESS) from None


def limit_cells(features: int, columns: int) -> None:
    """Refuse a file with more features or cells than are read."""
    if features > FEATURES or features * columns > CELLS:
        raise Refused(
            tr_n(
                "The file holds {n} feature with {columns:,} columns; at most {most:,} features and {cells:,} cells are read.",
                "The file holds {n} features with {columns:,} columns; at most {most:,} features and {cells:,} cells are read.",
                features,
                columns=columns,
                most=FEATURES,
                cells=CELLS,
            )
        )


def _said(text: bytes) -> _Geo:
    try:
        return msgspec.json.decode(text, type=_Geo)
    except RecursionError:
        raise refused(_NAMELESS) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise refused(
            "The GeoParquet cannot be read: what it says of its geometry is malformed ({why}). Save it anew.",
            why=error,
        ) from None


def _measure(file: parquet.ParquetFile, geometry: set[str]) -> None:
    """Unpack a file a few rows and one column at a time, keep nothing, and stop where it grows past what is allowed."""
    size = 0
    for field in file.schema_arrow:
        kind = field.type
        if field.name in geometry and not (pa.types.is_binary(kind) or pa.types.is_large_binary(kind)):
            raise refused("The GeoParquet cannot be read: its geometry is no well-known binary. Save it anew.")
        if pa.types.is_primitive(kind) or pa.types.is_null(kind):
            # Its size is known from the number of rows.
            continue
        for batch in file.iter_batches(_ROWS, columns=[field.name], use_threads=False):
            if not batch.num_columns:
                raise refused(
                    "The GeoParquet cannot be read: its column “{name}” cannot be told from others. Save it anew.",
                    name=field.name[:60],
                )
            size += sum(_size(column) for column in batch.columns)
            if size > UNPACKED:
                raise refused(
                    "The file unpacks to more than {mb} MB; no more are read. Split it, or leave columns out.",
                    mb=UNPACKED >> 20,
                )
            if field.name in geometry and (flaw := wkb.flaw(batch.column(0).to_pylist())):
                raise refused("The GeoParquet cannot be read: {why}. Save it anew with plain geometry.", why=flaw)


def _size(column: pa.Array) -> int:
    """Return the bytes of a column with each value written out."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_string_view(column.type) or pa.types.is_binary_view(column.type):
        column = column.cast(pa.large_binary())
    return int(column.nbytes)
