"""Sound tables as CSV, and the same a little changed in ways that leave them tables: what people, editors and half-finished scripts do to them.

``mutated_table(number)`` gives the same bytes at every run, and the sign that parts its columns.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.support.own_files import acled_row, csv_of, ucdp_row

Lines = list[str]


def _plain(number: int) -> dict[str, object]:
    draw = random.Random(number)
    return {
        "date": f"2022-09-{draw.randint(1, 30):02}",
        "lat": f"{39 + draw.random():.4f}",
        "lon": f"{70 + draw.random():.4f}",
        "type": draw.choice(("clash", "protest")),
        "name": draw.choice(("Ak-Sai", "Кок-Таш", 'The "old" post', "two\nlines", "a, b; c")),
        "deaths": draw.choice(("", "3", "12", "n/a")),
    }


def mutated_table(number: int) -> tuple[bytes, str]:
    """Return a CSV after some changes that `number` decides, and its separator."""
    draw = random.Random(number)
    make = draw.choice((_plain, _plain, acled_row, ucdp_row))
    separator, newline = draw.choice(",,;\t|"), draw.choice(("\n", "\n", "\r\n"))
    rows = [make(row) for row in range(1, draw.randint(3, 40))]
    lines = csv_of(rows, newline="\n", separator=separator).decode().removesuffix("\n").split("\n")
    for _ in range(draw.choice((0, 1, 1, 2, 3, 5))):
        draw.choice(_CHANGES)(lines, separator, draw)
    end = newline * draw.choice((0, 1, 1, 1, 3))
    text = newline.join(lines) + end
    return draw.choice((b"", b"", b"\xef\xbb\xbf")) + text.encode(), separator


def _at(lines: Lines, draw: random.Random) -> int:
    """Return a line below the header."""
    return draw.randrange(1, len(lines)) if len(lines) > 1 else 0


def _into(sign: str) -> Callable[[Lines, str, random.Random], None]:
    def change(lines: Lines, separator: str, draw: random.Random) -> None:
        at = _at(lines, draw)
        place = draw.randint(0, len(lines[at]))
        lines[at] = lines[at][:place] + sign + lines[at][place:]

    return change


def _beside(line: Callable[[str, random.Random], str]) -> Callable[[Lines, str, random.Random], None]:
    def change(lines: Lines, separator: str, draw: random.Random) -> None:
        lines.insert(draw.randint(1, len(lines)), line(separator, draw))

    return change


def _quote_a_cell(lines: Lines, separator: str, draw: random.Random) -> None:
    at = _at(lines, draw)
    cells = lines[at].split(separator)
    place = draw.randrange(len(cells))
    cells[place] = draw.choice(('"{}"', '"{}', '{}"', '"{}" ', ' "{}"', '"{}\n"', '""{}""', '"{}"x')).format(
        cells[place]
    )
    lines[at] = separator.join(cells)


def _cut(lines: Lines, separator: str, draw: random.Random) -> None:
    at = _at(lines, draw)
    lines[at] = lines[at][: draw.randrange(len(lines[at]) + 1)]


def _again(lines: Lines, separator: str, draw: random.Random) -> None:
    lines.insert(_at(lines, draw), lines[_at(lines, draw)])


def _names_again(lines: Lines, separator: str, draw: random.Random) -> None:
    lines.insert(draw.randint(1, len(lines)), lines[0])


def _title(lines: Lines, separator: str, draw: random.Random) -> None:
    lines[:0] = draw.choice((["Incidents, 2022"], ["Incidents, 2022", ""], ["", ""]))


def _source(lines: Lines, separator: str, draw: random.Random) -> None:
    lines += draw.choice((["Source: invented"], ["", "Source: invented; as of 2022"], [separator * 5], ["", "", ""]))


def _tags(lines: Lines, separator: str, draw: random.Random) -> None:
    lines.insert(1, separator.join(f"#tag{at}+x" for at in range(lines[0].count(separator) + 1)))


_CHANGES = (
    *map(_into, ('"', '""', "'", "\n", ",", ";", "\t", " ", "\u2028", "\x0b", "é")),
    _beside(lambda separator, draw: ""),
    _beside(lambda separator, draw: " " * draw.randint(1, 4)),
    _beside(lambda separator, draw: separator * draw.randint(1, 60)),
    _beside(lambda separator, draw: "words that are no row"),
    _quote_a_cell,
    _quote_a_cell,
    _cut,
    _again,
    _names_again,
    _title,
    _source,
    _tags,
)
