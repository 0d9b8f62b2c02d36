"""The parts of the page “Brief”: the built-in briefings, the reader's own, its scenes, its files and its link."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from geodata.ledger import current
from layers.briefings.briefing import (
    MAX_LETTERS,
    MAX_LINK,
    MAX_SCENES,
    SECONDS,
    Briefing,
    Scene,
    built_in_names,
    clean,
    file_of,
    from_file,
    from_token,
    token_of,
)
from layers.kit.text import count, escape, listing
from layers.pictures.size import Size
from layers.view.link import to_query
from layers.view.state import ViewState
from layers.words.headline import when
from pages.briefing import mine as own_briefing
from pages.briefing.making import KINDS, Job
from pages.http import kept
from pages.http.drawing import NotDrawn
from pages.reader_data import media, pictures
from pages.reader_data import sets as own_sets
from pages.visit import session
from pages.visit.page import base_address, plain

#: How often the page looks whether a file is ready.
_LOOK_S = 0.7
MAP_PX = (640, 360)


def notices(problems: list[str]) -> None:
    """Say what could not be read, and offer to take back the last step."""
    if problems:
        words = "".join(f"<div>{escape(sentence)}</div>" for sentence in problems)
        st.html(f'<div class="ba-notice" role="status">{words}</div>')
    if st.session_state.get("briefing-refused"):
        st.html(f'<div class="ba-notice" role="status">{escape(own_briefing.REFUSED)}</div>')
    step = st.session_state.get("briefing-undo")
    if step:
        with st.container(horizontal=True, vertical_alignment="center", key="brief-undo"):
            st.html(f'<p class="ba-text" role="status">{escape(step[0])}</p>', width="content")
            st.button("Undo", on_click=own_briefing.undo, icon=":material/undo:")


def built_in() -> None:
    """List the briefings that come with the atlas."""
    st.html('<p class="ba-h">Built in</p>')
    words = session.vocabulary(current())
    for name in built_in_names():
        briefing, _ = from_token(name, words)
        if briefing is None:
            continue
        with st.container(horizontal=True, vertical_alignment="center", key=f"built-in-{name}"):
            st.html(
                f'<p class="ba-text"><b>{escape(briefing.title)}</b><br><span class="ba-muted">{escape(briefing.summary)} '
                f"{count(len(briefing.scenes), 'scene').capitalize()}.</span></p>",
                width="stretch",
            )
            st.link_button("Present", f"{base_address()}/present?briefing={name}", icon=":material/slideshow:")
            st.button(
                "Open",
                key=f"open-{name}",
                on_click=_open,
                args=(briefing,),
                help="Make it your own briefing, to edit it or to make files of it.",
            )


def _open(briefing: Briefing) -> None:
    replaced = " It took the place of yours." if own_briefing.held().scenes else ""
    st.session_state["briefing-problems"] = []
    own_briefing.become(briefing, f"“{briefing.title}” was opened.{replaced}")


def own() -> None:
    """Draw the reader's briefing: title, scenes, files, link."""
    briefing, version = own_briefing.held(), own_briefing.version()
    st.html('<p class="ba-h">Your briefing</p>')
    if not briefing.scenes:
        st.html(
            '<p class="ba-text">It is empty. “Add to briefing” in the left column of every other page adds the view you see there; '
            "or open one of the above, or a file.</p>"
        )
    else:
        st.text_input(
            "Title",
            briefing.title,
            key=f"brief-title-{version}",
            max_chars=MAX_LETTERS["title"],
            on_change=_named,
            args=("title", version),
        )
        st.text_area(
            "Summary",
            briefing.summary,
            key=f"brief-summary-{version}",
            max_chars=MAX_LETTERS["summary"],
            height=68,
            on_change=_named,
            args=("summary", version),
        )
        _missing(briefing)
        for index, scene in enumerate(briefing.scenes):
            _scene(index, scene, len(briefing.scenes), version)
    _files(briefing)


def _named(name: str, version: int) -> None:
    text = clean(st.session_state[f"brief-{name}-{version}"], lines=name != "title")
    own_briefing.become(replace(own_briefing.held(), **{name: text}))


def _scene(index: int, scene: Scene, total: int, version: int) -> None:
    with st.container(key=f"brief-scene-{index}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(
                f'<p class="ba-text"><b>{index + 1}. {escape(scene.title or "Untitled")}</b><br>'
                f'<span class="ba-muted">{escape(when(scene.view))}{escape(_own_words(scene))}</span></p>',
                width="stretch",
            )
            key = f"{index}-{version}"
            _step("Move up", ":material/arrow_upward:", f"up-{key}", _move, (index, -1), index == 0)
            _step("Move down", ":material/arrow_downward:", f"down-{key}", _move, (index, 1), index == total - 1)
            _step("Duplicate", ":material/content_copy:", f"copy-{key}", _duplicate, (index,), total >= MAX_SCENES)
            _step("Delete", ":material/delete:", f"delete-{key}", _delete, (index,), False)
            st.button(
                "Close" if st.session_state.get("brief-editing") == index else "Edit",
                key=f"edit-{key}",
                on_click=_edit,
                args=(index,),
            )
        if st.session_state.get("brief-editing") == index:
            _editor(index, scene, version)


def _own_words(scene: Scene) -> str:
    held = own_sets.points_of(scene.view.own)
    return "".join(
        f" · your own data “{title}”{'' if title in held else ' (missing here)'}" for title in scene.view.own
    )


def _missing(briefing: Briefing) -> None:
    """Say once for all scenes which own data they name and this session does not hold."""
    held = own_sets.points_of(briefing.own())
    titles = [f"“{title}”" for title in briefing.own() if title not in held]
    if titles:
        words = (
            f"This briefing was made with data of its maker’s own, {listing(titles)}, which no link and no saved briefing carries, and which is missing here. "
            "Drop the file on the page “Your own data” under the same name (if it is not yours, ask the briefing’s maker for it); until then the scenes are shown without it."
        )
        st.html(f'<div class="ba-notice" role="status">{escape(words)}</div>')


def _step(title: str, icon: str, key: str, act: object, arguments: tuple[int, ...], disabled: bool) -> None:
    st.button(title, key=key, icon=icon, on_click=act, args=arguments, disabled=disabled, help=title)


def _edit(index: int) -> None:
    st.session_state["brief-editing"] = None if st.session_state.get("brief-editing") == index else index


def _move(index: int, by: int) -> None:
    scenes = list(own_briefing.held().scenes)
    scenes[index], scenes[index + by] = scenes[index + by], scenes[index]
    if st.session_state.get("brief-editing") == index:
        st.session_state["brief-editing"] = index + by
    own_briefing.become(replace(own_briefing.held(), scenes=tuple(scenes)))


def _duplicate(index: int) -> None:
    scenes = own_briefing.held().scenes
    own_briefing.become(replace(own_briefing.held(), scenes=(*scenes[: index + 1], *scenes[index:])))


def _delete(index: int) -> None:
    scenes = own_briefing.held().scenes
    st.session_state["brief-editing"] = None
    title = scenes[index].title or f"Scene {index + 1}"
    own_briefing.become(
        replace(own_briefing.held(), scenes=(*scenes[:index], *scenes[index + 1 :])), f"“{title}” was deleted."
    )


def _editor(index: int, scene: Scene, version: int) -> None:
    left, right = st.columns([3, 2])
    with left, st.form(f"scene-form-{index}-{version}", border=False):
        for name, title, height in (
            ("title", "Title", 0),
            ("text", "Text on the screen", 130),
            ("notes", "Speaker’s notes", 130),
        ):
            given = {"key": f"scene-{name}-{index}-{version}", "max_chars": MAX_LETTERS[name]}
            if height:
                st.text_area(title, getattr(scene, name), height=height, **given)
            else:
                st.text_input(title, getattr(scene, name), **given)
        st.number_input(
            "Seconds when it plays by itself", *SECONDS, scene.seconds, key=f"scene-seconds-{index}-{version}"
        )
        st.form_submit_button("Keep these words", on_click=_kept, args=(index, version), type="primary")
    with right:
        picture = _map_of(scene)
        st.html(
            f'<img class="ba-scene-map" src="{escape(picture)}" alt="{escape("Map: " + when(scene.view))}" width="{MAP_PX[0]}" height="{MAP_PX[1]}">'
        )
        st.button(
            "Go to this view",
            key=f"goto-{index}-{version}",
            on_click=_go,
            args=(scene.view,),
            help="Then choose Map or Explore, and change it there.",
        )
        st.button(
            "Take the view I came from",
            key=f"take-{index}-{version}",
            on_click=_take,
            args=(index,),
            help=f"Now: {plain(when(session.view()))}",
        )


def _map_of(scene: Scene) -> str:
    """Return the address of a scene's map; with own data it is no address that others could ask."""
    if own_sets.points_of(scene.view.own):
        try:
            return pictures.scene_map(scene.view, Size.of_pixels(*MAP_PX))
        except NotDrawn as failure:
            st.html(f'<p class="ba-muted">{escape(failure)}</p>')
    return f"{base_address()}/view.png?{to_query(scene.view, current().revision)}&width={MAP_PX[0]}&height={MAP_PX[1]}"


def _go(view: ViewState) -> None:
    session.become(view.with_(own=tuple(own_sets.points_of(view.own))))


def _kept(index: int, version: int) -> None:
    given = {
        name: st.session_state[f"scene-{name}-{index}-{version}"] for name in ("title", "text", "notes", "seconds")
    }
    words = {name: clean(given[name], lines=name != "title") for name in ("title", "text", "notes")}
    own_briefing.become(own_briefing.held().with_scene(index, **words, seconds=int(given["seconds"])))


def _take(index: int) -> None:
    own_briefing.become(
        own_briefing.held().with_scene(index, view=own_briefing.view_of_scene(session.view())),
        "The scene’s view was replaced.",
    )


# ---- files and link ------------------------------------------------------------------------------------------------------
def _files(briefing: Briefing) -> None:
    st.html('<p class="ba-h">Present, save, send</p>')
    if briefing.scenes:
        revision = current().revision
        with st.container(horizontal=True, key="brief-files"):
            mine = own_sets.points_of(briefing.own())
            address = pictures.stage(briefing) if mine else f"{base_address()}/present?briefing={kept.keep(briefing)}"
            st.link_button("Present", address, icon=":material/slideshow:", type="primary")
            for kind, what in KINDS.items():
                st.button(what.title, key=f"make-{kind}", on_click=_make, args=(kind,), disabled=_running())
            st.download_button(
                "Save as file",
                file_of(briefing, revision),
                "briefing.json",
                "application/json",
                key="brief-save",
                on_click="ignore",
            )
        if "making" in st.session_state:
            _making()
        link = f"{base_address()}/brief?briefing={token_of(briefing, revision)}"
        if len(link) <= MAX_LINK:
            with st.expander("Share as a link"):
                st.code(link, language=None, wrap_lines=True)
        else:
            st.html(
                f'<p class="ba-muted">As a link it would have {len(link):,} letters; {MAX_LINK:,} arrive safely. Save it as a file and send that.</p>'
            )
    st.file_uploader(
        "Open a saved briefing",
        type=["json"],
        max_upload_size=1,
        key=f"brief-load-{own_briefing.version()}",
        on_change=_load,
        args=(own_briefing.version(),),
    )


def _load(version: int) -> None:
    file = st.session_state.get(f"brief-load-{version}")
    if file is None:
        return
    found, problems = from_file(file.getvalue(), session.vocabulary(current()))
    if found is not None:
        own_briefing.become(found, f"“{found.title or file.name}” was opened: {count(len(found.scenes), 'scene')}.")
    st.session_state["briefing-problems"] = problems


def _running() -> bool:
    return "making" in st.session_state and st.session_state["making"].running


def _make(kind: str) -> None:
    briefing = own_briefing.held()
    job = st.session_state["making"] = Job(
        kind, briefing, session.today(), base_address(), current().revision, own_sets.points_of(briefing.own())
    )
    own_sets.held().keep_made("making", frozenset(one.id for one in own_sets.of_titles(briefing.own())), job.cancel)


def _making() -> None:
    job: Job = st.session_state["making"]
    st.fragment(_progress, run_every=_LOOK_S if job.running else None)(job)


def _progress(job: Job) -> None:
    what = KINDS[job.kind]
    if job.failed:
        st.html(f'<p class="ba-text" role="status">{escape(what.title)}: {escape(job.failed)}</p>')
    elif job.body is not None:
        st.download_button(
            f"Download the {what.title}",
            media.of(own_sets.of_titles(job.briefing.own()), "briefing", lambda: job.body),
            f"briefing{what.ending}",
            what.media_type,
            key="brief-download",
            type="primary",
            on_click="ignore",
        )
        if job.briefing != own_briefing.held():
            st.html('<p class="ba-muted">It holds the briefing as it was when the making began.</p>')
    else:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.progress(job.done / job.steps, f"{what.title}: {min(job.done + 1, job.steps)} of {job.steps}")
            st.button("Cancel", key="brief-cancel", on_click=job.cancel)
        return
    if st.session_state.get("made-last") is not job:
        st.session_state["made-last"] = job
        st.rerun()
