"""The border line and the exclaves as mapped in one year, the neutral strip and the tripoints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from shapely.geometry import Point, Polygon, mapping

from geodata import atlas, geometry_files, measure, nearby, status
from geodata.claims import say_as_of, say_statistic
from geodata.dates import say
from geodata.geometry_files import VINTAGES
from geodata.intervals import ALWAYS, FOREVER, Interval
from geodata.ledger import Ledger
from geodata.nearby import say_km
from geodata.parties import PARTIES, lands
from geodata.provenance import derived_files
from geodata.records import Record, Statistic
from geodata.status import STATUS_TITLES
from geodata.translation import mark, tr
from layers.kit.around import Among
from layers.kit.feature import Feature, LegendEntry
from layers.kit.layer import Layer
from layers.kit.text import listing, sentence_case, sentences
from layers.kit.told import NOT_LOADED, Line, Spot, Topic

_ALWAYS = Interval(ALWAYS, FOREVER, ALWAYS, FOREVER)
#: Kind of feature → what it is, of a year of mapping.
_KINDS = {
    "line": mark("border line, as mapped in {year}"),
    "exclave": mark("ring of land surrounded by the other side's, as mapped in {year}"),
    "neutral": mark("neutral ground, as mapped in {year}"),
    "tripoint": mark("point of three states, as mapped in {year}"),
}


def _features(ledger: Ledger) -> list[Feature]:
    found = []
    whole = ledger.line.id if ledger.line else ""
    for vintage in geometry_files.VINTAGES:
        for feature in geometry_files.border(vintage):
            kind = feature.properties["kind"]
            record_id = feature.id.removesuffix(f"-{vintage}")
            if record_id not in ledger.sections:
                record_id = atlas.current().opens.get(record_id, whole)
            point = (feature.geometry.x, feature.geometry.y) if isinstance(feature.geometry, Point) else None
            found.append(
                Feature(
                    id=feature.id,
                    select=record_id,
                    title=feature.properties["name"],
                    kind=tr(_KINDS[kind], year=vintage),
                    interval=_ALWAYS,
                    point=point,
                    geometry=None if point else mapping(feature.geometry),
                    symbol={"form": "tripoint"} if point else {"style": kind, "sides": _beside(feature, vintage)},
                    vintage=vintage,
                )
            )
    return found


def _beside(feature: geometry_files.Feature, vintage: int) -> tuple[str, str]:
    """Return the sides whose land lies left and right of a line as it was drawn, empty where it is that of none."""
    names = {side.code: side.state for side in atlas.current().sides}
    if isinstance(feature.geometry, Polygon):
        inside, outside = (names.get(feature.properties.get(role, ""), "") for role in ("owner", "host"))
        return (inside, outside) if feature.geometry.exterior.is_ccw else (outside, inside)
    lands = {
        names[one.properties["state"]]: one.geometry
        for one in geometry_files.states(vintage)
        if one.properties["state"] in names
    }
    length = feature.geometry.length
    found = [Counter[str](), Counter[str]()]
    for share in (0.1, 0.3, 0.5, 0.7, 0.9):
        here, there = (feature.geometry.interpolate(length * share + more) for more in (0, 0.001 * length))
        east, north = (there.x - here.x) / 2, (there.y - here.y) / 2
        for side, turn in enumerate((1, -1)):
            spot = Point(here.x - turn * north, here.y + turn * east)
            found[side].update(name for name, land in lands.items() if land.contains(spot))
    left, right = (next((name for name, _ in side.most_common(1)), "") for side in found)
    return left, right


class _Border(Layer[Record]):
    def on_date(self, day: date, among: Among, shown: Sequence[Feature], ledger: Ledger) -> list[Line]:
        return [Line(tr(NOT_LOADED))] if "sections" in ledger.missing else _whole_line(day, ledger)

    def near(self, spot: Spot, ledger: Ledger) -> Topic:
        return Topic(self.heading("date"), (Line(_line(spot.lon, spot.lat, ledger)),))

    def credits(self) -> list[str]:
        one = next(file for file in derived_files() if file.id == "border")
        return [tr("Border line and exclaves: {licence}. {credit}.", licence=one.licence, credit=one.attribution)]


def _whole_line(day: date, ledger: Ledger) -> list[Line]:
    lines = []
    whole = ledger.line
    shown = status.status_on(whole, day) if whole else None
    if whole and shown:
        for row in shown.rows:
            if row.status == "undelimited":
                since = atlas.current().inherited_at
                words = tr("not delimited (an assumption from {independence} on).", independence=since)
            else:
                words = tr(
                    "{status} since {day} ({who}).",
                    status=STATUS_TITLES[row.status].lower(),
                    day=say(row.start, row.precision),
                    who=PARTIES[row.by].speaker,
                )
            alone = tr("The line as a whole: {status}", status=words)
            lines.append(Line(tr("As a whole: {status}", status=words), whole.id, alone))
    # Once a treaty is signed, how much was once said to be agreed would read as if the rest were still open.
    signed = shown is not None and shown.status in ("signed", "ratified", "in-force")
    for party in () if signed else PARTIES:
        latest = _latest_agreed(day, party, ledger)
        if latest:
            lines.append(Line(_agreed(latest)))
    return lines or [Line(tr("No statement on the line is recorded up to this date."))]


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


def _agreed(row: Statistic) -> str:
    values = {"claimant": sentence_case(row.claimant), "day": say_as_of(row.as_of), "length": say_statistic(row)}
    if not row.denominator:
        return tr("{claimant}, {day}: {length} agreed or described.", **values)
    whole = row.denominator[:1].lower() + row.denominator[1:].rstrip(".")
    return tr("{claimant}, {day}: {length} agreed or described (of {whole}).", whole=whole, **values)


def _line(lon: float, lat: float, ledger: Ledger) -> str:
    """Say how far the line is, and on whose land a spot lies, by each year of mapping."""
    parts = []
    for found in nearby.to_line(lon, lat):
        km, exclave = say_km(found.km), ledger.sections.get(found.nearest)
        part = tr("{km} away as mapped in {year}", km=km, year=found.vintage)
        parts.append(tr("{line} (the ring of {exclave})", line=part, exclave=exclave.title) if exclave else part)
    named = {code: tr("on {land}", land=land) for code, land in lands().items()} | {"neutral": tr("on neutral ground")}
    whose = {
        vintage: named.get(measure.state_at(lon, lat, vintage) or "", tr("outside the states mapped"))
        for vintage in sorted(VINTAGES)
    }
    where = whose[VINTAGES[0]]
    if len(set(whose.values())) > 1:
        each = [tr("{where} as mapped in {year}", where=words, year=vintage) for vintage, words in whose.items()]
        land = tr("The point lies {where}.", where=", ".join(each))
    elif len(whose) == 2:
        land = tr("The point lies {where} in both.", where=where)
    else:
        land = tr("The point lies {where}.", where=where)
    differ = tr("The difference between the years is mostly better mapping.") if len(whose) > 1 else ""
    return sentences(f"{listing(parts)}.", land, differ)


LAYER = _Border(
    id="border",
    title=mark("Border line"),
    gloss=mark("The line as it was mapped in one year, at all dates. It is a drawing, not the treaty's text."),
    time="state",
    draw="line",
    features=_features,
    order=10,
    places={"text": -1},
    headings={"date": mark("The line")},
    in_headlines=True,
    row="",
    rests_on=("geometry/border",),
    regional=False,
    legend=(
        LegendEntry("line", mark("Border line"), '<path class="sw-line" d="M1 8H19"/>'),
        LegendEntry(
            "exclave",
            mark("Ring: land surrounded by the other side's, at every date as mapped"),
            '<path class="sw-line dashed" d="M1 8H19"/>',
        ),
        LegendEntry(
            "neutral", mark("Neutral ground, at every date as mapped"), '<path class="sw-line fine" d="M1 8H19"/>'
        ),
        LegendEntry("tripoint", mark("Point of three states"), '<circle class="sw-ink" cx="10" cy="8" r="3"/>'),
    ),
    legend_keys=lambda feature, day: (feature.symbol.get("style") or "tripoint",),
)
