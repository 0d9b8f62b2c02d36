"""Border sections and areas, coloured by their status on the date. Their outlines are indicative."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from shapely.geometry import mapping

from geodata import atlas, geometry_files, nearby, status
from geodata.dates import say, say_short
from geodata.fields import STATUSES
from geodata.intervals import ALWAYS, Interval, Step, day_number, from_day_number, may_begin, say_end
from geodata.ledger import Ledger
from geodata.nearby import say_km
from geodata.parties import PARTIES, SIDES, Party
from geodata.provenance import derived_files
from geodata.records import Section, StatusRow
from geodata.status import STATUS_GLOSSES, STATUS_LETTERS, STATUS_TITLES
from geodata.translation import tr
from layers.kit.feature import Feature, LegendEntry
from layers.kit.layer import Layer
from layers.kit.places import regions_of
from layers.kit.text import count, listing
from layers.kit.told import Change, Line, OnCard, Spot, Table, Topic, falls_between, sides_of, to_come


def _feature(section: Section) -> Feature:
    drawn = geometry_files.sections().get(section.geometry) if section.geometry else None
    steps = tuple(
        Step(
            *may_begin(step.start, step.precision),
            state=step.status,
            # That no line had been agreed is how the histories begin, not a step somebody took: it is not hatched.
            inferred=step.inferred and step.status != "undelimited",
            by="" if step.inferred else _speak(step.by),
        )
        for step in status.steps(section)
    )
    # The first row stands for "as far back as the atlas goes", so that the section does not appear out of nothing.
    steps = (Step(ALWAYS, ALWAYS, steps[0].state, steps[0].inferred), *steps[1:])
    name = section.names.en[0] if section.names else section.title
    return Feature(
        id=section.id,
        select=section.id,
        title=section.title,
        kind="indicative outline" if drawn else "not mapped",
        interval=_interval(section),
        geometry=mapping(drawn.geometry) if drawn else None,
        label=(name, drawn.properties["label_lon"], drawn.properties["label_lat"]) if drawn else None,
        steps=steps,
        symbol={"style": section.kind},
        regions=regions_of(section.districts),
    )


def _speak(parties: tuple[Party, ...]) -> str:
    if set(SIDES) <= set(parties) or parties[0] == "joint":
        return tr("say both sides")
    return tr("says {party}", party=PARTIES[parties[0]].speaker)


def _interval(section: Section) -> Interval:
    """Return how long the section is one: an exclave that was given up ends, the others last."""
    return replace(Interval.state(section), start=ALWAYS, sure_start=ALWAYS, vague=False)


def _legend_keys(feature: Feature, day: int) -> tuple[str, ...]:
    step = feature.step_on(day)
    if step is None or feature.geometry is None:
        return ()
    return (step.state, "inferred") if step.inferred else (step.state,)


class _Sections(Layer[Section]):
    def facets(self, record: Section, feature: Feature) -> dict[str, list[str]]:
        return {"kind": [record.kind], "actor": sides_of(record)}

    def sections(self, record: Section, ledger: Ledger) -> dict[str, str]:
        return {record.id: record.title}

    def state(self, step: Step) -> str:
        return f"{super().state(step)}{' (inferred)' if step.inferred else ''}"

    def text(self, record: Section, day: date, where: str) -> str:
        return f"{record.title}. {_status_on(record, day)}{'' if record.geometry else ' It is not drawn on the map.'}"

    def on_card(self, record: Section, day: date, ledger: Ledger) -> OnCard:
        shown = status.status_on(record, day)
        outline = geometry_files.sections()[record.geometry] if record.geometry else None
        method = f"{outline.properties['method']} The outline is indicative." if outline else ""
        return OnCard(
            kind="Border section",
            tables=(_history(record, day),),
            uncertain=(method or f"Not mapped: {record.not_mapped_because}",),
            dated=False,
            status=shown.status if shown else "",
            status_words=_status_words(shown, day) if shown else "",
        )

    def changes(self, record: Section, first: date, last: date) -> Iterator[Change[Section]]:
        gone = Interval.state(record).end
        if record.end and falls_between(gone, first, last):
            words = f"{record.title}: ended, {say_end(record.end, record.end_precision)}."
            yield Change(record, from_day_number(gone), "ended", ("", "ended"), words)
            return
        before, after = status.status_on(record, first), status.status_on(record, last)
        steps = [step for step in status.steps(record) if first < step.start <= last]
        way = _way([step for step in steps if step.status != "undelimited"])
        if after is None or not way:
            return
        named = "no status recorded" if before is None else STATUS_TITLES[before.status].lower()
        now = STATUS_TITLES[after.status].lower()
        text = (
            f"{record.title}: {now} at both dates; in between {way}."
            if named == now
            else f"{record.title}: {named} → {now}: {way}."
        )
        yield Change(record, steps[-1].start, "changed", (named, now), text)

    def say_changes(self, found: Sequence[Change[Section]]) -> list[str]:
        moved = Counter(one.short for one in found if one.what == "changed" and one.short[0] != one.short[1])
        ended = [one.record.title for one in found if one.what == "ended"]
        parts = []
        if moved:
            ways = listing([f"{number} from {old} to {new}" for (old, new), number in moved.most_common()])
            number = count(sum(moved.values()), "section or area", "sections and areas")
            parts.append(f"{number} changed status ({ways})")
        return [*parts, f"{listing(ended)} ended"] if ended else parts

    def on_date(self, view_day: date, region: str | None, shown: Sequence[Feature], ledger: Ledger) -> list[Line]:
        number = day_number(view_day)
        lines = []
        for name in STATUSES:
            at = [one for one in shown if one.geometry and (step := one.step_on(number)) and step.state == name]
            if at:
                inferred = sum(bool((step := one.step_on(number)) and step.inferred) for one in at)
                some = (
                    "Inferred from steps of the whole line."
                    if inferred == len(at)
                    else f"Inferred for {inferred} of them."
                )
                words = f"{STATUS_TITLES[name]} ({len(at)}): {listing([one.label[0] for one in at if one.label])}."
                lines.append(Line(f"{words} {some}" if inferred else words, at[0].select if len(at) == 1 else None))
        unmapped = sum(1 for one in shown if not one.geometry)
        if unmapped:
            are, them = ("is", "it") if unmapped == 1 else ("are", "them")
            lines.append(Line(f"{unmapped} more {are} known but not mapped; the Sources page lists {them}."))
        return lines

    def near(self, spot: Spot, ledger: Ledger) -> Topic:
        there = [
            near
            for near in nearby.sections(spot.lon, spot.lat, ledger)
            if Interval.state(near.record).end > day_number(spot.day)
        ]
        if not there:
            return Topic("Nearest section", (Line("The ledger draws no section."),))
        near, title = there[0], there[0].record.title
        inside = near.km == 0
        where = "the spot lies in" if inside else f"{say_km(near.km)} from"
        words = f"{title}: {where} its indicative outline. {_status_on(near.record, spot.day)}"
        return Topic("Nearest section", (Line(words, near.record.id),))

    def disputed(self, record: Section) -> list[tuple[int, int]]:
        return status.differing(record)

    def credits(self) -> list[str]:
        outlines = next(file for file in derived_files() if file.id == "sections")
        return [f"Outlines of sections: {outlines.licence}. {outlines.attribution}."]


def _history(section: Section, day: date) -> Table:
    in_force = status.statuses_on(section, day).values()
    rows = [
        (
            row.start,
            (
                say_short(row.start, row.precision),
                STATUS_TITLES[row.status],
                "assumed" if _assumed(row) else PARTIES[row.by].side,
            ),
            _wording(row),
            "now" if row in in_force else to_come(row.start, row.precision, day),
        )
        for row in section.history
    ]
    for note in section.notes:
        when = say_short(note.start, note.precision)
        rows.append((note.start, (when, note.label, ""), note.text or "", to_come(note.start, note.precision, day)))
    ordered = tuple(row[1:] for row in sorted(rows, key=lambda row: row[0]))
    return Table("History, by who says so", ("From", "Status or event", "Says"), ordered, print_in=1)


def _status_words(shown: status.SectionStatus, day: date) -> str:
    words = f"{STATUS_TITLES[shown.status]} on {say(day)}: {STATUS_GLOSSES[shown.status]}."
    if shown.status == "undelimited" and shown.inferred:
        return words
    if shown.differs:
        words += " The sides name different statuses; the less advanced one colours the map."
    elif len(shown.by) == 1 and shown.by[0] in SIDES:
        words += f" Only the {PARTIES[shown.by[0]].side} has said so."
    if shown.inferred:
        words += " Inferred for this section from a step of the whole line."
    return words


def _assumed(row: StatusRow) -> bool:
    """Tell whether a row is how the atlas begins a history rather than anybody's statement."""
    return row.status == "undelimited" and row.basis == "inferred"


def _wording(row: StatusRow) -> str:
    if _assumed(row):
        return f"inherited without an agreed line at {atlas.current().inherited_at}"
    return f"“{row.wording}”, {row.claimant}" + (" (inferred here)" if row.basis == "inferred" else "")


def _status_on(section: Section, day: date) -> str:
    """Say in which status a section stood on a day, by whom, and whether that is inferred."""
    interval = Interval.state(section)
    if interval.end <= day_number(day):
        return f"It no longer existed on {say(day)}."
    shown = status.status_on(section, day)
    if shown is None:
        return f"No status is recorded for {say(day)}."
    words = STATUS_TITLES[shown.status].lower()
    if shown.status == "undelimited" and all(row.basis == "inferred" for row in shown.rows):
        return f"On {say(day)} it was undelimited: no agreed line is recorded for it by then."
    told = listing(
        [f"{PARTIES[row.by].speaker} from {say(row.start, row.precision)}: “{row.wording}”" for row in shown.rows]
    )
    differs = " The two sides name different statuses; the less advanced is given first." if shown.differs else ""
    inferred = " It is inferred for this section from a step of the whole line." if shown.inferred else ""
    perhaps = ""
    if interval.sure_end <= day_number(day) and section.end:
        perhaps = f" Perhaps it no longer existed: {say_end(section.end, section.end_precision)}."
    elif shown.uncertain:
        perhaps = " Perhaps not yet on that day."
    return f"On {say(day)}: {words} ({told}).{differs}{inferred}{perhaps}"


def _way(steps: list[status.Step]) -> str:
    """Tell steps in order, those that follow from the whole line in one breath."""
    stated = [
        f"{STATUS_TITLES[step.status].lower()} {say(step.start, step.precision)} ({_say_by(step.by)})"
        for step in steps
        if not step.inferred
    ]
    inferred = [step for step in steps if step.inferred]
    if not inferred:
        return "; ".join(stated)
    names = listing([STATUS_TITLES[step.status].lower() for step in inferred])
    first, last = inferred[0], inferred[-1]
    until = f" to {say(last.start, last.precision)}" if last.start != first.start else ""
    told = f"{names} inferred from steps of the whole line, {say(first.start, first.precision)}{until}"
    return "; ".join([*stated, told])


def _say_by(by: tuple[str, ...]) -> str:
    if by == ("joint",):
        return "both sides"
    return f"{'says' if len(by) == 1 else 'say'} {listing([PARTIES[party].speaker for party in by])}"


LAYER = _Sections(
    id="sections",
    title="Border sections",
    gloss="Named sections and areas by their status on the date. Extents are not published: the outlines are indicative.",
    time="state",
    draw="areas",
    features=lambda ledger: [_feature(section) for section in ledger.sections.values() if section.kind != "line"],
    order=0,
    table="sections",
    nouns=("section", "sections"),
    headings={"legend": "Status of sections", "changes": "Status of sections", "date": "Sections"},
    states=STATUS_TITLES,
    row="process",
    legend=(
        *(
            LegendEntry(
                name,
                f"{STATUS_TITLES[name]}",
                f'<rect class="sw-area s-{name}" x="2" y="1" width="16" height="14" rx="2"/>'
                f'<text class="sw-letter l-{name}" x="10" y="12" text-anchor="middle">{STATUS_LETTERS[name]}</text>',
                STATUS_GLOSSES[name].capitalize(),
            )
            for name in STATUSES
        ),
        LegendEntry(
            "inferred",
            "Hatched: inferred from a step of the whole line",
            '<rect class="sw-outline" x="2" y="1" width="16" height="14" rx="2"/>'
            '<path class="sw-hatch" d="M2 9L10 1M4 15L18 1M11 15L18 8"/>',
        ),
    ),
    legend_keys=_legend_keys,
)
