"""What a session holds of its reader's data is counted, bounded, and gone when it has to go (rows S4, S7 and C13 of the faults)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from threading import Barrier, Thread

import pytest

from geodata.importers.reading import read
from geodata.importers.report import Loaded, Refused
from geodata.store import PointSet
from layers.briefings.briefing import Briefing
from pages.reader_data import room as own_room
from pages.reader_data import routes
from pages.reader_data import stage as own_stage
from pages.reader_data.held import Held, Own
from pages.reader_data.room import Room, Share
from tests.support.asgi import ask
from tests.support.own_files import acled_row, csv_of

ROWS = csv_of([acled_row(number) for number in range(1, 20)])


@pytest.fixture
def loaded() -> Loaded:
    return read("rows.csv", ROWS)


@pytest.fixture
def room() -> Room:
    """Room for some ten small sets."""
    return Room(bytes_each=10_000_000, bytes_all=20_000_000)


@pytest.fixture
def sets(room: Room) -> Iterator[Held]:
    held = Held(Share(room))
    yield held
    held.end()


# ---- the count -----------------------------------------------------------------------------------------------------------
def test_a_name_counts_once_and_nothing_is_given_back_twice(room: Room) -> None:
    share = Share(room)
    share.take("a", 5_000_000)
    share.take("a", 7_000_000)
    assert room.bytes == 7_000_000
    share.take("b", 8_000_000, instead_of="a")
    assert room.bytes == 8_000_000
    for name in ("a", "b", "b", "never"):
        share.free(name)
    share.end()
    share.end()
    assert room.bytes == room.rows == 0


def test_over_the_measure_nothing_changes_and_the_sentence_says_whose_it_is(room: Room) -> None:
    mine, others = Share(room), Share(room)
    mine.take("a", 9_000_000)
    with pytest.raises(Refused, match="your session holds more data than there is room for"):
        mine.take("b", 2_000_000)
    others.take("a", 10_000_000)
    with pytest.raises(Refused, match="the server holds for all its readers more data"):
        Share(room).take("a", 2_000_000)
    assert room.bytes == 19_000_000
    # What grows smaller is always taken.
    room.bytes_all = 1
    mine.take("a", 8_000_000)


def test_rows_have_a_measure_of_their_own(room: Room) -> None:
    share = Share(room)
    share.take("a", 1, own_room.ROWS_EACH)
    with pytest.raises(Refused, match="your session holds more rows than there is room for"):
        share.take("b", 1, 1)


def test_what_has_ended_takes_nothing(room: Room) -> None:
    share = Share(room)
    share.end()
    with pytest.raises(Refused, match="This visit has ended"):
        share.take("a", 1)
    assert room.bytes == 0


# ---- sets ----------------------------------------------------------------------------------------------------------------
def test_a_set_its_narrowed_copy_and_the_files_made_of_it_count_and_go_with_it(
    sets: Held, room: Room, loaded: Loaded
) -> None:
    one = sets.add(loaded, "Mine")
    assert room.bytes >= loaded.nbytes and room.rows == len(loaded.points)
    before = room.bytes
    for kind in ("points.bin", "shapes.json"):
        assert ask(f"/own/{one.key}/{kind}").status == 200
    assert room.bytes > before
    wanted = one.points.lon > one.points.lon.min()
    sets.narrow(one, wanted, "")
    assert room.bytes == before
    sets.drop(one.id)
    assert room.bytes == room.rows == 0 and routes.STORE.get(one.key) is None


def test_what_is_counted_is_no_less_than_what_is_held(loaded: Loaded) -> None:
    points = loaded.points
    columns = sum(
        column.nbytes for column in vars(points).values() if hasattr(column, "nbytes") and column is not points.rows
    )
    assert points.nbytes >= columns + sum(column.codes.nbytes for column in points.coded.values())
    assert loaded.nbytes >= points.nbytes + loaded.report.rows.nbytes


def test_a_set_for_which_there_is_no_room_leaves_no_trace(loaded: Loaded) -> None:
    room = Room(bytes_each=loaded.nbytes // 2, bytes_all=20_000_000)
    sets, stored = Held(Share(room)), len(routes.STORE)
    with pytest.raises(Refused):
        sets.add(loaded, "Mine")
    assert not sets and room.bytes == room.rows == 0 and len(routes.STORE) == stored


def test_a_file_of_a_set_for_which_there_is_no_room_is_sent_and_not_kept(loaded: Loaded) -> None:
    room = Room(bytes_each=loaded.nbytes + loaded.points.nbytes, bytes_all=20_000_000)
    sets = Held(Share(room))
    one = sets.add(loaded, "Mine")
    full = room.bytes
    assert ask(f"/own/{one.key}/points.bin").status == 200
    assert room.bytes == full and routes._files[one.key][0]._made == {}
    sets.end()


def test_what_is_read_of_a_file_gives_its_place_to_the_set(room: Room, loaded: Loaded) -> None:
    sets = Held(Share(room))
    sets.look_at("a")
    sets.keep_read("asked", "a", loaded)
    read_alone = room.bytes
    assert read_alone >= loaded.nbytes
    sets.add(loaded, "Mine")
    assert room.bytes == loaded.nbytes + loaded.points.nbytes
    sets.discard()
    assert room.bytes == loaded.nbytes + loaded.points.nbytes
    sets.end()


def test_what_was_read_of_a_file_that_was_taken_away_meanwhile_is_not_kept(room: Room, loaded: Loaded) -> None:
    sets = Held(Share(room))
    sets.look_at("a")
    sets.look_at("")
    assert str(sets.keep_read("asked", "a", loaded)) == "The file was taken away while it was read."
    sets.look_at("b")
    assert isinstance(sets.keep_read("asked", "a", loaded), Refused) and sets.read("asked") is None and room.bytes == 0


def test_a_session_that_has_ended_holds_nothing_ever_again(room: Room, loaded: Loaded) -> None:
    sets = Held(Share(room))
    one = sets.add(loaded, "Mine")
    stage = sets.present(lambda key: own_stage.keep(key, Briefing(), dict))
    sets.end()
    sets.end()
    assert room.bytes == 0 and routes.STORE.get(one.key) is None and stage not in own_stage._stages
    # A run of its page that is still at work.
    with pytest.raises(Refused, match="This visit has ended"):
        sets.add(loaded, "Mine")
    sets.narrow(one, one.points.lon > 0, "")
    sets.look_at("a")
    assert isinstance(sets.keep_read("asked", "a", loaded), Refused)
    assert sets.present(lambda key: own_stage.keep(key, Briefing(), dict)) == ""
    assert room.bytes == 0 and routes.STORE.get(one.key) is None


def test_runs_at_once_and_the_end_among_them_leave_nothing_counted_and_nothing_served(
    room: Room, loaded: Loaded
) -> None:
    stored = len(routes.STORE)
    for _ in range(20):
        sets = Held(Share(room))
        first = sets.add(loaded, "First")
        begin = Barrier(5)

        def adds(sets: Held = sets, begin: Barrier = begin) -> None:
            begin.wait()
            with suppress(Refused):  # The end came before it.
                sets.add(loaded, "Second")

        def narrows(sets: Held = sets, first: Own = first, begin: Barrier = begin) -> None:
            begin.wait()
            sets.narrow(first, first.points.lon > 70, "")

        def drops(sets: Held = sets, first: Own = first, begin: Barrier = begin) -> None:
            begin.wait()
            sets.drop(first.id)

        def ends(sets: Held = sets, begin: Barrier = begin) -> None:
            begin.wait()
            sets.end()

        threads = [Thread(target=work) for work in (adds, narrows, drops, ends, ends)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert room.bytes == room.rows == 0 and len(routes.STORE) == stored and not sets


# ---- what is served ------------------------------------------------------------------------------------------------------
def test_a_set_forgotten_while_it_is_looked_up_is_not_served_for_ever(
    loaded: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, get, forgetting = routes.serve(loaded.points, Share()), routes.STORE.get, []

    def found_and_forgotten(asked: str) -> PointSet | None:
        found = get(asked)
        if not forgetting:
            forgetting.append(Thread(target=routes.forget, args=(key,)))
            forgetting[0].start()
            # Either it is through at once, or it has to wait for whoever is looking.
            forgetting[0].join(0.2)
        return found

    monkeypatch.setattr(routes.STORE, "get", found_and_forgotten)
    ask(f"/own/{key}/points.bin")
    forgetting[0].join()
    assert key not in routes._served and ask(f"/own/{key}/points.bin").status == 404


def test_a_set_forgotten_while_its_file_is_made_is_not_sent(loaded: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    key, make = routes.serve(loaded.points, Share()), routes._MAKERS["points.bin"]

    def made_and_forgotten(points: PointSet) -> object:
        routes.forget(key)
        return make(points)

    monkeypatch.setitem(routes._MAKERS, "points.bin", made_and_forgotten)
    assert ask(f"/own/{key}/points.bin").status == 404 and key not in routes._served


def test_a_screen_forgotten_while_it_is_looked_up_is_not_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    key, forgetting = own_stage.keep(None, Briefing(), dict), []

    class Stages(dict[str, own_stage.Stage]):
        def get(self, asked: str, default: None = None) -> own_stage.Stage | None:
            found = super().get(asked)
            if not forgetting:
                forgetting.append(Thread(target=own_stage.forget, args=(key,)))
                forgetting[0].start()
                forgetting[0].join(0.2)
            return found

    monkeypatch.setattr(own_stage, "_stages", Stages(own_stage._stages))
    ask(f"/own/{key}/present")
    forgetting[0].join()
    assert key not in routes._served and ask(f"/own/{key}/present").status == 404
