"""Answers that hang on a date. What they must say is read here from the ledger's files by hand or worked out again, never copied.

The dates of closures and the status rows come from the YAML files; which clashes lie near is worked out with the Vincenty formulae of
tests/support/geodesy.py, on days compared one by one.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
import yaml

from geodata import geometry_files
from geodata.dates import say
from geodata.ledger import LEDGER_DIR, current
from layers.kit.layer import all_layers
from layers.kit.told import Topic
from layers.view.state import ViewState
from layers.words import answers
from tests.support.geodesy import vincenty_km

LEDGER = current()
#: libyaml where there is one: some ten times faster.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
ROWS = {
    name: yaml.load((LEDGER_DIR / f"{name}.yaml").read_text(encoding="utf-8"), Loader=LOADER)
    for name in ("incidents", "places", "bases", "crossings")
}
PLACES = {row["id"]: row for row in ROWS["places"]}
TORT_KOCHO = "2022-01-27-tort-kocho"


def said(topics: list[Topic], title: str) -> str:
    """Return everything under the heading that begins so."""
    return " ".join(line.text for topic in topics if topic.title.startswith(title) for line in topic.lines)


def linked(topics: list[Topic], title: str) -> set[str]:
    return {line.select for topic in topics if topic.title.startswith(title) for line in topic.lines if line.select}


def spot_of(row: dict) -> dict | None:
    return next((PLACES[name] for name in row.get("places", []) if "lon" in PLACES[name]), None)


def away_km(row: dict, lon: float, lat: float) -> float | None:
    """Return how far an incident is: its place, or of a conflict the nearest of its places and of the corners of its stretch."""
    if row["kind"] == "armed conflict":
        corners = [xy for part in geometry_files.conflicts()[row["id"]].geometry.geoms for xy in part.coords]
        corners += [(PLACES[name]["lon"], PLACES[name]["lat"]) for name in row["places"] if "lon" in PLACES[name]]
        return min(vincenty_km(lon, lat, *xy) for xy in corners)
    place = spot_of(row)
    return vincenty_km(lon, lat, place["lon"], place["lat"]) if place else None


def about(incident_id: str, km: int = 50, span: int = 60) -> list[Topic]:
    return answers.about_record(LEDGER.incidents[incident_id], km, span, LEDGER)


def test_the_state_of_things_is_that_of_the_clash_s_own_day() -> None:
    topics = about(TORT_KOCHO)
    assert "27 January 2022" in said(topics, "Nearest section") and "Tort-Kocho" in said(topics, "Nearest section")
    # No row of Tort-Kocho names a status between the assumption of 1991 and the description of December 2024.
    assert "undelimited" in said(topics, "Nearest section")
    later = answers.about_spot(70.5, 39.95, date(2025, 4, 1), 30, 30, LEDGER)
    assert "in force" in said(later, "Nearest section") and "inferred" in said(later, "Nearest section")


def test_both_years_of_mapping_stand_beside_each_other() -> None:
    line = said(about(TORT_KOCHO), "The line")
    assert "as mapped in 2024" in line and "as mapped in 2026" in line and line.count(" away ") == 2


def test_the_nearest_crossing_is_the_nearest_and_open_or_not_on_that_day() -> None:
    here = spot_of(next(row for row in ROWS["incidents"] if row["id"] == TORT_KOCHO))
    away = {
        row["id"]: vincenty_km(here["lon"], here["lat"], spot_of(row)["lon"], spot_of(row)["lat"])
        for row in ROWS["crossings"]
        if spot_of(row)
    }
    nearest = min(away, key=away.__getitem__)
    topics = about(TORT_KOCHO, km=1)
    assert linked(topics, "Crossings") == {nearest}
    closures = next(row for row in ROWS["crossings"] if row["id"] == nearest)["closures"]
    held = [
        row
        for row in closures
        if row["state"] == "closed"
        and row["start"] <= date(2022, 1, 27)
        and row.get("end", date.max) > date(2022, 1, 27)
    ]
    assert len(held) == 1 and f"closed since {say(held[0]['start'])}" in said(topics, "Crossings")
    # Three days before that closure nothing but an earlier restriction can hold.
    before = answers.about_spot(here["lon"], here["lat"], held[0]["start"] - timedelta(days=3), 1, 30, LEDGER)
    assert "closed" not in said(before, "Crossings")


@pytest.mark.parametrize(
    ("edge", "shift", "there"), [("start", -1, False), ("start", 0, True), ("end", -1, True), ("end", 0, False)]
)
def test_a_base_counts_on_the_days_it_was_open_and_no_other(edge: str, shift: int, there: bool) -> None:
    base = next(row for row in ROWS["bases"] if row["id"] == "manas-transit-center")
    place = spot_of(base)
    topics = answers.about_spot(place["lon"], place["lat"], base[edge] + timedelta(days=shift), 10, 30, LEDGER)
    assert ("manas-transit-center" in linked(topics, "Bases in use")) is there


def test_a_base_of_no_published_place_is_not_said_to_be_elsewhere() -> None:
    topics = answers.about_spot(PLACES["batken"]["lon"], PLACES["batken"]["lat"], date(2022, 9, 16), 50, 30, LEDGER)
    assert "bayraktar-base" in linked(topics, "Bases in use")
    assert "None recorded in use" not in said(topics, "Bases in use")


@pytest.mark.parametrize("asked", [TORT_KOCHO, "2022-09-16-ovchi-kalacha", "2020-05-24-tamdyk", "2021-12-22-maksat"])
@pytest.mark.parametrize(("km", "span"), [(20, 30), (60, 400)])
def test_the_clashes_around_are_those_within_the_distance_and_the_days(asked: str, km: int, span: int) -> None:
    row = next(row for row in ROWS["incidents"] if row["id"] == asked)
    here, day = spot_of(row), row["start"]
    expected = set()
    for other in ROWS["incidents"]:
        away = away_km(other, here["lon"], here["lat"])
        if other["id"] == asked or other["kind"] == "tally" or away is None:
            continue
        days = [
            other["start"] + timedelta(days=number)
            for number in range(max(1, (other.get("end", other["start"] + timedelta(days=1)) - other["start"]).days))
        ]
        in_time = any(abs((one - day).days) <= span for one in days)
        if in_time and away <= km:
            expected.add(other["id"])
    topics = about(asked, km, span)
    sure = [
        line
        for topic in topics
        if topic.title.startswith("Clashes")
        for line in topic.lines
        if not line.text.startswith("Known too roughly")
    ]
    assert {line.select for line in sure if line.select} == expected


def test_a_place_known_roughly_is_said_to_be_so() -> None:
    topics = about("2020-05-08-batken-district")
    assert "too rough" in topics[0].lines[-1].text and re.search(r"known within \d+ km", said(topics, "Method"))


def test_a_clash_without_place_or_day_says_what_cannot_be_told() -> None:
    [only] = about("2022-10-13-kyrgyz-tajik-border")
    assert "no distance can be given" in only.lines[-1].text
    month = about("2022-10-batken-region")
    assert "only to the month" in " ".join(line.text for line in month[0].lines)


def test_every_clash_can_be_asked_about() -> None:
    for incident in LEDGER.incidents.values():
        topics = answers.about_record(incident, 25, 30, LEDGER)
        assert all(line.text.rstrip().endswith((".", ".”")) for topic in topics for line in topic.lines), incident.id
        assert incident.id not in linked(topics, "Clashes")


@pytest.mark.parametrize("region", ["batken", "osh", "sughd", "lakhsh", "gbao"])
def test_a_region_s_profile_counts_its_clashes_up_to_the_day(region: str) -> None:
    districts = {
        "batken": {"batken", "leilek", "kadamjay"},
        "osh": {"chon-alai"},
        "sughd": {"isfara", "konibodom", "ghafurov", "devashtich"},
        "lakhsh": {"lakhsh"},
        "gbao": {"murghob"},
    }[region]
    day = date(2022, 9, 20)
    number = sum(
        1
        for row in ROWS["incidents"]
        if row["kind"] != "tally" and row["start"] <= day and districts & set(row.get("districts", []))
    )
    topics = answers.about_region(region, ViewState(day, layers=tuple(layer.id for layer in all_layers())), LEDGER)
    words = said(topics, "Profile")
    assert f"{number} clash" in words if number else "No clash is recorded" in words
    assert said(topics, "Method")
