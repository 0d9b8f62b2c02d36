"""Whose a set is and where it lies, in the words of cards, downloads, legends and pictures: a reader's own file, or a set that this atlas keeps."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.translation import tr


@dataclass(frozen=True)
class KeptAs:
    """What a kept set says of itself wherever its rows go.

    Attributes
    ----------
    name : str
        Set and version as a link names them.
    owner : str
        Whose data it is, in its keeper's words.
    licence : str
        Under which terms its keeper gives it out; may be empty.
    note : str
        What else its keeper says of it; may be empty.
    """

    name: str
    owner: str
    licence: str = ""
    note: str = ""

    @property
    def whose(self) -> str:
        """Whose it is, and that it is none of the ledger's."""
        words = tr(
            "Kept by readers of this atlas as {name}; data of {owner}. Not part of the atlas’s ledger and not checked by it.",
            name=self.name,
            owner=self.owner,
        )
        return " ".join(filter(None, (words, self.terms)))

    @property
    def terms(self) -> str:
        """The licence as a sentence; empty where none is given."""
        return tr("Licence: {licence}.", licence=self.licence.rstrip(".")) if self.licence else ""


def called(title: str, kept: KeptAs | None) -> str:
    """Return how a set is named among the ledger's groups."""
    return tr("{title} (kept set)", title=title) if kept else tr("{title} (your own data)", title=title)
