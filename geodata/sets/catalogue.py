"""The catalogue of kept sets: what there is, in which versions, who may see and who may change it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any, cast

import sqlalchemy as sa

from geodata.importers.report import Loaded, Report
from geodata.sets import naming, packing, reported
from geodata.sets.about import About
from geodata.sets.entries import end_names, enter, find, fits, has_ended, name, remove, sets_of, small, sums, when_ended
from geodata.sets.files import Files, Folder, Pieces
from geodata.sets.kept import Audience, Kept, Kind, Limits, Reader, Span, State, Taken, Version, Wish, moment
from geodata.sets.naming import Reference
from geodata.sets.schema import NAMES, SETS, VERSIONS, away, bring_up, engine, writing
from geodata.sets.spool import Read, writer
from geodata.sets.whole import NotKept
from geodata.sets.wishes import checked, clean_title
from geodata.store import PointSet
from geodata.translation import mark, tr

#: One sentence for whatever a reader may not change and for what is not there.
_NOTHING = mark("There is no such set here, or it is not yours to change.")

#: So often an id is looked for that nobody has.
_TRIES = 8


class Catalogue:
    """What is kept at a place.

    Parameters
    ----------
    place : Path or str
        A folder, or a ``postgresql://`` address.
    limits : Limits

    Raises
    ------
    Away
        Where the place cannot be used: not reached, not written to, or made by a newer program.
    """

    def __init__(self, place: Path | str, limits: Limits) -> None:
        self.limits = limits
        with away():
            self._database = engine(place)
            bring_up(self._database)
            self._files: Files = Folder(place / "versions") if isinstance(place, Path) else Pieces(self._database)
            with self._database.begin() as connection:
                self._files.sweep(connection.execute(sa.select(VERSIONS.c.file)).scalars())
        self.drop_ended()

    def taken(self) -> Taken:
        """Return how much is kept in all."""
        with away(), self._database.begin() as connection:
            return Taken(*sums(connection), self.limits)

    def keep(self, loaded: Loaded, wish: Wish, reader: Reader) -> Kept:
        """Keep a set, whole or not at all.

        Raises
        ------
        NotKept
            Where this reader keeps no sets, what is said of it is not enough, or there is no room for it.
        """
        return self._add(*writer(loaded), self._entered(wish, reader))

    def keep_file(self, read: Read, wish: Wish, reader: Reader) -> Kept:
        """Keep a set that is too large to hold; `read` reads it into what it is given. The rest is as for `keep`.

        Raises
        ------
        NotKept, Refused
        """
        return self._add(*writer(read), self._entered(wish, reader))

    def keep_version(self, set_id: str, loaded: Loaded | Read, reader: Reader) -> Kept:
        """Keep another version of a set, also of what is too large to hold; those before stay as they are.

        Raises
        ------
        NotKept, Refused
        """

        def own(connection: sa.Connection) -> int:
            return self._own(connection, set_id, reader, "points").number

        with away(), self._database.begin() as connection:
            own(connection)  # Said before a large file is read.
        return self._add(*writer(loaded), own)

    def keep_briefing(self, said: dict[str, Any], wanted: Wish | str, reader: Reader) -> Kept:
        """Keep a briefing, as values that JSON holds, or a version of the one whose id is `wanted`.

        Raises
        ------
        NotKept
        """
        values = {"rows": len(said["scenes"]), "bytes": len(json.dumps(said)), "columns": [], "report": said}
        values["file"] = secrets.token_hex(16)
        if isinstance(wanted, Wish):
            return self._changed(partial(enter, self.limits, values, self._entered(wanted, reader, "briefing")))
        own = lambda connection: self._own(connection, wanted, reader, "briefing").number  # noqa: E731
        return self._changed(partial(enter, self.limits, values, own))

    def _entered(self, wish: Wish, reader: Reader, kind: Kind = "points") -> Callable[[sa.Connection], int]:
        """Return what enters a set, if this reader may keep it as they wish."""
        if not (reader.keeps and reader.name):
            raise NotKept(tr("On this atlas you may not keep sets."))
        wish = checked(wish)

        def entered(connection: sa.Connection) -> int:
            row = vars(wish) | {"keeper": reader.name, "state": "here", "ends": moment(wish.lasts), "kind": kind}
            del row["lasts"]
            number: int = connection.execute(sa.insert(SETS).values(row).returning(SETS.c.number)).scalar_one()
            name(connection, number, wish.title, wish.seen_by)
            return number

        return entered

    def find(self, asked: Reference, reader: Reader, kind: Kind = "points") -> Kept | None:
        """Return the set of a reference, by its id or one that it had; None alike where there is none, where it has no such version, and where it is not for this reader."""
        with away(), self._database.begin() as connection:
            kept = find(connection, asked.id)
        seen = kept and kept.kind == kind and kept.seen(reader) and kept.version(asked.version)
        return kept if seen else None

    def ended(self, asked: Reference) -> str:
        """Return the moment until which the set of a reference was kept, where it has ended by itself and others than its keeper might see it; else ""."""
        with away(), self._database.begin() as connection:
            return when_ended(connection, asked.id)

    def listed(self, reader: Reader, kind: Kind = "points") -> list[Kept]:
        """Return the sets that a reader has kept and those that everybody may see, by title; of withdrawn ones their own."""
        shown = (SETS.c.seen_by == "all") & (SETS.c.state == "here")
        if reader.keeps and reader.name:
            shown |= SETS.c.keeper == reader.name
        asked = sa.select(SETS).where(shown, SETS.c.kind == kind, ~has_ended())
        with away(), self._database.begin() as connection:
            return sets_of(connection, connection.execute(asked).all())

    def rename(self, set_id: str, title: str, reader: Reader) -> Kept:
        """Call a set otherwise. It gets an id from its new title; links with the old one go on opening it."""
        title = clean_title(title)

        def change(connection: sa.Connection) -> int:
            kept = self._own(connection, set_id, reader)
            if title != kept.title:
                connection.execute(sa.update(SETS).where(SETS.c.number == kept.number).values(title=title))
            if naming.slug(title) != naming.slug(kept.title):
                connection.execute(sa.update(NAMES).where(NAMES.c.set == kept.number).values(current=False))
                name(connection, kept.number, title, kept.seen_by, naming.secret_of(kept.id))
            return kept.number

        return self._changed(change)

    def show_to(self, set_id: str, seen_by: Audience, reader: Reader) -> Kept:
        """Have others see a set than so far. Shown to whoever has the link, it gets a link of its own, and all others of it end: they may be anywhere."""

        def change(connection: sa.Connection) -> int:
            kept = self._own(connection, set_id, reader)
            connection.execute(sa.update(SETS).where(SETS.c.number == kept.number).values(seen_by=seen_by))
            if seen_by == "link":
                end_names(connection, kept.number)
                name(connection, kept.number, kept.title, seen_by)
            return kept.number

        return self._changed(change)

    def put(self, set_id: str, state: State, reader: Reader) -> Kept:
        """Withdraw a set, so that links say so and show it no more, or put it back."""
        return self._noted(set_id, reader, state=state)

    def last(self, set_id: str, lasts: Span, reader: Reader) -> Kept:
        """Keep a set for so long from now on, however long it was to be kept so far."""
        return self._noted(set_id, reader, ends=moment(lasts))

    def _noted(self, set_id: str, reader: Reader, **what: str) -> Kept:
        def change(connection: sa.Connection) -> int:
            number = self._own(connection, set_id, reader).number
            connection.execute(sa.update(SETS).where(SETS.c.number == number).values(what))
            return number

        return self._changed(change)

    def delete(self, set_id: str, reader: Reader) -> Kept:
        """Delete a set with all that is known of it and all its files; returns what was deleted."""
        with away():
            with writing(self._database).begin() as connection:
                kept = self._own(connection, set_id, reader)
                remove(connection, kept)
                self._files.drop(kept.files, connection)
            self._files.drop(kept.files, None)
        return kept

    def drop_ended(self) -> list[Kept]:
        """Delete the sets that have ended, as `delete` does; returns them."""
        with away():
            with writing(self._database).begin() as connection:
                # Other servers may be about it too.
                over = sa.select(SETS).where(has_ended()).with_for_update(skip_locked=True)
                gone = sets_of(connection, connection.execute(over).all())
                files = [file for kept in gone for file in kept.files]
                for kept in gone:
                    remove(connection, kept, ended=True)
                if files:
                    self._files.drop(files, connection)
            self._files.drop(files, None)
        return gone

    def points(self, version: Version) -> PointSet:
        """Read the rows of a version.

        Raises
        ------
        Away, NotKept
            The latter for more rows than a page holds.
        """
        small(version)
        with away(), self._files.opened(version.file) as path:
            return packing.read(path)

    def report(self, version: Version) -> Report:
        """Return what the import of a version found; raises as `points` does, where it has gone."""
        return reported.report(cast("dict[str, Any]", self.said(version)))

    def said(self, version: Version) -> object:
        """Return of a version of a briefing what was kept; raises as `points` does, where it has gone."""
        with away(), self._database.begin() as connection:
            said = connection.execute(sa.select(VERSIONS.c.report).where(VERSIONS.c.file == version.file)).scalar()
        if said is None:
            raise NotKept(tr("This version is not kept here, or not any more."))
        return said

    def _add(self, write: Callable[[Path], About], least: int, entered: Callable[[sa.Connection], int]) -> Kept:
        """Write a version's file aside, of `least` rows as far as is known, then name it in the catalogue."""
        file = secrets.token_hex(16)
        with away():
            with self._database.begin() as connection:
                # Said before anything is written.
                fits(connection, self.limits, 0, least, 0)
            with self._files.aside(file) as path:
                said = write(path)
                rows, size = said.count, packing.size(path)
                values = {
                    "rows": rows,
                    "bytes": size,
                    "columns": said.names if said.names is not None else [column.name for column in said.coded],
                    "report": reported.builtins(said.report),
                    "file": file,
                }

                def change(connection: sa.Connection) -> int:
                    number = enter(self.limits, values, entered, connection)
                    self._files.add(path, connection)
                    return number

                with ExitStack() as undo:
                    undo.callback(self._files.drop, [file], None)
                    kept = self._changed(change)
                    undo.pop_all()
        return kept

    def _changed(self, change: Callable[[sa.Connection], int]) -> Kept:
        """Change a set in one transaction and return it; begun anew where another has just taken the id."""
        with away():
            for tries_left in reversed(range(_TRIES)):
                try:
                    with writing(self._database).begin() as connection:
                        number = change(connection)
                        return sets_of(
                            connection, connection.execute(sa.select(SETS).where(SETS.c.number == number)).all()
                        )[0]
                except sa.exc.IntegrityError:
                    if not tries_left:
                        raise
            raise AssertionError("the last try returns or raises")

    def _own(self, connection: sa.Connection, set_id: str, reader: Reader, kind: Kind | None = None) -> Kept:
        kept = find(connection, set_id)
        if kept is None or not kept.kept_by(reader) or kept.kind != (kind or kept.kind):
            raise NotKept(tr(_NOTHING))
        # Others who change it wait for the end of this; SQLite lets one in anyway.
        connection.execute(sa.select(SETS.c.number).where(SETS.c.number == kept.number).with_for_update())
        return kept
