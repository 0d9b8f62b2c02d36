"""Who says that who did what in a clash: one form of words for either side, and the filters and columns that follow from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from geodata.events import FiredBy, Incident, sides_fired, sides_lost
from geodata.parties import PARTIES, SIDES, states_of
from geodata.translation import mark, tr
from layers.kit.dataset import Column
from layers.kit.text import listing, sentence_case, sentences

#: Kinds in which two sides face each other, so that it is told when nobody says who began.
_FACING = frozenset({"armed conflict", "armed clash", "shooting", "communal clash", "brawl", "standoff"})

COLUMNS = {
    "fired_by": Column(
        "text",
        mark("Fired by, as claimed"),
        mark("Sides that anybody says to have fired or acted; empty where no source says it"),
    ),
    "losses_of": Column("text", mark("Losses of"), mark("Sides that have losses, by anybody's claims")),
    "attribution": Column(
        "text",
        mark("Who says who did what"),
        mark("Who says that who did what, first the sides in their order, then others"),
        listed=False,
    ),
}


def say(incident: Incident) -> str:
    """Say first who says that who did what, then of whom no word is on record, whether it is told who began, and who has losses.

    The sides speak in their order, then both together, then others, a sentence for each claimant, all in the same form. A tally is no event
    and says nothing.
    """
    rows = incident.fired_by
    if rows is None:
        return ""
    if not rows:
        return sentences(tr("No source says who fired or who began."), _losses(incident))
    heard = {row.party for row in rows}
    silent = [PARTIES[side].speaker for side in SIDES if not heard & {side, "joint"}]
    open_ = incident.kind in _FACING and not any(row.first for row in rows)
    return sentences(
        *(account for party in PARTIES for account in _accounts(party, [row for row in rows if row.party == party])),
        tr("Of {sides} no word on who did what is on record.", sides=listing(silent)) if silent else "",
        tr("Who began is not stated.") if open_ else "",
        _losses(incident),
    )


def _accounts(party: str, rows: Sequence[FiredBy]) -> Iterator[str]:
    """Yield what a party says, a sentence for each claimant; one who is but the side itself is named by the side's name alone."""
    by: dict[str, list[str]] = {}
    for row in rows:
        by.setdefault(row.claimant, []).append(tr("that {deed}", deed=row.did))
    for claimant, deeds in by.items():
        values = {"what": listing(deeds), "claimant": claimant, "side": PARTIES[party].speaker}
        if claimant == PARTIES[party].side:
            said = tr("{side} say {what}.", **values) if party == "joint" else tr("{side} says {what}.", **values)
        elif party == "joint":
            said = tr("{side} say {what} ({claimant}).", **values)
        else:
            said = tr("{side} says {what} ({claimant}).", **values)
        yield sentence_case(said)


def _losses(incident: Incident) -> str:
    lost = [PARTIES[side].speaker for side in sides_lost(incident)]
    return (
        tr("Losses of {sides} are claimed.", sides=listing(lost))
        if lost
        else tr("Losses of neither side are on record.")
    )


def both_speak(incident: Incident) -> bool:
    """Tell whether both sides say who acted."""
    return set(SIDES) <= {row.party for row in incident.fired_by or ()}


def facets(incident: Incident) -> dict[str, Mapping[str, str] | list[str]]:
    """Return what the filters by who fired and by whose losses find of a clash."""
    fired = _states(sides_fired(incident))
    nobody = {} if fired or incident.fired_by is None else {"not-stated": tr("Not said by any source")}
    return {"fired_by": nobody or fired, "losses_of": _states(sides_lost(incident))}


def cells(incident: Incident) -> dict[str, object]:
    """Return a clash's values in `COLUMNS`."""
    return {
        "fired_by": "; ".join(_states(sides_fired(incident))),
        "losses_of": "; ".join(_states(sides_lost(incident))),
        "attribution": say(incident),
    }


def _states(sides: Sequence[str]) -> list[str]:
    return [state for side in sides for state in states_of(side)]
