"""How long a film of 120 frames takes, and how large it is, as MP4 for a slide and as GIF (``python -m tests.bench.bench_film``).

As the server makes it: its frames are drawn by two processes that start for it, and put together by another program. The clock and the
processor are both told, since the machine may be busy with something else.
"""

from __future__ import annotations

import resource
from datetime import date
from time import perf_counter

from geodata.ledger import current
from layers.films.steps import days_of
from pages.films.making import Film, FilmJob
from pages.http.drawing import BINDERY, DARKROOM
from tests.support.scenes import view

#: What issue 19 asks for, in seconds and bytes.
MOST_S, MOST_BYTES = 40.0, 8_000_000


def processor() -> float:
    """Return the seconds of the processor that this process and those it waited for have taken."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


def main() -> None:
    """Measure both."""
    shown, made = view(""), date(2026, 11, 1)
    days = days_of(shown, current(), date(2012, 1, 1), date(2021, 12, 1), "month")
    for name in ("slide", "gif"):
        clock, began = perf_counter(), processor()
        job = FilmJob(Film(shown, days, name, None, "https://atlas.test/", "light", made), "bench", {})
        while job.done < len(days):
            job.thread.join(0.05)
        drawn = perf_counter() - clock
        job.thread.join()
        took, film = perf_counter() - clock, job.body or b""
        # What a process took is known once it has ended.
        for studio in (BINDERY, DARKROOM):
            studio.shutdown()
        busy = processor() - began
        told = f"{took:.1f} s ({drawn:.1f} s of it frames, {busy:.1f} s of the processor), limit {MOST_S:g} s"
        print(f"{name:6} {len(days)} frames: {told}; {len(film) / 1e6:.2f} MB, limit {MOST_BYTES / 1e6:g} MB")


if __name__ == "__main__":
    main()
