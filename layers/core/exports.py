"""The records of a view as files, each with a text beside it that cites: sources, licence, filters, revision, link."""

from __future__ import annotations

import html
import io
import tempfile
import textwrap
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio

from geodata.claims import say_as_of
from geodata.dates import say
from geodata.ledger import Ledger
from geodata.provenance import derived_files
from layers.core.facets import shown_rows
from layers.core.filters import Row
from layers.core.places import located
from layers.core.table import COLUMNS, CRS, frame
from layers.core.twin import balance_of, passages
from layers.core.view import ViewState

#: A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class Format:
    """A file format: what it is called, its ending, its media type, who opens it, and how a table is written in it."""

    title: str
    ending: str
    media_type: str
    opens: str
    write: Callable[[gpd.GeoDataFrame], bytes]


def guarded(text: object) -> object:
    """Return a text as a spreadsheet will show it rather than compute it: a leading apostrophe before what starts a formula."""
    if isinstance(text, str) and (text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA)):
        return f"'{text}"
    return text


def _csv(table: gpd.GeoDataFrame) -> bytes:
    flat = pd.DataFrame(table.drop(columns="geometry"))
    outlines = table.geometry.geom_type.isin(["Polygon", "MultiPolygon"])
    flat["wkt"] = table.geometry.to_wkt(rounding_precision=6).where(outlines, "")
    return spreadsheet(flat, [name for name, (kind, _, _) in COLUMNS.items() if kind == "text"])


def spreadsheet(table: pd.DataFrame, texts: list[str]) -> bytes:
    """Return a table as CSV that a spreadsheet opens without computing any of its `texts` columns."""
    table = table.assign(**{name: table[name].map(guarded) for name in texts})
    # The mark at the start tells spreadsheets that it is UTF-8; without it Cyrillic and Tajik letters break.
    return table.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def _through_gdal(driver: str, ending: str, **options: object) -> Callable[[gpd.GeoDataFrame], bytes]:
    def write(table: gpd.GeoDataFrame) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"border_atlas{ending}"
            pyogrio.write_dataframe(table, path, driver=driver, use_arrow=True, geometry_type="Unknown", layer_options=options or None)
            return path.read_bytes()

    return write


def _kml(table: gpd.GeoDataFrame) -> bytes:
    named = table.rename(columns={"title": "Name", "summary": "Description"})
    # A balloon reads its description as HTML; KML knows integers of 32 bits only, and shows begin and end on its own slider.
    named["Description"] = named["Description"].map(html.escape)
    for name, (kind, _, _) in COLUMNS.items():
        if kind == "integer":
            named[name] = named[name].astype("Int32")
    named["begin"], named["end"] = pd.to_datetime(named["first_day"]), pd.to_datetime(named["last_day"])
    return _through_gdal("LIBKML", ".kml")(named)


def _parquet(table: gpd.GeoDataFrame) -> bytes:
    buffer = io.BytesIO()
    table.to_parquet(buffer, index=False, compression="zstd", schema_version="1.1.0")
    return buffer.getvalue()


FORMATS: dict[str, Format] = {
    "csv": Format("CSV", ".csv", "text/csv", "spreadsheets, pandas, R", _csv),
    "geojson": Format("GeoJSON", ".geojson", "application/geo+json", "QGIS, web maps, Python", _through_gdal("GeoJSON", ".geojson", RFC7946="YES")),
    "gpkg": Format("GeoPackage", ".gpkg", "application/geopackage+sqlite3", "QGIS, ArcGIS, SQLite", _through_gdal("GPKG", ".gpkg")),
    "parquet": Format("GeoParquet", ".parquet", "application/vnd.apache.parquet", "GeoPandas, DuckDB, Arrow", _parquet),
    "kml": Format("KML", ".kml", "application/vnd.google-earth.kml+xml", "Google Earth, phones", _kml),
}


def data(name: str, view: ViewState, ledger: Ledger) -> bytes:
    """Return the records of the view as a file of one of `FORMATS`."""
    return FORMATS[name].write(frame(view, ledger))


def stem(view: ViewState) -> str:
    """Return the file name without ending: the atlas and the date of the view."""
    return f"border-atlas-{view.date.isoformat()}"


def citation(view: ViewState, ledger: Ledger, link: str, made: date) -> str:
    """Return the text that goes beside a file: what it holds, how to cite it, its licence and its sources.

    Parameters
    ----------
    view : ViewState
    ledger : Ledger
    link : str
        Address that opens the live view.
    made : datetime.date
        The day on which the file was made.
    """
    rows = [row for row, _ in shown_rows(view, ledger)]
    scope = passages(view, ledger)[0].paragraphs
    parts = [
        ("Border Atlas: records of the Kyrgyz–Tajik border", [
            f"State of {say(view.date)}.", *scope, f"Made on {say(made)}. Ledger revision {ledger.revision}.", f"Live view: {link}",
        ]),
        ("How to cite", [f"Border Atlas, ledger revision {ledger.revision}, view of {say(view.date)}, made on {say(made)}. {link}"]),
        ("Licence and attribution", [*_licences(rows, ledger)]),
        ("How to read it", [
            f"Coordinates: WGS 84 ({CRS}), longitude and latitude in degrees. Outlines of sections are indicative: their extents are not published.",
            "Figures of deaths are claims: the lowest and the highest of the claimants' latest figures for one side of loss. They are never sums, "
            "and a missing figure is not zero. An event inside a larger conflict stands beside it. A date is no more certain than its precision says.",
            balance_of(rows, ledger) or "Sources of both sides are among those of this view.",
        ]),
        ("Columns", [f"{name} ({kind}): {gloss}." for name, (kind, _, gloss) in COLUMNS.items()]),
        ("Sources", _sources(rows, ledger)),
    ]
    blocks = []
    for title, paragraphs in parts:
        body = "\n".join(textwrap.fill(line, 118, break_long_words=False, break_on_hyphens=False, subsequent_indent="  ") for line in paragraphs)
        blocks.append(f"{title}\n{'=' * len(title)}\n\n{body}")
    return "\n\n\n".join(blocks) + "\n"


def _licences(rows: list[Row], ledger: Ledger) -> list[str]:
    files = {file.id: file for file in derived_files()}
    lines = ["Texts of the records: in the atlas's own words, after the sources named below."]
    if any(row.layer == "sections" for row in rows):
        lines.append(f"Outlines of sections: {files['sections'].licence}. {files['sections'].attribution}.")
    places = {place.coordinates_from for row in rows if (place := located(row.record, ledger))}
    if places:
        lines.append(f"Coordinates of places from: {'; '.join(sorted(places))}. OpenStreetMap: © OpenStreetMap contributors, ODbL 1.0. GeoNames: CC BY 4.0.")
    return lines


def _sources(rows: list[Row], ledger: Ledger) -> list[str]:
    named = sorted({source_id for row in rows for source_id in row.record.sources})
    lines = []
    for source_id in named:
        source = ledger.sources[source_id]
        where = f" {source.url}" if source.url else ""
        lines.append(f"[{source_id}] {source.publisher}: {source.title}. {say_as_of(source.date)}.{where}")
    return lines or ["None: the view holds no record."]


def bundle(name: str, view: ViewState, ledger: Ledger, link: str, made: date) -> bytes:
    """Return a zip file of the data and its citation, so that the two do not part on the way."""
    return packed({f"{stem(view)}{FORMATS[name].ending}": data(name, view, ledger), f"{stem(view)}.citation.txt": citation(view, ledger, link, made).encode()})


def packed(files: dict[str, bytes]) -> bytes:
    """Return files as one zip, the same bytes for the same content."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for file_name, content in files.items():
            archive.writestr(zipfile.ZipInfo(file_name, (2000, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
