"""Kept sets, which all who look at them share, are held and counted once, and make room for readers' own."""

from __future__ import annotations

from threading import Thread

import pytest

from geodata.importers.reading import read as read_file
from geodata.importers.report import Loaded, Refused
from pages.reader_data.room import Room, Share
from pages.reader_data.shelf import Shelf
from tests.support.own_files import acled_row, csv_of


@pytest.fixture
def loaded() -> Loaded:
    return read_file("rows.csv", csv_of([acled_row(number) for number in range(1, 20)]))


def test_a_kept_set_that_nobody_looks_at_makes_room_for_a_readers_own(loaded: Loaded) -> None:
    size = loaded.nbytes
    room = Room(10 * size, 4 * size)
    shelf, reader = Shelf(room), Share(room)
    shelf.open("seen", lambda: loaded)
    shelf.open("left", lambda: loaded)
    shelf.close("left")
    reader.take("mine", 3 * size)
    assert list(shelf._held) == ["seen"] and room.bytes == 4 * size
    # What somebody looks at stays.
    with pytest.raises(Refused):
        reader.take("more", size)
    assert list(shelf._held) == ["seen"]
    with pytest.raises(Refused, match="no room in its memory"):
        shelf.open("third", lambda: loaded)
    reader.end()
    assert room.bytes == size


def test_a_kept_set_that_many_open_at_once_is_read_once_and_counted_once(loaded: Loaded) -> None:
    room, reads = Room(10**9, 10**9), []
    shelf = Shelf(room)

    def read() -> Loaded:
        reads.append(1)
        return loaded

    threads = [Thread(target=shelf.open, args=("file", read)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(reads) == 1 and shelf._held["file"].users == 8 and room.bytes == loaded.nbytes
    for _ in range(9):
        shelf.close("file")
    shelf._held["file"].files.get("points.bin", loaded.points)
    shelf.forget("file")
    assert room.bytes == 0


def test_files_of_a_kept_set_made_while_it_makes_room_leave_nothing_counted(
    loaded: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = loaded.nbytes
    room = Room(10**9, 4 * size)
    shelf = Shelf(room)
    Share(room).take("another's", 3 * size)
    files = shelf.open("file", lambda: loaded).files
    shelf.close("file")
    # Counting what is made of it lets go of the set itself.
    assert files.get("points.bin", loaded.points).body
    assert not shelf._held and room.bytes == 3 * size
