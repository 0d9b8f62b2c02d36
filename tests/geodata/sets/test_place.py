"""Where sets lie: a place that cannot be used is a sentence, what was cut off is swept away, and nobody else on the machine reads it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from geodata.sets import packing
from geodata.sets.catalogue import Catalogue
from geodata.sets.files import REST_S
from geodata.sets.kept import Away
from geodata.sets.whole import NotKept
from tests.geodata.sets.conftest import ROOM
from tests.geodata.sets.test_catalogue import ANNA, loaded, wish
from tests.geodata.sets.test_cut_off import small_disk


def test_a_catalogue_of_a_newer_program_is_left_alone(folder: Path) -> None:
    catalogue = Catalogue(folder, ROOM)
    catalogue.keep(loaded(), wish(), ANNA)
    with sqlite3.connect(folder / "catalogue.sqlite") as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'from-the-future'")
    with pytest.raises(Away, match="newer"):
        Catalogue(folder, ROOM)
    with sqlite3.connect(folder / "catalogue.sqlite") as connection:
        assert connection.execute("SELECT count(*) FROM sets").fetchone() == (1,)


def test_a_place_that_cannot_be_used_is_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("no folder")
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "catalogue.sqlite").write_bytes(b"no database" * 100)
    for place in (file / "sets", broken, "postgresql://atlas:secret-word@127.0.0.1:9/atlas"):
        with pytest.raises(Away) as refused:
            Catalogue(place, ROOM)
        assert "secret-word" not in str(refused.value) and str(tmp_path) not in str(refused.value)


def test_a_keeping_that_was_cut_off_is_swept_away_and_nothing_else(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = Catalogue(folder, ROOM)
    kept = catalogue.keep(loaded(), wish(), ANNA)

    # Written whole, and the catalogue never came to name it.
    given = loaded()
    packing.write(folder / "versions" / "0123456789abcdef", given.points, given.report)
    assert len(catalogue.listed(ANNA)) == 1
    Catalogue(folder, ROOM)
    assert (folder / "versions" / "0123456789abcdef").exists(), "somebody may be about to name it"
    monkeypatch.setattr("geodata.sets.files.time", lambda: (folder / "versions").stat().st_mtime + REST_S + 60)
    again = Catalogue(folder, ROOM)
    assert [path.name for path in (folder / "versions").iterdir()] == [kept.newest.file]
    assert len(again.points(kept.newest)) == 3


def no_more_pages(connection: sqlite3.Connection, _record: object) -> None:
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")


def test_a_disk_that_is_full_keeps_nothing_and_what_was_kept_stays(folder: Path) -> None:
    catalogue = Catalogue(folder, ROOM)
    kept = [catalogue.keep(loaded(), wish(), ANNA)]
    with pytest.raises(NotKept, match="no room left on the disk"), small_disk(1_000):
        catalogue.keep(loaded(900), wish(), ANNA)
    # Versions still find room, and the catalogue that is to name them cannot grow any more.
    sa.event.listen(sa.Engine, "connect", no_more_pages)
    try:
        catalogue = Catalogue(folder, ROOM)
        with pytest.raises(NotKept, match="no room left on the disk"):
            kept.extend(catalogue.keep(loaded(), wish(f"Set {n}", note="x" * 900), ANNA) for n in range(100))
    finally:
        sa.event.remove(sa.Engine, "connect", no_more_pages)
    assert 1 < len(kept) < 100
    again = Catalogue(folder, ROOM)
    assert sorted(one.id for one in again.listed(ANNA)) == sorted(one.id for one in kept)
    assert {path.name for path in (folder / "versions").iterdir()} == {one.newest.file for one in kept}
    assert all(len(again.points(one.newest)) == 3 for one in kept)
    assert again.keep(loaded(), wish("Another"), ANNA).newest.rows == 3


def test_what_is_kept_is_nobody_elses_on_the_machine(folder: Path) -> None:
    catalogue = Catalogue(folder, ROOM)
    catalogue.keep(loaded(), wish(), ANNA)
    assert folder.stat().st_mode & 0o077 == 0
