"""Made-up files of the kinds a reader may drop. Nothing in them happened; no row of any dataset is copied."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

import geopandas as gpd
import pyogrio
from shapely.geometry.base import BaseGeometry

from geodata.importers import acled, ucdp

#: Places that do not exist, as (name, longitude, latitude).
PLACES = [(f"Sample {number}", 69.5 + 0.037 * number, 39.6 + 0.013 * number) for number in range(60)]
FIRST_DAY = date(1992, 1, 1)
DAYS = 12_000
SENTENCE = "Invented report number {0}: two groups met near a canal; words, commas, and “quotes” stand here so that the length is that of a real note. "

Row = dict[str, object]


def acled_row(number: int = 1, **changes: object) -> Row:
    """Return one made-up row in today's layout of ACLED."""
    draw = random.Random(number)
    place, lon, lat = draw.choice(PLACES)
    row: Row = dict.fromkeys(acled.TODAY, "") | {
        "event_id_cnty": f"XXX{number}",
        "event_date": (FIRST_DAY + timedelta(days=draw.randrange(DAYS))).isoformat(),
        "time_precision": draw.choice((1, 1, 1, 2, 3)),
        "disorder_type": "Political violence",
        "event_type": draw.choice(("Battles", "Protests", "Riots", "Strategic developments")),
        "sub_event_type": draw.choice(("Armed clash", "Peaceful protest", "Mob violence", "Other")),
        "actor1": f"Group {draw.randrange(20)}",
        "inter1": "State forces",
        "actor2": f"Group {draw.randrange(20)}",
        "inter2": "Civilians",
        "interaction": "State forces-Civilians",
        "iso": 417,
        "region": "Caucasus and Central Asia",
        "country": "Kyrgyzstan",
        "admin1": "Batken",
        "admin2": "Leilek",
        "location": place,
        "latitude": f"{lat:.4f}",
        "longitude": f"{lon:.4f}",
        "geo_precision": draw.choice((1, 1, 2, 3)),
        "source": "Nobody; No One",
        "source_scale": "National",
        "notes": SENTENCE.format(number),
        "fatalities": draw.choice((0, 0, 0, 1, 2, 12)),
        "timestamp": 1700000000,
    }
    row["year"] = str(row["event_date"])[:4]
    return row | changes


def old_acled_row(number: int = 1, **changes: object) -> Row:
    """Return one made-up row in ACLED's layout of before March 2023: other columns, numeric codes, dates in words."""
    row = acled_row(number)
    day = date.fromisoformat(str(row["event_date"]))
    gone = ("disorder_type", "civilian_targeting", "tags")
    old = {"data_id": number, "iso3": "KGZ", "event_id_no_cnty": number}
    return (
        old
        | {name: value for name, value in row.items() if name not in gone}
        | {
            "event_date": f"{day.day} {day:%B} {day.year}",
            "inter1": 1,
            "inter2": 7,
            "interaction": 17,
        }
        | changes
    )


def ucdp_row(number: int = 1, **changes: object) -> Row:
    """Return one made-up row in the layout of UCDP GED."""
    draw = random.Random(number)
    place, lon, lat = draw.choice(PLACES)
    day = FIRST_DAY + timedelta(days=draw.randrange(DAYS))
    precision = draw.choice((1, 1, 1, 2, 3, 4, 5))
    best = draw.choice((1, 1, 2, 3, 8, 40))
    row: Row = dict.fromkeys(ucdp.COLUMNS, "") | {
        "id": number,
        "relid": f"XXX-{number}",
        "year": day.year,
        "active_year": 1,
        "code_status": "Clear",
        "type_of_violence": draw.choice((1, 1, 2, 3)),
        "conflict_name": f"Conflict {draw.randrange(90)}",
        "dyad_name": f"Dyad {draw.randrange(200)}",
        "side_a": f"Side {draw.randrange(60)}",
        "side_b": f"Side {draw.randrange(60)}",
        "number_of_sources": 2,
        "source_article": SENTENCE.format(number),
        "source_office": "Nobody;No One",
        "source_date": day.isoformat(),
        "source_headline": f"Headline {number}",
        "source_original": f"A speaker {number % 97}",
        "where_prec": draw.choice((1, 1, 2, 3, 4, 5, 6, 7)),
        "where_coordinates": place,
        "where_description": f"{place}, a village that is not there",
        "adm_1": "Batken",
        "adm_2": "Leilek",
        "latitude": f"{lat:.6f}",
        "longitude": f"{lon:.6f}",
        "geom_wkt": f"POINT ({lon:.6f} {lat:.6f})",
        "priogrid_gid": 187_000 + number % 700,
        "country": "Kyrgyzstan",
        "country_id": 703,
        "region": "Asia",
        "event_clarity": 1,
        "date_prec": precision,
        "date_start": f"{day} 00:00:00.000",
        "date_end": f"{day + timedelta(days=(0, 5, 6, 29, 60)[precision - 1])} 00:00:00.000",
        "deaths_a": best,
        "deaths_b": 0,
        "deaths_civilians": 0,
        "deaths_unknown": 0,
        "best": best,
        "high": best + number % 5,
        "low": max(0, best - 1),
        "gwnoa": 703,
        "gwnob": "",
    }
    return row | changes


def old_ucdp_row(number: int = 1, **changes: object) -> Row:
    """Return one made-up row of UCDP GED with the older names of the estimates."""
    row = ucdp_row(number)
    return {f"{name}_est" if name in ("best", "high", "low") else name: value for name, value in row.items()} | changes


def csv_of(rows: Iterator[Row] | list[Row], newline: str = "\n", separator: str = ",") -> bytes:
    """Write rows as CSV in UTF-8."""
    out = io.StringIO()
    rows = iter(rows)
    first = next(rows)
    writer = csv.DictWriter(out, list(first), lineterminator=newline, delimiter=separator)
    writer.writeheader()
    writer.writerow(first)
    writer.writerows(rows)
    return out.getvalue().encode()


def xlsx_of(
    *sheets: list[list[object]],
    names: tuple[str, ...] = ("Sheet1", "Sheet2", "Sheet3"),
    formula: str = "",
    merged: tuple[str, ...] = (),
    hidden: tuple[str, ...] = (),
    from_1904: bool = False,
) -> bytes:
    """Write sheets as XLSX, by hand: strings inline, numbers as numbers; `formula` goes into each sheet's last cell, its value being 7.

    `merged` are ranges of each sheet ("A2:A4"), `hidden` names of sheets that the workbook does not show. A cell may be (number, format), or an error of this kind.
    """
    formats = sorted({cell[1] for rows in sheets for row in rows for cell in row if isinstance(cell, tuple)})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        parts = "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
            for n in range(1, len(sheets) + 1)
        )
        book.writestr(
            "[Content_Types].xml",
            '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
            f'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{parts}</Types>',
        )
        book.writestr(
            "_rels/.rels",
            f'<?xml version="1.0"?><Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<?xml version="1.0"?><Relationships xmlns="{_RELATIONS}">'
            + "".join(
                f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
                for n in range(1, len(sheets) + 1)
            )
            + f'<Relationship Id="styles" Type="{_OFFICE}/styles" Target="styles.xml"/>' * bool(formats)
            + "</Relationships>",
        )
        book.writestr(
            "xl/workbook.xml",
            f'<?xml version="1.0"?><workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><workbookPr date1904="{int(from_1904)}"/><sheets>'
            + "".join(
                f'<sheet name="{name}" sheetId="{n}" {"""state="hidden" """ * (name in hidden)}r:id="rId{n}"/>'
                for n, name in enumerate(names[: len(sheets)], start=1)
            )
            + "</sheets></workbook>",
        )
        if formats:
            book.writestr("xl/styles.xml", _styles(formats))
        for number, rows in enumerate(sheets, start=1):
            book.writestr(f"xl/worksheets/sheet{number}.xml", _sheet(rows, formula, merged, formats))
    return out.getvalue()


_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def _styles(formats: list[str]) -> str:
    codes = "".join(
        f'<numFmt numFmtId="{n}" formatCode="{escape(code)}"/>' for n, code in enumerate(formats, start=170)
    )
    styles = "".join(f'<xf numFmtId="{n}"/>' for n in (0, *range(170, 170 + len(formats))))
    return f'<?xml version="1.0"?><styleSheet xmlns="{_SHEET}"><numFmts>{codes}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>'


def _cell(cell: object, formats: list[str]) -> str:
    if isinstance(cell, tuple):
        return f'<c s="{1 + formats.index(cell[1])}"><v>{cell[0]}</v></c>'
    if cell is ZeroDivisionError:
        return '<c t="e"><v>#DIV/0!</v></c>'
    if isinstance(cell, (int, float)):
        return f"<c><v>{cell}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(str(cell))}</t></is></c>'


def _sheet(rows: list[list[object]], formula: str, merged: tuple[str, ...], formats: list[str]) -> str:
    body = []
    for number, row in enumerate(rows, start=1):
        cells = "".join(_cell(cell, formats) for cell in row)
        if formula and number == len(rows):
            cells += f"<c><f>{escape(formula)}</f><v>7</v></c>"
        body.append(f'<row r="{number}">{cells}</row>')
    ranges = "".join(f'<mergeCell ref="{cells}"/>' for cells in merged)
    return (
        f'<?xml version="1.0"?><worksheet xmlns="{_SHEET}"><sheetData>{"".join(body)}</sheetData>'
        f"{f'<mergeCells>{ranges}</mergeCells>' if merged else ''}</worksheet>"
    )


def frame(*shapes: BaseGeometry | None, crs: str | None = "EPSG:4326", **columns: list[object]) -> gpd.GeoDataFrame:
    """Return features with a name and a date each, unless `columns` says otherwise."""
    count = len(shapes)
    table = {"name": [f"Feature {number}" for number in range(1, count + 1)], "date": ["2022-09-16"] * count} | columns
    return gpd.GeoDataFrame(table, geometry=list(shapes), crs=crs)


def vector_of(features: gpd.GeoDataFrame, kind: str) -> bytes:
    """Write features as "GeoJSON", "GPKG", "KML", "shapefile" (a zip) or "GeoParquet"."""
    out = io.BytesIO()
    if kind == "GeoParquet":
        features.to_parquet(out)
    elif kind == "shapefile":
        with TemporaryDirectory() as folder:
            features.to_file(Path(folder) / "data.shp")
            with zipfile.ZipFile(out, "w") as archive:
                for part in sorted(Path(folder).iterdir()):
                    archive.write(part, f"shapes/{part.name}")
    else:
        pyogrio.write_dataframe(features, out, driver=kind, layer="data")
    return out.getvalue()


def zip_of(**files: bytes) -> bytes:
    """Pack files into a zip; a name's last underscore stands for its dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(".".join(name.rsplit("_", 1)), content)
    return out.getvalue()
