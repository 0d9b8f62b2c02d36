"""Names in the languages of the atlas, the places that records lie in, and the regions and districts by which records are filtered."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, model_validator

from geodata import atlas
from geodata.atlas import Region
from geodata.fields import Model, Slug, Text, Title, one_of
from geodata.parties import STATES
from geodata.translation import tr

#: Region id → region. Ids are the tokens of the link's `region`.
REGIONS: dict[str, Region] = atlas.current().regions

#: District id → title. A district is a field of a record: no outline is drawn.
DISTRICTS: dict[str, str] = atlas.current().districts

#: Former or other names of regions and districts that a link may still hold → today's id.
FORMER: dict[str, str] = atlas.current().former

District = Annotated[str, one_of(*DISTRICTS)]

#: Code → name of the languages of names beside English.
LANGUAGES = atlas.current().languages

#: Code of a side → the language of its places' own names.
_OWN = {side.code: side.language for side in atlas.current().sides}

#: Whose land a place may stand on.
_COUNTRIES = one_of(
    *STATES, *atlas.current().neighbours, *atlas.current().countries, "neutral", "unknown", "/".join(STATES)
)


class Names(Model):
    """Forms of a name by language; the first of a list is the one shown, the others are aliases. Beside English the atlas's languages."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, list[Text]]

    en: list[Text] = Field(min_length=1)

    @model_validator(mode="after")
    def _languages(self) -> Names:
        if unknown := self.__pydantic_extra__.keys() - LANGUAGES:
            raise ValueError(tr("{language}: the atlas has no such language", language=unknown.pop()))
        return self

    def others(self, country: str = "") -> dict[str, list[str]]:
        """Return language → forms, of the languages beside English that have any: first that of a country's own names, then in the atlas's order."""
        codes = sorted(LANGUAGES, key=lambda code: code != _OWN.get(country))
        return {code: self.__pydantic_extra__[code] for code in codes if self.__pydantic_extra__.get(code)}

    def forms(self) -> list[str]:
        """Return every form in every language, English first."""
        return [*self.en, *(form for forms in self.others().values() for form in forms)]


class Place(Model):
    """A named spot or area. Coordinates are WGS 84 degrees, both or none; without them it is unlocated.

    `precision_m` is the radius within which the site is known to lie. `country` is the state whose land
    the point stands on by the newest line (`country_2024` where the line as mapped in that year says otherwise).
    `capital_of` is the state that has its capital there, by the name that transfers give it: there their flows begin and end.
    """

    id: Slug
    names: Names
    kind: Literal["settlement", "post", "crossing", "site", "area", "mountain pass", "airfield", "tripoint", "exclave"]
    country: Annotated[str, _COUNTRIES]
    country_2024: Annotated[str, one_of(*STATES, *atlas.current().neighbours)] | None = None
    district: District | None = None
    capital_of: Title | None = None
    lon: float | None = Field(None, ge=-180, le=180)
    lat: float | None = Field(None, ge=-90, le=90)
    precision_m: int | None = Field(None, gt=0, le=20_000_000)
    coordinates_from: Text | None = None
    inferred: bool = False
    country_flag: Text | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _located_or_not(self) -> Place:
        given = [value is not None for value in (self.lon, self.lat, self.precision_m, self.coordinates_from)]
        if any(given) and not all(given):
            raise ValueError(tr("lon, lat, precision_m and coordinates_from belong together: give all or none"))
        return self

    @property
    def spot(self) -> tuple[float, float, int] | None:
        """(lon, lat) in degrees and the radius in metres within which the site is known to lie; None where it is unlocated."""
        if self.lon is None or self.lat is None or self.precision_m is None:
            return None
        return self.lon, self.lat, self.precision_m
