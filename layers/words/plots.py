"""The charts of Explore that compare figures rather than count over time, by the name under which a scene keeps one.

Explore draws them with its own marks; a scene draws each as rows of one form: what it is about, from what to what, and who says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from geodata.ledger import Ledger
from geodata.translation import SaidTable, mark, tr, tr_n
from layers.kit.text import sentence_case
from layers.view.state import ViewState
from layers.words import figures, supply
from layers.words.claim_figures import CHARTS
from layers.words.figures import TITLES, Figure

#: The name of what a view counts over time, which has a chart for each layer and each set of a reader's own.
TIME = "time"

_WHAT = SaidTable(
    {
        "agreed": mark("Agreed or described"),
        "whole line": mark("The whole line"),
        "built": mark("Built"),
        "planned": mark("Planned"),
    }
)


class Row(NamedTuple):
    """A figure.

    Attributes
    ----------
    about, label : str
        What it is about, and which of these it is.
    low, high : float
        The ends of its range.
    said : str
        The same in words, with who says so or what it was.
    of : str
        What it is told or left out with.
    own : str
        The side that says it of itself, if one does.
    """

    about: str
    label: str
    low: float
    high: float
    said: str
    of: str = ""
    own: str = ""


@dataclass(frozen=True)
class Plot:
    """A chart.

    Attributes
    ----------
    figure : callable
        What it shows of a view.
    rows : callable
        The same as rows.
    counts : str
        What its axis counts.
    dated : bool
        Whether the view's period says what is in it; else all that was stated up to its date is.
    """

    figure: Callable[[ViewState, Ledger], Figure]
    rows: Callable[[Figure], Iterator[Row]]
    counts: str
    dated: bool = True


def _claimed(figure: Figure) -> Iterator[Row]:
    for row in figure.rows:
        said = tr("{figure} ({claimants})", figure=row["figure"], claimants=row["who"])
        yield Row(sentence_case(row["about"]), row["label"], row["low"], row["high"], said, row["id"], row["own"])


def _stated(figure: Figure) -> Iterator[Row]:
    for row in figure.rows:
        said = tr("{figure} ({claimants})", figure=row["figure"], claimants=row["claimant"])
        yield Row(_WHAT[row["what"]], row["as of"], row["low"], row["high"], said)


def _recorded(figure: Figure) -> Iterator[Row]:
    for row in sorted(figure.rows, key=lambda row: (row["supplier"], row["recipient"], row.get("year", ""))):
        number = row["records"]
        said = tr_n("{n} record", "{n} records", number)
        # With a year there is one row for each, else the pair is all there is to tell.
        if "year" in row:
            about = tr("{supplier} to {recipient}", supplier=row["supplier"], recipient=row["recipient"])
            # Who says so of each fills a slide for some; the figure's own words and the notes have it.
            yield Row(about, row["year"], 0, number, f"{said}: {row['what']}", row["supplier"])
        else:
            yield Row(
                row["supplier"], tr("to {recipient}", recipient=row["recipient"]), 0, number, said, row["supplier"]
            )


#: Name → chart. The names stand in briefings and links of old.
PLOTS: dict[str, Plot] = {
    **{name: Plot(figure, _claimed, counts) for name, (figure, counts) in CHARTS.items()},
    "agreed": Plot(figures.agreed_length, _stated, mark("km"), dated=False),
    "pairs": Plot(figures.transfers, _recorded, mark("Records")),
    "supply": Plot(supply.by_year, _recorded, mark("Records")),
    "fence": Plot(figures.fence, _stated, mark("km"), dated=False),
}

#: What each is called in a list.
NAMES = SaidTable(
    {
        "": mark("None"),
        TIME: mark("Counts over time"),
        **TITLES.data,
    }
)
