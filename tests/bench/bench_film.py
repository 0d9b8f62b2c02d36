"""How long a film of 120 frames takes, and how large it is, as MP4 for a slide and as GIF (``python -m tests.bench.bench_film``).

Its frames are drawn by one process and put together by another program; the clock and the processor are both told, since the machine may
be busy with something else.
"""

from __future__ import annotations

import resource
from datetime import date
from time import perf_counter

from geodata.ledger import current
from layers.films.steps import FORMATS, days_of, frame_s
from layers.making import jobs
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
    jobs.warm()
    for name in ("slide", "gif"):
        form, clock, began = FORMATS[name], perf_counter(), processor()
        about = days, form.size, None, "https://atlas.test/", made, "light", (), ()
        frames = [jobs.film_frame(shown.with_(date=day), *about) for day in days]
        drawn = perf_counter() - clock
        film = jobs.film_file(frames, frame_s(len(days)), form.ending)
        took, busy = perf_counter() - clock, processor() - began
        told = f"{took:.1f} s ({drawn:.1f} s of it frames, {busy:.1f} s of the processor), limit {MOST_S:g} s"
        print(f"{name:6} {len(days)} frames: {told}; {len(film) / 1e6:.2f} MB, limit {MOST_BYTES / 1e6:g} MB")


if __name__ == "__main__":
    main()
