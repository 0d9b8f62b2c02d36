"""What the search box finds: every record and place by every form of its name."""

from __future__ import annotations

from functools import lru_cache

from geodata.ledger import Ledger

_WHAT = {
    "sections": "section",
    "incidents": "clash",
    "crossings": "crossing",
    "bases": "base",
    "transfers": "transfer",
    "exercises": "exercise",
    "milestones": "milestone",
    "places": "place",
}


@lru_cache(maxsize=4)
def entries(ledger: Ledger) -> dict[str, str]:
    """Return id → line to search in: title, what it is, then every alias in every language.

    Places without coordinates are left out: there is nowhere to go.
    """
    found: dict[str, str] = {}
    for table, what in _WHAT.items():
        for record_id, record in ledger.tables[table].items():
            if table == "places" and (record.lon is None or record_id in found):
                continue
            title = record.names.en[0] if table == "places" else record.title
            names = record.names.forms() if record.names else []
            others = [name for name in dict.fromkeys(names) if name != title]
            year = (
                f" {record.start.year}"
                if getattr(record, "start", None) and table in ("incidents", "milestones")
                else ""
            )
            found[record_id] = f"{title} ({what}{year})" + (f" · {', '.join(others)}" if others else "")
    return found
