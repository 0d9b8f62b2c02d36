"""Clash sites: disc for the lowest deaths claimed, ring for the highest, the shape by kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from shapely.geometry import mapping

from geodata import geometry_files
from geodata.claims import latest_claims, say_figure
from geodata.events import CONFLICT, WEAPON_KINDS, Incident, is_conflict
from geodata.intervals import ALWAYS, FOREVER, day_number, say_interval
from geodata.ledger import Ledger
from geodata.nearby import located
from geodata.provenance import derived_files
from geodata.translation import mark, mark_n, tr, tr_n
from layers.kit import claims, fired
from layers.kit.around import Among
from layers.kit.dataset import Column
from layers.kit.feature import Feature, LegendEntry
from layers.kit.layer import Facets, Layer
from layers.kit.losses import death_range
from layers.kit.places import place_names
from layers.kit.record_feature import feature_of
from layers.kit.text import Nouns, listing, sentences
from layers.kit.told import Line, OnCard, Topic

#: Kind of incident → shape of its mark.
SHAPES = {
    mark("armed clash"): "circle",
    mark("shooting"): "circle",
    mark("warning shots"): "circle",
    mark("violence against civilians"): "circle",
    mark("shelling"): "diamond",
    mark("air or drone strike"): "diamond",
    mark("airspace violation claim"): "diamond",
    mark("communal clash"): "triangle",
    mark("brawl"): "triangle",
    mark("standoff"): "square",
    mark("accusation"): "square",
    mark("tally"): "square",
    mark("armed conflict"): "stretch",
}
#: Kinds that are no single site: a card and the list, never a mark; a conflict has a stretch of the line.
UNMARKED = {CONFLICT, "tally", "accusation"}

#: From here on a site has a circle, and from here on that circle is a district's; as in map/features.js.
ROUGH_M, DISTRICT_M = 1_500, 20_000

#: So many clashes of a period are named one by one; of more their number is said, and the table has them.
NAMED = 8


def _feature(incident: Incident, ledger: Ledger) -> Feature:
    found, deaths = feature_of(incident, tr(incident.kind), ledger), death_range(incident)
    marked = incident.kind not in UNMARKED
    if incident.kind == CONFLICT:
        return replace(found, point=None, precision_m=None, **_stretch(incident, ledger))
    return replace(
        found,
        point=found.point if marked else None,
        precision_m=found.precision_m if marked else None,
        symbol={
            "form": "clash",
            "shape": SHAPES[incident.kind],
            "low": deaths.low if deaths else None,
            "high": deaths.high if deaths else None,
        },
    )


def _stretch(incident: Incident, ledger: Ledger) -> dict[str, Any]:
    """Return how a conflict is drawn: the stretch of the line that was derived for it, and the places it is known from."""
    drawn = geometry_files.conflicts().get(incident.id)
    spots = [[*place.spot, place.names.en[0]] for place in located(incident, ledger) if place.spot]
    return {
        "kind": tr("armed conflict, drawn as an indicative stretch of the line"),
        "geometry": mapping(drawn.geometry) if drawn else None,
        "symbol": {"form": "stretch", "style": "stretch", "spots": spots},
    }


def _legend_keys(feature: Feature, day: int) -> tuple[str, ...]:
    if feature.geometry:
        rough = any(metres >= ROUGH_M for _, _, metres, _ in feature.symbol["spots"])
        return ("stretch", "spot", *["rough"] * rough)
    if feature.point is None:
        return ()
    keys = [feature.symbol["shape"]]
    keys.append("range" if feature.symbol["high"] is not None else "none")
    if feature.interval and feature.interval.vague:
        keys.append("vague")
    if feature.precision_m and feature.precision_m >= ROUGH_M:
        keys.append("district" if feature.precision_m >= DISTRICT_M else "rough")
    return tuple(keys)


class _Clashes(Layer[Incident]):
    def counts(self, record: Incident) -> bool:
        return record.kind not in ("tally", "accusation")

    def facets(self, record: Incident, feature: Feature) -> dict[str, Facets]:
        said = [re.sub(r"\s*\(.*", "", text) for text in record.weapons]
        weapons = [WEAPON_KINDS.get(word, word) for word in said]
        return {**super().facets(record, feature), **fired.facets(record), "weapon": weapons}

    def cells(self, record: Incident) -> dict[str, object]:
        return {
            **fired.cells(record),
            **claims.cells(record),
            "weapons": "; ".join(record.weapons),
            "part_of": record.parent or "",
        }

    def text(self, record: Incident, day: date, where: str) -> str:
        own = claims.say_own_dead(record) if is_conflict(record) else ""
        said = super().text(record, day, sentences(fired.say(record), where))
        return sentences(said, own, claims.say_latest(record))

    def on_card(self, record: Incident, day: date, ledger: Ledger) -> OnCard:
        drawn = geometry_files.conflicts().get(record.id)
        return OnCard(
            where=tr("fighting at several places along the line") if is_conflict(record) else "",
            first=fired.say(record),
            tables=claims.tables(record),
            lists=(
                (tr("Places named"), (place_names(record, ledger),) if is_conflict(record) else ()),
                (tr("Weapons reported"), (", ".join(record.weapons),) if record.weapons else ()),
            ),
            topics=_related(record, ledger),
            uncertain=(drawn.properties["method"], tr("The stretch is indicative.")) if drawn else (),
        )

    def on_date(self, day: date, among: Among, shown: Sequence[Feature], ledger: Ledger) -> list[Line]:
        today = day_number(day)
        held = [
            ledger.incidents[one.select]
            for one in shown
            if one.interval and one.interval.surely_on(today) and self.counts(ledger.incidents[one.select])
        ]
        under_way = [_told(one, tr("Under way: {title}, {when}.")) for one in held if is_conflict(one)]
        last, *others = super().on_date(day, among, shown, ledger) or []
        named = {line.select for line in (*under_way, last)}
        also = [_line(one, tr("Also on this day: {title}, {when}.")) for one in held if one.id not in named]
        of_day = {line.select for line in (*under_way, *also)}
        return [*under_way, *(line for line in (last, *also, *others) if line in also or line.select not in of_day)]

    def in_period(self, day: date, among: Among, shown: Sequence[Feature], ledger: Ledger) -> list[Line]:
        records = [ledger.incidents[one.select] for one in shown]
        counted = [one for one in records if self.counts(one)]
        conflicts = [_told(one, tr("{title}, {when}.")) for one in counted if is_conflict(one)]
        events = [one for one in counted if not is_conflict(one)]
        words = [self.nouns.count(len(counted))] * bool(counted)
        words += [tr_n(*self.apart, len(records) - len(counted))] * (len(records) > len(counted))
        none = tr("None in this period.") if among is None else tr("None in this period under these filters.")
        number = tr("{records} in this period.", records=listing(words)) if words else none
        named = [_line(one, tr("{title}, {when}.")) for one in events] if len(events) <= NAMED else []
        lines = [*conflicts, Line(number), *named]
        told = {line.select for line in lines}
        return lines + [one for one in super().in_period(day, among, [], ledger) or [] if one.select not in told]

    def beside(self, record: Incident, ledger: Ledger) -> tuple[str, str]:
        return super().beside(record, ledger)[0], _part_of(record, ledger)

    def disputed(self, record: Incident) -> list[tuple[int, int]]:
        figures: dict[tuple[str, str, str], set[str]] = {}
        for claim in latest_claims(record):
            if claim.low is not None or claim.high is not None:
                figures.setdefault((claim.about, claim.measure, claim.scope), set()).add(say_figure(claim))
        disputed = fired.both_speak(record) or any(len(said) > 1 for said in figures.values())
        return [(ALWAYS, FOREVER)] if disputed else super().disputed(record)

    def credits(self) -> list[str]:
        one = next(file for file in derived_files() if file.id == "conflicts")
        return [tr("Stretches of conflicts: {licence}. {credit}.", licence=one.licence, credit=one.attribution)]


def _line(incident: Incident, words: str) -> Line:
    return Line(words.format(title=incident.title, when=say_interval(incident)), incident.id)


def _told(conflict: Incident, words: str) -> Line:
    """Name a conflict, with what each side counts; alone without that, for a headline is cut and would keep one side's."""
    named = words.format(title=conflict.title, when=say_interval(conflict))
    return Line(sentences(named, claims.say_own_dead(conflict)), conflict.id, named)


def _related(record: Incident, ledger: Ledger) -> tuple[Topic, ...]:
    """Return the conflict that a clash is part of, or the parts of a conflict, each to be opened."""
    parts = [one for one in ledger.incidents.values() if one.parent == record.id]
    parent = ledger.incidents.get(record.parent) if record.parent else None
    told = (
        (tr("Its whole time"), [record] if is_conflict(record) else []),
        (tr("Parts, already inside its figures"), sorted(parts, key=lambda one: (one.start is None, one.start))),
        (tr("Part of"), [parent] if parent else []),
    )
    return tuple(
        Topic(title, tuple(Line(f"{one.title}, {say_interval(one)}", one.id) for one in found), LAYER.id)
        for title, found in told
        if found
    )


def _part_of(incident: Incident, ledger: Ledger) -> str:
    parent = ledger.incidents.get(incident.parent) if incident.parent else None
    return tr("part of {conflict}", conflict=parent.title) if parent else ""


LAYER = _Clashes(
    id="clashes",
    title=mark("Clashes"),
    gloss=mark(
        "Armed clashes, strikes, brawls and standoffs. "
        "Size follows deaths as claimed, lowest and highest; nothing is summed."
    ),
    time="event",
    draw="points",
    features=lambda ledger: [_feature(incident, ledger) for incident in ledger.incidents.values()],
    order=40,
    table="incidents",
    nouns=Nouns(mark("clash"), mark("clashes"), mark_n("{n} clash", "{n} clashes")),
    none=mark("No clash"),
    kinds=SHAPES,
    columns={
        **fired.COLUMNS,
        **claims.COLUMNS,
        "weapons": Column(
            "text", mark("Weapons reported"), mark("As reported, with whose claim it is"), width="medium"
        ),
        "part_of": Column(
            "text", mark("Part of"), mark("Id of the conflict that it is part of, whose figures include its own")
        ),
    },
    fields=("fired_by", "losses_of", "weapon", "deaths"),
    places={"text": 5, "table": -3},
    last=mark("Last clash: {title}, {day} ({ago})."),
    in_headlines=True,
    row="bars",
    apart=mark_n("{n} tally or accusation", "{n} tallies and accusations"),
    counting=mark("An event inside a larger conflict is counted beside it; deaths are never added up."),
    legend=(
        LegendEntry(
            "range",
            mark("Deaths claimed: lowest (disc), highest (ring)"),
            '<circle class="sw-ring" cx="10" cy="8" r="7"/><circle class="sw-disc" cx="10" cy="8" r="3.5"/>',
        ),
        LegendEntry(
            "stretch",
            mark("Broad line: stretch along which sources report fighting, indicative"),
            '<path class="sw-stretch" d="M4 10L16 6"/>',
        ),
        LegendEntry(
            "spot", mark("Dot on it: place that sources name"), '<circle class="sw-disc" cx="10" cy="8" r="3"/>'
        ),
        LegendEntry("none", mark("No deaths claimed by anybody"), '<circle class="sw-disc" cx="10" cy="8" r="3.5"/>'),
        LegendEntry("circle", mark("Circle: clash or shooting"), '<circle class="sw-disc" cx="10" cy="8" r="5"/>'),
        LegendEntry(
            "diamond", mark("Diamond: strike or shelling"), '<path class="sw-disc" d="M10 2L16 8L10 14L4 8Z"/>'
        ),
        LegendEntry("triangle", mark("Triangle: brawl, stone throwing"), '<path class="sw-disc" d="M10 2L16 13H4Z"/>'),
        LegendEntry("square", mark("Square: standoff"), '<rect class="sw-disc" x="5" y="3" width="10" height="10"/>'),
        LegendEntry(
            "vague",
            mark("Hollow: date known only to the month or year"),
            '<circle class="sw-hollow" cx="10" cy="8" r="5"/>',
        ),
        LegendEntry(
            "rough", mark("Circle: place known only roughly"), '<circle class="sw-soft" cx="10" cy="8" r="7"/>'
        ),
        LegendEntry(
            "district",
            mark("Dashed circle, when selected: only the district is known"),
            '<circle class="sw-district" cx="10" cy="8" r="7"/>',
        ),
    ),
    legend_keys=_legend_keys,
    rests_on=("geometry/conflicts",),
)
