"""Files made of the forms of `layouts_dates`, `layouts_places` and `layouts_files`, each with the truth about every row. The same at every run."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tests.bench import layouts_files
from tests.bench.layouts_dates import DAYS, Form, Outcome, Said
from tests.bench.layouts_files import DIALECTS, FORMATS, ROUND, Table, holds, written
from tests.bench.layouts_languages import LANGUAGES
from tests.bench.layouts_places import FORMS, PLACES, Place
from tests.bench.layouts_spans import DATES

PLAIN = FORMS["names of two columns"][0]
PLAIN_DIALECT = (",", "\n", False, "utf-8")


@dataclass(frozen=True)
class Truth:
    """What a reader must make of a row: half-open days, (lon, lat), a figure (None where it is not looked at), a text that must come out whole."""

    outcome: Outcome
    said: Said
    place: tuple[float, float]
    text: str
    figure: float | None = None


@dataclass(frozen=True)
class Made:
    """A file: what it tries and where that was seen, its name and content, and the truth by a cell that only its row has."""

    group: str
    form: str
    seen: str
    name: str
    data: bytes
    truth: dict[str, Truth]
    lasting: bool = False
    #: Columns that must be taken for kind, name and figure; empty where that is not looked at.
    meant: tuple[str, ...] = ()


def _worst(*outcomes: Outcome) -> Outcome:
    order: tuple[Outcome, ...] = ("read", "either", "rejected", "asked")
    return max(outcomes, key=order.index)


def table(
    dates: Form, places: Place, language: str, figures: list[tuple[str, float | None]] | None = None
) -> tuple[Table, dict[str, Truth]]:
    """Return a table with its header, and the truth by reference."""
    names, kinds, villages, remark = LANGUAGES[language]
    rows, truth = [], {}
    for at, (cells, said) in enumerate(dates.rows):
        place = at % len(PLACES)
        text, figure = (figures or [(str(at % 4), None)])[at % len(figures or [0])]
        reference, village = f"row-{at + 1}", f"{villages[at % 3]} {at}"
        rows.append([reference, *cells, *places.cells[place], kinds[at % 2], village, text, remark])
        truth[reference] = Truth(_worst(said.outcome, places.outcome), said, PLACES[place], village, figure)
    header = [names[0], *(dates.columns or (names[1],)), *places.columns, *names[2:]]
    if places.columns[0] in ("Village", "Address"):
        # Names alone: there is no other column that could be a place.
        header[-3] = "party"
    return [header, *rows], truth


def _made(group: str, form: str, seen: str, dates: Form, places: Place, draw: random.Random) -> Made:
    """Return a file in a dialect and a language that can hold its words."""
    while True:
        language, dialect = draw.choice(list(LANGUAGES)), draw.choice(list(DIALECTS)[:9])
        made, truth = table(dates, places, language)
        # A sign or two of Cyrillic show nobody which of its encodings they are in.
        whole = dialect[3].startswith("utf") or "Russian" in language or holds(made, "ascii")
        if whole and holds(made, dialect[3]):
            return Made(group, form, seen, "rows.csv", written(made, dialect), truth, dates.lasting)


#: Days that every reader knows.
KNOWN = [
    form for form in DATES["a day"] if form.name in ("2022-09-14", "14.09.2022", "14 September 2022", "14/09/2022")
]


def by_dates() -> Iterator[Made]:
    """Yield three files of each form of dates."""
    for group, forms in DATES.items():
        for form in forms:
            for number in range(3):
                draw = random.Random(f"{form.name} {number}")
                yield _made(
                    f"dates: {group}", form.name, form.seen, form, draw.choice(FORMS["names of two columns"][:6]), draw
                )


def by_places() -> Iterator[Made]:
    """Yield two files of each form of places."""
    for group, forms in FORMS.items():
        for form in forms:
            for number in range(2):
                draw = random.Random(f"{form.name} {form.columns} {number}")
                yield _made(f"places: {group}", form.name, form.seen, draw.choice(KNOWN), form, draw)


def mixed(count: int = 150) -> Iterator[Made]:
    """Yield files of a form of dates and a form of places that are both to be read."""
    dates = [form for group in list(DATES)[:4] for form in DATES[group]]
    places = [form for group in list(FORMS)[:5] for form in FORMS[group]]
    for number in range(count):
        draw = random.Random(f"mixed {number}")
        one, other = draw.choice(dates), draw.choice(places)
        yield _made("dates × places", f"{one.name} × {other.name}", f"{one.seen}; {other.seen}", one, other, draw)


def by_dialects() -> Iterator[Made]:
    """Yield each dialect in each language that its encoding can write."""
    for dialect, seen in DIALECTS.items():
        for language in LANGUAGES:
            made, truth = table(KNOWN[1], PLAIN, language)
            if holds(made, dialect[3]) and (dialect[3].startswith("utf") or "Russian" in language):
                separator, newline, quoted, encoding = dialect
                form = f"{separator!r}, {newline!r}, {encoding}{', all quoted' if quoted else ''}"
                yield Made("separators and encodings", form, seen, "rows.csv", written(made, dialect), truth)
    for language in ("French", "Spanish", "German"):
        for encoding, seen in (("cp1252", "Excel, western: CSV"), ("mac_roman", "Excel for Mac: CSV")):
            made, truth = table(KNOWN[1], PLAIN, language)
            data = written(made, (";", "\r\n", False, encoding))
            yield Made("separators and encodings", f"';', {encoding}", seen, "rows.csv", data, truth)


def by_headers() -> Iterator[Made]:
    """Yield each language with its own names of columns; kind, name and figure are looked at."""
    for language, (names, *_) in LANGUAGES.items():
        for number, places in enumerate((PLAIN, FORMS["names of two columns"][24])):
            made, truth = table(KNOWN[number], places, language)
            yield Made(
                "headers",
                language,
                "tables of ministries and UN agencies",
                "rows.csv",
                written(made),
                truth,
                meant=names[2:5],
            )


def by_surroundings() -> Iterator[Made]:
    """Yield what stands round the rows, in three languages, and as workbooks."""
    for form, (seen, around) in ROUND.items():
        for language in ("English", "Russian", "Spanish"):
            made, truth = table(KNOWN[0], PLAIN, language)
            if form == "short rows":
                last = max(truth, key=lambda key: int(key[4:]))
                truth[last] = replace(truth[last], outcome="either")
            yield Made("above, below, between", form, seen, "rows.csv", written(around(made)), truth)
        book = layouts_files.xlsx(around(table(KNOWN[0], PLAIN, "English")[0]), 2, 3)
        yield Made(
            "above, below, between", form, f"{seen}, XLSX", "rows.xlsx", book, table(KNOWN[0], PLAIN, "English")[1]
        )


def by_formats() -> Iterator[Made]:
    """Yield each format in two languages; a GPX has its own names."""
    for form, (name, seen, write) in FORMATS.items():
        for language in ("English", "Russian"):
            made, truth = table(KNOWN[0], PLAIN, language)
            made = [["date" if cell == "Дата" else cell for cell in made[0]], *made[1:]]
            if form == "GPX":
                truth = {key: Truth(one.outcome, one.said, one.place, key) for key, one in truth.items()}
            yield Made("formats", form, seen, name, write(made, 2, 3), truth)


NONE = float("nan")
#: Form → (where it was seen, outcome, cells with the figures they mean; NaN is "no figure").
FIGURES: dict[str, tuple[str, Outcome, list[tuple[str, float | None]]]] = {
    "1,024": (
        "Excel, American: thousands",
        "read",
        [("36", 36), ("1,024", 1024), ("5", 5), ("12,500", 12500), ("1,200,000", 1.2e6)],
    ),
    "1,024 and 1.5": ("Excel, American", "read", [("1,024", 1024), ("1.5", 1.5), ("2,048.25", 2048.25)]),
    "1.024,5": ("Excel, German", "read", [("1.024,5", 1024.5), ("36", 36), ("2.300,25", 2300.25)]),
    "1 024": ("Excel, Russian: thousands with a space", "read", [("1 024", 1024), ("36", 36), ("12 500", 12500)]),
    "1\u00a0024": (
        "Excel, Russian: no-break space",
        "read",
        [("1\u00a0024", 1024), ("36", 36), ("12\u00a0500", 12500)],
    ),
    "1\u202f024": (
        "CLDR fr: narrow no-break space",
        "read",
        [("1\u202f024", 1024), ("36", 36), ("12\u202f500", 12500)],
    ),
    "1'024": ("Excel, Swiss", "read", [("1'024", 1024), ("36", 36), ("12'500", 12500)]),
    "1,5": ("Excel, Russian: decimal comma", "read", [("1,5", 1.5), ("36", 36), ("12,25", 12.25)]),
    "36.0": ("pandas: whole numbers beside empty cells", "read", [("36.0", 36), ("5.0", 5), ("", NONE)]),
    "1.024, either way": ("Excel, German or American", "asked", [("1.024", None), ("36", None), ("2.300", None)]),
    "NA": ("R", "read", [("3", 3), ("NA", NONE), ("n/a", NONE), ("-", NONE), ("нет данных", NONE), ("7", 7)]),
    "10-15": ("typed", "read", [("3", 3), ("10-15", NONE), ("7", 7), ("12", 12), ("5", 5), ("8", 8)]),
    "at least 5": (
        "typed",
        "read",
        [
            ("3", 3),
            ("at least 5", NONE),
            ("7", 7),
            (">100", NONE),
            ("12", 12),
            ("5+", NONE),
            ("9", 9),
            ("4", 4),
            ("8", 8),
        ],
    ),
}


def by_figures() -> Iterator[Made]:
    """Yield each way to write figures, in two dialects."""
    for form, (seen, outcome, figures) in FIGURES.items():
        for dialect in (PLAIN_DIALECT, (";", "\r\n", False, "utf-8-sig")):
            days = Form(
                "",
                "",
                [
                    ((f"{DAYS[0] + timedelta(at)}",), _said(DAYS[0] + timedelta(at), outcome))
                    for at in range(2 * len(figures))
                ],
            )
            made, truth = table(days, PLAIN, "English", figures)
            yield Made("figures", form, seen, "rows.csv", written(made, dialect), truth)


def _said(day: date, outcome: Outcome) -> Said:
    return Said(day, day + timedelta(1), False, outcome)


def everything() -> Iterator[Made]:
    """Yield every file."""
    for make in (by_dates, by_places, by_dialects, by_headers, by_surroundings, by_formats, by_figures, mixed):
        yield from make()
