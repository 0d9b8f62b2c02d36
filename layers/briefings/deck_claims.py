"""The claims of a scene as tables of slides, cut where each part hears both sides."""

from __future__ import annotations

from dataclasses import dataclass

from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from geodata.translation import tr
from layers.briefings.citations import Claim
from layers.briefings.deck_flow import LEAST, WIDER
from layers.briefings.deck_parts import Box, Look, fill_cell
from layers.pictures.typefaces import wrap

Cells = tuple[str, str, str]

#: What of a table's width each column takes: claimant, claim, as of.
_COLUMNS = (0.31, 0.47, 0.22)
#: Room in a cell beside and above its text, in points.
_BESIDE, _ABOVE = 4, 2
#: A single part that is higher than a slide is written smaller, in points; else nothing is.
_SMALLER = (LEAST, 12, 11, 10, 9)


@dataclass(frozen=True)
class Table:
    """Rows below their head, at a size in points, with the height of each in points, the head's first."""

    rows: list[Claim]
    size: float
    heights: list[float]

    @property
    def height(self) -> float:
        """Its height in inches."""
        return sum(self.heights) / 72


def head() -> Cells:
    """Return the head of a table of claims."""
    return (tr("Claimant"), tr("Claim"), tr("As of"))


def _height(row: Cells, size: float, width: float) -> float:
    cells = zip(row, _COLUMNS, strict=True)
    rows = max(len(wrap(text, "sans", size * WIDER, part * width - 2 * _BESIDE)) for text, part in cells)
    return rows * size * 1.22 + 2 * _ABOVE


def first(
    parts: list[list[Claim]], width: float, height: float, size: float = LEAST
) -> tuple[Table, list[list[Claim]]]:
    """Return a table of the first parts of claims that fit into a box in inches at a size in points, and the parts that are left."""
    heights, rows = [_height(head(), size, width * 72)], list[Claim]()
    for number, part in enumerate(parts):
        more = [_height(row.cells(), size, width * 72) for row in part]
        if sum(heights) + sum(more) > height * 72:
            return Table(rows, size, heights), parts[number:]
        heights, rows = heights + more, rows + part
    return Table(rows, size, heights), []


def tables(parts: list[list[Claim]], width: float, height: float) -> list[Table]:
    """Return the tables that parts of claims take on slides of their own, of a size in inches."""
    found = []
    while parts:
        table, left = first(parts, width, height)
        if not table.rows:
            # As small as it must be for one part to stand whole.
            several = (first(parts[:1], width, height, size)[0] for size in _SMALLER)
            alone = next((one for one in several if one.rows), None) or first(parts[:1], width, 1000, _SMALLER[-1])[0]
            table, left = alone, parts[1:]
        found.append(table)
        parts = left
    return found


def add_table(slide: Slide, look: Look, table: Table, box: Box) -> None:
    """Add a table to a slide, at the top of a box in inches."""
    left, top, width, _ = box
    rows = [head(), *(row.cells() for row in table.rows)]
    frame = slide.shapes.add_table(len(rows), 3, *(Inches(value) for value in (left, top, width, table.height)))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", tr("Claims, each with its claimant and its date"))
    frame.table.horz_banding, frame.table.first_row = False, not look.pale
    for number, part in enumerate(_COLUMNS):
        frame.table.columns[number].width = Inches(part * width)
    for number, (row, height) in enumerate(zip(rows, table.heights, strict=True)):
        frame.table.rows[number].height = Emu(int(height * 12700))
        for cell, text in zip(frame.table.rows[number].cells, row, strict=True):
            cell.margin_left = cell.margin_right = Pt(_BESIDE)
            cell.margin_top = cell.margin_bottom = Pt(_ABOVE)
            fill_cell(look, cell, text, table.size, number == 0)
