"""“Keep a large file”: sent in pieces to this server's disk (layers/browser/page/upload.js), read there and kept, without a look at it before."""

from __future__ import annotations

import json

import streamlit as st

from geodata.importers.report import Refused
from geodata.sets import from_file
from geodata.sets.here import catalogue
from geodata.sets.kept import Kept, Reader, Wish
from geodata.sets.naming import reference
from geodata.sets.whole import NotKept
from geodata.settings import settings
from geodata.translation import tr
from layers.kit.text import escape
from pages.keeping import offer, shelf
from pages.panels.dropping import lasting, under_bar
from pages.reader_data import sets
from pages.reader_data.coming import COMING, Upload
from pages.reader_data.coming_routes import PATH
from pages.visit import keeping
from pages.visit.page import base_path, notice, paragraph

#: Under which name in the reader's share of memory a file counts that is held while it is read.
_READ = "large"


def show() -> None:
    """Draw where a large file is chosen, and once it has come the form that keeps it."""
    reader = keeping.reader()
    if not reader.keeps:
        return
    upload = COMING.of(reader.name)
    here = upload if upload and upload.whole else None
    with st.expander(tr("Keep a large file"), key="keep-large"):
        st.html(_place(here))
        # Pressed by the script once the file has come; nobody sees it.
        st.button(tr("The file is here"), key="large-arrived")
        if here:
            _form(here, reader)


def _place(here: Upload | None) -> str:
    said = tr(
        "A file of up to {mb} MB is sent in pieces to this server’s disk, goes on after a lost connection, is read there and kept. "
        "Read so, a CSV in UTF-8 may be as large as that; other files have at most {held} MB. What you do not keep is removed after a day.",
        mb=f"{settings().upload_mb:,}",
        held=from_file.HELD >> 20,
    )
    words = {
        "choose": tr("Choose a file"),
        "bar": tr("How much of the file has come"),
        "come": tr("{done} of {size} MB have come", done="{done}", size="{size}"),
        "here": tr("“{file}” is here. Say what it is, then keep it.", file="{file}"),
        "lost": tr("The connection was lost. The file goes on by itself as soon as there is one."),
        "unreadable": tr("The file cannot be read any more. Choose it again."),
        "refused": tr("The server does not take the file. Reload the page and choose it again."),
        "cancel": tr("Cancel"),
    }
    number = st.session_state.setdefault("large-number", 0)
    return (
        f'{paragraph(said)}<div data-upload="{base_path()}{PATH}" data-number="{number}" '
        f'data-here="{here.id if here else ""}" data-words="{escape(json.dumps(words, ensure_ascii=False))}"></div>'
    )


def _form(upload: Upload, reader: Reader) -> None:
    st.html(paragraph(tr("{file}: {mb} MB", file=upload.name, mb=f"{upload.size / 1_000_000:,.1f}"), "title", "h3"))
    try:
        chosen = offer.chosen([one for one in catalogue().listed(reader) if one.kept_by(reader)], "large")
        wanted: Wish | str = chosen.id if chosen else offer.wish(upload.name.rpartition(".")[0], "", "large")
        lasts = lasting("large-lasting")
        if not st.button(offer.label(chosen), type="primary", key="large-keep"):
            return
        found = _keep(upload, wanted, lasts, reader)
    except (NotKept, Refused) as why:
        st.html(f'<div class="ba-notice" role="alert">{escape(str(why))}</div>')
        return
    COMING.drop(upload)
    st.session_state["large-number"] += 1
    st.session_state["kept-just-now"] = st.session_state["large-kept"] = found.reference()
    st.session_state["kept-set"] = found.id
    st.rerun()


def _keep(upload: Upload, wanted: Wish | str, lasts: bool, reader: Reader) -> Kept:
    share = sets.held().share
    share.take(_READ, 2 * upload.size if upload.size <= from_file.HELD else 0)
    try:
        with COMING.opened(upload) as file:
            kept = under_bar(
                st.empty(),
                lambda told: from_file.keep(
                    catalogue(), file, upload.name, wanted, reader, told, lasts, from_file.HELD
                ),
            )
    except OSError:
        raise NotKept(tr("The file is not here any more, or is being read already. Choose it again.")) from None
    finally:
        share.free(_READ)
    if isinstance(kept, Refused):
        raise kept
    return kept


def report() -> None:
    """Draw what the import of the file found that was kept last, as long as its link is shown."""
    name = st.session_state.get("large-kept", "")
    if name and name == st.session_state.get("kept-just-now"):
        asked = reference(name)
        try:
            found = keeping.find(asked, keeping.reader()) if asked else None
            if found:
                shelf.report(found.newest, "large-report")
        except NotKept as why:
            st.html(notice(escape(str(why))))
