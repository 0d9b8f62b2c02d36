"""When each row was: from the columns of its dates and of what says how precise they are to half-open day numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from geodata.importers.checks import Checks
from geodata.importers.columns import words_of
from geodata.importers.days import column, parts
from geodata.importers.days.found import FAULTS, Days
from geodata.importers.days.names import spell_named
from geodata.importers.layout import DATES, plain_code
from geodata.intervals import ALWAYS, EARLIEST, FOREVER
from geodata.translation import tr, tr_n

if TYPE_CHECKING:
    from geodata.importers.columns import Vocabulary
    from geodata.importers.layout import Layout

#: Words of the name of a column of weeks, and of one that has their last days.
_WEEK = frozenset("week неделя недели неделю semaine woche semana hafta апта ҳафта".split())
_ENDING = frozenset("end ending ends until to конец окончание fin ende".split())


def dated(
    vocabularies: Mapping[str, Vocabulary], called: Mapping[str, str], layout: Layout, checks: Checks, notes: list[str]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return first day, first day after and vagueness of each row, with dates that cannot be read told to `checks`.

    Parameters
    ----------
    vocabularies : mapping of str to Vocabulary
        Key of `layout.FIELDS` → the rows' texts.
    called : mapping of str to str
        The same → name of the column.
    layout : Layout
    checks : Checks
    notes : list of str
        Takes what was decided over a column.
    """
    count, states = checks.count, layout.open_ended
    if "date" not in vocabularies and "date_end" not in vocabularies:
        return np.full(count, ALWAYS, np.int32), np.full(count, FOREVER, np.int32), np.zeros(count, bool)
    first, last = _columns(vocabularies, called, checks, notes)
    if "date" in called and not layout.recognised_by:
        _spread_over_weeks(first, called["date"], notes)
    start, end, vague = first.start, first.end, first.vague
    if states:
        end = np.where(first.ends, end, FOREVER)
    if last is not None:
        ongoing = last.is_("ongoing")
        if ongoing.any() and not states:
            open_ = last.is_("no date") & first.is_("") & ~first.ends
            end = np.where(open_, FOREVER, end)
            if open_.any():
                notes.append(
                    tr_n(
                        "“{column}”: {n} row without a last day lasts on, as the column says “present” of others.",
                        "“{column}”: {n} rows without a last day last on, as the column says “present” of others.",
                        int(open_.sum()),
                        column=called["date_end"],
                    )
                )
        end = np.where(last.is_("") | ongoing, last.end, end)
        vague = vague | last.is_("") & last.vague
        checks.reject("reversed", last.is_("") & (start != ALWAYS) & (last.end <= start))
    if not states:
        # What has a last day alone was at some time up to it; the known datasets give a first day to every row.
        until = np.zeros(count, bool) if last is None or layout.recognised_by else last.is_("")
        undated = first.is_("no date") & ~until
        if layout.folders in vocabularies:
            # Roads and areas beside events, as layers of My Maps.
            codes, words = vocabularies[layout.folders].texts()
            dates = np.zeros(len(words), bool)
            dates[codes[~undated]] = True
            beside = undated & ~dates[codes]
            undated &= ~beside
            start, end, vague = (np.where(beside, *pair) for pair in ((ALWAYS, start), (FOREVER, end), (False, vague)))
        checks.reject("no date", undated)
    start, end, vague = _precise(start, end, vague, vocabularies, layout)
    _note_early(start, end, checks.accepted, notes)
    if always := int((checks.accepted & (start == ALWAYS) & (end == FOREVER)).sum()):
        notes.append(
            tr_n(
                "{n} row has no date: it shows at every date.",
                "{n} rows have no date: they show at every date.",
                always,
            )
        )
    return start.astype(np.int32), end.astype(np.int32), vague


def _columns(
    vocabularies: Mapping[str, Vocabulary], called: Mapping[str, str], checks: Checks, notes: list[str]
) -> tuple[Days, Days | None]:
    """Return what the rows' first and last days say; None without last days."""
    given = {key: vocabularies[key].texts() for key in DATES if key in vocabularies}
    apart = {
        key: (given.get(month), given.get(day))
        for key, month, day in (("date", "month", "day"), ("date_end", "end_month", "end_day"))
        if key in given and (month in given or day in given)
    }
    whole = [key for key in ("date", "date_end") if key in given and key not in apart]
    how = column.form((text for key in whole for text in given[key][1]), checks.options.month_first, notes)
    found = {}
    for key, beside in apart.items():
        spell = spell_named(called.get("month" if key == "date" else "end_month", ""))
        found[key] = parts.read(given[key], *beside, spell)
        if spell == "week":
            notes.append(
                tr(
                    "“{column}”: weeks were counted as ISO 8601 does, from Monday to Sunday.",
                    column=called["month" if key == "date" else "end_month"],
                )
            )
    for key in whole:
        codes, texts = given[key]
        said = column.read(texts, how, notes, called[key])
        # A row of sums or a source below the table has a word there, and is rejected for its place.
        column.note_unread(said, key == "date_end", texts, codes[checks.accepted], notes, called[key])
        found[key] = said.take(codes)
    if "date" not in found:
        found["date"] = Days.unread(checks.count)
        found["date"].fault[:] = FAULTS.index("no date")
    first, last = found["date"], found.get("date_end")
    for fault in FAULTS[3:]:
        for days in (first, last):
            if days is not None:
                checks.reject(fault, days.is_(fault))
    # Nothing begins “present”.
    checks.reject("bad date", first.is_("ongoing"))
    return first, last


def _spread_over_weeks(days: Days, column: str, notes: list[str]) -> None:
    """Make of days in a column of weeks the weeks that begin or end with them, as of ACLED's sums by week."""
    words = words_of(column)
    here = days.is_("") & (days.end - days.start == 1)
    if not words & _WEEK or not here.any():
        return
    ends = bool(words & _ENDING)
    days.start[here] -= 6 if ends else 0
    days.end[here] += 0 if ends else 6
    days.vague[here] = True
    notes.append(
        tr("“{column}”: each day was read as the week that ends with it.", column=column)
        if ends
        else tr("“{column}”: each day was read as the week that begins with it.", column=column)
    )


def _precise(
    start: np.ndarray, end: np.ndarray, vague: np.ndarray, vocabularies: Mapping[str, Vocabulary], layout: Layout
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return days and vagueness as the codes of precision have them."""
    if "date_code" not in vocabularies:
        return start, end, vague
    codes, texts = vocabularies["date_code"].texts()
    for code, text in enumerate(texts):
        here = (codes == code) & (start != ALWAYS) & (end != FOREVER)
        word = plain_code(text)
        if word in layout.around:
            first, last = start[here], end[here] - 1
            if layout.around[word] == "week":
                start[here], end[here] = first - 3, last + 4
            else:
                months = [days.astype("datetime64[D]").astype("datetime64[M]") for days in (first, last)]
                start[here] = months[0].astype("datetime64[D]").astype(np.int64)
                end[here] = (months[1] + 1).astype("datetime64[D]").astype(np.int64)
            vague[here] = True
        elif word in layout.vague:
            vague |= (codes == code) & (start != ALWAYS) & (end - start > 1)
    return start, end, vague


def _note_early(start: np.ndarray, end: np.ndarray, taken: np.ndarray, notes: list[str]) -> None:
    early = int((taken & (start < EARLIEST) & (start != ALWAYS)).sum())
    if early:
        notes.append(
            tr_n(
                "{n} row begins before 1900: it is kept, but not drawn on the map.",
                "{n} rows begin before 1900: they are kept, but not drawn on the map.",
                early,
            )
        )
