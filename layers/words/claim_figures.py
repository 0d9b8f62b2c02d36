"""What is claimed about losses as figures: the dead by side and party, displacement and damage over time. Nothing is added up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from geodata.claims import latest_claims, numbers, say_as_of, say_counted, say_figure
from geodata.dates import say
from geodata.events import Incident
from geodata.fields import Measure
from geodata.ledger import Ledger
from geodata.parties import ABOUT, PARTIES
from geodata.records import Claim
from geodata.translation import SaidTable, mark, tr
from layers.kit.layer import all_layers
from layers.kit.text import sentence_case, sentences
from layers.view.facets import shown_rows
from layers.view.state import ViewState
from layers.words.figures import TITLES, Figure

#: Scope of a part → whose losses it counts, for what stands apart from the whole counts.
_PARTS = SaidTable(
    {
        "civilians": mark("{losses}, civilians alone"),
        "troops": mark("{losses}, troops alone"),
        "places": mark("{losses}, some places alone"),
    },
)
_SCOPES = ("all", *_PARTS)
_ONLY = SaidTable(
    {
        "civilians": mark("counts civilians only"),
        "troops": mark("counts troops only"),
        "places": mark("counts some places only"),
    }
)


def deaths_by_side(view: ViewState, ledger: Ledger) -> Figure:
    """Give, for each clash, side of loss and claiming party, the range of the latest figures of dead; civilians and troops alone apart."""
    rows, words = [], []
    for record in _incidents(view, ledger):
        told = []
        counts = [claim for claim in latest_claims(record) if claim.measure == "killed" and numbers(claim)]
        for about, party, scope in ((a, p, s) for s in _SCOPES for a in ABOUT for p in PARTIES):
            claims = [one for one in counts if (one.about, one.party, one.scope) == (about, party, scope)]
            if claims:
                row = _range(claims)
                whose = ABOUT[about] if scope == "all" else _PARTS[scope].format(losses=ABOUT[about])
                common = {"id": record.id, "clash": _named(record), "about": whose, "party": PARTIES[party].name}
                common["own"] = party if about == party else ""
                rows.append(
                    {
                        **common,
                        "panel": (_SCOPES.index(scope), list(ABOUT).index(about)),
                        "label": _named(record),
                        **row,
                    }
                )
                told.append(
                    tr(
                        "{losses}, as claimed by {speaker}: {figure} ({claimants})",
                        losses=ABOUT[about],
                        speaker=PARTIES[party].speaker,
                        figure=row["figure"],
                        claimants=row["who"],
                    )
                )
        if told:
            when = say(record.start, record.start_precision) if record.start else tr("no date")
            words.append(sentences(f"{record.title}, {when}. {'; '.join(told)}.", _inside(record, ledger)))
    return Figure(
        TITLES["deaths"],
        tr(
            "From the lowest to the highest of each party's latest figures for that side of loss. Counts of civilians or troops alone stand apart. "
            "Never added up, neither across claimants nor across clashes. Clashes for which nobody gives a number are not in it."
        ),
        tuple(sorted(rows, key=lambda row: row["panel"])),
        tuple(words) or (tr("Nobody gives a number of dead for the clashes of this view."),),
        drawn=tr("A bar runs from the lowest figure to the highest; a dot is one figure."),
    )


def displacement(view: ViewState, ledger: Ledger) -> Figure:
    """Give every figure of people who left their homes, by the day of which it is."""
    return _over_time(
        view,
        ledger,
        ("displaced", "still displaced"),
        TITLES["displaced"],
        tr("Nobody gives a number of people displaced for the clashes of this view."),
    )


def damage(view: ViewState, ledger: Ledger) -> Figure:
    """Give every figure of houses and other buildings that were destroyed or damaged, by the day of which it is."""
    return _over_time(
        view,
        ledger,
        ("houses destroyed", "houses damaged", "houses destroyed or damaged", "other buildings destroyed"),
        TITLES["damage"],
        tr("Nobody gives a number of houses or other buildings for the clashes of this view."),
    )


#: Token of a link → what the chart shows, and what its axis counts.
CHARTS: dict[str, tuple[Callable[[ViewState, Ledger], Figure], str]] = {
    "deaths": (deaths_by_side, mark("Deaths claimed")),
    "displaced": (displacement, mark("People")),
    "damage": (damage, mark("Buildings")),
}


def source(view: ViewState, ledger: Ledger) -> str:
    """Say where a chart of claims comes from, within the picture."""
    return tr(
        "Source: Border Atlas, ledger revision {revision}, view of {day}. Every figure is its claimant’s.",
        revision=ledger.revision,
        day=say(view.date),
    )


def _over_time(view: ViewState, ledger: Ledger, measures: Sequence[Measure], title: str, none: str) -> Figure:
    rows, words = [], []
    for measure in measures:
        for record in _incidents(view, ledger):
            given = [claim for claim in record.claims if claim.measure == measure and numbers(claim)]
            told = []
            for claim in sorted(given, key=lambda one: one.as_of or "9"):
                day = say_as_of(claim.as_of, short=True)
                whose = sentence_case(f"{say_counted(measure)}, {ABOUT[claim.about]}")
                low, high = numbers(claim) or (0, 0)
                values = {"figure": say_figure(claim), "who": "; ".join(_claimants([claim]))}
                rows.append(
                    {"id": record.id, "clash": _named(record), "about": whose, "party": PARTIES[claim.party].name}
                    | {
                        "own": claim.party if claim.about == claim.party else "",
                        "panel": (measures.index(measure), list(ABOUT).index(claim.about)),
                        "label": f"{day} · {_named(record)}",
                        "as of": day,
                        "low": low,
                        "high": high,
                        **values,
                    }
                )
                told.append(
                    tr(
                        "{day}: {figure} ({losses}; {claimant})",
                        day=day,
                        figure=values["figure"],
                        losses=ABOUT[claim.about],
                        claimant=values["who"],
                    )
                )
            if told:
                words.append(
                    sentences(f"{_named(record)}, {say_counted(measure)}. {'; '.join(told)}.", _inside(record, ledger))
                )
    return Figure(
        title,
        tr(
            "Each row is one figure of one claimant, by the day of which it is: later ones do not replace earlier ones here. Never added up, and what nobody counted is not zero."
        ),
        tuple(sorted(rows, key=lambda row: row["panel"])),
        tuple(words) or (none,),
    )


def _incidents(view: ViewState, ledger: Ledger) -> list[Incident]:
    """Return the incidents under the view's filters, whether their layer is switched on or not, the latest first."""
    layers = tuple(layer.id for layer in all_layers() if "deaths" in layer.fields)
    found = [row.record for row, _ in shown_rows(view.with_(layers=layers), ledger)]
    incidents = [record for record in found if isinstance(record, Incident)]
    return sorted(incidents, key=lambda one: one.start or date.min, reverse=True)


def _named(record: Incident) -> str:
    year = str(record.start.year) if record.start else tr("no date")
    return record.title if year in record.title else f"{record.title} ({year})"


def _inside(record: Incident, ledger: Ledger) -> str:
    parent = ledger.find(record.parent or "")
    return tr("Already inside {conflict}.", conflict=parent[1].title) if parent else ""


def _range(claims: Sequence[Claim]) -> dict[str, object]:
    """Return the range of claims that count the same."""
    stated = [found for claim in claims if (found := numbers(claim))]
    low, high = min(low for low, _ in stated), max(high for _, high in stated)
    more = any(claim.high is None and claim.low == high for claim in claims)
    if low == high:
        figure = tr("{number} or more", number=low) if more else f"{low}"
    else:
        figure = (
            tr("{low} to {high} or more", low=low, high=high) if more else tr("{low} to {high}", low=low, high=high)
        )
    return {
        "low": low,
        "high": high,
        "figure": figure,
        "who": "; ".join(_claimants(claims)),
    }


def _claimants(claims: Sequence[Claim]) -> list[str]:
    """Name those who count the same, and which part it is where they do not count all."""
    part = [_ONLY[claims[0].scope]] if claims[0].scope in _ONLY else []
    return [*dict.fromkeys(claim.claimant for claim in claims), *part]
