"""Whoever runs the atlas keeps, lists, looks into and deletes sets at its machine."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from geodata.importers.options import Options
from geodata.importers.reading import read
from geodata.sets import __main__ as command
from geodata.sets import from_file, here
from geodata.sets.kept import OWN_MACHINE, Reader, Wish
from tests.support.own_files import acled_row, csv_of

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("BORDER_ATLAS_SETS", str(tmp_path / "sets"))
    here._opened.cache_clear()

    def run(*given: str) -> tuple[int, str, str]:
        code = command.main(list(given))
        said = capsys.readouterr()
        return code, said.out, said.err

    yield run
    here._opened.cache_clear()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "rows.csv"
    rows = (acled_row(number, fatalities=2, **({"latitude": ""} if number < 4 else {})) for number in range(300))
    path.write_bytes(csv_of(rows))
    return path


def named(out: str) -> str:
    found = re.search(r"kept=([^,]+),", out)
    assert found
    return found[1]


@pytest.mark.parametrize("held", [10**9, 0])
def test_a_file_is_kept_looked_into_and_deleted(
    run: Run, file: Path, held: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read whole, and read where it lies."""
    monkeypatch.setattr(from_file, "HELD", held)
    code, out, _ = run("keep", str(file), "--title", "Rows; DROP TABLE sets", "--seen-by", "all")
    assert code == 0
    assert "300 rows read, 296 accepted, 4 rejected." in out
    assert "4 rows have no coordinates" in out
    name = named(out)
    assert name.endswith("@1")
    code, out, _ = run("show", name)
    assert "296 of 296 rows" in out
    assert "592 in 296 rows, 2 to 2" in out
    years = {int(year): int(n) for year, n in re.findall(r"^(\d{4}) +(\d+)$", out, re.MULTILINE)}
    assert sum(years.values()) == 296
    year = max(years, key=years.__getitem__)
    code, out, _ = run("show", name, "--from", f"{year + 50}-01-01", "--bounds", "69,39,72,41")
    assert "0 of 296 rows" in out
    code, out, _ = run("keep", str(file), "--of", name.partition("@")[0])
    assert (code, named(out)) == (0, name.replace("@1", "@2"))
    assert "DROP TABLE sets" in run("list")[1]
    assert run("drop", name.partition("@")[0])[0] == 0
    assert run("list")[1] == "No set is kept here.\n"
    assert run("show", name) == (1, "", "There is no such set here, or it is not yours to see.\n")


def test_what_cannot_be_kept_is_said(run: Run, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "cannot be read: No such file" in run("keep", str(tmp_path / "nothing.csv"))[2]
    bad = tmp_path / "bad.csv"
    bad.write_text("one\ntwo\n", encoding="utf-8")
    code, _, err = run("keep", str(bad))
    assert (code, "single column" in err) == (1, True)
    assert "no such set here" in run("keep", str(file), "--of", "not-there")[2]
    assert "no such set here" in run("drop", "not-there")[2]
    monkeypatch.setenv("BORDER_ATLAS_SET_ROWS", "100")
    here._opened.cache_clear()
    assert "at most 100 rows" in run("keep", str(file))[2]
    monkeypatch.setattr(from_file, "HELD", 0)
    monkeypatch.setattr(command, "FILE", 0)
    assert "more than 100 rows" in run("keep", str(file))[2]
    assert run("list")[1] == "No set is kept here.\n"
    assert list((tmp_path / "sets" / "versions").iterdir()) == []


def test_another_account_s_sets_are_left_alone(run: Run, file: Path) -> None:
    _, out, _ = run("--account", "one@example.org", "keep", str(file), "--seen-by", "me")
    name = named(out)
    assert run("show", name)[0] == run("drop", name.partition("@")[0])[0] == 1
    assert run("--account", "one@example.org", "show", name)[0] == 0


@pytest.mark.parametrize("unfold", [True, False])
def test_a_version_has_columns_by_date_for_what_the_one_before_has(run: Run, tmp_path: Path, unfold: bool) -> None:
    path = tmp_path / "years.csv"
    path.write_text("place,lat,lon,2019,2020\nA,39.9,70.6,1,2\nB,39.8,70.5,4,5\n")
    keeper = Reader(OWN_MACHINE, True)
    before = read("years.csv", path.read_bytes(), Options(unfold=unfold))
    kept = here.catalogue().keep(before, Wish("Years", owner="Anna"), keeper)
    code, out, _ = run("keep", str(path), "--of", kept.id)
    assert code == 0 and ("4 rows read" if unfold else "2 rows read, 2 accepted") in out
