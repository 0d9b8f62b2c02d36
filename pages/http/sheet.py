"""The pages' style sheet, linked from the HTML of each: as part of the page's elements it would be sent and read anew in every run."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from threading import Event

from layers.kit.asset import Asset, asset
from layers.kit.palette import css_variables

PATH = "/assets/page.css"

#: What is the same in all windows, what a small one has otherwise, and paper.
PARTS = ("page.css", "small.css", "print.css")

#: Set once this process has answered a page's HTML, which links the sheet. Where a platform answers pages itself, and on a replica that
#: has answered none yet, the sheet goes with the page's elements.
given = Event()


@cache
def sheet() -> Asset:
    """Return the style sheet, with the colours that the reader's system asks for; `shell.style` says which the reader chose here."""
    colours = f":root {{ {css_variables('light')} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {css_variables('dark')} }} }}\n"
    parts = [(Path(__file__).parent / name).read_text(encoding="utf-8") for name in PARTS]
    # Paper is light, and what the reader chose here (`shell.style`) says no more than `:root`.
    paper = f"@media print {{ :root:root {{ color-scheme: light; {css_variables('light')} }} }}\n"
    return asset(colours + paper + "\n".join(parts), "text/css; charset=utf-8")


def linked(page: str) -> str:
    """Return a page's HTML with the style sheet as the last thing in it, where it overrules what Streamlit says as plainly."""
    inside, end = page.split("</body>")
    return f'{inside}<link rel="stylesheet" href=".{PATH}?v={sheet().etag}">\n  </body>{end}'
