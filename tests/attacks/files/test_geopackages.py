"""S1, S3: nothing that a database brings is run by reading it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from geodata.importers.formats import geopackage
from geodata.importers.options import Options
from geodata.importers.reading import peek, read
from geodata.importers.report import Refused
from tests.support.attacks import broken_files
from tests.support.attacks.broken_files import sound
from tests.support.attacks.files import ATTACKS


def listed(name: str) -> tuple[str, str]:
    """Return the statements that list a further layer."""
    return (
        f"insert into gpkg_contents (table_name, data_type, identifier, srs_id) values ('{name}', 'features', '{name}', 4326)",
        f"insert into gpkg_geometry_columns values ('{name}', 'geom', 'POINT', 4326, 0, 0)",
    )


def test_a_sound_geopackage_goes_on_as_it_is() -> None:
    data = sound("GPKG")
    assert geopackage.inert(data, []) is data


def test_a_layer_that_is_a_view_is_left_out_and_the_others_are_read() -> None:
    data = broken_files.geopackage("create view v as select * from data", *listed("v"))
    assert peek("file.gpkg", data).layers == ["data"]
    loaded = read("file.gpkg", data, Options(layer="v"))
    assert len(loaded.points) == 2 and any("“v” is a view" in note for note in loaded.report.notes)


@pytest.mark.parametrize(
    "name", ["a recursive view", "a huge view", "a GeoPackage with another source", "a generated column"]
)
def test_what_would_run_is_gone_before_gdal_opens_it(name: str) -> None:
    make = ATTACKS[name][1]
    with pytest.raises(Refused, match="runs nothing that a file brings"):
        geopackage.inert(make(), [])


def test_no_trigger_runs_while_a_view_is_taken_out() -> None:
    data = broken_files.geopackage(
        "create view v as select * from data",
        *listed("v"),
        "create table log (a)",
        "create trigger spy after delete on gpkg_contents begin insert into log values (hex(zeroblob(10))); end",
    )
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(geopackage.inert(data, []))
        assert database.execute("select count(*) from log").fetchone() == (0,)
        assert database.execute("select count(*) from sqlite_master where type in ('view', 'trigger')").fetchone() == (
            0,
        )


@pytest.mark.parametrize(
    "statements",
    [
        ("alter table gpkg_contents rename to hidden", "create view gpkg_contents as select * from hidden"),
        (
            "alter table gpkg_geometry_columns rename to hidden",
            "create view gpkg_geometry_columns as with recursive n(i) as (select 1 union all select i from n) select hidden.* from hidden, n",
        ),
    ],
)
def test_a_list_of_layers_that_is_worked_out_is_refused(statements: tuple[str, ...]) -> None:
    with pytest.raises(Refused, match=r"worked out|missing"):
        read("file.gpkg", broken_files.geopackage(*statements))


def test_an_entry_that_hides_what_it_is_does_not_pass() -> None:
    data = broken_files.geopackage(
        *listed("more"),
        "pragma writable_schema = on",
        "insert into sqlite_master values ('table', 'more', 'more', 3, 'CREATE VIRTUAL TABLE more USING VirtualOGR(''CSV:/etc/passwd'')')",
    )
    notes: list[str] = []
    clean = geopackage.inert(data, notes)
    assert b"VirtualOGR" not in clean[:4096] and any("virtual table" in note for note in notes)


def test_a_copy_made_while_its_writer_was_at_work_is_read(tmp_path: Path) -> None:
    path = tmp_path / "data.gpkg"
    path.write_bytes(sound("GPKG"))
    with closing(sqlite3.connect(path)) as database:
        database.execute("pragma journal_mode = wal")
    assert len(read("file.gpkg", path.read_bytes()).points) == 2
