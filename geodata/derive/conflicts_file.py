"""`conflicts.geojson`: the stretches of the line along which the ledger's armed conflicts have their places.

No extent of the fighting is published, only names of places. The rule: each place of the record that is known well and lies near
the line is projected onto its nearest point; places that follow one another along the line are one stretch unless the line
between them is longer than `GAP_KM`, about which sources say nothing; a place alone is a point and no stretch.

``python -m geodata.derive.conflicts_file`` writes the file anew from the committed line and the ledger, without any download.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import shapely
from shapely import LineString, MultiLineString

from geodata import atlas, yaml_files
from geodata.derive.write import Feature, feature, write_collection
from geodata.geometry_files import GEOMETRY_DIR
from geodata.measure import Line, line

DECIMALS = 6

#: A place farther from the line than this, or known less closely than that, does not say how far along the line it was fought: a town
#: is often named for its district.
NEAR_KM = 5.0
KNOWN_M = 2_500
#: More of the line than this between two places is not claimed to have been fought over.
GAP_KM = 40.0

METHOD = (
    "No extent is published: the line as mapped in 2026 is cut between the outermost of the places that the record's sources name, each "
    "at its nearest point of the line. Places more than 5 km from the line, known less closely than 2.5 km, or nearer to an exclave's ring "
    "are points only, and so is a place more than 40 km along the line from the next."
)


def rounded(whole: LineString) -> LineString:
    """Return the line as its file has it, so that both ways of writing this one give the same bytes."""
    return shapely.transform(whole, lambda xy: xy.round(DECIMALS) + 0.0)


def conflict_features(reference: Line, ledger: Path) -> list[Feature]:
    """Return one feature for each armed conflict of a ledger's folder that has a stretch.

    Parameters
    ----------
    reference : Line
        The newest line with the exclaves' rings, its coordinates rounded as in the file.
    ledger : Path
        Folder with `incidents.yaml` and `places.yaml`.
    """
    places = {row["id"]: row for row in _rows(ledger / "places.yaml")}
    found: list[Feature] = []
    for record in _rows(ledger / "incidents.yaml"):
        if record["kind"] == "armed conflict":
            along = sorted(_along(reference, [places[name] for name in record["places"]]))
            found += _stretches(reference, record, along)
    return found


def _rows(path: Path) -> list[dict[str, Any]]:
    rows = yaml_files.read(path)
    assert isinstance(rows, list), path
    return rows


def _along(reference: Line, places: list[dict[str, Any]]) -> Iterator[tuple[float, str]]:
    """Yield (km along the line, place id) of the places that cut it."""
    for place in places:
        if place.get("lon") is None or place["precision_m"] > KNOWN_M:
            continue
        at = reference.locate(place["lon"], place["lat"])
        if at.nearest == "line" and at.km_to_line <= NEAR_KM:
            yield at.km_along, place["id"]


def _stretches(reference: Line, record: dict[str, Any], along: list[tuple[float, str]]) -> Iterator[Feature]:
    groups = [along[:1]]
    for (before, _), place in pairwise(along):
        if place[0] - before > GAP_KM:
            groups.append([])
        groups[-1].append(place)
    cuts = [(group[0][0], group[-1][0]) for group in groups if len(group) > 1 and group[0][0] < group[-1][0]]
    if cuts:
        yield feature(
            MultiLineString([reference.between(*cut) for cut in cuts]),
            DECIMALS,
            id=record["id"],
            name=record["title"],
            kind="conflict",
            inferred=True,
            method=METHOD,
            stretches_km=[[round(km, 1) for km in cut] for cut in cuts],
            length_km=round(sum(last - first for first, last in cuts), 1),
            places=[name for group in groups if len(group) > 1 for _, name in group],
        )


def main() -> None:
    """Write the file from the committed line."""
    write_collection(GEOMETRY_DIR / "conflicts.geojson", conflict_features(line(), atlas.FOLDER / "ledger"))


if __name__ == "__main__":
    main()
