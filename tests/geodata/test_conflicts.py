"""The stretches along which armed conflicts were fought: derived from the ledger and the line, and the same everywhere."""

from __future__ import annotations

import json

import pytest
import shapely

from geodata import geometry_files, measure
from geodata.derive.conflicts_file import conflict_features
from geodata.ledger import LEDGER_DIR, current


def test_the_stretches_of_conflicts_are_those_of_the_ledger_and_lie_on_the_line() -> None:
    reference, places = measure.line(2026), current().places
    features = conflict_features(reference, LEDGER_DIR)
    derived = [row | {"geometry": json.loads(json.dumps(row["geometry"]))} for row in features]
    committed = json.loads(geometry_files.text("conflicts"))["features"]
    assert derived == committed, "write it anew: python -m geodata.derive.conflicts_file"
    conflicts = {name for name, one in current().incidents.items() if one.kind == "armed conflict"}
    assert conflicts == geometry_files.conflicts().keys()
    for name, feature in geometry_files.conflicts().items():
        named = feature.properties["places"]
        assert set(named) <= set(current().incidents[name].places)
        along = [reference.locate(*places[place].spot[:2]).km_along for place in named]
        assert min(along) == pytest.approx(feature.properties["stretches_km"][0][0], abs=0.06)
        assert measure.length_km(feature.geometry) == pytest.approx(feature.properties["length_km"], abs=0.2)
        for lon, lat in shapely.get_coordinates(feature.geometry)[::20]:
            assert reference.locate(lon, lat).km_to_line < 0.001
