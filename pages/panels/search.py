"""Search and region beside the map: fields of our own, which bring none of Streamlit's parts with them.

Their HTML stays the same from run to run, or whoever types in one would lose it; `state` says what changes. The page's script answers them
(browser/page/search.js, region.js) and has the map lead where they lead.
"""

from __future__ import annotations

import json
from functools import lru_cache

from geodata.ledger import Ledger
from geodata.places import REGIONS
from geodata.translation import tr
from layers.browser import compose
from layers.kit.text import escape
from layers.view.state import ViewState
from pages.reader_data import sets


@lru_cache(maxsize=4)
def field(ledger: Ledger) -> str:
    """Return the search as HTML: a field, below it a list for what is found."""
    words = {
        "search": compose.search(ledger, "./"),
        "found": tr("Found: {n}."),
        "none": tr("No name or place here has “{words}” in it."),
        "failed": tr("The names could not be loaded. Type on to try again."),
    }
    given = "".join(f' data-{name}="{escape(value)}"' for name, value in words.items())
    return (
        f'<div class="ba-search"{given}><input type="text" role="combobox" aria-label="{escape(tr("Search"))}" aria-autocomplete="list" '
        'aria-expanded="false" aria-controls="ba-found" autocomplete="off" autocapitalize="off" spellcheck="false" '
        f'placeholder="{escape(tr("Search names and places"))}"><div class="ba-drop" hidden>'
        f'<div role="listbox" id="ba-found" aria-label="{escape(tr("What is found"))}"></div><p></p></div></div>'
    )


def regions() -> str:
    """Return the choice of a region as HTML."""
    choices = {"": tr("All regions")} | {name: region.title for name, region in REGIONS.items()}
    options = "".join(f'<option value="{escape(name)}">{escape(title)}</option>' for name, title in choices.items())
    label = f'<label for="ba-region">{escape(tr("Region"))}</label>'
    return f'<div class="ba-region">{label}<select id="ba-region">{options}</select></div>'


def state(view: ViewState) -> str:
    """Return as HTML, shown to nobody, which region is chosen and where the reader's own rows are to be searched."""
    own = [{"id": one.id, "title": one.title, "url": f"./own/{one.key}/names.json"} for one in sets.sought()]
    return f'<span hidden data-region="{view.region or ""}" data-sought="{escape(json.dumps(own))}"></span>'
