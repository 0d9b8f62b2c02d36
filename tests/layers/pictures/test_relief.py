"""The ground of pictures and files: flat land keeps its colour, slopes darken by as much as text and marks bear."""

from __future__ import annotations

import io
from datetime import date

import numpy as np
import pytest
import shapely
from PIL import Image

from geodata import atlas, geometry_files
from geodata.ledger import current
from layers.briefings.briefing import Briefing, Scene
from layers.briefings.html_file import document
from layers.browser import assets, compose
from layers.kit.palette import RELIEF, THEMES
from layers.pictures import ground
from layers.pictures.camera import camera_of
from layers.pictures.names import of_ground
from layers.pictures.picture import picture
from layers.pictures.size import Size
from layers.pictures.svg_shapes import parts_of
from layers.pictures.typefaces import width_of
from tests.support.scenes import view

#: Over the Trans-Alai, and with the plain by Kokand in its middle.
SLOPES, PLAIN = "date=2022-09-16&at=39.4,73.0,8.5", "date=2022-09-16&at=40.58,71.25,9"


def drawn(query: str, theme: str = "light") -> np.ndarray:
    # What is kept of the same place was drawn before a test changed it.
    ground.under.cache.clear()
    png = picture(view(query), current(), size=Size(640, 360, 1), theme=theme, titled=False).png
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(float)


@pytest.mark.parametrize(("theme", "least", "most"), [("light", 0.86, 1.03), ("dark", 0.62, 1.4)])
def test_slopes_shade_and_flat_land_keeps_its_colour(
    theme: str, least: float, most: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_it, land = drawn(SLOPES, theme), drawn(PLAIN, theme)
    monkeypatch.setattr(ground, "RELIEF_ZOOMS", (1, 2))
    without, flat = drawn(SLOPES, theme), drawn(PLAIN, theme)
    ratio = with_it.sum(axis=2) / without.sum(axis=2)
    assert (ratio != 1).sum() > 20_000
    assert least <= ratio.min() < (1 + least) / 2 and ratio.max() <= most
    plain = np.s_[85:115, 330:430]
    assert (land[plain] == flat[plain]).mean() > 0.95


def test_close_up_it_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    near = SLOPES.replace("8.5", "13")
    with_it = drawn(near)
    monkeypatch.setattr(ground, "RELIEF_ZOOMS", (1, 2))
    assert (with_it == drawn(near)).all()


def luminance(colour: tuple[float, ...]) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_text_and_marks_keep_their_contrast_on_every_slope(theme: str) -> None:
    """Names of countries and water have a halo of the land's own colour, and pale statuses on paper an edge of ink."""
    data = assets.relief()
    assert data
    pixels = np.asarray(Image.open(io.BytesIO(data.body)).convert("RGBA")) / 255
    deepest, brightest = (pixels[..., 3][pixels[..., 0] == white].max() * RELIEF[theme] for white in (0, 1))

    def rgb(name: str) -> tuple[float, ...]:
        return tuple(int(THEMES[theme][name][at : at + 2], 16) / 255 for at in (1, 3, 5))

    land = rgb("land")
    slopes = [
        tuple(part * (1 - deepest) for part in land),
        tuple(part + (1 - part) * brightest for part in land),
    ]
    for slope in slopes:
        assert all(contrast(rgb(name), slope) >= 4.5 for name in ("ink", "town", "base"))
        marks = ["clash", "undelimited", "ratified", "in-force"] + (
            ["agreed", "described", "signed"] if theme == "dark" else []
        )
        assert all(contrast(rgb(name), slope) >= 3 for name in marks)


def test_water_is_blue_and_lies_brighter_than_dark_land() -> None:
    for theme, colour in THEMES.items():
        water, land, name = (
            tuple(int(colour[key][at : at + 2], 16) / 255 for at in (1, 3, 5))
            for key in ("water", "land", "water-text")
        )
        assert water[0] < water[1] < water[2]
        assert contrast(water, land) >= 1.25
        if theme == "dark":
            assert luminance(water) > luminance(land)
            assert contrast(name, water) >= 4.5 and contrast(name, land) >= 4.5


@pytest.mark.parametrize("at", ["40.0,70.6,8", "40.6,71.2,9", "38.9,70.5,9", "40.0,70.0,6.5"])
def test_a_rivers_name_keeps_off_its_own_course(at: str) -> None:
    camera = camera_of(view(f"at={at}"), 860, 600)
    rivers: dict[str, list[np.ndarray]] = {one.properties["name"]: [] for one in geometry_files.backdrop("river")}
    for one in geometry_files.backdrop("river"):
        for points, _ in parts_of(one.geometry):
            rivers[one.properties["name"]].append(np.column_stack(camera.from_unit(points[:, 0], points[:, 1])))
    lakes = {one.properties["name"] for one in geometry_files.backdrop("lake")}
    names = [name for name in of_ground(camera) if name.look == "water" and name.text not in lakes]
    assert names
    for name in names:
        assert name.spots
        wide = width_of(name.text, "serif-italic", 13)
        for left, top in name.spots(wide, 17):
            written = shapely.box(name.x + left, name.y + top, name.x + left + wide, name.y + top + 17)
            assert not shapely.MultiLineString(rivers[name.text]).intersects(written), name.text


def test_a_file_carries_it_and_asks_no_address() -> None:
    briefing = Briefing(title="One", scenes=[Scene(view=view(SLOPES))])
    html = document(briefing, current(), today=date(2026, 11, 22), address="https://atlas.test").decode()
    assert html.count("data:image/webp;base64,") == 1
    assert "assets/relief" not in html


def test_an_atlas_without_one_names_none(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = atlas.current().model_copy(update={"relief": None})
    monkeypatch.setattr(atlas, "current", lambda: plain)
    monkeypatch.setattr(assets, "relief", lambda: None)
    assert compose.config(current(), date(2026, 11, 22), "")["relief"] is None
    assert drawn(SLOPES).shape == (360, 640, 3)
