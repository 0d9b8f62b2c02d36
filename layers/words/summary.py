"""What the map says on a date, in plain sentences: for the panel beside it, for screen readers and for exports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geodata import atlas, status
from geodata.atlas import FIRST_DAY
from geodata.claims import say_as_of
from geodata.dates import say
from geodata.events import Incident
from geodata.fields import STATUSES
from geodata.figures import say_statistic
from geodata.intervals import Interval, day_number
from geodata.ledger import Ledger
from geodata.parties import PARTIES
from geodata.records import Statistic
from geodata.status import STATUS_TITLES
from layers.kit.layer import Feature, regions_of
from layers.kit.text import count, listing
from layers.view.filters import is_narrowed
from layers.view.state import ViewState
from layers.view.visible import visible
from layers.words.not_loaded import NOT_LOADED


@dataclass(frozen=True)
class Line:
    """A sentence, and the record it is about, if there is one to open."""

    text: str
    select: str | None = None


@dataclass(frozen=True)
class Topic:
    """A heading with its sentences."""

    title: str
    lines: tuple[Line, ...]


#: Topic → the table without which nothing can be said of it.
_TABLES = {
    "The line": "sections",
    "Sections": "sections",
    "Clashes": "incidents",
    "Crossings": "crossings",
    "Bases": "bases",
}


def on_this_date(view: ViewState, ledger: Ledger) -> list[Topic]:
    """Return the state of things on the view's date, topic by topic, region filter applied."""
    shown = visible(view, ledger)
    found = [
        Topic("The line", tuple(_whole_line(view.date, ledger))),
        Topic("Sections", tuple(_sections(shown["sections"], view))),
        Topic("Clashes", tuple(_incidents(view, ledger))),
        Topic("Crossings", tuple(_crossings(shown["crossings"], view))),
        Topic("Bases", tuple(_bases(shown["bases"], view, ledger))),
    ]
    lost = (Line(f"{NOT_LOADED}."),)
    return [Topic(topic.title, lost) if _TABLES[topic.title] in ledger.missing else topic for topic in found]


def _whole_line(day: date, ledger: Ledger) -> list[Line]:
    lines = []
    whole = ledger.line
    shown = status.status_on(whole, day) if whole else None
    if shown:
        for row in shown.rows:
            words = "not delimited" if row.status == "undelimited" else STATUS_TITLES[row.status].lower()
            since = "" if row.status == "undelimited" else f" since {say(row.start, row.precision)}"
            source = (
                f"an assumption from {atlas.current().inherited_at} on"
                if row.status == "undelimited"
                else PARTIES[row.by].speaker
            )
            lines.append(Line(f"As a whole: {words}{since} ({source}).", whole.id))
    # Once a treaty is signed, how much was once said to be agreed would read as if the rest were still open.
    signed = shown is not None and shown.status in ("signed", "ratified", "in-force")
    for party in () if signed else PARTIES:
        latest = _latest_agreed(day, party, ledger)
        if latest:
            lines.append(
                Line(
                    f"{_sentence_case(latest.claimant)}, {say_as_of(latest.as_of)}: {say_statistic(latest)} agreed{_out_of(latest)}.",
                    None,
                )
            )
    if not lines:
        lines.append(Line("No statement on the line is recorded up to this date."))
    return lines


def _latest_agreed(day: date, party: str, ledger: Ledger) -> Statistic | None:
    """Return a party's latest claim, up to the day, of how much of the line was agreed."""
    claims = [
        row
        for row in ledger.statistics.values()
        if row.party == party
        and row.measure in ("agreed length", "agreed share")
        and row.as_of
        and row.as_of <= day.isoformat()
        and not row.derived
        and (row.low or row.high)
    ]
    return max(claims, key=lambda row: row.as_of, default=None)


def _out_of(row: Statistic) -> str:
    return f" (of {row.denominator[:1].lower()}{row.denominator[1:].rstrip('.')})" if row.denominator else ""


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def _none(what: str, view: ViewState) -> list[Line]:
    """Say that nothing of a kind shows, and under which narrowing."""
    narrowings = [" in this region"] * bool(view.region) + [" under these filters"] * is_narrowed(view)
    return [Line(f"No {what} on this date{''.join(narrowings)}.")]


def _sections(features: list[Feature], view: ViewState) -> list[Line]:
    number = day_number(view.date)
    lines = []
    for name in STATUSES:
        at = [feature for feature in features if feature.geometry and _state(feature, number) == name]
        if at:
            words = listing([feature.label[0] for feature in at])
            inferred = sum(1 for feature in at if feature.step_on(number).inferred)
            note = (
                ""
                if not inferred
                else " Inferred from steps of the whole line."
                if inferred == len(at)
                else f" Inferred for {inferred} of them."
            )
            lines.append(
                Line(f"{STATUS_TITLES[name]} ({len(at)}): {words}.{note}", at[0].select if len(at) == 1 else None)
            )
    unmapped = sum(1 for feature in features if not feature.geometry)
    if unmapped:
        lines.append(Line(f"{unmapped} more are known but not mapped; the Sources page lists them."))
    return lines or _none("section", view)


def _state(feature: Feature, number: int) -> str | None:
    step = feature.step_on(number)
    return step.state if step else None


def _incidents(view: ViewState, ledger: Ledger) -> list[Line]:
    inside = [incident for incident in ledger.incidents.values() if incident.start and _is_incident(incident, view)]
    begun = {incident.id for incident in inside if Interval.event(incident).start <= day_number(view.date)}
    past = max((i for i in inside if i.id in begun), key=lambda i: i.start, default=None)
    after = min((i for i in inside if i.id not in begun), key=lambda i: i.start, default=None)
    lines = []
    if past:
        lines.append(
            Line(
                f"Last: {past.title}, {say(past.start, past.start_precision)}{_distance(view.date, past.start)}.",
                past.id,
            )
        )
    else:
        lines.append(Line("None recorded up to this date."))
    if after:
        lines.append(
            Line(
                f"Next: {after.title}, {say(after.start, after.start_precision)}{_distance(view.date, after.start)}.",
                after.id,
            )
        )
    elif view.date >= ledger.meta.facts_checked_to:
        lines.append(Line(f"Nothing later was looked for: facts are checked to {say(ledger.meta.facts_checked_to)}."))
    else:
        lines.append(Line("None recorded after it, which is not proof of none."))
    return lines


def _is_incident(incident: Incident, view: ViewState) -> bool:
    return incident.kind not in ("tally", "accusation") and (
        view.region is None or view.region in regions_of(incident.districts)
    )


def _distance(day: date, other: date) -> str:
    days = abs((day - other).days)
    if days == 0:
        return " (this day)"
    words = (
        count(days, "day")
        if days < 90
        else f"{round(days / 30.44)} months"
        if days < 730
        else f"{days / 365.25:.1f} years"
    )
    return f" ({words} {'before' if other < day else 'later'})"


def _crossings(features: list[Feature], view: ViewState) -> list[Line]:
    number = day_number(view.date)
    lines = []
    for state in ("closed", "restricted", "open"):
        at = [feature for feature in features if _state(feature, number) == state]
        if at:
            words = listing([_since(feature, number) for feature in at])
            lines.append(Line(f"{state.capitalize()}: {words}.", at[0].select if len(at) == 1 else None))
    return lines or _none("crossing", view)


def _since(feature: Feature, number: int) -> str:
    name = feature.title.removesuffix(" crossing")
    step = feature.step_on(number)
    if step.start <= day_number(date(FIRST_DAY.year, 12, 31)):
        return name
    return f"{name} (since {step.said}{', its end not found' if step.inferred else ''})"


def _bases(features: list[Feature], view: ViewState, ledger: Ledger) -> list[Line]:
    by_operator: dict[str, list[str]] = {}
    for feature in features:
        base = ledger.bases[feature.id]
        by_operator.setdefault(base.operator, []).append(base.title)
    if not features:
        return _none("base recorded as in use", view)
    lines = [Line(f"{count(len(features), 'installation').capitalize()} recorded as in use.")]
    lines += [
        Line(f"{operator}: {listing(titles)}.", None)
        for operator, titles in sorted(by_operator.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    return lines
