"""A view as a picture, as a chart or as one HTML file, for the same query string as the page; a briefing as the presenter's screen."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from geodata.ledger import current
from geodata.sets.kept import ANYBODY
from geodata.translation import tr
from layers.briefings.briefing import Briefing, Scene
from layers.briefings.reading import built_in_names, from_token
from layers.files.records import stem
from layers.making import jobs
from layers.view.link import is_added, to_query
from layers.view.state import ViewState, is_kept
from layers.words.claim_figures import CHARTS
from layers.words.headline import headline
from layers.words.preview import Told, of_page, shown_on
from pages.http import faces, head, kept
from pages.http.drawing import STUDIO
from pages.http.picture_params import chart_of, drawn_of, panel_of, size_of, theme_of
from pages.http.workshop import Workshop
from pages.visit import keeping, kept_briefings, session, titles
from pages.visit.page import PAGES, base_path

_WORKSHOP = Workshop(STUDIO, waiting=12, seconds=60, body_bytes=16_000_000, kept_bytes=48_000_000)
_DOCUMENTS = Workshop(STUDIO, waiting=12, seconds=60, body_bytes=4_000_000, kept_bytes=32_000_000)

#: What shows kept sets: one at a time, since each is read and sent to the process that draws.
_OF_SETS = Workshop(
    ThreadPoolExecutor(1, "kept-sets"), waiting=6, seconds=60, body_bytes=200_000_000, kept_bytes=48_000_000
)

#: Does a job with kept sets as its last argument, by their names in views: with those of them that everybody with a link may see.
Sets = Callable[..., bytes]

#: Ending of a picture → its media type.
_PICTURE_TYPES = {"svg": "image/svg+xml", "png": "image/png"}


async def picture(sets: Sets, request: Request) -> Response:
    """Answer ``/view.png`` and ``/view.svg``; beside the view they take `size`, or `width` and `height`, `scale`, `panel`, `theme`, `drawn` and `chart`."""
    own = frozenset({"size", "width", "height", "scale", "panel", "theme", "drawn", "chart"})
    view, given = await faces.aside(faces.read, request, own)
    size, theme, panel = size_of(given), theme_of(given), panel_of(given)
    drawn, plot = drawn_of(given), chart_of(given)
    kind = request.url.path.rpartition(".")[2]
    revision, made = current().revision, session.today()
    link = f"{head.address(request)}/?{to_query(view, revision)}"
    name, more = f"{stem(view)}.{kind}", (link, repr(size), theme, str(panel), str(made), repr(drawn), plot)
    work = (jobs.png, view, size, link, made, theme, panel, kind, drawn, plot)
    kept_sets = sets, view.kept
    return await _made(request, view, _PICTURE_TYPES[kind], _WORKSHOP, *work, kept_sets=kept_sets, name=name, more=more)


async def _made(
    request: Request,
    view: ViewState,
    media_type: str,
    workshop: Workshop,
    job: Callable[..., bytes],
    *arguments: object,
    kept_sets: tuple[Sets, tuple[str, ...]],
    name: str,
    more: tuple[str, ...],
    lasts: bool = True,
) -> Response:
    """Answer with what a job makes, with kept sets where some are named; `more` tells what else than the view it is made of."""
    sets, named = kept_sets
    if not named:
        return await faces.made(
            request, view, media_type, workshop, job, *arguments, filename=name, more=more, lasts=lasts
        )
    # A set may not be for everybody, or not any more: what is said of it changes with it.
    more = (*more, *await faces.aside(keeping.told, named, ANYBODY))
    work = (named, job, *arguments)
    return await faces.made(request, view, media_type, _OF_SETS, sets, *work, filename=name, more=more, lasts=False)


async def preview(sets: Sets, request: Request) -> Response:
    """Answer ``/preview.png``, the picture with which a link to a page unfolds; beside the view it takes `page` and `briefing`."""
    told, view, every = await faces.aside(_told, request)
    name, more = f"{stem(view)}-preview.png", ("preview", repr(told), str(every))
    work, kept_sets = (jobs.preview, told, view, every), (sets, view.kept)
    return await _made(request, view, "image/png", _WORKSHOP, *work, kept_sets=kept_sets, name=name, more=more)


def _told(request: Request) -> tuple[Told, ViewState, bool]:
    """Return what a preview says, the view on its map, and whether all of that view's marks stand there."""
    view, given = faces.read(request, frozenset({"page", "briefing"}))
    page, ledger = given.get("page", ""), current()
    path = f"/{page}"
    if path not in PAGES:
        pages = ", ".join(name.strip("/") for name in PAGES if name != "/")
        raise faces.WrongLink(tr("The page “{page}” is none of {pages}.", page=page[:40], pages=pages))
    named = any(name not in ("page", "rev") and not is_added(name) for name in request.query_params)
    view = session.as_on(path, view)
    heading, scenes = titles.unfolded(path, view, named, ledger), 0
    if path == "/brief":
        found, _ = from_token(given.get("briefing", next(iter(built_in_names()), "")), session.vocabulary(ledger))
        if found and found.scenes:
            view = found.scenes[0].view
            if "briefing" in given:
                heading, scenes = titles.of_briefing(found, heading), len(found.scenes)
    told = of_page(page, view, named, heading, scenes, ledger)
    return told, shown_on(page, view), path == "/explore"


async def chart(request: Request) -> Response:
    """Answer ``/chart.svg`` and ``/chart.png``: a chart of losses under the view's filters; they take `chart`, which one, and `theme`."""
    view, given = await faces.aside(faces.read, request, frozenset({"chart", "theme"}))
    name, theme, kind = given.get("chart", ""), theme_of(given), request.url.path.rpartition(".")[2]
    if name not in CHARTS:
        raise faces.WrongLink(tr("The chart “{chart}” is none of {charts}.", chart=name[:40], charts=", ".join(CHARTS)))
    file, work = f"{stem(view)}-{name}.{kind}", (jobs.losses_chart, view, name, kind, theme)
    return await faces.made(request, view, _PICTURE_TYPES[kind], _WORKSHOP, *work, filename=file, more=(name, theme))


async def html(sets: Sets, request: Request) -> Response:
    """Answer ``/view.html`` with one scene, the view itself."""
    return await _document(sets, request, *await faces.aside(_alone, request), "view")


async def present(sets: Sets, request: Request) -> Response:
    """Answer ``/present``: a briefing named, packed into the link or kept for a moment, else the view of the link alone.

    One that is not kept any more is asked for on the page "Brief", which says why and has what its maker's browser still keeps.
    """
    token = request.query_params.get("briefing")
    if token is None:
        return await html(sets, request)
    if kept.is_gone(token):
        return RedirectResponse(f"{base_path()}/brief?{urlencode({'briefing': token[:40]})}", 303)
    return await _document(sets, request, *await faces.aside(_named, request), "briefing")


def _alone(request: Request) -> tuple[Scene, str]:
    """Return the view of a link as a scene, and what it is made of."""
    view, _ = faces.read(request)
    scene = Scene(view, title=headline(view, current()).title.rpartition(" · ")[0])
    return scene, repr(scene)


def _named(request: Request) -> tuple[Briefing, str]:
    _, given = faces.read(request, frozenset({"briefing"}))
    found = kept.find(given["briefing"])
    if found is None:
        found, problems = kept_briefings.opened(given["briefing"], ANYBODY)
        if found is None or not found.scenes:
            raise faces.WrongLink(" ".join(problems) or tr("This briefing has no scene."))
    return found, repr(found)


async def _document(sets: Sets, request: Request, shown: Briefing | Scene, of: str, what: str) -> Response:
    briefing = shown if isinstance(shown, Briefing) else Briefing(scenes=(shown,))
    view, made, address = briefing.scenes[0].view, session.today(), head.address(request)
    name, more = f"{stem(view)}-{what}.html", (of, str(made), address)
    work, kept_sets = (jobs.document, shown, made, address), (sets, tuple(filter(is_kept, briefing.own())))
    # A kept one may be gone the next moment, and is not for everybody.
    lasts = not kept_briefings.is_kept(request.query_params.get("briefing", ""))
    return await _made(
        request, view, "text/html", _DOCUMENTS, *work, kept_sets=kept_sets, name=name, more=more, lasts=lasts
    )


def routes(sets: Sets) -> list[Route]:
    """Return the routes of what is drawn of a view; `sets` draws with the kept sets that it shows."""
    return [
        *(Route(f"/view.{kind}", faces.face(partial(picture, sets))) for kind in _PICTURE_TYPES),
        Route("/preview.png", faces.face(partial(preview, sets))),
        *(Route(f"/chart.{kind}", faces.face(chart)) for kind in _PICTURE_TYPES),
        Route("/view.html", faces.face(partial(html, sets))),
        Route("/present", faces.face(partial(present, sets))),
    ]
