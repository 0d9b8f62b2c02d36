"""Cards, texts and downloads say first who says that who did what, of either side in the same form."""

from __future__ import annotations

import re
from datetime import date

import pytest

from geodata.events import Incident
from geodata.ledger import current
from geodata.parties import PARTIES, SIDES
from layers.files.records import Records
from layers.kit import fired
from layers.kit.layer import all_layers, layer_of
from layers.view import facets, filters
from layers.view.link import from_params
from layers.view.state import ViewState, Vocabulary
from layers.words.card import card
from layers.words.text_twin import passages

LEDGER = current()
DAY = date(2026, 11, 1)
CLASHES = [incident for incident in LEDGER.incidents.values() if incident.kind != "tally"]
LAYERS = tuple(layer.id for layer in all_layers())
VIEW = ViewState(DAY, layers=LAYERS)
FIRST, SECOND = SIDES

#: The one form: accounts of the sides in their order, of both together, of others; then what is not on record; then losses.
_SPEAKER = "|".join(f"{PARTIES[side].speaker} says" for side in SIDES) + "|both sides say|a third party says"
_ACCOUNT = rf"(?:{_SPEAKER}) that [^;]+"
_BOTH = " and ".join(PARTIES[side].speaker for side in SIDES)
_ONE = "|".join(PARTIES[side].speaker for side in SIDES)
FORM = re.compile(
    rf"(?:No source says who fired or who began\.|{_ACCOUNT}\.(?: {_ACCOUNT}\.)*"
    rf"(?: Of (?:{_BOTH}|{_ONE}) no word on who did what is on record\.)?(?: Who began is not stated\.)?)"
    rf" Losses of (?:(?:{_BOTH}|{_ONE}) are claimed|neither side are on record)\.",
    re.IGNORECASE,
)

each_clash = pytest.mark.parametrize("clash", CLASHES, ids=lambda one: one.id)


def swapped(text: str) -> str:
    """Return a text in which each side has the other's name."""
    names = {PARTIES[FIRST].name: PARTIES[SECOND].name, PARTIES[SECOND].name: PARTIES[FIRST].name}
    return re.sub("|".join(names), lambda found: names[found[0]], text)


def clash(*rows: tuple[str, str, str], kind: str = "armed clash", lost: tuple[str, ...] = ()) -> Incident:
    """Return a clash of which is said: (side, what it did, party that says so)."""
    return Incident.model_validate(
        {
            "id": "clash", "title": "Shots at a post", "summary": "Shots.", "kind": kind, "confidence": "published",
            "sources": ["gazette"], "losses_of": lost,
            "fired_by": [
                {"side": side, "did": did, "claimant": PARTIES[party].side, "party": party} for side, did, party in rows
            ],
        }
    )  # fmt: skip


@each_clash
def test_each_clash_begins_with_the_one_form_on_card_in_text_and_in_downloads(clash) -> None:
    first = fired.say(clash)
    assert FORM.fullmatch(first), first
    assert card(clash.id, LEDGER, DAY).first == first
    told = layer_of("clashes").text(clash, DAY, "Somewhere.")
    assert told.split(f": {clash.title}. ", 1)[1].startswith(first)
    assert layer_of("clashes").cells(clash)["attribution"] == first


def test_the_view_in_words_says_it_of_the_selected_clash_before_its_summary() -> None:
    strike = LEDGER.incidents["2022-09-16-ovchi-kalacha"]
    [selected] = [one for one in passages(VIEW.with_(select=strike.id), LEDGER) if one.title.startswith("Selected")]
    assert selected.paragraphs.index(fired.say(strike)) < selected.paragraphs.index(strike.summary)


@pytest.mark.parametrize(
    ("party", "did", "kind"),
    [
        (SECOND, "Kyrgyz guards fired first", "armed clash"),
        (FIRST, "the Kyrgyz side fired into the air", "warning shots"),
        ("third", "Kyrgyz forces struck a square", "air or drone strike"),
    ],
)
def test_what_is_said_of_one_side_is_said_of_the_other_in_the_same_words(party: str, did: str, kind: str) -> None:
    other = {FIRST: SECOND, SECOND: FIRST}
    told = fired.say(clash((FIRST, did, party), kind=kind, lost=(SECOND,)))
    mirrored = fired.say(clash((SECOND, swapped(did), other.get(party, party)), kind=kind, lost=(FIRST,)))
    # Where both are named they stand in their order, whoever acted.
    assert swapped(told).replace(swapped(_BOTH), _BOTH) == mirrored


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (clash(), "No source says who fired or who began. Losses of neither side are on record."),
        (
            clash(("tajik", "Tajik guards fired", "kyrgyz"), ("kyrgyz", "Kyrgyz guards fired", "tajik"), lost=SIDES),
            "The Kyrgyz side says that Tajik guards fired. The Tajik side says that Kyrgyz guards fired. "
            "Who began is not stated. Losses of the Kyrgyz side and the Tajik side are claimed.",
        ),
        (
            clash(("kyrgyz", "Kyrgyz forces struck", "third"), kind="air or drone strike", lost=("tajik",)),
            "A third party says that Kyrgyz forces struck. "
            "Of the Kyrgyz side and the Tajik side no word on who did what is on record. Losses of the Tajik side are claimed.",
        ),
    ],
)
def test_the_form_in_words(told: Incident, words: str) -> None:
    assert fired.say(told) == words


def shown(**filters_set: tuple[str, ...]) -> set[str]:
    return {row.id for row, _ in facets.shown_rows(VIEW.with_(**filters_set), LEDGER)}


def test_the_strike_is_found_by_who_fired_and_by_whose_losses() -> None:
    strike = "2022-09-16-ovchi-kalacha"
    assert strike in shown(fired_by=("kyrgyzstan",)) and strike not in shown(fired_by=("tajikistan",))
    assert strike in shown(losses_of=("tajikistan",)) and strike not in shown(losses_of=("kyrgyzstan",))
    by_hand = {one.id for one in CLASHES if any(row.side in ("kyrgyz", "both") for row in one.fired_by)}
    assert shown(fired_by=("kyrgyzstan",)) == by_hand


def test_an_old_link_by_actor_shows_whoever_fired_or_lost() -> None:
    words = Vocabulary(
        today=DAY,
        layers=LAYERS,
        default_layers=LAYERS,
        resolve=lambda _: None,
        revision="r",
        choices=filters.choices(LEDGER),
    )
    for state in ("kyrgyzstan", "tajikistan"):
        view, problems = from_params({"actor": state, "layers": "clashes"}, words)
        found = {row.id for row, _ in facets.shown_rows(view, LEDGER)}
        assert problems == []
        assert found >= shown(fired_by=(state,)) | shown(losses_of=(state,))


def test_table_and_downloads_have_both_and_who_says_so() -> None:
    records = Records(VIEW.with_(layers=("clashes",)), LEDGER)
    assert {"fired_by", "losses_of"} <= {name for name, column in records.columns.items() if column.listed}
    names = ("id", "fired_by", "losses_of", "attribution")
    rows = {row["id"]: row for row in records.table(records.listed(), names).to_pylist()}
    strike = rows["2022-09-16-ovchi-kalacha"]
    assert (strike["fired_by"], strike["losses_of"]) == ("Kyrgyzstan", "Tajikistan")
    assert "Human Rights Watch" in strike["attribution"]
