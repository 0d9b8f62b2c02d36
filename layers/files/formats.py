"""The records of a view as files, each with a text beside it that cites: sources, licence, filters, revision, link.

The formats take any table with geometry; own_exports.py writes readers' own rows with them. Every file is made in memory: nothing of it
touches a disk.
"""

from __future__ import annotations

import html
import io
import textwrap
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import geopandas as gpd
import pandas as pd
import pyogrio

from geodata.claims import say_as_of
from geodata.dates import say
from geodata.importers.report import harmless
from geodata.ledger import Ledger
from layers.files.table import CRS, columns, frame
from layers.kit.layer import layer_of
from layers.kit.places import located
from layers.view.facets import shown_rows
from layers.view.filters import Row
from layers.view.state import ViewState
from layers.words.text_twin import balance_of, passages


@dataclass(frozen=True)
class Roles:
    """Which columns a format that shows features by itself (KML) takes for name, text and time; "" where there is none."""

    name: str
    text: str
    first_day: str
    last_day: str


#: Those of the records' table.
RECORDS = Roles("title", "summary", "first_day", "last_day")


@dataclass(frozen=True)
class Format:
    """A file format.

    Attributes
    ----------
    title, ending, media_type : str
    opens : str
        Who opens it.
    write : callable
        ``write(table, roles)`` returns a table with geometry (column "geometry", WGS 84) as the file's bytes.
    reserved : frozenset of str
        Names in lower case that the format uses for itself: a column so called would be taken for something else.
    """

    title: str
    ending: str
    media_type: str
    opens: str
    write: Callable[[gpd.GeoDataFrame, Roles], bytes]
    reserved: frozenset[str] = frozenset()


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
    flat["wkt"] = ""
    flat.loc[outlines, "wkt"] = table.geometry[outlines].to_wkt(rounding_precision=6)
    return spreadsheet(flat, [name for name in flat if not pd.api.types.is_numeric_dtype(flat[name])])


def spreadsheet(table: pd.DataFrame, texts: list[str]) -> bytes:
    """Return a table as CSV that a spreadsheet opens without computing a heading or any of its `texts` columns."""
    table = table.assign(**{name: _guarded_column(table[name]) for name in texts}).rename(columns=_guarded)
    # The mark at the start tells spreadsheets that it is UTF-8; without it Cyrillic and Tajik letters break.
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
        # KML knows integers of 32 bits only.
        if pd.api.types.is_integer_dtype(named[name]):
            named[name] = named[name].astype("Int32")
        elif pd.api.types.is_string_dtype(named[name]):
            # GDAL's driver quotes a text as CDATA without looking for what ends it, nor for what XML does not hold.
            named[name] = named[name].str.replace("]]>", "]] >", regex=False).str.replace(_NOT_IN_XML, "", regex=True)
    # Google Earth shows begin and end on its own slider.
    named["begin"], named["end"] = pd.to_datetime(named[roles.first_day]), pd.to_datetime(named[roles.last_day])
    return _through_gdal("LIBKML")(named, roles)


#: Control characters that no XML holds, and what Unicode says is no letter.
_NOT_IN_XML = "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"

#: Whatever name GDAL's drivers take for the number of a row.
_NUMBER = frozenset({"ogc_fid"})

#: Columns that GDAL's driver turns into elements of KML: links that a viewer follows, models it fetches, cameras, styles.
_KML_RESERVED = (
    frozenset(
        [
            "name",
            "description",
            "timestamp",
            "begin",
            "end",
            "altitudemode",
            "tessellate",
            "extrude",
            "visibility",
            "draworder",
            "icon",
            "heading",
            "tilt",
            "roll",
            "snippet",
            "model",
            "scale_x",
            "scale_y",
            "scale_z",
            "networklink",
            "networklink_refreshvisibility",
            "networklink_flytoview",
            "networklink_refreshmode",
            "networklink_refreshinterval",
            "networklink_viewrefreshmode",
            "networklink_viewrefreshtime",
            "networklink_viewboundscale",
            "networklink_viewformat",
            "networklink_httpquery",
            "camera_longitude",
            "camera_latitude",
            "camera_altitude",
            "camera_altitudemode",
            "photooverlay",
            "photooverlay_shape",
            "leftfov",
            "rightfov",
            "bottomfov",
            "topfov",
            "near",
            "imagepyramid_tilesize",
            "imagepyramid_maxwidth",
            "imagepyramid_maxheight",
            "imagepyramid_gridorigin",
            "imageoverlay",
            "groundoverlay",
            "id",
            "ogr_style",
        ]
    )
    | _NUMBER
)


def _parquet(table: gpd.GeoDataFrame, roles: Roles) -> bytes:
    buffer = io.BytesIO()
    table.to_parquet(buffer, index=False, compression="zstd", schema_version="1.1.0")
    return buffer.getvalue()


FORMATS: dict[str, Format] = {
    "csv": Format("CSV", ".csv", "text/csv", "spreadsheets, pandas, R", _csv),
    "geojson": Format(
        "GeoJSON",
        ".geojson",
        "application/geo+json",
        "QGIS, web maps, Python",
        _through_gdal("GeoJSON", RFC7946="YES"),
        _NUMBER,
    ),
    "gpkg": Format(
        "GeoPackage",
        ".gpkg",
        "application/geopackage+sqlite3",
        "QGIS, ArcGIS, SQLite",
        _through_gdal("GPKG"),
        _NUMBER | {"fid", "geom"},
    ),
    "parquet": Format("GeoParquet", ".parquet", "application/vnd.apache.parquet", "GeoPandas, DuckDB, Arrow", _parquet),
    "kml": Format("KML", ".kml", "application/vnd.google-earth.kml+xml", "Google Earth, phones", _kml, _KML_RESERVED),
}


def data(name: str, view: ViewState, ledger: Ledger) -> bytes:
    """Return the records of the view as a file of one of `FORMATS`."""
    return FORMATS[name].write(frame(view, ledger), RECORDS)


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
        (
            "Border Atlas: records of the Kyrgyz–Tajik border",
            [
                f"State of {say(view.date)}.",
                *scope,
                f"Made on {say(made)}. Ledger revision {ledger.revision}.",
                f"Live view: {link}",
            ],
        ),
        (
            "How to cite",
            [f"Border Atlas, ledger revision {ledger.revision}, view of {say(view.date)}, made on {say(made)}. {link}"],
        ),
        ("Licence and attribution", [*_licences(rows, ledger)]),
        (
            "How to read it",
            [
                f"Coordinates: WGS 84 ({CRS}), longitude and latitude in degrees. Outlines of sections are indicative: their extents are not published.",
                "Figures of deaths are claims: the lowest and the highest of the claimants' latest figures for one side of loss. They are never sums, "
                "and a missing figure is not zero. An event inside a larger conflict stands beside it. A date is no more certain than its precision says.",
                balance_of(rows, ledger) or "Sources of both sides are among those of this view.",
            ],
        ),
        ("Columns", [f"{name} ({column.type}): {column.gloss}." for name, column in columns().items()]),
        ("Sources", _sources(rows, ledger)),
    ]
    return page(parts)


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


def _licences(rows: list[Row], ledger: Ledger) -> list[str]:
    lines = ["Texts of the records: in the atlas's own words, after the sources named below."]
    lines += [line for layer_id in dict.fromkeys(row.layer for row in rows) for line in layer_of(layer_id).credits()]
    places = {place.coordinates_from for row in rows if (place := located(row.record, ledger))}
    if places:
        lines.append(
            f"Coordinates of places from: {'; '.join(sorted(places))}. OpenStreetMap: © OpenStreetMap contributors, ODbL 1.0. GeoNames: CC BY 4.0."
        )
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
    return packed(
        {
            f"{stem(view)}{FORMATS[name].ending}": data(name, view, ledger),
            f"{stem(view)}.citation.txt": citation(view, ledger, link, made).encode(),
        }
    )


def packed(files: dict[str, bytes]) -> bytes:
    """Return files as one zip, the same bytes for the same content."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for file_name, content in files.items():
            archive.writestr(zipfile.ZipInfo(file_name, (2000, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
