"""R21: a preview can be read at 300 pixels across, and shows what it is about."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from geodata.ledger import current
from geodata.nearby import first_place
from layers.pictures import preview as drawing
from layers.pictures.map import Drawn
from layers.pictures.preview import SCALE, preview
from layers.pictures.sheet import Box
from layers.pictures.typefaces import width_of
from layers.view.cameras import WHOLE_BORDER
from layers.view.state import ViewState
from layers.words.headline import Headline
from layers.words.preview import Told, of_page, of_view
from tests.support.scenes import view

#: A chat's width against the file's, and the smallest type that is read there, in its pixels.
CHAT, LEGIBLE = 300 / 1200, 7


class Seen:
    """What was written and drawn: (words, face, size, left edge, baseline), and each map."""

    def __init__(self) -> None:
        self.words: list[tuple[str, str, float, float, float]] = []
        self.maps: list[Drawn] = []


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Seen:
    found, write, draw = Seen(), drawing._Sheet._write, drawing.draw_map

    def written(self: object, x: float, baseline: float, text: str, face: str, size: float, colour: str) -> None:
        found.words.append((text, face, size, x, baseline))
        write(self, x, baseline, text, face, size, colour)

    def drawn(*given: object) -> Drawn:
        found.maps.append(draw(*given))
        return found.maps[-1]

    monkeypatch.setattr(drawing._Sheet, "_write", written)
    monkeypatch.setattr(drawing, "draw_map", drawn)
    return found


def fits(found: Seen) -> None:
    for text, face, size, left, baseline in found.words:
        assert size * SCALE * CHAT >= LEGIBLE, text
        assert left >= 0 and left + width_of(text, face, size) <= drawing.WIDTH, text
        assert size * 0.7 <= baseline <= drawing.HEIGHT - 2, text


LONG = "A headline of very many words which nobody would have written by hand " * 4


@pytest.mark.parametrize(
    "told",
    [
        Told("Sources", figures=(("494", "publications"), ("3,740", "records"))),
        Told(LONG, "17 September 2021–16 September 2022", (("1,041–1,083+", "Kyrgyz losses\nkilled"),) * 2),
        Told("Donaudampfschifffahrtsgesellschaftskapitän" * 3, "16 September 2022", line=LONG),
    ],
)
@pytest.mark.parametrize("query", ["date=2022-09-16", "at=40.0,70.5,9", "against=2021-04-30&date=2022-09-16"])
def test_all_words_are_legible_and_stand_on_the_sheet(seen: Seen, told: Told, query: str) -> None:
    made = preview(told, view(query), current())
    assert Image.open(io.BytesIO(made)).size == (1200, 630)
    fits(seen)
    assert any(size * SCALE * CHAT >= 10 for _, face, size, _, _ in seen.words if face == "serif-bold")


def test_what_is_selected_stands_on_the_map(seen: Seen) -> None:
    ledger = current()
    known = [
        one for one in ledger.incidents.values() if one.start and (place := first_place(one, ledger)) and place.spot
    ]
    for record in [one for one in known if one.kind in ("shooting", "armed clash")][::6]:
        shown = view(f"select={record.id}")
        preview(of_view(shown, ledger), shown, ledger)
        assert record.id in [mark.feature.select for mark in seen.maps[-1].marks], record.id
        fits(seen)


def test_a_conflict_is_shown_whole_and_nothing_that_it_is_not_about(
    seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    cameras: list[drawing.Camera] = []
    make = drawing._camera
    monkeypatch.setattr(drawing, "_camera", lambda *given: cameras.append(make(*given)) or cameras[-1])
    shown = view("date=2022-09-16")
    told = of_page("", shown, True, Headline("Title", ""), 0, current())
    preview(told, shown, current())
    [feature] = [one for one in drawing.features(drawing.owner_of("incidents"), current()) if one.select == told.story]
    places = [tuple(map(float, cameras[0].to_px(lon, lat))) for lon, lat, *_ in feature.symbol["spots"]]
    assert all(cameras[0].holds(*place) for place in places)
    assert max(x for x, _ in places) - min(x for x, _ in places) > cameras[0].width / 3
    assert not seen.maps[0].visible["crossings"] and seen.maps[0].visible["sections"]


def test_layers_that_a_reader_chose_stay(seen: Seen) -> None:
    shown: ViewState = view("date=2020-01-01&layers=bases,border")
    preview(of_view(shown, current()), shown, current())
    assert seen.maps[0].visible["bases"]


@pytest.mark.parametrize("top", [0, 30])
def test_neither_day_nor_credits_cover_the_border(top: float) -> None:
    box = Box(0, 0, 198, 118)
    camera = drawing._camera(WHOLE_BORDER, view("date=2022-09-16"), box, top)
    (south, west), (north, east) = WHOLE_BORDER
    (left, right), (low, high) = camera.to_px(np.array([west, east]), np.array([south, north]))
    assert 0 <= left < right <= box.width and top <= high < low <= box.height - drawing._foot(box.width)
