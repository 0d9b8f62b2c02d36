"""How what the map draws lies to what is around it, in words: what a reader sees at a glance, for whoever does not see the map."""

from __future__ import annotations

from functools import lru_cache

from geodata import nearby
from geodata.nearby import say_km
from geodata.translation import mark, tr
from layers.kit.feature import Feature

#: The eight winds from north on: how far and which way from a town.
_WINDS = (
    mark("{km} north of {town}"),
    mark("{km} north-east of {town}"),
    mark("{km} east of {town}"),
    mark("{km} south-east of {town}"),
    mark("{km} south of {town}"),
    mark("{km} south-west of {town}"),
    mark("{km} west of {town}"),
    mark("{km} north-west of {town}"),
)

#: Nearer than this it is the town's own, in kilometres.
_AT_KM = 1.0


def whereabouts(feature: Feature, vintage: int) -> str:
    """Say how a mark or an area lies to the nearest town on the map and, a mark, to the line as mapped in a year.

    Of an area it is the middle that is told; a stretch between several places has no one place. Of what is known only within a circle nothing
    is told more closely than that.
    """
    if feature.point is None:
        middle = feature.label and _from_town(*feature.label[1:], _AT_KM)
        return tr("Its middle lies {place}.", place=middle) if middle else ""
    rough_km = (feature.precision_m or 0) / 1000
    place, km = _from_town(*feature.point, max(rough_km, _AT_KM)), _from_line(*feature.point, vintage)
    if not place:
        return ""
    if km <= rough_km:
        return tr("It lies {place}.", place=place)
    return tr("It lies {place}, {km} from the line.", place=place, km=say_km(km))


@lru_cache(maxsize=2048)
def _from_town(lon: float, lat: float, near_km: float) -> str:
    town = nearby.town(lon, lat)
    if town is None:
        return ""
    if town.km <= near_km:
        return tr("in or near {town}", town=town.name)
    return tr(_WINDS[round(town.azimuth / 45) % 8], km=say_km(town.km), town=town.name)


@lru_cache(maxsize=2048)
def _from_line(lon: float, lat: float, vintage: int) -> float:
    return next(found.km for found in nearby.to_line(lon, lat) if found.vintage == vintage)
