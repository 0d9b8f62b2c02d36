"""The border line and the exclaves as mapped in one year, the neutral strip and the tripoints."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from shapely.geometry import Point, mapping

from geodata import atlas, geometry_files, measure, nearby, status
from geodata.claims import say_as_of, say_statistic
from geodata.dates import say
from geodata.geometry_files import VINTAGES
from geodata.intervals import ALWAYS, FOREVER, Interval
from geodata.ledger import Ledger
from geodata.nearby import say_km
from geodata.parties import PARTIES, lands
from geodata.records import Record, Statistic
from geodata.status import STATUS_TITLES
from layers.kit.feature import Feature, LegendEntry
from layers.kit.layer import Layer
from layers.kit.text import listing
from layers.kit.told import NOT_LOADED, Line, Spot, Topic

_ALWAYS = Interval(ALWAYS, FOREVER, ALWAYS, FOREVER)
_KINDS = {"line": "border line", "exclave": "exclave", "neutral": "neutral ground", "tripoint": "point of three states"}


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
                    kind=f"{_KINDS[kind]}, as mapped in {vintage}",
                    interval=_ALWAYS,
                    point=point,
                    geometry=None if point else mapping(feature.geometry),
                    symbol={"form": "tripoint"} if point else {"style": kind},
                    vintage=vintage,
                )
            )
    return found


class _Border(Layer[Record]):
    def on_date(self, view_day: date, region: str | None, shown: Sequence[Feature], ledger: Ledger) -> list[Line]:
        return [Line(f"{NOT_LOADED}.")] if "sections" in ledger.missing else _whole_line(view_day, ledger)

    def near(self, spot: Spot, ledger: Ledger) -> Topic:
        return Topic("The line", _line(spot.lon, spot.lat, ledger))


def _whole_line(day: date, ledger: Ledger) -> list[Line]:
    lines = []
    whole = ledger.line
    shown = status.status_on(whole, day) if whole else None
    if whole and shown:
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


def _line(lon: float, lat: float, ledger: Ledger) -> tuple[Line, ...]:
    parts = []
    for found in nearby.to_line(lon, lat):
        exclave = ledger.sections.get(found.nearest)
        ring = f" (the ring of {exclave.title})" if exclave else ""
        parts.append(f"{say_km(found.km)} away as mapped in {found.vintage}{ring}")
    named = {code: f"on {land}" for code, land in lands().items()} | {"neutral": "on neutral ground"}
    whose = {
        vintage: named.get(measure.state_at(lon, lat, vintage) or "", "outside the states mapped")
        for vintage in sorted(VINTAGES)
    }
    if len(set(whose.values())) > 1:
        land = f"The point lies {', '.join(f'{words} as mapped in {vintage}' for vintage, words in whose.items())}."
    else:
        land = f"The point lies {whose[VINTAGES[0]]}{' in both' if len(whose) == 2 else ''}."
    differ = "" if len(whose) == 1 else " The difference between the years is mostly better mapping."
    return (Line(f"{listing(parts)}. {land}{differ}"),)


LAYER = _Border(
    id="border",
    title="Border line",
    gloss="The line as it was mapped in one year, at all dates. It is a drawing, not the treaty's text.",
    time="state",
    draw="line",
    features=_features,
    order=10,
    places={"text": -1},
    headings={"date": "The line"},
    openings={"As a whole": "The line as a whole"},
    row="",
    rests_on=("geometry/border",),
    regional=False,
    legend=(
        LegendEntry("line", "Border line", '<path class="sw-line" d="M1 8H19"/>'),
        LegendEntry("exclave", "Exclave", '<path class="sw-line dashed" d="M1 8H19"/>'),
        LegendEntry("neutral", "Neutral ground", '<path class="sw-line fine" d="M1 8H19"/>'),
        LegendEntry("tripoint", "Point of three states", '<circle class="sw-ink" cx="10" cy="8" r="3"/>'),
    ),
    legend_keys=lambda feature, day: (feature.symbol.get("style") or "tripoint",),
)
