"""How the atlas was made, in plain sentences, for the sources page and for exports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from geodata import atlas
from geodata.translation import Said, mark, tr
from layers.view.state import MODES


@dataclass(frozen=True, kw_only=True)
class Method:
    """One matter of method: the anchor a link leads to, a heading, and paragraphs of plain text, an empty line between them."""

    anchor: str
    title: Said = Said()
    say: Callable[[], str]

    @property
    def paragraphs(self) -> list[str]:
        """Its paragraphs, in the language spoken."""
        return self.say().split("\n\n")


METHODS = (
    Method(
        anchor="method-line",
        title=mark("The border line"),
        say=lambda: "\n\n".join(atlas.current().methods.line),
    ),
    Method(
        anchor="method-sections",
        title=mark("How the sections were cut"),
        say=lambda: "\n\n".join(atlas.current().methods.sections),
    ),
    Method(
        anchor="method-colour",
        title=mark("How a section gets its colour"),
        say=lambda: tr(
            "Statuses are steps on paper, which is delimitation. Marking the line on the ground is demarcation; neither that nor a "
            "fence changes a colour.\n\n"
            "Every statement is kept with the side that made it. A joint statement replaces what one side said before it. After "
            "that each side counts with its own latest statement; where the two name different statuses the less advanced one "
            "colours the map and the card shows both. If only one side has spoken, its statement is shown and the card says so. A "
            "third party's statement stands on the card and does not change the colour.\n\n"
            "Hatching means that the status is inferred: nobody said it of this section, it follows from a step taken for the whole "
            "line. The “undelimited” with which each history begins is an assumption from {year} on. It is not hatched, "
            "because it is no step that somebody took.",
            year=atlas.current().inherited_at,
        ),
    ),
    Method(
        anchor="method-claims",
        title=mark("How claims are handled"),
        say=lambda: tr(
            "Casualties, displacement, damage, lengths, shares and quantities are claims, each with its subject, its lowest and highest value, the "
            "claimant, the date on which it was made and its source. Claims of different claimants are never added up or averaged.\n\n"
            "A card has first a line for each side, with the latest complete figure of each count: a whole count before one of civilians, "
            "troops or some places alone, what a side says of its own losses before what others say, then the later one. Where that voice, or one as near, "
            "counted such a part after the whole count, the line gives that too, as “later, of a part alone”: nobody has said whether "
            "it lies within the whole. All claims follow. Tables and files have each side's lowest and highest figure in columns of their own, of whole counts where there are any, the line of each side, and every "
            "claim with its claimant as a row in a table of claims.\n\n"
            "A figure that nobody gave is missing, which is not zero. An event inside a larger conflict is already inside that "
            "conflict's figures.\n\n"
            "Who fired is a claim too. Of each clash it is said first who says that who did what: the two sides in their order and in the same "
            "words, then others. Where no account of a side is on record, or nobody says who began, that is said. Titles name neither side.\n\n"
            "The voices of the two sides and of third parties are kept apart. A side speaks where one of its authorities, officers or services does, or whom the "
            "report calls that side; a newspaper, a politician in opposition or a resident speaks for none, and is a third party, of whichever state. A card says so when its sources come from one side only, or when "
            "there is only one source.",
        ),
    ),
    Method(
        anchor="method-disc",
        title=mark("Disc and ring of a clash"),
        say=lambda: tr(
            "For each claimant and each side's losses the latest number of dead is taken. The disc is the lowest and the ring the "
            "highest of these numbers, for the side with the highest claim. The dead of the two sides are never added together; a "
            "count of both sides as one is used only where nobody names a side.\n\n"
            "Where a claimant gives a whole count, that claimant's counts of civilians or of troops alone are parts of it and do "
            "not stand beside it.\n\n"
            "The area follows the number, between a smallest and a largest size that can be read. A small mark without a ring means "
            "that nobody gave a number of dead; a dot inside a ring, that the lowest claim is none.\n\n"
            "An armed conflict is a broad line with dots, since no single disc could stand for it: the stretch of the border line "
            "between the places at which sources report fighting, and those places. No extent is published, so the stretch is indicative. "
            "The clashes inside it are drawn where they are recorded as events of their own.",
        ),
    ),
    Method(
        anchor="method-time",
        title=mark("Dates and the three modes"),
        say=lambda: tr(
            "The mode governs events: clashes, transfers, exercises and milestones. “{day}” shows those of the date, "
            "“{window}” those of a number of days that end on it, “{upto}” everything up to it.\n\n"
            "Sections, crossings and bases are always those of the date, in a period those of its last day. A closed base shows in "
            "no mode.\n\n"
            "What is known only to the month or the year is not sharpened: an event is drawn hollow and shows from the first day it "
            "may have happened, and a base whose opening is not dated is drawn as uncertain.\n\n"
            "The years before {year} are squeezed on the slider, with a break in its axis, because nearly all dated events come "
            "later. Hatching on the slider begins after the day to which the facts were checked: an empty stretch there says "
            "nothing.",
            day=MODES["day"],
            window=MODES["window"],
            upto=MODES["upto"],
            year=atlas.current().squeezed_before.year,
        ),
    ),
    Method(
        anchor="method-precision",
        title=mark("What precision means"),
        say=lambda: tr(
            "Every place has a radius in metres within which it lies. A place known to within 1.5 km is a mark alone; one known "
            "less well has a circle of that radius, true to scale. A clash of which only the district is known is such a circle "
            "around the district's middle, drawn when it is selected.\n\n"
            "A record whose place no source locates is listed and has its card. It never gets a pin. Villages of one name were told "
            "apart by their district and their neighbours, not by the name alone.\n\n"
            "A transfer is a curve from the supplier's capital to the place that is named, or where none is, or only a region, to the "
            "recipient's capital. The curve says who supplied whom and nothing of the way that anything took; no file holds it. "
            "Exercises and milestones stand where they took place; what took place abroad may lie far outside of the window.",
        ),
    ),
    Method(
        anchor="method-crossings",
        title=mark("Crossings and unknown ends"),
        say=lambda: tr(
            "A crossing counts as open unless a closure on record holds. Where closures overlap, the stricter one is shown.\n\n"
            "Where no report tells when a closure or a limit ended, it holds on the map up to the next day of which something is known, although "
            "it may have ended before, and its card says so. From the day on which reports name other crossings as open again and not this one, "
            "it is drawn as not known to be open or closed.",
        ),
    ),
    Method(
        anchor="method-counting",
        title=mark("Which incidents are counted"),
        say=lambda: tr(
            "An incident is one occasion of fighting, shooting, a strike, a brawl or a standoff at one place, on one day or on days "
            "that follow one another. Deaths are no condition. A closure or a travel ban is not an incident: it belongs to a "
            "crossing or is a milestone.\n\n"
            "The bars of the slider and the “last” and “next” clash count every such record, an armed conflict and the clashes "
            "inside it each as one. They leave out yearly tallies and mere accusations, which have cards and no mark.\n\n"
            "Other lists count otherwise: a conflict of four days as one event, or only clashes in which somebody died. Numbers of "
            "incidents are therefore not comparable from list to list.",
        ),
    ),
    Method(
        anchor="method-confidence",
        title=mark("How far a record is trusted"),
        say=lambda: tr(
            "“Published” means that a published page says it, often a single page or an agency's copy. It does not mean that the "
            "claim is true. “Excerpt” means that the publication was read only as an excerpt in another document. “Weak” marks a "
            "guess at a place or a date; it is shown and said to be one.\n\n"
            "A publisher's party is the voice it carries: a body or medium of either side, or neither. A page that only repeats "
            "an agency of one side counts as that agency.",
        ),
    ),
    Method(
        anchor="method-links",
        title=mark("Links and the revision"),
        say=lambda: tr(
            "A link restores the date, the mode, the layers, the place and the selected record. It also carries the ledger's "
            "revision, a short hash of all records and outlines, so that a reader can tell whether the facts have changed since. A "
            "record that was renamed is found under its old id.",
        ),
    ),
)
