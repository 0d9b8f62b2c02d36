"""What a kept version says of itself: a file of JSON beside its columns, by which it is known again."""

from __future__ import annotations

import glob
from pathlib import Path
from typing import Literal

import msgspec

from geodata.sets.reported import Reported
from geodata.sets.whole import NotKept
from geodata.store import Meaning, PointSet
from geodata.translation import tr

#: How versions are written; a program that finds a higher number is older than they are.
FORM = 1

ABOUT, POINTS, TEXTS, ROLLUP = "about.json", "points.parquet", "rows.parquet", "rollup.parquet"

_MADE_BY = "border-atlas"


class Words(msgspec.Struct, frozen=True):
    """A coded column: its name, and its words in the order of their codes."""

    name: str
    words: list[str]


class About(msgspec.Struct, frozen=True):
    """What `PointSet` says besides columns, how many rows there are, the file's own columns or None, sizes of the files beside, the report, and what there are rollups of (`asked.rollup`): nothing, in versions that have none."""

    made_by: str
    form: int
    title: str
    dataset: str
    category: str
    label: str
    time: Literal["event", "state"]
    meaning: Meaning
    hue: int
    coded: list[Words]
    figures: list[str]
    shapes: bool
    count: int
    names: list[str] | None
    sizes: dict[str, int]
    report: Reported
    rolled: list[int] = []


def about_of(points: PointSet, count: int, figures: list[str], report: Reported, names: list[str] | None) -> About:
    """Return what a set says of itself, of how many rows and with which figures; the sizes of its files are not yet known."""
    return About(
        _MADE_BY,
        FORM,
        points.title,
        points.dataset,
        points.category,
        points.label,
        points.time,
        points.meaning,
        points.hue,
        [Words(name, list(column.words)) for name, column in points.coded.items()],
        figures,
        points.shapes is not None,
        count,
        names,
        {},
        report,
    )


def written(folder: Path, said: About) -> About:
    """Write it beside the files that it is about, and return it with their sizes."""
    sizes = {name: (folder / name).stat().st_size for name in (POINTS, TEXTS, ROLLUP) if (folder / name).exists()}
    whole = msgspec.structs.replace(said, sizes=sizes)
    (folder / ABOUT).write_bytes(msgspec.json.encode(whole))
    return whole


def read(path: Path, alone: bool = False) -> About:
    """Return what a version says of itself; `alone` where the files beside were not brought with it.

    Raises
    ------
    NotKept
        Where it is not there, not written by this program, newer than it, or damaged.
    """
    try:
        text = (path / ABOUT).read_bytes()
    except FileNotFoundError:
        raise NotKept(tr("This version is not kept here, or not any more.")) from None
    except OSError:
        raise NotKept(_strange(path)) from None
    try:
        made = msgspec.json.decode(text, type=_Made)
        if made.made_by != _MADE_BY:
            raise NotKept(_strange(path))
        if made.form > FORM:
            raise NotKept(
                tr(
                    "“{name}” was kept by a newer version of the atlas: bring this one up to date to read it.",
                    name=path.name,
                )
            )
        said = msgspec.json.decode(text, type=About)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise NotKept(_strange(path)) from None
    for name, size in () if alone else said.sizes.items():
        if not (path / name).is_file() or (path / name).stat().st_size != size:
            raise NotKept(damaged(path))
    return said


def plain_path(file: Path) -> str:
    """Return the name of a file as DuckDB takes it for no pattern of several."""
    return glob.escape(str(file))


def damaged(path: Path) -> str:
    """Say that a version is not as it was written."""
    return tr(
        "“{name}” is damaged: its files are not as they were written. Bring them back from a copy, or keep the set anew.",
        name=path.name,
    )


class _Made(msgspec.Struct):
    made_by: str
    form: int


def _strange(path: Path) -> str:
    return tr("“{name}” was not written by the atlas, or is damaged: it is no kept set.", name=path.name)
