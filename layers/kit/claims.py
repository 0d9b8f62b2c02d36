"""Claims of losses: a line for each side with its latest complete figures, every claim as tables, and all of it read aloud."""

from __future__ import annotations

from geodata.claims import ClaimRow, claims_table, numbers, say_as_of, say_claimed
from geodata.events import Incident
from geodata.fields import COUNTED, Measure
from geodata.parties import ABOUT, PARTIES, SIDES
from geodata.records import Claim
from geodata.translation import filled, mark, tr
from layers.kit.dataset import Column
from layers.kit.losses import death_range, later_parts, loss_range, standing, voice
from layers.kit.text import sentence_case
from layers.kit.told import Table

#: What the table of records holds for each side: measure → headings of its lowest and its highest figure.
_PEOPLE: dict[Measure, tuple[str, str]] = {
    "killed": (mark("Deaths, {side}: lowest"), mark("Deaths, {side}: highest")),
    "injured": (mark("Injured, {side}: lowest"), mark("Injured, {side}: highest")),
    "displaced": (mark("Displaced, {side}: lowest"), mark("Displaced, {side}: highest")),
}
_GLOSSES = (
    mark("Lowest of the claimants' latest complete figures; {losses}, never a sum"),
    mark("Highest of the claimants' latest complete figures; {losses}, never a sum"),
)
_STANDING = mark("{losses}, the latest complete figures")
_GLOSS = mark("As on the card, each figure with its claimant, and what was counted later of a part alone")

COLUMNS: dict[str, Column] = {
    f"{measure}_{side}_{end}": Column(
        "integer",
        filled(heading, side=PARTIES[side].name),
        filled(gloss, losses=ABOUT[side]),
        listed=measure == "killed",
    )
    for measure, headings in _PEOPLE.items()
    for side in SIDES
    for end, heading, gloss in zip(("low", "high"), headings, _GLOSSES, strict=True)
} | {f"standing_{side}": Column("text", filled(_STANDING, losses=ABOUT[side]), _GLOSS, listed=False) for side in SIDES}


def cells(record: Incident) -> dict[str, object]:
    """Return what `COLUMNS` hold of an incident, and the highest claim of dead, by which it is filtered."""
    found: dict[str, object] = {}
    for measure in _PEOPLE:
        for side in SIDES:
            one = loss_range(record, side, measure, complete=True)
            found |= {f"{measure}_{side}_low": one and one.low, f"{measure}_{side}_high": one and one.high}
    deaths = death_range(record)
    first = {f"standing_{side}": "; ".join(_standing(record, side)) for side in SIDES}
    return found | first | {"deaths": deaths and deaths.high}


def tables(record: Incident) -> tuple[Table, ...]:
    """Return the claims of a card: first a line for each side, then every claim, side by side of loss; none without a claim."""
    rows = claims_table(record)
    if not rows:
        return ()
    lines = tuple(
        ((sentence_case(words), ";\n".join(said) or tr("no figure")), "", "")
        for about, words in ABOUT.items()
        if (said := _standing(record, about)) or about in SIDES
    )
    first = Table(
        tr("Losses, the latest complete figures"),
        (tr("Whose"), tr("Figures, each with its claimant")),
        lines,
        note=tr(
            "The sides stand in the order of the alphabet, here as everywhere: what a side counts of its own losses, or else what others do, and what they counted later of a part alone. "
            "Nothing is added up."
        ),
    )
    return first, *(
        _history(words, about, rows) for about, words in ABOUT.items() if any(about == row.about for row in rows)
    )


def _standing(record: Incident, about: str) -> list[str]:
    """Return what stands of a side's losses, measure by measure, each whole count followed by later ones of a part."""
    found = [standing(record, about, measure) for measure in COUNTED]
    return [words for claim in found if claim for words in _with_parts(record, claim)]


def _with_parts(record: Incident, claim: Claim) -> list[str]:
    parts = [
        tr("later, of a part alone: {counted}", counted=_with_claimant(part)) for part in later_parts(record, claim)
    ]
    return [_with_claimant(claim), *parts]


def _with_claimant(claim: Claim) -> str:
    day = say_as_of(claim.as_of, short=True)
    return tr("{counted} ({claimant}, {day})", counted=say_claimed(claim), claimant=claim.claimant, day=day)


def _history(words: str, about: str, rows: list[ClaimRow]) -> Table:
    """Return every claim about one side's losses: measure by measure, whole counts before parts, a claimant's earlier figures set back."""
    told = sorted(
        (row for row in rows if row.about == about),
        key=lambda row: (COUNTED.index(row.claim.measure), row.claim.scope != "all", voice(row.claim)),
    )
    return Table(
        tr("All claims: {losses}", losses=words),
        (tr("Claimant"), tr("Figure"), tr("As of")),
        tuple(
            (
                (row.claimant, say_claimed(row.claim), row.as_of),
                " ".join(_remarks(row)),
                "" if row.latest else "older",
            )
            for row in told
        ),
        print_in=1,
        fold=tr("Earlier figures of the same claimants"),
    )


def _remarks(row: ClaimRow) -> list[str]:
    """Return the source's wording, where that is not the figure itself, and the note."""
    known = row.claim.low is not None or row.claim.high is not None
    wording = tr("“{words}”.", words=row.wording) if known and row.wording not in (None, row.figure) else ""
    return [words for words in (wording, row.note) if words]


def say_latest(record: Incident) -> str:
    """Read every claimant's latest figures aloud, party by party; earlier ones are on the card."""
    latest = [claim for claim in claims_table(record) if claim.latest]
    if not latest:
        return tr("No figures of losses are recorded.")
    words = "; ".join(map(_said, latest))
    return tr("Losses as claimed, never added up: {claims}.", claims=words)


def _said(row: ClaimRow) -> str:
    values = {
        "party": PARTIES[row.party].name,
        "claimant": row.claimant,
        "counted": say_claimed(row.claim),
        "whose": row.about_words,
    }
    if row.claim.as_of is None:
        return tr("{party}, {claimant}: {counted} ({whose}, undated)", **values)
    return tr("{party}, {claimant}: {counted} ({whose}, as of {day})", day=row.as_of, **values)


def say_own_dead(incident: Incident) -> str:
    """Say what each side counts of its own dead, both in the same form and in the atlas's order; empty where neither gives a number.

    A whole count goes before one of a part alone, then the latest counts, then the highest.
    """
    own = {side: _own_dead(incident, side) for side in SIDES}
    counts = "; ".join(_own_count(incident, side, claim) for side, claim in own.items())
    return tr("Dead, by each side’s own latest count: {counts}.", counts=counts) if any(own.values()) else ""


def _own_dead(incident: Incident, side: str) -> Claim | None:
    claim = standing(incident, side, "killed", side)
    return claim if claim and numbers(claim) is not None else None


def _own_count(incident: Incident, side: str, claim: Claim | None) -> str:
    name = PARTIES[side].side
    if claim is None:
        return tr("{side}, no figure", side=name)
    return tr("{side}, {counted}", side=name, counted=", ".join(_with_parts(incident, claim)))
