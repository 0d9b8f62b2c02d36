"""What an address asks of a picture: its size and scale, its theme, with the panel or without, the drawings on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from geodata.translation import tr
from layers.kit.annotation import Annotation
from layers.kit.palette import THEMES
from layers.pictures.size import SIZES, Size
from layers.words.plots import NAMES
from pages.http import faces, kept

#: Sides of a picture in pixels, and how many it may have in all.
MIN_PX, MAX_PX, MAX_AREA = 240, 4096, 9_000_000


#: How many of a file's pixels each CSS pixel of a picture may take.
SCALES = ("1", "2", "4")


def size_of(given: Mapping[str, str]) -> Size:
    """Return the size that a picture's `size`, or `width` and `height`, and `scale` name.

    Raises
    ------
    WrongLink
    """
    scale = given.get("scale")
    if scale is None:
        return _shape(given)
    if scale not in SCALES or "width" in given or "height" in given:
        raise faces.WrongLink(
            tr(
                "The scale “{scale}” is none of {scales}; it goes with a size, and not with width and height.",
                scale=scale[:40],
                scales=", ".join(SCALES),
            )
        )
    return replace(_shape(given), scale=int(scale))


def _shape(given: Mapping[str, str]) -> Size:
    if "width" not in given and "height" not in given:
        name = given.get("size", "slide")
        if name not in SIZES:
            raise faces.WrongLink(
                tr(
                    "The size “{size}” is none of {sizes}; or give width and height in pixels.",
                    size=name[:40],
                    sizes=", ".join(SIZES),
                )
            )
        return SIZES[name]
    sides = []
    for name in ("width", "height"):
        text = given.get(name, "")
        if not (text.isascii() and text.isdigit() and len(text) <= 5 and MIN_PX <= int(text) <= MAX_PX):
            raise faces.WrongLink(
                # For translators: {side} is a part of a link, width or height.
                tr(
                    "The picture's {side} “{given}” is no number of pixels from {least} to {most}; both width and height are needed.",
                    side=name,
                    given=text[:40],
                    least=MIN_PX,
                    most=MAX_PX,
                )
            )
        sides.append(int(text))
    if sides[0] * sides[1] > MAX_AREA or not 1 / 4 <= sides[0] / sides[1] <= 4:
        raise faces.WrongLink(
            tr(
                "A picture has at most {most} pixels, and no side is more than four times the other.",
                most=f"{MAX_AREA:,}",
            )
        )
    return Size.of_pixels(*sides)


def theme_of(given: Mapping[str, str]) -> str:
    """Return the theme that a picture's `theme` names.

    Raises
    ------
    WrongLink
    """
    theme = given.get("theme", "light")
    if theme not in THEMES:
        raise faces.WrongLink(
            tr("The theme “{theme}” is none of {themes}.", theme=theme[:40], themes=", ".join(THEMES))
        )
    return theme


def panel_of(given: Mapping[str, str]) -> bool:
    """Tell whether a picture has the panel beside its map.

    Raises
    ------
    WrongLink
    """
    panel = given.get("panel", "on")
    if panel not in ("on", "off"):
        raise faces.WrongLink(tr("The panel “{panel}” is neither on nor off.", panel=panel[:40]))
    return panel == "on"


def chart_of(given: Mapping[str, str]) -> str:
    """Return the name of the chart that stands below a picture's map, none where none is named.

    Raises
    ------
    WrongLink
    """
    chart = given.get("chart", "")
    if chart not in NAMES:
        charts = ", ".join(filter(None, NAMES))
        raise faces.WrongLink(tr("The chart “{chart}” is none of {charts}.", chart=chart[:40], charts=charts))
    return chart


def drawn_of(given: Mapping[str, str]) -> tuple[Annotation, ...]:
    """Return the drawings on a scene that the page "Brief" shows, which no link can hold (pages/reader_data/pictures.py).

    Raises
    ------
    WrongLink
    """
    token = given.get("drawn")
    if token is None:
        return ()
    found = kept.find(token)
    if found is None:
        raise faces.WrongLink(
            tr("The drawings of this address are not kept any more. Load the page that shows it again.")
        )
    return found.scenes[0].annotations if found.scenes else ()
