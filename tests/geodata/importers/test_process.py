"""What the child process hands over is what reading in this process gives, to the last value."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
import shapely
from shapely import GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon, box

from geodata.importers.apart import shapes, wire
from geodata.importers.apart.process import Readers
from geodata.importers.options import Options
from geodata.importers.reading import peek, read
from geodata.importers.report import Loaded, Refused
from geodata.translation import speak
from tests.support.own_files import acled_row, csv_of, frame, ucdp_row, vector_of, xlsx_of
from tests.support.tables.workbooks import KINDS, book_of

HOLED = Polygon(
    [(70, 39), (71, 39), (71, 40), (70, 40)],
    [[(70.2, 39.2), (70.4, 39.2), (70.4, 39.4)], [(70.6, 39.6), (70.8, 39.6), (70.8, 39.8)]],
)
SHAPES = [
    Point(70, 39),
    LineString([(70, 39), (71, 40), (71.5, 40)]),
    HOLED,
    MultiPoint([(70, 39), (70.5, 39.5)]),
    MultiLineString([[(70, 39), (71, 40)], [(70, 40), (71, 39)]]),
    MultiPolygon([HOLED, box(72, 39, 73, 40)]),
    GeometryCollection([Point(70, 39), HOLED, LineString([(70, 39), (71, 40)])]),
    LineString([(70, 39, 900), (71, 40, 1200)]),
    Polygon([(70, 39, 1), (71, 39, 2), (71, 40, 3)]),
]


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    made = Readers()
    yield made
    made.end()


def same(ours: object, theirs: object) -> bool:
    """Tell whether two values agree in kind and content."""
    if isinstance(ours, np.ndarray):
        if ours.dtype == object:
            return len(ours) == len(theirs) and all(
                a is b is None or (a.equals_exact(b) and a.has_z == b.has_z) for a, b in zip(ours, theirs, strict=True)
            )
        return ours.dtype == theirs.dtype and np.array_equal(ours, theirs, equal_nan=ours.dtype.kind == "f")
    return ours == theirs


def differences(ours: Loaded, theirs: Loaded) -> list[str]:
    points = [
        field.name
        for field in fields(ours.points)
        if field.name not in ("coded", "rows")
        and not same(getattr(ours.points, field.name), getattr(theirs.points, field.name))
    ]
    points += [
        name
        for name, column in ours.points.coded.items()
        if column.words != theirs.points.coded[name].words or not same(column.codes, theirs.points.coded[name].codes)
    ]
    for rows in (lambda loaded: loaded.points.rows, lambda loaded: loaded.report.rows):
        points += ["rows"] * ([*rows(ours)] != [*rows(theirs)])
    if list(ours.points.coded) != list(theirs.points.coded):
        points.append("columns")
    report = [
        name
        for name in ("file", "kind", "rows_read", "accepted", "notes", "unit", "rejected_count", "duplicate_count")
        if getattr(ours.report, name) != getattr(theirs.report, name)
    ]
    return points + report + ["report"] * (ours.report.as_csv() != theirs.report.as_csv())


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (
            "acled.csv",
            csv_of(
                [acled_row(number) for number in range(1, 40)]
                + [acled_row(40, latitude=""), acled_row(1), acled_row(41, event_date="nonsense")]
            ),
        ),
        ("ucdp.csv", csv_of([ucdp_row(number) for number in range(1, 40)]) + b"a,b\n"),
    ],
)
def test_a_known_layout_is_looked_at_and_read_in_one_go(readers: Readers, name: str, data: bytes) -> None:
    found = readers.look(name, data)
    here = peek(name, data)
    assert (found.peek.layout, found.peek.columns, found.peek.kind, found.peek.mapping) == (
        here.layout,
        here.columns,
        here.kind,
        {},
    )
    assert differences(read(name, data), found.outcome) == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("table.csv", "когда,lat,lon,kind\n2022-09-16,39.9,70.6,a\n2022,39.9,70.6,\n,39.9,70.6,b\n".encode()),
        (
            "book.xlsx",
            xlsx_of(
                [
                    ["date", "lat", "lon", "killed"],
                    ["2022-09-16", 39.9, 70.6, 3],
                    ["2022-09-17", 39.9, 70.6, None],
                    ["x", 39.9, "", 1],
                ]
            ),
        ),
        *(
            (f"book.{kind}", book_of(kind, [["date", "lat", "lon"], [(44317, "mmm yyyy"), 39.9, 70.6]]))
            for kind in KINDS
        ),
        *(
            (f"shapes.{kind.lower()}", vector_of(frame(*SHAPES[:3] if kind == "GeoParquet" else SHAPES), kind))
            for kind in ("GeoJSON", "GPKG", "GeoParquet")
        ),
        ("points.kml", vector_of(frame(Point(70, 39), Point(71, 40)), "KML")),
    ],
)
def test_a_table_is_looked_at_and_then_read_as_its_owner_says(readers: Readers, name: str, data: bytes) -> None:
    found, here = readers.look(name, data), peek(name, data)
    assert found.outcome is None and found.peek.layout is None
    assert (found.peek.columns, found.peek.mapping, found.peek.layers, found.peek.has_geometry) == (
        here.columns,
        here.mapping,
        here.layers,
        here.has_geometry,
    )
    assert found.peek.sample == here.sample[:6]
    options = Options("Mine", here.mapping)
    said: list[tuple[float, str]] = []
    loaded = readers.read(name, data, options, lambda share, words: said.append((share, words)), lasting=True)
    assert differences(read(name, data, options, lasting=True), loaded) == []
    assert said[-1][0] <= 1


@pytest.mark.parametrize("chosen", [SHAPES, SHAPES[:1], [None, SHAPES[2], None], [None, None], []])
def test_geometries_go_apart_and_together(chosen: list[object]) -> None:
    before = np.array([*chosen, None], object)[:-1]
    after = shapes.put_together(*shapes.taken_apart(before))
    assert same(before, np.zeros(0, object) if after is None else after)


def test_parts_that_do_not_fit_are_refused() -> None:
    kinds, tables = shapes.taken_apart(np.array(SHAPES, object))
    broken = 0
    for number, (name, table) in enumerate(tables):
        for column in table.column_names:
            if column == "degrees":
                continue
            values = table.column(column).to_numpy().copy()
            values[-1] += 1_000_000
            wrong = [
                *tables[:number],
                (name, table.set_column(table.column_names.index(column), column, [values])),
                *tables[number + 1 :],
            ]
            with pytest.raises((ValueError, shapely.errors.ShapelyError, IndexError)):
                shapes.put_together(kinds, wrong)
            broken += 1
    assert broken > 10


def test_what_the_child_tells_may_be_numpys() -> None:
    """How far a file with a quote in it has been read is a number of numpy's, which msgspec takes for no number."""
    assert json.loads(wire.packed([np.float64(0.5), np.str_("said"), np.int64(3)])) == [0.5, "said", 3]


def test_the_child_speaks_the_servers_language(tmp_path: Path) -> None:
    words = {
        "side A": "сторона",
        "side B": "сторона",
        "State-based": "с участием государства",
        "deaths": "погибшие",
        "no coordinates": "нет координат",
        "Reading rows": "Чтение строк",
    }
    catalogue = tmp_path / "ru.po"
    catalogue.write_text("".join(f'msgid "{one}"\nmsgstr "{other}"\n\n' for one, other in words.items()), "utf-8")
    rows = [ucdp_row(1, type_of_violence=1), ucdp_row(2, type_of_violence=1, latitude="")]
    speak(catalogue)
    readers, told = Readers(), []
    try:
        loaded = readers.look("ucdp.csv", csv_of(rows), told=lambda share, said: told.append(said)).outcome
        with pytest.raises(Refused) as refusal:
            readers.look("shapes.zip", vector_of(frame(Point(636_766, 4_417_883), crs=None), "shapefile"))
    finally:
        readers.end()
        speak()
    assert isinstance(loaded, Loaded)
    assert list(loaded.points.coded)[3:5] == ["сторона", "сторона (2)"], "no column is lost to a word for two"
    assert loaded.points.coded["type of violence"].words == (words["State-based"],)
    assert loaded.points.meaning.value == words["deaths"] and words["Reading rows"] in told
    assert [one.reason for one in loaded.report.rejected] == ["no coordinates"], "a code, whatever is said of it"
    assert refusal.value.asks, "that a reader can say what is missing does not hang on the words"
