"""Bases, transfers, exercises and milestones: what a reader of the map and its lists relies on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from geodata.atlas import FIRST_DAY
from geodata.dates import span
from geodata.ledger import Ledger, current
from geodata.records import Base
from layers.bases import LAYER as BASES
from layers.view.state import MODES, ViewState
from layers.view.visible import uncertain, visible

RECORDS = current()
DAY = timedelta(days=1)


def days_around_closing(base: Base) -> tuple[date, date]:
    """Return the last day before a closing begins to be possible and the first day on which it is certain."""
    first, after = span(base.end, base.end_precision)
    return first - DAY, base.end if base.end_precision == "day" else after


def shown(base_id: str, day: date, mode: str, days: int = 20_000) -> bool:
    return base_id in {feature.id for feature in visible(ViewState(date=day, mode=mode, days=days), RECORDS)["bases"]}


def drawn_uncertain(base_id: str, day: date) -> bool:
    view = ViewState(date=day)
    return any(feature.id == base_id and uncertain(feature, BASES, view) for feature in visible(view, RECORDS)["bases"])


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return RECORDS


def test_the_fifteen_bases_load(ledger: Ledger) -> None:
    assert set(ledger.bases) == {
        "kant",
        "manas-transit-center",
        "base-201-dushanbe",
        "base-201-bokhtar",
        "base-201-kulob",
        "koi-sary",
        "karshi-khanabad",
        "shaymak-outpost",
        "vakhon-outpost",
        "gissar-ayni",
        "kharb-maidon",
        "edelweiss",
        "bayraktar-base",
        "ababil-2-plant",
        "sipar-guruh-plant",
    }


@pytest.mark.parametrize(
    ("base_id", "last_open", "closed"),
    [
        ("manas-transit-center", date(2014, 6, 2), date(2014, 6, 3)),
        ("karshi-khanabad", date(2005, 11, 20), date(2005, 11, 21)),
        # The regiment left Kulob in December 2015: closed for certain from the month after.
        ("base-201-kulob", date(2015, 11, 30), date(2016, 1, 1)),
    ],
)
def test_a_closed_base_closes_on_the_day_the_sources_give(
    ledger: Ledger, base_id: str, last_open: date, closed: date
) -> None:
    assert days_around_closing(ledger.bases[base_id]) == (last_open, closed)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("base_id", [base.id for base in RECORDS.bases.values() if base.end])
def test_in_no_mode_is_a_closed_base_open(ledger: Ledger, base_id: str, mode: str) -> None:
    last_open, closed = days_around_closing(ledger.bases[base_id])
    assert shown(base_id, last_open, mode)
    assert not shown(base_id, closed, mode)
    assert not shown(base_id, ledger.meta.facts_checked_to, mode)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("base_id", ["kant", "base-201-dushanbe", "base-201-bokhtar", "koi-sary", "gissar-ayni"])
def test_an_open_base_stays_open_without_an_end(ledger: Ledger, base_id: str, mode: str) -> None:
    assert shown(base_id, ledger.meta.facts_checked_to, mode)


def test_kant_is_not_open_before_its_opening() -> None:
    assert not shown("kant", date(2003, 10, 22), "upto")
    assert shown("kant", date(2003, 10, 23), "upto")


@pytest.mark.parametrize("base_id", ["kharb-maidon", "edelweiss"])
def test_a_base_of_unknown_opening_is_open_from_the_start_and_uncertain(ledger: Ledger, base_id: str) -> None:
    base = ledger.bases[base_id]
    assert base.start is None and not base.opened_is_known
    assert shown(base_id, FIRST_DAY, "day")
    assert drawn_uncertain(base_id, ledger.meta.facts_checked_to)


def test_an_approved_outpost_is_not_said_to_have_opened(ledger: Ledger) -> None:
    outpost = ledger.bases["vakhon-outpost"]
    assert not outpost.opened_is_known
    assert not shown("vakhon-outpost", date(2021, 10, 26), "upto")
    assert drawn_uncertain("vakhon-outpost", date(2023, 1, 1))
    assert not drawn_uncertain("kant", date(2023, 1, 1))


@pytest.mark.parametrize("base", RECORDS.bases.values(), ids=lambda base: base.id)
def test_every_base_names_operator_host_and_place(ledger: Ledger, base: Base) -> None:
    assert base.operator and base.host and base.places
    assert base.start or not base.opened_is_known, "a base without start says that its opening is not known"


def test_the_undisclosed_bayraktar_base_has_no_pin(ledger: Ledger) -> None:
    assert all(ledger.places[place].lon is None for place in ledger.bases["bayraktar-base"].places)


@pytest.mark.parametrize(
    ("base_id", "least_m"),
    [
        ("base-201-dushanbe", 5_000),
        ("base-201-bokhtar", 5_000),
        ("base-201-kulob", 5_000),
        ("kharb-maidon", 30_000),
        ("edelweiss", 5_000),
        ("ababil-2-plant", 5_000),
        ("sipar-guruh-plant", 5_000),
        ("vakhon-outpost", 20_000),
        ("shaymak-outpost", 10_000),
    ],
)
def test_a_site_known_only_to_its_town_is_an_area(ledger: Ledger, base_id: str, least_m: int) -> None:
    assert all(ledger.places[place].precision_m >= least_m for place in ledger.bases[base_id].places)


def test_a_denied_base_carries_the_denials(ledger: Ledger) -> None:
    claimants = {statement.claimant for statement in ledger.bases["shaymak-outpost"].statements}
    assert {"Government of Tajikistan", "Government of China"} <= claimants


def test_nothing_that_was_collected_got_lost(ledger: Ledger) -> None:
    # 28 + 5 + 38 were collected, three of them the same event in two lists; the travel ban is one milestone more. Two of the transfers were exercises.
    assert len(ledger.transfers) >= 26
    assert len(ledger.exercises) >= 4
    assert len(ledger.milestones) >= 39


def test_an_event_of_two_lists_stands_in_one(ledger: Ledger) -> None:
    for words in ("kalkan", "virginia", "indestructible"):
        found = [
            record.id
            for table in (ledger.transfers, ledger.exercises, ledger.milestones)
            for record in table.values()
            if words in f"{record.title} {record.summary}".lower()
        ]
        assert len(found) == 1, (words, found)


@pytest.mark.parametrize("transfer", RECORDS.transfers.values(), ids=lambda transfer: transfer.id)
def test_every_transfer_names_supplier_recipient_and_day(transfer) -> None:
    assert transfer.supplier and transfer.recipient and transfer.item
    assert transfer.start


@pytest.mark.parametrize(
    ("transfer_id", "claimants"),
    [
        ("2021-12-18-bayraktar-tb2-kyrgyzstan", {"FMSO OE Watch", "Kloop", "media reports"}),
        ("2023-02-pechora-2bm-kyrgyzstan", {"Eurasianet", "FMSO OE Watch", "Avionews"}),
        ("2022-05-12-us-puma-drones-tajikistan", {"Eurasianet", "Pommersheim, US ambassador in Dushanbe"}),
        ("2022-05-17-ababil-2-tajikistan", {"Mohammad Bagheri, Iranian chief of staff", "Eurasianet", "Asia-Plus"}),
    ],
)
def test_contradicting_accounts_stand_beside_each_other(ledger: Ledger, transfer_id: str, claimants: set[str]) -> None:
    assert claimants <= {statement.claimant for statement in ledger.transfers[transfer_id].statements}


@pytest.mark.parametrize("table", ["transfers", "milestones", "exercises"])
def test_a_readable_id_carries_the_date_as_precisely_as_known(ledger: Ledger, table: str) -> None:
    parts = {"year": 4, "month": 7, "day": 10}
    for record in ledger.tables[table].values():
        if record.id == "2023-07-21-kyrgyz-equipment-spending":  # bears the day of the report, for links hold it
            continue
        assert record.id.startswith(record.start.isoformat()[: parts[record.start_precision]] + "-"), record.id


def test_the_steps_of_the_treaty_are_major_and_in_order(ledger: Ledger) -> None:
    steps = [
        "2024-12-04-line-fully-described",
        "2025-02-21-treaty-initialled",
        "2025-03-13-treaty-signed",
        "2025-03-19-parliaments-ratify",
        "2025-03-31-treaty-in-force-khujand",
        "2025-11-15-junction-in-force",
    ]
    found = [ledger.milestones[step] for step in steps]
    assert all(step.major for step in found)
    assert [step.start for step in found] == sorted(step.start for step in found)
    assert 8 <= sum(milestone.major for milestone in ledger.milestones.values()) <= 14
