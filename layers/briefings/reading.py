"""Reading a briefing: from a file, from a link, or one that comes with the atlas.

`read` never raises: what could be read becomes a briefing, and the rest is named in sentences.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from functools import cache
from itertools import islice
from math import isfinite
from urllib.parse import parse_qsl

import yaml

from geodata import atlas
from geodata.dates import parse_day, say
from geodata.importers.apart import briefing as saved
from geodata.importers.report import Refused
from geodata.sets.naming import reference
from geodata.translation import tr, tr_n
from layers.briefings import annotations as drawings
from layers.briefings import buttons as scene_buttons
from layers.briefings.briefing import (
    FORMAT,
    MAX_LETTERS,
    MAX_LINK,
    MAX_SCENES,
    SECONDS,
    VERSION,
    Briefing,
    Scene,
    plain,
)
from layers.view.link import MAX_PARTS, from_params
from layers.view.link_filters import quoted, titles_of
from layers.view.state import ViewState, Vocabulary
from layers.words.plots import NAMES, TIME

#: What a link of that length holds when it is unpacked: texts shrink to a third, scenes that resemble each other to a tenth.
MAX_LINK_BYTES = 100_000
#: More records than this behind one scene nobody reads.
MAX_RECORDS = 40

BUILT_IN = atlas.FOLDER / "briefings"


def from_file(data: bytes, vocabulary: Vocabulary) -> tuple[Briefing | None, list[str]]:
    """Read the bytes of a saved file, here and now; None with a sentence where it is no briefing at all."""
    try:
        return read(saved.read(data), vocabulary)
    except Refused as refusal:
        return None, [str(refusal)]


def from_token(token: str, vocabulary: Vocabulary) -> tuple[Briefing | None, list[str]]:
    """Read a briefing from a link: the name of a built-in one, or a packed one."""
    if not token.startswith("~"):
        if token not in built_in_names():
            unknown = tr("The link names the briefing {name}, which the atlas does not have.", name=quoted([token]))
            return None, [unknown]
        return read(_yaml(token), vocabulary)
    text = _unpacked(token[1:])
    if text is not None:
        return from_file(text, vocabulary)
    broken = tr(
        "The briefing in this link could not be read: the link was cut or changed on its way. Ask its maker for the file."
    )
    return None, [broken]


def _unpacked(packed: str) -> bytes | None:
    """Return what a link holds packed; None where it was cut or changed, or is longer than any link of ours."""
    if len(packed) >= MAX_LINK + 400:
        return None
    unpacker = zlib.decompressobj()
    try:
        # Bounded: a few letters of a hostile link could unpack to gigabytes.
        text = unpacker.decompress(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)), MAX_LINK_BYTES)
    except (zlib.error, ValueError):
        return None
    return text if unpacker.eof else None


@cache
def built_in_names() -> list[str]:
    """Return the names of the briefings that come with the atlas."""
    return sorted(path.stem for path in BUILT_IN.glob("*.yaml"))


@cache
def _yaml(name: str) -> object:
    return yaml.safe_load((BUILT_IN / f"{name}.yaml").read_text(encoding="utf-8"))


def read(found: object, vocabulary: Vocabulary) -> tuple[Briefing | None, list[str]]:
    """Read plain values; returns what could be read and a sentence for each part that could not."""
    if not isinstance(found, Mapping) or found.get("format") != FORMAT or not isinstance(found.get("scenes"), list):
        other = tr(
            "The file is not a briefing of this atlas: it does not say “{format}” and hold a list of scenes.",
            format=FORMAT,
        )
        return None, [other]
    problems: list[str] = []
    version = found.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version > VERSION:
        words = tr(
            "The briefing is of version {its}, this atlas reads version {ours}; parts it does not know are left out.",
            its=_said(version)[:20],
            ours=VERSION,
        )
        problems.append(words)
    rows = found["scenes"]
    if len(rows) > MAX_SCENES:
        problems.append(tr("The briefing has {n} scenes; the first {most} are read.", n=len(rows), most=MAX_SCENES))
    scenes = [
        _scene(row, tr("Scene {number}", number=number), vocabulary, problems)
        for number, row in enumerate(rows[:MAX_SCENES], start=1)
    ]
    _find_unknown(found, (*plain(Briefing(), ""), "met"), tr("The briefing"), problems)
    title, summary = (_text(found, name, tr("The briefing"), problems) for name in ("title", "summary"))
    return Briefing(title, summary, tuple(filter(None, scenes)), _met(found, vocabulary, problems)), problems


def _met(found: Mapping[str, object], vocabulary: Vocabulary, problems: list[str]) -> date | None:
    given = found.get("met")
    if given is None:
        return None
    try:
        day = parse_day(_said(given)[:20])
    except ValueError:
        day = date.min
    if atlas.FIRST_DAY <= day <= vocabulary.today:
        return day
    words = tr(
        "The briefing’s day of the last meeting is no day from {first} to {last}, written as 2022-09-16, and was left out.",
        first=say(atlas.FIRST_DAY),
        last=say(vocabulary.today),
    )
    problems.append(words)
    return None


def _find_unknown(row: Mapping[object, object], known: Sequence[str], where: str, problems: list[str]) -> None:
    if unknown := [str(name) for name in row if name not in known]:
        problems.append(
            tr_n(
                "{where} has {n} part the atlas does not know: {names}.",
                "{where} has {n} parts the atlas does not know: {names}.",
                len(unknown),
                where=where,
                names=quoted(unknown),
            )
        )


def _scene(row: object, where: str, vocabulary: Vocabulary, problems: list[str]) -> Scene | None:
    if not isinstance(row, Mapping):
        problems.append(tr("{where} is no scene and was left out.", where=where))
        return None
    view = _view(row.get("view", {}), where, vocabulary, problems)
    seconds = row.get("seconds", Scene.seconds)
    if not isinstance(seconds, int) or isinstance(seconds, bool) or not SECONDS[0] <= seconds <= SECONDS[1]:
        words = tr(
            "{where}: its time is no whole number of seconds from {least} to {most}; {usual} are used.",
            where=where,
            least=SECONDS[0],
            most=SECONDS[1],
            usual=Scene.seconds,
        )
        problems.append(words)
        seconds = Scene.seconds
    _find_unknown(row, [part.name for part in fields(Scene)], where, problems)
    title, text, notes = (_text(row, name, where, problems) for name in ("title", "text", "notes"))
    scene = Scene(view, title, text, notes, seconds, _records(row.get("records", []), where, vocabulary, problems))
    buttons = scene_buttons.read(
        row.get("buttons", []),
        where,
        problems,
        lambda given, this: _view(given, this, vocabulary, problems),
        on_one_line,
    )
    drawn = drawings.read(row.get("annotations", ()), where, problems, on_one_line)
    return replace(scene, buttons=buttons, annotations=drawn, chart=_chart(row.get("chart", ""), where, problems))


def _chart(given: object, where: str, problems: list[str]) -> str:
    # Briefings of old say only that they show the one chart there was.
    name = {True: TIME, False: ""}[given] if isinstance(given, bool) else given
    if isinstance(name, str) and name in NAMES:
        return name
    words = tr("{where}: the atlas has no chart {name}; it shows none.", where=where, name=quoted([_said(given)[:40]]))
    problems.append(words)
    return ""


def _view(given: object, where: str, vocabulary: Vocabulary, problems: list[str]) -> ViewState:
    if isinstance(given, str):
        given = dict(parse_qsl(given[:MAX_LINK]))
    if not isinstance(given, Mapping):
        problems.append(tr("{where} has no view that can be read; it shows the default view.", where=where))
        given = {}
    # Of a list or a table nothing could be read, and to write one out that holds itself deep enough would not end well.
    params = {str(name): _said(value) for name, value in islice(given.items(), MAX_PARTS + 1)}
    # A scene goes on naming own data that is not here: it may be dropped again. What is missing is said once, by the page.
    view, wrong = from_params(params, _naming_all(vocabulary, params))
    problems += [f"{where}: {sentence}" for sentence in wrong]
    if "at" not in params:
        view = view.with_(at=None)  # A scene says all of its view: without a place it is the whole border.
    return view


def _naming_all(vocabulary: Vocabulary, params: Mapping[str, str]) -> Vocabulary:
    """Return the vocabulary of a scene, which names whatever sets could be there."""
    return replace(
        vocabulary,
        own=titles_of(params.get("own", "")),
        kept=lambda text: (str(named), "") if (named := reference(text)) and named.version else None,
    )


def _records(given: object, where: str, vocabulary: Vocabulary, problems: list[str]) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(name, str) for name in given):
        problems.append(tr("{where}: its records are no list of ids and were left out.", where=where))
        return ()
    if len(given) > MAX_RECORDS:
        words = tr(
            "{where} rests on {n} records; the first {most} are read.", where=where, n=len(given), most=MAX_RECORDS
        )
        problems.append(words)
    resolved = {name: vocabulary.resolve(name) for name in given[:MAX_RECORDS]}
    if lost := [name for name, found in resolved.items() if not found]:
        problems.append(
            tr("{where} rests on {names}, which the ledger does not have any more.", where=where, names=quoted(lost))
        )
    return tuple(dict.fromkeys(found[0] for found in resolved.values() if found))


def _text(row: Mapping[str, object], name: str, where: str, problems: list[str]) -> str:
    given, most = row.get(name, ""), MAX_LETTERS[name]
    if not isinstance(given, str):
        problems.append(tr("{where}: its {part} is no text and was left out.", where=where, part=name))
        return ""
    # Cut before it is cleaned, with room for what falls out.
    text = clean(given[: 2 * most], lines=name != "title")
    if len(text) > most or len(given) > 2 * most:
        words = tr("{where}: its {part} is longer than {most} letters and was cut.", where=where, part=name, most=most)
        problems.append(words)
    return text[:most].rstrip()


def _said(value: object) -> str:
    """Return a plain value of a file as a link would write it; of a list or a table only that it is one."""
    if (isinstance(value, float) and not isfinite(value)) or not isinstance(value, str | int | float | None):
        return f"({type(value).__name__})"
    return str(value)[:MAX_LINK].encode("utf-8", "replace").decode()


#: Control characters and the two signs that end a line or a paragraph, but for the one that every text has.
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
#: Half letters, which no file can hold, and signs that turn the direction of the words around them.
_DROPPED = re.compile("[\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def clean(text: str, lines: bool = True) -> str:
    """Return text without control characters and signs that turn the direction of what follows; `lines` keeps line breaks."""
    kept = _CONTROLS.sub(" ", _DROPPED.sub("", text.replace("\r\n", "\n")))
    return "\n".join(" ".join(line.split()) for line in (kept.split("\n") if lines else [kept])).strip()


def on_one_line(text: str) -> str:
    """Return text as `clean` does, on one line."""
    return clean(text, lines=False)
