"""Tables of no known layout: what their columns seem to mean, and the layout that the mapping step's answer makes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pyarrow as pa

from geodata.importers.columns import named, words_of
from geodata.importers.days import names as dates
from geodata.importers.figures import is_code, is_figure
from geodata.importers.layout import FIELDS, Layout
from geodata.importers.positions import names as positions
from geodata.importers.positions import precision
from geodata.store import Meaning
from geodata.translation import mark, tr

#: What the mapping step asks for → what it calls it, to be said. The order is the page's.
ASKED = {
    "lat": mark("Latitude"),
    "lon": mark("Longitude"),
    "place": mark("Both in one cell, or a geometry as text (WKT)"),
    "date": mark("Date, or first day"),
    "month": mark("Month, quarter or week, where the date is a year"),
    "day": mark("Day, where the date is a year"),
    "date_end": mark("Last day"),
    "end_month": mark("Month, quarter or week of the last day"),
    "end_day": mark("Day of the last day, where it is a year"),
    "category": mark("Kind (gives the colour)"),
    "label": mark("Name or place"),
    "actor_1": mark("Actor"),
    "actor_2": mark("Other actor"),
    "value": mark("Figure (gives the size)"),
    "low": mark("Lowest figure"),
    "high": mark("Highest figure"),
    "radius": mark("How closely the place is known, in metres"),
}

#: Those of them that say where a row is.
PLACES = ("lat", "lon", "place")

#: Field → names by which it goes, best first. A column whose name is one of them, or begins or ends with one as a word, is taken for it.
NAMES = {
    "category": "event_type, attacktype1_txt, incident_type, category, kind, type, class, classification, status, disorder_type, folder, event_text, etype, "
    "тип события, вид происшествия, тип, вид, категория, статус, түрү, категориясы, абалы, навъ, навъи, намуд, намуди, гурӯҳ, catégorie, genre, nature, "
    "art, typ, kategorie, ereignistyp, tipo, categoría, clase, tür, türü, kategori, tipologia, характер, hodisa turi, turi, toifa, toifasi, holati, ҳодиса тури, тури, vid, tip, kategoriya, 事件类型, 类型, 类别, 種類, 類型, event",
    "label": "name, title, location, place, place_name, nazv, naim, назв, наим, site, city, settlement, town, village, locality, label, название, наименование, место, "
    "местоположение, населенный пункт, город, село, пункт, аты, аталышы, жери, жер, айыл, шаар, калктуу пункт, ном, номи, ҷой, ҷойи, макон, деҳа, "
    "шаҳр, lieu, nom, localité, endroit, ville, commune, ort, ortsname, bezeichnung, stadt, dorf, gemeinde, lugar, nombre, localidad, sitio, "
    "ciudad, pueblo, municipio, yer, yeri, konum, yerleşim, şehir, köy, ilçe, il, ad, adı, luogo, nome, "
    "object, объект, район, ноҳия, district, admin2, rayon, bezirk, distrito, nazvanie, naimenovanie, mesto, naselennyy punkt, selo, gorod, joy, joyi, joy nomi, nomi, manzil, qishloq, shahar, tuman, жой, жойи, номи, манзил, қишлоқ, 地点, 地點, 名称, 名稱, 位置",
    "actor_1": "actor1, actor_1, side_a, gname, actor, perpetrator, operator, party, participant, участник, исполнитель, сторона 1, сторона, тарап, "
    "катышуучу, тараф, иштирокчӣ, acteur, auteur, partie, akteur, täter, partei, perpetrador, autor, parte, taraf, fail",
    "actor_2": "actor2, actor_2, side_b, target, opponent, участник 2, сторона 2, цель, acteur 2, cible, akteur 2, ziel, actor 2, objetivo, taraf 2, hedef",
    "value": "fatalities, deaths, nkill, killed, best, dead, casualties, victims, погибшие, погибших, погибло, убитые, убитых, убито, жертвы, жертв, "
    "каза болгондор, каза тапкандар, курман болгондор, өлгөндөр, кушташудагон, ҳалокшудагон, қурбониён, фавтидагон, талафот, morts, tués, "
    "décès, victimes, tote, todesopfer, getötete, opfer, muertos, fallecidos, muertes, víctimas, bajas, ölü, ölen, can kaybı, morti, vittime, "
    "pogibshie, pogibshikh, pogiblo, ubitye, ubito, zhertvy, halok bo'lganlar, qurbonlar, o'lganlar, ҳалок бўлганлар, қурбонлар, 死亡人数, 死亡人數, 死亡, "
    "injured, wounded, displaced, idps, idp, idp individuals, refugees, evacuated, affected, homeless, missing, individuals, households, families, раненые, раненых, ранено, "
    "пострадавшие, пострадавших, перемещенные, перемещённые, переселенные, беженцы, беженцев, эвакуированные, эвакуировано, пропавшие, blessés, déplacés, réfugiés, verletzte, vertriebene, flüchtlinge, heridos, "
    "desplazados, refugiados, yaralı, yerinden edilmiş, mülteci, жарадар, качкындар, захмӣ, гуреза, yarador, qochqinlar, individual count, "
    "count, value, number, total, число, количество, саны, шумора, sayı, sayısı, anzahl, wert, valor, valeur, cantidad",
    "low": "low, min, minimum, lowest, минимум, мин",
    "high": "high, max, maximum, highest, максимум, макс",
}

#: Names that say little among others ("house number"), or mean something else there ("nombre de morts").
_ALONE = frozenset(
    "individuals households families missing affected count value number total число количество саны шумора anzahl wert valor valeur cantidad nombre event".split()
)

#: Words of a name that make of a figure a share or a rate, which counts nothing.
_RATES = frozenset(
    "rate rates per percent percentage pct ratio share proportion index average mean median доля процент проценты коэффициент ставка среднее средний тысяч тыс "
    "taux pourcentage moyenne anteil prozent quote durchschnitt tasa porcentaje promedio oran yüzde ortalama foiz ulushi ulush үлүш пайыз фоиз".split()
)

#: Words beside the name of a figure: it is the whole or best one, or a limit of it.
_WHOLE = frozenset("best total all overall всего итого общее insgesamt gesamt toplam ensemble".split())
_PARTLY = frozenset(
    "low min minimum lowest high max maximum highest минимум мин максимум макс men women children".split()
)

_FIGURES = ("value", "low", "high")

#: Cells that name nothing: several numbers, such as a position, what a program has written of several values, addresses.
_NO_NAME = re.compile(r"(?=.*\d[\s,;]+[-+]?\d)[-+\d\s.,;°'\"NSEW]+|[\[{].*[\]}]|https?://\S+", re.DOTALL)

#: Words beside that of a name: what is named is wider than the place, or speaks of it.
_WIDER = frozenset(
    "admin0 admin1 adm0 adm1 country region province oblast state source author reporter user file sheet dataset страна область регион источник автор pays région quelle fuente".split()
)

#: Rows looked at for the guess.
SAMPLE = 200

#: Share of a sample's filled cells that must read as what the name promises.
MOST = 0.6
#: The same for figures in a column that has just such a name.
SOME = 0.3
#: So many names, no more, are taken for kinds.
MOST_KINDS = 12


def guess(columns: list[str], sample: list[list[str]]) -> dict[str, str]:
    """Guess which column means what, by name and by what stands in it.

    Parameters
    ----------
    columns : list of str
    sample : list of list of str
        The first rows, cells in the order of `columns`.

    Returns
    -------
    dict of str to str
        Key of `ASKED` → column; what has no likely column is left out.
    """
    found = positions.guess(columns, sample)
    # Minutes and seconds of a coordinate are neither dates nor figures.
    taken = {part for key in ("lat", "lon") if key in found for part in positions.parts(found[key], columns)}
    if radius := precision.guess(columns, sample, {*found.values(), *taken}):
        found["radius"] = radius
    found |= dates.guess(columns, sample, {*found.values(), *taken})
    taken |= dates.written_by_form(columns)
    for key in NAMES:
        exact, loose = named(NAMES[key], columns, _ALONE)
        if key in ("low", "high"):
            # Those of another figure, as of a temperature, are no limits of this one.
            loose = [
                column for column in loose if words_of(column) & words_of(found.get("value", "")) - _WHOLE - _PARTLY
            ]
        if key in _SORTED:
            loose = sorted(loose, key=_SORTED[key])
        for column in (*exact, *loose):
            cells = [cell for row in sample if (cell := row[columns.index(column)].strip())]
            if key in _FIGURES and is_rate(column):
                continue
            if column not in {*found.values(), *taken} and _reads_as(key, column, cells, column in exact):
                found[key] = column
                break
    labels = [name for row in sample if (name := row[columns.index(found["label"])])] if "label" in found else []
    # Names that come again are kinds, such as those of zones.
    if "category" not in found and len(set(labels)) < len(labels) and len(set(labels)) <= MOST_KINDS:
        found["category"] = found["label"]
    return {key: found[key] for key in ASKED if key in found}


def is_rate(column: str) -> bool:
    """Tell whether a column is by its name a share or a rate."""
    return "%" in column or bool(words_of(column) & _RATES)


def _partly(column: str) -> tuple[bool, bool]:
    """Sort columns of one figure: the best or whole one first, its limits last."""
    words = words_of(column)
    return bool(words & _PARTLY), not words & _WHOLE


def _widely(column: str) -> tuple[bool, ...]:
    """Sort columns of names: those of the place first."""
    return (bool(words_of(column) & _WIDER),)


#: How those are sorted that have a name among other words.
_SORTED: dict[str, Callable[[str], tuple[bool, ...]]] = {"value": _partly, "label": _widely}


def figures_left_out(columns: list[str], rows: pa.RecordBatch) -> list[str]:
    """Say why columns that are named like figures were not taken for some, of the first rows of a table that gives none."""
    notes = []
    exact, loose = named(NAMES["value"], columns, _ALONE)
    rates = [column for column in columns if is_rate(column)]
    for column in dict.fromkeys(name for name in (*exact, *loose, *rates) if name.casefold() not in _ALONE):
        texts = [(cell or "").strip() for cell in rows.column(columns.index(column)).to_pylist()]
        cells = [cell for cell in texts if cell.casefold() not in positions.EMPTY]
        figures = sum(map(is_figure, cells))
        other = next((cell for cell in cells if not is_figure(cell)), "")
        if column in rates and figures:
            notes.append(
                tr(
                    "“{column}” is by its name a share or a rate and counts nothing: it was left out. If it is to give the size, choose it under “Figure”.",
                    column=column[:60],
                )
            )
        elif other and (column in exact or figures):
            notes.append(
                tr(
                    "“{column}” is named like a figure, but of {all} cells looked at {n} are plain numbers, and “{example}” is none: it was left out.",
                    column=column[:60],
                    all=len(cells),
                    n=figures,
                    example=other[:60],
                )
            )
    return notes


def _reads_as(key: str, column: str, cells: list[str], plainly: bool) -> bool:
    """Tell whether a column's filled cells read as what its name promises, or is for figures `plainly`."""
    if not cells:
        return key in ("actor_2", "low", "high")
    if key in _FIGURES:
        cells = [cell for cell in cells if cell.casefold() not in positions.EMPTY]
        share = sum(map(is_figure, cells)) / max(1, len(cells))
        # Deaths may happen to run 0, 1, 2; what is called a number and does so is that of the row.
        numbers = (not plainly or column.casefold() in _ALONE) and _runs(cells)
        return share >= (SOME if plainly else MOST) and not any(map(is_code, cells)) and not numbers
    if key not in ("label", "category"):
        return True
    # What is called "location" beside other words may be the height of one, and a type a number.
    return not all(map(_NO_NAME.fullmatch, cells)) and (plainly or not all(map(is_figure, cells)))


def _runs(cells: list[str]) -> bool:
    """Tell whether cells are the numbers of the rows."""
    # Python reads no number of thousands of figures, and none of more than some is one of a row.
    first = int(cells[0]) if cells[0].isdecimal() and len(cells[0]) < 10 else 0
    return len(cells) > 4 and cells == [str(number) for number in range(first, first + len(cells))]


def layout_of(mapping: Mapping[str, str], title: str, lasting: bool) -> Layout:
    """Return the layout that a mapping makes.

    Parameters
    ----------
    mapping : mapping of str to str
        Key of `ASKED` → column of the file.
    title : str
        The file's name.
    lasting : bool
        The rows are states that hold from their first to their last day, not events.
    """
    coded = {mapping[key]: (mapping[key],) for key in ("category", "label", "actor_1", "actor_2") if mapping.get(key)}
    actors = tuple(mapping[key] for key in ("actor_1", "actor_2") if mapping.get(key))
    return Layout(
        id="table",
        title=title,
        coded=coded,
        fields={key: (mapping[key],) for key in FIELDS if mapping.get(key)},
        category=mapping.get("category", ""),
        label=mapping.get("label", ""),
        # Without actors only rows that agree in kind and name as well are called duplicates.
        same=actors or tuple(coded),
        time="state" if lasting else "event",
        meaning=lambda: meaning_of(mapping.get("value", "")),
    )


def meaning_of(figure: str, called: str | None = None) -> Meaning:
    """Return what is known of the figures of a table of no known layout, and of its dates.

    Parameters
    ----------
    figure : str
        The column that has them; "" for none.
    called : str or None
        What they are called; None for as the column is.
    """
    return Meaning(
        value=figure.strip() if called is None else called,
        value_note=tr(
            "The figure stands as the file has it; what it counts, and whether 0 means none or not known, its maker must say."
        )
        if figure
        else "",
        date_note=tr("Dates given as a month or a year are drawn as uncertain over it."),
    )
