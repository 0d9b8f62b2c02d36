"""ACLED's export: the columns of today, those of before 20 March 2023 and of before 2019, and fewer of them, as rules. No row of ACLED is shipped.

One row is one event at one place on one day, whatever its deaths.
"""

from __future__ import annotations

from geodata.importers.layout import Layout
from geodata.store import Meaning
from geodata.translation import mark, tr

TODAY = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 "
    "assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country "
    "admin1 admin2 admin3 location latitude longitude geo_precision source source_scale notes fatalities "
    "tags timestamp"
).split()
#: Columns that left with the change of March 2023, and with that of 2019.
BEFORE = ("data_id", "iso3", "event_id_no_cnty", "gwno", "ally_actor_1", "ally_actor_2")

#: The numeric codes of `inter1` and `inter2` before they became text.
ACTOR_KINDS = {
    "1": mark("State forces"),
    "2": mark("Rebel group"),
    "3": mark("Political militia"),
    "4": mark("Identity militia"),
    "5": mark("Rioters"),
    "6": mark("Protesters"),
    "7": mark("Civilians"),
    "8": mark("External/Other forces"),
}


def _kind(code: str) -> str:
    return "" if code == "0" else tr(ACTOR_KINDS[code]) if code in ACTOR_KINDS else code


def _interaction(code: str) -> str:
    """Two digits, the lower first, each the kind of one side; 10 to 80 are one side alone."""
    first, second = code[:1], code[1:]
    if first not in ACTOR_KINDS or not (second == "0" or (second in ACTOR_KINDS and second >= first)):
        return code
    return tr("{kind} only", kind=_kind(first)) if second == "0" else f"{_kind(first)}-{_kind(second)}"


LAYOUT = Layout(
    id="acled",
    title="ACLED",
    recognised_by=(
        # Nobody else calls a column so; an export of chosen columns has one of them at least.
        ("event_id_cnty", "event_id_no_cnty", "time_precision", "geo_precision", "sub_event_type", "disorder_type"),
        ("event_date",),
        ("event_type",),
        ("latitude",),
        ("longitude",),
    ),
    known=frozenset([*TODAY, *BEFORE]),
    fields={
        "lon": ("longitude",),
        "lat": ("latitude",),
        "date": ("event_date",),
        "date_code": ("time_precision",),
        "place_code": ("geo_precision",),
        "value": ("fatalities",),
    },
    coded={
        mark("event type"): ("event_type",),
        mark("sub-event type"): ("sub_event_type",),
        mark("disorder type"): ("disorder_type",),
        mark("actor 1"): ("actor1",),
        mark("actor 2"): ("actor2",),
        mark("kind of actor 1"): ("inter1",),
        mark("kind of actor 2"): ("inter2",),
        mark("interaction"): ("interaction",),
        mark("civilian targeting"): ("civilian_targeting",),
        mark("country"): ("country",),
        mark("admin 1"): ("admin1",),
        mark("admin 2"): ("admin2",),
        mark("place"): ("location",),
        mark("source scale"): ("source_scale",),
    },
    category="event type",
    label="place",
    same=("actor 1", "actor 2"),
    decode={"kind of actor 1": _kind, "kind of actor 2": _kind, "interaction": _interaction},
    radius_m={"3": 50_000},
    around={"2": "week", "3": "month"},
    meaning=lambda: Meaning(
        value=tr("fatalities"),
        value_note=tr(
            "The lowest figure reported. 0 also stands for “not known”; “dozens” is coded as 12, “hundreds” as 100, and a total over several "
            "days is divided among them. A sum over rows is not an official toll."
        ),
        zero=tr("none reported, or not known"),
        place_note=tr(
            "Coordinates are those of a named place. Code 3 (a larger region or its capital) is drawn as a circle of 50 km, this atlas's reading."
        ),
        date_note=tr("Time precision 2 is drawn as uncertain over the week round the stated day, 3 over its month."),
        licence=tr("ACLED's terms of use apply; they limit passing rows on."),
    ),
)
