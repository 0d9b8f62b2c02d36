"""The page "Your own data": what happens to a file, the sets held, and the steps from a dropped file to the map."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from geodata.importers.apart.process import READERS, Look
from geodata.importers.formats.unpack import FILE
from geodata.importers.options import Options, Progress
from geodata.importers.positions.gather import placeless
from geodata.importers.reading import SHOWN_ROWS, Peek
from geodata.importers.report import Loaded, Refused
from geodata.importers.tables import ASKED, PLACES
from geodata.translation import mark, tr, tr_n
from layers.kit.text import escape
from pages.panels import corrections, import_report
from pages.reader_data import held as own_held
from pages.reader_data import sets as own
from pages.visit import session
from pages.visit.page import arrived, paragraph, plain, table_height, tell_shown

NOTHING = mark("(none)")


def promise() -> None:
    """Say what the page takes and what becomes of a file; whoever reads that is about to drop one."""
    READERS.warm()
    takes = tr(
        "Drop an <b>ACLED</b> or <b>UCDP GED</b> export, or a CSV, XLSX, XLSB, ODS, XLS, JSON, GeoJSON, GeoPackage, Shapefile (zip), KML, KMZ, GPX or GeoParquet file. "
        "You see first what was understood and what was not; nothing is drawn before you say so."
    )
    keeps = tr(
        "A file stays in your session: it is held in the server’s memory, never written to disk, sent to your browser alone, in nobody "
        "else’s view and in no link. What is drawn of it is in the pictures and documents that you make in this session, for you to pass on or not, and nowhere else. It is gone "
        "when you remove it, at once when it cannot be read or you go on without it, and at most two minutes after you close or reload the page. A link or a saved briefing "
        "names your data but does not carry it: at the other end the page says what is missing."
    )
    st.html(f'<p class="ba-text">{takes}</p>{paragraph(keeps)}')


Found = TypeVar("Found")


def held() -> None:
    """Draw what the session holds."""
    for one in [one for one in list(own.held().values()) if not one.of]:
        with st.container(border=True, key=f"own-set-{one.id.removeprefix('own:')}"):
            import_report.one_set(one)
    if own.held():
        st.page_link("map.py", label=tr("Open the map"), icon=":material/map:", query_params=session.params())


#: Draws what may be done with a set that has been read beside putting it on the map, and takes what lets go of its file.
Offer = Callable[[Loaded, str, Callable[[], None]], None]


def drop(offer: Offer) -> None:
    """Draw the steps: drop, map columns if need be, report, put on the map, or what is on offer beside that."""
    number = st.session_state.setdefault("own-drop", 0)
    file = st.file_uploader(tr("Drop a file"), key=f"own-file-{number}", max_upload_size=FILE >> 20)
    sets, state = own.held(), st.session_state
    file_id = file.file_id if file else ""
    sets.look_at(file_id)
    own_held.keep_upload(file_id)
    turned = own_held.turned()
    if turned:
        state["own-refused"] = turned
    if file is None:
        state.pop("own-peeked", None)
        if "own-refused" in state:
            _refused(state["own-refused"])
        return
    state.pop("own-refused", None)
    # Always there, so that nothing below it changes its place, and what is being typed there its field, once there is no bar.
    bar = st.empty()
    data = own_held.raw(file)
    corrected = replace(corrections.asked(), layer=state.get(_layer_key(file_id), ""), unfold=_unfold(file_id))
    found = _peeked(file.name, data, file_id, corrected, bar)
    # What the reader may put right is not yet refused.
    asks = bool(corrected.layer or corrected.crs or corrected.encoding)
    _choose_layer(found, file_id)
    if isinstance(found, Refused):
        corrections.open_for(found)
        _refuse(found, asks or found.asks)
        return
    try:
        sets.share.take(
            own_held.PEEKED,
            sum(sys.getsizeof(text) for row in (found.columns, found.layers, *found.sample) for text in row),
        )
    except Refused as refusal:
        _refuse(refusal, False)
        return
    mapping, lasts = (None, False) if found.layout else _mapping(found, file_id, corrected)
    title = st.text_input(
        tr("Call it"),
        value=(found.layout.title if found.layout else "") or PurePath(found.name).stem[: own.TITLE_LENGTH],
        max_chars=own.TITLE_LENGTH,
        # Another file of an archive is called otherwise.
        key=f"own-title-{file_id}-{found.name}",
    )
    options = replace(corrected, title=title.strip(), mapping=mapping)
    asked = _asked(file_id, options, lasts)
    outcome = sets.read(asked)
    if outcome is None:
        if mapping is not None and not (found.has_geometry or "place" in mapping or {"lat", "lon"} <= mapping.keys()):
            _refuse(Refused(placeless(mapping.get("lat"), mapping.get("lon"), found.columns)), asks=True)
            return
        if mapping is not None and not st.button(tr("Check the file"), type="primary", key="own-check"):
            return
        read = under_bar(bar, lambda told: own.load(file.name, data, options, told, lasts))
        outcome = sets.keep_read(asked, file_id, read)
    if isinstance(outcome, Refused):
        corrections.open_for(outcome)
        _refuse(outcome, asks or mapping is not None or outcome.asks)
        return
    corrections.open_for(outcome)
    import_report.report(outcome)
    _finish(outcome, title, offer)


def _asked(file_id: str, options: Options, lasting: bool) -> tuple[object, ...]:
    """Return what a reading depends on; a title changes nothing that is read."""
    return (
        file_id,
        options.mapping and tuple(sorted(options.mapping.items())),
        replace(options, title="", mapping=None),
        lasting,
    )


def _peeked(name: str, data: bytes, file_id: str, options: Options, bar: DeltaGenerator) -> Peek | Refused:
    """Return what the file seems to be, or why it is not read; looked at once. A file of a known layout is read in the same go."""
    asked = (file_id, options.layer, options.crs, options.encoding, options.unfold)
    if st.session_state.get("own-peeked", (None,))[0] != asked:
        found = under_bar(bar, lambda told: own.look(name, data, options, told))
        if isinstance(found, Look) and found.outcome is not None:
            own.held().keep_read(_asked(file_id, options, False), file_id, found.outcome)
        st.session_state["own-peeked"] = (asked, found.peek if isinstance(found, Look) else found)
    return st.session_state["own-peeked"][1]


def _layer_key(file_id: str) -> str:
    return f"own-layer-{file_id}"


def _choose_layer(found: Peek | Refused, file_id: str) -> None:
    """Offer the sheets or layers of a file that has several, and after a choice that cannot be read still."""
    state = st.session_state
    if isinstance(found, Peek):
        state["own-layers"] = (file_id, found.layers, found.counts, found.layer, found.has_geometry)
    owner, layers, counts, chosen, counted = state.get("own-layers", ("", [], [], "", False))
    if owner != file_id or len(layers) < 2:
        return
    rows = dict(zip(layers, counts, strict=True))
    st.selectbox(
        tr("Sheet, folder, layer or file"),
        layers,
        index=layers.index(chosen) if chosen in layers else 0,
        key=_layer_key(file_id),
        format_func=lambda name: _layer_called(name, rows.get(name, -1), counted),
    )


def _layer_called(name: str, rows: int, counted: bool) -> str:
    called = name or tr("all of them, each a kind")
    if rows < 0:
        return called
    # Of a table totals, notes and empty rows are told from its own rows by the reading alone.
    return (
        tr_n("{name} ({n} row)", "{name} ({n} rows)", rows, name=called)
        if counted
        else tr_n("{name} (about {n} row)", "{name} (about {n} rows)", rows, name=called)
    )


def _unfold_key(file_id: str) -> str:
    return f"own-by-date-{file_id}"


def _unfold(file_id: str) -> bool:
    """Return whether a table with a column for each date is read as a row for each, which the reader is asked only of such a one."""
    key = _unfold_key(file_id)
    # Said anew in each run, so that the answer outlives one in which it is not asked.
    st.session_state[key] = bool(st.session_state.get(key, True))
    return st.session_state[key]


def _mapping(found: Peek, file_id: str, options: Options) -> tuple[dict[str, str], bool]:
    """Show the guess and let it be changed; return the mapping and whether rows last."""
    words = tr_n(
        "{kind}, {n} column. The choices are a guess by name and content; change what is wrong.",
        "{kind}, {n} columns. The choices are a guess by name and content; change what is wrong.",
        len(found.columns),
        kind=found.kind,
    )
    st.html(arrived(tr("What the columns mean")) + paragraph(words))
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.sample[:SHOWN_ROWS]]
    st.dataframe(rows, hide_index=True, height=table_height(len(rows)))
    if found.by_date:
        first, last = found.by_date
        st.checkbox(
            tr("Read a row for each of the columns “{first}” to “{last}”", first=plain(first), last=plain(last)),
            key=_unfold_key(file_id),
        )
    choices = [NOTHING, *found.columns]
    mapping: dict[str, str] = {}
    asked = [key for key in ASKED if not (found.has_geometry and key in PLACES)]
    for start in range(0, len(asked), 3):
        for key, column in zip(asked[start : start + 3], st.columns(3), strict=False):
            guess = found.mapping.get(key, NOTHING)
            chosen = column.selectbox(
                tr(ASKED[key]),
                choices,
                index=choices.index(guess),
                key=f"own-map-{file_id}-{found.layer}-{key}-{options.unfold}",
                format_func=lambda name: tr(name) if name == NOTHING else name,
            )
            if chosen != NOTHING:
                mapping[key] = chosen
    return mapping, lasting(f"own-lasting-{file_id}")


def lasting(key: str) -> bool:
    """Let the reader say whether the rows of a table last."""
    return st.radio(
        tr("The rows are"),
        [False, True],
        horizontal=True,
        key=key,
        format_func=lambda lasts: tr("states that hold from first to last day") if lasts else tr("events"),
    )


def under_bar(bar: DeltaGenerator, work: Callable[[Progress], Found]) -> Found | Refused:
    """Do what takes a while under a bar that says how far it is; returns what it was refused with, without what that held on to."""
    bar.progress(0.0, tr("Reading"))

    def told(share: float, words: str) -> None:
        bar.progress(share, words)

    try:
        return work(told)
    except Refused as refusal:
        return Refused(str(refusal), refusal.asks)
    finally:
        bar.empty()


def _refuse(why: Refused, asks: bool) -> None:
    """Say why a file is not read, and let go of it, unless what the reader has said or is asked for may be why."""
    sentence = str(why)
    _refused(sentence)
    if asks:
        st.button(tr("Discard"), key="own-discard", on_click=_reset)
    else:
        st.session_state["own-refused"] = sentence
        own.discard()


def _refused(sentence: str) -> None:
    nothing = tr("Nothing was put on the map.")
    st.html(
        f'<div class="ba-notice" role="alert" data-arrived tabindex="-1">{escape(sentence)} {escape(nothing)}</div>'
    )


def _finish(outcome: Loaded, title: str, offer: Offer) -> None:
    if not len(outcome.points):
        _refused(tr("No row could be taken; the report says why."))
        return
    with st.container(horizontal=True):
        wanted = st.button(tr("Put it on the map"), type="primary", key="own-put")
        st.button(tr("Discard"), key="own-discard", on_click=_reset)
    if wanted:
        try:
            tell_shown(own.put(outcome, title).title, True)
        except Refused as refusal:
            _refused(str(refusal))
            return
        _reset()
        st.switch_page("map.py", query_params=session.params())
    offer(outcome, title, _reset)


def _reset() -> None:
    """Forget the file: a new uploader shows none."""
    st.session_state["own-drop"] += 1
    st.session_state.pop("own-refused", None)
    st.session_state.pop("own-asking", None)
    own.discard()
