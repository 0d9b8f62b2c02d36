"""One coordinate, or two, from the text of a cell: degrees, minutes and seconds, sides of the world in words, decimal commas, metres."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from geodata.importers.positions.words import AXES, SIDES

#: Signs that are written for those of degrees, minutes, seconds and minus.
_SIGNS = (
    dict.fromkeys(map(ord, "º˚∘⁰ᵒ"), "°")
    | dict.fromkeys(map(ord, "′’‘´`ʹʼ‛"), "'")
    | dict.fromkeys(map(ord, "″”“„ʺ‟＂"), '"')
    | dict.fromkeys(map(ord, "−–—‒‑"), "-")
    | dict.fromkeys(map(ord, "\u00a0\u2009\u202f\u2007"), " ")
)

_NUMBER = r"\d+(?:[.,]\d+)?"
_WORDS = r"[^\W\d_](?:[^\W\d_]|[. ]{1,2}(?=[^\W\d_]))*\.?"
_ANGLE = re.compile(
    rf"""(?:(?P<front>{_WORDS})[ :=]*)?
    (?P<minus>[+-]?)(?P<deg>{_NUMBER})
    (?:
        [ ]?(?:°|[ :-])[ ]?(?P<min>\d{{1,2}}(?:[.,]\d+)?)
        (?:[ ]?(?:'|[ :-])[ ]?(?P<sec>\d{{1,2}}(?:[.,]\d+)?)[ ]?["']?)?
        [ ]?'?
      | [ ]?°
    )?
    (?:[ ,]?(?P<back>{_WORDS}))?""",
    re.VERBOSE,
)
#: What may be a unit in letters.
_SPELT = re.compile(r"\d ?[dm]|[^\W\d_]{2}")
_LETTERED = re.compile(r"(\d+) ?[d°] ?(\d+(?:\.\d+)?) ?m(?: ?(\d+(?:\.\d+)?) ?s)?(?=[nsewo]?(?![^\W\d_]))")
#: Words and letters for the signs of degrees, minutes and seconds.
_UNITS = (
    (re.compile(r"(?<=\d) ?(?:degrees?|deg\b|градус(?:ов|а)?|град\b|гр\b|d(?= ?\d|$))\.?"), "°"),
    (re.compile(r"(?<=\d) ?(?:minutes?|min\b|минут[аы]?|мин\b)\.?"), "'"),
    (re.compile(r"(?<=\d) ?(?:seconds?|sec\b|секунд[аы]?|сек\b)\.?"), '"'),
)
_DOTTED = re.compile(
    rf"(?P<minus>[+-]?)(?P<deg>\d{{1,3}})\.(?P<min>\d\d)\.(?P<sec>\d\d(?:,\d+)?)[ ]?(?P<back>{_WORDS})?"
)
#: As sailors and pilots write: 395436N, 0703036E, 3954.6N.
_PACKED = re.compile(
    r"(?P<front>[nsew])?[ ]?(?P<deg>\d{2,3}?)(?P<min>\d\d(?:\.\d+)?)(?P<sec>(?<!\.)\d\d(?:[.,]\d+)?)?[ ,]?(?P<back>[nsew])?"
)
_FIGURE = re.compile(
    r"[+-]?(?:\d{1,3}(?:[ ']\d{3})+(?:[.,]\d+)?|\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?:\.\d{3}){2,}"
    r"|\d*[.,]?\d+|\d+[.,])(?:e[+-]?\d+)?"
)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:[,.]\d{3})")
_URL = re.compile(r"(?:[@/=:]|%40|loc:)(-?\d{1,3}\.\d+)(?:,|%2c)[ +]?(-?\d{1,3}\.\d+)")
_LIST = re.compile(r"(-?\d+\.\d+)(?:[ ]?[,;][ ]?|[ ])(-?\d+\.\d+)(?:(?:[ ]?[,;][ ]?|[ ])-?\d+(?:\.\d+)?){1,2}")
_ISO_6709 = re.compile(r"([+-]\d\d(?:\.\d+)?)([+-]\d{3}(?:\.\d+)?)(?:[+-][\d.]+)?(?:crs.*)?/?")
_CALLED = re.compile(r"^(?:gps|coord\w*|location|координат\w*|место\w*) ?[:=]? ?(?=[(\[]?[+-]?\d|[nsew] ?\d)")
_OPEN, _CLOSE = "([{<", ")]}>"
#: What may part two coordinates, the surest first.
_BETWEEN = (
    re.compile(r"[ ]?[;|/\\&][ ]?|[ ]-[ ]|,?[ ](?:and|und|et|y|и|жана|ва|va)[ ]"),
    re.compile(r",[ ]+"),
    re.compile(r"(?<=[^\W\d_])[ ,]*(?=[+-]?\d)|(?<=[\d°'\".])[ ,]*(?=[^\W\d_][^\d]{0,20}\d)"),
    re.compile(r"[ ]+"),
    re.compile(r","),
)


class Angle(NamedTuple):
    """A coordinate.

    Attributes
    ----------
    value : float
        Degrees, southern and western ones negative; metres where they are.
    axis : {"lat", "lon", ""}
        What its letter says that it is.
    side : str
        N, S, E, W; "O" is the east in some languages and the west in others, and the value is that of the east; "" without one.
    """

    value: float
    axis: str = ""
    side: str = ""


#: Letters of a cell that are looked at: a link to a map takes some 150, and the patterns take time that grows with the square of them.
_LONGEST = 200


def plain(text: str) -> str:
    """Return the beginning of a cell with the usual signs for those that look alike, in small letters."""
    text = text[:_LONGEST]
    if not text.isascii() or "`" in text:
        text = unicodedata.normalize("NFC", text).translate(_SIGNS)
    text = " ".join(text.casefold().replace("''", '"').split()).rstrip(" ,;")
    if _SPELT.search(text):
        text = _LETTERED.sub(lambda found: f"{found[1]}°{found[2]}'" + (f'{found[3]}"' if found[3] else ""), text)
        for pattern, sign in _UNITS:
            text = pattern.sub(sign, text)
    return text


def angle(text: str) -> Angle | None:
    """Read one coordinate in any spelling; None for what is none. `text` is as `plain` leaves it."""
    if _FIGURE.fullmatch(text):
        value = figure(text)
        return None if value is None else Angle(value)
    found = _PACKED.fullmatch(text) if re.search(r"\d{4}", text) else None
    if found is None or not (found["front"] or found["back"]):
        found = _ANGLE.fullmatch(text) or _DOTTED.fullmatch(text)
    return _angle(found.groupdict()) if found else None


def _angle(parts: dict[str, str | None]) -> Angle | None:
    deg, minutes, seconds = (float((parts.get(part) or "0").replace(",", ".")) for part in ("deg", "min", "sec"))
    if (
        minutes >= 60
        or seconds >= 60
        or (parts["min"] and deg % 1)
        or (parts["sec"] and minutes % 1)
        or (parts["min"] and deg > 360)
    ):
        return None
    named = [_meaning(parts.get(place) or "") for place in ("front", "back")]
    if None in named:
        return None
    axes = {axis for axis, _ in filter(None, named) if axis}
    sides = {side for _, side in filter(None, named) if side}
    if len(axes) > 1 or len(sides) > 1:
        return None
    side = next(iter(sides), "")
    minus = parts.get("minus") == "-"
    if minus and side in ("N", "E"):
        return None
    value = deg + minutes / 60 + seconds / 3600
    return Angle(-value if minus or side in ("S", "W") else value, next(iter(axes), ""), side)


def _meaning(words: str) -> tuple[str, str] | None:
    """Return (axis, side) that words beside a number name; None for other words."""
    key = re.sub(r"[. ]", "", words)
    if not key:
        return "", ""
    if key in SIDES:
        side = SIDES[key]
        return ("lat" if side in "NS" else "lon"), side
    return (AXES[key], "") if key in AXES else None


def figure(text: str, thousands: bool = False) -> float | None:
    """Read a number with a decimal point or comma and with or without signs between thousands.

    Parameters
    ----------
    text : str
    thousands : bool
        A single comma before three figures stands between thousands, as other cells show.
    """
    text = text.replace(" ", "").replace("'", "")
    commas, points = text.count(","), text.count(".")
    if commas and points:
        text = text.replace(",", "") if text.rfind(".") > text.rfind(",") else text.replace(".", "").replace(",", ".")
    elif commas > 1 or (thousands and commas and _GROUPED.fullmatch(text)):
        text = text.replace(",", "")
    elif points > 1:
        text = text.replace(".", "")
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def groups_thousands(text: str) -> bool:
    """Tell whether a number's commas can only stand between thousands: two of them, or more than a circle has degrees."""
    return bool(re.fullmatch(r"[+-]?\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|[+-]?\d{1,3},\d{3}\.\d+", text)) or bool(
        _GROUPED.fullmatch(text) and "," in text and abs(float(text.replace(",", "."))) > 360
    )


#: A place of the military grid, and an Open Location Code.
_GRID_CODE = re.compile(
    r"\d{1,2}[c-hj-np-x] ?[a-hj-np-z]{2} ?(?:\d{5} ?\d{5}|\d{4} ?\d{4}|\d{3} ?\d{3}|\d\d ?\d\d)|[2-9cfghjmpqrvwx]{8}\+[2-9cfghjmpqrvwx]{2,3}",
    re.IGNORECASE,
)


#: A zone of UTM with its band or hemisphere, easting and northing.
_UTM = re.compile(
    r"(?P<zone>(?:0?[1-9]|[1-5]\d|60) ?[c-hj-np-x])[ ,;]*(?P<east>0?\d{6}(?:[.,]\d+)?) ?(?:m ?)?e?[ ,;]+(?P<north>\d{7}(?:[.,]\d+)?) ?(?:m ?)?n?",
    re.IGNORECASE,
)


def is_grid_code(text: str) -> bool:
    """Tell whether a text is a code of a grid."""
    return _GRID_CODE.fullmatch(text.strip()) is not None


def utm(text: str) -> tuple[str, float, float] | None:
    """Return the zone, easting and northing of a text that holds the three of UTM; None for another."""
    found = _UTM.fullmatch(text.strip())
    if found is None:
        return None
    east, north = (float(found[key].replace(",", ".")) for key in ("east", "north"))
    return found["zone"], east, north


class Pair(NamedTuple):
    """Two coordinates of one cell, in the order in which they stand, and whether that is told by the cell itself.

    Attributes
    ----------
    first, second : float
    order : {"lat", "lon", ""}
        What the first is; "" where the cell does not say.
    """

    first: float
    second: float
    order: str = ""


def pair(text: str) -> Pair | None:
    """Read two coordinates from a cell; None for what is none. `text` is as `plain` leaves it."""
    if found := _URL.search(text) or _ISO_6709.fullmatch(text):
        return Pair(float(found[1]), float(found[2]), "lat")
    if "lat" in text or "шир" in text:
        lat, lon = (
            re.search(rf"(?:{word})[^\W\d_]*[\"']?[ ]?[:=][ ]?[\"']?([+-]?{_NUMBER})(?![\d.,]*\d|[ ]?°)", text)
            for word in ("lat|шир", "lon|lng|долг")
        )
        if lat and lon:
            values = [float(found[1].replace(",", ".")) for found in (lat, lon)]
            return Pair(values[0], values[1], "lat")
    if found := re.fullmatch(r"c\((-?[\d.]+), ?(-?[\d.]+)\)", text):
        # As R prints a point of the package sf.
        return Pair(float(found[1]), float(found[2]), "lon")
    text = _CALLED.sub("", re.sub(r"\(([^\W\d_]+\.?)\)", r"\1", text))
    while text and text[0] in _OPEN and text[-1] in _CLOSE:
        text = text[1:-1].strip()
    if found := _LIST.fullmatch(text):
        # Height, and how exact it is, come behind the place.
        return Pair(float(found[1]), float(found[2]), "lat" if len(re.findall(r"[\d.]+", text)) == 4 else "")
    for between in _BETWEEN:
        for found in between.finditer(text):
            if found[0] == "," and re.fullmatch(r"[+-]?\d{1,3},\d+", text):
                # One number with a decimal comma.
                return None
            first, second = angle(text[: found.start()]), angle(text[found.end() :])
            if first and second and not (first.axis and first.axis == second.axis):
                order = first.axis or {"lat": "lon", "lon": "lat"}.get(second.axis, "")
                return Pair(first.value, second.value, order)
    return None
