"""A set that was kept is what it was, and nothing else is taken for one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from geodata.importers.report import Report
from geodata.sets import packing, reported
from geodata.sets.whole import NotKept
from geodata.store import PointSet
from tests.geodata.sets.made_sets import plain_set, same, sets


@given(sets())
@settings(max_examples=60, deadline=None)
def test_a_kept_set_is_what_it_was(made: tuple[PointSet, Report]) -> None:
    points, report = made
    with TemporaryDirectory() as folder:
        path = Path(folder) / "kept" / "1"
        packing.write(path, points, report)
        same(points, packing.read(path))
        assert packing.report(path).as_csv() == report.as_csv()
        assert packing.size(path) == sum(file.stat().st_size for file in path.iterdir())
        assert [file.name for file in path.parent.iterdir()] == ["1"]
        packing.drop(path)
        assert list(path.parent.iterdir()) == []


@given(sets())
@settings(max_examples=30, deadline=None)
def test_a_report_is_plain_and_comes_back(made: tuple[PointSet, Report]) -> None:
    _, report = made
    told = reported.report(json.loads(json.dumps(reported.plain(report))))
    assert told.as_csv() == report.as_csv()
    assert (told.file, told.kind, told.rows_read, told.accepted) == (
        report.file,
        report.kind,
        report.rows_read,
        report.accepted,
    )


def _small(folder: Path) -> Path:

    path = folder / "kept"
    packing.write(path, *plain_set(50))
    return path


def _cut(path: Path) -> None:
    file = path / "points.parquet"
    file.write_bytes(file.read_bytes()[:-1])


def _changed(path: Path) -> None:
    file = path / "points.parquet"
    body = bytearray(file.read_bytes())
    body[100] ^= 0xFF
    file.write_bytes(body)


def _newer(path: Path) -> None:
    file = path / "about.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"form": 2}))


def _foreign(path: Path) -> None:
    (path / "about.json").write_text('{"made_by": "somebody else", "form": 1}')


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda path: packing.drop(path), "not kept here, or not any more"),
        (lambda path: (path / "about.json").unlink(), "not kept here, or not any more"),
        (lambda path: (path / "about.json").write_text("{"), "was not written by the atlas"),
        (lambda path: (path / "about.json").write_text("[" * 100_000), "was not written by the atlas"),
        (lambda path: (path / "about.json").write_bytes(b'"\xff"'), "was not written by the atlas"),
        (_foreign, "was not written by the atlas"),
        (_newer, "kept by a newer version of the atlas"),
        (_cut, "is damaged"),
        (_changed, "is damaged"),
        (lambda path: (path / "rows.parquet").unlink(), "is damaged"),
    ],
)
def test_what_is_no_kept_set_is_refused_in_a_sentence(
    harm: Callable[[Path], object], said: str, tmp_path: Path
) -> None:
    path = _small(tmp_path)
    harm(path)
    with pytest.raises(NotKept, match=said):
        packing.read(path)


def test_a_file_is_no_kept_set(tmp_path: Path) -> None:
    (tmp_path / "kept").write_bytes(b"PAR1")
    with pytest.raises(NotKept, match="was not written by the atlas"):
        packing.read(tmp_path / "kept")


def test_what_is_kept_never_changes(tmp_path: Path) -> None:
    path = _small(tmp_path)
    before = {file.name: file.read_bytes() for file in path.iterdir()}
    with pytest.raises(NotKept, match="kept already"):
        _small(tmp_path)
    assert {file.name: file.read_bytes() for file in path.iterdir()} == before
    assert [file.name for file in tmp_path.iterdir()] == ["kept"]
