"""``python -m geodata.sets`` keeps a file's rows, lists what is kept, looks into it and deletes it: for whoever runs the atlas, at its machine.

It works where `BORDER_ATLAS_SETS` says, as the server does, and may be used while it runs. The file is read by a process apart, as a reader's is.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from geodata.importers.apart.process import READERS
from geodata.importers.formats.unpack import FILE
from geodata.importers.report import Refused, Report
from geodata.intervals import ALWAYS, FOREVER, day_number
from geodata.sets import from_file
from geodata.sets.asked.view import WORLD, View
from geodata.sets.here import catalogue, rows
from geodata.sets.kept import AUDIENCES, OWN_MACHINE, SPANS, Kept, Reader, Wish
from geodata.sets.naming import reference
from geodata.sets.whole import NotKept
from geodata.translation import tr

#: Lines that are told of each list of the report.
_LISTED = 5


def main(given: list[str] | None = None) -> int:
    """Do what is asked; returns 1 where it was refused, with the sentence said."""
    asked = _parser().parse_args(given)
    try:
        asked.do(asked, Reader(asked.account, keeps=True))
    except (NotKept, Refused) as why:
        sys.stderr.write(f"{why}\n")
        return 1
    finally:
        READERS.end()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m geodata.sets", description=__doc__)
    parser.add_argument(
        "--account", default=OWN_MACHINE, help="whose sets: an address as sign-in knows it; else those of this machine"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, does: Callable[[argparse.Namespace, Reader], None], said: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=said, description=said)
        made.set_defaults(do=does)
        return made

    keep = command("keep", _keep, "keep a file's rows; a CSV may have any size")
    keep.add_argument("file", type=Path)
    keep.add_argument("--title", default="", help="what to call the set; else as the file")
    keep.add_argument("--whose", default="", help="whose data it is")
    keep.add_argument("--note", default="")
    keep.add_argument("--licence", default="")
    keep.add_argument(
        "--seen-by",
        choices=tuple(AUDIENCES),
        default="link",
        help="who may see it: me, whoever has the link (which nobody can guess), or all",
    )
    keep.add_argument(
        "--lasts", choices=tuple(SPANS), default="good", help="how long it is kept: a week, a month, for good"
    )
    keep.add_argument("--of", default="", metavar="SET", help="keep it as the next version of this set")
    keep.add_argument(
        "--lasting", action="store_true", help="rows are states that hold from their first to their last day"
    )
    for name, does, said in (
        ("list", _list, "list what is kept"),
        ("drop", _drop, "delete a set for good, with all its versions"),
    ):
        made = command(name, does, said)
        if name == "drop":
            made.add_argument("set", metavar="SET")
    show = command("show", _show, "say what a set has within bounds and days")
    show.add_argument("set", metavar="SET", help="its id, or as id@2 a version of it")
    show.add_argument(
        "--bounds", type=_bounds, default=WORLD, metavar="W,S,E,N", help="degrees, as in --bounds=69,39,71,41"
    )
    show.add_argument("--from", dest="first", type=_day, default=ALWAYS, metavar="DAY", help="as 2022-09-16")
    show.add_argument("--to", dest="last", type=_day, default=FOREVER, metavar="DAY")
    return parser


def _keep(asked: argparse.Namespace, reader: Reader) -> None:
    title = asked.title or asked.file.stem
    wish = Wish(
        title, asked.note, asked.licence, asked.whose or tr("whoever runs this atlas"), asked.seen_by, asked.lasts
    )
    try:
        with asked.file.open("rb") as file:
            wanted = asked.of or wish
            found = from_file.keep(catalogue(), file, asked.file.name, wanted, reader, _told, asked.lasting, FILE)
    except OSError as error:
        raise NotKept(tr("“{file}” cannot be read: {why}.", file=asked.file, why=error.strerror or error)) from None
    _say(*_of_report(catalogue().report(found.newest)), *_of_set(found))


def _list(asked: argparse.Namespace, reader: Reader) -> None:
    found = [*catalogue().listed(reader), *catalogue().listed(reader, "briefing")]
    _say(*(line for kept in found for line in _of_set(kept)) if found else [tr("No set is kept here.")])


def _drop(asked: argparse.Namespace, reader: Reader) -> None:
    kept = catalogue().delete(asked.set, reader)
    _say(tr("“{title}” is deleted, with all that was kept of it.", title=kept.title))


def _show(asked: argparse.Namespace, reader: Reader) -> None:
    wanted = reference(asked.set)
    kept = catalogue().find(wanted, reader) if wanted else None
    version = kept.version(wanted.version) if kept and wanted else None
    if kept is None or version is None:
        raise NotKept(tr("There is no such set here, or it is not yours to see."))
    answers, view = rows(), View(asked.bounds, (asked.first, asked.last))
    figures = answers.figures(version.file, view)
    lines = [f"{kept.title} ({kept.reference(version.number)}): {figures.rows:,} of {version.rows:,} rows"]
    if figures.valued:
        meaning = answers.about(version.file).meaning.value
        lines.append(
            f"{meaning or 'figure'}: {figures.total:,.10g} in {figures.valued:,} rows, {figures.least:,.10g} to {figures.most:,.10g}"
        )
    years, n, none = answers.counts(version.file, view, "year")
    lines += [f"{year}  {count:>12,}" for year, count in zip(years.astype(str), n.tolist(), strict=True)]
    _say(*lines, *[f"of no year  {none:,}"] * bool(none))


def _of_set(kept: Kept) -> list[str]:
    versions = [f"  @{one.number}  {one.kept}  {one.rows:,} rows  {one.bytes / 1e6:,.1f} MB" for one in kept.versions]
    withdrawn = " (withdrawn)" if kept.state == "withdrawn" else ""
    until = f", until {kept.ends}" if kept.ends else ""
    return [f"{kept.title}{withdrawn}: kept={kept.reference()}, seen by {AUDIENCES[kept.seen_by]}{until}", *versions]


def _of_report(found: Report) -> list[str]:
    lines = [
        f"{found.kind}. {found.rows_read:,} rows read, {found.accepted:,} accepted, {found.rejected_count:,} rejected."
    ]
    for one in found.rejected:
        places = ", ".join(map(str, one.lines[:_LISTED].tolist()))
        lines.append(f"  {one.sentence} ({found.unit}: {places}{', …' if len(one.lines) > _LISTED else ''})")
    return [*lines, *([f"  {found.set_aside}"] if found.set_aside else []), *(f"  {note}" for note in found.notes)]


def _told(share: float, words: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{share:4.0%} {words}" + "\n" * (share == 1))
        sys.stderr.flush()


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def _day(text: str) -> int:
    return day_number(date.fromisoformat(text))


def _bounds(text: str) -> tuple[float, float, float, float]:
    west, south, east, north = map(float, text.split(","))
    return west, south, east, north


if __name__ == "__main__":
    sys.exit(main())
