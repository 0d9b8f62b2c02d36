"""A briefing is kept as a set is: presented by its link, as long as it is there and for those who may see it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from geodata.ledger import current
from geodata.sets.catalogue import Catalogue
from geodata.sets.kept import ANYBODY, Audience, Kept, Wish
from geodata.sets.schema import SETS
from geodata.sets.whole import NotKept
from layers.briefings.briefing import Briefing, Scene, plain
from pages.visit import session
from tests.pages.keeping.conftest import KEEPER, Asking, loaded
from tests.pages.keeping.test_pages import press
from tests.support.asgi import ask
from tests.support.pages import markup, opened


def said(words: str = "The first night") -> dict[str, object]:
    scene = Scene(session.vocabulary(current()).default(), title=words)
    return plain(Briefing("Zebra week", "Seven days", (scene,)), current().revision)


def kept(catalogue: Catalogue, seen_by: Audience = "link") -> Kept:
    return catalogue.keep_briefing(said(), Wish("Zebra week", owner="The desk", seen_by=seen_by), KEEPER)


def presented(name: str) -> tuple[int, str]:
    found = ask("/present", f"briefing={name}")
    return found.status, found.text


def test_it_is_kept_on_the_page_and_its_link_presents_it(catalogue: Catalogue, asking: type[Asking]) -> None:
    at = press(opened("brief.py"), "Open")
    at.text_input(key="brief-kept-title").set_value("Zebra week")
    at.text_input(key="brief-kept-owner").set_value("The desk")
    at.radio(key="brief-kept-seen-by").set_value("link")
    press(at, "Keep it")
    [found] = catalogue.listed(KEEPER, "briefing")
    assert catalogue.listed(KEEPER) == [] and "By The desk." in markup(at)
    link = at.code[-1].value
    assert link.endswith(f"/present?briefing={found.id}@1") and "~" in found.id
    status, page = presented(found.reference())
    assert status == 200 and "Zebra week" in page
    # Another reader opens a copy, and sees none of what changes it.
    asking.reader = ANYBODY
    reader = opened("brief.py", briefing=found.reference())
    assert reader.session_state["briefings"].held.title == "Zebra week"
    assert not [button.label for button in reader.button if button.label in ("Keep it", "Withdraw", "Delete")]
    assert "Keep this briefing" not in [one.label for one in reader.expander]


def test_a_version_stays_as_it_was_and_a_set_is_no_briefing(catalogue: Catalogue) -> None:
    first = kept(catalogue)
    second = catalogue.keep_briefing(said("The second night"), first.id, KEEPER)
    assert [one.number for one in second.versions] == [1, 2]
    for number, words in ((1, "The first night"), (2, "The second night")):
        assert words in presented(f"{first.id}@{number}")[1]
    points = catalogue.keep(loaded(), Wish("Posts", owner="The desk", seen_by="all"), KEEPER)
    assert (
        presented(points.reference())[0]
        == 400
        == ask("/view.geojson", f"kept={first.reference()}&set={first.reference()}").status
    )
    for keep in (
        lambda: catalogue.keep_briefing(said(), points.id, KEEPER),
        lambda: catalogue.keep_version(first.id, loaded(), KEEPER),
    ):
        with pytest.raises(NotKept, match="no such set"):
            keep()


def test_renamed_its_old_link_presents_it_under_the_new_title(catalogue: Catalogue) -> None:
    found = kept(catalogue)
    catalogue.rename(found.id, "Quagga week", KEEPER)
    assert "Quagga week" in presented(found.reference())[1]


def test_what_is_hidden_deleted_and_never_was_is_said_alike(catalogue: Catalogue) -> None:
    deleted, hidden = kept(catalogue), kept(catalogue, "me")
    catalogue.delete(deleted.id, KEEPER)
    found = set()
    for name in (deleted.reference(), hidden.reference(), "never-was@1", f"{hidden.id}@9", "no reference@"):
        status, page = presented(name)
        assert status == 400 and "not here, not here any more, or not for you" in page and "Zebra" not in page
        assert "Zebra week" not in ask("/brief", f"briefing={name}").text
        found.add(page.replace(name, "…").replace(name.replace(" ", "%20"), "…"))
    assert len(found) == 1


def withdrawn(catalogue: Catalogue, found: Kept) -> None:
    catalogue.put(found.id, "withdrawn", KEEPER)


def ended(catalogue: Catalogue, found: Kept) -> None:
    with catalogue._database.begin() as connection:
        connection.execute(sa.update(SETS).values(ends="2026-11-01T00:00:00Z"))
    assert [one.id for one in catalogue.drop_ended()] == [found.id]


@pytest.mark.parametrize(
    ("act", "words"),
    [(withdrawn, "was withdrawn by its keeper"), (ended, "was kept here until 1 November 2026 and has ended")],
)
def test_what_was_presented_before_is_not_any_more(
    catalogue: Catalogue, act: Callable[[Catalogue, Kept], None], words: str
) -> None:
    found = kept(catalogue)
    before = ask("/present", f"briefing={found.reference()}")
    assert before.status == 200 and before.headers["cache-control"] == "private, no-cache"
    act(catalogue, found)
    status, page = presented(found.reference())
    assert status == 400 and words in page
    assert words in markup(opened("brief.py", briefing=found.reference()))


def test_its_keeper_deletes_it_on_the_page(catalogue: Catalogue) -> None:
    kept(catalogue)
    at = press(press(opened("brief.py"), "Delete"), "Delete it")
    assert catalogue.listed(KEEPER, "briefing") == [] and "Zebra week was deleted." in markup(at)
