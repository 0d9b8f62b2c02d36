"""Dates as people write them: each is read as meant, or its row is rejected with the reason."""

from __future__ import annotations

from datetime import date

import pytest
from babel.dates import get_month_names

from geodata.importers.days.text import Reader
from geodata.intervals import day_number
from tests.support.tables.dated import Said, reasons, said, table


@pytest.mark.parametrize(
    "written",
    [
        "16 сентября 2022 г.",
        "«16» сентября 2022 г.",
        "“16” сентября 2022 г.",
        "16 сентября 2022 года",
        "16 сент. 2022",
        "16.09.2022г.",
        "16-го сентября 2022",
        "пятница, 16 сентября 2022 г. в 14:30",
        "2022-жылдын 16-сентябры",
        "16-сентябрь, 2022-ж.",
        "16 сентябри соли 2022",
        "le 16 septembre 2022",
        "vendredi 16 sept. 2022",
        "16. September 2022",
        "Fr., 16. Sept. 2022, 14:30 Uhr",
        "16 de septiembre de 2022",
        "September 16th, 2022",
        "16th of September 2022",
        "16-Sep-22",
        "Fri Sep 16 2022 00:00:00 GMT+0600 (Kyrgyzstan Time)",
        "Fri Sep 16 10:00:00 +0000 2022",
        "Fri, 16 Sep 2022 10:00:00 GMT",
        "2022-09-16T23:30:00+06:00",
        "20220916T101500Z",
        "16.09.2022 2:30 PM",
        "16\u00a0September\u00a02022",
        "2022-W37-5",
        "2022-259",
        "16.09.22",
        "16SEP2022",
        "16.IX.2022",
        "16.09.2022 (пт)",
        "2022-09-16+06:00",
        "16 Sep 2022 @ 14:30",
        "2022/09/16 00:00:00+00",
    ],
)
def test_a_day_is_read_in_words_and_numbers_with_weekday_time_and_zone(written: str) -> None:
    assert said(table(written)) == {2: ("2022-09-16", "2022-09-16", False)}


@pytest.mark.parametrize("language", ["en", "ru", "ky", "tg", "fr", "de", "es"])
def test_the_names_of_months_are_those_of_seven_languages(language: str) -> None:
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            for number, name in get_month_names(width, context, language).items():
                first = day_number(date(2021, number, 3))
                assert Reader({}).read(f"3 {name} 2021")[:3] == (first, first + 1, False), name


@pytest.mark.parametrize(
    "written",
    [
        "14.09.2022 - 17.09.2022",
        "2022-09-14 – 2022-09-17",
        "2022-09-14 to 2022-09-17",
        "14-17.09.2022",
        "14–17 September 2022",
        "14 - 17 сентября 2022 г.",
        "с 14 по 17 сентября 2022 года",
        "from 14 to 17 September 2022",
        "du 14 au 17 septembre 2022",
        "vom 14. bis 17. September 2022",
        "del 14 al 17 de septiembre de 2022",
        "September 14-17, 2022",
        "Sept 14–17 2022",
        "14/09/2022 - 17/09/2022",
        "14.09.2022-17.09.2022",
        "2022-жылдын 14-17-сентябры",
        "14.-17.09.2022",
        "14-17-Sep-22",
        "2022-09-14/2022-09-17",
        "2022-09-14/17",
        "2022-09-14 10:00 - 2022-09-17 18:00",
    ],
)
def test_a_range_in_one_cell_is_never_cut(written: str) -> None:
    assert said(table(written)) == {2: ("2022-09-14", "2022-09-17", False)}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("28 Apr – 1 May 2021", ("2021-04-28", "2021-05-01", False)),
        ("28 December – 3 January 2022", ("2021-12-28", "2022-01-03", False)),
        ("between 14 and 17 September 2022", ("2022-09-14", "2022-09-17", True)),
        ("14/15 September 2022", ("2022-09-14", "2022-09-15", False)),
        ("September 2022", ("2022-09-01", "2022-09-30", True)),
        ("сентябрь 2022 г.", ("2022-09-01", "2022-09-30", True)),
        ("Sep-22", ("2022-09-01", "2022-09-30", True)),
        ("сен.22", ("2022-09-01", "2022-09-30", True)),
        ("2022-09-XX", ("2022-09-01", "2022-09-30", True)),
        ("2022-XX-XX", ("2022-01-01", "2022-12-31", True)),
        ("2022M09", ("2022-09-01", "2022-09-30", True)),
        ("09.2022", ("2022-09-01", "2022-09-30", True)),
        ("09/2022", ("2022-09-01", "2022-09-30", True)),
        ("2022-09", ("2022-09-01", "2022-09-30", True)),
        ("April-May 2021", ("2021-04-01", "2021-05-31", True)),
        ("Jan–Mar 2014", ("2014-01-01", "2014-03-31", True)),
        ("Mar/Apr 2014", ("2014-03-01", "2014-04-30", True)),
        ("mar 1 feb 2022", ("2022-02-01", "2022-02-01", False)),
        ("2022", ("2022-01-01", "2022-12-31", True)),
        ("2022.0", ("2022-01-01", "2022-12-31", True)),
        ("2022 г.", ("2022-01-01", "2022-12-31", True)),
        ("2003-2014", ("2003-01-01", "2014-12-31", True)),
        ("2022-W37", ("2022-09-12", "2022-09-18", True)),
        ("2003-10-01 – present", ("2003-10-01", "", False)),
        ("с 2003 г. по н.в.", ("2003-01-01", "", True)),
        ("2003-10-01/..", ("2003-10-01", "", False)),
        ("until 3 June 2014", ("", "2014-06-03", False)),
        ("2022-09-14 10:00 - 12:00", ("2022-09-14", "2022-09-14", False)),
    ],
)
def test_what_is_not_a_day_is_as_long_and_as_sure_as_it_says(written: str, meant: Said) -> None:
    assert said(table(written)) == {2: meant}


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        *(
            (word, "loose date")
            for word in ("Spring 2022", "весна 2022", "Q1-Q2 2022", "III–IV квартал 2022", "été 2022")
        ),
        *((word, "loose date") for word in ("early September 2022", "c. 2014", "before 2014", "2014?", "2010s")),
        ("14 and 20 September 2022", "loose date"),
        *((word, "no year") for word in ("Sep 22", "16 сентября", "16/09", "14-17 сентября")),
        *(
            (word, "bad date")
            for word in ("2022-09-31", "0202-09-16", "20222-09-16", "someday", "2022.1", "31.04.2022")
        ),
        *((word, "bad date") for word in ("25:61", "2003-14", "17", "present")),
        ("17.09.2022 - 14.09.2022", "reversed"),
        *((word, "no date") for word in ("NA", "unknown", "н/д", "неизвестно", "0000-00-00", "-", "k.A.")),
    ],
)
def test_what_names_no_day_is_rejected_with_the_reason(written: str, reason: str) -> None:
    loaded = table(written, "2022-09-16")
    assert reasons(loaded) == {2: reason} and list(said(loaded)) == [3]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("16 Eylül 2022", ("2022-09-16", "2022-09-16", False)),
        ("28 NİSAN 2021 Çarşamba", ("2021-04-28", "2021-04-28", False)),
        ("Aralık 2021", ("2021-12-01", "2021-12-31", True)),
        ("14 ve 15 Ağu. 2022", ("2022-08-14", "2022-08-15", False)),
        ("14-17 Mayıs 2022", ("2022-05-14", "2022-05-17", False)),
    ],
)
def test_turkish_dates_are_read(written: str, meant: Said) -> None:
    assert said(table(written)) == {2: meant}


@pytest.mark.parametrize("error", ["#NAME?", "#DIV/0!", "#NUM!", "#ЗНАЧ!", "#NV", "########"])
def test_an_error_of_a_spreadsheet_is_no_date(error: str) -> None:
    assert reasons(table(error, "2022-09-16", "2022-09-17")) == {2: "no date"}
