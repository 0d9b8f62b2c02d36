"""Forms in which files write days, each with where it was seen and with what it says.

A form writes some days, each into one or more cells, and says of each what a reader must make of it (`Days`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

#: The outcome of a row: read as the truth says; asked for; rejected with the reason; or, where a reader may read it or say that it cannot, either.
Outcome = Literal["read", "asked", "rejected", "either"]

DAYS = (
    date(2022, 9, 14),
    date(2021, 4, 28),
    date(2014, 1, 11),
    date(2020, 5, 8),
    date(2022, 9, 30),
    date(2019, 12, 31),
)
#: Days that leave open which number is the month.
OPEN_DAYS = (date(2022, 9, 4), date(2021, 4, 8), date(2014, 1, 11), date(2020, 5, 8))

EN = "January February March April May June July August September October November December".split()
OF_RUSSIAN = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
RUSSIAN = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()
SHORT_RUSSIAN = "янв. февр. мар. апр. мая июн. июл. авг. сент. окт. нояб. дек.".split()
TAJIK = "январи феврали марти апрели майи июни июли августи сентябри октябри ноябри декабри".split()
KYRGYZ = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()
FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
SPANISH = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
GERMAN = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
RUSSIAN_WEEKDAYS = "понедельник вторник среда четверг пятница суббота воскресенье".split()


@dataclass(frozen=True)
class Said:
    """What a row's date says: half-open days, whether it is vague (None where either is fair), and the outcome."""

    start: date | None
    end: date | None
    vague: bool | None = False
    outcome: Outcome = "read"


@dataclass(frozen=True)
class Form:
    """A way to write days.

    Attributes
    ----------
    name, seen : str
        What it is called, and where files have it.
    rows : list of (tuple of str, Said)
        The cells of each row, and what they say.
    columns : tuple of str
        Names of the columns; empty for a single one that is named by the file's language.
    lasting : bool
        Read as states.
    """

    name: str
    seen: str
    rows: list[tuple[tuple[str, ...], Said]]
    columns: tuple[str, ...] = ()
    lasting: bool = False


def next_day(day: date) -> date:
    return day + timedelta(1)


def _short(month: str) -> str:
    return "sept" if month == "septiembre" else month[:3]


def _th(day: int) -> str:
    return "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _ap(month: int) -> str:
    return EN[month - 1] if 3 <= month <= 7 else "Sept." if month == 9 else f"{EN[month - 1][:3]}."


def _days(name: str, seen: str, write: Callable[[date], str], days: tuple[date, ...] = DAYS) -> Form:
    return Form(name, seen, [((write(day),), Said(day, next_day(day))) for day in days])


def _epoch(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


#: Forms of a single day.
SINGLE = [
    _days("2022-09-14", "ACLED since 2023; HDX; ISO 8601", "{:%Y-%m-%d}".format),
    _days("2022-09-14T00:00:00Z", "GeoJSON of ArcGIS Hub; KML TimeStamp", "{:%Y-%m-%dT00:00:00Z}".format),
    _days("2022-09-14T10:15:00.000+06:00", "KoboToolbox and ODK: start, end", "{:%Y-%m-%dT10:15:00.000+06:00}".format),
    _days("2022-09-14 00:00:00.000", "UCDP GED: date_start", "{:%Y-%m-%d 00:00:00.000}".format),
    _days("2022/09/14 00:00:00+00", "ArcGIS Hub: CSV download", "{:%Y/%m/%d 00:00:00+00}".format),
    _days("2022/09/14", "QGIS, ISO with strokes", "{:%Y/%m/%d}".format),
    _days("2022.09.14", "Hungarian and old dBASE", "{:%Y.%m.%d}".format),
    _days("20220914", "dBASE date field; GDELT: SQLDATE", "{:%Y%m%d}".format),
    _days("14.09.2022", "Excel, Russian and German: short date", "{:%d.%m.%Y}".format),
    _days("14.09.2022 10:30", "Excel, Russian: date and time", "{:%d.%m.%Y 10:30}".format),
    _days("14.09.2022 г.", "typed in Russian tables", "{:%d.%m.%Y г.}".format),
    _days("14.09.2022, 10:30:00", "JavaScript toLocaleString, ru and de", "{:%d.%m.%Y, 10:30:00}".format),
    _days("14/09/2022", "Excel, British; OCHA", "{:%d/%m/%Y}".format),
    _days("14/09/2022 00:00", "Excel, British: CSV of date and time", "{:%d/%m/%Y 00:00}".format),
    _days("14-09-2022", "Excel, Indian and Dutch", "{:%d-%m-%Y}".format),
    _days("09/14/2022", "Excel, American, padded; Bellingcat", "{:%m/%d/%Y}".format),
    _days("9/14/2022", "Excel, American: short date", lambda day: f"{day.month}/{day.day}/{day.year}"),
    _days(
        "9/14/2022 12:00:00 AM",
        "ArcGIS Online: CSV export, English",
        lambda day: f"{day.month}/{day.day}/{day.year} 12:00:00 AM",
    ),
    _days("9/14/2022 0:00", "Excel, American: CSV of date and time", lambda d: f"{d.month}/{d.day}/{d.year} 0:00"),
    _days("09-14-2022", "typed in American tables", "{:%m-%d-%Y}".format),
    _days("9/14/22", "Excel, American: m/d/yy", lambda day: f"{day.month}/{day.day}/{day:%y}"),
    _days("14/09/22", "Excel, British: dd/mm/yy", "{:%d/%m/%y}".format),
    _days("14.09.22", "Excel, German: dd.mm.yy", "{:%d.%m.%y}".format),
    _days(
        "14-Sep-22",
        "Excel: d-mmm-yy; ACLED opened and saved in Excel",
        lambda d: f"{d.day}-{EN[d.month - 1][:3]}-{d:%y}",
    ),
    _days("14-Sep-2022", "Oracle, SAS; ArcGIS", lambda d: f"{d.day:02}-{EN[d.month - 1][:3]}-{d.year}"),
    _days("14-SEP-2022", "Oracle: DD-MON-YYYY", lambda d: f"{d.day:02}-{EN[d.month - 1][:3].upper()}-{d.year}"),
    _days("14SEP2022", "SAS: DATE9.", lambda d: f"{d.day:02}{EN[d.month - 1][:3].upper()}{d.year}"),
    _days("14 September 2022", "ACLED before 2023", lambda d: f"{d.day} {EN[d.month - 1]} {d.year}"),
    _days("14 Sep 2022", "HDX, OCHA reports", lambda d: f"{d.day:02} {EN[d.month - 1][:3]} {d.year}"),
    _days("14 September, 2022", "typed", lambda d: f"{d.day} {EN[d.month - 1]}, {d.year}"),
    _days("14th of September 2022", "typed", lambda d: f"{d.day}{_th(d.day)} of {EN[d.month - 1]} {d.year}"),
    _days(
        "September 14, 2022", "Excel, American: long date; Wikipedia", lambda d: f"{EN[d.month - 1]} {d.day}, {d.year}"
    ),
    _days("Sept. 14, 2022", "AP style", lambda d: f"{_ap(d.month)} {d.day}, {d.year}"),
    _days("September 14th, 2022", "typed", lambda d: f"{EN[d.month - 1]} {d.day}{_th(d.day)}, {d.year}"),
    _days(
        "Wednesday, September 14, 2022",
        "Excel, American: long date with weekday",
        lambda d: f"{WEEKDAYS[d.weekday()]}, {EN[d.month - 1]} {d.day}, {d.year}",
    ),
    _days(
        "Wed 14 Sep 2022",
        "Google Sheets",
        lambda d: f"{WEEKDAYS[d.weekday()][:3]} {d.day} {EN[d.month - 1][:3]} {d.year}",
    ),
    _days(
        "Wed, 14 Sep 2022 00:00:00 GMT",
        "RFC 2822: feeds",
        lambda d: f"{WEEKDAYS[d.weekday()][:3]}, {d.day:02} {EN[d.month - 1][:3]} {d.year} 00:00:00 GMT",
    ),
    _days("14 September 2022 10:30", "typed", lambda d: f"{d.day} {EN[d.month - 1]} {d.year} 10:30"),
    _days("2022-Sep-14", "R and MySQL reports", lambda d: f"{d.year}-{EN[d.month - 1][:3]}-{d.day:02}"),
    _days(
        "14 сентября 2022 г.",
        "Excel, Russian: long date; CLDR ru",
        lambda d: f"{d.day} {OF_RUSSIAN[d.month - 1]} {d.year} г.",
    ),
    _days("14 сентября 2022", "typed in Russian", lambda d: f"{d.day} {OF_RUSSIAN[d.month - 1]} {d.year}"),
    _days(
        "14 Сентября 2022 года", "Russian press", lambda d: f"{d.day} {OF_RUSSIAN[d.month - 1].title()} {d.year} года"
    ),
    _days("14 сент. 2022 г.", "CLDR ru: medium date", lambda d: f"{d.day} {SHORT_RUSSIAN[d.month - 1]} {d.year} г."),
    _days(
        "среда, 14 сентября 2022 г.",
        "Excel, Russian: long date with weekday; CLDR ru",
        lambda d: f"{RUSSIAN_WEEKDAYS[d.weekday()]}, {d.day} {OF_RUSSIAN[d.month - 1]} {d.year} г.",
    ),
    _days("14-сен-22", "Excel, Russian: d-mmm-yy", lambda d: f"{d.day:02}-{OF_RUSSIAN[d.month - 1][:3]}-{d:%y}"),
    _days("14 сентябри 2022", "CLDR tg; Tajik press", lambda d: f"{d.day} {TAJIK[d.month - 1]} {d.year}"),
    _days("14 сентябри соли 2022", "Tajik press", lambda d: f"{d.day} {TAJIK[d.month - 1]} соли {d.year}"),
    _days("2022-ж., 14-сентябрь", "CLDR ky: long date", lambda d: f"{d.year}-ж., {d.day}-{KYRGYZ[d.month - 1]}"),
    _days("14-сентябрь 2022", "Kyrgyz press", lambda d: f"{d.day}-{KYRGYZ[d.month - 1]} {d.year}"),
    _days("14 septembre 2022", "Excel, French: long date", lambda d: f"{d.day} {FRENCH[d.month - 1]} {d.year}"),
    _days(
        "14 de septiembre de 2022",
        "Excel, Spanish: long date",
        lambda d: f"{d.day} de {SPANISH[d.month - 1]} de {d.year}",
    ),
    _days("14. September 2022", "Excel, German: long date", lambda d: f"{d.day}. {GERMAN[d.month - 1]} {d.year}"),
    _days("1663113600000", "ArcGIS REST: f=json and f=geojson", lambda d: str(_epoch(d) * 1000)),
    _days("1663113600", "ACLED: timestamp; Unix", lambda d: str(_epoch(d))),
    _days("14-09-22", "Excel, Indian and Dutch: dd-mm-yy", "{:%d-%m-%y}".format),
    _days("14.9.2022", "Excel, Czech and Finnish; typed", lambda d: f"{d.day}.{d.month}.{d.year}"),
    _days("14. 9. 2022", "Czech, Slovak: CLDR", lambda d: f"{d.day}. {d.month}. {d.year}"),
    _days("2022-9-14", "JavaScript by hand, SQLite by hand", lambda d: f"{d.year}-{d.month}-{d.day}"),
    _days("2022-09-14T00:00:00", "pandas, Excel through JSON", "{:%Y-%m-%dT00:00:00}".format),
    _days("2022-09-14 10:15:00+06", "PostgreSQL: timestamptz", "{:%Y-%m-%d 10:15:00+06}".format),
    _days("2022-09-14 10:15:00 UTC", "BigQuery, Ruby", "{:%Y-%m-%d 10:15:00 UTC}".format),
    _days(
        "Wed Sep 14 2022 10:15:00 GMT+0600 (GMT+06:00)",
        "JavaScript: Date.toString",
        lambda d: (
            f"{WEEKDAYS[d.weekday()][:3]} {EN[d.month - 1][:3]} {d.day:02} {d.year} 10:15:00 GMT+0600 (GMT+06:00)"
        ),
    ),
    _days(
        "9/14/2022, 10:15:00 AM",
        "JavaScript: toLocaleString, en-US",
        lambda d: f"{d.month}/{d.day}/{d.year}, 10:15:00 AM",
    ),
    _days(
        "Sep 14, 2022, 10:15 AM",
        "Google Sheets, Airtable",
        lambda d: f"{EN[d.month - 1][:3]} {d.day}, {d.year}, 10:15 AM",
    ),
    _days("14 sept 2022", "Spanish and French, short", lambda d: f"{d.day} {_short(SPANISH[d.month - 1])} {d.year}"),
    _days("44818", "Excel: a date pasted as a number", lambda d: str((d - date(1899, 12, 30)).days)),
    _days("44818.0", "pandas: Excel days beside empty cells", lambda d: f"{(d - date(1899, 12, 30)).days}.0"),
]
