"""The bar of a small window, which stands in the HTML of each page before Streamlit's own elements do, and the script that answers it."""

from __future__ import annotations

from functools import cache

from geodata.translation import tr
from layers.browser import assets

PATH = "/assets/page.js"


@cache
def bar() -> str:
    """Return the bar as HTML, before it the links that skip: siblings before the page, by which the style sheet tells that there are any."""
    menu, search, share = tr("Menu"), tr("Search"), tr("Share")
    # By the page: the map's own has no filters but the region (small.css).
    layers = f'<span class="ba-unfiltered">{tr("Layers")}</span><span class="ba-filtered">{tr("Layers & filters").replace("&", "&amp;")}</span>'
    openers = "".join(
        f'<button type="button" data-opens="{place}" aria-expanded="false" aria-controls="stSidebar">{words}</button>'
        for place, words in (("menu", menu), ("layers", layers), ("search", search))
    )
    skips = "".join(
        f'<a href="#{place}" data-skip="{place}">{words}</a>'
        for place, words in (
            ("slider", tr("Skip to the time slider")),
            ("side", tr("Skip to what stands beside the map")),
            ("menu", tr("Skip to the menu")),
        )
    )
    return (
        f'<nav class="ba-skips" aria-label="{tr("Skip")}" data-pages="{tr("Pages")}" data-new-tab="{tr("(opens a new tab)")}" '
        f'data-removes="{tr("Remove filter:")}" data-downloads="{tr("{file}: the download begins.")}" '
        f'data-copied="{tr("Copied: {what}.")}" '
        f'data-undone="{tr("{file}: no file was made. Try again in a moment.")}">{skips}</nav>'
        f'<nav class="ba-topbar" aria-label="Border Atlas">{openers}<button type="button" data-shares>{share}</button></nav>'
        '<div class="ba-shade"></div>'
    )


@cache
def script() -> str:
    """Return the element that loads the page's own script, before Streamlit's and without waiting for it."""
    return f'<script defer src=".{PATH}?v={assets.page_script().etag}"></script>'
