"""The view: what a reader sees, and its link.

One `ViewState` is link, header of an export and test fixture. `from_params` never raises: it returns a
usable view and a list of sentences about what it could not read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from urllib.parse import urlencode

from geodata.atlas import FIRST_DAY
from geodata.dates import parse_day
from geodata.geometry_files import VINTAGES
from geodata.places import FORMER, REGIONS
from geodata.translation import mark, tr, tr_n
from layers.view.link_filters import NARROWING_READERS, narrowing_params, quoted, refusal
from layers.view.state import BASEMAPS, MAX_WINDOW_DAYS, MODES, OWN, ViewState, Vocabulary, within

#: No part of a link has more letters than this, and no link more parts; what lies beyond is not looked at.
MAX_LETTERS, MAX_PARTS = 4000, 200

#: What chat programs, newsletters and advertisements add to links that they pass on: by its start or whole, in small letters, as a pattern
#: that the browser reads too (browser/story/story.js).
ADDED = "^((utm|mtm|pk|piwik|matomo|hsa|oly|vero)_|_?_hs)|^({whole})$".format(
    whole="|".join(
        """
        fbclid gclid gclsrc gbraid wbraid dclid msclkid twclid ttclid li_fat_id yclid ysclid igsh igshid mc_cid mc_eid mkt_tok rb_clickid
        s_cid s_kwcid srsltid wickedid _openstat _ga _gl ref_src ref_url epik sc_cid xtor cmpid ncid cvid spm guccounter
        """.split()
    )
)

#: What a link says of a view in which each side has a tint.
TINT = "sides"


def to_params(view: ViewState, revision: str) -> dict[str, str]:
    """Return every value of the view as link parameters, in a fixed order."""
    params = {"date": view.date.isoformat(), "mode": view.mode}
    if view.mode == "window":
        params["days"] = str(view.days)
    params["layers"] = ",".join(view.layers)
    if view.at:
        params["at"] = format_at(view.at)
    if view.region:
        params["region"] = view.region
    params["line"] = str(view.line)
    if view.base != "paper":
        params["base"] = view.base
    if view.tint:
        params["tint"] = TINT
    if view.select and not view.select.startswith(OWN):
        params["select"] = view.select
    params |= narrowing_params(view)
    params["rev"] = revision
    return params


def to_query(view: ViewState, revision: str) -> str:
    """Return the link's query string, readable: commas stay commas."""
    return urlencode(to_params(view, revision), safe=",")


def format_at(at: tuple[float, float, float]) -> str:
    """Write a camera as the link does: lat, lon to four decimals (about 10 m), zoom."""
    return f"{at[0]:.4f},{at[1]:.4f},{at[2]:g}"


def is_added(name: str) -> bool:
    """Tell whether a part of a link says nothing of a view, but was added on the way to tell where its readers come from."""
    return re.search(ADDED, name.lower()) is not None


def is_part(name: str) -> bool:
    """Tell whether a link of ours can have a part of this name."""
    return name in _READERS or name in ("select", "rev", "briefing", "embed", "embed_options")


def from_params(params: Mapping[str, str], vocabulary: Vocabulary) -> tuple[ViewState, list[str]]:
    """Read a link.

    Parameters
    ----------
    params : mapping of str to str
        The query string's values.
    vocabulary : Vocabulary

    Returns
    -------
    view : ViewState
        What could be read; the rest as `/` alone would open it.
    problems : list of str
        A sentence for each part that could not be read.
    """
    view = vocabulary.default()
    problems: list[str] = []
    if len(params) > MAX_PARTS:
        problems.append(
            tr_n(
                "This link has {n} part; the first {most} were read.",
                "This link has {n} parts; the first {most} were read.",
                len(params),
                most=MAX_PARTS,
            )
        )
    # No value of that length can be read, so that its reader says so by its beginning.
    # Half letters, which a file can hold and no answer can, become question marks.
    params = {
        _whole(name[:MAX_LETTERS]): _whole(value[:MAX_LETTERS])
        for name, value in islice(params.items(), MAX_PARTS)
        if not is_added(name[:MAX_LETTERS])
    }
    if "select" in params:
        view = _read_select(view, params, vocabulary, problems)
    for name, reader in _READERS.items():
        if name in params:
            try:
                view = reader(view, params[name].strip(), vocabulary, problems)
            except ValueError as error:
                problems.append(str(error))
    unknown = [name for name in params if not is_part(name)]
    if unknown:
        problems.append(
            tr("This link has parts the atlas does not know: {parts}. They were ignored.", parts=quoted(unknown))
        )
    return view, problems


def _whole(text: str) -> str:
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _read_select(view: ViewState, params: Mapping[str, str], vocabulary: Vocabulary, problems: list[str]) -> ViewState:
    asked, found = quoted([params["select"]]), vocabulary.resolve(params["select"].strip())
    if found is None:
        problems.append(tr("The link selects {id}, which is not in the ledger. Nothing is selected.", id=asked))
        return view
    record_id, day, at = found
    if record_id != params["select"].strip():
        problems.append(tr("{old} is now called “{id}”; that record is selected.", old=asked, id=record_id))
    # A whole link, as "Copy link" writes it, says where it looks; without a place that is the whole border.
    whole = "layers" in params and "line" in params and "at" not in params
    return view.with_(select=record_id, date=day or view.date, at=None if whole else at)


def _read_date(view: ViewState, text: str, vocabulary: Vocabulary, problems: list[str]) -> ViewState:
    try:
        day = parse_day(text[:40])
    except ValueError as error:
        wrong = tr("The link's date could not be read: {why}. The map stands on {day}.", why=error, day=view.date)
        raise ValueError(wrong) from None
    nearest = within(day, vocabulary.today)
    if nearest != day:
        problems.append(
            tr(
                "The link's date {day} lies outside the atlas ({first} to {last}); the nearest day is shown.",
                day=day,
                first=FIRST_DAY,
                last=vocabulary.today,
            )
        )
    return view.with_(date=nearest)


def _read_mode(view: ViewState, text: str, vocabulary: Vocabulary, problems: list[str]) -> ViewState:
    if text not in MODES:
        message = mark("The link's mode {given} is none of {known}; “{used}” is used.")
        raise refusal(message, text, MODES, used=view.mode)
    return view.with_(mode=text)


def _read_days(view: ViewState, text: str, vocabulary: Vocabulary, problems: list[str]) -> ViewState:
    # isdigit alone also accepts superscripts, which int refuses.
    if not (text.isascii() and text.isdigit() and 1 <= len(text) <= 6 and 1 <= int(text) <= MAX_WINDOW_DAYS):
        message = mark("The link's period of {given} days is no number from 1 to {most}; {used} days are used.")
        raise refusal(message, text, most=MAX_WINDOW_DAYS, used=view.days)
    return view.with_(days=int(text))


def _read_layers(view: ViewState, text: str, vocabulary: Vocabulary, problems: list[str]) -> ViewState:
    asked = [name.strip() for name in text.split(",") if name.strip()]
    unknown = [name for name in asked if name not in vocabulary.layers]
    if unknown:
        problems.append(
            tr("The link names layers the atlas does not have: {layers}. The others are shown.", layers=quoted(unknown))
        )
        if len(unknown) == len(asked):
            return view
    return view.with_(layers=tuple(name for name in vocabulary.layers if name in asked))


def _read_at(view: ViewState, text: str, vocabulary: Vocabulary, problems: list[str]) -> ViewState:
    try:
        lat, lon, zoom = (float(part) for part in text.split(","))
        fits = -85 <= lat <= 85 and -180 <= lon <= 180 and 3 <= zoom <= 16
    except ValueError:
        fits = False
    if not fits:
        if view.at:
            message = mark(
                "The link's place {given} is not latitude, longitude, zoom (3 to 16); the selected record is shown."
            )
        else:
            message = mark(
                "The link's place {given} is not latitude, longitude, zoom (3 to 16); the whole border is shown."
            )
        raise refusal(message, text)
    return view.with_(at=(lat, lon, zoom))


def _read_region(view: ViewState, text: str, vocabulary: Vocabulary, problems: list[str]) -> ViewState:
    if text in FORMER and FORMER[text] in REGIONS:
        problems.append(
            tr("The region {old} is now called “{id}”; that region is shown.", old=quoted([text]), id=FORMER[text])
        )
        text = FORMER[text]
    if text and text not in REGIONS:
        raise refusal(mark("The link's region {given} is none of {known}; all regions are shown."), text, REGIONS)
    return view.with_(region=text or None)


def _read_line(view: ViewState, text: str, vocabulary: Vocabulary, problems: list[str]) -> ViewState:
    if text not in map(str, VINTAGES):
        message = mark("The link's line {given} is none of {known}; the line as mapped in {year} is shown.")
        raise refusal(message, text, map(str, sorted(VINTAGES)), year=view.line)
    return view.with_(line=int(text))


def _read_base(view: ViewState, text: str, vocabulary: Vocabulary, problems: list[str]) -> ViewState:
    if text not in BASEMAPS:
        raise refusal(mark("The link's basemap {given} is none of {known}; our own backdrop is shown."), text, BASEMAPS)
    return view.with_(base=text)


def _read_tint(view: ViewState, text: str, vocabulary: Vocabulary, problems: list[str]) -> ViewState:
    if text != TINT:
        raise refusal(mark("The link's tint {given} is none of {known}; both sides have the same one."), text, [TINT])
    return view.with_(tint=True)


_READERS = {
    "date": _read_date,
    "mode": _read_mode,
    "days": _read_days,
    "layers": _read_layers,
    "at": _read_at,
    "region": _read_region,
    "line": _read_line,
    "base": _read_base,
    "tint": _read_tint,
    **NARROWING_READERS,
}
