"""Transfers on the map in a real browser: how many stand at each curve, and the list that a tap opens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from playwright.sync_api import expect

from geodata.ledger import current
from layers.kit.layer import features, layer_of
from tests.support.atlas import Atlas

VIEW = "/?date=2026-11-01&mode=upto&layers=border,transfers&at=40.2000,71.2000,6.25"


def test_a_flow_says_its_number_and_a_tap_opens_the_list(turn_to: Callable[..., Atlas]) -> None:
    atlas = turn_to(VIEW)
    pairs = Counter(
        (one.symbol["supplier"], one.symbol["recipient"], one.symbol["pair"])
        for one in features(layer_of("transfers"), current())
        if one.geometry
    )
    chips = atlas.frame.locator(".ba-flow > div:visible")
    expect(chips.first).to_be_visible()
    said = chips.evaluate_all("(all) => all.map((one) => one.parentElement.getAttribute('aria-label'))")
    wanted = [f"{giver} to {taker}: {n} record{'s' * (n > 1)}" for (giver, taker, _), n in pairs.items()]
    assert len(said) > 5 and not Counter(said) - Counter(wanted)

    number = next(n for (giver, taker, _), n in pairs.items() if (giver, taker) == ("Russia", "Kyrgyzstan"))
    atlas.frame.get_by_label(f"Russia to Kyrgyzstan: {number} records").press("Enter")
    entries = atlas.frame.locator(".ba-flow-list button")
    expect(entries).to_have_count(number)
    entries.filter(has_text="Orlan-10").click()
    atlas.wait_for("s.selected === value", "2021-10-21-orlan-10-kyrgyzstan")
    expect(atlas.frame.locator("path.flows.selected")).to_have_count(1)
    expect(entries).to_have_count(0)
