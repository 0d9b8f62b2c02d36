"""The files of a briefing, and the making of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from geodata.importers.template import Template
from geodata.store import PointSet
from geodata.translation import Said, mark, tr
from layers.briefings.briefing import Briefing
from layers.making import jobs
from layers.pictures.size import SCENE_SIZE, SIZES
from layers.reader_data.drawn import sets_of
from pages.http.drawing import BINDERY, STUDIO
from pages.http.making import Making
from pages.reader_data.drawing import drawn
from pages.reader_data.wide import Wide


@dataclass(frozen=True)
class Kind:
    """A kind of file: its ending and media type, who makes it, what it and its download are called, whether from a picture of each scene.

    With `shapes` it draws a scene's annotations itself, over its picture.
    """

    ending: str
    media_type: str
    make: Callable[..., bytes]
    title: Said = Said()
    download: Said = Said()
    pictures: bool = True
    shapes: bool = False


_PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

KINDS = {
    "pptx": Kind(
        ".pptx", _PPTX, jobs.deck_file, mark("PowerPoint deck"), mark("Download the PowerPoint deck"), shapes=True
    ),
    "pdf": Kind(".pdf", "application/pdf", jobs.handout_file, mark("PDF handout"), mark("Download the PDF handout")),
    "html": Kind(
        ".html",
        "text/html",
        jobs.document,
        mark("Presenter’s file (HTML)"),
        mark("Download the Presenter’s file (HTML)"),
        pictures=False,
    ),
}


class Job(Making):
    """The making of one file of a briefing.

    Parameters
    ----------
    kind : str
        Key of `KINDS`.
    briefing : Briefing
    made : datetime.date
    address, revision : str
        Where readers have the app, and the ledger's revision.
    own : mapping of str to PointSet or Wide
        The sets of the session that its scenes name, by name.
    template : Template or None
        Whose look a deck has.
    """

    def __init__(
        self,
        kind: str,
        briefing: Briefing,
        made: date,
        address: str,
        revision: str,
        own: Mapping[str, PointSet | Wide],
        template: Template | None = None,
    ) -> None:
        self.kind, self.briefing, self._own = kind, briefing, own
        self._template = template if KINDS[kind].shapes else None
        self._arguments = (made, address, revision)
        steps = (len(briefing.scenes) if KINDS[kind].pictures else 0) + 1
        super().__init__(steps, tr("The briefing itself is safe."))

    def holds(self, title: str) -> bool:
        """Tell whether the file is made with a set that views name so."""
        return title in self.briefing.own()

    def _forget(self) -> None:
        self._own, self._template = {}, None

    def _made(self) -> bytes | None:
        made, address, revision = self._arguments
        kind, pictures = KINDS[self.kind], []
        for scene in self.briefing.scenes if kind.pictures else ():
            own = sets_of(scene.view, drawn(self._own, [scene.view], SCENE_SIZE))
            shown = replace(scene, annotations=()) if kind.shapes else scene
            pictures.append(
                self._wait((BINDERY if own else STUDIO).submit(jobs.scene_picture, shown, made, revision, tuple(own)))
            )
            if pictures[-1] is None:
                return None
        sets = drawn(self._own, self.briefing.views(), SCENE_SIZE if kind.pictures else SIZES["slide"])
        return self._wait(
            (BINDERY if kind.pictures or sets else STUDIO).submit(
                kind.make,
                self.briefing,
                *([pictures] if kind.pictures else []),
                made,
                address,
                sets,
                *([self._template] if self._template else []),
            )
        )
