"""``python -m geodata.derive``: write every file of `geodata/kyrgyz_tajik/geometry` from the downloaded packages."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from geodata.derive.backdrop_file import backdrop_features
from geodata.derive.border_file import border_features
from geodata.derive.conflicts_file import conflict_features, rounded
from geodata.derive.line import derive_border
from geodata.derive.relief_file import write_relief
from geodata.derive.sections_file import area_features, section_features
from geodata.derive.states_file import state_features
from geodata.derive.write import write_collection
from geodata.derive.zones import EDITIONS, read_states
from geodata.measure import Line

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=Path, default=ROOT / "build", help="folder with the downloaded packages")
    parser.add_argument(
        "--out", type=Path, default=ROOT / "geodata" / "kyrgyz_tajik" / "geometry", help="folder to write to"
    )
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)

    states = {vintage: read_states(options.build, vintage) for vintage in EDITIONS}
    borders = {vintage: derive_border(vintage, states[vintage]) for vintage in EDITIONS}
    rings = {e.id: e.polygon.exterior for e in borders[2026].exclaves if e.between_kg_and_tj}
    line = Line(borders[2026].line, rings)
    as_written = Line(rounded(borders[2026].line), {name: rounded(ring) for name, ring in rings.items()})
    sections = section_features(line) + area_features(borders)
    files = {
        "border": [row for border in borders.values() for row in border_features(border)],
        "sections": sections,
        "conflicts": conflict_features(as_written, ROOT / "geodata" / "kyrgyz_tajik" / "ledger"),
        "states": [row for vintage in EDITIONS for row in state_features(vintage, states[vintage])],
        "backdrop": backdrop_features(options.build, borders[2026], line, states[2026], sections),
    }
    for name, rows in files.items():
        path = options.out / f"{name}.geojson"
        write_collection(path, rows)
        sys.stdout.write(f"{path.name:<18}{len(rows):>5} features{path.stat().st_size / 1000:>8.0f} kB\n")
    path = write_relief(options.build, options.out)
    sys.stdout.write(f"{path.name:<18}{'':14}{path.stat().st_size / 1000:>8.0f} kB\n")


if __name__ == "__main__":
    main()
