"""The claims of records as a table of their own, one claim a row, which goes with every file of them."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from geodata.claims import latest_claims
from geodata.events import Incident
from geodata.records import Record
from geodata.translation import SaidTable, mark

#: Name of the table.
CLAIMS = "claims"

#: Column of the table → what it holds.
COLUMNS = SaidTable(
    {
        "record": mark("Id of the record that the claim is about"),
        "about": mark("Whose losses: a side, “both” together, or “unspecified”"),
        "measure": mark("What is counted: people, houses or other buildings"),
        "scope": mark("“all”, or which part alone: “civilians”, “troops”, or “places” for some of the places"),
        "low": mark("Lowest figure; empty where none is given, which is not zero"),
        "high": mark("Highest figure; empty where it is “or more”, or words alone"),
        "wording": mark("The source's own words, in short"),
        "claimant": mark("Who says so"),
        "party": mark("Whose voice the claimant is: a side's, “joint” or “third”"),
        "as_of": mark("Year, month or day of which the figure is"),
        "source": mark("Id of the source, listed in the citation"),
        "note": mark("What is to be known of the figure"),
        "latest": mark("“yes” for that claimant's latest figure of the kind, else “no”"),
    }
)

_NUMBERS = ("low", "high")


def claims_of(records: Iterable[Record]) -> pa.Table:
    """Return every claim about some records, record by record; what nobody gave is null."""
    rows = []
    for record in records:
        if isinstance(record, Incident):
            latest = set(map(id, latest_claims(record)))
            rows += [
                {**claim.model_dump(), "record": record.id, "latest": "yes" if id(claim) in latest else "no"}
                for claim in record.claims
            ]
    return pa.table(
        {
            name: pa.array([row[name] for row in rows], pa.int64() if name in _NUMBERS else pa.string())
            for name in COLUMNS
        }
    )
