"""Who faces whom: Arvia in the north and Belmia in the south of an island that no map has."""

from __future__ import annotations

from typing import Any

#: Latitude and longitude of the middle of the line, in the South Atlantic.
MIDDLE = (-12.0, -30.0)

LINE, OLDER = 2001, 1998

#: The last day of its slider.
TODAY = "2003-05-01"

MANIFEST: dict[str, Any] = {
    "title": "Arvian–Belmish border",
    "first_day": "1950-01-01",
    "squeezed_before": "1980-01-01",
    "inherited_at": "the partition",
    "compared": ["1996-05-01", "2002-05-01"],
    "years_of_mapping": [LINE, OLDER],
    "centre": list(MIDDLE),
    "opens": {"tripoint-corran": "stone-of-three"},
    "sides": [
        {
            "key": key,
            "code": code,
            "state": state,
            "name": name,
            "side": f"{name} side",
            "speaker": f"the {name} side",
            "losses": f"{name} losses",
            "publishers": f"{name} publishers",
            "land": f"{name} land",
            "language": language,
        }
        for key, code, state, name, language in (
            ("arvian", "AV", "Arvia", "Arvian", "xa"),
            ("belmish", "BM", "Belmia", "Belmish", "xb"),
        )
    ],
    "neighbours": {"CX": "Corran land"},
    "countries": ["DX"],
    "languages": {"xa": "Arvian", "xb": "Belmish"},
    "regions": {
        "lowmarsh": {
            "title": "Lowmarsh",
            "state": "AV",
            "districts": {"millbrook": "Millbrook district", "reedham": "Reedham"},
        },
        "highfell": {"title": "Highfell county", "state": "BM", "districts": {"tarnside": "Tarnside"}},
    },
    "former": {"oldmarsh": "lowmarsh"},
    "cameras": {
        "whole": {"title": "All of the line", "bounds": [[-12.2, -30.25], [-11.8, -29.75]]},
        "mill-valley": {"title": "Mill valley", "bounds": [[-12.06, -30.2], [-11.96, -30.08]]},
    },
    "surroundings": {"title": "the island", "bounds": [[-14.0, -32.0], [-10.0, -28.0]]},
    "fence_plan": {"km": 12, "note": "The plan of 12 km is the only one."},
    "credits": [{"text": "line drawn by a test"}],
    "methods": {
        "line": ["The line is a wave that a test has drawn."],
        "sections": ["A section is the ground on both sides of a third of the line."],
    },
}
