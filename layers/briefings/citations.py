"""What a briefing's files cite: sources numbered through the whole briefing, claims as rows, the link to each live view."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import segno

from geodata.claims import ClaimRow, claims_table, say_as_of, say_claimed
from geodata.dates import say
from geodata.events import Incident
from geodata.fields import COUNTED
from geodata.ledger import Ledger
from geodata.parties import ABOUT, states_of
from geodata.provenance import derived_files
from geodata.records import Source
from geodata.translation import tr
from layers.briefings.briefing import Briefing, Scene, sources_of_scene
from layers.kit.annotation import say_drawn
from layers.kit.losses import later_parts, standing
from layers.kit.text import sentences
from layers.reader_data.drawn import OwnSet, say_own
from layers.view.link import to_query
from layers.words.headline import facts_of, headline, past_checked
from layers.words.legend import sources_of

#: A scene that names no record of its own cites what it shows; more than this on a page is not read.
_SHOWN = 8
#: So many rows of claims are never parted where one side alone would stand in some of them.
_TOGETHER = 6


@dataclass(frozen=True, order=True)
class Claim:
    """A claim as a row: what it is about, who says it, what, as of when, and whose losses it counts."""

    about: str
    claimant: str
    figure: str
    as_of: str
    loss: str

    def cells(self) -> tuple[str, str, str]:
        """Return its row of a table: claimant, claim, as of."""
        return (self.claimant, self.figure, self.as_of)


class Citations:
    """The sources of a briefing, numbered in the order in which its scenes first name them."""

    def __init__(self, briefing: Briefing, ledger: Ledger, sets: Sequence[OwnSet] = ()) -> None:
        self._own = [sentences(say_drawn(scene.annotations), say_own(scene.view, sets)) for scene in briefing.scenes]
        self._numbers: dict[str, int] = {}
        self._sources: list[Source] = []
        self._more: dict[int, int] = {}
        self._by_scene: list[list[Source]] = []
        for index, scene in enumerate(briefing.scenes):
            cited = sources_of_scene(scene, ledger)
            if not cited:
                shown = sources_of(scene.view, ledger)
                cited, self._more[index] = shown[:_SHOWN], max(0, len(shown) - _SHOWN)
            self._by_scene.append(cited)
            for source in cited:
                if source.id not in self._numbers:
                    self._sources.append(source)
                    self._numbers[source.id] = len(self._sources)

    def footnote(self, index: int) -> str:
        """Return the citations of a scene on one line, by the numbers of the source list; own data, which has none, stands first."""
        parts = [
            f"[{self._numbers[source.id]}] {source.publisher}, {say_as_of(source.date)}"
            for source in self._by_scene[index]
        ]
        if more := self._more.get(index):
            parts.append(tr("and {n} more behind what the map shows", n=more))
        cited = f"{'; '.join(parts)}." if parts else tr("No record is shown.")
        return sentences(self._own[index], cited)

    def entries(self) -> list[tuple[int, Source]]:
        """Return the source list."""
        return list(enumerate(self._sources, start=1))

    def numbers(self, index: int) -> str:
        """Say by their numbers which sources of the list a scene cites; what the list does not have stands first, as in `footnote`."""
        cited = " ".join(f"[{self._numbers[source.id]}]" for source in self._by_scene[index])
        return sentences(self._own[index], tr("Sources: {cited} of the list at the end.", cited=cited))


def say_source(source: Source) -> str:
    """Return a source as a list names it, without its address."""
    read = tr("Read on {day}.", day=say(source.read)) if source.read else ""
    return sentences(f"{source.title}. {source.publisher}, {say_as_of(source.date)}.", read)


def method(ledger: Ledger) -> list[str]:
    """Return how to read what a document shows, as sentences."""
    return [
        tr(
            "Every figure is a claim: it stands with whoever made it and the day of which it speaks. Claims of different sides stand beside each other and are never added up."
        ),
        tr(
            "Outlines of sections and the stretches along which fighting is reported are indicative; so is each place that its source names only in words."
        ),
        tr("What the map shows is the state of its date, as far as the publications named tell it."),
        facts_of(ledger),
    ]


def claims_of(scene: Scene, ledger: Ledger) -> list[list[Claim]]:
    """Return every claimant's latest figures on the incidents a scene rests on, in groups that belong together.

    A group is of one count, such as the dead, and has a claim about each side's losses where there is one: first each
    side's latest complete figure, count by count, then the others in turns. So a table that is cut between groups hears both sides.
    """
    groups: dict[tuple[int, int, bool, str], dict[str, Claim]] = {}
    for place, record_id in enumerate(scene.cited()):
        found = ledger.find(record_id)
        if found and isinstance(found[1], Incident):
            for turn, row in _in_turns(found[1]):
                claim = Claim(
                    found[1].title, row.claimant, f"{say_claimed(row.claim)}, {row.about_words}", row.as_of, row.about
                )
                # Of the latest complete figures one may be whole and the other of troops alone: its words say so.
                scope = row.claim.scope if turn else "all"
                key = (turn, COUNTED.index(row.claim.measure), scope != "all", f"{place:03} {scope}")
                groups.setdefault(key, {})[row.about] = claim
    return [[group[about] for about in ABOUT if about in group] for _, group in sorted(groups.items())]


def _in_turns(incident: Incident) -> Iterator[tuple[int, ClaimRow]]:
    """Yield the latest claims, each with its turn among those that count the same losses: first the latest complete one, then later ones of a part."""
    turns: Counter[tuple[str, str]] = Counter()
    latest = [row for row in claims_table(incident) if row.latest]
    for row in sorted(latest, key=lambda row: _place(incident, row)):
        series = (row.about, row.claim.measure)
        yield turns[series], row
        turns[series] += 1


def _place(incident: Incident, row: ClaimRow) -> int:
    first = standing(incident, row.about, row.claim.measure)
    if first is None or row.claim is first:
        return 0
    return 1 if row.claim in later_parts(incident, first) else 2


def claim_rows(scene: Scene, ledger: Ledger) -> list[list[Claim]]:
    """Return a scene's claims as rows of a table, in the parts between which it may be cut.

    A part hears every side that the scene has claims about, unless many claims about one side follow one another.
    """
    groups = claims_of(scene, ledger)
    every, parts = _states(claim for group in groups for claim in group), list[list[Claim]]()
    for group in groups:
        whole = bool(parts) and _states(parts[-1]) == every == _states(group)
        if parts and not whole and len(parts[-1]) < _TOGETHER:
            parts[-1] = [*parts[-1], *group]
        else:
            parts.append(group)
    # What is left at the end stands with the part before it.
    if len(parts) > 1 and _states(parts[-1]) != every and len(parts[-1]) + len(parts[-2]) <= 2 * _TOGETHER:
        parts[-2:] = [[*parts[-2], *parts[-1]]]
    if len({claim.about for group in groups for claim in group}) < 2:
        return parts
    return [[replace(one, figure=f"{one.figure} ({one.about})") for one in part] for part in parts]


def _states(claims: Iterable[Claim]) -> set[str]:
    return {state for claim in claims for state in states_of(claim.loss)}


def live_link(scene: Scene, ledger: Ledger, address: str) -> str:
    """Return the link that opens a scene's live view."""
    return f"{address}/?{to_query(scene.view, ledger.revision)}"


def button_links(scene: Scene, ledger: Ledger, address: str) -> list[tuple[str, str]]:
    """Return the words of a scene's buttons, each with the link that opens its live view."""
    return [(one.label, f"{address}/?{to_query(one.view, ledger.revision)}") for one in scene.buttons]


def alternative_text(scene: Scene, ledger: Ledger, sets: Sequence[OwnSet] = ()) -> str:
    """Return the words that stand for a scene's map."""
    words = headline(scene.view, ledger)
    shown = tr("Map: {title}. {description}", title=words.title, description=words.description)
    return sentences(shown, past_checked(scene.view, ledger), say_own(scene.view, sets))


def licences() -> list[str]:
    """Return licence and attribution of everything a map is drawn from, each file's once."""
    lines = dict.fromkeys(
        tr(
            "{title}: {attribution}. Licence: {licence}.",
            title=file.title,
            attribution=file.attribution.rstrip("."),
            licence=file.licence.rstrip("."),
        )
        for file in derived_files()
    )
    texts = tr(
        "Texts of the records: the atlas's own words, after the sources named. Claims stand with their claimants and are never added up."
    )
    return [*lines, texts]


@lru_cache(256)
def qr_matrix(link: str, border: int = 4) -> tuple[bytes, ...]:
    """Return a link's QR code as rows of modules, its quiet border included; 1 is dark. A briefing's next file needs it again."""
    return tuple(map(bytes, segno.make(link, error="l", micro=False).matrix_iter(border=border)))
