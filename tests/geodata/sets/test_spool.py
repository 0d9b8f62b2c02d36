"""A table too large to hold is kept as a small one is, row for row and word for word."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from geodata.importers.apart.process import Readers
from geodata.importers.options import Options
from geodata.importers.report import Refused
from geodata.sets import packing, spool
from geodata.sets.whole import NotKept
from tests.geodata.sets.made_sets import same
from tests.support.attacks.hostile_child import TWISTS
from tests.support.own_files import acled_row, csv_of, ucdp_row

FAULTY = {
    1: {"event_date": "soon"},
    5: {"latitude": ""},
    9: {"event_date": "2020-02-30"},
    11: {"notes": '"; DROP TABLE points; --'},
}

FILES = {
    "acled": csv_of(acled_row(number, **FAULTY.get(number, {})) for number in range(2_000)),
    "ucdp": csv_of(ucdp_row(number) for number in range(1_500)),
    "mapped": b"\xef\xbb\xbfname;lat;lon;date;dead\r\n"
    + b"".join(b'"a; %d";40,%d;70,5;%02d.03.2021;%d\r\n' % (n % 7, n, 1 + n % 30, n) for n in range(3_000))
    + b"too;few\r\n\r\nSource: nobody\r\n",
}


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    made = Readers()
    yield made
    made.end()


def kept(readers: Readers, path: Path, data: bytes, name: str = "rows.csv", rows: int = 10_000) -> None:
    file = path.with_suffix(".csv")
    file.write_bytes(data)
    with file.open("rb") as opened:
        spool.write(path, lambda into: readers.large(name, opened, into, rows, Options(title="made up")))


@pytest.mark.parametrize("name", FILES)
def test_in_pieces_it_is_what_it_is_whole(readers: Readers, tmp_path: Path, name: str) -> None:
    loaded = readers.read("rows.csv", FILES[name], Options(title="made up"))
    packing.write(tmp_path / "whole", loaded.points, loaded.report)
    kept(readers, tmp_path / "pieces", FILES[name])
    same(loaded.points, packing.read(tmp_path / "pieces"))
    whole, pieces = packing.report(tmp_path / "whole"), packing.report(tmp_path / "pieces")
    assert whole.as_csv() == pieces.as_csv()
    assert (whole.rows_read, whole.accepted, whole.rejected_count) == (
        pieces.rows_read,
        pieces.accepted,
        pieces.rejected_count,
    )
    assert sorted(file.name for file in (tmp_path / "pieces").iterdir()) == [
        "about.json",
        "points.parquet",
        "rows.parquet",
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (FILES["mapped"].replace(b"name", b"n\xe4me"), "read as UTF-8 alone"),
        (FILES["mapped"].replace(b"a; 3", b"a\x003"), "zero byte"),
        (FILES["mapped"].replace(b"\r\n", b"\r"), "lines end alike"),
        (b"PK\x03\x04" + bytes(5_000), "only a plain table"),
        (b'{"type": "FeatureCollection"}', "only a plain table"),
        (b"one\ntwo\n", "single column"),
        (b"", "The file is empty"),
        (b"".join(b'"a,40,70,%d"\n' % n for n in range(99)), "quotation marks as a whole"),
        (b"place,date\n" + b"x,2020-01-01\n" * 9, "no column for latitude and longitude"),
    ],
)
def test_what_cannot_be_read_in_place_is_refused_in_a_sentence(
    readers: Readers, tmp_path: Path, data: bytes, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        kept(readers, tmp_path / "kept", data)
    assert [file.name for file in tmp_path.iterdir()] == ["kept.csv"]


@pytest.fixture(scope="module")
def hostile() -> Iterator[Readers]:
    made = Readers("tests.support.attacks.hostile_child")
    yield made
    made.end()


@pytest.mark.parametrize("way", TWISTS)
def test_what_a_child_could_not_have_read_is_not_kept(hostile: Readers, tmp_path: Path, way: str) -> None:
    with pytest.raises(Refused, match="broke the program that reads it"):
        kept(hostile, tmp_path / "kept", FILES["acled"], way)
    assert [file.name for file in tmp_path.iterdir()] == ["kept.csv"]


def test_a_file_that_is_cut_short_while_it_is_read_is_refused(tmp_path: Path, readers: Readers) -> None:
    path, data = tmp_path / "cut.csv", FILES["acled"] * 20
    path.write_bytes(data)

    def cut(share: float, words: str) -> None:
        os.truncate(path, 1_000)

    with path.open("rb") as file, pytest.raises(Refused):
        spool.write(tmp_path / "kept", lambda into: readers.large("a.csv", file, into, 10**6, told=cut))
    assert [file.name for file in tmp_path.iterdir()] == ["cut.csv"]


def test_lines_and_areas_of_so_many_rows_are_refused(readers: Readers, tmp_path: Path) -> None:
    data = b"id,geom,date\n" + b'1,"LINESTRING (70 40, 71 41)",2020-01-01\n' * 5
    with pytest.raises(Refused, match="only points are kept"):
        kept(readers, tmp_path / "kept", data)


def test_more_rows_than_may_be_kept_are_refused(readers: Readers, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="more than 1,000 rows"):
        kept(readers, tmp_path / "kept", FILES["acled"], rows=1_000)
    assert [file.name for file in tmp_path.iterdir()] == ["kept.csv"]


def test_what_is_kept_never_changes(readers: Readers, tmp_path: Path) -> None:
    kept(readers, tmp_path / "kept", FILES["mapped"])
    with pytest.raises(NotKept, match="kept already"):
        kept(readers, tmp_path / "kept", FILES["ucdp"])
    assert len(packing.read(tmp_path / "kept")) == 3_000
