"""The part of a link that narrows or compares: filters, lit records, the spot asked about, the other date.

`view.py` reads and writes the link; the readers here follow its rules: they never raise anything but a
`ValueError` with a sentence, and what can be read is kept.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from geodata.atlas import FIRST_DAY
from geodata.dates import parse_day
from geodata.places import FORMER
from geodata.translation import mark, tr, tr_n
from layers.view.state import CHOICES, LAYOUTS, within

if TYPE_CHECKING:
    from layers.view.state import ViewState, Vocabulary

#: Reads one parameter into the view; gets (view, text, vocabulary, problems).
Reader = Callable[["ViewState", str, "Vocabulary", "list[str]"], "ViewState"]

MAX_DEATHS = 100_000
MAX_KM = 500
MAX_SPAN_DAYS = 3650
MAX_Q = 120
#: More lit records than this make a link that mail programs cut.
MAX_LIT = 40
#: More own sets than this at once nobody tells apart.
MAX_OWN = 20


def narrowing_params(view: ViewState) -> dict[str, str]:
    """Return the link parameters of everything here that is set."""
    params = {name: ",".join(getattr(view, name)) for name in CHOICES if getattr(view, name)}
    if view.deaths:
        params["deaths"] = str(view.deaths)
    if view.q:
        params["q"] = view.q
    if view.lit:
        params["lit"] = ",".join(view.lit)
    if view.near:
        params["near"] = f"{view.near[0]:.4f},{view.near[1]:.4f}"
    if view.km != 25:
        params["km"] = str(view.km)
    if view.span != 30:
        params["span"] = str(view.span)
    if view.against:
        params["against"] = view.against.isoformat()
    if view.layout != "side":
        params["layout"] = view.layout
    if view.own:
        params["own"] = ",".join(view.own)
    if view.kept:
        params["kept"] = ",".join(view.kept)
    return params


def clean_words(text: str) -> str:
    """Return the words of a free text as a link holds them: single spaces, no control characters, not too long."""
    # Cut first: what lies further behind could come within the length only through a line of spaces and control characters.
    printable = "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in text[: 10 * MAX_Q])
    return " ".join(printable.split())[:MAX_Q].strip()


def quoted(names: Sequence[str]) -> str:
    """Return names from a link or a file as a sentence quotes them: the first six, the first letters of each, and nothing that is half a letter."""
    shown = ", ".join(f"“{name[:60]}”" for name in names[:6]).encode("utf-8", "replace").decode()
    more = len(names) - 6
    return tr("{names} and {n} more", names=shown, n=more) if more > 0 else shown


def refusal(message: str, text: str, known: Iterable[str] = (), **values: object) -> ValueError:
    """Return the refusal of a link's part in a marked sentence with ``{given}`` and what there is, ``{known}``."""
    return ValueError(tr(message, given=quoted([text]), known=", ".join(known), **values))


def _chosen(name: str) -> Reader:
    def read(view: ViewState, text: str, vocabulary: Vocabulary, problems: list[str]) -> ViewState:
        known = vocabulary.choices.get(name, {})
        tokens = list(dict.fromkeys(token.strip() for token in text.split(",") if token.strip()))
        if name == "district":
            problems += [
                tr(
                    "The district {old} is now called “{id}”; that district is shown.",
                    old=quoted([token]),
                    id=FORMER[token],
                )
                for token in tokens
                if token not in known and FORMER.get(token) in known
            ]
            tokens = [FORMER.get(token, token) if token not in known else token for token in tokens]
        unknown = [token for token in tokens if token not in known]
        if unknown:
            message = mark(
                "The link's filter “{filter}” names {values}, which the ledger does not have; the others are used."
            )
            if len(unknown) == len(tokens):
                message = mark(
                    "The link's filter “{filter}” names {values}, which the ledger does not have; the filter is left out."
                )
            problems.append(tr(message, filter=CHOICES[name], values=quoted(unknown)))
        return view.with_(**{name: tuple(token for token in known if token in tokens)})

    return read


def _number(name: str, low: int, high: int, wrong: str) -> Reader:
    def read(view: ViewState, text: str, vocabulary: Vocabulary, problems: list[str]) -> ViewState:
        # isdigit alone also accepts superscripts, which int refuses.
        if not (text.isascii() and text.isdigit() and len(text) <= 9 and low <= int(text) <= high):
            raise refusal(wrong, text, low=low, high=high, used=getattr(view, name))
        return view.with_(**{name: int(text)})

    return read


def _read_q(view: ViewState, text: str, vocabulary: Vocabulary, problems: list[str]) -> ViewState:
    words = clean_words(text)
    if len(" ".join(text[: 10 * MAX_Q].split())) > MAX_Q:
        problems.append(tr("The link's words are longer than {most} letters; the first of them are used.", most=MAX_Q))
    return view.with_(q=words)


def _read_lit(view: ViewState, text: str, vocabulary: Vocabulary, problems: list[str]) -> ViewState:
    asked = list(dict.fromkeys(token.strip() for token in text.split(",") if token.strip()))
    if len(asked) > MAX_LIT:
        problems.append(
            tr_n(
                "The link lights up {n} record; the first {most} are.",
                "The link lights up {n} records; the first {most} are.",
                len(asked),
                most=MAX_LIT,
            )
        )
    found = {token: vocabulary.resolve(token) for token in asked[:MAX_LIT]}
    unknown = [token for token, record in found.items() if record is None]
    if unknown:
        problems.append(
            tr(
                "The link lights up {ids}, which the ledger does not have; the others are lit.",
                ids=quoted(unknown),
            )
        )
    return view.with_(lit=tuple(dict.fromkeys(record[0] for record in found.values() if record)))


def _read_near(view: ViewState, text: str, vocabulary: Vocabulary, problems: list[str]) -> ViewState:
    try:
        lat, lon = (float(part) for part in text.split(","))
        fits = -85 <= lat <= 85 and -180 <= lon <= 180
    except ValueError:
        fits = False
    if not fits:
        message = mark("The link asks about {given}, which is no latitude, longitude; no spot is asked about.")
        raise refusal(message, text)
    return view.with_(near=(round(lat, 4), round(lon, 4)))


def _read_against(view: ViewState, text: str, vocabulary: Vocabulary, problems: list[str]) -> ViewState:
    try:
        day = parse_day(text[:40])
    except ValueError as error:
        raise ValueError(tr("The other date of the comparison could not be read: {why}.", why=error)) from None
    nearest = within(day, vocabulary.today)
    if nearest != day:
        problems.append(
            tr(
                "The other date {day} lies outside the atlas ({first} to {last}); the nearest day is compared.",
                day=day,
                first=FIRST_DAY,
                last=vocabulary.today,
            )
        )
    return view.with_(against=nearest)


def _read_layout(view: ViewState, text: str, vocabulary: Vocabulary, problems: list[str]) -> ViewState:
    if text not in LAYOUTS:
        message = mark("The link's layout {given} is none of {known}; “{used}” is used.")
        raise refusal(message, text, LAYOUTS, used=view.layout)
    return view.with_(layout=text)


def titles_of(text: str) -> tuple[str, ...]:
    """Return the titles of own sets that a link's or a scene's ``own`` names, each once, the first `MAX_OWN` of them."""
    titles = dict.fromkeys(clean_words(title) for title in text.split(",", 4 * MAX_OWN)[: 4 * MAX_OWN])
    return tuple(title for title in titles if title)[:MAX_OWN]


def _read_own(view: ViewState, text: str, vocabulary: Vocabulary, problems: list[str]) -> ViewState:
    asked = titles_of(text)
    missing = [title for title in asked if title not in vocabulary.own]
    if missing:
        problems.append(
            tr(
                "The link was made with data of its maker's own, {sets}, which is not part of a link and is missing here. "
                "Drop its file on the page “Your own data”, or ask its maker for it; the rest of the view is shown.",
                sets=quoted(missing),
            )
        )
    return view.with_(own=tuple(title for title in asked if title in vocabulary.own))


def kept_of(text: str) -> tuple[str, ...]:
    """Return what a link's or a scene's ``kept`` names, each once, the first `MAX_OWN` of it."""
    names = dict.fromkeys(name.strip() for name in text.split(",", 4 * MAX_OWN)[: 4 * MAX_OWN])
    return tuple(name for name in names if name)[:MAX_OWN]


def _read_kept(view: ViewState, text: str, vocabulary: Vocabulary, problems: list[str]) -> ViewState:
    found = {name: vocabulary.kept(name) for name in kept_of(text)}
    missing = [name for name, of_name in found.items() if of_name is None]
    if missing:
        # One sentence for all that is not to be had: it must not tell whether there is such a set.
        problems.append(
            tr(
                "The link names kept sets that are not here, not here any more, or not for you: {sets}. The rest of the view is shown.",
                sets=quoted(missing),
            )
        )
    problems += [why for of_name in found.values() if of_name and (why := of_name[1])]
    return view.with_(kept=tuple(dict.fromkeys(of_name[0] for of_name in found.values() if of_name and of_name[0])))


NARROWING_READERS = {
    **{name: _chosen(name) for name in CHOICES},
    "deaths": _number(
        "deaths",
        0,
        MAX_DEATHS,
        mark("The link's number of deaths {given} is no whole number from {low} to {high}; {used} is used."),
    ),
    "q": _read_q,
    "lit": _read_lit,
    "near": _read_near,
    "km": _number(
        "km",
        1,
        MAX_KM,
        mark("The link's distance in km {given} is no whole number from {low} to {high}; {used} is used."),
    ),
    "span": _number(
        "span",
        0,
        MAX_SPAN_DAYS,
        mark(
            "The link's number of days before and after {given} is no whole number from {low} to {high}; {used} is used."
        ),
    ),
    "against": _read_against,
    "layout": _read_layout,
    "own": _read_own,
    "kept": _read_kept,
}
