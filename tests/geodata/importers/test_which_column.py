"""Which column of a table is meant where several could be: a form's own days, other dates, districts, the places of actors."""

from __future__ import annotations

import re

import pytest

from geodata.importers.reading import peek, read
from geodata.importers.report import Refused
from tests.support.own_files import Row, csv_of
from tests.support.tables import placed
from tests.support.tables.dated import notes, said, table, table_of
from tests.support.tables.placed import LAT, LON, load, where


def test_the_answers_of_a_form_go_before_when_it_was_filled_in() -> None:
    """KoBo and ODK write `start`, `end` and `today` of every form beside the answers."""
    form: Row = {
        "start": "2022-09-20T10:11:12.000+06:00",
        "end": "2022-09-20T10:20:12.000+06:00",
        "today": "2022-09-20",
    }
    where: Row = {
        "_gps_latitude": 39.9,
        "_gps_longitude": 70.5,
        "_uuid": "a",
        "_submission_time": "2022-09-20T04:21:00",
    }
    asked = form | {"Date of the incident": "2022-09-16"} | where
    assert said(read("kobo.csv", csv_of([asked]))) == {2: ("2022-09-16", "2022-09-16", False)}
    assert said(read("kobo.csv", csv_of([form | where]))) == {2: ("2022-09-20", "2022-09-20", False)}
    odk: Row = {
        "SubmissionDate": "2022-09-20",
        "incident/date": "2022-09-16",
        "gps-Latitude": 39.9,
        "gps-Longitude": 70.5,
    }
    assert peek("odk.csv", csv_of([odk])).mapping["date"] == "incident/date"
    # Elsewhere they are the first and last day.
    span: Row = {"start": "2022-09-14", "end": "2022-09-17", "lat": 39.9, "lon": 70.5}
    assert said(read("rows.csv", csv_of([span]))) == {2: ("2022-09-14", "2022-09-17", False)}


@pytest.mark.parametrize(
    ("cells", "taken"),
    [
        (("16.09.2022", "14.09.2022", "28.04.2021"), True),
        (("16 Sep 2022", "14 Sep 2022", "n/a"), True),
        (("16 Sep 2022", "14 Sep 2022", "at night"), False),
        (("01/2022", "02/2022", "03/2022"), False),
        (("20220916", "20220914", "20210428"), False),
        (("5-10", "1-2", "3-4"), False),
    ],
)
def test_whole_days_are_dates_whatever_their_column_is_called(cells: tuple[str, ...], taken: bool) -> None:
    rows: list[Row] = [{"Quando": cell, "lat": 39.9, "lon": 70.5} for cell in cells]
    assert ("date" in peek("rows.csv", csv_of(rows)).mapping) is taken


def test_a_turkish_table_is_known_by_its_names() -> None:
    header = "Başlangıç Tarihi,BİTİŞ TARİHİ,Konum,Enlem,Boylam,Olay türü,Can kaybı\n"
    data = (header + "28 Nis 2021,1 May 2021,Isfara,40.12,70.62,Çatışma,36\n").encode()
    assert set(peek("olaylar.csv", data).mapping) == {"lat", "lon", "date", "date_end", "category", "label", "value"}
    assert said(read("olaylar.csv", data)) == {2: ("2021-04-28", "2021-05-01", False)}


@pytest.mark.parametrize("other", ["date of birth", "дата рождения", "reported date"])
def test_another_date_of_the_same_row_comes_last(other: str) -> None:
    row: Row = {other: "1970-05-01", "date of death": "2022-09-16", "lat": 39.9, "lon": 70.5}
    assert said(read("rows.csv", csv_of([row]))) == {2: ("2022-09-16", "2022-09-16", False)}


def test_months_in_roman_figures_stand_beside_years() -> None:
    rows: list[Row] = [{"Год": 2022, "Месяц": month, "День": 16, "lat": 39.9, "lon": 70.5} for month in ("09", "IX")]
    assert set(said(read("rows.csv", csv_of(rows))).values()) == {("2022-09-16", "2022-09-16", False)}


@pytest.mark.parametrize("finer", ["Quarter", "Week", "Month"])
def test_what_is_finer_than_a_year_and_not_read_is_said(finer: str) -> None:
    row: Row = {"Year": 2022, finer: "III-IV", "lat": 39.9, "lon": 70.5}
    loaded = read("rows.csv", csv_of([row]))
    assert said(loaded) == {2: ("2022-01-01", "2022-12-31", True)}
    assert f"“{finer}” beside “Year”, such as “III-IV”, is not read" in notes(loaded)


def test_when_a_sheet_took_the_answer_comes_last() -> None:
    form: Row = {"Timestamp": "9/20/2022 10:11:12", "Дата события": "9/16/2022", "lat": 39.9, "lon": 70.5}
    assert said(read("form.csv", csv_of([form]))) == {2: ("2022-09-16", "2022-09-16", False)}
    del form["Дата события"]
    assert said(read("form.csv", csv_of([form]))) == {2: ("2022-09-20", "2022-09-20", False)}


def test_an_arrow_parts_the_ends_of_a_range() -> None:
    """As Notion exports them."""
    meant = ("2022-09-14", "2022-09-17", False)
    assert set(said(table("September 14, 2022 → September 17, 2022", "14→17 Sep 2022")).values()) == {meant}


def test_a_district_is_a_name_where_there_is_no_other() -> None:
    assert peek("rows.tsv", placed.table(lat="39.9", lon="70.5", Район="Лейлек")).mapping["label"] == "Район"
    assert (
        peek("rows.tsv", placed.table(lat="39.9", lon="70.5", Район="Лейлек", Село="Дача")).mapping["label"] == "Село"
    )


def test_the_place_of_the_event_goes_before_those_of_its_actors() -> None:
    columns = {"Actor1Geo_Lat": "42.8", "Actor1Geo_Long": "74.6", "ActionGeo_Lat": "39.91", "ActionGeo_Long": "70.51"}
    assert where(load(placed.table(**columns))) == [(LAT, LON)]


@pytest.mark.parametrize("code", ["42SAA2345678901", "8GC4RG5C+XF"])
def test_codes_of_a_grid_are_refused_by_name(code: str) -> None:
    with pytest.raises(Refused, match=re.escape(f"codes of a grid, such as “{code}”")):
        load(placed.table(Reference=(code, code)))


def test_degrees_in_one_cell_go_before_metres_and_before_columns_that_are_empty() -> None:
    assert where(load(placed.table(X="636766", Y="4417883", coords="39.91, 70.51"))) == [(LAT, LON)]
    assert where(load(placed.table(lat="", lon="", coords="39.91, 70.51"))) == [(LAT, LON)]
    assert where(load(placed.table(X="636766", Y="4417883", geom="POINT (70.51 39.91)"))) == [(LAT, LON)]


def test_parts_of_a_coordinate_are_not_taken_for_it() -> None:
    names = ("Lat D", "Lat M", "Lat S", "Lon D", "Lon M", "Lon S")
    assert where(load(placed.table(**dict(zip(names, ("39", "54", "36", "70", "30", "36"), strict=True))))) == [
        (LAT, LON)
    ]
    assert where(
        load(placed.table(lat="39.91", lat_min="39.8", lat_max="40", lon="70.51", lon_min="70.4", lon_max="70.6"))
    ) == [(LAT, LON)]
    assert where(load(placed.table(**{"lat": "39.91", "N/S": "S", "lon": "70.51", "E/W": "E"}))) == [(-LAT, LON)]


@pytest.mark.parametrize("first", ["origin", "start"])
def test_of_two_places_of_a_row_none_is_taken_silently(first: str) -> None:
    places = {f"{first}_lat": "39.91", f"{first}_lon": "70.51", "destination_lat": "40.5", "destination_lon": "72.8"}
    with pytest.raises(Refused, match=f"several places .*“{first}_lat”, “destination_lat”"):
        load(placed.table(**places))
    assert where(load(placed.table(**places, lat="39.91", lon="70.51"))) == [(LAT, LON)]


def test_a_rate_is_no_figure() -> None:
    rows: list[Row] = [{"lat": 39.9, "lon": 70.5, "deaths per 100,000": 3.4}]
    loaded = read("rows.csv", csv_of(rows))
    assert loaded.points.value is None and "is by its name a share or a rate" in notes(loaded)


@pytest.mark.parametrize(
    "names",
    [
        "sana kenglik uzunlik joy turi qurbonlar",
        "data shirota dolgota mesto tip pogibshie",
        "日期 纬度 经度 地点 类型 死亡人数",
    ],
)
def test_names_in_other_letters_are_known(names: str) -> None:
    columns = names.split()
    guess = peek("rows.csv", csv_of([dict(zip(columns, ("2022-09-16", 39.9, 70.5, "A", "b", 3), strict=True))])).mapping
    assert [guess[key] for key in ("date", "lat", "lon", "label", "category", "value")] == columns


def test_coordinates_as_the_name_of_a_group_do_not_hide_the_names_below() -> None:
    """Forms of Russian offices have “Координаты” above “с.ш.” and “в.д.”, and a line that numbers the columns."""
    loaded = table_of(
        "№;Дата;Место;Координаты;;Погибло, чел.\n;;;с.ш.;в.д.;\n1;2;3;4;5;6\n1;16.09.2022;А;39,9;70,6;2\n2;17.09.2022;Б;39,8;70,5;0\n"
    )
    assert len(loaded.points) == 2 and loaded.points.lat.tolist() == pytest.approx([39.9, 39.8])


def test_the_day_on_which_a_camera_took_a_picture_is_read() -> None:
    loaded = table_of("SourceFile,GPSLatitude,GPSLongitude,DateTimeOriginal\na.jpg,39.9,70.6,2022:09:16 14:03:11\n")
    assert said(loaded) == {2: ("2022-09-16", "2022-09-16", False)}


def test_an_error_without_a_unit_is_told_of_and_not_taken_for_metres() -> None:
    """Catalogues of earthquakes have `horizontalError` in km."""
    loaded = table_of("time,latitude,longitude,horizontalError\n2022-09-16T08:03:11.123Z,39.9,70.6,7.6\n")
    assert loaded.points.precision_m.tolist() == [0] and "“horizontalError” may say" in notes(loaded)


def test_a_first_row_without_a_place_is_no_second_line_of_names() -> None:
    loaded = table_of("n,lat,lon,killed,,\na,,,1,2,3\nb,39.8,70.5,5,6,7\n")
    assert loaded.points.line.tolist() == [3]
    assert [(one.reason, one.lines.tolist()) for one in loaded.report.rejected] == [("no coordinates", [2])]


@pytest.mark.parametrize(
    "names",
    [
        "DATA_NACH DATA_KON NAZVANIE",
        "startdate enddate NAZV",
        "Дата_нач. Дата_оконч. Место",
        "since until name",
        "von bis Ort",
        "du au lieu",
        "desde hasta lugar",
        "аз то ҷой",
        "с до место",
    ],
)
def test_first_and_last_day_are_known_by_names_cut_short_and_by_little_words(names: str) -> None:
    columns = names.split()
    cells = ("14.09.2022", "17.09.2022", "A", 39.9, 70.5)
    rows = csv_of([dict(zip((*columns, "lat", "lon"), cells, strict=True))])
    assert said(read("rows.csv", rows)) == {2: ("2022-09-14", "2022-09-17", False)}


def test_what_an_app_for_forms_writes_of_the_sending_gives_no_kind() -> None:
    asked: Row = {"Type of the incident": "Shelling", "_gps_latitude": 39.9, "_gps_longitude": 70.5}
    sent: Row = {"_uuid": "a", "_status": "submitted_via_web", "_tags": ""}
    assert peek("kobo.csv", csv_of([asked | sent])).mapping["category"] == "Type of the incident"
    assert "category" not in peek("kobo.csv", csv_of([{"_gps_latitude": 39.9, "_gps_longitude": 70.5} | sent])).mapping


def test_a_second_column_of_days_that_is_taken_for_none_is_told_of() -> None:
    table = "date,closing,copy,reported on,lat,lon\n2022-09-14,2022-09-17,2022-09-14,2022-09-30,39.9,70.5\n"
    told = notes(table_of(table))
    assert "“closing” holds dates too, such as “2022-09-17”" in told
    assert "“copy”" not in told and "“reported on”" not in told
    assert "holds dates too" not in notes(table_of(table.replace("reported on", "end")))


def test_positions_addresses_and_what_a_program_wrote_of_several_values_are_no_names() -> None:
    place: Row = {"date": "2022-09-16", "lat": 39.9, "lon": 70.5}
    for cell in ("39.9 70.5 900 5", '{"address": "a", "name": "b"}', "https://example.org/a?b=1"):
        assert "label" not in peek("a.csv", csv_of([place | {"location": cell}])).mapping
    for cell in ("Post 3", "12", "Ак-Сай, 2", "[Post] 1"):
        assert peek("a.csv", csv_of([place | {"location": cell}])).mapping["label"] == "location"


def test_of_columns_of_names_that_of_the_place_goes_first_and_a_number_of_a_type_is_no_kind() -> None:
    row: Row = {"date": "2022-09-16", "lat": 39.9, "lon": 70.5, "Admin0 Name": "A", "Site Name": "B", "geo_type": 4}
    mapping = peek("a.csv", csv_of([row])).mapping
    assert mapping["label"] == "Site Name" and "category" not in mapping


def test_times_and_addresses_are_not_told_of_as_dates() -> None:
    row: Row = {"date": "2022-09-16", "lat": 39.9, "lon": 70.5, "at": "14:30", "url": "https://example.org/?id=1"}
    assert "holds dates too" not in notes(read("a.csv", csv_of([row])))


def test_what_programs_write_for_nothing_is_no_kind() -> None:
    row: Row = {"date": "2022-09-16", "lat": 39.9, "lon": 70.5}
    found = read("a.csv", csv_of([row | {"type": word} for word in ("shelling", "NA", "nan", "unknown")])).points
    assert set(found.coded["type"].words) == {"shelling", "", "unknown"}
