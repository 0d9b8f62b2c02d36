"""A set is kept after its report, opened by its link in another session, and gone there when it is gone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from geodata.ledger import current
from geodata.sets.catalogue import Catalogue
from geodata.sets.kept import ANYBODY, Audience, Wish
from geodata.sets.naming import reference
from geodata.sets.schema import SETS
from geodata.settings import settings
from layers.files.formats import bundle
from layers.view.link import to_params
from pages.reader_data import ending
from pages.reader_data import kept as kept_sets
from pages.reader_data.room import ROOM
from pages.reader_data.shelf import SHELF
from pages.visit import keeping
from tests.pages.keeping.conftest import KEEPER, Asking, loaded, september
from tests.support.pages import markup, opened

WISH = Wish("Border posts", "Checked in May.", "CC BY 4.0", "The newsroom", "all")
NOT_HERE = "that are not here, not here any more, or not for you"

#: What stands on “Your own data” for those who may keep sets alone.
CONTROLS = ("Keep it", "Rename", "Withdraw", "Delete")


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have sessions look at each run whether what they show is still there."""
    monkeypatch.setattr(kept_sets, "LOOK_S", 0)


def press(at: AppTest, label: str) -> AppTest:
    next(button for button in at.button if button.label == label).click().run()
    assert not at.exception, at.exception
    return at


def read(at: AppTest, rows: int = 13) -> AppTest:
    at.switch_page("own_data.py").run()
    at.file_uploader[0].set_value(("september.csv", september(rows), "text/csv")).run()
    assert not at.exception, at.exception
    return at


def shown(at: AppTest) -> dict[str, int]:
    """Return the rows on the map of each set of the session that the view shows."""
    if "own-sets" not in at.session_state:
        return {}
    sets = at.session_state["own-sets"].values()
    return {one.name: len(one.shown) for one in sets if one.name in at.session_state["view"].sets}


def test_a_set_is_kept_after_its_report_and_its_link_opens_it_elsewhere(catalogue: Catalogue) -> None:
    at = read(opened("map.py"))
    assert "written to disk, in the folder" in markup(at) and "at most 10,000,000 rows and 1,000 MB" in markup(at)
    next(box for box in at.text_input if box.label == "Title").set_value("Border posts")
    press(at, "Keep it")
    assert "Say whose data it is." in markup(at) and catalogue.listed(KEEPER) == []
    next(box for box in at.text_input if box.label == "Whose data it is").set_value("The newsroom")
    at.radio(key="keep-seen-by").set_value("link")
    press(at, "Keep it")
    [kept] = catalogue.listed(KEEPER)
    assert (kept.title, kept.owner, kept.seen_by, kept.newest.rows) == ("Border posts", "The newsroom", "link", 13)
    link = at.code[0].value
    assert link.endswith(f"/?kept={kept.id}@1") and "~" in kept.id
    colleague = opened("map.py", kept=link.partition("kept=")[2])
    assert shown(colleague) == {kept.reference(): 13}
    assert to_params(colleague.session_state["view"], current().revision)["kept"] == kept.reference()
    assert [box.label for box in colleague.checkbox if box.label == "Border posts"]


def test_a_kept_set_is_on_every_page_as_a_layer_is(catalogue: Catalogue, stranger: type[Asking]) -> None:
    name = catalogue.keep(loaded(), WISH, KEEPER).reference()
    at = opened("explore.py", kept=name, date="2022-09-20", **{"explore-tab": ""})
    assert shown(at) == {name: 13}
    [own] = at.session_state["own-sets"].values()
    at.session_state["view"] = at.session_state["view"].with_(select=f"{own.id}:3")
    card = markup(at.switch_page("map.py").run())
    assert f"Kept by readers of this atlas as {name}; data of The newsroom." in card and "Licence: CC BY 4.0." in card
    assert "It stays in your session" not in card
    compared = markup(at.switch_page("compare.py").run())
    assert "Border posts (kept set)" in compared and "your own data" not in compared


def test_a_scene_names_it_and_whoever_opens_the_briefing_has_it(catalogue: Catalogue, stranger: type[Asking]) -> None:
    name = catalogue.keep(loaded(), WISH, KEEPER).reference()
    at = press(opened("map.py", kept=name), "Add to briefing").switch_page("brief.py").run()
    assert not at.exception and f"kept set “{name}”" in markup(at) and "not here" not in markup(at)
    [scene] = at.session_state["briefings"].held.scenes
    assert scene.view.kept == (name,)
    catalogue.delete(reference(name).id, KEEPER)
    page = markup(at.run())
    assert f"kept set “{name}” (not here)" in page and "The scenes are shown without them." in page


def test_all_who_look_at_it_share_its_rows(catalogue: Catalogue, stranger: type[Asking]) -> None:
    kept, before = catalogue.keep(loaded(), WISH, KEEPER), ROOM.bytes
    readers = [opened("map.py", kept=kept.reference()) for _ in range(3)]
    own = [next(iter(at.session_state["own-sets"].values())) for at in readers]
    assert own[0].points.lon is own[1].points.lon is own[2].points.lon
    shared = SHELF._held[kept.newest.file]
    assert ROOM.bytes - before == shared.points.nbytes + shared.report.nbytes
    # One of them narrows it, for themselves alone.
    at = readers[0]
    box = next(box for box in at.multiselect if box.label == "Event type")
    box.set_value([box.options[0]]).run()
    assert 0 < shown(at)[kept.reference()] < 13 == shown(readers[1].run())[kept.reference()]


@pytest.mark.parametrize("seen_by", ["me", "link", "all"])
def test_only_those_open_it_who_may(catalogue: Catalogue, asking: type[Asking], seen_by: Audience) -> None:
    kept = catalogue.keep(loaded(), Wish(**(vars(WISH) | {"seen_by": seen_by})), KEEPER)
    assert shown(opened("map.py", kept=kept.reference())) == {kept.reference(): 13}
    asking.reader = ANYBODY
    at = opened("map.py", kept=kept.reference())
    assert bool(shown(at)) == (seen_by != "me")
    listed = markup(at.switch_page("own_data.py").run()) + str([box.options for box in at.selectbox])
    assert ("Border posts" in listed) == (seen_by == "all")
    assert (
        not [button.label for button in at.button if button.label in CONTROLS] and "written to disk, in" not in listed
    )


def test_what_is_hidden_deleted_and_never_was_is_said_alike(catalogue: Catalogue, asking: type[Asking]) -> None:
    hidden = catalogue.keep(loaded(), Wish(**(vars(WISH) | {"seen_by": "me"})), KEEPER)
    deleted = catalogue.keep(loaded(), WISH, KEEPER)
    versioned = catalogue.keep(loaded(), Wish(**(vars(WISH) | {"title": "Two"})), KEEPER)
    catalogue.delete(deleted.id, KEEPER)
    asking.reader = ANYBODY
    said = set()
    for name in (
        hidden.reference(),
        hidden.id,
        deleted.reference(),
        "never-was@1",
        "no reference",
        f"{versioned.id}@9",
    ):
        at = opened("map.py", kept=name)
        [problem] = at.session_state["problems"]
        assert NOT_HERE in problem and not shown(at) and "Border posts" not in markup(at)
        said.add(problem.replace(name, "…"))
    assert len(said) == 1


def test_without_the_setting_nothing_is_kept_nor_said_of_keeping(
    monkeypatch: pytest.MonkeyPatch, catalogue: Catalogue, tmp_path: object
) -> None:
    name = catalogue.keep(loaded(), WISH, KEEPER).reference()
    monkeypatch.undo()
    at = read(opened("map.py", kept=name))
    assert NOT_HERE in at.session_state["problems"][0]
    assert "keep" not in markup(at).lower().replace("are kept", "").replace("is kept", "").replace("keeps", "")
    assert not [button.label for button in at.button if button.label in CONTROLS]


def test_a_new_version_is_told_and_opened_in_the_place_of_the_old(catalogue: Catalogue, asking: type[Asking]) -> None:
    kept = catalogue.keep(loaded(5), WISH, KEEPER)
    asking.reader = ANYBODY
    reader = opened("map.py", kept=kept.reference())
    assert "changed since" not in markup(reader)
    asking.reader = KEEPER
    keeper = read(opened("map.py"))
    keeper.selectbox(key="keep-as").set_value(kept.id).run()
    press(keeper, "Keep it as version 2")
    asking.reader = ANYBODY
    assert "“Border posts” has changed since: version 1 is shown" in markup(reader.run())
    assert shown(reader) == {f"{kept.id}@1": 5}
    assert shown(press(reader, "Open version 2")) == {f"{kept.id}@2": 13} and "changed since" not in markup(reader)
    # The old one stays readable.
    assert shown(opened("map.py", kept=f"{kept.id}@1")) == {f"{kept.id}@1": 5}


def withdrawn(catalogue: Catalogue, set_id: str) -> None:
    catalogue.put(set_id, "withdrawn", KEEPER)


def deleted(catalogue: Catalogue, set_id: str) -> None:
    catalogue.delete(set_id, KEEPER)


@pytest.mark.parametrize(("act", "words"), [(withdrawn, "was withdrawn by its keeper"), (deleted, "is not here")])
def test_one_that_goes_leaves_the_sessions_that_show_it(
    catalogue: Catalogue, stranger: type[Asking], act: Callable[[Catalogue, str], None], words: str
) -> None:
    kept = catalogue.keep(loaded(), WISH, KEEPER)
    at = opened("map.py", kept=kept.reference())
    act(catalogue, kept.id)
    assert words in markup(at.run()) and shown(at) == {} and at.session_state["view"].kept == ()
    assert not at.session_state["own-sets"] and not any(one.users for one in SHELF._held.values())
    again = opened("map.py", kept=kept.reference())
    assert not shown(again) and (words in markup(again) or NOT_HERE in markup(again))


def test_one_that_ends_is_gone_from_open_sessions_and_its_link_says_so(
    catalogue: Catalogue, asking: type[Asking]
) -> None:
    catalogue.keep(loaded(), Wish("A first of all", owner="The newsroom"), KEEPER)
    at = read(opened("map.py"))
    next(box for box in at.text_input if box.label == "Whose data it is").set_value("The newsroom")
    at.radio(key="keep-lasts").set_value("week").run()
    assert "its links say that it has ended" in markup(at)
    press(at, "Keep it")
    kept = catalogue.listed(KEEPER)[1]
    # The set kept last is shown, not the first of the list.
    assert f"Kept until {keeping.say_day(kept.ends)}." in markup(at)
    at.radio(key=f"kept-lasts-{kept.id}").set_value("month").run()
    press(at, "Change how long it is kept")
    longer = catalogue.listed(KEEPER)[1].ends
    assert longer > kept.ends and f"Kept until {keeping.say_day(longer)}." in markup(at)
    catalogue.show_to(kept.id, "all", KEEPER)
    asking.reader = ANYBODY
    reader = opened("map.py", kept=kept.reference())
    assert shown(reader) == {kept.reference(): 13}
    with catalogue._database.begin() as connection:
        connection.execute(sa.update(SETS).values(ends="2026-11-01T00:00:00Z"))
    words = f"“{kept.reference()}” was kept here until 1 November 2026 and has ended."
    assert words in markup(reader.run()) and shown(reader) == {}
    assert opened("map.py", kept=kept.reference()).session_state["problems"] == [words]
    ending.look()
    assert catalogue.taken().rows == 0 and not list(Path(settings().sets, "versions").iterdir())
    assert opened("map.py", kept=kept.reference()).session_state["problems"] == [words]


def test_its_keeper_renames_withdraws_puts_back_and_deletes_it_on_the_page(catalogue: Catalogue) -> None:
    kept = catalogue.keep(loaded(), WISH, KEEPER)
    at = opened("map.py").switch_page("own_data.py").run()
    next(box for box in at.text_input if box.key == f"kept-title-{kept.id}").set_value("Posts of 2022")
    press(at, "Rename")
    [renamed] = catalogue.listed(KEEPER)
    assert renamed.title == "Posts of 2022" and f"/?kept={renamed.reference()}" in at.code[0].value
    assert shown(opened("map.py", kept=kept.reference())) == {renamed.reference(): 13}
    press(at, "Withdraw")
    assert catalogue.listed(KEEPER)[0].state == "withdrawn" and "links to it say so" in markup(at)
    press(at, "Put it back")
    assert catalogue.listed(KEEPER)[0].state == "here"
    press(at, "Delete")
    assert catalogue.listed(KEEPER), "asked before"
    press(at, "Delete it")
    assert catalogue.listed(KEEPER) == [] and "Posts of 2022 was deleted." in markup(at)


def test_sets_of_one_title_are_told_apart_where_one_is_chosen(catalogue: Catalogue) -> None:
    of_link = Wish(**(vars(WISH) | {"seen_by": "link"}))
    first, second = (catalogue.keep(loaded(), of_link, KEEPER) for _ in range(2))
    at = read(opened("map.py"))
    for key in ("kept-set", "keep-as"):
        options = at.selectbox(key=key).options
        assert len(set(options)) == len(options) > 1
    press(at.selectbox(key="kept-set").set_value(second.id).run(), "Delete")
    press(at, "Delete it")
    assert catalogue.listed(KEEPER) == [first]


def test_the_list_tells_versions_columns_report_and_gives_out_the_rows(
    catalogue: Catalogue, stranger: type[Asking]
) -> None:
    kept = catalogue.keep(loaded(), WISH, KEEPER)
    at = opened("map.py").switch_page("own_data.py").run()
    page = markup(at)
    assert "Data of The newsroom." in page and "Checked in May." in page and "event_id_cnty" in page
    assert "13 rows read, 13 accepted, 0 rejected" in page
    press(at, "Download its rows")
    assert shown(at) == {} and "CSV (zip)" in [button.label for button in at.get("download_button")]
    [own] = at.session_state["own-sets"].values()
    with zipfile.ZipFile(io.BytesIO(bundle("csv", own.dataset(), np.arange(13), date(2026, 11, 27)))) as archive:
        assert archive.namelist() == ["kept-border-posts.csv", "kept-border-posts.citation.txt"]
        citation = archive.read("kept-border-posts.citation.txt").decode()
    assert f"Kept by readers of this atlas as {kept.reference()}; data of The newsroom." in citation
    assert "is not kept there" not in citation and "Checked in May." in citation


def test_a_catalogue_that_cannot_be_used_is_said_and_the_atlas_goes_on(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = catalogue.keep(loaded(), WISH, KEEPER).reference()
    at = opened("map.py", kept=name)
    monkeypatch.setattr(catalogue._database, "begin", lambda: (_ for _ in ()).throw(OSError("gone")))
    assert shown(at.run()) == {name: 13}, "what is open stays open"
    other = opened("map.py", kept=name)
    assert "cannot be used right now" in markup(other) and not other.exception
    assert "cannot be used right now" in markup(at.switch_page("own_data.py").run()) and not at.exception
