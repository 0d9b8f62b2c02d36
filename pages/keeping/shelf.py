"""“Kept sets”: those that the reader has kept and those that everybody may see, each with its versions, columns, report and files."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import streamlit as st

from geodata.sets.here import catalogue
from geodata.sets.kept import AUDIENCES, SPANS, TITLE, Audience, Kept, Reader, Span, Version
from geodata.sets.whole import NotKept
from geodata.translation import mark, tr, tr_n
from layers.kit.text import escape
from pages.keeping.offer import link, open_button
from pages.panels import downloads
from pages.reader_data import kept as kept_sets
from pages.reader_data import sets
from pages.reader_data.shelf import SHELF
from pages.visit import keeping
from pages.visit.page import notice, paragraph, tell, told_apart

#: How the keys of this list begin.
_FORM = "kept"

#: What is asked before a set is deleted.
_SURE = mark(
    "Delete “{title}” with all its versions? Its rows and files are removed from this server, and nothing brings them back."
)


def show() -> None:
    """Draw the list, where there is one for this reader."""
    if not keeping.on():
        return
    reader = keeping.reader()
    try:
        found = {one.id: one for one in catalogue().listed(reader)}
    except NotKept as why:
        if reader.keeps:
            st.html(notice(escape(str(why))))
        return
    with st.container():
        say_refused()
    if not found:
        return
    st.html(paragraph(tr("Kept sets"), "title", "h2"))
    picked = pick(found, tr("Kept set"), _FORM)
    if picked in found:
        with st.container(border=True, key="kept-one"):
            try:
                _one(found[picked], reader)
            except NotKept as why:
                st.html(notice(escape(str(why))))


def pick(found: dict[str, Kept], words: str, form: str) -> str:
    """Let the reader choose one of what is kept, by its id, where there are several."""
    if len(found) == 1:
        return next(iter(found))
    told = told_apart({name: _called(one) for name, one in found.items()})
    return st.selectbox(words, list(found), format_func=lambda one: told.get(one, one), key=f"{form}-set")


def _called(kept: Kept) -> str:
    return tr("{title} (withdrawn)", title=kept.title) if kept.state == "withdrawn" else kept.title


def about(kept: Kept, reader: Reader, whose: str) -> None:
    """Draw what its keeper has said of it, whose it is in words."""
    said = [
        whose,
        *([tr("Licence: {licence}.", licence=kept.licence.rstrip("."))] if kept.licence else []),
        *([tr("Seen by: {who}.", who=AUDIENCES[kept.seen_by])] if kept.kept_by(reader) else []),
        *([tr("Kept until {day}.", day=keeping.say_day(kept.ends))] if kept.ends else []),
    ]
    st.html(
        paragraph(kept.title, "title", "h3") + paragraph(" ".join(said)) + (paragraph(kept.note) if kept.note else "")
    )


def _one(kept: Kept, reader: Reader) -> None:
    about(kept, reader, tr("Data of {owner}.", owner=kept.owner.rstrip(".")))
    if kept.state == "withdrawn":
        st.html(notice(escape(tr("This set is withdrawn: links to it say so and show nothing of it."))))
    versions = {one.number: one for one in reversed(kept.versions)}
    number = st.selectbox(
        tr("Version"),
        list(versions),
        format_func=lambda one: _say_version(versions[one]),
        key=f"kept-version-{kept.id}",
    )
    version = versions.get(number, kept.newest)
    if kept.state == "here":
        st.code(link(kept, version.number), language=None, wrap_lines=True)
        open_button(kept.reference(version.number), tr("Open on the map"), "kept-open")
    with st.expander(tr("Columns and report")):
        report(version, "kept-report")
    if kept.state == "here":
        _files(kept, version)
    if kept.kept_by(reader):
        changes(kept, _FORM, tr(_SURE, title=kept.title))


def _say_version(version: Version) -> str:
    return tr_n(
        "Version {number}, {day}: {n} row, {kb} kB",
        "Version {number}, {day}: {n} rows, {kb} kB",
        version.rows,
        number=version.number,
        day=keeping.say_day(version.kept),
        kb=f"{version.bytes // 1000:,}",
    )


def report(version: Version, key: str) -> None:
    """Draw what the import of a version found."""
    found = catalogue().report(version)
    figures = tr(
        "{file}, read as {kind}: {read} rows read, {accepted} accepted, {rejected} rejected.",
        file=found.file,
        kind=found.kind,
        read=f"{found.rows_read:,}",
        accepted=f"{found.accepted:,}",
        rejected=f"{found.rejected_count:,}",
    )
    parts = [paragraph(figures), *(paragraph(one.sentence) for one in found.rejected)]
    parts += [paragraph(note, "muted") for note in found.notes]
    st.html("".join(parts) + paragraph(tr("Columns: {names}.", names=", ".join(found.rows.names) or tr("none"))))
    made = partial(lambda one: one.as_csv().encode("utf-8-sig"), found)
    st.download_button(tr("Download the report"), made, "import-report.csv", "text/csv", key)


def _files(kept: Kept, version: Version) -> None:
    """Draw the files of a version: once somebody asks for them, since it is read for that."""
    name = kept.reference(version.number)
    held = sets.of_names((name,))
    if kept_sets.is_wide(version):
        words = tr(
            "This version has {n} rows, more than a file is made of. Explore makes files of those that a view shows; whoever runs the atlas has them all at the server.",
            n=f"{version.rows:,}",
        )
        st.html(paragraph(words, "muted"))
    elif held:
        downloads.of_set(held[0], np.arange(len(held[0].shown))[::-1], "kept")
    elif st.button(tr("Download its rows"), key="kept-files", icon=":material/download:"):
        _try(lambda: _opened(name))
        st.rerun()


def _opened(name: str) -> None:
    lost = kept_sets.hold([name])
    if lost:
        raise NotKept(str(lost[name]))


def changes(kept: Kept, form: str, sure: str) -> None:
    """Draw what its keeper may do: rename, show to others, keep for longer or less, withdraw, delete, once they have been asked whether they are `sure`."""
    state, field = st.session_state, f"{form}-title-{kept.id}"
    with st.expander(tr("Rename, show to others, keep for longer, withdraw or delete")):
        st.text_input(tr("Title"), value=kept.title, max_chars=TITLE, key=field)
        st.html(paragraph(tr("After a new title the old links go on opening it."), "muted"))
        st.button(tr("Rename"), key=f"{form}-rename", on_click=_try, args=(lambda: _rename(kept, form, state[field]),))
        with st.container(horizontal=True):
            back = kept.state == "withdrawn"
            st.button(
                tr("Put it back") if back else tr("Withdraw"),
                key=f"{form}-withdraw",
                on_click=_try,
                args=(lambda: catalogue().put(kept.id, "here" if back else "withdrawn", keeping.reader()),),
            )
            if state.get("kept-deleting") != kept.id:
                st.button(tr("Delete"), key=f"{form}-delete", on_click=state.update, args=({"kept-deleting": kept.id},))
        if state.get("kept-deleting") == kept.id:
            question = escape(sure)
            # The focus goes to the question, which is read out by that (layers/browser/page/adrift.js).
            st.html(f'<p class="ba-text ba-question" tabindex="-1">{question}</p>')
            with st.container(horizontal=True):
                st.button(
                    tr("Delete it"),
                    key=f"{form}-deleted",
                    type="primary",
                    on_click=_try,
                    args=(lambda: _delete(kept, form),),
                )
                st.button(tr("Keep it"), key=f"{form}-not-deleted", on_click=state.pop, args=("kept-deleting", None))
        _ending(kept, form)
        # Last, and what it says of a choice below its button: no choice moves a button away from under a finger.
        audience = f"{form}-seen-by-{kept.id}"
        seen_by = st.radio(
            tr("Who may see it"),
            list(AUDIENCES),
            list(AUDIENCES).index(kept.seen_by),
            format_func=AUDIENCES.__getitem__,
            key=audience,
        )
        st.button(
            tr("Give it a new link") if seen_by == kept.seen_by == "link" else tr("Change who may see it"),
            key=f"{form}-show-to",
            disabled=seen_by == kept.seen_by != "link",
            on_click=_try,
            args=(lambda: _show_to(kept, form, state[audience]),),
        )
        if seen_by == kept.seen_by:
            words = tr("With a new link all its links so far end, those in briefings too.") if seen_by == "link" else ""
        elif seen_by == "link":
            words = tr("It gets a new link, and all its links so far end, those in briefings too.")
        elif seen_by == "me":
            words = tr("Links to it show nothing any more to anybody but you.")
        else:
            words = tr("It stands in everybody’s list here, and its links go on opening it.")
        if words:
            st.html(paragraph(words, "muted"))


def _ending(kept: Kept, form: str) -> None:
    """Let its keeper say how long it is kept from today on."""
    spans: list[Span] = ["good", "month", "week"]
    lasts = st.radio(
        tr("How long it is kept, from today"),
        spans,
        spans.index("good") if not kept.ends else None,
        format_func=SPANS.__getitem__,
        key=f"{form}-lasts-{kept.id}",
    )
    st.button(
        tr("Change how long it is kept"),
        key=f"{form}-last",
        disabled=lasts is None or (lasts == "good" and not kept.ends),
        on_click=_try,
        args=(lambda: catalogue().last(kept.id, lasts or "good", keeping.reader()),),
    )


def _rename(kept: Kept, form: str, title: str) -> None:
    renamed = catalogue().rename(kept.id, title, keeping.reader())
    st.session_state[f"{form}-set"] = renamed.id
    tell(tr("{title} is now called {name}.", title=kept.title, name=renamed.title))


def _show_to(kept: Kept, form: str, seen_by: Audience) -> None:
    st.session_state[f"{form}-set"] = catalogue().show_to(kept.id, seen_by, keeping.reader()).id


def _delete(kept: Kept, form: str) -> None:
    for version in catalogue().delete(kept.id, keeping.reader()).versions:
        SHELF.forget(version.file)
    for name in ("kept-deleting", f"{form}-set", f"{form}-just-now"):
        st.session_state.pop(name, None)
    words = tr("{title} was deleted.", title=kept.title)
    if form == _FORM:
        tell(words)
    else:
        st.session_state[f"{form}-told"] = words


def _try(act: Callable[[], object]) -> None:
    """Do what may be refused (in a callback); the page says with the next run why."""
    st.session_state["kept-looked"] = float("-inf")
    try:
        act()
    except NotKept as why:
        st.session_state["kept-refused"] = str(why)


def say_refused() -> None:
    why = st.session_state.pop("kept-refused", "")
    if why:
        st.html(f'<div class="ba-notice" role="alert">{escape(why)}</div>')
