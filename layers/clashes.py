"""Clash sites: disc for the lowest deaths claimed, ring for the highest, the shape by kind."""

from __future__ import annotations

from geodata.claims import death_range
from geodata.events import Incident
from geodata.intervals import Interval
from geodata.ledger import Ledger
from layers.kit.layer import Feature, Layer, LegendEntry, regions_of
from layers.kit.places import located

#: Kind of incident → shape of its mark.
SHAPES = {
    "armed clash": "circle",
    "shooting": "circle",
    "warning shots": "circle",
    "violence against civilians": "circle",
    "shelling": "diamond",
    "air or drone strike": "diamond",
    "airspace violation claim": "diamond",
    "communal clash": "triangle",
    "brawl": "triangle",
    "standoff": "square",
    "accusation": "square",
    "tally": "square",
    "armed conflict": "circle",
}
#: Kinds that are no single site: a band on the slider, a card and the list, never a mark.
UNMARKED = {"armed conflict", "tally", "accusation"}


#: From here on a site has a circle, and from here on that circle is a district's; as in features.js.
ROUGH_M, DISTRICT_M = 1_500, 20_000


def _feature(incident: Incident, ledger: Ledger) -> Feature:
    place = located(incident, ledger)
    marked = place is not None and incident.kind not in UNMARKED
    deaths = death_range(incident)
    return Feature(
        id=incident.id,
        select=incident.id,
        title=incident.title,
        kind=incident.kind,
        interval=Interval.event(incident),
        point=(place.lon, place.lat) if marked else None,
        precision_m=place.precision_m if marked else None,
        symbol={
            "form": "clash",
            "shape": SHAPES[incident.kind],
            "low": deaths.low if deaths else None,
            "high": deaths.high if deaths else None,
        },
        regions=regions_of(incident.districts),
    )


def _legend_keys(feature: Feature, day: int) -> tuple[str, ...]:
    if feature.point is None:
        return ()
    keys = [feature.symbol["shape"]]
    keys.append("range" if feature.symbol["high"] is not None else "none")
    if feature.interval and feature.interval.vague:
        keys.append("vague")
    if feature.precision_m and feature.precision_m >= ROUGH_M:
        keys.append("district" if feature.precision_m >= DISTRICT_M else "rough")
    return tuple(keys)


LAYER = Layer(
    id="clashes",
    title="Clashes",
    gloss="Armed clashes, strikes, brawls and standoffs. Size follows deaths as claimed, lowest and highest; nothing is summed.",
    time="event",
    draw="points",
    features=lambda ledger: [_feature(incident, ledger) for incident in ledger.incidents.values()],
    order=40,
    legend=(
        LegendEntry(
            "range",
            "Deaths claimed: lowest (disc), highest (ring)",
            '<circle class="sw-ring" cx="10" cy="8" r="7"/><circle class="sw-disc" cx="10" cy="8" r="3.5"/>',
        ),
        LegendEntry("none", "No deaths claimed by anybody", '<circle class="sw-disc" cx="10" cy="8" r="3.5"/>'),
        LegendEntry("circle", "Circle: clash or shooting", '<circle class="sw-disc" cx="10" cy="8" r="5"/>'),
        LegendEntry("diamond", "Diamond: strike or shelling", '<path class="sw-disc" d="M10 2L16 8L10 14L4 8Z"/>'),
        LegendEntry("triangle", "Triangle: brawl, stone throwing", '<path class="sw-disc" d="M10 2L16 13H4Z"/>'),
        LegendEntry("square", "Square: standoff", '<rect class="sw-disc" x="5" y="3" width="10" height="10"/>'),
        LegendEntry(
            "vague", "Hollow: date known only to the month or year", '<circle class="sw-hollow" cx="10" cy="8" r="5"/>'
        ),
        LegendEntry("rough", "Circle: place known only roughly", '<circle class="sw-soft" cx="10" cy="8" r="7"/>'),
        LegendEntry(
            "district",
            "Dashed circle: only the district is known",
            '<circle class="sw-district" cx="10" cy="8" r="7"/>',
        ),
    ),
    legend_keys=_legend_keys,
)
