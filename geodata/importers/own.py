"""What the atlas itself wrote: downloads of a reader's own rows, and of the ledger's records, read back as they were."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from geodata.importers import tables
from geodata.importers.figures import is_figure
from geodata.importers.layout import SHAPEFILE, Layout, normal
from geodata.importers.report import harmless
from geodata.store import Meaning
from geodata.translation import tr

#: What stands before the name of a column that the atlas added to a reader's own.
ADDED = "atlas_"

_ADDED_KEYS = """
    title dataset line first_day last_day dated label category time low value high precision_m lon lat id name begin end
"""

#: Names, in lower case, that columns added to a reader's own have, or get when the file is read; also cut as a shapefile cuts them.
ADDED_NAMES = frozenset(name for key in _ADDED_KEYS.split() for name in (f"{ADDED}{key}", f"{ADDED}{key}"[:SHAPEFILE]))

#: Whatever name GDAL's drivers take for the number of a row.
_NUMBER = frozenset({"ogc_fid"})

#: Columns that GDAL's driver turns into elements of KML: links that a viewer follows, models it fetches, cameras, styles.
_KML_ELEMENTS = """
    name description timestamp begin end altitudemode tessellate extrude visibility draworder icon heading tilt
    roll snippet model scale_x scale_y scale_z networklink networklink_refreshvisibility networklink_flytoview
    networklink_refreshmode networklink_refreshinterval networklink_viewrefreshmode networklink_viewrefreshtime
    networklink_viewboundscale networklink_viewformat networklink_httpquery camera_longitude camera_latitude
    camera_altitude camera_altitudemode photooverlay photooverlay_shape leftfov rightfov bottomfov topfov near
    imagepyramid_tilesize imagepyramid_maxwidth imagepyramid_maxheight imagepyramid_gridorigin imageoverlay
    groundoverlay id ogr_style
"""

#: Format → names, in lower case, that it uses for itself; a reader's column so called is written with a number behind its name.
RESERVED = {
    "GeoJSON": _NUMBER,
    "GeoPackage": _NUMBER | {"fid", "geom"},
    "KML": _NUMBER | frozenset(_KML_ELEMENTS.split()),
}

_NUMBERED = re.compile(r"_\d+$")

_FIGURES = {key: (f"{ADDED}{key}",) for key in ("value", "low", "high")}

#: Rows of a reader's own set.
ROWS = Layout(
    id="own",
    title="",
    recognised_by=tuple((f"{ADDED}{name}",) for name in ("first_day", "last_day", "dated", "line")),
    fields={
        "lon": (f"{ADDED}lon",),
        "lat": (f"{ADDED}lat",),
        "place": ("wkt",),
        "date": (f"{ADDED}first_day",),
        "date_end": (f"{ADDED}last_day",),
        "date_code": (f"{ADDED}dated",),
        "radius": (f"{ADDED}precision_m",),
        **_FIGURES,
    },
    coded={f"{ADDED}category": (f"{ADDED}category",), f"{ADDED}label": (f"{ADDED}label",)},
    category=f"{ADDED}category",
    label=f"{ADDED}label",
    same=(f"{ADDED}category", f"{ADDED}label"),
    open_ended=True,
)

#: Records of the ledger; a KML has their titles as names.
RECORDS = Layout(
    id="records",
    title="Border Atlas",
    recognised_by=tuple(
        (name,) for name in ("first_day", "last_day", "date_precision", "place_precision_m", "source_ids")
    ),
    fields={
        "lon": ("lon",),
        "lat": ("lat",),
        "place": ("wkt",),
        "date": ("first_day",),
        "date_end": ("last_day",),
        "date_code": ("date_precision",),
        "radius": ("place_precision_m",),
        # Of files written before each side had columns of its own; one figure for both there is none.
        "value": ("deaths_high",),
        "low": ("deaths_low",),
        "high": ("deaths_high",),
    },
    coded={
        "layer": ("layer",),
        "title": ("title", "Name"),
        "kind": ("kind",),
        "state": ("state",),
        "districts": ("districts",),
        "fired_by": ("fired_by",),
        "losses_of": ("losses_of",),
        "actors": ("actors",),
        "confidence": ("confidence",),
    },
    category="layer",
    label="title",
    same=("title", "kind"),
    vague=frozenset({"month", "year"}),
    open_ended=True,
    meaning=lambda: Meaning(
        value=tr("deaths"),
        value_note=tr("The highest claim of the ledger's claimants for one side of loss; never a sum."),
    ),
)


def wrote(columns: list[str]) -> bool:
    """Tell from a file's columns whether the atlas wrote it."""
    return ROWS.fits(columns) or RECORDS.fits(columns)


def theirs(columns: list[str]) -> list[str]:
    """Return the columns that a reader's rows had before the atlas wrote them; all, of a file that it did not write."""
    if not ROWS.fits(columns):
        return columns
    return [name for name in columns if normal(name) not in ADDED_NAMES and name != "wkt"]


def as_it_was(layout: Layout, columns: list[str], sample: list[list[str]], lasting: bool) -> Layout:
    """Return the layout of a reader's rows with what the file says of them: which of their columns was kind, name and figure.

    Parameters
    ----------
    layout : Layout
        `ROWS`.
    columns : list of str
    sample : list of list of str
        The first rows.
    lasting : bool
        Rows are states where the file does not say it.
    """
    cells = {name: [row[number] for row in sample] for number, name in enumerate(columns)}
    given = theirs(columns)

    def same(added: str, alike: Callable[[str, str], bool]) -> str:
        wanted = cells.get(f"{ADDED}{added}", [])
        if not any(wanted):
            return ""
        return next(
            (name for name in given if all(map(alike, cells[name], wanted))),
            f"{ADDED}{added}" if f"{ADDED}{added}" in columns else "",
        )

    category, label = (same(added, str.__eq__) for added in ("category", "label"))
    figure = same("value", _same_figure)
    guess = tables.guess(given, [[row[columns.index(name)] for name in given] for row in sample])
    if f"{ADDED}time" not in columns:
        # Before the atlas wrote which they were.
        category, label = guess.get("category", ""), guess.get("label", "")
    actors = [guess[key] for key in ("actor_1", "actor_2") if key in guess]
    named = list(dict.fromkeys(filter(None, (category, label, *actors))))
    times = cells.get(f"{ADDED}time", [])[:1] or ["state" if lasting else "event"]
    return replace(
        layout,
        title=next(iter(cells.get(f"{ADDED}dataset", [])), ""),
        coded={name: (name,) for name in named},
        category=category,
        label=label,
        same=tuple(actors or named),
        recognised_by=(),
        time="state" if times == ["state"] else "event",
        # As the file's maker and as this process calls a day that is not known.
        vague=frozenset({tr("not exactly"), "not exactly"}),
        meaning=lambda: tables.meaning_of(figure, "" if figure.startswith(ADDED) else None),
    )


def _same_figure(cell: str, wanted: str) -> bool:
    """Tell whether a cell was read as a figure, with whatever signs for thousands and decimals."""
    if not wanted:
        return True
    plain = "".join(cell.split())
    readings = (plain.replace(",", ""), plain.replace(".", "").replace(",", "."))
    return any(map(is_figure, readings)) and float(wanted) in {float(one) for one in readings if is_figure(one)}


def named(columns: list[str], kind: str) -> list[str]:
    """Return the columns' names as they were before they were written."""
    if kind == "CSV":
        return [_unguarded(name) for name in columns]
    taken = RESERVED.get(kind, frozenset())
    if kind == "KML" and ROWS.fits(columns):
        # The atlas's title and days once more, as what a globe shows.
        columns = [f"{ADDED}{name}" if name in ("id", "Name", "begin", "end") else name for name in columns]
    plain = [_NUMBERED.sub("", name) for name in columns]
    return [
        short if short.casefold() in taken and columns.count(name) == plain.count(short) == 1 else name
        for name, short in zip(columns, plain, strict=True)
    ]


def restored(batch: pa.RecordBatch, columns: list[str], kind: str) -> pa.RecordBatch:
    """Return texts as they were before they were written: without what kept a spreadsheet from computing them, or a balloon from reading them as HTML."""
    if kind == "CSV":
        return _changed(batch, range(batch.num_columns), pc.starts_with, "'", _unguarded)
    described = [columns.index("description")] if kind == "KML" and "description" in columns else []
    return _changed(batch, described, pc.match_substring, "&", html.unescape)


def _changed(
    batch: pa.RecordBatch,
    numbers: range | list[int],
    perhaps: Callable[..., pa.Array],
    sign: str,
    change: Callable[[str], str],
) -> pa.RecordBatch:
    arrays = list(batch.columns)
    for number in numbers:
        if pc.any(perhaps(arrays[number], sign)).as_py():
            cells = arrays[number].to_pylist()
            arrays[number] = pa.array([cell and change(cell) for cell in cells], pa.string())
    return pa.RecordBatch.from_arrays(arrays, schema=batch.schema)


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and harmless(cell[1:]) == cell else cell
