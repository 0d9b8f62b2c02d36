"""The encoding of a text is told by its letters and said; its owner may say another."""

from __future__ import annotations

import pytest

from geodata.importers.formats.encodings import ENCODINGS, told
from geodata.importers.options import Options
from geodata.importers.reading import peek, read

RUSSIAN = ("Застава", "Баткен и Исфара", "НАЗВАНИЕ", "Ала-Бука, Кок-Таш", "Пограничная застава № 5 «Кок-Таш»")
TABLE = "date,lat,lon,name\n2022-09-16,39.9,70.6,{0}\n"


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic"])
@pytest.mark.parametrize("name", RUSSIAN)
def test_cyrillic_is_told_from_one_name(name: str, encoding: str) -> None:
    written = name.replace("№", "N").replace("«", "").replace("»", "").encode(encoding)
    assert written.decode(told(written)) == written.decode(encoding)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Café à côté", "cp1252"),
        ("Año, señal", "cp1252"),
        ("Grenzübergang Süd, Straße", "cp1252"),
        ("clash – “two” groups’", "cp1252"),
        ("don’t", "cp1252"),
        ("14.–17.09.2022", "cp1252"),
        ("Länge;14–17;18–19;20–21", "cp1252"),
        ("Ошский район – «Баткен»", "cp1251"),
        ("застава – граница – ранены; 14–17", "cp1251"),
        ("Żółć, gęślą, granica", "cp1250"),
        ("sınır kapısı, şehir, ığdır", "cp1254"),
        ("Grenzübergang Süd, Länge", "cp850"),
        ("حادث إطلاق النار في القرية", "cp1256"),
    ],
)
def test_other_scripts_are_told(text: str, encoding: str) -> None:
    assert text.encode(encoding).decode(told(text.encode(encoding))) == text


def test_the_owner_may_say_another_encoding_and_it_is_said_either_way() -> None:
    data = TABLE.format("Застава").encode("koi8-r")
    guessed, chosen = read("rows.csv", data), read("rows.csv", data, Options(encoding="cp1251"))
    assert guessed.points.coded["name"].words == ("Застава",)
    assert chosen.points.coded["name"].words == ("Застава".encode("koi8-r").decode("cp1251"),)
    assert [ENCODINGS[key] in loaded.report.notes[0] for key, loaded in (("koi8-r", guessed), ("cp1251", chosen))] == [
        True,
        True,
    ]


def test_a_glance_does_not_cut_a_letter_in_two(monkeypatch: pytest.MonkeyPatch) -> None:
    from geodata.importers import reading

    data = (TABLE + "2022-09-16,39.9,70.6,{0}\n").format("Ак-Сай").encode()
    for glance in range(len(data) - 30, len(data)):
        monkeypatch.setattr(reading, "GLANCE", glance)
        assert peek("rows.csv", data).sample[0][3] == "Ак-Сай"
