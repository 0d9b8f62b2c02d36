"""What the browser tells somebody who comes without a link: the opening of the atlas and its story, as scenes for the map that stands."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache

from geodata import atlas
from geodata.ledger import Ledger, opening_faults
from layers.briefings.reading import from_token
from layers.browser import compose
from layers.kit.asset import Asset, asset
from layers.view.filters import passing
from layers.view.state import Vocabulary


@lru_cache(maxsize=4)
def opening(ledger: Ledger, vocabulary: Callable[[Ledger], Vocabulary]) -> Asset | None:
    """Return headline, sentences and scenes (shared/types.d.ts); None where the atlas has no opening, or the ledger does not bear it out."""
    told = atlas.current().opening
    if (
        told is None
        or opening_faults(ledger)
        or any(not ledger.find(one) for part in told.sentences for one in part.records)
    ):
        return None
    story, _ = from_token(told.story, vocabulary(ledger))
    scenes = [
        {
            "title": scene.title,
            "text": scene.text,
            "view": compose.browser_view(scene.view, passing(scene.view, ledger)),
        }
        for scene in (story.scenes if story else ())
    ]
    said = {"headline": told.headline, "sentences": [part.text for part in told.sentences], "scenes": scenes}
    return (
        asset(json.dumps(said, ensure_ascii=False, separators=(",", ":")), "application/json; charset=utf-8")
        if scenes
        else None
    )
