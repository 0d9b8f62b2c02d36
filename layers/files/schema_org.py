"""What the atlas is as a dataset, in the words of schema.org, for catalogues and search engines that read it in a page's HTML."""

from __future__ import annotations

import json
from functools import lru_cache

from geodata import atlas
from geodata.ledger import Ledger
from geodata.provenance import derived_files
from geodata.translation import tr
from layers.files.formats import FORMATS
from layers.kit.layer import all_layers, in_order
from layers.kit.text import in_script, listing
from layers.view.cameras import WHOLE_BORDER
from layers.view.link import to_query
from layers.view.state import ViewState
from layers.words.headline import NAME
from layers.words.legend import CREDITS

#: Beginning of a licence's name as the provenance has it → its text.
_LICENCES = {
    "ODbL 1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
}


@lru_cache(maxsize=8)
def dataset(base: str, ledger: Ledger) -> str:
    """Return the dataset as JSON-LD that may stand in a script element; `base` is the atlas's address."""
    manifest, (south_west, north_east) = atlas.current(), WHOLE_BORDER
    checked = ledger.meta.facts_checked_to
    view = ViewState(checked, layers=tuple(layer.id for layer in all_layers()))
    kinds = [layer.title for layer in in_order("text")]
    described = tr(
        "{kinds}: what is on record of the {title} from {year} to today, each record with its time, its place and its sources, each figure with its claimant.",
        kinds=listing(kinds),
        title=manifest.title,
        year=manifest.first_day.year,
    )
    found = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": f"{base}/#dataset",
        "name": f"{NAME}: {tr('{title}, {year}–today', title=manifest.title, year=manifest.first_day.year)}",
        "description": described,
        "url": f"{base}/",
        "version": ledger.revision,
        "dateModified": checked.isoformat(),
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "keywords": [manifest.title, *(side.state for side in manifest.sides), *kinds],
        "license": _licences(),
        "creditText": CREDITS,
        "usageInfo": f"{base}/sources",
        "temporalCoverage": f"{manifest.first_day.isoformat()}/{checked.isoformat()}",
        "spatialCoverage": {
            "@type": "Place",
            "name": manifest.title,
            "geo": {"@type": "GeoShape", "box": " ".join(f"{degrees:g}" for degrees in (*south_west, *north_east))},
        },
        "distribution": [
            _download(
                tr("The records as GeoJSON"), f"{base}/view.geojson", view, ledger, FORMATS["geojson"].media_type
            ),
            _download(tr("The records as text"), f"{base}/view.txt", view, ledger, "text/plain"),
        ],
    }
    return in_script(json.dumps(found, ensure_ascii=False))


def _download(name: str, address: str, view: ViewState, ledger: Ledger, media_type: str) -> dict[str, str]:
    link = f"{address}?{to_query(view, ledger.revision)}"
    return {"@type": "DataDownload", "name": name, "encodingFormat": media_type, "contentUrl": link}


def _licences() -> list[dict[str, object]]:
    """Return the terms of what was derived from others' work, each with what is under them; of the records the sources page tells."""
    under: dict[str, list[str]] = {}
    for file in derived_files():
        under.setdefault(file.licence.strip(), []).append(file.title)
    known = {name: next((url for start, url in _LICENCES.items() if name.startswith(start)), None) for name in under}
    return [
        {"@type": "CreativeWork", "name": name, "about": titles, **({"url": known[name]} if known[name] else {})}
        for name, titles in under.items()
    ]
