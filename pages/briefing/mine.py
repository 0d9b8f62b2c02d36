"""The reader's own briefings, as the session holds them: the one that is open, each step that changed one and how it is taken back."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from time import time_ns

import streamlit as st

from geodata.ledger import current
from geodata.translation import tr, tr_n
from layers.briefings.briefing import MAX_LETTERS, MAX_SCENES, Briefing, Scene
from layers.briefings.shelf import Kept, Shelf
from layers.view.state import OWN, is_kept
from layers.words.headline import subject
from layers.words.plots import NAMES, TIME
from pages.http import kept
from pages.reader_data import sets as own_sets
from pages.visit import keeping, session
from pages.visit.kept_briefings import opened
from pages.visit.page import plain, tell
from pages.visit.unbroken import unbroken

#: So many steps can be taken back.
_MOST_STEPS = 100

#: Pages whose map a scene shows.
MAPS = ("", "explore", "compare")


@dataclass(frozen=True)
class Step:
    """What was done, and how the briefing that it changed was before: None where it was not there."""

    words: str
    id: str
    before: Kept | None
    open: str


def shelf() -> Shelf:
    """Return the reader's briefings."""
    return st.session_state.get("briefings", Shelf())


def called(briefing: Briefing) -> str:
    """Return what a briefing is called in a list."""
    return briefing.title or tr("Untitled briefing")


def held() -> Briefing:
    """Return the open briefing; empty at first."""
    return shelf().held


def version() -> int:
    """Return a number that changes with the briefing, for the keys of widgets that show it."""
    return st.session_state.get("briefing-version", 0)


def redraw() -> None:
    """Have all widgets that show the briefing made anew."""
    st.session_state["briefing-version"] = version() + 1


def steps(name: str = "undo") -> list[Step]:
    """Return the steps that can be taken back, or with "redo" be taken again; the last one is the next."""
    return st.session_state.setdefault(f"briefing-{name}", [])


# ---- changing -------------------------------------------------------------------------------------------------------------
def become(briefing: Briefing, words: str = "", redrawn: bool = True, aloud: str | None = None) -> None:
    """Change the open briefing; `words` say what was done, `aloud` says it to a screen reader where that is to hear something else.

    What a field shows already need not be `redrawn`, and is not told.
    """
    now = shelf()
    before = now.find(now.open) or Kept(_new_id(), Briefing())
    if before.briefing == briefing:
        return
    after, said = before.become(briefing, session.today().isoformat()), words or tr("Briefing changed")
    last = steps()[-1] if steps() else None
    if not redrawn and last and (last.words, last.id) == (said, before.id) and not steps("redo"):
        _set(before.id, after, now.open)  # More of the same words: one step.
    else:
        _do(said, before.id, after, now.open, aloud if redrawn else "")
    if redrawn:
        redraw()


def take(briefing: Briefing, words: str) -> bool:
    """Open a briefing beside the others, unless it stands among them; tell whether it is new there."""
    now = shelf()
    if found := now.same(briefing):
        show(found.id)
        return False
    title = now.named(briefing.title)[: MAX_LETTERS["title"]]
    new = Kept(_new_id(), replace(briefing, title=title), day=session.today().isoformat())
    _do(words, new.id, new, new.id)
    _closed()
    return True


def remove() -> None:
    """Take the open briefing away (in a callback)."""
    now = shelf()
    if found := now.find(now.open):
        _do(tr("“{title}” deleted", title=called(found.briefing)), found.id, None, "")
        _closed()


def show(kept_id: str) -> None:
    """Open another of the briefings."""
    st.session_state["briefings"] = replace(shelf(), open=kept_id)
    _closed()


def edit(index: int | None) -> None:
    """Open the editor of a scene alone, or of none; nothing is drawn on then."""
    st.session_state["brief-editing"], st.session_state["brief-drawing"] = index, False


def _closed() -> None:
    edit(None)
    st.session_state["briefing-problems"] = []
    redraw()


def undo() -> None:
    """Take back the last step (in a callback)."""
    _back("undo", "redo")


def redo() -> None:
    """Take the step that was taken back last once more (in a callback)."""
    _back("redo", "undo")


def _back(name: str, other: str) -> None:
    if not steps(name):
        return
    step, before, edited = steps(name).pop(), shelf(), st.session_state.get("brief-editing")
    drawn_on = st.session_state.get("brief-drawing", False)
    steps(other).append(Step(step.words, step.id, shelf().find(step.id), shelf().open))
    _set(step.id, step.before, step.open)
    tell(tr("Taken back: {step}.", step=step.words) if name == "undo" else tr("Done again: {step}.", step=step.words))
    _closed()
    if edited is not None and before.open == shelf().open:
        # Whoever edits a scene goes on with it.
        edit(place := _place_after(edited, before.held.scenes, held().scenes))
        st.session_state["brief-drawing"] = drawn_on and place == edited


def _place_after(place: int, before: tuple[Scene, ...], after: tuple[Scene, ...]) -> int | None:
    """Return where the scene at a place stands after a step: as it is, else changed at its place; None where it is gone."""
    scene = before[place]
    if scene in after and scene not in after[place : place + 1]:
        return after.index(scene)
    return place if scene in after or len(before) == len(after) else None


def _do(words: str, kept_id: str, after: Kept | None, opened: str, aloud: str | None = None) -> None:
    now = shelf()
    if said := f"{words}." if aloud is None else aloud:
        tell(said)
    steps().append(Step(words, kept_id, now.find(kept_id), now.open))
    del steps()[:-_MOST_STEPS]
    steps("redo").clear()
    _set(kept_id, after, opened)


def _set(kept_id: str, after: Kept | None, opened: str) -> None:
    now, state = shelf(), st.session_state
    gone: set[str] = state.setdefault("briefings-gone", set())
    if after is None:
        gone.add(kept_id)
        now = now.without(kept_id)
    else:
        gone.discard(kept_id)
        # One after the other, though the clock may go back.
        before = now.find(kept_id) or after
        number = max(time_ns() // 1_000_000, before.changed + 1, after.changed + 1)
        held_here = own_sets.points_of(after.briefing.own())
        own = tuple(dict.fromkeys([*after.own, *(name for name in held_here if not is_kept(name))]))
        now = now.put(replace(after, changed=number, base=before.base, by=visit(), own=own))
    known = now.find(opened)
    state["briefings"] = replace(now, open=known.id if known else now.open or (after.id if after else ""))
    state["briefing-dirty"] = True


def _new_id() -> str:
    return secrets.token_hex(6)


def visit() -> str:
    """Return a name of this session among those that write to one browser."""
    return st.session_state.setdefault("briefings-visit", secrets.token_hex(4))


# ---- adding -------------------------------------------------------------------------------------------------------------
def add_button(page: str) -> None:
    """Draw the button that adds the view to the briefing, as the page shows it."""
    if page != "brief":
        number = len(held().scenes)
        st.button(
            tr("Add to briefing ({n})", n=number) if number else tr("Add to briefing"),
            key="brief-add",
            on_click=add,
            icon=":material/playlist_add:",
            width="stretch",
        )


def add(chart: str = "") -> None:
    """Add what the page shows as the last scene, with a chart of Explore by its name, which it then has as its title (in a callback)."""
    briefing = held()
    if len(briefing.scenes) >= MAX_SCENES:
        tell_full()
        return
    # Whoever reads Explore's charts keeps what they count.
    reads = st.session_state.get("explore-tab") == tr("Charts")
    new = replace(scene_of(seen()), chart=chart or (TIME if reads else ""))
    if chart:
        new = replace(new, title=NAMES[chart])
    more = briefing.with_more(new)
    become(more, tr("Scene {number} added", number=len(more.scenes)), aloud="")
    st.session_state["briefing-added"] = True


def look(page: str) -> None:
    """Note which map the reader sees, one date's or two dates'."""
    if page in MAPS:
        st.session_state["briefing-seen"] = page


def seen() -> session.ViewState:
    """Return the view as the reader saw it last."""
    return session.as_on(f"/{st.session_state.get('briefing-seen', '')}", session.view())


def scene_of(view: session.ViewState) -> Scene:
    """Return a scene of a view, titled by what the view shows."""
    return Scene(view_of_scene(view), title=subject(view, current()))


def view_of_scene(view: session.ViewState) -> session.ViewState:
    """Return a view as a scene keeps it: the reader's own sets by name, without a row selected in one.

    A row's number means another row as soon as the set is narrowed, or dropped again.
    """
    return view.with_(select=None) if (view.select or "").startswith(OWN) else view


def tell_full() -> None:
    """Say that no further scene finds room."""
    st.toast(tr_n("A briefing has at most {n} scene.", "A briefing has at most {n} scenes.", MAX_SCENES))


def tell_added() -> None:
    """Say which scene of which briefing a view has become: only once the browser has told what it kept, behind whose scenes it stands."""
    if not st.session_state.pop("briefing-added", False):
        return
    briefing = held()
    number = len(briefing.scenes)
    if briefing.title:
        words = tr("Added to the briefing “{title}” as scene {number}.", title=plain(briefing.title), number=number)
    else:
        words = tr("Added to your briefing as scene {number}.", number=number)
    st.toast(f"{words} {tr('The page “Brief” shows it.')}")


# ---- arriving -------------------------------------------------------------------------------------------------------------
@unbroken()
def take_from_link() -> list[str]:
    """Open the briefing a link names or carries, beside the reader's own; returns what could not be read of it."""
    token = st.query_params.get("briefing")
    if not token or token == st.session_state.get("briefing-taken"):
        return st.session_state.get("briefing-problems", [])
    st.session_state["briefing-taken"] = token
    if kept.is_gone(token):
        gone = tr(
            "The briefing of this address is not kept any more: the server keeps what is presented only for a while. Present it again "
            "from this page, in the browser in which it was made or after opening its file, or choose one of those that are built in."
        )
        st.session_state["briefing-problems"] = [gone]
        return [gone]
    found, problems = opened(token, keeping.reader())
    if found is not None:
        take(found, tr("“{title}” opened from a link", title=found.title))
        st.session_state["briefing-from-link"] = shelf().open
    st.session_state["briefing-problems"] = problems
    return problems
