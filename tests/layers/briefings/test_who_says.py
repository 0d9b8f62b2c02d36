"""Who says what on a scene: every party in a column of its own, both sides always and first, each word with who, when and where."""

from __future__ import annotations

import re

from geodata.claims import latest_claims
from geodata.ledger import current
from geodata.parties import PARTIES, SIDES
from layers.briefings.briefing import Scene
from layers.briefings.who_says import columns_of, plain, plain_of_record, who_says
from tests.support.scenes import built_in, view


def test_every_latest_claim_of_a_scenes_records_stands_in_its_claimants_column() -> None:
    ledger = current()
    for scene in built_in().scenes:
        groups = who_says(scene, ledger)
        assert columns_of(groups)[:2] == list(SIDES)
        said = [one for group in groups for _, cells in group.rows for held in cells.values() for one in held]
        for record_id in scene.cited():
            record = ledger.find(record_id)[1]
            for claim in latest_claims(record) if hasattr(record, "claims") else ():
                found = [one for one in said if one.party == claim.party and one.by.startswith(f"{claim.claimant} · ")]
                assert found, (record_id, claim)
        assert all(re.search(r"\b(19|20)\d\d\b|no date", one.by) for one in said if not one.words.startswith("No word"))


def test_the_table_has_a_cell_for_every_party_in_every_row() -> None:
    for scene in built_in().scenes:
        told = plain(scene, current())
        heads = told["columns"]
        assert heads[1:3] == [PARTIES[side].side for side in SIDES]
        assert all(len(row["cells"]) == len(heads) - 1 for group in told["groups"] for row in group["rows"])


def test_a_scene_without_records_has_what_changed_last_on_its_map_and_says_so() -> None:
    told = plain(Scene(view("date=2022-09-16&mode=day&layers=clashes")), current())
    assert told["groups"] and "No record was chosen" in told["note"]
    none = plain(Scene(view("date=1991-06-01&layers=clashes")), current())
    assert none["groups"] == [] and none["note"]
    # What has just reopened comes before what was fought over earlier, and nothing of what has no place on the map.
    last = plain(Scene(view("date=2025-07-09&layers=crossings,clashes,milestones")), current())
    assert {"karamyk-crossing", "bor-dobo-crossing"} <= {group["id"] for group in last["groups"][:3]}


def test_of_a_crossing_sources_are_named_and_a_side_that_is_not_quoted_is() -> None:
    [group] = plain(Scene(view("date=2026-11-22&layers=crossings&select=kyzyl-bel-crossing")), current())["groups"]
    assert any(line.startswith("Orda.kz, “") and line.endswith("13 Mar 2025") for line in group["sources"])
    [row] = group["rows"]
    assert [cell[0][0] for cell in row["cells"]] == [
        f"No word of {PARTIES[side].speaker} is on record." for side in SIDES
    ]
    # Old words are no word on how it stands now.
    [group] = plain_of_record("kulundu-crossing", current())["groups"]
    assert [row["what"] for row in group["rows"]] == ["In words, when it was: restricted"]
