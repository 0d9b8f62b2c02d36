"""A reader's raw file is held once, counted, and gone when it is refused, removed, replaced or left (rows S7, S8 and C12 of the faults)."""

from __future__ import annotations

import gc
from collections.abc import Callable

import pytest
from shapely import Point
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.testing.v1 import AppTest, local_script_runner

from geodata.importers.report import Loaded
from pages.reader_data import arrived, leaving
from pages.reader_data import room as own_room
from pages.reader_data.room import Room
from tests.support.own_files import acled_row, csv_of, frame, vector_of
from tests.support.pages import markup, opened

ROWS = csv_of([acled_row(number) for number in range(1, 20)])
NOT_READ = b"%PDF-1.4 and nothing that could be a table"


@pytest.fixture
def room() -> Room:
    """Room for some ten small files."""
    return Room(bytes_each=10_000_000, bytes_all=20_000_000)


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """No session is known at first."""
    monkeypatch.setattr(leaving, "_ends", {})
    monkeypatch.setattr(leaving, "_away", {})


# ---- the page ------------------------------------------------------------------------------------------------------------
def read_of(name: str) -> list[Loaded]:
    """Return what the process still holds of a file that was read, whoever holds it."""
    gc.collect()
    return [one for one in gc.get_objects() if isinstance(one, Loaded) and one.report.file == name]


def on_the_page(name: str) -> AppTest:
    at = opened("map.py").switch_page("own_data.py").run()
    at.file_uploader[0].set_value((name, ROWS, "text/csv")).run()
    assert "19 rows read" in markup(at) and len(read_of(name)) == 1
    return at


def removed(at: AppTest) -> None:
    at.file_uploader[0].set_value(None).run()


def discarded(at: AppTest) -> None:
    next(button for button in at.button if button.label == "Discard").click().run()


def replaced(at: AppTest) -> None:
    at.file_uploader[0].set_value(("other.csv", NOT_READ, "text/csv")).run()


def left(at: AppTest) -> None:
    at.switch_page("explore.py").run()


@pytest.mark.parametrize("how", [removed, discarded, replaced, left])
def test_the_rows_of_a_file_that_is_no_longer_shown_are_gone(how: Callable[[AppTest], None]) -> None:
    at = on_the_page(f"{how.__name__}.csv")
    how(at)
    assert not at.exception
    assert read_of(f"{how.__name__}.csv") == []


@pytest.fixture
def holders(monkeypatch: pytest.MonkeyPatch) -> list[MemoryUploadedFileManager]:
    """What holds the raw files of the pages that are tested, one for each run."""
    made: list[MemoryUploadedFileManager] = []

    class Told(arrived.Files):
        def __init__(self, upload_endpoint: str) -> None:
            super().__init__(upload_endpoint)
            made.append(self)

        def add_file(self, session_id: str, file: UploadedFileRec) -> None:
            # A test of pages puts files there without sending them.
            MemoryUploadedFileManager.add_file(self, session_id, file)

    monkeypatch.setattr(local_script_runner, "MemoryUploadedFileManager", Told)
    return made


def test_a_refused_file_is_gone_at_once_and_its_reader_is_told_until_another_comes(
    holders: list[MemoryUploadedFileManager],
) -> None:
    at = opened("map.py").switch_page("own_data.py").run()
    at.file_uploader[0].set_value(("file.pdf", NOT_READ, "text/csv")).run()
    assert "Nothing was put on the map." in markup(at)
    assert not any(holders[-1].file_storage.values())
    at.file_uploader[0].set_value(("rows.csv", ROWS, "text/csv")).run()
    assert "19 rows read" in markup(at) and "Nothing was put on the map." not in markup(at)
    assert [len(files) for files in holders[-1].file_storage.values()] == [1]


def test_a_file_that_does_not_say_enough_waits_for_its_reader(holders: list[MemoryUploadedFileManager]) -> None:
    at = opened("map.py").switch_page("own_data.py").run()
    at.file_uploader[0].set_value(
        ("metres.gpkg", vector_of(frame(Point(300_000, 4_400_000), crs=None), "GPKG"), "")
    ).run()
    for said, words in (("nonsense", "is no reference system"), ("EPSG:32642", "What the columns mean")):
        assert "Nothing was put on the map." in markup(at) and any(holders[-1].file_storage.values())
        next(field for field in at.text_input if field.label.startswith("Reference system")).set_value(said).run()
        assert words in markup(at)
    at.file_uploader[0].set_value(
        ("metres.gpkg", vector_of(frame(Point(300_000, 4_400_000), crs=None), "GPKG"), "")
    ).run()
    next(field for field in at.text_input if field.label.startswith("Reference system")).set_value("").run()
    discarded(at)
    assert not any(holders[-1].file_storage.values()) and "Nothing was put on the map." not in markup(at)


def test_the_raw_file_goes_when_its_rows_go_onto_the_map(holders: list[MemoryUploadedFileManager]) -> None:
    at = opened("map.py").switch_page("own_data.py").run()
    at.file_uploader[0].set_value(("rows.csv", ROWS, "text/csv")).run()
    next(button for button in at.button if button.label == "Put it on the map").click().run()
    assert not at.exception and at.session_state["view"].own
    assert not any(holders[-1].file_storage.values())


# ---- raw files -----------------------------------------------------------------------------------------------------------
@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch, room: Room) -> arrived.Files:
    monkeypatch.setattr(own_room, "ROOM", room)
    return arrived.Files("/upload")


def come(files: arrived.Files, session: str, size: int) -> str:
    """Let a file come as a browser sends it, and return its id."""
    (name,) = [one.file_id for one in files.get_upload_urls(session, ["a"])]
    files.begin(session, name, size)
    files.count(session, name, size)
    files.add_file(session, UploadedFileRec(name, "a", "", b"x" * size))
    files.end(session, name)
    return name


@pytest.mark.usefixtures("known")
def test_files_that_come_and_go_are_counted_by_the_byte(files: arrived.Files, room: Room) -> None:
    first = come(files, "a", 1_000_000)
    assert room.bytes == 1_000_000
    second = come(files, "a", 2_000_000)
    assert room.bytes == 2_000_000 and [one.file_id for one in files.get_files("a", [first, second])] == [second]
    third = come(files, "a", 500)
    files.keep_only("a", "")
    # One that no page has seen yet waits for the run that will see it.
    assert room.bytes == 500
    files.get_files("a", [third])
    files.keep_only("a", "")
    assert room.bytes == 0
    come(files, "a", 700)
    files.remove_session_files("a")
    files.remove_session_files("a")
    assert room.bytes == 0 and files._given == files._coming == files._turned == {} and not files.file_storage


@pytest.mark.usefixtures("known")
def test_a_large_file_is_held_once_and_in_no_session_state(files: arrived.Files) -> None:
    """Streamlit would copy what the field holds at every run, and keep a copy until the run after the file has gone."""
    name = come(files, "a", arrived.LARGE + 1)
    assert [len(one.data) for one in files.get_files("a", [name])] == [0] and len(
        files.data("a", name)
    ) == arrived.LARGE + 1
    files.keep_only("a", "")
    assert files.data("a", name) == b"" and files.get_files("a", [name]) == []


@pytest.mark.usefixtures("known")
def test_a_session_that_goes_while_its_file_is_on_its_way_gets_it_no_more(files: arrived.Files, room: Room) -> None:
    (name,) = [one.file_id for one in files.get_upload_urls("a", ["a"])]
    files.begin("a", name, 0)
    files.count("a", name, 1000)
    files.remove_session_files("a")
    with pytest.raises(arrived.Turned):
        files.count("a", name, 2000)
    files.add_file("a", UploadedFileRec(name, "a", "", b"x" * 1000))
    files.end("a", name)
    assert room.bytes == 0 and not files.file_storage


@pytest.mark.usefixtures("known")
def test_strangers_words_leave_no_trace(files: arrived.Files) -> None:
    for number in range(50):
        with pytest.raises(arrived.Turned):
            files.begin(f"invented-{number}", "name", 10)
        files.remove_file(f"invented-{number}", "name")
        files.turn(f"invented-{number}", "words")
        files.get_files(f"invented-{number}", ["name"])
        files.keep_only(f"invented-{number}", "")
    assert (
        files._given == files._coming == files._turned == {}
        and not files.file_storage
        and leaving._ends == {}
        and not own_room._shares.keys() & {"invented-1"}
    )


@pytest.mark.usefixtures("known")
def test_what_a_request_promises_and_does_not_send_keeps_nobody_out(files: arrived.Files, room: Room) -> None:
    for session in "abcdefgh":
        (name,) = [one.file_id for one in files.get_upload_urls(session, ["a"])]
        files.begin(session, name, 4_900_000)
    assert room.bytes == 0
