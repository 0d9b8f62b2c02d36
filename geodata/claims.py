"""What is claimed about an incident: every figure in words, the latest of each claimant, and whose voices are heard.

Nothing here adds figures up, and a figure that nobody gave is `None` or “no figure”, never 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from geodata.dates import Precision, say, say_short
from geodata.events import Incident
from geodata.fields import COUNTED
from geodata.parties import ABOUT, PARTIES, SIDES, Party
from geodata.records import Claim, Period, Record, Source, Statistic
from geodata.translation import mark, mark_n, tr, tr_n

#: Whose figure is what the atlas worked out from others' figures: nobody's claim.
OWN = mark("Arithmetic of the atlas")

#: Measure of a claim, or (measure, scope) where it counts a part → what it counts.
_COUNTS: dict[str | tuple[str, str], str] = {
    "killed": mark("killed"),
    ("killed", "civilians"): mark("civilians killed"),
    ("killed", "troops"): mark("troops killed"),
    "injured": mark("injured"),
    ("injured", "civilians"): mark("civilians injured"),
    ("injured", "troops"): mark("troops injured"),
    "missing": mark("missing"),
    ("missing", "civilians"): mark("civilians missing"),
    ("missing", "troops"): mark("troops missing"),
    "displaced": mark("displaced or evacuated"),
    "still displaced": mark("still displaced"),
    "houses destroyed": mark("houses destroyed"),
    "houses damaged": mark("houses damaged"),
    "houses destroyed or damaged": mark("houses destroyed or damaged"),
    "other buildings destroyed": mark("other buildings destroyed"),
}

#: The same with its figure, which is 1 or any other.
_FIGURES: dict[str | tuple[str, str], tuple[str, str]] = {
    "killed": mark_n("{n} killed", "{n} killed"),
    ("killed", "civilians"): mark_n("{n} civilian killed", "{n} civilians killed"),
    ("killed", "troops"): mark_n("{n} of the troops killed", "{n} troops killed"),
    "injured": mark_n("{n} injured", "{n} injured"),
    ("injured", "civilians"): mark_n("{n} civilian injured", "{n} civilians injured"),
    ("injured", "troops"): mark_n("{n} of the troops injured", "{n} troops injured"),
    "missing": mark_n("{n} missing", "{n} missing"),
    ("missing", "civilians"): mark_n("{n} civilian missing", "{n} civilians missing"),
    ("missing", "troops"): mark_n("{n} of the troops missing", "{n} troops missing"),
    "displaced": mark_n("{n} displaced or evacuated", "{n} displaced or evacuated"),
    "still displaced": mark_n("{n} still displaced", "{n} still displaced"),
    "houses destroyed": mark_n("{n} house destroyed", "{n} houses destroyed"),
    "houses damaged": mark_n("{n} house damaged", "{n} houses damaged"),
    "houses destroyed or damaged": mark_n("{n} house destroyed or damaged", "{n} houses destroyed or damaged"),
    "other buildings destroyed": mark_n("{n} other building destroyed", "{n} other buildings destroyed"),
}


@dataclass(frozen=True)
class ClaimRow:
    """One claim as a card shows it, every field in words; `latest` marks the one that counts.

    `claim` is the record's own; `about` and `party` are its tokens, for grouping; `source` is a source id or None.
    """

    claim: Claim
    party: Party
    claimant: str
    about: str
    about_words: str
    measure: str
    figure: str
    wording: str | None
    as_of: str
    source: str | None
    note: str | None
    latest: bool


def latest_claims(incident: Incident) -> tuple[Claim, ...]:
    """Return each claimant's latest claim about each side, measure and scope, in the record's order.

    A claim without a date stands only where that claimant gave no dated one. A month or a year counts
    as earlier than any day in it. Of several on the same date the highest figure is taken, for interim
    counts only rise.
    """
    return latest(incident.claims)


def claims_table(incident: Incident) -> list[ClaimRow]:
    """Return every claim of an incident in words, grouped by the claimant's party.

    Order: party (as in `PARTIES`), side of loss (as in `ABOUT`), measure (as in `COUNTED`), claimant, newest
    first. Claims about both sides together stay a side of their own.
    """
    newest = {id(claim) for claim in latest_claims(incident)}
    parties, sides = list(PARTIES), list(ABOUT)
    ordered = sorted(
        sorted(incident.claims, key=recency, reverse=True),
        key=lambda claim: (
            parties.index(claim.party),
            sides.index(claim.about),
            COUNTED.index(claim.measure),
            claim.claimant,
        ),
    )
    return [
        ClaimRow(
            claim=claim,
            party=claim.party,
            claimant=claim.claimant,
            about=claim.about,
            about_words=ABOUT[claim.about],
            measure=say_counted(claim.measure, claim.scope),
            figure=say_figure(claim),
            wording=claim.wording,
            as_of=say_as_of(claim.as_of, short=True),
            source=claim.source,
            note=claim.note,
            latest=id(claim) in newest,
        )
        for claim in ordered
    ]


def say_counted(measure: str, scope: str = "all") -> str:
    """Say what a claim counts: “civilians killed”, “houses destroyed”."""
    return _at_places(tr(_COUNTS[_key(measure, scope)]), scope)


def say_claimed(claim: Claim) -> str:
    """Say figure and count: “63 killed”, “1 civilian killed”; of what has no figure the source's wording."""
    found = numbers(claim)
    if found is None:
        counted = say_counted(claim.measure, claim.scope)
        return tr("{killed}: {words}", killed=counted, words=claim.wording or say_figure(claim))
    forms = _FIGURES[_key(claim.measure, claim.scope)]
    # “1 or more” and “up to 1” are said as several.
    number = found[1] if claim.low == claim.high else max(found[1], 2)
    return _at_places(tr_n(*forms, number, n=say_figure(claim)), claim.scope)


def _key(measure: str, scope: str) -> str | tuple[str, str]:
    return (measure, scope) if scope in ("civilians", "troops") else measure


def _at_places(counted: str, scope: str) -> str:
    return tr("{counted} at some places alone", counted=counted) if scope == "places" else counted


def say_figure(claim: Claim) -> str:
    """Write a claim's figure: “63”, “10 or more”, “up to 51”, “37 to 51” or “no figure”."""
    low, high = claim.low, claim.high
    if low is None and high is None:
        return tr("no figure")
    if high is None:
        return tr("{number} or more", number=f"{low:,}")
    if low is None:
        return tr("up to {number}", number=f"{high:,}")
    return f"{low:,}" if low == high else tr("{low} to {high}", low=f"{low:,}", high=f"{high:,}")


def say_as_of(as_of: str | None, short: bool = False) -> str:
    """Write a year, month or day of the form 2022, 2022-09 or 2022-09-24 in words; “no date” for None.

    `short` shortens the month's name, for narrow columns.
    """
    if as_of is None:
        return tr("no date")
    return (say_short if short else say)(*read_as_of(as_of))


def read_as_of(as_of: str) -> tuple[date, Precision]:
    """Return the first day that a year, month or day as text may mean, and how precisely it is known."""
    parts = [int(part) for part in as_of.split("-")]
    precisions: tuple[Precision, ...] = ("year", "month", "day")
    return date(*parts, *[1] * (3 - len(parts))), precisions[len(parts) - 1]


def source_balance(record: Record | Period | Statistic, sources: Mapping[str, Source]) -> str | None:
    """Say whose voices a record's sources lack, or return None when both sides are among them.

    Parameters
    ----------
    record : Record, Period or Statistic
    sources : mapping of str to Source
        The ledger's sources by id. A source of the `joint` party speaks for both sides.
    """
    heard = [sources[source_id].party for source_id in record.sources]
    balance = say_balance(heard)
    rows = (row for name in ("claims", "fired_by", "statements") for row in getattr(record, name, None) or ())
    quoted = {row.party for row in rows} - _sides_heard(heard)
    told = [tr("What the {side} says is quoted by others.", side=PARTIES[one].side) for one in SIDES if one in quoted]
    return " ".join([balance, *told]) if balance else None


def say_balance(parties: Sequence[Party]) -> str | None:
    """Say whose voices are lacking among the parties of some sources, or return None when both sides are there or no source is."""
    heard = _sides_heard(parties)
    if len(heard) == 2 or not parties:
        return None
    one = len(parties) == 1
    side, other = (PARTIES[key].name for key in sorted(SIDES, key=lambda key: key not in heard))
    lacking = tr("No {side} source.", side=other)
    if not heard:
        lacking = tr("No {side} and no {other} source.", side=side, other=other)
        voices = tr("The only source is third-party.") if one else tr("All sources are third-party.")
    elif "third" in parties:
        return lacking
    else:
        voices = tr("The only source is {side}.", side=side) if one else tr("All sources are {side}.", side=side)
    return f"{voices} {lacking}"


def latest(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the latest claim of each series among some, in their order, as `latest_claims` does."""
    given = tuple(claims)
    last: dict[tuple[str, ...], Claim] = {}
    for claim in given:
        series = (claim.claimant, claim.about, claim.measure, claim.scope)
        if series not in last or recency(claim) > recency(last[series]):
            last[series] = claim
    kept = {id(claim) for claim in last.values()}
    return tuple(claim for claim in given if id(claim) in kept)


def _sides_heard(parties: Iterable[Party]) -> set[str]:
    heard: set[str] = set()
    for party in parties:
        heard |= set(SIDES) if party == "joint" else {party}
    return heard - {"third"}


def recency(claim: Claim) -> tuple[str, int]:
    """Order claims by date, undated first, then by figure; “2022-09” sorts before every day in it."""
    figure = numbers(claim)
    return claim.as_of or "", -1 if figure is None else figure[1]


def numbers(claim: Claim) -> tuple[int, int] | None:
    """Return a claim's lowest and highest number, or None where it is in words only."""
    low = claim.high if claim.low is None else claim.low
    high = claim.low if claim.high is None else claim.high
    return None if low is None or high is None else (low, high)


def say_statistic(row: Statistic) -> str:
    """Write a figure with its unit: “664 km”, “more than 90 %”, “up to 150 km”, or in the source's words if it has no number."""
    low, high = row.low, row.high
    if low is None:
        if high is None:
            return row.wording or tr("no figure")
        return tr("up to {number}", number=_with_unit(high, row.unit))
    if high is None:
        return tr("more than {number}", number=_with_unit(low, row.unit))
    most = _with_unit(high, row.unit)
    return most if low == high else tr("{low} to {high}", low=_number(low), high=most)


def say_voice(row: Statistic, party: str) -> str:
    """Say whose figure it is: `party`, in the words that are asked for, or the atlas's own where it was worked out from others' figures."""
    return tr(OWN) if row.derived else party


def _with_unit(value: float, unit: str) -> str:
    number = _number(value)
    if unit == "km":
        return tr("{km} km", km=number)
    if unit == "km2":
        return tr("{km2} km²", km2=number)
    return number if unit == "count" else f"{number} {unit}"


def _number(value: float) -> str:
    return f"{value:,.4f}".rstrip("0").rstrip(".")
