"""Several briefings of one reader side by side: which is open, what was before, and how each is written for the browser that keeps them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from geodata.dates import parse_day
from geodata.translation import tr
from layers.briefings.briefing import Briefing, plain
from layers.briefings.reading import from_file, read
from layers.view.state import Vocabulary

#: What the text of a kept briefing says it is. An older browser holds a bare file of one briefing, which is read too.
KEPT_FORMAT = "border-atlas-kept"
_MOST_OWN = 100


@dataclass(frozen=True)
class Kept:
    """A briefing on the shelf.

    Attributes
    ----------
    id : str
    briefing : Briefing
    changed : int
        When, in milliseconds since 1970; 0 where nobody knows.
    day : str
        The reader's day of that, as ISO text; empty where nobody knows.
    by : str
        Which visit changed it.
    base : int
        The `changed` of the state of another visit that this one stands on.
    own : tuple of str
        Titles of own data that were held when scenes with them were made: who reads this here dropped the files.
    earlier_day, earlier : str, Briefing
        How it was at the end of the last earlier day on which it was changed; empty where there is none.
    """

    id: str
    briefing: Briefing
    changed: int = 0
    day: str = ""
    by: str = ""
    base: int = 0
    own: tuple[str, ...] = ()
    earlier_day: str = ""
    earlier: Briefing = field(default_factory=Briefing)

    def become(self, briefing: Briefing, day: str) -> Kept:
        """Return it with other scenes or words, changed on a day; what was before that day is kept."""
        if self.day and self.day < day and self.briefing != Briefing():
            return replace(self, briefing=briefing, day=day, earlier_day=self.day, earlier=self.briefing)
        return replace(self, briefing=briefing, day=day)


@dataclass(frozen=True)
class Shelf:
    """Briefings in the order in which they came, and the id of the one that is open."""

    kept: tuple[Kept, ...] = ()
    open: str = ""

    def find(self, kept_id: str) -> Kept | None:
        """Return the briefing of an id."""
        return next((one for one in self.kept if one.id == kept_id), None)

    @property
    def held(self) -> Briefing:
        """The open briefing, empty where there is none."""
        found = self.find(self.open)
        return found.briefing if found else Briefing()

    def put(self, kept: Kept) -> Shelf:
        """Return it with a briefing in place of the one of the same id, or behind the others."""
        if self.find(kept.id) is None:
            return replace(self, kept=(*self.kept, kept))
        return replace(self, kept=tuple(kept if one.id == kept.id else one for one in self.kept))

    def without(self, kept_id: str) -> Shelf:
        """Return it without a briefing; where that was open, its neighbour is."""
        ids = [one.id for one in self.kept]
        kept = tuple(one for one in self.kept if one.id != kept_id)
        if kept_id != self.open:
            return replace(self, kept=kept)
        return Shelf(kept, kept[min(ids.index(kept_id), len(kept) - 1)].id if kept else "")

    def same(self, briefing: Briefing) -> Kept | None:
        """Return the one that says and shows just this."""
        return next((one for one in self.kept if one.briefing == briefing), None)

    def named(self, title: str) -> str:
        """Return a title that no other briefing here has: with a number where one has it."""
        taken, number, wish = {one.briefing.title for one in self.kept}, 2, title
        while wish and wish in taken:
            wish, number = f"{title[:290]} ({number})", number + 1
        return wish


def text_of(kept: Kept, revision: str) -> str:
    """Return a briefing as text that `from_text` reads."""
    said = {name: value for name, value in vars(kept).items() if value and name not in ("id", "briefing", "earlier")}
    said |= {"format": KEPT_FORMAT, "briefing": plain(kept.briefing, revision)}
    if kept.earlier_day:
        said["earlier"] = plain(kept.earlier, revision)
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def from_text(kept_id: str, text: str, vocabulary: Vocabulary) -> tuple[Kept | None, list[str]]:
    """Read what a browser keeps; None with sentences where it is no briefing at all. What is odd beside the briefing counts as absent."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, Mapping):
        return None, [tr("it is cut off or no text of ours.")]
    if found.get("format") != KEPT_FORMAT:
        briefing, problems = from_file(text.encode("utf-8", "replace"), vocabulary)
        return (Kept(kept_id, briefing) if briefing else None), problems
    briefing, problems = read(found.get("briefing"), vocabulary)
    if briefing is None:
        return None, problems
    changed, base = (_number(found.get(name)) for name in ("changed", "base"))
    given = found.get("own")
    own = tuple(one for one in given if isinstance(one, str))[:_MOST_OWN] if isinstance(given, list) else ()
    kept = Kept(kept_id, briefing, changed, _day(found.get("day")), str(found.get("by", ""))[:40], base, own)
    if (day := _day(found.get("earlier_day"))) and (earlier := read(found.get("earlier"), vocabulary)[0]):
        kept = replace(kept, earlier_day=day, earlier=earlier)
    return kept, problems


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53 else 0


def _day(value: object) -> str:
    try:
        return parse_day(str(value)[:20]).isoformat()
    except ValueError:
        return ""
