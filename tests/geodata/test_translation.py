"""The catalogue: its template is what the code says, and a catalogue of another language is spoken everywhere."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from geodata.ledger import TABLES
from geodata.translation import Said, SaidTable, mark, speak, spoken, tr, tr_in, tr_n
from tests.support.messages import KEYWORDS, TEMPLATE, collected, written
from tests.support.server import ROOT

RUSSIAN = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\n"

#: layers/browser/time/marks.js
msgid "{n} base"
msgid_plural "{n} bases"
msgstr[0] "{n} база"
msgstr[1] "{n} базы"
msgstr[2] "{n} баз"

#: layers/sections.py
msgctxt "a crossing"
msgid "open"
msgstr "открыт"

msgid "{name} is closed"
msgstr "Закрыт: {name}"

#: layers/browser/time/marks.js
#, fuzzy
msgid "Play"
msgstr "Черновик"
"""


@pytest.fixture
def russian(tmp_path: Path) -> Iterator[None]:
    file = tmp_path / "ru.po"
    file.write_text(RUSSIAN, encoding="utf-8")
    speak(file)
    yield
    speak()


def test_the_template_is_what_the_code_says() -> None:
    assert TEMPLATE.read_bytes() == written(collected()), "`make messages` makes it so"


@pytest.mark.usefixtures("russian")
def test_a_catalogue_is_spoken_with_its_plurals_its_contexts_and_its_order() -> None:
    assert [tr_n("{n} base", "{n} bases", n) for n in (1, 3, 11, 1234)] == ["1 база", "3 базы", "11 баз", "1,234 базы"]
    assert tr_in("a crossing", "open") == "открыт"
    assert tr("open") == "open", "what no catalogue has is said in English"
    assert tr("Play") == "Play" and "Play" not in spoken().scripts, "a draft is not said"
    assert tr("{name} is closed", name="{Lakko}") == "Закрыт: {Lakko}"


@pytest.mark.usefixtures("russian")
def test_scripts_get_what_they_say_and_which_form_a_number_takes() -> None:
    assert spoken().scripts == {"{n} base": ["{n} база", "{n} базы", "{n} баз"]}
    assert [spoken().plurals[n] for n in (1, 2, 5, 11, 21, 111)] == [0, 1, 2, 2, 0, 2]


def test_a_marked_field_is_said_in_the_language_of_the_moment(russian: None) -> None:
    @dataclass(frozen=True)
    class Status:
        title: Said = Said()
        gloss: Said = Said("")

    status, table = Status(mark("{n} base")), SaidTable({"one": mark("{n} base")})
    assert status.title == "{n} база" and status.gloss == ""
    assert table["one"] == table.get("one") == "{n} база" and list(table.values()) == ["{n} база"]
    speak()
    assert status.title == table["one"] == "{n} base"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('msgid "open"\nmsgstr ""', "translates nothing"),
        ('msgid "{n} bases"\nmsgstr "{m} баз"', r"“\{n\} bases”"),
        ('msgid "{n} bases"\nmsgstr "{n баз"', r"“\{n\} bases”"),
    ],
)
def test_a_catalogue_that_cannot_be_spoken_is_refused_by_name(tmp_path: Path, text: str, wrong: str) -> None:
    file = tmp_path / "wrong.po"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=rf"wrong\.po.*{wrong}"):
        speak(file)


def _calls() -> Iterator[tuple[str, ast.Call, bool]]:
    """Yield each call of the catalogue in the product's Python: where it stands, the call, whether it is within a function."""
    for folder in ("geodata", "layers", "pages"):
        for path in (ROOT / folder).rglob("*.py"):
            if "node_modules" not in path.parts:
                # A page's script runs at every visit of it.
                page = path.parent == ROOT / "pages"
                yield from _within(ast.parse(path.read_text(encoding="utf-8")), str(path.relative_to(ROOT)), page)


def _within(node: ast.AST, where: str, inside: bool) -> Iterator[tuple[str, ast.Call, bool]]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
        yield f"{where}:{node.lineno}", node, inside
    for name, value in ast.iter_fields(node):
        later = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)) and name == "body"
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _within(child, where, inside or later)


def test_nothing_is_said_before_it_is_known_in_which_language() -> None:
    said = [where for where, call, inside in _calls() if not (inside or call.func.id.startswith("mark"))]
    assert said == []


def test_each_value_of_a_message_has_its_place() -> None:
    """A message whose values are spelt otherwise would fail only where it is said."""
    wrong = []
    for where, call, _ in _calls():
        texts = [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        texts = texts[1:] if call.func.id == "tr_in" else texts
        given = {word.arg for word in call.keywords}
        if call.func.id in ("tr", "tr_in", "tr_n", "refused") and texts and None not in given:
            free = {"n"} if call.func.id == "tr_n" else set()
            places = [set(_places(text)) for text in texts] if given or free else []
            if any(place - free - given for place in places) or (places and given - set.union(*places)):
                wrong.append(where)
    assert wrong == []


def _places(text: str) -> Iterator[str]:
    return (name for _, name, _, _ in Formatter().parse(text) if name is not None)


def test_every_kind_and_stage_of_a_record_is_a_message() -> None:
    """They are values of the ledger that the code fixes, so no atlas can give them in its own words."""
    known = {message.id for message in collected()}
    fields = (
        TABLES[table].model_fields.get(name) for table in TABLES if table != "places" for name in ("kind", "stage")
    )
    words = {word for field in fields if field for word in get_args(field.annotation) if isinstance(word, str)}
    assert {"armed clash", "delivered"} <= words
    assert words - known == set(), "`kinds` of the layer marks them"
