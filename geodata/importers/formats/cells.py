"""What a cell of a sheet, a GeoPackage or JSON holds, as text."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from geodata.translation import tr_in


def text(cell: object) -> str:
    """Return a cell as text: whole numbers without a point, days as ISO days."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return tr_in("a cell that holds true", "yes") if cell else tr_in("a cell that holds false", "no")
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return "" if cell is None else str(cell)
