"""Drawing goes on whatever is asked of it and whatever its process does: S5, S17, C15, C16."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from geodata.ledger import current
from layers.briefings.briefing import Briefing, Scene, token_of
from layers.making import jobs as rendering
from layers.reader_data.drawn import OwnSet
from pages.briefing import making
from pages.http import drawing
from pages.http.drawing import NotDrawn, Studio
from pages.reader_data import stage
from tests.support import jobs
from tests.support.asgi import ask
from tests.support.scenes import view
from tests.support.server import ROOT

MADE = date(2026, 11, 1)
#: Far more than anything here takes, far less than what it is to catch.
GENEROUS_S = 30
unforeseen = pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")


# ---- words as long as they may be ------------------------------------------------------------------------------------------


# ---- the process -----------------------------------------------------------------------------------------------------------
@pytest.fixture
def hands() -> Iterator[Studio]:
    """A studio that is short of patience."""
    made = Studio(dict.fromkeys((jobs.hang, jobs.stop, jobs.lie, jobs.boast), 0.5), ready_s=GENEROUS_S)
    assert made.submit(jobs.good).result(GENEROUS_S) == b"good"
    yield made
    made.shutdown()


@pytest.mark.parametrize("job", [jobs.die, jobs.leave, jobs.stop, jobs.hang, jobs.boast], ids=lambda job: job.__name__)
def test_a_process_that_dies_stops_or_hangs_is_replaced_and_says_so(job: Callable[..., bytes], hands: Studio) -> None:
    before = hands.pid
    with pytest.raises(NotDrawn, match=r"^[A-Z].*\.$"):
        hands.submit(job).result(GENEROUS_S)
    assert hands.submit(jobs.good).result(GENEROUS_S) == b"good"
    assert hands.pid not in (None, before)


@pytest.mark.parametrize(
    "job",
    [jobs.raise_unheard, jobs.raise_exit, jobs.raise_keyboard, jobs.raise_memory, jobs.recurse, jobs.number],
    ids=lambda job: job.__name__,
)
def test_an_error_of_any_kind_is_told_without_its_words_and_the_process_goes_on(
    job: Callable[..., bytes], hands: Studio
) -> None:
    before = hands.pid
    with pytest.raises(NotDrawn, match=r"^[A-Z].*\.$") as told:
        hands.submit(job).result(GENEROUS_S)
    assert "4711" not in str(told.value)
    assert hands.submit(jobs.good).result(GENEROUS_S) == b"good" and hands.pid == before


def test_a_process_that_is_stopped_while_a_large_job_is_handed_to_it_is_replaced(hands: Studio) -> None:
    os.kill(hands.pid, signal.SIGSTOP)
    with pytest.raises(NotDrawn):
        hands.submit(jobs.stop, b"x" * 5_000_000).result(GENEROUS_S)  # Far more than a pipe holds.
    assert hands.submit(jobs.good).result(GENEROUS_S) == b"good"


def test_what_the_process_answers_is_never_run(hands: Studio, tmp_path: Path) -> None:
    with pytest.raises(NotDrawn):
        hands.submit(jobs.lie, str(tmp_path / "trapped")).result(GENEROUS_S)
    assert hands.submit(jobs.good).result(GENEROUS_S) == b"good"
    assert not (tmp_path / "trapped").exists()


def test_a_process_that_has_grown_large_makes_place_after_its_job(
    hands: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = hands.pid
    assert hands.submit(jobs.large).result(GENEROUS_S) == b"xxxxx" and hands.pid == before
    monkeypatch.setattr(drawing, "LARGE", 140_000_000)
    assert hands.submit(jobs.large).result(GENEROUS_S) == b"xxxxx"
    assert hands.submit(jobs.good).result(GENEROUS_S) == b"good" and hands.pid != before


def test_what_the_server_itself_has_held_does_not_count_as_its_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    ballast = b"x" * 300_000_000
    monkeypatch.setattr(drawing, "LARGE", len(ballast))
    made = Studio()
    pids = [made.pid for _ in range(2) if made.submit(jobs.good).result(GENEROUS_S) == b"good"]
    made.shutdown()
    assert pids[0] is not None and pids[0] == pids[1]


def test_a_job_that_is_cancelled_before_its_turn_is_not_drawn(hands: Studio, tmp_path: Path) -> None:
    first = hands.submit(jobs.hang)
    second, third = (
        hands.submit(jobs.good_after, str(tmp_path / "second")),
        hands.submit(jobs.good_after, str(tmp_path / "third")),
    )
    assert second.cancel()
    assert first.exception(GENEROUS_S) and third.result(GENEROUS_S) == b"good"
    assert [file.name for file in tmp_path.iterdir()] == ["third"]


def test_no_more_than_so_many_jobs_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "WAITING", 3)
    hands = Studio({jobs.hang: 0.5}, ready_s=0)
    waiting = []
    with pytest.raises(NotDrawn, match="Ask again"):
        waiting.extend(hands.submit(jobs.hang) for _ in range(20))
    assert 3 <= len(waiting) <= 5
    assert all(job.exception(GENEROUS_S) for job in waiting)
    hands.shutdown()


def test_no_more_than_so_many_bytes_wait(hands: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "WAITING_BYTES", 3_000_000)
    busy = hands.submit(jobs.hang)
    with pytest.raises(NotDrawn, match="Ask again"):
        [hands.submit(jobs.good, b"x" * 1_000_000) for _ in range(20)]
    assert busy.exception(GENEROUS_S)
    # One alone may be larger than that: it would never have its turn.
    assert (
        hands.submit(jobs.good).result(GENEROUS_S)
        == hands.submit(jobs.good, b"x" * 4_000_000).result(GENEROUS_S)
        == b"good"
    )


@unforeseen
def test_the_clerk_survives_what_nobody_foresaw(hands: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    def trouble(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(drawing, "_exchanged", trouble)
        for _ in range(3):
            with pytest.raises(NotDrawn):
                hands.submit(jobs.good).result(GENEROUS_S)
    assert hands.submit(jobs.good).result(GENEROUS_S) == b"good"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent has ended")
def test_no_process_outlives_the_server_however_it_ends(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    script = (
        f"from pages.http.drawing import Studio; from tests.support import jobs; hands = Studio(); hands.submit(jobs.good).result(); print(hands.pid, flush=True); "
        f"hands.submit(jobs.hang_after, {str(tmp_path / 'pipe')!r}).result()"
    )
    server = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE)
    ended = os.pidfd_open(int(server.stdout.readline()))
    assert (tmp_path / "pipe").read_text(encoding="utf-8") == ""  # Now it works.
    server.kill()
    server.communicate()
    assert select.select([ended], [], [], GENEROUS_S)[0]
    os.close(ended)


def test_a_process_without_work_ends_where_it_is_not_kept() -> None:
    hands = Studio(idle_s=0.05)
    assert hands.submit(jobs.good).result(GENEROUS_S) == b"good"
    process = hands._process
    assert process is None or process.wait(GENEROUS_S) is not None
    assert hands.submit(jobs.good).result(GENEROUS_S) == b"good"
    hands.shutdown()


# ---- what readers get --------------------------------------------------------------------------------------------------------
#: Path → what is asked of it for a day, and which function draws it.
FACES: dict[str, tuple[Callable[[int], str], str]] = {
    "/view.png": (lambda day: f"date=2020-09-{day}&width=321&height=241", "png"),
    "/chart.svg": (lambda day: f"date=2020-09-{day}&chart=deaths", "losses_chart"),
    "/view.html": (lambda day: f"date=2020-09-{day}", "document"),
    "/present": (lambda day: f"briefing={token_of(briefing(f'2020-09-{day}'), current().revision)}", "document"),
    "/own/{}/present": (lambda day: "", "document"),
}


@pytest.mark.parametrize(
    ("path", "job"),
    [*((path, jobs.raise_unheard) for path in FACES), ("/view.png", jobs.die), ("/own/{}/present", jobs.die)],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_job_that_fails_or_a_process_killed_in_the_middle_of_it_is_503_and_comes_back(
    path: str, job: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_for, name = FACES[path]
    address, query = path.format(stage.keep(None, briefing(), dict)), ask_for(10 if job is jobs.die else 11)
    with monkeypatch.context() as patched:
        patched.setattr(rendering, name, job)
        answer = ask(address, query)
    assert (
        answer.status == 503
        and answer.headers["cache-control"] == "no-store"
        and int(answer.headers["retry-after"]) < 60
    )
    assert "Traceback" not in answer.text and "4711" not in answer.text
    assert ask(address, query).status == 200


def briefing(day: str = "2022-09-16") -> Briefing:
    return Briefing("Mine", scenes=(Scene(view(f"date={day}"), "One"),))


def ended(kind: str, own: dict[str, object] | None = None) -> making.Job:
    job = making.Job(kind, briefing(), MADE, "https://atlas.test", "revision", own or {})
    job.thread.join(2 * GENEROUS_S)
    return job


@unforeseen
def test_a_briefings_file_that_meets_what_nobody_foresaw_is_failed_and_gives_its_place_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def trouble(*_: object) -> None:
        raise KeyError("the secret is 4711")

    with monkeypatch.context() as patched:
        patched.setattr(OwnSet, "of", trouble)
        for _ in range(12):  # More than are made at once.
            job = ended("html", {"Mine": None})
            assert not job.running and job.body is None
            assert "safe" in job.failed and "4711" not in job.failed
    assert ended("html").body


def test_a_briefings_file_whose_drawing_fails_says_so_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(rendering, "scene_picture", jobs.raise_unheard)
        made = ended("pptx")
    assert (
        made.body is None
        and not made.running
        and made.failed.endswith("The briefing itself is safe.")
        and "4711" not in made.failed
    )
    assert ended("pptx").body


def test_pictures_do_not_wait_for_decks() -> None:
    assert making.BINDERY is not making.STUDIO
    slow = making.BINDERY.submit(jobs.hang)
    assert ask("/view.png", "date=2022-09-16&width=322&height=242").status == 200 and not slow.done()
    making.BINDERY.shutdown()
    assert slow.exception(GENEROUS_S)
