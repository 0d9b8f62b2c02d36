"""Pictures, texts and data of a link show the kept sets that whoever has it may see, and of others not even whether they are there."""

from __future__ import annotations

import json
import re

import pytest

from geodata.sets.catalogue import Catalogue
from geodata.sets.kept import Audience, Wish
from pages.reader_data.shelf import SHELF
from tests.pages.keeping.conftest import KEEPER, loaded
from tests.support.asgi import ask
from tests.support.pages import markup, opened

WISH = Wish("Zebra posts", "Checked in May.", "CC BY 4.0", "The newsroom", "all")
DAY = "date=2022-09-20&layers=sections"

#: Faces of a view that say or show something of its sets.
FACES = ("/view.png", "/view.svg", "/preview.png", "/view.txt", "/view.geojson", "/view.html", "/present")


def kept(catalogue: Catalogue, seen_by: Audience = "all", title: str = "Zebra posts") -> str:
    return catalogue.keep(loaded(), Wish(**(vars(WISH) | {"seen_by": seen_by, "title": title})), KEEPER).reference()


@pytest.mark.parametrize("seen_by", ["link", "all"])
def test_pictures_and_documents_hold_it(catalogue: Catalogue, seen_by: Audience) -> None:
    name = kept(catalogue, seen_by)
    for path in ("/view.svg", "/view.html"):
        plain, shown = ask(path, f"{DAY}"), ask(path, f"{DAY}&kept={name}")
        assert shown.status == 200 and "Zebra posts" in shown.text and "Zebra posts" not in plain.text
        assert shown.headers["cache-control"] == "private, no-cache"
    assert ('content="noindex"' in ask("/", f"{DAY}&kept={name}").text) == (seen_by == "link")
    assert len({ask("/preview.png", f"{DAY}{kept}").body for kept in ("", f"&kept={name}")}) == 2
    assert SHELF._held and not any(one.users for one in SHELF._held.values()), "nobody looks at it any more"


def test_the_text_says_whose_it_is(catalogue: Catalogue) -> None:
    name = kept(catalogue)
    for path in ("/view.txt", "/"):
        said = ask(path, f"{DAY}&kept={name}").text
        assert f"“Zebra posts”, kept set {name}: 13 rows, data of The newsroom." in said and "CC BY 4.0" in said


def test_its_rows_are_a_file_of_their_own_beside_the_records(catalogue: Catalogue) -> None:
    name = kept(catalogue)
    records = json.loads(ask("/view.geojson", f"{DAY}&kept={name}").body)
    rows = json.loads(ask("/view.geojson", f"{DAY}&kept={name}&set={name}").body)
    assert len(rows["features"]) == 13 and not [
        one for one in records["features"] if "event_id_cnty" in one["properties"]
    ]
    earlier = json.loads(ask("/view.geojson", f"date=2022-09-05&kept={name}&set={name}").body)
    assert len(earlier["features"]) == 5
    refused = ask("/view.geojson", f"{DAY}&set={name}")
    assert refused.status == 400 and "none of those that the link names" in refused.text


@pytest.mark.parametrize("path", [*FACES, "/", "/explore", "/compare", "/sources"])
def test_no_face_tells_whether_a_set_is_there_that_is_not_for_everybody(catalogue: Catalogue, path: str) -> None:
    hidden = kept(catalogue, "me", "Gnu")
    secret = kept(catalogue, "link", "Yak")
    guessed = re.sub("~.{22}", f"~{'A' * 22}", secret)
    answers = []
    for name in (hidden, guessed, hidden.partition("@")[0], "gnu@1", "yak@1", "never-was@1"):
        answer = ask(path, f"{DAY}&kept={name}&set={name}" if path == "/view.geojson" else f"{DAY}&kept={name}")
        assert answer.status == (400 if path in FACES else 200)
        said = answer.text.replace(name, "…").replace(name.replace("@", "%40"), "…")
        assert "Gnu" not in said and "Yak" not in said and "newsroom" not in said
        answers.append(
            (
                answer.status,
                said,
                {key: value for key, value in answer.headers.items() if key not in ("etag", "content-length")},
            )
        )
    assert all(answer == answers[0] for answer in answers)


@pytest.mark.parametrize("path", [*FACES, "/"])
@pytest.mark.parametrize("how", ["withdrawn", "deleted"])
def test_what_was_made_of_a_set_is_not_to_be_had_when_it_is_gone(catalogue: Catalogue, path: str, how: str) -> None:
    name = kept(catalogue)
    before = ask(path, f"{DAY}&kept={name}")
    assert before.status == 200
    set_id = name.partition("@")[0]
    catalogue.delete(set_id, KEEPER) if how == "deleted" else catalogue.put(set_id, "withdrawn", KEEPER)
    after = ask(
        path, f"{DAY}&kept={name}", **({"if_none_match": before.headers["etag"]} if "etag" in before.headers else {})
    )
    assert after.status == (200 if path == "/" else 400) and "newsroom" not in after.text
    if how == "withdrawn":
        assert "was withdrawn by its keeper" in after.text


@pytest.mark.parametrize(
    "name", ["'; DROP TABLE sets; --", "a' OR '1'='1", "%00", "a@1,b@2," * 400, "../../etc/passwd@1", "{0}@1"]
)
def test_names_that_are_none_harm_nothing(catalogue: Catalogue, name: str) -> None:
    held = kept(catalogue)
    for path in FACES:
        assert ask(path, f"{DAY}&kept={name}").status == 400
    assert ask("/view.txt", f"{DAY}&kept={held}").status == 200


def test_a_new_version_changes_nothing_of_the_old_ones_faces(catalogue: Catalogue) -> None:
    name = kept(catalogue)
    catalogue.keep_version(name.partition("@")[0], loaded(3), KEEPER)
    second = name.replace("@1", "@2")
    assert (
        "13 rows" in ask("/view.txt", f"{DAY}&kept={name}").text
        and "3 rows" in ask("/view.txt", f"{DAY}&kept={second}").text
    )


def test_a_page_sent_before_a_set_was_renamed_is_not_sent_after(catalogue: Catalogue) -> None:
    name = kept(catalogue)
    assert "Zebra posts" in ask("/", f"{DAY}&kept={name}").text
    catalogue.rename(name.partition("@")[0], "Gates", KEEPER)
    after = ask("/", f"{DAY}&kept={name}").text
    assert "“Gates”" in after and "Zebra posts" not in after
    picture = ask("/view.svg", f"{DAY}&kept={name}").text
    assert "Gates" in picture and "Zebra posts" not in picture


HOSTILE = "</script><img src=x onerror=alert(1)>`${1}` \\2019 [a](javascript:1)"


def test_what_a_keeper_says_is_text_wherever_it_stands(catalogue: Catalogue) -> None:
    said = Wish(HOSTILE, HOSTILE, HOSTILE, HOSTILE, "all")
    name = catalogue.keep(loaded(), said, KEEPER).reference()
    for path in ("/", "/explore", "/compare", "/view.html", "/view.svg"):
        answer = ask(path, f"{DAY}&kept={name}")
        assert answer.status == 200 and "<img src=x" not in answer.text
    for page in ("map.py", "explore.py", "compare.py", "own_data.py"):
        at = opened("map.py", kept=name).switch_page(page).run()
        assert not at.exception and "<img src=x" not in markup(at)
        assert [
            one for one in at.session_state["own-sets"].values() if one.title.startswith("script img src x onerror")
        ]
