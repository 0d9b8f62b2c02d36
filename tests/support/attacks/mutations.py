"""Valid files of every format, and the same a little broken: bytes turned over, parts cut out, doubled or exchanged, numbers grown.

``mutated(format, number)`` gives the same bytes at every run.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from functools import cache

import pyarrow as pa
from pyarrow import parquet
from shapely import LineString, MultiPoint, Point, box

from tests.support.own_files import acled_row, csv_of, frame, ucdp_row, vector_of, xlsx_of, zip_of
from tests.support.tables.workbooks import book_of

_SHAPES = (
    Point(70.6, 39.9),
    box(70.5, 39.8, 70.7, 40.0),
    LineString([(70, 39), (71, 40)]),
    MultiPoint([(70.1, 39.2), (70.3, 39.4)]),
)


def _features(kind: str) -> bytes:
    # A shapefile holds one type of geometry.
    shapes = (_SHAPES[1],) * 4 if kind == "shapefile" else _SHAPES
    return vector_of(frame(*shapes, name=["Баткен", "b", "c", None], deaths=[1, 2, 30, 4]), kind)


def _sheet() -> bytes:
    rows = [list(acled_row()), *(list(acled_row(number).values()) for number in range(1, 12))]
    return _with_shared_texts(xlsx_of(rows, [["a", "b"], [1, 2]]))


def _sheets() -> tuple[list[list[object]], ...]:
    head = ["date", "lat", "lon", "name", "deaths"]
    rows = [[(44317 + 31 * number, "mmm yyyy"), 39.9, 70.6, f"Place {number}", number] for number in range(9)]
    rows[1][0] = ""
    return [head, *rows, [(44328, "dd.mm.yyyy"), 39.9, 70.6, "x", ZeroDivisionError]], [["a", "b"], [1, 2]]


def _with_shared_texts(book: bytes) -> bytes:
    """Return a workbook whose first sheet names shared texts, as spreadsheets write them."""
    texts = [f"Shared {number}" for number in range(20)]
    strings = "".join(f"<si><t>{text}</t></si>" for text in texts)
    numbers = iter(range(10_000))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name).decode()
            if name.endswith("sheet1.xml"):
                content = re.sub(
                    r'<c t="inlineStr"><is><t>Group \d+</t></is></c>',
                    lambda _: f'<c t="s" s="0"><v>{next(numbers) % 20}</v></c>',
                    content,
                )
            after.writestr(name, content)
        after.writestr(
            "xl/sharedStrings.xml",
            f'<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="20" uniqueCount="20">{strings}</sst>',
        )
        after.writestr(
            "xl/styles.xml",
            '<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        )
    return out.getvalue()


#: Format → (name of its file, maker of a valid one).
VALID: dict[str, tuple[str, Callable[[], bytes]]] = {
    "csv": ("rows.csv", lambda: csv_of([*(acled_row(number) for number in range(1, 12))])),
    "ucdp": (
        "rows.csv",
        lambda: b"\xef\xbb\xbf" + csv_of([ucdp_row(number) for number in range(1, 8)], newline="\r\n", separator=";"),
    ),
    "zip": ("rows.zip", lambda: zip_of(rows_csv=csv_of([ucdp_row(number) for number in range(1, 8)]))),
    "xlsx": ("sheet.xlsx", _sheet),
    "ods": ("sheet.ods", lambda: book_of("ods", *_sheets(), merged=("A2:A3",))),
    "xls": ("sheet.xls", lambda: book_of("xls", *_sheets(), merged=("A2:A3",))),
    "geojson": ("places.geojson", lambda: _features("GeoJSON")),
    "gpkg": ("places.gpkg", lambda: _features("GPKG")),
    "shapefile": ("shapes.zip", lambda: _features("shapefile")),
    "kml": ("places.kml", lambda: _features("KML")),
    "kmz": ("places.kmz", lambda: zip_of(doc_kml=_features("KML"))),
    "parquet": ("places.parquet", lambda: _features("GeoParquet")),
}

#: What breaks programs that count with fixed widths.
_NUMBERS = (
    b"\xff\xff\xff\xff",
    b"\xff\xff\xff\x7f",
    b"\x7f\xff\xff\xff",
    b"\x00\x00\x00\x80",
    b"\x00" * 8,
    b"\xff" * 8,
)
_FIGURES = (
    b"0",
    b"-1",
    b"4294967295",
    b"2147483648",
    b"18446744073709551616",
    b"1e999",
    b"-1e-999",
    b"9" * 5_000,
    b"NaN",
)


@cache
def valid(kind: str) -> bytes:
    """Return a valid file of a format, made once."""
    return VALID[kind][1]()


def mutated(kind: str, number: int) -> bytes:
    """Return the valid file of a format after some changes that `number` decides; most archives are packed anew with changed content."""
    draw = random.Random(f"{kind} {number}")
    data = valid(kind)
    if data[:4] == b"PK\x03\x04" and draw.random() < 0.7:
        return _repacked(data, draw)
    if kind == "parquet" and draw.random() < 0.7:
        return _rewritten(data, draw)
    return _changed(data, draw)


def _repacked(data: bytes, draw: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        names = before.namelist()
        chosen = set(draw.sample(names, draw.randint(1, min(2, len(names)))))
        for name in names:
            content = before.read(name)
            after.writestr(name, _changed(content, draw) if name in chosen else content)
    return out.getvalue()


def _rewritten(data: bytes, draw: random.Random) -> bytes:
    """Return a GeoParquet that is sound as Parquet, with other words on its geometry or other geometry."""
    table = parquet.read_table(io.BytesIO(data))
    metadata, columns = dict(table.schema.metadata), {name: table.column(name) for name in table.column_names}
    if draw.random() < 0.5:
        metadata[b"geo"] = _changed(metadata[b"geo"], draw)
    else:
        cells = columns["geometry"].to_pylist()
        chosen = draw.randrange(len(cells))
        cells[chosen] = _changed(cells[chosen], draw)
        columns["geometry"] = pa.array(cells, pa.binary())
    out = io.BytesIO()
    parquet.write_table(pa.table(columns).replace_schema_metadata(metadata), out)
    return out.getvalue()


def _changed(data: bytes, draw: random.Random) -> bytes:
    for _ in range(draw.choice((1, 1, 2, 3, 6))):
        data = draw.choice(_CHANGES)(data, draw) if data else data
    return data


def _span(data: bytes, draw: random.Random) -> tuple[int, int]:
    start = draw.randrange(len(data))
    return start, min(len(data), start + draw.choice((1, 4, 16, 100, 1_000, len(data) // 4)))


def _flip(data: bytes, draw: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(draw.choice((1, 2, 8, 40))):
        out[draw.randrange(len(out))] ^= 1 << draw.randrange(8)
    return bytes(out)


def _fill(data: bytes, draw: random.Random) -> bytes:
    start, end = _span(data, draw)
    return data[:start] + bytes([draw.choice((0, 255, 32, 34, draw.randrange(256)))]) * (end - start) + data[end:]


def _cut_off(data: bytes, draw: random.Random) -> bytes:
    return data[: draw.randrange(len(data))]


def _cut_out(data: bytes, draw: random.Random) -> bytes:
    start, end = _span(data, draw)
    return data[:start] + data[end:]


def _double(data: bytes, draw: random.Random) -> bytes:
    start, end = _span(data, draw)
    return data[:end] + data[start:end] * draw.choice((1, 1, 3, 50)) + data[end:]


def _splice(data: bytes, draw: random.Random) -> bytes:
    start, end = _span(data, draw)
    at = draw.randrange(len(data))
    return data[:at] + data[start:end] + data[at + (end - start) * draw.randrange(2) :]


def _grow(data: bytes, draw: random.Random) -> bytes:
    number = draw.choice(_NUMBERS)
    at = draw.randrange(len(data))
    return data[:at] + number + data[at + len(number) :]


def _other_figure(data: bytes, draw: random.Random) -> bytes:
    figures = [found.span() for found in re.finditer(rb"-?\d+(?:\.\d+)?", data)]
    if not figures:
        return _grow(data, draw)
    start, end = draw.choice(figures)
    return data[:start] + draw.choice(_FIGURES) + data[end:]


def _other_word(data: bytes, draw: random.Random) -> bytes:
    words = [found.span() for found in re.finditer(rb"[A-Za-z_]{3,}", data)]
    if len(words) < 2:
        return _flip(data, draw)
    (start, end), (first, last) = draw.choice(words), draw.choice(words)
    return data[:start] + data[first:last] + data[end:]


_CHANGES = (_flip, _flip, _fill, _cut_off, _cut_out, _double, _splice, _grow, _other_figure, _other_figure, _other_word)
