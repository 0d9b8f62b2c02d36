"""Sizes of pictures, apart from what draws them: the server names sizes and leaves matplotlib to the rendering process."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """A picture's size: its shape in CSS pixels and how many of the file's pixels each of them takes."""

    width: float
    height: float
    scale: float

    @classmethod
    def of_pixels(cls, width: int, height: int) -> Size:
        """Return the size of a file of so many pixels, marks and letters growing with it."""
        scale = min(max(math.sqrt(width * height / (1280 * 720)), 0.75), 4)
        return cls(width / scale, height / scale, scale)


SIZES = {"slide": Size(1280, 720, 1.5), "a4": Size(1123, 794, 2), "square": Size(1080, 1080, 1.25)}

#: What a link unfolds to.
PREVIEW = Size(400, 210, 3)

#: The map on a slide and on a page of the handout: 7.9 by 5.1 inches.
SCENE_SIZE = Size(1000, 646, 1.6)
