"""What a first visit reads (`opening` in the manifest), held against the ledger and the atlas's briefings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from geodata import yaml_files
from geodata.atlas import Opening, Told
from geodata.dates import say
from geodata.events import Incident
from geodata.parties import SIDES
from geodata.records import Row
from geodata.translation import tr

#: Finds (table, record) by id, or None.
Find = Callable[[str], tuple[str, Any] | None]

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def wrong(opening: Opening, find: Find, briefings: Path) -> Iterator[tuple[str, str]]:
    """Say what is wrong with an opening, as (which part, reason).

    Parameters
    ----------
    opening : Opening
    find : callable
        `Ledger.find`.
    briefings : Path
        Folder in which the story is looked for.

    Notes
    -----
    A sentence rests on records that exist and has no number that none of them has. Where it says how many one side has lost in a
    fight, it says so of the other too.
    """
    for number, told in enumerate(opening.sentences, start=1):
        for reason in _wrong(told, find):
            yield tr("opening, sentence {number}", number=number), reason
    for reason in _wrong_story(opening.story, find, briefings):
        yield tr("opening, story"), reason


def _wrong(told: Told, find: Find) -> Iterator[str]:
    pairs = {record_id: find(record_id) for record_id in told.records}
    yield from (_lost(record_id) for record_id, pair in pairs.items() if not pair)
    records = [pair[1] for pair in pairs.values() if pair]
    known = {number for record in records for number in _numbers(_spoken(record))}
    for number in sorted(_numbers(told.text) - known):
        yield tr("none of its records has the number {number}", number=number)
    for record in records:
        if isinstance(record, Incident):
            yield from _one_sided(told, record)


def _lost(record_id: str) -> str:
    return tr("it rests on “{record}”, which the ledger does not have", record=record_id)


def _spoken(record: Row) -> str:
    """Return all that a record says, its days in words too: within a day of the ledger's form no number stands alone."""
    start = getattr(record, "start", None)
    return f"{record.model_dump_json().replace('-', ' ')} {say(start) if start else ''}"


def _numbers(text: str) -> set[str]:
    return {f"{float(number.replace(',', '')):g}" for number in _NUMBER.findall(text)}


def _one_sided(told: Told, incident: Incident) -> Iterator[str]:
    """Say of a sentence with the dead of one side that it lacks those of the other, where they are claimed."""
    counted: dict[str, set[str]] = {side: set() for side in SIDES}
    for claim in incident.claims:
        if claim.measure == "killed" and claim.about in counted:
            counted[claim.about] |= {f"{number:g}" for number in (claim.low, claim.high) if number is not None}
    named = [bool(numbers & _numbers(told.text)) for numbers in counted.values()]
    if any(named) and not all(named) and all(counted.values()):
        yield tr("it tells the dead of one side of “{record}” and not those of the other", record=incident.id)


def _wrong_story(name: str, find: Find, briefings: Path) -> Iterator[str]:
    try:
        held = yaml_files.read(briefings / f"{name}.yaml")
    except yaml_files.Unreadable as error:
        yield tr("“{name}” cannot be read: {reason}", name=name, reason=error)
        return
    scenes = held.get("scenes") if isinstance(held, dict) else None
    if not isinstance(scenes, list) or not all(isinstance(scene, dict) for scene in scenes) or not scenes:
        yield tr("“{name}” is no briefing with scenes", name=name)
        return
    rests_on = [record_id for scene in scenes for record_id in scene.get("records", ())]
    yield from (_lost(str(record_id)) for record_id in rests_on if not find(str(record_id)))
