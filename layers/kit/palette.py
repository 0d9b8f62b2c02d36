"""Every colour, once, for light and dark: the page, the map's frame and pictures take them from here.

Status runs from orange to blue, so that it reads without red and green; a letter and hatching are the second
channel. On dark each step is at least 3 to 1 against the land, on light fills stand inside an ink edge.
"""

from __future__ import annotations

LIGHT = {
    "paper": "#FAF9F6",
    "rule": "#E4E0D8",
    "ink": "#1C2430",
    "muted": "#5F6875",
    "accent": "#2A6F97",
    "on-accent": "#FFFFFF",
    "panel": "#FFFFFF",
    "hover": "#ECEAE2",
    "land": "#F6F3EC",
    "neighbour": "#ECE8DF",
    "side-1": "#F3E8CB",
    "side-2": "#E9E6F5",
    "water": "#C9DCE8",
    "water-text": "#4A7189",
    "neighbour-edge": "#CFC9BB",
    "country-text": "#70757E",
    "town": "#3C4654",
    "undelimited": "#C9502E",
    "agreed": "#E8954A",
    "described": "#F2CF85",
    "initialled": "#A9CBDD",
    "signed": "#4F97C4",
    "ratified": "#3478AC",
    "in-force": "#1E5C93",
    "clash": "#8E1538",
    "select": "#D9A400",
    "base": "#1C2430",
    "milestone": "#5F6875",
    "flow": "#6B4E9B",
    "on-base": "#FFFFFF",
    "crossing-open": "#2A6F97",
    "crossing-closed": "#1C2430",
    "way": "#6B5744",
    "band-conflicts": "#8E1538",
    "band-closures": "#B9B3A4",
    "band-process": "#9CC0D8",
    "halo": "#FAF9F6",
    "cat-1": "#0068A5",
    "cat-2": "#C24E00",
    "cat-3": "#00805C",
    "cat-4": "#A8487F",
    "cat-5": "#7A6200",
    "cat-6": "#3E93C9",
    "cat-other": "#6F7780",
}

DARK = {
    "paper": "#1B2028",
    "rule": "#2C333D",
    "ink": "#E8EAED",
    "muted": "#9AA4B2",
    "accent": "#5AA3CC",
    "on-accent": "#10161D",
    "panel": "#1B2028",
    "hover": "#2C333D",
    "land": "#272E38",
    "neighbour": "#222831",
    "side-1": "#38332A",
    "side-2": "#30314F",
    "water": "#2A4156",
    "water-text": "#8FB6CF",
    "neighbour-edge": "#3A434F",
    "country-text": "#959DA8",
    "town": "#C9CFD6",
    "undelimited": "#E8633F",
    "agreed": "#F2A35C",
    "described": "#F7DA9B",
    "initialled": "#BCDDEC",
    "signed": "#86C1E6",
    "ratified": "#63A8DA",
    "in-force": "#4D93CF",
    "clash": "#E0728F",
    "select": "#F2C230",
    "base": "#E8EAED",
    "milestone": "#9AA4B2",
    "flow": "#B9A3E3",
    "on-base": "#1B2028",
    "crossing-open": "#5AA3CC",
    "crossing-closed": "#E8EAED",
    "way": "#C7AE94",
    "band-conflicts": "#E0728F",
    "band-closures": "#566070",
    "band-process": "#3D6C8F",
    "halo": "#1B2028",
    "cat-1": "#5AB0E8",
    "cat-2": "#F2915A",
    "cat-3": "#3CCBA0",
    "cat-4": "#E49BC6",
    "cat-5": "#DCC04A",
    "cat-6": "#A9DAF5",
    "cat-other": "#9AA4B2",
}

THEMES = {"light": LIGHT, "dark": DARK}

#: Colours of whoever claims a figure, in the order of the parties; the last is that of arithmetic of our own. The shape of a mark says the same.
#: Those of the sides, olive and violet, are far from the orange and blue of statuses, which would judge them; whoever is no side is grey.
PARTY_COLOURS = {
    "light": ["#5E7A00", "#7A4FB0", "#2B3440", "#57616E", "#8A8F98"],
    "dark": ["#B5CC4A", "#B79BEA", "#E8EAED", "#A9B2BF", "#747C88"],
}

#: Colours of other states in charts, in the order of their names: each keeps its own in every chart.
STATE_COLOURS = ("cat-3", "cat-4", "cat-5", "cat-other")

#: Colours of a reader's own data: of its most frequent categories, and of all others.
CATEGORIES = ("cat-1", "cat-2", "cat-3", "cat-4", "cat-5", "cat-6", "cat-other")


#: How much of a shaded relief shows: its deepest shadow takes 35 % of the light, so 13 % on paper, where text and marks need it.
RELIEF = {"light": 0.37, "dark": 1.0}

#: Up to which zoom it shows whole, and from which not at all: close up it is too coarse to say anything.
RELIEF_ZOOMS = (9, 11)


def css_variables(theme: str) -> str:
    """Return the theme's colours as CSS custom properties, ``--ink: #1C2430; …``, and how much of a relief shows."""
    colours = " ".join(f"--{name}: {value};" for name, value in THEMES[theme].items())
    return f"{colours} --relief: {RELIEF[theme]};"
