"""Rows of a set as files, each with a text beside it that cites. Every file is made in memory: nothing of it touches a disk."""

from __future__ import annotations

import html
import io
import textwrap
import unicodedata
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyogrio

from geodata.importers.own import ADDED_NAMES, RESERVED
from geodata.importers.report import harmless
from geodata.translation import Said, mark
from layers.files import kml_styles
from layers.kit.dataset import Column, Dataset


@dataclass(frozen=True)
class Roles:
    """Which columns a format that shows features by itself (KML) takes for name, text, time and colour; "" where there is none."""

    name: str
    text: str
    first_day: str
    last_day: str
    kind: str


CRS = "EPSG:4326"

_DAY = pd.ArrowDtype(pa.date32())

#: More rows than this would make a file that few programs open, and that the server has no memory for. Formats not named take all.
MOST_ROWS = {"geojson": 50_000, "kml": 20_000}


@dataclass(frozen=True)
class Format:
    """A file format.

    Attributes
    ----------
    title, ending, media_type : str
    write : callable
        ``write(table, roles)`` returns a table with geometry (column "geometry", WGS 84) as the file's bytes.
    opens : str
        Who opens it.
    reserved : frozenset of str
        Names in lower case that the format uses for itself: a column so called would be taken for something else.
    draws : bool
        Whether it holds what stands beside the rows too, as lines of thousands of corners; a spreadsheet's cell would cut them.
    """

    title: str
    ending: str
    media_type: str
    write: Callable[[gpd.GeoDataFrame, Roles], bytes]
    opens: Said = Said()
    reserved: frozenset[str] = frozenset()
    draws: bool = True


#: What a formula may begin with, after anything that is no letter or figure: few texts do, and only those are looked at closely.
_PERHAPS_FORMULA = r"\W*[-=+@＝＋－＠\t\r\n]"


def _guarded(text: object) -> object:
    return harmless(text) if isinstance(text, str) else text


def _guarded_column(column: pd.Series) -> pd.Series:
    if column.dtype != "str":
        return column.map(_guarded)
    # A column of a reader's own may have hundreds of thousands of cells.
    perhaps = column.str.match(_PERHAPS_FORMULA).fillna(False).astype(bool)
    return column.mask(perhaps, column[perhaps].map(_guarded)) if perhaps.any() else column


def _csv(table: gpd.GeoDataFrame, roles: Roles) -> bytes:
    flat = pd.DataFrame(table.drop(columns="geometry"))
    outlines = table.geometry.notna() & (table.geometry.geom_type != "Point")
    flat["wkt"] = table[outlines].geometry.to_wkt(rounding_precision=6).reindex(flat.index, fill_value="")
    return spreadsheet(flat, [name for name in map(str, flat) if not pd.api.types.is_numeric_dtype(flat[name])])


def spreadsheet(table: pd.DataFrame, texts: list[str]) -> bytes:
    """Return a table as CSV that a spreadsheet opens without computing a heading or any of its `texts` columns."""
    table = table.assign(**{name: _guarded_column(table[name]) for name in texts}).rename(columns=_guarded)
    # The mark at the start tells spreadsheets that it is UTF-8; without it letters beyond English break.
    return table.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def _through_gdal(driver: str, **options: object) -> Callable[[gpd.GeoDataFrame, Roles], bytes]:
    def write(table: gpd.GeoDataFrame, roles: Roles) -> bytes:
        buffer = io.BytesIO()
        pyogrio.write_dataframe(
            table,
            buffer,
            driver=driver,
            layer="border_atlas",
            use_arrow=True,
            geometry_type="Unknown",
            layer_options=options or None,
        )
        return buffer.getvalue()

    return write


def _kml(table: gpd.GeoDataFrame, roles: Roles) -> bytes:
    # GDAL's driver writes a column's name into an attribute as it is.
    named = table.rename(columns={roles.name: "Name", roles.text: "Description"}).rename(columns=html.escape)
    if roles.text:
        # A balloon reads its description as HTML.
        named["Description"] = named["Description"].map(html.escape)
    for name in named.columns:
        # KML knows integers of 32 bits only, and dates where it has a place for them.
        if pd.api.types.is_integer_dtype(named[name]):
            named[name] = named[name].astype("Int32")
        elif named[name].dtype == _DAY:
            named[name] = named[name].astype("str")
        elif pd.api.types.is_string_dtype(named[name]):
            # GDAL's driver quotes a text as CDATA without looking for what ends it, nor for what XML does not hold.
            named[name] = named[name].str.replace("]]>", "]] >", regex=False).str.replace(_NOT_IN_XML, "", regex=True)
    # Google Earth shows begin and end on its own slider: whole days, a single one as such.
    first, last = (table[name].astype("str") for name in (roles.first_day, roles.last_day))
    single = first.notna() & (first == last)
    named["timestamp"] = first.where(single)
    named["begin"], named["end"] = first.mask(single), last.mask(single)
    kinds = table[roles.kind].fillna("").tolist() if roles.kind else [""] * len(table)
    return kml_styles.styled(_through_gdal("LIBKML")(named, roles), kinds)


#: Control characters that no XML holds, and what Unicode says is no letter.
_NOT_IN_XML = "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"


def _parquet(table: gpd.GeoDataFrame, roles: Roles) -> bytes:
    buffer = io.BytesIO()
    table.to_parquet(buffer, index=False, compression="zstd", schema_version="1.1.0")
    return buffer.getvalue()


FORMATS: dict[str, Format] = {
    "csv": Format("CSV", ".csv", "text/csv", _csv, mark("spreadsheets, pandas, R"), draws=False),
    "geojson": Format(
        "GeoJSON",
        ".geojson",
        "application/geo+json",
        _through_gdal("GeoJSON", RFC7946="YES"),
        mark("QGIS, web maps, Python"),
        RESERVED["GeoJSON"],
    ),
    "gpkg": Format(
        "GeoPackage",
        ".gpkg",
        "application/geopackage+sqlite3",
        _through_gdal("GPKG"),
        mark("QGIS, ArcGIS, SQLite"),
        RESERVED["GeoPackage"],
    ),
    "parquet": Format(
        "GeoParquet", ".parquet", "application/vnd.apache.parquet", _parquet, mark("GeoPandas, DuckDB, Arrow")
    ),
    "kml": Format(
        "KML", ".kml", "application/vnd.google-earth.kml+xml", _kml, mark("Google Earth, phones"), RESERVED["KML"]
    ),
}


#: Type of an Arrow column → that of pandas, which would make floats of integers and objects of days where one is missing.
_PANDAS = {pa.int64(): pd.Int64Dtype(), pa.date32(): _DAY}


def frame(dataset: Dataset, rows: np.ndarray, kind: Format) -> tuple[gpd.GeoDataFrame, dict[str, str]]:
    """Return rows, and what a format draws beside them, as a table with geometry, WGS 84, the maker's own columns first, and key of a column → its name in the table."""
    if kind.draws:
        rows = np.concatenate([rows, dataset.drawn()])
    names = _names(dataset.columns, kind)
    table = dataset.table(rows, list(names)).rename_columns(list(names.values()))
    geometry = dataset.geometry(rows)
    return gpd.GeoDataFrame(table.to_pandas(types_mapper=_PANDAS.get), geometry=geometry, crs=CRS), names


def _names(columns: Mapping[str, Column], kind: Format) -> dict[str, str]:
    """Return what each column is called in a file: a maker's own on one line, with a number behind one that the format, the atlas or an earlier column has (in any case)."""
    ours = {key: column.called or key for key, column in columns.items() if not column.given and column.called != ""}
    used = {"geometry", "wkt", *ADDED_NAMES, *ours.values(), *kind.reserved}
    given = {}
    for key, column in columns.items():
        if column.given:
            number, name = 1, one_line(column.heading)
            wanted = name
            # As a spreadsheet gets it, which must not take it for a formula.
            while harmless(wanted).casefold() in used:
                number += 1
                wanted = f"{name}_{number}"
            used.add(harmless(wanted).casefold())
            given[key] = wanted
    return given | ours


def one_line(name: str) -> str:
    """Return a column's name without what ends a line or a text, half letters and what is no letter; never empty."""
    held = name.encode("utf-8", "replace").decode()
    kept = "".join(
        " " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") or letter in "\ufffe\uffff" else letter
        for letter in held
    )
    return " ".join(kept.split()) or "column"


def data(name: str, dataset: Dataset, rows: np.ndarray) -> bytes:
    """Return rows of a set as a file of one of `FORMATS`."""
    return _written(FORMATS[name], dataset, *frame(dataset, rows, FORMATS[name]))


def _written(kind: Format, dataset: Dataset, table: gpd.GeoDataFrame, names: dict[str, str]) -> bytes:
    roles = {column.role: names[key] for key, column in dataset.columns.items() if column.role and key in names}
    return kind.write(table, Roles(*(roles.get(role, "") for role in ("label", "text", "first", "last", "kind"))))


def bundle(name: str, dataset: Dataset, rows: np.ndarray, made: date) -> bytes:
    """Return a zip file, made in memory, of rows and the text that goes with them, so that the two do not part on the way."""
    kind = FORMATS[name]
    table, names = frame(dataset, rows, kind)
    return packed(
        {
            f"{dataset.stem}{kind.ending}": _written(kind, dataset, table, names),
            f"{dataset.stem}.citation.txt": dataset.citation(rows, made, names).encode(),
        }
    )


def page(parts: list[tuple[str, list[str]]]) -> str:
    """Return titles, each with its paragraphs, as a plain text of lines short enough to be read anywhere."""
    blocks = []
    for title, paragraphs in parts:
        body = "\n".join(
            textwrap.fill(line, 118, break_long_words=False, break_on_hyphens=False, subsequent_indent="  ")
            for line in paragraphs
        )
        blocks.append(f"{title}\n{'=' * len(title)}\n\n{body}")
    return "\n\n\n".join(blocks) + "\n"


def packed(files: dict[str, bytes]) -> bytes:
    """Return files as one zip, the same bytes for the same content."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for file_name, content in files.items():
            archive.writestr(zipfile.ZipInfo(file_name, (2000, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
