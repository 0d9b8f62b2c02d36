"""A briefing: an ordered list of scenes, each a view with a title, a text and notes, and how it is written to a file or a link."""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from geodata.ledger import Ledger
from geodata.records import Source
from layers.briefings import annotations as drawings
from layers.briefings import buttons as scene_buttons
from layers.briefings.buttons import SceneButton
from layers.kit.annotation import Annotation
from layers.view.state import ViewState
from layers.words.headline import when

#: What a file says it is, and the version that this code writes and reads.
FORMAT, VERSION = "border-atlas-briefing", 1

MAX_SCENES = 60
MAX_LETTERS = {"title": 300, "text": 4000, "notes": 8000, "summary": 1000}
#: A link longer than this is cut by mail programs and refused by some servers.
MAX_LINK = 3600
SECONDS = (3, 600)


@dataclass(frozen=True)
class Scene:
    """A view, what is said to it, and what it rests on.

    Attributes
    ----------
    view : ViewState
        With `select` a record is highlighted, with `against` two dates are compared.
    title, text, notes : str
        Plain text; the notes are for whoever speaks.
    seconds : int
        How long it stands when the briefing plays by itself.
    records : tuple of str
        Ids of the records the text rests on: their sources are cited, their claims shown.
    buttons : tuple of SceneButton
        Other views to go to and come back from, for questions.
    annotations : tuple of Annotation
        What is drawn on its map.
    chart : str
        Which chart of its view it shows beside its map (`charts.charts_of`): none, or a name of `plots.NAMES`.
    """

    view: ViewState
    title: str = ""
    text: str = ""
    notes: str = ""
    seconds: int = 20
    records: tuple[str, ...] = ()
    buttons: tuple[SceneButton, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    chart: str = ""

    def views(self) -> tuple[ViewState, ...]:
        """Return its view, and those to which its buttons lead."""
        return (self.view, *(one.view for one in self.buttons))

    def cited(self) -> tuple[str, ...]:
        """Return the ids of the records behind the scene, the highlighted one first."""
        return tuple(dict.fromkeys([*([self.view.select] if self.view.select else []), *self.records]))


@dataclass(frozen=True)
class Briefing:
    """Scenes under a title.

    Attributes
    ----------
    title, summary : str
    scenes : tuple of Scene
    met : datetime.date or None
        When the briefer last met whom this is for: what changed is told since that day.
    """

    title: str = ""
    summary: str = ""
    scenes: tuple[Scene, ...] = ()
    met: date | None = None

    def own(self) -> tuple[str, ...]:
        """Return the names of the sets that its scenes show beside the ledger's records, each once."""
        return tuple(dict.fromkeys(name for view in self.views() for name in view.sets))

    def views(self) -> list[ViewState]:
        """Return the views of its scenes and of their buttons."""
        return [view for scene in self.scenes for view in scene.views()]

    def with_scene(self, index: int, **changes: object) -> Briefing:
        """Return a copy with one scene changed."""
        scenes = list(self.scenes)
        scenes[index] = Scene(**(vars(scenes[index]) | changes))
        return replace(self, scenes=tuple(scenes))

    def with_more(self, *scenes: Scene) -> Briefing:
        """Return a copy with scenes behind its own, as far as they find room; titles that stand there already are told apart by dates."""
        found = self.scenes
        for one in scenes[: MAX_SCENES - len(found)]:
            known = one.title and any(other.title == one.title for other in found)
            title = f"{one.title}, {when(one.view)}"[: MAX_LETTERS["title"]] if known else one.title
            found = (*found, replace(one, title=title))
        return replace(self, scenes=found)


def sources_of_scene(scene: Scene, ledger: Ledger) -> list[Source]:
    """Return the publications behind a scene, in the order in which its records name them."""
    found = [ledger.find(record_id) for record_id in scene.cited()]
    ids = dict.fromkeys(source_id for pair in found if pair for source_id in getattr(pair[1], "sources", ()))
    return [ledger.sources[source_id] for source_id in ids]


# ---- writing -------------------------------------------------------------------------------------------------------------
def plain(briefing: Briefing, revision: str) -> dict[str, Any]:
    """Return the briefing as values that JSON holds."""
    scenes = [
        {
            "view": scene_buttons.plain_view(scene.view),
            **{
                name: held
                for name, held in vars(scene).items()
                if held and name not in ("view", "buttons", "annotations")
            },
            **({"buttons": scene_buttons.plain(scene.buttons)} if scene.buttons else {}),
            **({"annotations": drawings.plain(scene.annotations)} if scene.annotations else {}),
        }
        for scene in briefing.scenes
    ]
    head = {"format": FORMAT, "version": VERSION, "revision": revision}
    met = {"met": briefing.met.isoformat()} if briefing.met else {}
    return head | {"title": briefing.title, "summary": briefing.summary} | met | {"scenes": scenes}


def file_of(briefing: Briefing, revision: str) -> bytes:
    """Return the briefing as a file that `from_file` reads."""
    return json.dumps(plain(briefing, revision), ensure_ascii=False, indent=1).encode()


def token_of(briefing: Briefing, revision: str) -> str:
    """Return the briefing packed for a link: letters, digits, hyphens and underscores."""
    packed = zlib.compress(json.dumps(plain(briefing, revision), ensure_ascii=False, separators=(",", ":")).encode(), 9)
    return "~" + base64.urlsafe_b64encode(packed).decode().rstrip("=")
