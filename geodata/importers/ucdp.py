"""UCDP's Georeferenced Event Dataset (GED) and the monthly Candidate files: 49 columns, and the older names of some, as rules.

One row is one event with at least one direct death, over one day or a range of days.
"""

from __future__ import annotations

from geodata.importers.layout import Layout
from geodata.store import Meaning
from geodata.translation import mark, tr

COLUMNS = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id "
    "conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id "
    "side_b_new_id side_b number_of_sources source_article source_office source_date source_headline "
    "source_original where_prec where_coordinates where_description adm_1 adm_2 latitude longitude "
    "geom_wkt priogrid_gid country country_id region event_clarity date_prec date_start date_end deaths_a "
    "deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob"
).split()
OLDER = ("best_est", "high_est", "low_est", "conflict_id", "dyad_id", "side_a_id", "side_b_id")

_VIOLENCE = {"1": mark("State-based"), "2": mark("Non-state"), "3": mark("One-sided")}
_CLARITY = {"1": mark("Clear"), "2": mark("Aggregated")}

LAYOUT = Layout(
    id="ucdp",
    title="UCDP GED",
    recognised_by=(
        ("type_of_violence",),
        ("date_start",),
        ("latitude",),
        ("longitude",),
        # Tables of chosen columns lack some of them.
        ("where_prec", "date_prec", "best", "best_est", "dyad_name", "conflict_name"),
    ),
    known=frozenset([*COLUMNS, *OLDER]),
    fields={
        "lon": ("longitude",),
        "lat": ("latitude",),
        "date": ("date_start",),
        "date_end": ("date_end",),
        "date_code": ("date_prec",),
        "place_code": ("where_prec",),
        "value": ("best", "best_est"),
        "low": ("low", "low_est"),
        "high": ("high", "high_est"),
    },
    coded={
        mark("type of violence"): ("type_of_violence",),
        mark("conflict"): ("conflict_name",),
        mark("dyad"): ("dyad_name",),
        mark("side A"): ("side_a",),
        mark("side B"): ("side_b",),
        mark("country"): ("country",),
        mark("admin 1"): ("adm_1",),
        mark("admin 2"): ("adm_2",),
        mark("place"): ("where_coordinates",),
        mark("event clarity"): ("event_clarity",),
        mark("status of coding"): ("code_status",),
    },
    category="type of violence",
    label="place",
    same=("side A", "side B"),
    decode={
        "type of violence": lambda code: tr(_VIOLENCE[code]) if code in _VIOLENCE else code,
        "event clarity": lambda code: tr(_CLARITY[code]) if code in _CLARITY else code,
    },
    radius_m={"3": 40_000, "4": 100_000, "5": 100_000, "6": 300_000, "7": 300_000},
    vague=frozenset("2345"),
    meaning=lambda: Meaning(
        value=tr("deaths"),
        value_note=tr(
            "UCDP's best estimate, with its low and high estimates; direct deaths only. The estimates follow UCDP's rules and need not "
            "equal any side's claim."
        ),
        place_note=tr(
            "Place codes 3 and 4 (district, province), 5 (along a line), 6 (country) and 7 (sea or air) are drawn as circles of 40, 100, 100, "
            "300 and 300 km, this atlas's reading of the codes."
        ),
        date_note=tr(
            "With date precision 2 to 5 the first and last day are a range within which the event lies; it is drawn as uncertain over it."
        ),
        licence=tr("UCDP, CC BY 4.0: cite the release."),
    ),
)
