"""The ledger's records as a set: what the page lists, what a download holds and how it is cited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import repeat

import numpy as np
import pyarrow as pa

from geodata import atlas
from geodata.dates import say
from geodata.intervals import FOREVER, Interval, day_number, from_day_number, last_day, say_interval
from geodata.ledger import Ledger
from geodata.nearby import site
from geodata.places import REGIONS
from geodata.records import Record
from geodata.translation import mark, tr
from layers.files import claims, credit, shapes
from layers.files.formats import CRS, page
from layers.kit.dataset import Column
from layers.kit.feature import Feature
from layers.kit.layer import all_layers, layer_of
from layers.kit.places import place_names
from layers.kit.told import ChangeSet
from layers.view.facets import shown_rows
from layers.view.filters import CONFIDENCES, Row, rows
from layers.view.state import ViewState
from layers.words.changes import change_sets
from layers.words.persons import say_named
from layers.words.text_twin import balance_of, passages

#: What every record has: before and after the columns of the layers.
_FIRST: dict[str, Column] = {
    "id": Column("text", mark("Id"), mark("The record's id, which links use"), listed=False),
    "layer": Column("text", mark("Layer"), mark("Sort of record"), role="kind"),
    "title": Column("text", mark("Title"), mark("Name of the record"), role="label", width="large"),
    "kind": Column("text", mark("Kind"), mark("Kind within its layer")),
    "dated": Column("text", mark("When"), mark("The date in words, as precisely as it is known")),
    "first_day": Column(
        "date", mark("First day"), mark("First day on which it may hold; see the precision"), role="first"
    ),
    "last_day": Column(
        "date", mark("Last day"), mark("Last day on which it may hold; empty while it lasts"), role="last"
    ),
    "date_precision": Column(
        "text", mark("Date known to the"), mark("Day, month or year: a first day is never more certain than this")
    ),
    "state": Column(
        "text", mark("State on the date"), mark("Status of a section or state of a crossing on the view's date")
    ),
    "regions": Column("text", mark("Regions"), mark("Regions its districts lie in"), listed=False),
    "districts": Column("text", mark("Districts"), mark("Districts it touches"), width="medium"),
    "place": Column("text", mark("Place"), mark("Its places, the best located first"), width="medium"),
    "lon": Column(
        "number",
        mark("Longitude"),
        mark("Degrees east, WGS 84, of the place; none for a conflict, which has many"),
        listed=False,
    ),
    "lat": Column(
        "number", mark("Latitude"), mark("Degrees north, WGS 84, of the place; none for a conflict"), listed=False
    ),
    "place_precision_m": Column(
        "integer", mark("Place known within (m)"), mark("Radius in metres within which the place is known")
    ),
}
_LAST: dict[str, Column] = {
    "actors": Column("text", mark("Taking part"), mark("Who is named in it, in whatever part")),
    "persons": Column(
        "text",
        mark("Persons"),
        mark("Who signed, met or spoke, with the office at the time and which of it"),
        listed=False,
    ),
    "parties": Column("text", mark("Party of the sources"), mark("Whose voices its sources are")),
    "confidence": Column("text", mark("Confidence"), mark("How well the record is sourced")),
    "sources": Column("integer", mark("Sources"), mark("Number of sources")),
    "source_ids": Column("text", mark("Source ids"), mark("Ids of its sources, listed in the citation"), listed=False),
    "summary": Column("text", mark("Summary"), mark("What it is, in the atlas's own words"), listed=False, role="text"),
}

_TYPES = {"text": pa.string(), "date": pa.date32(), "integer": pa.int64(), "number": pa.float64()}


def columns() -> dict[str, Column]:
    """Return the columns of the records' table: what every record has, and what each layer has of its own.

    Raises
    ------
    ValueError
        Names the layer whose column another or every record has already.
    """
    found, last = dict(_FIRST), _LAST | shapes.COLUMNS
    for layer in all_layers():
        if taken := layer.columns.keys() & (found.keys() | last.keys()):
            raise ValueError(f"layers/{layer.id}.py has a column “{min(taken)}”, which the table has already")
        found |= layer.columns
    return found | last


@dataclass(frozen=True)
class Records:
    """The ledger's records, those of a view listed: of all its layers, or, with one layer on, of that layer.

    Attributes
    ----------
    view : ViewState
    ledger : Ledger
    link : str
        Address that opens the live view, for citations.
    """

    view: ViewState
    ledger: Ledger
    link: str = ""

    private = False

    @property
    def title(self) -> str:
        """What they are called."""
        return tr("Records of the atlas")

    @property
    def stem(self) -> str:
        """The atlas and the date of the view."""
        return stem(self.view)

    @property
    def columns(self) -> dict[str, Column]:
        """What every record has, and what each layer has of its own."""
        return columns()

    def listed(self, first: tuple[str, ...] = ()) -> np.ndarray:
        """Return the numbers of the records that the view shows, layer by layer, latest first; those of the ids in `first` before all."""
        order = {layer.id: layer.place("table") for layer in all_layers()}
        rank = {record_id: place for place, record_id in enumerate(first)}
        places = {(row.layer, row.id): place for place, row in enumerate(rows(self.ledger))}
        shown = sorted(
            (row for row, _ in shown_rows(self.view, self.ledger)),
            key=lambda row: (
                rank.get(row.id, len(rank)),
                order[row.layer],
                -(row.record.start or date.min).toordinal(),
            ),
        )
        return np.array([places[row.layer, row.id] for row in shown], np.int64)

    def table(self, rows: np.ndarray, names: Sequence[str]) -> pa.Table:
        """Return some columns of some records; their states are those of the view's date."""
        table = _arrow(self.ledger).take(pa.array(rows))
        day = day_number(self.view.date)
        states = [_state(self.ledger, row, day) for row in rows.tolist()]
        place = table.column_names.index("state")
        return table.set_column(place, "state", pa.array(states, pa.string())).select(names)

    def geometry(self, rows: np.ndarray) -> np.ndarray:
        """Return points, outlines of sections, and the border."""
        return shapes.geometry(self.ledger).take(rows)

    def drawings(self) -> np.ndarray:
        """Return the numbers of the border's features that the view shows, which are no records."""
        return shapes.shown(self.view, self.ledger)

    def tables(self, rows: np.ndarray) -> Mapping[str, pa.Table]:
        """Return the claims about some records, one a row."""
        return {claims.CLAIMS: claims.claims_of(_record(self.ledger, row) for row in rows.tolist())}

    def changes(self, first: date, last: date) -> list[ChangeSet]:
        """Return what changed in the view's layers, each apart."""
        return change_sets(self.view.with_(date=first, against=last), self.ledger)

    def citation(self, rows: np.ndarray, made: date, names: Mapping[str, str]) -> str:
        """Return what a file holds, how to cite it, its licence and its sources."""
        return _citation(self.view, self.ledger, self.link, made)


@lru_cache(maxsize=4)
def _arrow(ledger: Ledger) -> pa.Table:
    lines = [*map(_line, rows(ledger), shapes.features_of(ledger), repeat(ledger)), *shapes.lines(ledger)]
    return pa.table(
        {
            name: pa.array(
                [line.get(name, "" if column.type == "text" else None) for line in lines], _TYPES[column.type]
            )
            for name, column in columns().items()
        }
    )


def _line(row: Row, feature: Feature, ledger: Ledger) -> dict[str, object]:
    record, layer = row.record, layer_of(row.layer)
    place = site(record, ledger)
    interval = Interval.state(record) if layer.time == "state" else Interval.event(record)
    held = interval if record.start else None
    words = {name: "; ".join(row.values[name].values()) for name in row.values}
    return {
        "id": record.id,
        "layer": layer.title,
        "title": record.title,
        "kind": words["kind"],
        "dated": say_interval(record, lasting=layer.time == "state"),
        "first_day": from_day_number(held.start) if held else None,
        "last_day": last_day(from_day_number(held.end)) if held and held.end < FOREVER else None,
        "date_precision": record.start_precision if record.start else "",
        "state": "",
        "regions": "; ".join(REGIONS[name].title for name in row.regions),
        "districts": words["district"],
        "place": place_names(record, ledger),
        "lon": place.lon if place else None,
        "lat": place.lat if place else None,
        "place_precision_m": place.precision_m if place else None,
        "actors": words["actor"],
        "persons": say_named(record, ledger),
        "parties": words["party"],
        "confidence": CONFIDENCES[record.confidence],
        "sources": len(record.sources),
        "source_ids": "; ".join(record.sources),
        "summary": record.summary,
        "drawn_from": shapes.drawn_from(row, feature, ledger),
        **row.cells,
    }


def _record(ledger: Ledger, row: int) -> Record:
    return rows(ledger)[row].record


def _state(ledger: Ledger, row: int, day: int) -> str:
    if row >= len(rows(ledger)):
        return ""
    step = shapes.features_of(ledger)[row].step_on(day)
    return layer_of(rows(ledger)[row].layer).state(step) if step else ""


def stem(view: ViewState) -> str:
    """Return the file name without ending: the atlas and the date of the view."""
    return f"border-atlas-{view.date.isoformat()}"


def _citation(view: ViewState, ledger: Ledger, link: str, made: date) -> str:
    rows = [row for row, _ in shown_rows(view, ledger)]
    day, today, revision = say(view.date), say(made), ledger.revision
    cited = tr(
        "Border Atlas, ledger revision {revision}, view of {day}, made on {today}. {link}",
        revision=revision,
        day=day,
        today=today,
        link=link,
    )
    parts = [
        (
            tr("Border Atlas: records of the {border}", border=atlas.current().title),
            [
                tr("State of {day}.", day=day),
                *passages(view, ledger)[0].paragraphs,
                tr("Made on {day}. Ledger revision {revision}.", day=today, revision=revision),
                tr("Live view: {link}", link=link),
            ],
        ),
        (tr("How to cite"), [cited]),
        (tr("Licence and attribution"), credit.licences(view, rows, ledger)),
        (
            tr("How to read it"),
            [
                tr(
                    "Coordinates: WGS 84 ({crs}), longitude and latitude in degrees. "
                    "Outlines of sections and stretches of conflicts are indicative: their extents are not published.",
                    crs=CRS,
                ),
                *shapes.told(view, ledger),
                tr(
                    "Figures of losses are claims: for each side the lowest and the highest of the claimants' latest figures; each claim with its claimant stands in the table of claims. "
                    "They are never sums, and a missing figure is not zero. An event inside a larger conflict stands beside it. "
                    "A date is no more certain than its precision says."
                ),
                balance_of(rows, ledger) or tr("Sources of both sides are among those of this view."),
            ],
        ),
        (tr("Columns"), [f"{name} ({one.type_words}): {one.gloss}." for name, one in columns().items()]),
        (
            tr("Columns of {file}", file=f"{stem(view)}.{claims.CLAIMS}.csv"),
            [f"{name}: {gloss}." for name, gloss in claims.COLUMNS.items()],
        ),
        (tr("Sources"), credit.sources(rows, ledger)),
    ]
    return page(parts)
