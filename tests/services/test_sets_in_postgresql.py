"""Kept rows in PostgreSQL do what those in files do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings

from geodata.importers.report import Report
from geodata.sets.asked import asking
from geodata.sets.asked.rows import Rows
from geodata.sets.asked.view import View
from geodata.sets.catalogue import Catalogue
from geodata.sets.kept import Away, Limits
from geodata.sets.postgres import Postgres
from geodata.store import PointSet
from tests.geodata.sets.cluster import Cluster, cluster
from tests.geodata.sets.made_sets import plain_set, same, sets

pytest.register_assert_rewrite("tests.geodata.sets.engines")
from tests.geodata.sets.engines import Contract  # noqa: E402

pytestmark = pytest.mark.services


@pytest.fixture(scope="module")
def running() -> Iterator[Cluster]:
    with cluster() as running:
        yield running


@pytest.fixture(scope="module")
def engine(running: Cluster) -> Rows:
    return Postgres(running.database("rows"))


class TestPostgres(Contract):
    """All that every engine does."""

    @given(made=sets())
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_a_kept_set_is_what_it_was(self, engine: Rows, made: tuple[PointSet, Report]) -> None:
        points, report = made
        engine.keep("drawn", points, report)
        same(points, engine.whole("drawn"))
        found = engine.rows("drawn", View())
        assert found is not None
        same(points, found)
        engine.drop("drawn")


def test_a_version_kept_by_one_server_is_seen_by_another_at_once(running: Cluster) -> None:
    address = running.database("shared")
    one, other = Postgres(address), Postgres(address)
    points, report = plain_set(500)
    one.keep("made", points, report)
    assert other.versions() == ["made"]
    found = other.rows("made", View())
    assert found is not None
    same(points, found)
    other.drop("made")
    assert one.versions() == []


def test_nothing_is_left_of_what_was_dropped(running: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "SCANNED", -1)
    address = running.database("dropped")
    kept = Postgres(address)
    points, report = plain_set(500)
    kept.keep("one", points, report)
    kept.keep("two", points, report)
    kept.drop("one")
    engine = sa.create_engine(address.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        named = sa.text("SELECT relname FROM pg_class WHERE relname ~ '^(points|rollups)_[0-9]+$' ORDER BY 1")
        tables = [name.partition("_")[0] for name in connection.execute(named).scalars()]
        assert tables == ["points", "rollups"]
        assert connection.execute(sa.text("SELECT DISTINCT version FROM pieces")).scalars().all() == ["two"]
    engine.dispose()


def test_killed_and_back_nothing_kept_is_lost(running: Cluster) -> None:
    kept = Postgres(running.database("killed"))
    points, report = plain_set(500)
    kept.keep("made", points, report)
    running.stop()
    try:
        with pytest.raises(Away):
            kept.count("made", View())
        with pytest.raises(Away):
            kept.keep("other", points, report)
    finally:
        running.start()
    assert kept.versions() == ["made"]
    found = kept.rows("made", View())
    assert found is not None
    same(points, found)


def test_a_database_of_a_newer_program_is_left_alone_with_a_sentence(running: Cluster) -> None:
    address = running.database("newer")
    points, report = plain_set(500)
    Postgres(address).keep("made", points, report)
    engine = sa.create_engine(address.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = 'from-the-future'"))
    limits = Limits(1000, 10**7, 1000, 10**7)
    for opened in (lambda: Postgres(address), lambda: Catalogue(address, limits)):
        with pytest.raises(Away, match="made by a newer Border Atlas"):
            opened()
    with engine.connect() as connection:
        assert connection.execute(sa.text("SELECT version FROM partitions")).scalars().all() == ["made"]
    engine.dispose()
