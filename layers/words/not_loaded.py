"""What of the ledger could not be read: that nothing of it shows must not be taken for that there is nothing."""

from __future__ import annotations

from geodata.ledger import Ledger
from geodata.translation import tr
from layers.kit.text import listing, sentence_case
from layers.words.sources import record_words


def kinds(ledger: Ledger) -> list[str]:
    """Return what the tables of which nothing loaded hold, in the plural."""
    others = {"places": tr("places"), "sources": tr("sources")}
    words = record_words()
    return [words[table].many if table in words else others[table] for table in ledger.missing]


def sentence(ledger: Ledger) -> str:
    """Say which kinds of record could not be loaded; empty where all were."""
    lost = kinds(ledger)
    if not lost:
        return ""
    return tr(
        "{kinds} could not be loaded: that none are shown does not mean that there are none.",
        kinds=sentence_case(listing(lost)),
    )
