"""The plain values of a saved briefing, which `layers.briefings.reading` makes a briefing of."""

from __future__ import annotations

import json
from math import isfinite

from geodata.importers.report import refused

#: The largest file that is read, in bytes.
MOST = 1_000_000


def read(data: bytes) -> object:
    """Return what the JSON text of a file says.

    Raises
    ------
    Refused
        Where it is none, or too large.
    """
    if len(data) > MOST:
        raise refused("The file is larger than {mb} MB, which no briefing is.", mb=MOST // 1_000_000)
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=str, parse_float=_number)
    except (ValueError, RecursionError):
        # Of the second kind of ValueError, a number of thousands of digits, Python makes no number.
        raise refused(
            "The file is not a briefing: it is no JSON text. A briefing is saved on the page “Brief”."
        ) from None


def _number(written: str) -> float | str:
    """Return a number; what is none, as one without end, stays as it was written, for JSON has no sign for it."""
    number = float(written)
    return number if isfinite(number) else written
