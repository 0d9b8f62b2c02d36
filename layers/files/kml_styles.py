"""A colour for each kind in a KML: GDAL's driver writes no styles from a table, so they are put between what it has written."""

from __future__ import annotations

from collections import Counter

from geodata.importers.formats import markup
from layers.kit.palette import CATEGORIES, LIGHT

#: A white disc, which programs tint; Google Earth brings it along. The default is a yellow pin that no tint reaches.
_DISC = "http://maps.google.com/mapfiles/kml/shapes/placemark_circle.png"

#: What comes after the reference to a style within a placemark, and after the styles within a document.
_AFTER_REFERENCE = frozenset({"ExtendedData", "Point", "LineString", "Polygon", "MultiGeometry"})
_AFTER_STYLES = frozenset({"Schema", "Folder", "Placemark"})


def styled(data: bytes, kinds: list[str]) -> bytes:
    """Return a KML whose placemarks have the colour of their kind, as the atlas gives them out: the most frequent kinds first.

    Parameters
    ----------
    data : bytes
        As GDAL writes it, in UTF-8.
    kinds : list of str
        One for each placemark, in their order.
    """
    rank = {kind: number for number, (kind, _) in enumerate(Counter(kinds).most_common())}
    last = len(CATEGORIES) - 1
    places: list[tuple[int, str]] = []
    open_elements: list[str] = []
    waiting = iter(kinds)
    referred = styles_stand = False
    reader = markup.parser()

    def reference() -> None:
        nonlocal referred
        if not referred:
            places.append((reader.CurrentByteIndex, f"<styleUrl>#kind-{min(rank[next(waiting)], last)}</styleUrl>"))
            referred = True

    def start(name: str, _: list[str]) -> None:
        nonlocal referred, styles_stand
        above = open_elements[-1] if open_elements else ""
        if above == "Document" and name in _AFTER_STYLES and not styles_stand:
            used = sorted({min(number, last) for number in rank.values()})
            places.append((reader.CurrentByteIndex, "".join(_style(number) for number in used)))
            styles_stand = True
        if above == "Placemark" and name in _AFTER_REFERENCE:
            reference()
        if name == "Placemark":
            referred = False
        open_elements.append(name)

    def end(name: str) -> None:
        open_elements.pop()
        if name == "Placemark":
            reference()

    reader.StartElementHandler, reader.EndElementHandler = start, end
    reader.Parse(data, True)
    parts, at = [], 0
    for place, words in places:
        parts += [data[at:place], words.encode()]
        at = place
    return b"".join([*parts, data[at:]])


def _style(number: int) -> str:
    # KML writes blue first.
    red, green, blue = (LIGHT[CATEGORIES[number]][at : at + 2].lower() for at in (1, 3, 5))
    colour = f"{blue}{green}{red}"
    return (
        f'<Style id="kind-{number}"><IconStyle><color>ff{colour}</color><Icon><href>{_DISC}</href></Icon></IconStyle>'
        f"<LineStyle><color>ff{colour}</color><width>2</width></LineStyle><PolyStyle><color>80{colour}</color></PolyStyle></Style>"
    )
