"""Rows of a reader's own set as files: the file's own columns as they are, what the atlas read of them beside, and a text that says whose they are."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import shapely

from geodata.dates import say
from geodata.importers.report import Report, harmless
from geodata.store import PointSet
from layers.files.formats import FORMATS, Format, Roles, packed, page
from layers.files.table import CRS
from layers.reader_data import table as own_table

#: Columns that the atlas adds → (type, what they hold). Their names are kept free of the file's own.
COLUMNS: dict[str, tuple[str, str]] = {
    "atlas_title": ("text", "Kind and name of the row, as its card has them"),
    "atlas_dataset": ("text", "What the atlas took the file for; two datasets are never added up"),
    **{
        f"atlas_{name}": (kind, gloss)
        for name, (kind, _, gloss) in own_table.COLUMNS.items()
        if name not in ("label", "category")
    },
}
ROLES = Roles("atlas_title", "", "atlas_first_day", "atlas_last_day")

#: More rows than this would make a file that few programs open, and that the server has no memory for. Formats not named take all.
MOST_ROWS = {"geojson": 50_000, "kml": 20_000}


@dataclass(frozen=True)
class Taken:
    """The rows of a set that a reader takes away.

    Attributes
    ----------
    title : str
        What its owner calls the set.
    points : PointSet
    rows : ndarray of int, shape (m,)
        Row numbers, in the order of the file that is made.
    report : Report
        What the import found.
    filters : tuple of str
        What narrowed the set to these rows, in words.
    """

    title: str
    points: PointSet
    rows: np.ndarray
    report: Report
    filters: tuple[str, ...] = ()


def filters_in_words(chosen: dict[str, list[str]], q: str) -> tuple[str, ...]:
    """Say which words were ticked in which column, and which were looked for in place and kind."""
    said = [
        f"{name[:1].upper()}{name[1:]}: {', '.join(word or '(not stated)' for word in words)}."
        for name, words in chosen.items()
    ]
    return (*said, *[f"Words in place or kind: “{q}”."] * bool(q))


def frame(taken: Taken, kind: Format) -> tuple[gpd.GeoDataFrame, dict[str, str]]:
    """Return the rows as a table with geometry, and column of the table → column of the file where the two differ.

    The file's own columns come first, as text. Geometry is WGS 84, (lon, lat): the outline where the row has one, else a point.
    """
    points, rows = taken.points, taken.rows
    texts = points.rows.table(rows).to_pandas() if points.rows else pd.DataFrame(index=range(len(rows)))
    names = _free([str(name) for name in texts.columns], kind)
    renamed = {new: old for new, old in zip(names, texts.columns, strict=True) if new != old}
    texts.columns = names
    read = own_table.reading(points, rows)
    added: dict[str, object] = {
        "atlas_title": _titles(points, rows),
        "atlas_dataset": pd.array([points.dataset], dtype="str").repeat(len(rows)),
        **{
            f"atlas_{name}": _plain_day(read[name]) if own_table.COLUMNS[name][0] == "date" else read[name]
            for name in read
            if name not in ("label", "category")
        },
    }
    table = pd.concat([texts, pd.DataFrame(added, index=texts.index)], axis=1)
    geometry = shapely.points(read["lon"].to_numpy(), read["lat"].to_numpy())
    if points.shapes is not None:
        drawn = points.shapes[rows]
        geometry = np.where(shapely.is_missing(drawn), geometry, drawn)
    return gpd.GeoDataFrame(table, geometry=geometry, crs=CRS), renamed


def _free(names: list[str], kind: Format) -> list[str]:
    """Return the file's column names as one line each, with a number behind those that the format, the atlas or an earlier column has (in any case)."""
    used = {"geometry", "wkt", *COLUMNS, *kind.reserved}
    free = []
    for name in map(_one_line, names):
        number, wanted = 1, name
        # As a spreadsheet gets it, which must not take it for a formula.
        while harmless(wanted).casefold() in used:
            number += 1
            wanted = f"{name}_{number}"
        used.add(harmless(wanted).casefold())
        free.append(wanted)
    return free


def _one_line(name: str) -> str:
    """Return a column's name without what ends a line or a text, half letters and what is no letter; never empty."""
    held = name.encode("utf-8", "replace").decode()
    kept = "".join(
        " " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") or letter in "\ufffe\uffff" else letter
        for letter in held
    )
    return " ".join(kept.split()) or "column"


def _titles(points: PointSet, rows: np.ndarray) -> np.ndarray:
    parts = [own_table.words(points, name, rows) for name in dict.fromkeys((points.category, points.label)) if name]
    if not parts:
        return np.array([f"Row {line}" for line in points.line[rows].tolist()], dtype=object)
    titles = parts[0]
    for more in parts[1:]:
        titles = titles + np.where((titles == "") | (more == ""), "", " · ") + more
    return titles


def _plain_day(days: pd.Series) -> pd.Series:
    return days.astype(pd.ArrowDtype(pa.timestamp("s"))).astype(pd.ArrowDtype(pa.date32()))


def stem(taken: Taken) -> str:
    """Return the files' name without ending: letters, figures and hyphens of the set's title."""
    words = "".join(letter if letter.isalnum() else " " for letter in taken.title).split()
    return "-".join(["own", *words]).lower()


def bundle(name: str, taken: Taken, made: date) -> bytes:
    """Return a zip of the rows in one of `exports.FORMATS` and the text that says whose they are, made in memory."""
    kind = FORMATS[name]
    table, renamed = frame(taken, kind)
    return packed(
        {
            f"{stem(taken)}{kind.ending}": kind.write(table, ROLES),
            f"{stem(taken)}.citation.txt": citation(taken, list(table.columns), renamed, made).encode(),
        }
    )


def citation(taken: Taken, columns: list[str], renamed: dict[str, str], made: date) -> str:
    """Return the text beside a file: whose data it is, what its figures mean, under which terms, what narrowed it.

    Parameters
    ----------
    columns : list of str
        Those of the file it goes with.
    renamed : dict of str to str
        Column of that file → column of the reader's own, where the two differ.
    made : datetime.date
    """
    points, meaning, report = taken.points, taken.points.meaning, taken.report
    figure = (
        f"{meaning.value[:1].upper()}{meaning.value[1:]}. {meaning.value_note}{f' 0: {meaning.zero}.' if meaning.zero else ''}"
        if meaning.value
        else "The file has no figure that was read."
    )
    own = [name for name in columns if name not in COLUMNS and name != "geometry"]
    return page(
        [
            (
                f"{taken.title}: rows of a file of your own",
                [
                    f"Read from “{report.file}” as {report.kind}: {report.rows_read:,} rows, of which {report.accepted:,} were taken and {report.rejected_count:,} rejected.",
                    f"This file holds {len(taken.rows):,} of them. Made with Border Atlas on {say(made)}.",
                    "They are not part of the atlas's ledger and were not checked by it. The file was read in the server's memory and is not kept there.",
                ],
            ),
            ("What narrowed it", list(taken.filters) or ["Nothing: all rows that were taken."]),
            (
                "How to cite, licence",
                [
                    f"Cite the publisher of the data ({points.dataset}), with the release and the day of its download, not the atlas.",
                    meaning.licence
                    or "The file does not say under which terms it is given out; ask its publisher before passing it on.",
                ],
            ),
            (
                "What the figures mean",
                [figure, "Rows are not to be added up across datasets, and a missing figure is not zero."],
            ),
            (
                "Place and time",
                [
                    words
                    for words in (
                        f"Coordinates: WGS 84 ({CRS}), longitude and latitude in degrees, rounded to about a metre; those of the file's own columns are as the file has them.",
                        meaning.place_note,
                        meaning.date_note,
                    )
                    if words
                ],
            ),
            ("What the import noted", list(report.notes) or ["Nothing."]),
            (
                "Columns",
                [
                    f"As the file has them, as text: {', '.join(own) or 'none'}.",
                    *(
                        f"{new}: the file's “{_one_line(old)}”, called so because the format cannot hold that name, or it or the atlas has another use for it."
                        for new, old in renamed.items()
                    ),
                    *(f"{name} ({COLUMNS[name][0]}): {COLUMNS[name][1]}." for name in columns if name in COLUMNS),
                ],
            ),
        ]
    )
