"""Write the whole folder: ``python -m tests.made_up_atlas.draw FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

from tests.made_up_atlas import geometry
from tests.made_up_atlas.manifest import MANIFEST
from tests.made_up_atlas.records import BRIEFING, tables
from tests.support import ledgers

#: Links that were printed on paper that does not exist either.
GOLDEN = ("/?date=1996-04-28&layers=clashes&line=1998&region=lowmarsh", "/brief?briefing=from-shots-to-a-treaty")


def draw(folder: Path) -> Path:
    """Write the atlas into a folder that is not there yet, and return it."""
    folder.mkdir(parents=True)
    (folder / "manifest.yaml").write_text(yaml.safe_dump(MANIFEST, allow_unicode=True), encoding="utf-8")
    (folder / "golden_links.txt").write_text("\n".join(GOLDEN) + "\n", encoding="utf-8")
    ledgers.write(folder / "ledger", tables())
    geometry.write(folder / "geometry")
    (folder / "briefings").mkdir()
    text = yaml.safe_dump(BRIEFING, allow_unicode=True, sort_keys=False)
    (folder / "briefings" / "from-shots-to-a-treaty.yaml").write_text(text, encoding="utf-8")
    return folder


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
