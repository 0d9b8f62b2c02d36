"""Whatever the ledger's files hold, it loads, the faults are named and the pages start: S12, C9."""

from __future__ import annotations

import copy
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from urllib.request import urlopen

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.ledger import TABLES, Ledger, load
from layers.browser import assets
from layers.files import formats
from layers.files.records import Records
from layers.kit.layer import all_layers
from layers.view.state import ViewState
from layers.words import text_twin
from layers.words.card import card
from layers.words.headline import headline
from tests.support.ledgers import Tables, sound, write
from tests.support.loop import wait_for
from tests.support.reader import visit
from tests.support.server import ROOT, serve

VIEW = ViewState(date(2026, 11, 1), layers=tuple(layer.id for layer in all_layers()))


def rich() -> Tables:
    """Return a sound ledger in which every kind of reference occurs, over more than one step."""
    tables = sound()
    section, incident = tables["sections"][0], tables["incidents"][0]
    note = {"start": "2021-01-01", "label": "A fence", "text": "It stands.", "sources": ["gazette"]}
    tables["sections"] += [
        section | {"id": "strip", "follows": "whole-border", "notes": [note]},
        section | {"id": "other-strip", "follows": "whole-border"},
    ]
    tables["incidents"] += [
        incident | {"id": "child", "parent": "first-clash"},
        incident | {"id": "grandchild", "parent": "child"},
    ]
    tables["meta"]["renamed"] = {"old-camp": "camp", "oldest-camp": "old-camp"}
    return tables


def use(ledger: Ledger) -> None:
    """Make of a ledger what pages and downloads make of it."""
    for fault in ledger.faults:
        assert str(fault).isprintable() and len(str(fault)) < 700
    for layer in all_layers():
        assets.layer_data(layer, ledger)
    assets.timeline(ledger)
    text_twin.text(VIEW.with_(date=date(2022, 9, 16), against=date(2000, 1, 1)), ledger, "https://atlas.test")
    formats.data("csv", Records(VIEW, ledger), Records(VIEW, ledger).listed())
    for table in TABLES:
        for record_id in ledger.tables[table] if table not in ("sources", "places") else ():
            assert card(record_id, ledger, VIEW.date)
            headline(VIEW.with_(select=record_id), ledger)


def loaded(folder: Path, tables: Tables) -> Ledger:
    ledger = load(write(folder / "ledger", tables), folder)
    use(ledger)
    return ledger


def told(ledger: Ledger) -> set[tuple[str, str]]:
    return {(fault.file.removesuffix(".yaml"), fault.record) for fault in ledger.faults}


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
def nest(first: str, between: str, last: str = "") -> bytes:
    """Return twenty levels of aliases, nine of each in the next: 12 million million million values, were they ever written out."""
    names = "abcdefghijklmnopqrst"
    return (
        first
        + "".join(
            between.format(name=name, inner=",".join([f"*{before}"] * 9))
            for before, name in zip(names, names[1:], strict=False)
        )
        + last
    ).encode()


#: Content of a table's file, each of which has ended the start or held it up somewhere.
CONTENTS = {
    "nothing": b"",
    "zeros": bytes(100),
    "no text": bytes(range(256)) * 9,
    "UTF-16": "- id: x".encode("utf-16"),
    "Latin-1": "- id: café".encode("latin-1"),
    "a word": b"hello",
    "a number": b"5",
    "two documents": b"---\n- a\n---\n- b\n",
    "deep": b"[" * 100_000,
    "deep and closed": b"[" * 900 + b"]" * 900,
    "deep block": b"- " * 100_000,
    "bomb": nest("- &a [x,x,x,x,x,x,x,x,x]\n", "- &{name} [{inner}]\n", "- {id: *t, title: *t}\n"),
    "bomb of a mapping": nest("x: &a [x]\n", "{name}: &{name} [{inner}]\n"),
    "bomb of merges": nest("- &a {k: 1, l: 1}\n", "- &{name} {{<<: [{inner}]}}\n"),
    "bomb of named merges": nest("- &a {k: 1, l: 1}\n", "- &{name} {{!!merge x: [{inner}]}}\n"),
    "inside itself": b"- &a [*a]\n- &b {id: *b}\n- &c {id: x, title: *c}\n",
    "its own key": b"- &a {? *a : 1}\n",
    "6,000 digits": b"- {id: x, title: " + b"9" * 6000 + b"}",
    "6,000 hexadecimal digits": b"- {id: x, title: 0x" + b"f" * 6000 + b"}",
    "half a letter": b'- {id: "\\ud800", title: "\\ud800"}',
    "terminal": b'- {id: "\\e[31mred\\nx\\0", title: "\\e[2J"}',
    "endless id": b"- {id: " + b"x" * 1_000_000 + b"}",
    **{
        tag: f"- {{id: x, title: {tag}}}\n".encode()
        for tag in (
            "!!bool maybe",
            "!!timestamp soon",
            "!!timestamp 2000-02-30",
            "!!int ''",
            "!!float x",
            "!!int 0b",
            "!!omap [a]",
            "!!merge x",
            "!!python/object/apply:os.system [x]",
        )
    },
}


@pytest.mark.parametrize("table", ["bases", "meta"])
@pytest.mark.parametrize("name", CONTENTS)
def test_a_file_of_any_content_is_named_and_the_rest_loads(name: str, table: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "ledger", rich())
    (folder / f"{table}.yaml").write_bytes(CONTENTS[name])
    ledger = load(folder, tmp_path)
    assert f"{table}.yaml" in {fault.file for fault in ledger.faults}
    assert {name: len(rows) for name, rows in ledger.tables.items() if name != "bases"} == {
        name: len(rows) for name, rows in rich().items() if name not in ("bases", "meta")
    }
    use(ledger)


def replaced(make: Callable[[Path], object]) -> Callable[[Path], None]:
    def do(path: Path) -> None:
        path.unlink()
        make(path)

    return do


@pytest.mark.parametrize("table", ["sections", "sources", "meta"])
@pytest.mark.parametrize(
    "make",
    [
        replaced(Path.mkdir),
        replaced(os.mkfifo),
        replaced(lambda path: path.symlink_to("nowhere")),
        replaced(lambda path: path.symlink_to(path.name)),
        replaced(lambda path: path.symlink_to("/dev/zero")),
        replaced(lambda path: None),
    ],
    ids=["folder", "pipe", "link to nowhere", "link to itself", "device", "missing"],
)
def test_a_file_that_cannot_be_read_is_named(make: Callable[[Path], None], table: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "ledger", rich())
    make(folder / f"{table}.yaml")
    ledger = load(folder, tmp_path)
    assert (table, "the whole file") in told(ledger)
    use(ledger)


@pytest.mark.parametrize("table", ["bases", "meta"])
def test_a_file_that_one_may_not_read_is_named(table: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path / "ledger", rich())

    def guarded(read: Callable[..., object]) -> Callable[..., object]:
        def refuse(path: Path, *arguments: object, **named: object) -> object:
            # Not by its mode: whoever runs the tests may be one who may read everything.
            if path.name == f"{table}.yaml":
                raise PermissionError(13, "Permission denied", str(path))
            return read(path, *arguments, **named)

        return refuse

    for name in ("read_text", "read_bytes"):
        monkeypatch.setattr(Path, name, guarded(getattr(Path, name)))
    ledger = load(folder, tmp_path)
    assert (table, "the whole file") in told(ledger) and "Permission denied" in " ".join(map(str, ledger.faults))


def test_a_folder_that_is_not_there_is_a_ledger_without_records(tmp_path: Path) -> None:
    ledger = load(tmp_path / "nowhere", tmp_path / "nowhere either")
    assert {fault.reason for fault in ledger.faults} >= {"the file is missing"} and not any(ledger.tables.values())
    use(ledger)


# ---- the check and the pages -----------------------------------------------------------------------------------------------------
def very_broken(folder: Path) -> Path:
    """Write a ledger that is wrong in every way that has ended the start."""
    tables = rich()
    tables["sections"][1]["follows"] = "strip"
    tables["sections"].append(tables["sections"][0] | {"id": "third-strip", "follows": "strip"})
    tables["incidents"][0]["parent"] = "grandchild"
    tables["meta"]["renamed"] = {"camp": "gate", "a": "b", "b": "a"}
    tables["milestones"][0]["title"] = "\U0001f600 \x1b[31m"
    write(folder, tables)
    replaced(Path.mkdir)(folder / "bases.yaml")
    replaced(os.mkfifo)(folder / "places.yaml")
    (folder / "statistics.yaml").write_bytes(CONTENTS["!!bool maybe"])
    (folder / "periods.yaml").write_bytes(CONTENTS["bomb"])
    return folder


def test_the_check_names_every_fault_and_ends_without_a_traceback(tmp_path: Path) -> None:
    environment = os.environ | {"BORDER_ATLAS_LEDGER": str(very_broken(tmp_path)), "PYTHONIOENCODING": "ascii:strict"}
    check = subprocess.run(
        [sys.executable, "-m", "geodata.ledger"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )
    assert (check.returncode, check.stderr) == (1, "")
    for name in (
        "strip",
        "third-strip",
        "child",
        "camp",
        "bases.yaml",
        "places.yaml",
        "statistics.yaml",
        "periods.yaml",
    ):
        assert name in check.stdout
    assert check.stdout.isascii() and "\x1b" not in check.stdout


@pytest.mark.services
def test_the_pages_start_with_a_ledger_that_is_broken_in_every_way(tmp_path: Path) -> None:
    with serve(tmp_path / "server.log", BORDER_ATLAS_LEDGER=str(very_broken(tmp_path / "ledger"))) as app:
        for page in ("", "explore", "compare", "brief", "sources", "own-data"):
            wait_for(visit(app.url, page=page))
            with urlopen(f"{app.url}/{page}", timeout=60) as answer:
                assert answer.status == 200
        for face in ("view.png?width=480&height=270", "view.html?", "view.txt?", "view.geojson?"):
            with urlopen(f"{app.url}/{face}&date=2022-09-16", timeout=60) as answer:
                assert answer.status == 200
        assert "ledger fault: bases.yaml" in app.said() and "Traceback" not in app.said()
