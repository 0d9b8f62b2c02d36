"""The incidents and places of the ledger against what was read off the sources by hand."""

from __future__ import annotations

import re

import pytest

from geodata import ledger
from geodata.dates import span
from layers.kit.losses import death_range

LEDGER = ledger.load()
INCIDENTS, PLACES = LEDGER.incidents, LEDGER.places
EVENTS = [
    incident
    for incident in INCIDENTS.values()
    if incident.kind not in ("tally", "accusation", "airspace violation claim")
]


def test_places_and_incidents_load_without_fault():
    assert [str(fault) for fault in LEDGER.faults if fault.file in ("places.yaml", "incidents.yaml")] == []


def test_the_number_of_records():
    # 34 events of the reference but one that had no source at all (10 July 2014), a tally and two accusations
    assert len(EVENTS) >= 33
    assert sum(incident.kind == "tally" for incident in INCIDENTS.values()) == 1
    assert len(INCIDENTS) - len(EVENTS) == 3


@pytest.mark.parametrize("incident", INCIDENTS.values(), ids=lambda incident: incident.id)
def test_an_incident_is_called_by_its_first_day_and_place(incident):
    length = {"day": 10, "month": 7, "year": 4}[incident.start_precision]
    assert incident.id.startswith(incident.start.isoformat()[:length] + "-")
    assert not incident.id[length + 1].isdigit()


@pytest.mark.parametrize("incident", INCIDENTS.values(), ids=lambda incident: incident.id)
def test_claims_and_statements_rest_on_the_records_own_sources(incident):
    cited = {row.source for row in (*incident.claims, *incident.statements) if row.source}
    assert cited <= set(incident.sources)


@pytest.mark.parametrize("incident", INCIDENTS.values(), ids=lambda incident: incident.id)
def test_no_claim_is_older_than_the_event(incident):
    first = span(incident.start, incident.start_precision)[0].isoformat()
    for claim in incident.claims:
        if claim.as_of:
            assert claim.as_of >= first[: len(claim.as_of)], claim


@pytest.mark.parametrize("incident", INCIDENTS.values(), ids=lambda incident: incident.id)
def test_what_no_source_locates_has_its_district_last(incident):
    located = [place for place in incident.places if PLACES[place].lat is not None]
    areas = [place for place in incident.places if PLACES[place].kind == "area"]
    if incident.places == ["kyrgyz-tajik-border"]:
        return
    assert located, "neither a located place nor an area to draw"
    if set(located) <= set(areas):
        assert incident.places[-1] in located
        assert PLACES[incident.places[-1]].precision_m >= 10_000
    else:
        assert incident.places[0] in located, "the first place is the one that is drawn"


def test_children_lie_inside_their_parent():
    children = [incident for incident in INCIDENTS.values() if incident.parent]
    assert {child.id for child in children} == {
        "2022-09-14-bulak-bashy",
        "2022-09-16-ovchi-kalacha",
        "2022-09-16-maksat",
        "2022-09-17-chon-alai",
    }
    for child in children:
        parent = INCIDENTS[child.parent]
        assert parent.parent is None and parent.kind == "armed conflict"
        assert parent.start <= child.start and child.end <= parent.end
        assert set(child.districts) <= set(parent.districts)


#: Incident → the place it happened at, and the place of the same name elsewhere.
SAME_NAME = {
    "2022-06-03-bulak-bashy": ("bulak-bashi-vorukh", "bulak-bashy-batken"),
    "2022-06-14-bulak-bashy": ("bulak-bashi-vorukh", "bulak-bashy-batken"),
    "2022-09-14-bulak-bashy": ("bulak-bashi-vorukh", "bulak-bashy-batken"),
    "2022-03-10-teskey": ("teskey-batken", "teskey-kadamjay"),
    "2022-09-14-september-2022": ("dostuk-leilek", "dostuk-batken"),
    "2021-12-16-somoniyon": ("somoniyon-chorkuh", "proletarsk"),
    "2021-11-02-batken-region": ("batken-region", "batken"),
    "2020-05-08-batken-district": ("batken-district", "batken"),
    "2022-04-12-batken-region": ("batken-region", "batken"),
    "2022-10-batken-region": ("batken-region", "batken"),
}


@pytest.mark.parametrize("incident_id", SAME_NAME)
def test_same_name_another_place(incident_id):
    right, wrong = SAME_NAME[incident_id]
    assert right in INCIDENTS[incident_id].places
    assert wrong not in INCIDENTS[incident_id].places


def test_the_places_of_one_name_lie_where_the_reference_says():
    # east edge of Vorukh (39.860, 70.740), not near Batken town (40.089, 70.812)
    edge, town = PLACES["bulak-bashi-vorukh"], PLACES["bulak-bashy-batken"]
    assert (edge.lat, edge.lon) == pytest.approx((39.860, 70.740), abs=0.001)
    assert (town.lat, town.lon) == pytest.approx((40.089, 70.812), abs=0.001)
    assert PLACES["guliston-isfara"].lon == pytest.approx(70.727, abs=0.001)


UNLOCATED = [
    "eki-tash",
    "tamdyk",
    "kak-sai",
    "chyr-dobo",
    "kum-mazar",
    "kekh-post",
    "zhaka-oruk",
    "dakhma",
    "zhashtyk",
    "chorbog",
    "unzhu-bulak",
    "naumin-pass",
    "zhekendi",
    "toyvaron",
    "tupakul",
    "ak-bosogo",
    "dostuk-leilek",
    "teskey-batken",
    "chashma",
]


@pytest.mark.parametrize("place_id", UNLOCATED)
def test_a_place_without_published_coordinates_has_none(place_id):
    place = PLACES[place_id]
    assert (place.lat, place.lon, place.precision_m) == (None, None, None)


def test_an_area_is_never_a_pin():
    for place in PLACES.values():
        if place.kind == "area" and place.lat is not None:
            assert place.precision_m >= 5_000 and place.inferred


def test_names_keep_their_script():
    for place in PLACES.values():
        for name in (form for forms in place.names.others().values() for form in forms):
            assert any("\u0400" <= letter <= "\u04ff" for letter in name), (place.id, name)
        assert not any("\u0400" <= letter <= "\u04ff" for name in place.names.en for letter in name), place.id
        assert not any(
            letter in "өүңӨҮҢӣҳқғӯҷӢҲҚҒӮҶ" for name in place.names.others().get("ru", []) for letter in name
        ), place.id


#: (incident, about, measure) → every figure as (claimant, low, high, as of), as read off the sources.
FIGURES = {
    ("2021-04-28-april-may-2021", "kyrgyz", "killed"): {
        ("Kyrgyz authorities", 36, 36, "2021-05-03"),
        ("Kyrgyz authorities", 33, 33, "2021-05-01"),
        ("Kyrgyz authorities", 31, 31, "2021-04-30"),
    },
    ("2021-04-28-april-may-2021", "tajik", "killed"): {
        ("Sughd administration", 19, 19, "2021-05-06"),
        ("RFE/RL Tajik service", 16, 16, "2021-05-03"),
    },
    ("2022-09-14-september-2022", "kyrgyz", "injured"): {
        ("Kloop", 206, 206, "2023-12-13"),
        ("Kyrgyz health ministry", 198, 198, "2022-09-24"),
        ("Kyrgyz health ministry", 195, 195, "2022-09-28"),
        ("Kyrgyz health ministry", 163, 163, "2022-09-19"),
    },
    ("2022-09-14-september-2022", "both", "killed"): {("Human Rights Watch", 37, 51, "2023-05-02")},
    ("2022-09-16-ovchi-kalacha", "tajik", "killed"): {
        ("Human Rights Watch", 10, None, "2023-05-02"),
        ("Tajik authorities, via Eurasian Times", 15, 15, "2022-10"),
    },
    ("2019-09-16-maksat", "tajik", "killed"): {("Tajik officials", 3, 3, "2019-09-17")},
    ("2022-03-10-teskey", "tajik", "injured"): {("Kyrgyz border service", None, None, "2022-03-10")},
}


@pytest.mark.parametrize("key", FIGURES, ids=" ".join)
def test_figures_stand_as_claimed(key):
    incident_id, about, measure = key
    rows = {
        (row.claimant, row.low, row.high, row.as_of)
        for row in INCIDENTS[incident_id].claims
        if (row.about, row.measure) == (about, measure)
    }
    assert rows == FIGURES[key]


#: Incident → (lowest, highest, side) by hand: each claimant's latest figure, for the side with the highest claim.
RANGES = {
    "2014-01-11-ak-sai": (0, 0, "both"),  # one claim: nobody killed
    "2019-03-13-ak-sai": (1, 2, "tajik"),  # border service 1, GardaWorld 2
    "2019-09-16-maksat": (3, 3, "tajik"),  # Tajik 3 above Kyrgyz 1; never 4
    "2021-04-28-april-may-2021": (36, 36, "kyrgyz"),  # 31 and 33 were interim; 55 is a sum over both sides
    "2022-09-14-september-2022": (39, 83, "tajik"),  # ECHO 39, RFE/RL 83
    "2022-09-16-ovchi-kalacha": (10, 15, "tajik"),
    "2022-09-16-maksat": (8, 8, "kyrgyz"),
    "2022-03-10-teskey": None,  # wounded only
    "2019-09-02-ak-sai": None,  # no figure at all
}


@pytest.mark.parametrize("incident_id", RANGES)
def test_range_of_deaths(incident_id):
    found = death_range(INCIDENTS[incident_id])
    assert (found and (found.low, found.high, found.about)) == RANGES[incident_id]


def test_no_text_denies_the_kind_that_stands_above_it():
    denied = re.compile(
        r"\b(no|not a|never a) (armed |communal )?(clash|shooting|strike|brawl|standoff)", re.IGNORECASE
    )
    said = {
        one.id: denied.findall(one.summary) for one in INCIDENTS.values() if one.kind not in ("tally", "accusation")
    }
    assert {record_id: words for record_id, words in said.items() if words} == {}
