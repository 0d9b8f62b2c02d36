"""Claims of dead and injured read aloud: everybody's latest, or what each side counts of its own."""

from __future__ import annotations

from geodata.claims import ClaimRow, claims_table
from geodata.events import Incident
from geodata.parties import PARTIES, SIDES
from geodata.translation import tr


def say_latest(record: Incident) -> str:
    """Read every claimant's latest figures aloud, party by party; earlier ones are on the card."""
    latest = [claim for claim in claims_table(record) if claim.latest]
    if not latest:
        return tr("No figures of dead or injured are recorded.")
    words = "; ".join(map(_said, latest))
    return tr("Dead and injured as claimed, never added up: {claims}.", claims=words)


def _said(row: ClaimRow) -> str:
    known = row.claim.low is not None or row.claim.high is not None
    values = {
        "party": PARTIES[row.party].name,
        "claimant": row.claimant,
        "figure": row.figure if known else row.wording or row.figure,
        "killed": row.measure,
        "whose": row.about_words,
    }
    if row.claim.as_of is None:
        return tr("{party}, {claimant}: {figure} {killed} ({whose}, undated)", **values)
    return tr("{party}, {claimant}: {figure} {killed} ({whose}, as of {day})", day=row.as_of, **values)


def say_own_dead(incident: Incident) -> str:
    """Say what each side counts of its own dead, both in the same form and by the alphabet; empty where neither gives a number.

    A whole count goes before one of civilians or troops alone, then the latest counts, then the highest.
    """
    rows = [row for row in claims_table(incident) if row.claim.measure == "killed" and row.claim.low is not None]
    sides = sorted(SIDES, key=lambda side: PARTIES[side].name)
    own = {side: [row for row in rows if row.party == row.claim.about == side] for side in sides}
    counts = "; ".join(_own_count(side, max(own[side], key=_standing, default=None)) for side in sides)
    return tr("Dead, by each side’s own latest count: {counts}.", counts=counts) if any(own.values()) else ""


def _standing(row: ClaimRow) -> tuple[bool, str, int]:
    return row.claim.scope == "all", row.claim.as_of or "", row.claim.low or 0


def _own_count(side: str, row: ClaimRow | None) -> str:
    name = PARTIES[side].side
    if row is None:
        return tr("{side}, no figure", side=name)
    values = {"side": name, "figure": row.figure, "killed": row.measure, "claimant": row.claimant, "day": row.as_of}
    return tr("{side}, {figure} {killed} ({claimant}, {day})", **values)
