"""Whatever the ledger's files hold, it loads, the faults are named and the pages start: S12, C9."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.ledger import TABLES, Ledger, load
from tests.support.attacks.rich_ledger import rich, told, use
from tests.support.ledgers import Tables, write


def loaded(folder: Path, tables: Tables) -> Ledger:
    ledger = load(write(folder / "ledger", tables), folder)
    use(ledger)
    return ledger


def test_a_ledger_with_every_kind_of_reference_is_sound(tmp_path: Path) -> None:
    ledger = loaded(tmp_path, rich())
    assert ledger.faults == ()
    assert ledger.find("oldest-camp") == ledger.find("old-camp") == ("bases", ledger.bases["camp"])


# ---- what leads nowhere, or in a circle --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("follows", "left"),
    [
        ({"whole-border": "whole-border"}, set()),
        ({"strip": "strip"}, {"whole-border", "other-strip"}),
        ({"strip": "other-strip", "other-strip": "strip"}, {"whole-border"}),
        ({"whole-border": "strip"}, set()),
        ({"other-strip": "strip"}, {"whole-border", "strip"}),
        ({"strip": "nobody"}, {"whole-border", "other-strip"}),
        ({"strip": "camp"}, {"whole-border", "other-strip"}),
    ],
    ids=lambda value: str(value if isinstance(value, dict) else sorted(value)),
)
def test_a_section_that_follows_what_leads_nowhere_is_left_out(
    follows: dict[str, str], left: set[str], tmp_path: Path
) -> None:
    tables = rich()
    tables["sections"] = [
        row | ({"follows": follows[row["id"]]} if row["id"] in follows else {}) for row in tables["sections"]
    ]
    ledger = loaded(tmp_path, tables)
    assert set(ledger.sections) == left
    assert told(ledger) == {("sections", name) for name in {"whole-border", "strip", "other-strip"} - left}
    assert all(len(ledger.tables[name]) > 0 for name in TABLES if name != "sections")


@pytest.mark.parametrize(
    ("parents", "left"),
    [
        ({"first-clash": "first-clash"}, set()),
        ({"first-clash": "grandchild"}, set()),
        ({"child": "grandchild"}, {"first-clash"}),
        ({"grandchild": "grandchild"}, {"first-clash", "child"}),
        ({"child": "camp"}, {"first-clash"}),
    ],
    ids=lambda value: str(value if isinstance(value, dict) else sorted(value)),
)
def test_an_incident_that_is_part_of_itself_is_left_out_with_its_parts(
    parents: dict[str, str], left: set[str], tmp_path: Path
) -> None:
    tables = rich()
    tables["incidents"] = [
        row | ({"parent": parents[row["id"]]} if row["id"] in parents else {}) for row in tables["incidents"]
    ]
    ledger = loaded(tmp_path, tables)
    assert set(ledger.incidents) == left
    assert told(ledger) >= {("incidents", name) for name in {"first-clash", "child", "grandchild"} - left}


@pytest.mark.parametrize(
    ("renamed", "wrong"),
    [
        ({"camp": "gate"}, {"camp"}),
        ({"camp": "camp"}, {"camp"}),
        ({"a": "b", "b": "a"}, {"a", "b"}),
        ({"a": "a"}, {"a"}),
        ({"a": "b", "b": "c", "c": "b"}, {"a", "b", "c"}),
        ({"a": "nobody"}, {"a"}),
        ({"a": "b", "b": "nobody"}, {"a", "b"}),
        ({"a": "b", "b": "gate"}, set()),
        ({"valley": "gate"}, set()),
        ({"old-valley": "valley"}, set()),
    ],
    ids=lambda value: str(value if isinstance(value, dict) else sorted(value)),
)
def test_a_renaming_that_hides_a_record_or_leads_nowhere_is_left_out(
    renamed: dict[str, str], wrong: set[str], tmp_path: Path
) -> None:
    tables = rich()
    tables["meta"]["renamed"] = renamed
    ledger = loaded(tmp_path, tables)
    assert told(ledger) == {("meta", name) for name in wrong}
    assert ledger.find("camp") == ("bases", ledger.bases["camp"])
    assert all(
        ledger.find(name) == ("crossings", ledger.crossings["gate"])
        for name, new in renamed.items()
        if name in ("a", "b") and not wrong
    )


def test_an_id_that_two_tables_have_takes_along_what_refers_to_the_one_left_out(tmp_path: Path) -> None:
    tables = rich()
    tables["sections"][2]["id"] = "first-clash"
    ledger = loaded(tmp_path, tables)
    assert ledger.find("first-clash")[0] == "sections"
    assert told(ledger) == {("incidents", "first-clash"), ("incidents", "child"), ("incidents", "grandchild")}


def test_a_period_is_of_a_record_that_a_link_can_open(tmp_path: Path) -> None:
    tables = rich()
    tables["periods"][0]["record"] = "gazette"
    assert told(loaded(tmp_path, tables)) == {("periods", "war")}


# ---- any value anywhere --------------------------------------------------------------------------------------------------------
_GONE = object()
#: What may stand where something else should: other types, ids of every table, days outside every calendar, texts without end.
VALUES = (
    _GONE,
    None,
    "",
    " ",
    0,
    -1,
    10**30,
    1.5,
    float("nan"),
    float("inf"),
    True,
    [],
    {},
    [[]],
    [None],
    [5],
    {"a": 1},
    [{"a": 1}],
    b"\xff",
    "x" * 20_000,
    "a\x00b",
    "\ufffe",
    "9999-12-31",
    "0001-01-01",
    "2099-12-31",
    "1900-01-01",
    "2022-13-45",
    "2022",
    date(2022, 1, 1),
    "=1+1",
    "nobody",
    "camp",
    "first-clash",
    "child",
    "grandchild",
    "whole-border",
    "strip",
    "gazette",
    "valley",
    "war",
    ["camp"],
    {"camp": "gate"},
    {"en": ["x"]},
)


def places_in(value: object, way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the way to every value inside a value."""
    for key, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield (*way, key)
        yield from places_in(item, (*way, key))


PLACES = tuple(places_in(rich()))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(VALUES)), min_size=1, max_size=4))
def test_any_value_in_any_field_is_loaded_or_named(
    changes: list[tuple[tuple[str | int, ...], object]], tmp_path: Path
) -> None:
    tables = copy.deepcopy(rich())
    for way, value in changes:
        spoil(tables, way, value)
    loaded(tmp_path, tables)
    for name in tables:
        (tmp_path / "ledger" / f"{name}.yaml").unlink(missing_ok=True)


def spoil(tables: Tables, way: tuple[str | int, ...], value: object) -> None:
    """Put a value in a place, where that place is still there."""
    inside = tables
    for key in way[:-1]:
        if not (
            (isinstance(inside, dict) and key in inside)
            or (isinstance(inside, list) and isinstance(key, int) and key < len(inside))
        ):
            return
        inside = inside[key]
    if (isinstance(inside, list) and isinstance(way[-1], int) and way[-1] < len(inside)) or isinstance(inside, dict):
        if value is not _GONE:
            inside[way[-1]] = value
        elif isinstance(inside, list) or way[-1] in inside:
            del inside[way[-1]]


# ---- files that are none -------------------------------------------------------------------------------------------------------


# ---- the check and the pages -----------------------------------------------------------------------------------------------------
