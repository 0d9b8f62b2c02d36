"""Buttons in a scene: other views to go to and come back from, for questions; how they are written and read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from geodata.translation import tr
from layers.view.link import to_params
from layers.view.state import ViewState

#: More buttons than this nobody finds while being asked.
MAX_BUTTONS = 8
MAX_LABEL = 80


@dataclass(frozen=True)
class SceneButton:
    """A view, and what stands on the button that leads to it."""

    label: str
    view: ViewState


def plain(buttons: tuple[SceneButton, ...]) -> list[dict[str, Any]]:
    """Return buttons as values that JSON holds."""
    return [{"label": one.label, "view": plain_view(one.view)} for one in buttons]


def plain_view(view: ViewState) -> dict[str, str]:
    """Return a view as a briefing writes it, which names its ledger's revision once for all of them."""
    return {name: value for name, value in to_params(view, "").items() if name != "rev"}


def read(
    given: object,
    where: str,
    problems: list[str],
    view_of: Callable[[object, str], ViewState],
    cleaned: Callable[[str], str],
) -> tuple[SceneButton, ...]:
    """Read the buttons of a scene, and tell in `problems` what could not be read.

    Parameters
    ----------
    given : object
        What the file has.
    where : str
        The scene in words.
    problems : list of str
        Is given a sentence for each part that cannot be read.
    view_of, cleaned : callable
        Read a view, and text on one line, as those of a scene are read.
    """
    if not isinstance(given, list):
        problems.append(tr("{where}: its buttons are no list and were left out.", where=where))
        return ()
    if len(given) > MAX_BUTTONS:
        words = tr("{where} has {n} buttons; the first {most} are read.", where=where, n=len(given), most=MAX_BUTTONS)
        problems.append(words)
    found = []
    for number, row in enumerate(given[:MAX_BUTTONS], start=1):
        this = tr("{where}, button {number}", where=where, number=number)
        label = row.get("label") if isinstance(row, Mapping) else None
        if not isinstance(row, Mapping) or not isinstance(label, str) or not (label := cleaned(label[: 2 * MAX_LABEL])):
            problems.append(tr("{where} has no label or no view, and was left out.", where=this))
            continue
        if len(label) > MAX_LABEL:
            problems.append(
                tr("{where}: its label is longer than {most} letters and was cut.", where=this, most=MAX_LABEL)
            )
        found.append(SceneButton(label[:MAX_LABEL].rstrip(), view_of(row.get("view", {}), this)))
    return tuple(found)
