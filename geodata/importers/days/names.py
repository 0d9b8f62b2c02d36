"""Which columns hold dates, by their names and by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from geodata.importers.columns import named
from geodata.importers.days import column as day_column
from geodata.importers.days import spells
from geodata.importers.figures import is_figure
from geodata.importers.layout import normal

#: Field → names by which it goes, best first.
NAMES = {
    "date": "event_date, date_start, start_date, startdate, datestart, atlas_first_day, first_day, date, day, begin, start, from, since, valid_from, date_from, timestamp, event_dt, datetime, sqldate, acq_date, datetimeoriginal, date_time_original, created_at, ts, epoch, unixtime, unix_time, date_unixtime, "
    "дата, дата начала, дата события, начало, с, күнү, датасы, башталышы, сана, таърих, санаи оғоз, оғоз, аз, date de début, début, du, depuis, datum, beginn, anfang, startdatum, von, seit, "
    "fecha, fecha de inicio, fecha inicio, inicio, desde, tarih, tarihi, başlangıç tarihi, başlangıç, when, time, время, today, data, data nachala, nachalo, sana, boshlanish sanasi, boshlanishi, бошланиш санаси, kuni, 日期, 开始日期, 起始日期, 时间, 開始日期, 時間",
    "date_end": "date_end, end_date, enddate, dateend, last_date, atlas_last_day, last_day, end, finish, until, to, valid_to, valid_until, date_to, дата окончания, дата конца, конец, окончание, по, до, "
    "аяктоо күнү, аягы, анҷом, санаи анҷом, поён, то, date de fin, fin, au, jusqu'à, jusqu'au, enddatum, ende, bis, fecha de fin, fecha fin, fin de fecha, hasta, bitiş tarihi, bitiş, data okonchaniya, data kontsa, konets, okonchanie, tugash sanasi, tugashi, тугаш санаси, 结束日期, 终止日期, 結束日期, end_year",
}

#: Names of columns that say the year or month; they give the date where no other column does.
LESS = "iyear, year, yr, год, жыл, жылы, сол, année, annee, jahr, año, anio, start_year, period, период, month, месяц, ай, моҳ, mois, monat, mes, yıl, dönem, quarter, quartal, квартал, чейрек, trimestre, çeyrek, half, полугодие, semestre, halbjahr, week, неделя, woche, semaine, semana, hafta, апта, god, yil, 年, 年份, 月"

#: Words of a name that promise a date and nothing else.
DATE_WORDS = frozenset("date datetime дата дату сана күнү датасы datum fecha tarih tarihi year год sana 日期".split())

#: Words of a name that say that the date is one of the record, not of what it tells of.
RECORD_WORDS = frozenset(
    "added created updated modified edited published publication upload uploaded reported report source entry entered accessed retrieved collected "
    "registered submission version checked добавления создания обновления изменения публикации источника записи проверки сообщения "
    "добавлено создано обновлено изменено опубликовано сообщено publié publiée actualisé créé veröffentlicht aktualisiert erstellt publicado actualizado creado yayın".split()
)

#: Those of them that say when something was told; when a row was last changed says nothing of it.
TOLD_WORDS = frozenset(
    "reported report published publication публикации сообщения опубликовано сообщено publié publiée veröffentlicht publicado yayın".split()
)

#: Words of a name that say that the date is one of another thing than what happened: of a count of people, of a building, of somebody's birth.
OTHER_WORDS = frozenset(
    "birth born dob рождения geburt geburtsdatum naissance nacimiento doğum census built construction constructed completion founded established foundation founding inception commissioned expiry expiration perepis postroyki "
    "перепись переписи постройки построен построено строительства основания основан ввода recensement construcción censo baujahr erbaut gegründet volkszählung inşa sayım қурилган".split()
)

#: Words of the columns that an app for forms (KoBo, ODK) writes beside the answers, and names of those that say when the form was filled in.
FORM_WORDS = frozenset("submission uuid instanceid deviceid".split())
SENT_WORDS = FORM_WORDS | frozenset("submitter submitted review attachments edits version".split())
FILLED_IN = frozenset(("start", "end", "starttime", "endtime", "today"))

#: What a column of years, of months and of days has in its name.
YEAR_WORDS = (
    "year",
    "yr",
    "год",
    "жыл",
    "сол",
    "жылы",
    "année",
    "annee",
    "jahr",
    "año",
    "anio",
    "yıl",
    "god",
    "yil",
    "йил",
    "年份",
    "年",
)
MONTH_WORDS = "month, mon, mo, месяц, ай, айы, моҳ, mois, monat, mes, ay, mesyats, mesiats, oy, ой, 月份, 月"
DAY_WORDS = "day, dy, день, число, күн, күнү, рӯз, jour, tag, día, dia, gün, den, kun, кун, 日"
#: The same of what is finer than a year, and may not be read.
FINER_WORDS = ", ".join((*spells.NAMES.values(), "season, сезон, saison, temporada, mevsim"))

_END_WORDS = frozenset("end ending until to конец окончание fin ende bis hasta bitiş".split())

#: Part of a date → the field that has the year, and the words of its name.
PARTS = {
    "month": ("date", MONTH_WORDS),
    "day": ("date", DAY_WORDS),
    "end_month": ("date_end", MONTH_WORDS),
    "end_day": ("date_end", DAY_WORDS),
}

#: Share of the filled cells that must be dates where the name may promise something else: "from", "end", "period".
MOST = 0.6
#: The same for whole days where the name says nothing.
ALL = 0.9


def guess(columns: list[str], sample: list[list[str]], taken: Collection[str]) -> dict[str, str]:
    """Guess which columns say when a row was.

    Parameters
    ----------
    columns : list of str
    sample : list of list of str
        The first rows, cells in the order of `columns`.
    taken : collection of str
        Columns that mean something else.

    Returns
    -------
    dict of str to str
        Field → column.
    """
    cells = {name: [cell for row in sample if (cell := row[at].strip())] for at, name in enumerate(columns)}
    found: dict[str, str] = {}
    for key in NAMES:
        for column in candidates(key, columns):
            # The end of filling in a form is no last day of what the form tells of.
            late = key == "date_end" and is_of_form(column, columns)
            if (
                not late
                and column not in taken
                and column not in found.values()
                and _are_dates(key, column, cells[column])
            ):
                found[key] = column
                break
    if "date" not in found and (
        column := _by_cells(cells, taken, found.values()) or _of_telling(cells, taken, found.values())
    ):
        found["date"] = column
    for key, (whole, wanted) in PARTS.items():
        years = cells[found[whole]] if whole in found else [""]
        if not all(re.fullmatch(r"\d{4}(\.0+)?", year) for year in years):
            continue
        free = [column for column in columns if column not in taken and column not in found.values()]
        part = part_beside(found[whole], wanted, free)
        if not (part and day_column.are_parts(cells[part])):
            part = _spells(found[whole], free, cells) if key.endswith("month") else ""
        if part:
            found[key] = part
    return found


def spell_named(column: str) -> spells.Spell | None:
    """Return which part of a year a column holds by its name: quarters, halves or weeks."""
    return next((spell for spell in spells.SPELLS if any(named(spells.NAMES[spell], [column]))), None)


def _spells(year: str, columns: list[str], cells: Mapping[str, list[str]]) -> str:
    """Return the column with the quarters, halves or weeks of a column of years; empty without any. What else names an end is of the end."""
    ends = bool(_END_WORDS & set(_words(year)))
    for column in columns:
        spell = spell_named(column)
        if spell and bool(_END_WORDS & set(_words(column))) is ends and day_column.are_parts(cells[column], spell):
            return column
    return ""


def candidates(key: str, columns: list[str]) -> list[str]:
    """Return the columns that may be a field, the likeliest first; dates of the record itself come last."""
    columns = [column for column in columns if not is_of_other(column)]
    exact, loose = named(NAMES[key], columns)
    less = named(LESS, columns) if key == "date" else ([], [])
    return sorted(
        dict.fromkeys((*exact, *loose, *less[0], *less[1])),
        # A column "timestamp" beside another is when a sheet took the answer.
        key=lambda column: (
            is_of_record(column) or is_of_form(column, columns),
            normal(column) in ("timestamp", "отметка времени"),
        ),
    )


def is_of_record(column: str) -> bool:
    """Tell whether a column is by its name the date of the record, not of what it tells of."""
    return bool(RECORD_WORDS.intersection(_words(column)))


def is_of_other(column: str) -> bool:
    """Tell whether a column is by its name the date of another thing than what happened."""
    return bool(OTHER_WORDS.intersection(_words(column)))


def is_of_form(column: str, columns: list[str]) -> bool:
    """Tell whether a column says when a form was filled in rather than when what it tells of was."""
    filled_in = re.split(r"[/.:]", normal(column))[-1].strip("_ ") in FILLED_IN
    return filled_in and any(FORM_WORDS.intersection(_words(name)) for name in columns)


def written_by_form(columns: list[str]) -> set[str]:
    """Return the columns that an app for forms writes of its own accord: "_status" is that of the sending, no answer."""
    if not any(FORM_WORDS.intersection(_words(name)) for name in columns):
        return set()
    return {name for name in columns if name.startswith("_") or SENT_WORDS.intersection(_words(name))}


def _by_cells(cells: Mapping[str, list[str]], *taken: Collection[str]) -> str:
    """Return a column whose cells are whole days in so many words or signs, whatever language names it; empty without any."""
    for column, texts in cells.items():
        if is_of_record(column) or is_of_other(column) or any(column in some for some in taken):
            continue
        if texts and not any(map(is_figure, texts)):
            days = day_column.read(texts, day_column.form(texts, None, []), [], "")
            whole = days.is_("") & (days.end - days.start == 1)
            if whole.any() and whole.sum() >= ALL * (~days.is_("no date")).sum():
                return column
    return ""


def _of_telling(cells: Mapping[str, list[str]], *taken: Collection[str]) -> str:
    """Return a column that says when a row was told of ("Reported on"), for a table that says no other day; empty without any."""
    free = [name for name in cells if TOLD_WORDS.intersection(_words(name)) and not any(name in some for some in taken)]
    return next((column for column in free if hold_dates(cells[column])), "")


def hold_dates(cells: list[str]) -> bool:
    """Tell whether cells are mostly dates and none but a number."""
    if not cells or any(map(is_figure, cells)):
        return False
    good, filled, _ = day_column.share(cells)
    return 0 < good >= MOST * filled


def _are_dates(key: str, column: str, cells: list[str]) -> bool:
    """Tell whether a column holds dates: of a name that promises nothing else, some will do, and the others are rejected by the row."""
    if not cells:
        return key == "date_end"
    good, filled, _ = day_column.share(cells)
    return good > 0 and (is_plain(column) or good >= MOST * filled)


def is_plain(column: str) -> bool:
    """Tell whether a column's name promises a date and nothing else."""
    return bool(DATE_WORDS.intersection(_words(column)))


def _words(column: str) -> list[str]:
    return re.split(r"[\W_]+", normal(re.sub(r"(?<=[a-zа-я])(?=[A-ZА-Я])", " ", column)))


def part_beside(year: str, wanted: str, columns: list[str]) -> str:
    """Return the column that is to a column of years, by name, the one of its months or days; empty without any.

    "Start Month" is to "Start Year", and "imonth" to "iyear".
    """
    frames = [rest for word in YEAR_WORDS if len(rest := normal(year).split(word)) == 2]
    names = {part.join(rest) for rest in frames for part in wanted.split(", ")}
    return next((name for name in columns if normal(name) in names), "")
