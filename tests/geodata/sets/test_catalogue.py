"""A kept set is there whole or not at all, for those who may see it alone, under an id that stays its own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa

from geodata.importers.options import Options
from geodata.importers.reading import read
from geodata.importers.report import Loaded
from geodata.sets import naming
from geodata.sets.catalogue import Catalogue
from geodata.sets.kept import ANYBODY, Audience, Away, Kept, Limits, Reader, Wish
from geodata.sets.naming import Reference, reference
from geodata.sets.schema import SETS
from geodata.sets.whole import NotKept
from tests.geodata.sets.cluster import Cluster
from tests.geodata.sets.conftest import ROOM
from tests.support.own_files import acled_row, csv_of

ANNA, BORIS = Reader("anna@newsroom.test", True), Reader("boris@newsroom.test", True)

#: What somebody may write who hopes that it becomes part of a statement.
SQL = "'); DROP TABLE sets; --\" OR 1=1 /* %s :x ? {0} \\"


def loaded(rows: int = 3, first: int = 0) -> Loaded:
    found = [acled_row(first + number) for number in range(rows)]
    return read("posts.csv", csv_of([*found, acled_row(99) | {"latitude": "no"}]), Options(title="Posts"))


def wish(title: str = "Border posts", seen_by: Audience = "all", **changes: str) -> Wish:
    return Wish(title, owner="The newsroom", seen_by=seen_by, **changes)


def asked(kept: Kept, version: int = 0) -> Reference:
    return Reference(kept.id, version)


def test_a_set_comes_back_as_it_was_kept(catalogue: Catalogue) -> None:
    given = loaded()
    kept = catalogue.keep(given, wish(note="Checked in May.", licence="CC BY 4.0"), ANNA)
    found = catalogue.find(asked(kept), ANYBODY)
    assert found == kept and found.id == "border-posts" and found.reference() == "border-posts@1"
    assert (found.note, found.licence, found.owner, found.keeper) == (
        "Checked in May.",
        "CC BY 4.0",
        "The newsroom",
        ANNA.name,
    )
    assert found.newest.rows == 3 and found.newest.columns == tuple(given.points.rows.names)
    points = catalogue.points(found.newest)
    assert np.array_equal(points.lon, given.points.lon) and np.array_equal(points.day_start, given.points.day_start)
    assert [points.rows[row] for row in range(3)] == [given.points.rows[row] for row in range(3)]
    assert catalogue.report(found.newest).as_csv() == given.report.as_csv()


def test_it_is_there_after_a_restart_and_in_another_process_at_once(catalogue: Catalogue, place: Path | str) -> None:
    other = Catalogue(place, ROOM)
    kept = catalogue.keep(loaded(), wish(), ANNA)
    assert other.find(asked(kept), ANYBODY) == kept


def test_a_new_version_leaves_the_old_one_as_it_was(catalogue: Catalogue) -> None:
    first = catalogue.keep(loaded(2), wish(), ANNA)
    second = catalogue.keep_version(first.id, loaded(5), ANNA)
    assert [version.rows for version in second.versions] == [2, 5]
    old = catalogue.find(asked(first, 1), ANYBODY)
    assert old and len(catalogue.points(old.version(1))) == 2
    assert catalogue.find(asked(first, 3), ANYBODY) is None


def test_only_those_see_it_whom_its_keeper_has_named(catalogue: Catalogue) -> None:
    mine, linked, shown = (catalogue.keep(loaded(), wish(f"Set {who}", who), ANNA) for who in ("me", "link", "all"))
    for reader in (BORIS, ANYBODY, Reader(ANNA.name, False), Reader("", True)):
        assert catalogue.find(asked(mine), reader) is None
        assert catalogue.find(asked(linked), reader) and catalogue.find(asked(shown), reader)
        assert [kept.title for kept in catalogue.listed(reader)] == ["Set all"]
    assert [kept.title for kept in catalogue.listed(ANNA)] == ["Set all", "Set link", "Set me"]


def test_a_link_cannot_be_guessed(catalogue: Catalogue) -> None:
    first, second = (catalogue.keep(loaded(), wish(seen_by="link"), ANNA) for _ in range(2))
    secrets = [naming.secret_of(kept.id) for kept in (first, second)]
    assert all(len(secret) == 22 for secret in secrets) and secrets[0] != secrets[1]
    assert catalogue.find(Reference("border-posts"), ANYBODY) is None
    assert catalogue.find(Reference(f"border-posts~{'A' * 22}"), ANYBODY) is None


@pytest.mark.parametrize("change", ["keep_version", "rename", "show_to", "put", "last", "delete"])
def test_nobody_else_changes_it(catalogue: Catalogue, change: str) -> None:
    said, kept = set(), catalogue.keep(loaded(), wish(), ANNA)
    given = {"rename": ("Mine",), "show_to": ("me",), "put": ("withdrawn",), "last": ("week",), "delete": ()}
    more = given.get(change, (loaded(),))
    for set_id, reader in product((kept.id, "no-such-set"), (BORIS, ANYBODY, Reader(ANNA.name, False))):
        with pytest.raises(NotKept) as refused:
            getattr(catalogue, change)(set_id, *more, reader)
        said.add(str(refused.value))
    assert len(said) == 1, "the sentence tells whether there is such a set"
    assert catalogue.find(asked(kept), ANYBODY) == kept


def test_who_keeps_no_sets_keeps_none(catalogue: Catalogue) -> None:
    for reader in (ANYBODY, Reader(ANNA.name, False), Reader("", True)):
        with pytest.raises(NotKept):
            catalogue.keep(loaded(), wish(), reader)
    assert catalogue.taken().rows == 0


def test_two_who_keep_the_same_title_at_once_keep_two_sets(place: Path | str) -> None:
    catalogues = [Catalogue(place, ROOM) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda one: one.keep(loaded(), wish(), ANNA), catalogues))
    assert len({kept.id for kept in found}) == 4 and "border-posts" in {kept.id for kept in found}
    assert all(catalogues[0].find(asked(kept), ANYBODY) == kept for kept in found)


def test_an_id_tells_nothing_of_sets_that_others_do_not_show(catalogue: Catalogue) -> None:
    hidden = [catalogue.keep(loaded(), wish(seen_by=who), ANNA).id for who in ("me", "me", "link")]
    assert catalogue.keep(loaded(), wish(), BORIS).id == "border-posts" not in hidden
    # Taken by one that all see.
    assert catalogue.keep(loaded(), wish(), BORIS).id.startswith("border-posts-")


@pytest.mark.parametrize("before", ["me", "link", "all"])
def test_who_may_see_it_changes_and_a_link_of_its_own_ends_all_before(catalogue: Catalogue, before: Audience) -> None:
    kept = catalogue.keep(loaded(), wish(seen_by=before), ANNA)
    linked = catalogue.show_to(kept.id, "link", ANNA)
    assert naming.secret_of(linked.id) and naming.secret_of(linked.id) != naming.secret_of(kept.id)
    assert catalogue.find(asked(linked), ANYBODY) == linked and catalogue.find(asked(kept), ANNA) is None
    mine = catalogue.show_to(linked.id, "me", ANNA)
    assert catalogue.find(asked(linked), ANYBODY) is None and catalogue.find(asked(linked), ANNA) == mine
    assert catalogue.listed(ANYBODY) == []
    catalogue.show_to(mine.id, "all", ANNA)
    assert [one.title for one in catalogue.listed(ANYBODY)] == ["Border posts"]
    assert catalogue.find(asked(linked), ANYBODY)


def over(catalogue: Catalogue) -> None:
    """Have all that ends have ended."""
    with catalogue._database.begin() as connection:
        connection.execute(sa.update(SETS).where(SETS.c.ends != "").values(ends="2026-11-01T00:00:00Z"))


@pytest.mark.parametrize("who", ["me", "link", "all"])
def test_a_set_that_ends_is_gone_at_once_and_really_with_the_next_look(
    catalogue: Catalogue, place: Path | str, who: Audience
) -> None:
    stays = catalogue.keep(loaded(), wish("Stays"), ANNA)
    kept = catalogue.keep(loaded(), Wish("Border posts", owner="The newsroom", seen_by=who, lasts="week"), ANNA)
    assert timedelta(days=6) < datetime.fromisoformat(kept.ends) - datetime.now(UTC) <= timedelta(days=7)
    # How long is its keeper's to change, until it has ended.
    assert catalogue.last(stays.id, "month", ANNA).ends > kept.ends
    assert catalogue.last(stays.id, "good", ANNA) == stays and not stays.ends
    assert catalogue.drop_ended() == [] and catalogue.find(asked(kept), ANNA) == kept
    over(catalogue)
    # Nobody reads when the set of somebody else ended that they could not see.
    said = "" if who == "me" else "2026-11-01T00:00:00Z"
    assert catalogue.find(asked(kept), ANNA) is None and catalogue.listed(ANNA) == [stays]
    assert catalogue.ended(asked(kept)) == said and catalogue.ended(Reference("never-was")) == ""
    for change, more in ((catalogue.keep_version, loaded()), (catalogue.last, "good")):
        with pytest.raises(NotKept, match="no such set"):
            change(kept.id, more, ANNA)
    assert catalogue.taken().rows == 6
    again = Catalogue(place, ROOM)
    assert again.taken().rows == 3 and again.drop_ended() == [] and again.find(asked(stays), ANNA) == stays
    assert again.ended(asked(kept)) == said
    assert again.keep(loaded(), wish(), BORIS).id != kept.id


def test_a_briefing_is_kept_beside_sets_and_is_none(catalogue: Catalogue) -> None:
    said = {"title": SQL, "scenes": [{"text": "ӯҳҷ"}, {}]}
    kept = catalogue.keep_briefing(said, wish(), ANNA)
    kept = catalogue.keep_briefing(said | {"scenes": []}, kept.id, ANNA)
    assert [one.rows for one in kept.versions] == [2, 0] and catalogue.said(kept.versions[0]) == said
    assert catalogue.find(asked(kept), ANYBODY) is None and catalogue.find(asked(kept), ANYBODY, "briefing") == kept
    assert catalogue.listed(ANNA) == [] and catalogue.listed(ANYBODY, "briefing") == [kept]
    with pytest.raises(NotKept, match="no such set"):
        catalogue.keep_briefing(said, kept.id, BORIS)
    catalogue.delete(kept.id, ANNA)
    assert catalogue.listed(ANNA, "briefing") == [] and catalogue.taken().bytes == 0


@pytest.mark.parametrize("who", ["me", "link", "all"])
def test_a_set_that_is_renamed_is_found_by_its_old_link_too(catalogue: Catalogue, who: Audience) -> None:
    kept = catalogue.keep(loaded(), wish(seen_by=who), ANNA)
    renamed = catalogue.rename(kept.id, "Posts of 2026", ANNA)
    assert renamed.id.startswith("posts-of-2026") and renamed.aliases == (kept.id,)
    assert naming.secret_of(renamed.id) == naming.secret_of(kept.id)
    assert catalogue.find(asked(kept), ANNA) == renamed
    back = catalogue.rename(renamed.id, "Border posts", ANNA)
    assert catalogue.find(asked(renamed), ANNA) == catalogue.find(asked(kept), ANNA) == back
    # A set of the name that it once had is another.
    assert catalogue.keep(loaded(), wish("Posts of 2026"), BORIS).id != renamed.id or who == "me"


def test_one_that_is_deleted_leaves_nothing_and_its_name_to_nobody(folder: Path) -> None:
    catalogue = Catalogue(folder, ROOM)
    kept = catalogue.keep(loaded(), wish("Zebra crossing", note="A quiet word"), ANNA)
    catalogue.keep_version(kept.id, loaded(), ANNA)
    catalogue.rename(kept.id, "Zebra", ANNA)
    catalogue.delete(kept.id, ANNA)
    assert catalogue.find(asked(kept), ANNA) is None and catalogue.listed(ANNA) == []
    assert list((folder / "versions").iterdir()) == []
    left = b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file()).lower()
    assert not [words for words in (b"zebra", b"quiet", b"newsroom", b"posts.csv") if words in left]
    assert catalogue.keep(loaded(), wish("Zebra crossing"), BORIS).id != kept.id


def test_one_that_is_withdrawn_is_in_nobody_elses_list_and_comes_back(catalogue: Catalogue) -> None:
    kept = catalogue.keep(loaded(), wish(), ANNA)
    catalogue.put(kept.id, "withdrawn", ANNA)
    assert catalogue.listed(BORIS) == [] and catalogue.find(asked(kept), BORIS).state == "withdrawn"
    assert catalogue.listed(ANNA)[0].state == "withdrawn"
    assert catalogue.put(kept.id, "here", ANNA) == kept


def test_those_who_keep_at_once_keep_no_more_than_there_is_room_for(place: Path | str) -> None:
    catalogues = [Catalogue(place, Limits(100, 10**9, 7, 10**9)) for _ in range(5)]

    def keep(one: Catalogue) -> bool:
        try:
            one.keep(loaded(3), wish(), ANNA)
        except NotKept:
            return False
        return True

    with ThreadPoolExecutor(5) as pool:
        assert sum(pool.map(keep, catalogues)) == 2
    assert catalogues[0].taken().rows == 6


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(5, 10**9, 100, 10**9), "5 rows"),
        (Limits(100, 20, 100, 10**9), "MB"),
        (Limits(100, 10**9, 5, 10**9), "no room"),
        (Limits(100, 10**9, 100, 20), "no room"),
    ],
)
def test_what_there_is_no_room_for_is_not_kept(folder: Path, limits: Limits, words: str) -> None:
    catalogue = Catalogue(folder, limits)
    with pytest.raises(NotKept, match=words):
        catalogue.keep_version(catalogue.keep(loaded(3), wish(), ANNA).id, loaded(3), ANNA)
    assert len(list((folder / "versions").iterdir())) == len(
        [version for kept in catalogue.listed(ANNA) for version in kept.versions]
    )


@pytest.mark.parametrize("field", ["title", "note", "licence", "owner"])
def test_words_that_look_like_statements_are_words(catalogue: Catalogue, field: str) -> None:
    first = catalogue.keep(loaded(), wish("First"), ANNA)
    kept = catalogue.keep(loaded(), Wish(**(vars(wish("Words")) | {field: SQL})), ANNA)
    assert getattr(catalogue.find(asked(kept), ANNA), field) == " ".join(SQL.split())
    assert catalogue.rename(kept.id, SQL, ANNA).title == " ".join(SQL.split())
    reader = Reader(SQL, True)
    assert catalogue.keep(loaded(), wish("Theirs", "me"), reader).keeper == SQL and len(catalogue.listed(reader)) == 3
    assert catalogue.find(asked(first), ANYBODY) == first


@pytest.mark.parametrize("title", ["", " \t\n", "\x00\x1b", "\ud800"])
def test_a_set_needs_a_title(catalogue: Catalogue, title: str) -> None:
    with pytest.raises(NotKept, match="title"):
        catalogue.keep(loaded(), wish(title), ANNA)


def test_titles_in_any_script_have_an_id_that_a_link_can_hold(catalogue: Catalogue) -> None:
    for title in ("Чек ара", "Ботқоқ ва қазо", "ثغور", "É. d'Été — 2", "a" * 500, "—", "a~b@2,c"):
        kept = catalogue.keep(loaded(1), wish(title), ANNA)
        assert reference(kept.reference()) == Reference(kept.id, 1), kept.id
        assert catalogue.find(reference(kept.id), ANYBODY) == kept


@pytest.mark.parametrize(
    "text", ["", "A", "a@00", "a@", "a@1@2", "a--b", "-a", "a~short", "a@9999999", "a'--", "ä", "a" * 200, SQL, "a\n"]
)
def test_what_is_no_reference_is_none(text: str) -> None:
    assert reference(text) is None


@pytest.mark.services
def test_a_database_that_is_killed_and_comes_back_has_lost_nothing(postgresql: Cluster) -> None:
    catalogue = Catalogue(postgresql.database("killed"), ROOM)
    kept = catalogue.keep(loaded(), wish(), ANNA)
    postgresql.stop()
    try:
        for asked_of in (lambda: catalogue.find(asked(kept), ANYBODY), lambda: catalogue.keep(loaded(), wish(), ANNA)):
            with pytest.raises(Away, match="try again later"):
                asked_of()
    finally:
        postgresql.start()
    assert catalogue.find(asked(kept), ANYBODY) == kept and len(catalogue.points(kept.newest)) == 3
    assert catalogue.listed(ANNA) == [kept]
