"""Forms in which files write months and years, days in one cell, days in several cells, and what is no day; with those of single days in `DATES`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from tests.bench.layouts_dates import (
    DAYS,
    EN,
    FRENCH,
    OF_RUSSIAN,
    OPEN_DAYS,
    RUSSIAN,
    SINGLE,
    Form,
    Outcome,
    Said,
    next_day,
)


def _month(day: date) -> tuple[date, date]:
    first = day.replace(day=1)
    return first, (first + timedelta(32)).replace(day=1)


def _stretch(name: str, seen: str, write: Callable[[date], str], width: str, outcome: Outcome = "read") -> Form:
    spans = [
        (day, *(_month(day) if width == "month" else (date(day.year, 1, 1), date(day.year + 1, 1, 1)))) for day in DAYS
    ]
    return Form(name, seen, [((write(day),), Said(first, after, True, outcome)) for day, first, after in spans])


def _range(name: str, seen: str, write: Callable[[date, date], str], across: bool = False) -> Form:
    """Days of one month, or of two, in one cell."""
    spans = [
        (date(2022, 9, 14), date(2022, 9, 17)),
        (date(2021, 4, 28), date(2021, 4, 30)),
        (date(2020, 5, 8), date(2020, 5, 19)),
    ]
    if across:
        spans = [(first, last + timedelta(20)) for first, last in spans]
    return Form(name, seen, [((write(first, last),), Said(first, next_day(last), None)) for first, last in spans])


def _loud(name: str, seen: str, *texts: str, outcome: Outcome = "rejected", beside: str = "{:%Y-%m-%d}") -> Form:
    """Days that are sound, and among them texts that are none."""
    rows = [((beside.format(day),), Said(day, next_day(day))) for day in (*DAYS, *DAYS)]
    return Form(name, seen, [*rows, *(((text,), Said(None, None, None, outcome)) for text in texts)])


def _english(day: date) -> str:
    return f"{day.day} {EN[day.month - 1][:3]} {day.year}"


_VAGUE = [
    _stretch("September 2022", "reports of UN OCHA; typed", lambda d: f"{EN[d.month - 1]} {d.year}", "month"),
    _stretch("Sep-22", "Excel: mmm-yy, what “Sep 2022” becomes", lambda d: f"{EN[d.month - 1][:3]}-{d:%y}", "month"),
    _stretch("Sep 2022", "World Bank monthly data", lambda d: f"{EN[d.month - 1][:3]} {d.year}", "month"),
    _stretch("2022-09", "ISO 8601; HDX", "{:%Y-%m}".format, "month"),
    _stretch("09/2022", "typed", "{:%m/%Y}".format, "month"),
    _stretch("09.2022", "typed in Russian tables", "{:%m.%Y}".format, "month"),
    _stretch("2022M09", "IMF and World Bank monthly data", "{:%YM%m}".format, "month", "either"),
    _stretch("сентябрь 2022", "Excel, Russian: mmmm yyyy", lambda d: f"{RUSSIAN[d.month - 1]} {d.year}", "month"),
    _stretch("Сентябрь 2022 г.", "CLDR ru: month", lambda d: f"{RUSSIAN[d.month - 1].title()} {d.year} г.", "month"),
    _stretch("сен.22", "Excel, Russian: mmm.yy", lambda d: f"{RUSSIAN[d.month - 1][:3]}.{d:%y}", "month"),
    _stretch("septembre 2022", "French", lambda d: f"{FRENCH[d.month - 1]} {d.year}", "month"),
    _stretch("2022", "GED yearly files; GTD", "{:%Y}".format, "year"),
    _stretch("2022.0", "pandas: years beside empty cells", "{:%Y}.0".format, "year"),
    _stretch("2022 г.", "Russian tables", "{:%Y} г.".format, "year"),
    _stretch("2022 год", "Russian tables", "{:%Y} год".format, "year"),
]

_RANGES = [
    _range("2022-09-14/2022-09-17", "ISO 8601 interval; HDX dataset_date", lambda a, b: f"{a}/{b}"),
    _range("2022-09-14 - 2022-09-17", "typed", lambda a, b: f"{a} - {b}"),
    _range("2022-09-14 to 2022-09-17", "HDX", lambda a, b: f"{a} to {b}", across=True),
    _range("14-17 September 2022", "typed; Wikipedia", lambda a, b: f"{a.day}-{b.day} {EN[a.month - 1]} {a.year}"),
    _range(
        "14–17 September 2022", "Wikipedia, with its dash", lambda a, b: f"{a.day}–{b.day} {EN[a.month - 1]} {a.year}"
    ),
    _range("September 14–17, 2022", "Wikipedia, American", lambda a, b: f"{EN[a.month - 1]} {a.day}–{b.day}, {a.year}"),
    _range(
        "28 April – 18 May 2021",
        "Wikipedia",
        lambda a, b: f"{a.day} {EN[a.month - 1]} – {b.day} {EN[b.month - 1]} {b.year}",
        across=True,
    ),
    _range("14.09.2022-17.09.2022", "Russian tables", lambda a, b: f"{a:%d.%m.%Y}-{b:%d.%m.%Y}"),
    _range("14.09.2022 – 17.09.2022", "Russian tables", lambda a, b: f"{a:%d.%m.%Y} – {b:%d.%m.%Y}", across=True),
    _range("14-17.09.2022", "Russian and German tables", lambda a, b: f"{a.day}-{b:%d.%m.%Y}"),
    _range("14/09/2022 - 17/09/2022", "British tables", lambda a, b: f"{a:%d/%m/%Y} - {b:%d/%m/%Y}"),
    _range(
        "14-17 сентября 2022 г.", "Russian press", lambda a, b: f"{a.day}-{b.day} {OF_RUSSIAN[a.month - 1]} {a.year} г."
    ),
    _range(
        "с 14 по 17 сентября 2022 года",
        "Russian press",
        lambda a, b: f"с {a.day} по {b.day} {OF_RUSSIAN[a.month - 1]} {a.year} года",
    ),
    _range(
        "28 апреля - 18 мая 2021",
        "Russian press",
        lambda a, b: f"{a.day} {OF_RUSSIAN[a.month - 1]} - {b.day} {OF_RUSSIAN[b.month - 1]} {b.year}",
        across=True,
    ),
    _range("2022-09-14 – 2022-09-17", "typed, with a dash", lambda a, b: f"{a} – {b}", across=True),
    _range("14 Sep 2022 to 17 Sep 2022", "HDX", lambda a, b: f"{_english(a)} to {_english(b)}", across=True),
    _range(
        "from 14 to 17 September 2022", "reports", lambda a, b: f"from {a.day} to {b.day} {EN[a.month - 1]} {a.year}"
    ),
    _range("14.09.-17.09.2022", "German tables", lambda a, b: f"{a:%d.%m.}-{b:%d.%m.%Y}", across=True),
    _range("[2022-09-14 TO 2022-09-17]", "HDX: dataset_date; Solr", lambda a, b: f"[{a} TO {b}]", across=True),
    Form(
        "2010-2014",
        "years of a base or a post; Wikipedia",
        [((f"{y}-{y + 4}",), Said(date(y, 1, 1), date(y + 5, 1, 1), None)) for y in (2010, 1998, 2003)],
    ),
]


def _split(name: str, seen: str, columns: tuple[str, ...], write: Callable[[date], tuple[str, ...]]) -> Form:
    rows = [(write(day), Said(day, next_day(day))) for day in DAYS]
    first, after = _month(DAYS[0])
    year, month, *_ = write(DAYS[0])
    rows.append(((year, month, "0"), Said(first, after, True)))
    return Form(name, seen, rows, columns)


def _from_to(name: str, seen: str, columns: tuple[str, str], write: Callable[[date], str], still: str) -> Form:
    rows = [((write(day), write(day + timedelta(40))), Said(day, day + timedelta(41))) for day in DAYS if day.day > 12]
    return Form(name, seen, [*rows, ((write(DAYS[0]), still), Said(DAYS[0], date.max))], columns, lasting=True)


_SEVERAL = [
    _split(
        "iyear, imonth, iday",
        "GTD codebook",
        ("iyear", "imonth", "iday"),
        lambda d: (str(d.year), str(d.month), str(d.day)),
    ),
    _split(
        "year, month, day",
        "GeoNames, EM-DAT, R exports",
        ("year", "month", "day"),
        lambda d: (str(d.year), str(d.month), str(d.day)),
    ),
    _split(
        "Start Year, Start Month, Start Day",
        "EM-DAT",
        ("Start Year", "Start Month", "Start Day"),
        lambda d: (str(d.year), str(d.month), str(d.day)),
    ),
    _split(
        "год, месяц, день",
        "Russian tables",
        ("Год", "Месяц", "День"),
        lambda d: (str(d.year), str(d.month), str(d.day)),
    ),
    _from_to("start, end: present", "Wikipedia, typed", ("start_date", "end_date"), "{:%Y-%m-%d}".format, "present"),
    _from_to("from, to: ongoing", "typed", ("From", "To"), "{:%d.%m.%Y}".format, "ongoing"),
    _from_to("начало, конец: н.в.", "Russian tables", ("Дата начала", "Дата окончания"), "{:%d.%m.%Y}".format, "н.в."),
    _from_to(
        "с, по: по настоящее время", "Russian tables", ("Начало", "Конец"), "{:%d.%m.%Y}".format, "по настоящее время"
    ),
    _from_to("begin, end: empty", "KML through ogr2ogr", ("begin", "end"), "{:%Y-%m-%d}".format, ""),
    _from_to("date_debut, date_fin", "French", ("Date de début", "Date de fin"), "{:%d/%m/%Y}".format, "en cours"),
]

_LOUD = [
    _loud("no date: n/a", "pandas, R, typed", "NA", "n/a", "-", "unknown", "NaN", "None", "?"),
    _loud("no date: нет данных", "Russian tables", "нет данных", "н/д", "неизвестно", "—"),
    _loud("no date: empty", "every table", "", ""),
    _loud("no day of a calendar", "slips of the pen", "2022-02-31", "2022-13-01", "2022-09-00"),
    _loud("a year that cannot be", "slips of the pen", "0202-09-14", "20222-09-14"),
    _loud(
        "around a day",
        "typed",
        "circa September 2022",
        "early September 2022",
        "before 2014",
        "~2014-05-01",
        outcome="either",
    ),
    _loud("a season", "typed", "Winter 2022", "весна 2021", outcome="either"),
    _loud("no quarter or week of a year", "slips of the pen", "2022Q5", "W54 2022"),
    _loud("words", "typed", "on the eve of the feast", "see note", "the same day"),
    _loud("31.02.2022", "slips of the pen", "31.02.2022", "30.02.2021", "32.01.2022", beside="{:%d.%m.%Y}"),
    Form(
        "04/09/2022, either way",
        "Excel of two countries",
        [((f"{day:%d/%m/%Y}",), Said(day, next_day(day), False, "asked")) for day in OPEN_DAYS],
    ),
    Form(
        "04.09.22 beside 2022-09-14",
        "a column typed by two people",
        [((f"{day:%d.%m.%y}" if at % 2 else f"{day}",), Said(day, next_day(day))) for at, day in enumerate(DAYS)],
    ),
    Form(
        "every day in a form of its own",
        "a column typed by many people",
        [
            ((text,), Said(DAYS[0], next_day(DAYS[0])))
            for text in (
                "2022-09-14",
                "14.09.2022",
                "14 September 2022",
                "14 сентября 2022 г.",
                "Sep 14, 2022",
                "14-Sep-22",
            )
        ],
    ),
]


def _quarter(day: date) -> tuple[date, date]:
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return first, (first + timedelta(95)).replace(day=1)


def _half(day: date) -> tuple[date, date]:
    return (
        (date(day.year, 1, 1), date(day.year, 7, 1))
        if day.month < 7
        else (date(day.year, 7, 1), date(day.year + 1, 1, 1))
    )


def _week(day: date) -> tuple[date, date]:
    monday = day - timedelta(day.weekday())
    return monday, monday + timedelta(7)


def _spell(
    name: str,
    seen: str,
    of: Callable[[date], tuple[date, date]],
    write: Callable[[int, int], tuple[str, ...]],
    columns: tuple[str, ...] = (),
) -> Form:
    """Quarters, halves or weeks, from their year and number."""
    rows = []
    for day in DAYS:
        year, week, _ = day.isocalendar()
        year, number = (year, week) if of is _week else (day.year, (day.month - 1) // (3 if of is _quarter else 6) + 1)
        rows.append((write(year, number), Said(*of(day), True)))
    return Form(name, seen, rows, columns)


_SPELLS = [
    _spell("Q3 2022", "OECD, UN reports", _quarter, lambda y, n: (f"Q{n} {y}",)),
    _spell("2022Q3", "World Bank, IMF", _quarter, lambda y, n: (f"{y}Q{n}",)),
    _spell("2022-Q3", "SDMX; Eurostat", _quarter, lambda y, n: (f"{y}-Q{n}",)),
    _spell(
        "III квартал 2022 г.", "Росстат", _quarter, lambda y, n: (f"{['I', 'II', 'III', 'IV'][n - 1]} квартал {y} г.",)
    ),
    _spell("3 кв. 2022", "Russian tables", _quarter, lambda y, n: (f"{n} кв. {y}",)),
    _spell("2022-ж. 3-чейрек", "Kyrgyz tables", _quarter, lambda y, n: (f"{y}-ж. {n}-чейрек",)),
    _spell("3. Quartal 2022", "Destatis", _quarter, lambda y, n: (f"{n}. Quartal {y}",)),
    _spell("H1 2022", "reports of firms and agencies", _half, lambda y, n: (f"H{n} {y}",)),
    _spell("2022 H1", "the same", _half, lambda y, n: (f"{y} H{n}",)),
    _spell("2022-S1", "SDMX; Eurostat", _half, lambda y, n: (f"{y}-S{n}",)),
    _spell("1 полугодие 2022 г.", "Russian tables", _half, lambda y, n: (f"{n} полугодие {y} г.",)),
    _spell("2022-W37", "ISO 8601; SDMX", _week, lambda y, n: (f"{y}-W{n:02}",)),
    _spell("Week 37, 2022", "WHO bulletins", _week, lambda y, n: (f"Week {n}, {y}",)),
    _spell("KW 37/2022", "German tables", _week, lambda y, n: (f"KW {n}/{y}",)),
    _spell("year, quarter", "OECD, CSV", _quarter, lambda y, n: (str(y), str(n)), ("Year", "Quarter")),
    _spell("year, Q3", "tables of agencies", _quarter, lambda y, n: (str(y), f"Q{n}"), ("year", "quarter")),
    _spell("год, квартал", "Russian tables", _quarter, lambda y, n: (str(y), str(n)), ("Год", "Квартал")),
    _spell("год, полугодие", "Russian tables", _half, lambda y, n: (str(y), str(n)), ("Год", "Полугодие")),
    _spell("ISO_YEAR, ISO_WEEK", "WHO FluNet", _week, lambda y, n: (str(y), str(n)), ("ISO_YEAR", "ISO_WEEK")),
    _spell("year, week", "tables of agencies", _week, lambda y, n: (str(y), f"W{n}"), ("year", "week")),
]

_ELSEWHERE = [
    _stretch("2022年9月", "Chinese tables", lambda d: f"{d.year}年{d.month}月", "month"),
    Form(
        "2022年9月16日", "Excel, Chinese", [((f"{d.year}年{d.month}月{d.day}日",), Said(d, next_day(d))) for d in DAYS]
    ),
    Form(
        "god, mesyats, den",
        "Russian tables that lost their letters",
        [((str(d.year), str(d.month), str(d.day)), Said(d, next_day(d))) for d in DAYS],
        ("god", "mesyats", "den"),
    ),
]

#: Group → its forms.
DATES: dict[str, list[Form]] = {
    "a day": SINGLE,
    "a month or a year": _VAGUE,
    "a quarter, a half, a week": _SPELLS,
    "of other letters": _ELSEWHERE,
    "days in one cell": _RANGES,
    "days in several cells": _SEVERAL,
    "what is no day": _LOUD,
}
