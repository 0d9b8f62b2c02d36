"""The tints of the two sides weigh the same, and tell apart for every eye."""

from __future__ import annotations

import numpy as np
import pytest

from geodata.fields import STATUSES
from geodata.parties import SIDES
from layers.kit.palette import PARTY_COLOURS, THEMES

#: Linear light as the colour-blind see it: Viénot, Brettel and Mollon (1999) for red and green, Machado et al. (2009) for blue.
EYES = {
    "every cone": np.eye(3),
    "no red": np.array([[0.11238, 0.88762, 0.0], [0.11238, 0.88762, 0.0], [0.00401, -0.00401, 1.0]]),
    "no green": np.array([[0.29275, 0.70725, 0.0], [0.29275, 0.70725, 0.0], [-0.02234, 0.02234, 1.0]]),
    "no blue": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]]
    ),
}


def _linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def _lab(light: np.ndarray) -> np.ndarray:
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ light.clip(0, 1)
    f = np.cbrt(xyz / [0.9505, 1.0, 1.089])
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("theme", THEMES)
def test_neither_side_looks_heavier(theme: str) -> None:
    land, first, second = (_lab(_linear(THEMES[theme][name])) for name in ("land", "side-1", "side-2"))
    assert abs(first[0] - second[0]) < 0.5, "one is lighter"
    away = [np.linalg.norm(tint - land) for tint in (first, second)]
    assert abs(away[0] - away[1]) < 4, "one stands out more from the paper"
    assert all(tint[1] < 12 and tint[1] > -6 for tint in (first, second)), "neither red nor green"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("eye", EYES)
def test_the_tints_tell_apart_for_every_eye(theme: str, eye: str) -> None:
    first, second = (_lab(EYES[eye] @ _linear(THEMES[theme][name])) for name in ("side-1", "side-2"))
    assert np.linalg.norm(first - second) > 6


@pytest.mark.parametrize("theme", THEMES)
def test_the_colours_of_the_sides_in_charts_are_those_of_no_status_and_tell_apart_for_every_eye(theme: str) -> None:
    sides = [_linear(colour) for colour in PARTY_COLOURS[theme][: len(SIDES)]]
    for status in STATUSES:
        held = _lab(_linear(THEMES[theme][status]))
        assert all(np.linalg.norm(_lab(side) - held) > 30 for side in sides), status
    for name, eye in EYES.items():
        first, second = (_lab(eye @ side) for side in sides)
        assert np.linalg.norm(first - second) > 18, name
