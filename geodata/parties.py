"""Who speaks and of whom: the two sides of the border, both together, and third parties, with every form of their names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from geodata import atlas
from geodata.atlas import Forms
from geodata.fields import one_of
from geodata.translation import Said, SaidTable, mark

_FIRST, _SECOND = atlas.current().sides

#: The two sides, in the order in which they are told.
SIDES = (_FIRST.key, _SECOND.key)


@dataclass(frozen=True)
class SaidForms:
    """The `Forms` of a party that every atlas has."""

    name: Said = Said()
    side: Said = Said()
    speaker: Said = Said()
    publishers: Said = Said()


#: Party → what it is called, in the order in which claims and publications are listed.
PARTIES: dict[str, Forms | SaidForms] = {
    _FIRST.key: _FIRST,
    _SECOND.key: _SECOND,
    "joint": SaidForms(
        mark("Both sides together"), mark("Both sides"), mark("both sides"), mark("Both sides together")
    ),
    "third": SaidForms(mark("Third parties"), mark("Third party"), mark("a third party"), mark("Third parties")),
}

#: Whose losses a claim is about, in words, in the order in which they are listed.
ABOUT = SaidTable(
    {
        _FIRST.key: _FIRST.losses,
        _SECOND.key: _SECOND.losses,
        "both": mark("losses of both sides together"),
        "unspecified": mark("losses, side not stated"),
    }
)

#: Code → state, of the two sides.
STATES: dict[str, str] = {side.code: side.state for side in (_FIRST, _SECOND)}

#: Whose voice a statement is: that of a body or medium of one side, of both together, or of neither.
Party = Annotated[str, one_of(*PARTIES)]

#: Whose losses.
Loss = Annotated[str, one_of(*ABOUT)]


def states_of(token: str) -> tuple[str, ...]:
    """Return the states that a party or the subject of a claim stands for: one, both, or none."""
    if token in ("both", "joint"):
        return tuple(STATES.values())
    return tuple(side.state for side in (_FIRST, _SECOND) if side.key == token)


def lands() -> dict[str, str]:
    """Return code → what its land is called, of every state in the geometry."""
    return {side.code: side.land for side in (_FIRST, _SECOND)} | atlas.current().neighbours
