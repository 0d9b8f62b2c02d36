"""What files made to do harm cost everybody else: each is dropped on a running atlas, as a browser does it, while others are answered.

Printed for each: seconds to the page's sentence, the longest that `/health` took meanwhile, and what the server's memory grew by, at the
most and in the end. ``make bench`` prints it; ``python -m tests.bench.bench_attacks 40`` takes those only whose name has a word.
"""

from __future__ import annotations

import asyncio
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from time import perf_counter

from tests.support.attacks.files import ATTACKS, LARGE
from tests.support.http import fetch
from tests.support.memory import held_mb
from tests.support.own_files import acled_row, csv_of
from tests.support.server import App, serve
from tests.support.session import Session

#: Goals: seconds to an answer, milliseconds of /health, MB that stay.
ANSWER_S, HEALTH_MS, STAYS_MB = 20, 200, 20
LOOK_AGAIN_S = 0.01


class Watch:
    """Asks for /health without a pause and notes the longest answer and the server's greatest memory."""

    def __init__(self, app: App) -> None:
        self._app, self._over = app, Event()
        self.longest_ms = self.most_mb = 0.0
        self._thread = Thread(target=self._look)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(LOOK_AGAIN_S):
            start = perf_counter()
            fetch(self._app, "/health")
            self.longest_ms = max(self.longest_ms, (perf_counter() - start) * 1000)
            self.most_mb = max(self.most_mb, held_mb(self._app.pid))


async def drop(app: App, name: str, data: bytes) -> tuple[float, str]:
    """Drop a file in a session of its own; returns seconds to the page's answer, and the answer."""
    async with Session(app.url, page="own-data") as session:
        shown = await session.first()
        answered = await session.drop(shown, name, data)
    said = re.search(
        r'ba-notice" role="alert">(.*?)</div>|(\d[\d,]* rows? read, .*?)<|(What the columns mean)', answered.words
    )
    return answered.seconds, next(filter(None, said.groups())) if said else "?"


def main(words: str = "") -> int:
    """Measure and print; returns 1 when a goal is missed."""
    missed = 0
    print(
        f"{'dropped':<52}{'MB':>7}{'answer, s':>11}{'/health, ms':>13}{'peak, MB':>10}{'stays, MB':>11}   goals {ANSWER_S} s, {HEALTH_MS} ms, {STAYS_MB} MB"
    )
    with TemporaryDirectory() as folder, serve(Path(folder) / "log") as app:
        for number in range(3):
            asyncio.run(drop(app, "small.csv", csv_of([acled_row(number)])))  # loads the code, once for all readers
        start_mb = held_mb(app.pid)
        for title, (name, make) in {**ATTACKS, **LARGE}.items():
            if words not in title:
                continue
            data, before_mb = make(), held_mb(app.pid)
            with Watch(app) as watch:
                seconds, said = asyncio.run(drop(app, name, data))
            kept = seconds <= ANSWER_S or title in LARGE
            missed += not (kept and watch.longest_ms <= HEALTH_MS)
            print(
                f"{title:<52}{len(data) / 1e6:>7.1f}{seconds:>11.2f}{watch.longest_ms:>13.0f}{watch.most_mb - before_mb:>10.0f}{held_mb(app.pid) - before_mb:>11.0f}   {said[:90]}",
                flush=True,
            )
        # The sessions are kept for two minutes by Streamlit, what they dropped for as long.
        Event().wait(150)
        stays = held_mb(app.pid) - start_mb
        print(f"two minutes later the server holds {stays:.0f} MB more than before")
    return int(bool(missed) or stays > STAYS_MB)


if __name__ == "__main__":
    sys.exit(main(" ".join(sys.argv[1:])))
