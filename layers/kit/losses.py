"""What each side lost by the claims about an incident: the range of the latest figures, and the latest complete one.

Nothing here adds figures up: a range runs over claimants, and a figure that nobody gave is `None`, never 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geodata.claims import latest, numbers, recency
from geodata.events import Incident
from geodata.fields import Measure
from geodata.parties import ABOUT, SIDES
from geodata.records import Claim


@dataclass(frozen=True)
class LossRange:
    """The lowest and the highest of the claimants' latest figures of one measure for one side of loss.

    `or_more` says that the highest figure was given as “or more”.
    """

    low: int
    high: int
    about: str
    or_more: bool = False


def loss_range(incident: Incident, about: str, measure: Measure, complete: bool = False) -> LossRange | None:
    """Return the lowest and highest claimed figure of a measure for one side of loss.

    For each claimant the latest figure is taken. Where a claimant gives a whole count, its counts of
    civilians, troops or some places alone are parts of that and set aside; where it gives only such a part, the part
    is its figure. A claim in words only (“some”) is no figure.

    Parameters
    ----------
    incident : Incident
        A record of the ledger. Its children are not looked at.
    about : str
        Whose losses, a key of `ABOUT`; both sides together are a side of their own.
    measure : str
    complete : bool
        Counts of civilians, troops or some places alone stand only where nobody at all gives a whole count.

    Returns
    -------
    LossRange or None
        None where nobody gives a number: missing is not zero.
    """
    figures = {
        id(claim): figure
        for claim in incident.claims
        if (claim.measure, claim.about) == (measure, about) and (figure := numbers(claim)) is not None
    }
    counts = latest(claim for claim in incident.claims if id(claim) in figures)
    whole = tuple(claim for claim in counts if claim.scope == "all")
    counts = whole if complete and whole else tuple(claim for claim in counts if not _is_part(claim, whole))
    if not counts:
        return None
    highest = max(counts, key=lambda claim: (figures[id(claim)][1], claim.high is None))
    return LossRange(
        low=min(figures[id(claim)][0] for claim in counts),
        high=figures[id(highest)][1],
        about=about,
        or_more=highest.high is None,
    )


def death_range(incident: Incident) -> LossRange | None:
    """Return the lowest and highest claimed number of dead, for the side with the highest claim.

    The two sides are never added up: a count of both together counts only where no claim names one side.
    """
    ranges = [loss_range(incident, about, "killed") for about in ABOUT]
    found = [one for one in ranges if one is not None]
    named = [one for one in found if one.about in SIDES]
    return max(named or found, key=lambda one: (one.high, one.or_more), default=None)


def standing(incident: Incident, about: str, measure: Measure, party: str = "") -> Claim | None:
    """Return the latest complete figure of a measure for one side of loss.

    Of each claimant's latest figures a whole count goes before one of civilians, troops or some places alone, then what that side
    says of itself before what both say, third parties and the other side say, then the later and the higher figure.
    A claim in words stands where nobody gives a number. With a `party` it alone is heard.
    """

    def rank(claim: Claim) -> tuple[bool, int, tuple[str, int]]:
        return claim.scope == "all", -voice(claim), recency(claim)

    said = [claim for claim in incident.claims if not party or claim.party == party]
    told = [claim for claim in said if (claim.about, claim.measure) == (about, measure)]
    given = [claim for claim in told if numbers(claim) is not None]
    return max(latest(given or told), key=rank, default=None)


def later_parts(incident: Incident, whole: Claim) -> tuple[Claim, ...]:
    """Return the latest counts of a part alone that came after a whole count, by those who are as near to the losses.

    A whole count would hide them: it says all, and is older. What farther voices count of a part stands in the history.
    """
    if whole.scope != "all" or not whole.as_of:
        return ()
    return tuple(
        claim
        for claim in latest(claim for claim in incident.claims if numbers(claim) is not None)
        if claim.scope != "all"
        and (claim.about, claim.measure) == (whole.about, whole.measure)
        and (claim.as_of or "") > whole.as_of
        and voice(claim) <= voice(whole)
    )


def voice(claim: Claim) -> int:
    """Return how near a claimant is to the losses: 0 for that side itself, then both sides, third parties, the other side."""
    order = (claim.about, "joint", "third")
    return order.index(claim.party) if claim.party in order else len(order)


def _is_part(claim: Claim, whole: Sequence[Claim]) -> bool:
    return claim.scope != "all" and any(other.claimant == claim.claimant for other in whole)
