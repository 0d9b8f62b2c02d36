"""ACLED's export: the 31 columns of today and the 31 of before 20 March 2023, as rules. No row of ACLED is shipped.

One row is one event at one place on one day, whatever its deaths.
"""

from __future__ import annotations

from geodata.importers.layout import Layout
from geodata.store import Meaning

TODAY = (
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
)
#: Columns that left with the change of March 2023.
BEFORE = ("data_id", "iso3", "event_id_no_cnty")

#: The numeric codes of `inter1` and `inter2` before they became text.
ACTOR_KINDS = {
    "0": "",
    "1": "State forces",
    "2": "Rebel group",
    "3": "Political militia",
    "4": "Identity militia",
    "5": "Rioters",
    "6": "Protesters",
    "7": "Civilians",
    "8": "External/Other forces",
}


def _interactions() -> dict[str, str]:
    """Two digits, the lower first, each the kind of one side; 10 to 80 are one side alone."""
    words = {}
    for first in "12345678":
        words[f"{first}0"] = f"{ACTOR_KINDS[first]} only"
        words.update(
            {
                f"{first}{second}": f"{ACTOR_KINDS[first]}-{ACTOR_KINDS[second]}"
                for second in "12345678"
                if second >= first
            }
        )
    return words


LAYOUT = Layout(
    id="acled",
    title="ACLED",
    recognised_by=(
        ("event_id_cnty", "data_id"),
        ("event_date",),
        ("event_type",),
        ("sub_event_type",),
        ("latitude",),
        ("longitude",),
    ),
    known=frozenset(TODAY + BEFORE),
    fields={
        "lon": ("longitude",),
        "lat": ("latitude",),
        "date": ("event_date",),
        "date_code": ("time_precision",),
        "place_code": ("geo_precision",),
        "value": ("fatalities",),
    },
    coded={
        "event type": ("event_type",),
        "sub-event type": ("sub_event_type",),
        "disorder type": ("disorder_type",),
        "actor 1": ("actor1",),
        "actor 2": ("actor2",),
        "kind of actor 1": ("inter1",),
        "kind of actor 2": ("inter2",),
        "interaction": ("interaction",),
        "civilian targeting": ("civilian_targeting",),
        "country": ("country",),
        "admin 1": ("admin1",),
        "admin 2": ("admin2",),
        "place": ("location",),
        "source scale": ("source_scale",),
    },
    category="event type",
    label="place",
    same=("actor 1", "actor 2"),
    decode={"kind of actor 1": ACTOR_KINDS, "kind of actor 2": ACTOR_KINDS, "interaction": _interactions()},
    radius_m={"3": 50_000},
    around={"2": "week", "3": "month"},
    meaning=Meaning(
        value="fatalities",
        value_note="The lowest figure reported. 0 also stands for “not known”; “dozens” is coded as 12, “hundreds” as 100, and a total over several "
        "days is divided among them. A sum over rows is not an official toll.",
        zero="none reported, or not known",
        place_note="Coordinates are those of a named place. Code 3 (a larger region or its capital) is drawn as a circle of 50 km, this atlas's reading.",
        date_note="Time precision 2 is drawn as uncertain over the week round the stated day, 3 over its month.",
        licence="ACLED's terms of use apply; they limit passing rows on.",
    ),
)
