"""What each choice of a filter would leave, and which one to drop when nothing is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from geodata.dates import say
from geodata.ledger import Ledger
from geodata.regions import REGIONS
from geodata.translation import tr, tr_n
from layers.kit.feature import Feature
from layers.kit.layer import all_layers, features
from layers.kit.text import listing, sentence_case
from layers.view.filters import Row, is_narrowed, rows, values_set, without_filters
from layers.view.state import CHOICES, FILTERS, ViewState
from layers.view.visible import shows, visible


def shown_rows(view: ViewState, ledger: Ledger) -> list[tuple[Row, Feature]]:
    """Return the records the view shows, of the layers that are switched on, with their features."""
    seen = visible(view, ledger)
    # By layer: the border line's exclaves open the same cards as the sections', and are no records of their own.
    found = {(layer, feature.select): feature for layer in view.layers if layer in seen for feature in seen[layer]}
    return [(row, found[row.layer, row.id]) for row in rows(ledger) if (row.layer, row.id) in found]


def counts(view: ViewState, ledger: Ledger) -> dict[str, dict[str, int]]:
    """Return field → token → how many records that choice alone would show in its field, all other filters kept.

    A field that speaks of one layer only counts that layer whether it is switched on or not: to choose is to switch it on.
    """
    found: dict[str, Counter[str]] = {name: Counter() for name in CHOICES}
    alone = _layer_of_field()
    for row in _in_time_and_region(view, ledger):
        failed = row.fails(view)
        for name in CHOICES if len(failed) <= 1 else ():
            counted = row.layer in view.layers or alone.get(name) == row.layer
            if counted and set(failed) <= {name}:
                found[name].update(row.values[name].keys())
    return {name: dict(counter) for name, counter in found.items()}


def _layer_of_field() -> dict[str, str]:
    return {name: layer.id for layer in all_layers() for name in layer.fields}


def choose(view: ViewState, name: str, value: object) -> ViewState:
    """Return the view with a filter set, and the layer it speaks of switched on."""
    changed = view.with_(**{name: value})
    wanted = _layer_of_field().get(name)
    if value and wanted and wanted not in view.layers:
        on = {*view.layers, wanted}
        changed = changed.with_(layers=tuple(layer.id for layer in all_layers() if layer.id in on))
    return changed


def blame(view: ViewState, ledger: Ledger) -> str | None:
    """Say why the view shows no record, naming what to drop first; None when it shows some."""
    if shown_rows(view, ledger):
        return None
    if not view.layers or not any(layer.id in view.layers and layer.regional for layer in all_layers()):
        return tr("Nothing matches: every layer of records is switched off.")
    offers = sorted(((left, words) for left, words in _offers(view, ledger) if left), reverse=True)
    if offers:
        words = sentence_case(listing([words for _, words in offers]))
        return f"{tr('Nothing matches.')} {words}."
    if is_narrowed(view):
        return tr("Nothing matches, and no single filter is to blame: reset them, or drop two.")
    return tr("Nothing is recorded for this view.")


def _offers(view: ViewState, ledger: Ledger) -> Iterator[tuple[int, str]]:
    """Yield what could be dropped: how many records there would be, and that in words."""
    for name, what in FILTERS.items():
        if getattr(view, name):
            left = len(shown_rows(without_filters(view, name), ledger))
            values = listing([title for field, _, title in values_set(view, ledger) if field == name])
            words = tr_n(
                "without “{filter}: {values}” there is {n} record",
                "without “{filter}: {values}” there are {n} records",
                left,
                filter=what,
                values=values,
            )
            yield left, words
    if view.region:
        left = len(shown_rows(view.with_(region=None), ledger))
        words = tr_n(
            "outside {region} there is {n} record",
            "outside {region} there are {n} records",
            left,
            region=REGIONS[view.region].title,
        )
        yield left, words
    passed = [row for row in rows(ledger) if not row.fails(view) and row.lies_in(view)]
    any_time = sum(row.layer in view.layers for row in passed)
    words = tr_n(
        "at another date than {day} there is {n} record",
        "at another date than {day} there are {n} records",
        any_time,
        day=say(view.date),
    )
    yield any_time, words
    elsewhere = len(passed) - any_time
    words = tr_n(
        "in layers that are switched off there is {n} record",
        "in layers that are switched off there are {n} records",
        elsewhere,
    )
    yield elsewhere, words


def _in_time_and_region(view: ViewState, ledger: Ledger) -> list[Row]:
    shown = {
        (layer.id, feature.select)
        for layer in all_layers()
        if layer.regional
        for feature in features(layer, ledger)
        if shows(feature, layer, view)
    }
    return [row for row in rows(ledger) if (row.layer, row.id) in shown]
