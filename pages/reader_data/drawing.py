"""Sets as pictures and documents take them: held ones whole, of those that are not held what the maps of a view show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from geodata.sets.asked.view import View
from geodata.sets.here import rows
from geodata.sets.whole import NotKept
from geodata.store import PointSet
from layers.pictures.camera import reach
from layers.pictures.size import Size
from layers.reader_data.drawn import OwnSet, origin
from layers.view.state import ViewState
from pages.http.workshop import Busy
from pages.reader_data.own import Opened
from pages.reader_data.wide import Wide, few


def drawn(sets: Mapping[str, PointSet | Wide], views: Iterable[ViewState], size: Size) -> tuple[OwnSet, ...]:
    """Return sets, by name, as pictures of a size show them: one that is not held as all of the views that name it need it.

    Raises
    ------
    Busy
        With a sentence, where one cannot be asked right now.
    """
    found, shown = [], list(views)
    for name, one in sets.items():
        if not isinstance(one, Wide):
            found.append(OwnSet.of(name, one))
            continue
        naming = [view for view in shown if name in view.sets]
        if naming:
            found.append(counted(one.of, one.title, one.narrowed, naming, size))
    return tuple(found)


def counted(of: Opened, title: str, narrowed: View, views: Iterable[ViewState], size: Size) -> OwnSet:
    """Return of a version that is not held what views show in pictures of a size; raises as `drawn` does.

    Parameters
    ----------
    narrowed : View
        How its rows are narrowed.
    """
    reached = [reach(view, size.width, size.height) for view in views]
    west, south, east, north = zip(*(bounds for bounds, _ in reached), strict=True)
    view = replace(narrowed, bounds=(min(west), min(south), max(east), max(north)))
    answers, file, name = rows(), of.version.file, of.kept.name
    try:
        alone = few(file, view)
        if alone:
            return OwnSet.of(name, replace(alone[0], title=title))
        said = answers.about(file)
        body = answers.cells(file, view, max(level for _, level in reached))
    except NotKept as why:
        raise Busy(str(why)) from why
    return OwnSet(name, title, origin(said.dataset, said.meaning.licence), body, b"", said.time, of.version.rows)
