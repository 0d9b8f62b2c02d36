"""Sets of every shape that a reader's file may take, made up; and what two sets or reports have to share to be the same."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pyarrow as pa
import shapely
from hypothesis import strategies as st

from geodata.importers.report import REASONS, Rejection, Report
from geodata.importers.rows import CompressedRows
from geodata.intervals import ALWAYS, FOREVER
from geodata.store import Coded, Meaning, PointSet

#: Words that a database or a browser would mind if they were taken for anything but words.
HOSTILE = (
    "'; DROP TABLE points; --",
    '" OR ""="',
    "c0",
    "$1",
    "%s",
    "{0}",
    "\\",
    "</script>",
    "Ўзбек ‮ תירבע",
    "NULL",
    "",
)

words = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=12).map(lambda text: text.replace("\0", "")))
_float32 = st.floats(width=32, allow_nan=False, allow_infinity=False)
_figure = st.one_of(st.just(float("nan")), _float32)
_shapes = st.sampled_from(
    [
        None,
        shapely.LineString([(70, 40), (71, 41.5)]),
        shapely.LineString([(70, 40, 900), (71, 41.5, 1200)]),
        shapely.box(69, 39, 70, 40),
        shapely.MultiPolygon([shapely.box(69, 39, 70, 40), shapely.box(71, 39, 72, 40)]),
        shapely.GeometryCollection([shapely.Point(70, 40), shapely.LineString([(70, 40), (71, 41)])]),
    ]
)


@st.composite
def sets(draw: st.DrawFn, most: int = 40) -> tuple[PointSet, Report]:
    """Return a set in its order, with rows, and the report on it."""
    count = draw(st.integers(0, most))

    def column(values: st.SearchStrategy[object], kind: type | str) -> np.ndarray:
        return np.array(draw(st.lists(values, min_size=count, max_size=count)), kind)

    starts = np.sort(column(st.one_of(st.just(ALWAYS), st.integers(-25_000, 25_000)), np.int32))
    ends = np.where(column(st.booleans(), bool), FOREVER, starts + column(st.integers(1, 900), np.int32)).astype(
        np.int32
    )
    coded = {}
    for name in draw(st.lists(words, max_size=3, unique=True)):
        vocabulary = draw(st.lists(words, min_size=1, max_size=300, unique=True))
        kind = np.min_scalar_type(len(vocabulary) - 1)
        coded[name] = Coded(column(st.integers(0, len(vocabulary) - 1), kind), tuple(vocabulary))
    shapes = None
    if draw(st.booleans()):
        shapes = np.full(count, None, object)
        shapes[:] = draw(st.lists(_shapes, min_size=count, max_size=count))
    names = draw(st.lists(words, min_size=1, max_size=4, unique=True))
    rows = CompressedRows(names)
    # Some rows of the file were not taken: they are the last.
    left = draw(st.integers(0, 3))
    cells = [draw(st.lists(words, min_size=count + left, max_size=count + left)) for _ in names]
    if count + left:
        rows.append(
            pa.RecordBatch.from_arrays(
                [pa.array(one, pa.string()) for one in cells], [str(i) for i in range(len(names))]
            )
        )
    named = [*coded, ""]
    points = PointSet(
        title=draw(words),
        dataset=draw(words),
        lon=column(st.floats(-180, 180, width=32), np.float32),
        lat=column(st.floats(-90, 90, width=32), np.float32),
        day_start=starts,
        day_end=ends,
        vague=column(st.booleans(), bool),
        precision_m=column(st.floats(0, 50_000, width=32), np.float32),
        category=draw(st.sampled_from(named)),
        label=draw(st.sampled_from(named)),
        coded=coded,
        line=np.array(draw(st.permutations(range(2, count + 2))), np.int32),
        time=draw(st.sampled_from(["event", "state"])),
        value=draw(st.sampled_from([None, column(_figure, np.float32)])),
        value_low=draw(st.sampled_from([None, column(_figure, np.float32)])),
        value_high=draw(st.sampled_from([None, column(_figure, np.float32)])),
        meaning=Meaning(*draw(st.lists(words, min_size=6, max_size=6))),
        hue=draw(st.integers(0, 5)),
        shapes=shapes,
        rows=rows.take(np.arange(count)) if draw(st.booleans()) else None,
    )
    reason = draw(st.sampled_from([reason for reason in REASONS if reason not in ("fields", "no object")]))
    rejected = [Rejection(reason, np.arange(left) + 2 + count, np.arange(count, count + left))] if left else []
    if draw(st.booleans()):
        rejected.insert(0, Rejection("fields", np.array([99]), np.zeros(0, int), (draw(words),)))
    report = Report(
        draw(words),
        "CSV",
        count + left,
        count,
        tuple(rejected),
        (np.array([2, 3]),),
        tuple(draw(st.lists(words, max_size=2))),
        rows,
        "line",
        {"header": np.array([1])},
        ("", *coded),
    )
    return points, report


def same(one: PointSet, other: PointSet) -> None:
    """Hold two sets to be the same in every field, to the last bit and word."""
    for field in fields(PointSet):
        mine, theirs = getattr(one, field.name), getattr(other, field.name)
        if field.name == "shapes" and mine is not None:
            assert all(a is b is None or (a is not None and a.wkb == b.wkb) for a, b in zip(mine, theirs, strict=True))
        elif isinstance(mine, np.ndarray):
            assert (mine.dtype, mine.tobytes()) == (theirs.dtype, theirs.tobytes()), field.name
        elif field.name == "coded":
            assert [(name, column.words) for name, column in mine.items()] == [
                (name, column.words) for name, column in theirs.items()
            ]
            for name, column in mine.items():
                assert (column.codes.dtype, column.codes.tolist()) == (
                    theirs[name].codes.dtype,
                    theirs[name].codes.tolist(),
                )
        elif field.name == "rows" and mine is not None:
            assert mine.names == theirs.names
            numbers = np.arange(len(one))[::-1]
            assert mine.table(numbers).equals(theirs.table(numbers))
            # All rows are in the table; some are asked for by themselves too, which goes another way and takes its time.
            singly = range(0, len(one), max(1, len(one) // 200))
            assert [mine[row] for row in singly] == [theirs[row] for row in singly]
            assert (
                mine.take(numbers[:3][::-1])
                .table(np.arange(len(numbers[:3])))
                .equals(theirs.take(numbers[:3][::-1]).table(np.arange(len(numbers[:3]))))
            )
        else:
            assert mine == theirs, field.name


def plain_set(count: int, seed: int = 1) -> tuple[PointSet, Report]:
    """Return a set of so many rows round a made-up valley, and the report on it; rows in the same place, on the same day or of no day are among them."""
    draw = np.random.default_rng(seed)
    starts = np.sort(draw.integers(8_000, 20_000, count)).astype(np.int32)
    starts[: count // 50] = ALWAYS
    kinds = ("battle", "protest", *HOSTILE)
    names = tuple(f"place {number}" for number in range(300))
    at = draw.integers(0, len(names), count)
    rows = CompressedRows(["note", "'; DROP TABLE points; --"])
    rows.append(
        pa.RecordBatch.from_arrays(
            [
                pa.array([f"row {row}" for row in range(count)]),
                pa.array([HOSTILE[row % len(HOSTILE)] for row in range(count)]),
            ],
            ["0", "1"],
        )
    )
    points = PointSet(
        title=HOSTILE[0],
        dataset="CSV",
        lon=(69 + at * 0.01 + draw.normal(0, 0.02, count)).astype(np.float32),
        lat=(39 + at % 17 * 0.05 + draw.normal(0, 0.02, count)).astype(np.float32),
        day_start=starts,
        day_end=(starts + np.where(draw.random(count) < 0.2, draw.integers(2, 400, count), 1)).astype(np.int32),
        vague=draw.random(count) < 0.1,
        precision_m=np.zeros(count, np.float32),
        category=HOSTILE[0],
        label=HOSTILE[2],
        coded={
            HOSTILE[0]: Coded(draw.integers(0, len(kinds), count).astype(np.uint8), kinds),
            HOSTILE[2]: Coded(at.astype(np.uint16), names),
        },
        line=np.arange(2, count + 2, dtype=np.int32),
        value=np.where(draw.random(count) < 0.1, np.nan, draw.integers(0, 60, count)).astype(np.float32),
        rows=rows,
    )
    return points, Report("made.csv", "CSV", count, count, (), (), (), rows)
