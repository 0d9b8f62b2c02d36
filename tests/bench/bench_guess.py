"""How much of what analysts drop is read as it was meant, with nothing said by hand: ``python -m tests.bench.bench_guess``, part of ``make bench``.

Some eight hundred made files (`layouts_made`) are read in this process, with the guess that the page shows. A file is right when every row is what the truth says:
read with its days and place, asked about where nothing can tell, or rejected with a reason. What is wrong is wrong in silence
where a row shows days, a place or a figure that are not its own, or is nowhere at all; anything else a reader can see in the report.

``python -m tests.bench.bench_guess FILE`` also writes the forms that fail, with an example of each.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter

import numpy as np

from geodata.importers.options import Options
from geodata.importers.reading import peek, read
from geodata.importers.report import Loaded, Refused
from geodata.intervals import ALWAYS, FOREVER, day_number, from_day_number
from tests.bench.layouts_made import Made, Truth, everything

#: Shares of right files, and files wrong in silence, to reach.
GOAL, SILENT = 0.98, 0
#: Degrees by which a place may be off: half a second, and what a single float loses.
NEAR = 2e-4
#: What a sentence says that asks.
_ASKS = re.compile(
    r"which (?:it )?is|which is meant|reference system|mapping step|choose|\btick\b|\bsay\b|nothing (?:else )?(?:in the file )?(?:says|tells)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Verdict:
    """What came of a file: "right", "said" (wrong, and a reader is told) or "silent", and an example of what is wrong."""

    what: str = "right"
    words: str = ""


RIGHT = Verdict()


def judged(made: Made) -> Verdict:
    """Read a file and hold it to the truth."""
    outcomes = {truth.outcome for truth in made.truth.values()}
    try:
        loaded = read(made.name, made.data, Options(), lasting=made.lasting)
    except Refused as refusal:
        asked = refusal.asks or (_ASKS.search(str(refusal)) is not None and _shown(made))
        if outcomes <= {"either"} or ("asked" in outcomes and asked):
            return RIGHT
        return Verdict("said", f"refused: {refusal}")
    found = _found(made, loaded)
    verdicts = [_row(key, truth, found.get(key), loaded) for key, truth in made.truth.items()]
    wrong = [one for one in verdicts if one.what == "silent"] or [one for one in verdicts if one.what == "said"]
    if wrong:
        return wrong[0]
    meant = (loaded.points.category, loaded.points.label)
    if made.meant and meant != made.meant[:2]:
        return Verdict("said", f"kind and name are {meant}, not {made.meant[:2]}")
    if made.meant and loaded.points.value is None:
        return Verdict("said", f"no figure, not even “{made.meant[2]}”")
    return RIGHT


def _shown(made: Made) -> bool:
    """Tell whether the page shows a file's rows and asks what they mean."""
    try:
        peek(made.name, made.data)
    except Refused as refusal:
        return refusal.asks
    return True


def _found(made: Made, loaded: Loaded) -> dict[str, tuple[int, str, list[str]]]:
    """Return what became of each row: (row of the set, "" or the reason for rejection, its cells), by its reference."""
    found: dict[str, tuple[int, str, list[str]]] = {}

    def note(at: int, reason: str, cells: list[str]) -> None:
        for key in made.truth.keys() & set(cells):
            found[key] = (at, reason, cells)

    points, report = loaded.points, loaded.report
    if points.rows is not None and len(points):
        for at, row in enumerate(points.rows.table(np.arange(len(points))).to_pylist()):
            note(at, "", list(row.values()))
    for rejection in report.rejected:
        for row in report.rows.table(rejection.numbers).to_pylist() if len(rejection.numbers) else ():
            note(-1, rejection.reason, list(row.values()))
        for text in rejection.texts:
            note(-1, rejection.reason, re.split(r"[,;\t|\"]", text))
    return found


def _row(key: str, truth: Truth, got: tuple[int, str, list[str]] | None, loaded: Loaded) -> Verdict:
    if got is None:
        return Verdict("silent", f"{key} is neither taken nor rejected")
    at, reason, cells = got
    if reason:
        fine = truth.outcome in ("rejected", "either") or (truth.outcome == "asked" and reason == "swapped")
        return RIGHT if fine else Verdict("said", f"{key} rejected ({reason}): {_short(cells)}")
    if truth.outcome == "asked" and any(_ASKS.search(note) for note in loaded.report.notes):
        return RIGHT
    wrong = "; ".join(_wrongs(at, truth, cells, loaded))
    if truth.outcome == "rejected":
        wrong = wrong or "taken"
    if truth.outcome == "asked":
        wrong = wrong or "taken without asking"
    if not wrong:
        return RIGHT
    return Verdict("said" if _told(wrong, loaded) else "silent", f"{key} {wrong}: {_short(cells)}")


def _told(wrong: str, loaded: Loaded) -> bool:
    """Tell whether what is wrong is only that something is not shown, and the report says so: a column of dates left out by its name, a figure not read."""
    notes = loaded.report.notes
    if wrong.startswith("figure nan"):
        return loaded.points.value is None or any("figure" in note for note in notes)
    if wrong.startswith("“"):
        return any("encoded" in note or "encoding" in note for note in notes)
    return wrong.startswith("days always to for ever") and any(
        "“" in note and "date" in note and re.search(r"\d", note) for note in notes
    )


def _wrongs(at: int, truth: Truth, cells: list[str], loaded: Loaded) -> list[str]:
    """Return what of a row that was taken is not the truth, in words."""
    points, wrong = loaded.points, []
    lon, lat = float(points.lon[at]), float(points.lat[at])
    if max(abs(lon - truth.place[0]), abs(lat - truth.place[1])) > NEAR:
        wrong.append(f"place {lat:.4f} {lon:.4f}")
    start, end, vague = int(points.day_start[at]), int(points.day_end[at]), bool(points.vague[at])
    said = truth.said
    if said.start is None or said.end is None:
        # Around some day: fair where nothing is sharpened.
        if truth.outcome != "either" or not (vague or end - start > 1):
            wrong.append(f"days {_day(start)} to {_day(end)}")
    else:
        after = FOREVER if said.end == date.max else day_number(said.end)
        if (start, end) != (day_number(said.start), after):
            wrong.append(f"days {_day(start)} to {_day(end)}")
        elif said.vague is not None and vague != said.vague:
            wrong.append("vague" if vague else "not vague")
    if truth.text not in cells:
        wrong.append(f"“{truth.text}” is not in it")
    if truth.figure is not None:
        value = np.nan if points.value is None else float(points.value[at])
        if not (np.isclose(value, truth.figure) or (np.isnan(value) and np.isnan(truth.figure))):
            wrong.append(f"figure {value:g}, not {truth.figure:g}")
    return wrong


def _day(number: int) -> str:
    return "always" if number == ALWAYS else "for ever" if number == FOREVER else f"{from_day_number(number)}"


def _short(cells: list[str]) -> str:
    return " | ".join(cell[:40] for cell in cells if cell)[:160]


def main() -> None:
    """Read every file and print the table by form."""
    start, tally = perf_counter(), defaultdict[tuple[str, str], list[tuple[Made, Verdict]]](list)
    for made in everything():
        tally[made.group, made.form].append((made, judged(made)))
    seconds, group = perf_counter() - start, ""
    print(f"{'form':<60}{'files':>6}{'right':>7}{'silent':>8}   where it was seen")
    for (at, form), files in tally.items():
        if at != group:
            print(f"\n{at}")
            group = at
        if at != "dates × places":
            print(
                f"  {form[:56]:<58}{len(files):>6}{_count(files, 'right'):>7}{_count(files, 'silent'):>8}   {files[0][0].seen}"
            )
    print()
    for name in dict.fromkeys(at for at, _ in tally):
        _sum(name, [one for (at, _), files in tally.items() if at == name for one in files])
    every = [one for files in tally.values() for one in files]
    _sum("all", every)
    print(f"{seconds:.0f} s. Goals: {GOAL:.0%} right, {SILENT} wrong in silence")
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(_failures(tally), encoding="utf-8")


def _count(files: list[tuple[Made, Verdict]], what: str) -> int:
    return sum(verdict.what == what for _, verdict in files)


def _sum(name: str, files: list[tuple[Made, Verdict]]) -> None:
    right = _count(files, "right")
    print(f"{name:<60}{len(files):>6}{right:>7}{_count(files, 'silent'):>8}   {right / len(files):.1%} right")


def _failures(tally: dict[tuple[str, str], list[tuple[Made, Verdict]]]) -> str:
    lines, group = [], ""
    for (at, form), files in tally.items():
        wrong = sorted((one for one in files if one[1].what != "right"), key=lambda one: one[1].what != "silent")
        if not wrong:
            continue
        if at != group:
            lines.append(f"\n## {at}\n")
            group = at
        made, verdict = wrong[0]
        head = "" if made.data[:2] == b"PK" else made.data[:160].decode("utf-8", "replace").replace("\n", "⏎")
        lines.append(
            f"- **{form}** ({len(wrong)} of {len(files)}, {verdict.what}): {verdict.words}\n  - file: `{head}`"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
