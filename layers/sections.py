"""Border sections and areas, coloured by their status on the date. Their outlines are indicative."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from shapely.geometry import mapping

from geodata import geometry_files, nearby, status
from geodata.dates import say_short
from geodata.fields import STATUSES
from geodata.intervals import ALWAYS, Interval, Step, day_number, may_begin
from geodata.ledger import Ledger
from geodata.nearby import say_km
from geodata.parties import PARTIES, SIDES, Party
from geodata.provenance import derived_files
from geodata.records import Section
from geodata.status import STATUS_GLOSSES, STATUS_LETTERS, STATUS_TITLES
from geodata.translation import mark, mark_n, tr, tr_n
from layers.kit.around import Among
from layers.kit.feature import Feature, LegendEntry
from layers.kit.layer import Layer
from layers.kit.places import regions_of
from layers.kit.section_words import assumed, say_name, say_on, say_status, say_way, say_wording
from layers.kit.text import Nouns, listing, sentences
from layers.kit.told import Change, Line, OnCard, Spot, Table, Topic, to_come


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
        kind=_drawn_as(section) if drawn else tr("not mapped"),
        # An exclave that was given up ends, the others last.
        interval=replace(Interval.state(section), start=ALWAYS, sure_start=ALWAYS, vague=False),
        geometry=mapping(drawn.geometry) if drawn else None,
        label=(name, drawn.properties["label_lon"], drawn.properties["label_lat"]) if drawn else None,
        steps=steps,
        symbol={"style": "exclave" if section.kind == "surrounded land" else section.kind},
        regions=regions_of(section.districts),
    )


def _drawn_as(section: Section) -> str:
    if section.kind == "surrounded land":
        return tr("ring as mapped in one year, drawn at every date")
    return tr("indicative outline")


def _speak(parties: tuple[Party, ...]) -> str:
    if set(SIDES) <= set(parties) or parties[0] == "joint":
        return tr("say both sides")
    return tr("says {party}", party=PARTIES[parties[0]].speaker)


def _legend_keys(feature: Feature, day: int) -> tuple[str, ...]:
    step = feature.step_on(day) if feature.geometry else None
    return (step.state, *["inferred"] * step.inferred) if step else ()


class _Sections(Layer[Section]):
    def sections(self, record: Section, ledger: Ledger) -> dict[str, str]:
        return {record.id: record.title}

    def state(self, step: Step) -> str:
        return tr("{status} (inferred)", status=super().state(step)) if step.inferred else super().state(step)

    def text(self, record: Section, day: date, where: str) -> str:
        undrawn = "" if record.geometry else tr("It is not drawn on the map.")
        return sentences(f"{record.title}.", say_on(record, day), undrawn)

    def on_card(self, record: Section, day: date, ledger: Ledger) -> OnCard:
        shown = status.status_on(record, day)
        unsure, first = tr("Not mapped: {reason}", reason=record.not_mapped_because), ""
        if outline := geometry_files.sections().get(record.geometry or ""):
            unsure = sentences(outline.properties["method"], tr("The outline is indicative."))
            if record.kind == "surrounded land":
                # Nobody has published where a ring ran earlier: who looks at an earlier day is told so before anything else.
                first, unsure = sentences(outline.properties["method"], tr("It is drawn so at every date.")), ""
        return OnCard(
            kind=tr("Border section"),
            first=first,
            tables=(_history(record, day, ledger),),
            uncertain=(unsure,) if unsure else (),
            dated=False,
            status=shown.status if shown else "",
            status_words=say_status(shown, day) if shown else "",
        )

    def changes(self, record: Section, first: date, last: date) -> Iterator[Change[Section]]:
        if ended := [change for change in super().changes(record, first, last) if change.what == "ended"]:
            yield from ended
            return
        before, after = status.status_on(record, first), status.status_on(record, last)
        steps = [step for step in status.steps(record) if first < step.start <= last]
        way = say_way([step for step in steps if step.status != "undelimited"])
        if after is None or not way:
            return
        was = tr("no status recorded") if before is None else say_name(before.status)
        now = say_name(after.status)
        text = f"{record.title}: {was} → {now}: {way}."
        if before and before.status == after.status:
            text = tr("{name}: {status} at both dates; in between {way}.", name=record.title, status=now, way=way)
        yield Change(record, steps[-1].start, "changed", (was, now), text)

    def say_changes(self, found: Sequence[Change[Section]]) -> list[str]:
        moved = Counter(one.short for one in found if one.what == "changed" and one.short[0] != one.short[1])
        ended = [one.record.title for one in found if one.what == "ended"]
        parts = []
        if moved:
            ways = [tr("{n} from {old} to {new}", n=n, old=old, new=new) for (old, new), n in moved.most_common()]
            parts.append(tr_n(*_MOVED, moved.total(), ways=listing(ways)))
        return [*parts, tr("{sections} ended", sections=listing(ended))] if ended else parts

    def on_date(self, day: date, among: Among, shown: Sequence[Feature], ledger: Ledger) -> list[Line]:
        standing = [(one, step) for one in shown if one.geometry and (step := one.step_on(day_number(day)))]
        lines = []
        for name in STATUSES:
            at = [(one, step) for one, step in standing if step.state == name]
            if at:
                inferred = sum(step.inferred for _, step in at)
                some = tr("Inferred for {n} of them.", n=inferred) if inferred else ""
                some = tr("Inferred from steps of the whole line.") if inferred == len(at) else some
                words = f"{STATUS_TITLES[name]} ({len(at)}): {_by_whom(at)}."
                lines.append(Line(sentences(words, some), at[0][0].select if len(at) == 1 else None))
        if unmapped := sum(1 for one in shown if not one.geometry):
            words = tr_n(
                "{n} more is known but not mapped; the Sources page lists it.",
                "{n} more are known but not mapped; the Sources page lists them.",
                unmapped,
            )
            lines.append(Line(words))
        return lines

    def near(self, spot: Spot, ledger: Ledger) -> Topic:
        heading, day = tr("Nearest section"), day_number(spot.day)
        for near in nearby.sections(spot.lon, spot.lat, ledger):
            if Interval.state(near.record).end > day:
                where = tr("{name}: the spot lies in its indicative outline.", name=near.record.title)
                if near.km:
                    where = tr("{name}: {km} from its indicative outline.", name=near.record.title, km=say_km(near.km))
                return Topic(heading, (Line(f"{where} {say_on(near.record, spot.day)}", near.record.id),))
        return Topic(heading, (Line(tr("The ledger draws no section.")),))

    def disputed(self, record: Section) -> list[tuple[int, int]]:
        return status.differing(record)

    def credits(self) -> list[str]:
        one = next(file for file in derived_files() if file.id == "sections")
        return [tr("Outlines of sections: {licence}. {credit}.", licence=one.licence, credit=one.attribution)]


_MOVED = mark_n("{n} section or area changed status ({ways})", "{n} sections and areas changed status ({ways})")


def _history(section: Section, day: date, ledger: Ledger) -> Table:
    in_force = status.statuses_on(section, day).values()
    rows = []
    for row in section.history:
        side = tr("assumed") if assumed(row) else PARTIES[row.by].side
        cells = (say_short(row.start, row.precision), STATUS_TITLES[row.status], side)
        emphasis = "now" if row in in_force else to_come(row.start, row.precision, day)
        rows.append((row.start, cells, say_wording(row), emphasis))
    for note in section.notes:
        # Who says so is not a field of a note: its publications do.
        voices = {ledger.sources[name].party for name in note.sources or section.sources}
        said = "; ".join(forms.side for party, forms in PARTIES.items() if party in voices)
        when = say_short(note.start, note.precision)
        rows.append((note.start, (when, note.label, said), note.text or "", to_come(note.start, note.precision, day)))
    ordered = tuple(row[1:] for row in sorted(rows, key=lambda row: row[0]))
    head = (tr("From"), tr("Status or event"), tr("Says"))
    return Table(tr("History, by who says so"), head, ordered, print_in=1)


def _by_whom(at: Sequence[tuple[Feature, Step]]) -> str:
    """Name features that stand alike, those of which the same voices say so together; what is inferred nobody says."""
    names: dict[str, list[str]] = {}
    for feature, step in at:
        said = "" if step.state == "undelimited" else step.by
        names.setdefault(said, []).append(LAYER.short(feature))
    told = [
        tr("{sections} ({who})", sections=listing(found), who=said) if said else listing(found)
        for said, found in names.items()
    ]
    return "; ".join(told)


LAYER = _Sections(
    id="sections",
    title=mark("Border sections"),
    gloss=mark(
        "Named sections and areas by their status on the date. Extents are not published: the outlines are indicative."
    ),
    time="state",
    draw="areas",
    features=lambda ledger: [_feature(section) for section in ledger.sections.values() if section.kind != "line"],
    order=0,
    table="sections",
    nouns=Nouns(mark("section"), mark("sections"), mark_n("{n} section", "{n} sections")),
    none=mark("No section"),
    kinds=(mark("section"), mark("area"), mark("surrounded land")),
    headings=dict.fromkeys(("legend", "changes"), mark("Status of sections")) | {"date": mark("Sections")},
    states=STATUS_TITLES,
    row="process",
    legend=(
        *(
            LegendEntry(
                name,
                STATUS_TITLES.data[name],
                f'<rect class="sw-area s-{name}" x="2" y="1" width="16" height="14" rx="2"/>'
                f'<text class="sw-letter l-{name}" x="10" y="12" text-anchor="middle">{STATUS_LETTERS[name]}</text>',
                STATUS_GLOSSES.data[name],
            )
            for name in STATUSES
        ),
        LegendEntry(
            "inferred",
            mark("Hatched: inferred from a step of the whole line"),
            '<rect class="sw-outline" x="2" y="1" width="16" height="14" rx="2"/>'
            '<path class="sw-hatch" d="M2 9L10 1M4 15L18 1M11 15L18 8"/>',
        ),
    ),
    legend_keys=_legend_keys,
)
