"""Made-up sets in pictures, and the colour of a picture at a place."""

from __future__ import annotations

import io
from datetime import date

import numpy as np
from PIL import Image

from geodata.intervals import day_number
from geodata.ledger import current
from geodata.store import Coded, Meaning, PointSet
from layers.kit.palette import LIGHT
from layers.pictures.camera import camera_of
from layers.pictures.picture import picture
from layers.pictures.reader_data import own_legend
from layers.pictures.size import Size
from layers.reader_data.drawn import OwnSet
from layers.view.state import ViewState
from tests.support.scenes import view

SIZE = Size(900, 600, 1)
DAY = day_number(date(2022, 9, 16))
AT = (39.9, 70.6, 9.0)


def points(
    *rows: tuple[float, float, int, int, int],
    words: tuple[str, ...] = ("battle", "riot"),
    value: list[float] | None = None,
    **changes: object,
) -> PointSet:
    """Make a set from rows of (lon, lat, first day, first day after, code)."""
    lon, lat, start, end, code = zip(*rows, strict=True)
    count = len(rows)
    made = {
        "title": "Mine",
        "dataset": "UCDP GED",
        "lon": np.array(lon, "f4"),
        "lat": np.array(lat, "f4"),
        "day_start": np.array(start, "i4"),
        "day_end": np.array(end, "i4"),
        "vague": np.zeros(count, bool),
        "precision_m": np.zeros(count, "f4"),
        "category": "kind",
        "label": "",
        "coded": {"kind": Coded(np.array(code, "u1"), words)},
        "line": np.arange(count, dtype="i4"),
        "value": None if value is None else np.array(value, "f4"),
        "meaning": Meaning("deaths", licence="UCDP, CC BY 4.0: cite the release."),
    }
    return PointSet(**made | changes)


def seen(query: str = "date=2022-09-16", **changes: object) -> ViewState:
    return view(f"{query}&layers=border").with_(**{"own": ("Mine",), "at": AT} | changes)


def pixel(shown: ViewState, loaded: PointSet, lon: float, lat: float, beside_px: float = 0) -> tuple[int, int, int]:
    """Return the colour of an untitled picture at a place, or so many pixels right of it."""
    drawn = picture(shown, current(), size=SIZE, titled=False, sets=[OwnSet.of("Mine", loaded)])
    image = Image.open(io.BytesIO(drawn.png)).convert("RGB")
    legend = own_legend(shown, [OwnSet.of("Mine", loaded)], ())
    assert legend and image.size == (900, 600)
    camera = camera_of(shown, 900, _map_height(shown, loaded))
    x, y = camera.to_px(np.float64(lon), np.float64(lat))
    return image.getpixel((round(float(x) + beside_px), round(float(y))))


def _map_height(shown: ViewState, loaded: PointSet) -> float:
    from layers.pictures.sheet import legend_height
    from layers.words.legend import legend_of

    groups = [*legend_of(shown, current()), *own_legend(shown, [OwnSet.of("Mine", loaded)], ("Mine",))]
    return 600 - legend_height(groups, 900 - 44, 0.42 * 600)


def rgb(name: str) -> tuple[int, ...]:
    return tuple(int(LIGHT[name][start : start + 2], 16) for start in (1, 3, 5))
