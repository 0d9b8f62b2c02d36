"""Coordinates in metres: what they may be by their size, and to degrees once their reference system is named."""

from __future__ import annotations

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from geodata.importers.checks import CENTRAL_ASIA
from geodata.importers.report import Refused, refused
from geodata.translation import tr

#: Half the circumference that Web Mercator gives the earth, in metres.
_MERCATOR = 20_037_509

#: Eastings of a zone, and northings of either half of the earth.
_EASTINGS, _NORTHINGS = (100_000, 900_000), (0, 10_000_000)


def crs_of(text: str) -> CRS:
    """Return the reference system that its owner names.

    Raises
    ------
    Refused
        When there is none of that name.
    """
    try:
        return CRS.from_user_input(text.strip())
    except CRSError:
        raise refused(
            "“{name}” is no reference system the atlas knows; write it as EPSG:4326 or EPSG:32642.",
            name=text[:60],
        ) from None


def to_degrees(x: np.ndarray, y: np.ndarray, system: CRS) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Convert coordinates.

    Returns
    -------
    lon, lat : ndarray of float64
    exchanged : ndarray of bool
        Only with x and y exchanged the point lies where the system is used; they are given so. In Russian geodesy x runs north.
    """
    turn = Transformer.from_crs(system, "EPSG:4326", always_xy=True).transform
    lon, lat = map(np.asarray, turn(x, y))
    other_lon, other_lat = map(np.asarray, turn(y, x))
    exchanged = ~_used(lon, lat, system) & _used(other_lon, other_lat, system)
    # Nothing at 0, 0 of a plane is a place; it stays there to be told.
    nowhere = (x == 0) & (y == 0)
    lon, lat = np.where(exchanged, other_lon, lon), np.where(exchanged, other_lat, lat)
    return np.where(nowhere, 0, lon), np.where(nowhere, 0, lat), exchanged & ~nowhere


def _used(lon: np.ndarray, lat: np.ndarray, system: CRS) -> np.ndarray:
    area = system.area_of_use
    west, south, east, north = (area.west, area.south, area.east, area.north) if area else (-180, -90, 180, 90)
    # A grid is used somewhat beyond the edge of its zone.
    room = 3
    with np.errstate(invalid="ignore"):
        inside: np.ndarray = (lat >= south - room) & (lat <= north + room)
        inside &= (lon >= west - room) & (lon <= east + room) if west <= east else inside
    return inside


def are_metres(x: np.ndarray, y: np.ndarray) -> bool:
    """Tell whether most coordinates lie beyond what degrees can be."""
    known = np.isfinite(x) & np.isfinite(y) & ~((x == 0) & (y == 0))
    beyond = known & ((np.abs(x) > 360) | (np.abs(y) > 360))
    return bool(beyond.sum() > known.sum() / 2)


def which(x: np.ndarray, y: np.ndarray) -> Refused:
    """Return the question for the reference system of coordinates in metres, with what they may be by their size.

    Parameters
    ----------
    x, y : ndarray of float64
        As they stand; which runs north is told by their size as well.
    """
    known = np.isfinite(x) & np.isfinite(y) & ((np.abs(x) > 360) | (np.abs(y) > 360))
    x, y = x[known], y[known]
    east, north = (x, y) if not _in_zone(y, x) else (y, x)
    example = f"{x[0]:.0f}, {y[0]:.0f}"
    if _in_zone(east, north):
        words = tr(
            "The coordinates are metres (such as {example}), by their size those of a UTM zone, and the file names no reference system: write the zone’s under "
            "“Reference system”, for 66° to 72° east EPSG:32642, for 72° to 78° east EPSG:32643.",
            example=example,
        )
    elif zone := _numbered_zone(east, north) or _numbered_zone(north, east):
        words = tr(
            "The coordinates are metres (such as {example}), by their size those of Gauss-Krüger’s zone {zone}, and the file names no reference system: if they are, write {system} under “Reference system”.",
            example=example,
            zone=zone,
            system=f"EPSG:{28400 + zone}",
        )
    elif (np.abs(x) <= _MERCATOR).all() and (np.abs(y) <= _MERCATOR).all():
        words = tr(
            "The coordinates are metres (such as {example}), by their size those of Web Mercator, and the file names no reference system: if they are, write EPSG:3857 under “Reference system”.",
            example=example,
        )
    else:
        words = tr(
            "The coordinates are no degrees (such as {example}), and the file names no reference system: name theirs under “Reference system”, as EPSG:32642.",
            example=example,
        )
    return Refused(words, asks=True)


def of_a_zone(x: np.ndarray, y: np.ndarray) -> bool:
    """Tell whether coordinates in metres are by their size those of a UTM zone, whichever of them runs north."""
    return _in_zone(x, y) or _in_zone(y, x)


def _in_zone(east: np.ndarray, north: np.ndarray) -> bool:
    inside = (east >= _EASTINGS[0]) & (east <= _EASTINGS[1]) & (north > _EASTINGS[1]) & (north <= _NORTHINGS[1])
    return bool(inside.mean() > 0.5)


def _numbered_zone(east: np.ndarray, north: np.ndarray) -> int:
    """Return the zone whose number stands before the eastings, as Gauss-Krüger's do in Russian maps; 0 where there is none."""
    zones, rest = np.divmod(east, 1_000_000)
    fits = (
        (rest >= 150_000)
        & (rest <= 850_000)
        & (zones >= 2)
        & (zones <= 32)
        & (north > 1_000_000)
        & (north < 10_000_000)
    )
    if fits.mean() < 0.9:
        return 0
    # The same figures may be Web Mercator's; in Central Asia they rather are.
    west, _, east_end, _ = CENTRAL_ASIA
    return 0 if west <= np.degrees(np.median(east) / 6_378_137) <= east_end else int(np.median(zones[fits]))


def shapes_to_degrees(shapes: np.ndarray, named: str, notes: list[str]) -> np.ndarray:
    """Return geometries that came as text in degrees: by the system that each names, or the one that their owner does.

    Raises
    ------
    Refused
        Where neither does and they are in metres.
    """
    numbers = shapely.get_srid(shapes)
    xy = shapely.bounds(shapes)
    bare = numbers <= 0
    if not named and bare.any() and are_metres(xy[bare, 0], xy[bare, 1]):
        raise which(xy[bare, 0], xy[bare, 1])
    out = shapes.copy()
    for number in np.unique(numbers[~shapely.is_missing(shapes)]).tolist():
        of = f"EPSG:{number}" if number > 0 else named
        if not of or number == 4326:
            continue
        system, here = crs_of(of), (numbers == number) & ~shapely.is_missing(shapes)
        turn = Transformer.from_crs(system, "EPSG:4326", always_xy=True)
        out[here] = shapely.transform(
            shapes[here],
            lambda points, turn=turn: np.column_stack(turn.transform(*points.T)),  # type: ignore[misc]
        )
        notes.append(tr("Coordinates were converted from {system} to WGS 84.", system=system.name))
    return out
