"""The atlas that this process serves: one folder, with a manifest that names what the code must not.

A folder holds ``manifest.yaml`` (see `Manifest`), ``ledger/``, ``geometry/`` (with the backdrop and ``provenance.yaml``), ``changes/``,
``briefings/`` and ``golden_links.txt``. BORDER_ATLAS_FOLDER names another one than the one that is installed.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, StringConstraints, ValidationError, model_validator

from geodata import yaml_files
from geodata.fields import Day, Model, Slug, Text, Title, reasons
from geodata.settings import WrongSetting, settings

try:
    FOLDER = settings().folder or Path(__file__).parent / "kyrgyz_tajik"
except WrongSetting as wrong:
    # Nothing runs without an atlas, and this is the first that anything reads of what is set.
    raise SystemExit(f"Border Atlas does not start: {wrong}") from None

#: Tokens that stand for no single side, in records and links.
NO_SIDE = ("joint", "third", "both", "unspecified")

CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
Latitude = Annotated[float, Field(ge=-85, le=85)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Corner = tuple[Latitude, Longitude]


class WrongAtlas(ValueError):
    """A folder is no atlas; the message is a sentence for whoever set it up."""


class Forms(Model):
    """What a party is called where.

    Attributes
    ----------
    name : str
        Heads its claims, stands in legends and filters: “Kyrgyz”.
    side : str
        Who is said to have stated something, in a table or at the start of a line: “Kyrgyz side”.
    speaker : str
        The same within a sentence: “the Kyrgyz side”.
    publishers : str
        Heads the list of its publications: “Kyrgyz publishers”.
    """

    name: Title
    side: Title
    speaker: Title
    publishers: Title


class Side(Forms):
    """One of the two states. `key` is its token in records and links, `code` its own in the geometry, `language` that of its places' own names."""

    key: Slug
    code: CountryCode
    state: Title
    losses: Title
    land: Title
    language: Language | None = None


class Region(Model):
    """A region of one side, with its districts by id."""

    title: Title
    state: CountryCode
    districts: dict[Slug, Title] = Field(min_length=1)


class Bounded(Model):
    """Something with bounds: its south-west and north-east corner as (lat, lon)."""

    bounds: tuple[Corner, Corner]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        (south, west), (north, east) = self.bounds
        if south >= north or west >= east:
            raise ValueError("bounds are the south-west corner, then the north-east one")
        return self


class Camera(Bounded):
    """A view with a name."""

    title: Title


class Relief(Bounded):
    """A shaded relief that lies upon the ground: black where a slope is in shadow, white where it is lit, clear where the land is flat.

    `file` is a picture with an alpha channel in the atlas's ``geometry/``, its rows in Web Mercator.
    """

    file: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+\.(webp|png)$")]


class Credit(Model):
    """Somebody whom every map credits, with an address of the web where one is due; pictures, which leave the atlas, name the licence too."""

    text: Title
    licence: Title | None = None
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None


class Plan(Model):
    """A plan against which a chart holds what was built: kilometres, and a sentence on why that one."""

    km: float = Field(gt=0)
    note: Text


class Methods(Model):
    """How the line and the sections came about, in paragraphs of plain text."""

    line: list[Text] = Field(min_length=1)
    sections: list[Text] = Field(min_length=1)


class Told(Model):
    """A sentence and the ids of the records that it rests on (`geodata.opening` checks it against them)."""

    text: Text
    records: list[Slug] = Field(min_length=1)


class Opening(Model):
    """What somebody reads first who comes without a link: a headline, three sentences, and a briefing of the atlas that tells them as a story."""

    headline: Title
    sentences: list[Told] = Field(min_length=3, max_length=3)
    story: Slug


class Manifest(Model):
    """What an atlas is about.

    Attributes
    ----------
    title : str
        Names the border within a sentence, without an article.
    first_day, squeezed_before : datetime.date
        Where the slider begins, and up to where it is squeezed.
    inherited_at : str
        From when on a line that nobody had agreed on is assumed: “independence”.
    compared : tuple of datetime.date
        The two dates on which a comparison opens.
    years_of_mapping : tuple of int
        In which the line is held, the one shown by default first.
    centre : tuple of (lat, lon)
        Middle of the projection in which nearest points are found.
    opens : dict
        Id of a drawn part of the border → record whose card it opens; all others open that of the whole line.
    sides : tuple of Side
        In the order in which they are told.
    neighbours : dict
        Code of another state in the geometry → what its land is called.
    countries : tuple of str
        Codes of further states in which a place may lie.
    languages : dict
        Code → name of the languages of names beside English, in order.
    measures : tuple of str
        Measures of statistics beside those of every atlas.
    regions : dict
        Id → region; ids are tokens of links.
    former : dict
        Old id of a region or district → today's.
    weapons : dict
        Kind of weapon that the filters offer → what records call it besides.
    cameras : dict
        Id → camera; ``whole`` is the one a view opens on.
    fence_plan : Plan or None
    relief : Relief or None
    surroundings : Camera
        Where a reader's own data may be expected; what lies outside is counted.
    credits : tuple of Credit
    coordinates_licence : str or None
        Under which terms places have their coordinates, said beside every download.
    methods : Methods
    opening : Opening or None
        Without one the atlas opens on the day at once.
    """

    title: Title
    first_day: Day
    squeezed_before: Day
    inherited_at: Title
    compared: tuple[Day, Day]
    years_of_mapping: tuple[Annotated[int, Field(ge=1900, le=2100)], ...] = Field(min_length=1)
    centre: Corner
    opens: dict[Slug, Slug] = {}
    sides: tuple[Side, Side]
    neighbours: dict[CountryCode, Title] = {}
    countries: tuple[CountryCode, ...] = ()
    languages: dict[Language, Title] = {}
    measures: tuple[Title, ...] = ()
    regions: dict[Slug, Region] = Field(min_length=1)
    former: dict[Slug, Slug] = {}
    weapons: dict[Title, tuple[Title, ...]] = {}
    cameras: dict[Slug, Camera]
    surroundings: Camera
    fence_plan: Plan | None = None
    relief: Relief | None = None
    credits: tuple[Credit, ...] = ()
    coordinates_licence: Text | None = None
    methods: Methods
    opening: Opening | None = None

    @property
    def districts(self) -> dict[str, str]:
        """District id → title, region by region."""
        return {name: title for region in self.regions.values() for name, title in region.districts.items()}

    @model_validator(mode="after")
    def _fits_together(self) -> Manifest:
        if found := list(self._wrong()):
            raise ValueError("; ".join(found))
        return self

    def _wrong(self) -> Iterator[str]:
        first, second = self.sides
        if first.key == second.key or first.code == second.code:
            yield "the two sides need a key and a code of their own"
        if taken := {first.key, second.key} & set(NO_SIDE):
            yield f"“{taken.pop()}” stands for no single side and cannot be the key of one"
        for name, region in self.regions.items():
            if region.state not in (first.code, second.code):
                yield f"the region “{name}” lies in {region.state}, which is none of the two sides"
        listed = [name for region in self.regions.values() for name in region.districts]
        if twice := [name for name in listed if listed.count(name) > 1]:
            yield f"the district “{twice[0]}” stands in two regions"
        for old, new in self.former.items():
            if new not in {*self.regions, *listed}:
                yield f"“{old}” is said to be “{new}” now, which is neither a region nor a district"
        named = [word for words in self.weapons.values() for word in words]
        if joined := [word for word in named if word in self.weapons or named.count(word) > 1]:
            yield f"the weapon “{joined[0]}” is of two kinds"
        if "whole" not in self.cameras:
            yield "one of the cameras must be called “whole”"
        if len(set(self.years_of_mapping)) < len(self.years_of_mapping):
            yield "a year of mapping is named twice"
        if not self.first_day < self.squeezed_before:
            yield f"squeezed_before ({self.squeezed_before}) is not after first_day ({self.first_day})"
        if not self.first_day <= self.compared[0] < self.compared[1]:
            yield "the dates compared are not in order, or lie before first_day"


def load(folder: Path) -> Manifest:
    """Read and check the manifest of an atlas.

    Raises
    ------
    WrongAtlas
        With a sentence that names the file and what is wrong with it.
    """
    path = folder / "manifest.yaml"
    try:
        manifest = Manifest.model_validate(yaml_files.read(path))
    except ValidationError as error:
        raise WrongAtlas(f"{path}: {'; '.join(reasons(error))}.") from None
    except yaml_files.Unreadable as error:
        raise WrongAtlas(f"{path}: {' '.join(str(error).split())}.") from None
    if manifest.relief and not (folder / "geometry" / manifest.relief.file).is_file():
        raise WrongAtlas(f"{path}: the relief “{manifest.relief.file}” is not in geometry/.")
    return manifest


@cache
def current() -> Manifest:
    """Return the manifest of the atlas in use, read once per process; without one the process ends with a sentence."""
    try:
        return load(FOLDER)
    except WrongAtlas as error:
        raise SystemExit(f"The atlas cannot be served: {error}") from None


#: The first day the slider shows.
FIRST_DAY = current().first_day
