"""Frames as a film: MP4 with H.264 for slides, phones and feeds, GIF for where nothing plays that."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import imageio_ffmpeg
import numpy as np
from PIL import Image, ImageChops

from layers.films.steps import CARD_S, LAST_S

#: Frames a second in the file, whatever a film's own pace: players stumble over fewer.
_RATE = 10
#: So many frames of a GIF tell its colours; one of the 256 stands for what has not changed.
_SAMPLES, _COLOURS = 16, 255


class NotEncoded(Exception):
    """The encoder failed; its words are in the log."""


def mp4(frames: Sequence[bytes], seconds: float) -> bytes:
    """Return frames (PNG) as MP4, each standing for so many seconds; it plays while it loads."""
    held = [*frames, *[frames[-1]] * max(round(LAST_S / seconds), 1)]
    colour = "bt709"
    with _room() as (path, descriptors):
        done = subprocess.run(
            [
                imageio_ffmpeg.get_ffmpeg_exe(),
                *("-loglevel", "error", "-y", "-f", "image2pipe", "-c:v", "png", "-framerate", f"{1 / seconds:.6f}"),
                # The colours of each frame are turned into the film's before it is repeated.
                *("-i", "-", "-vf", f"scale=out_color_matrix={colour}:out_range=tv,format=yuv420p,fps={_RATE}"),
                *("-c:v", "libx264", "-preset", "veryfast", "-tune", "animation", "-crf", "21", "-threads", "2"),
                *("-colorspace", colour, "-color_primaries", colour, "-color_trc", colour),
                # Without the encoder's name and settings, so that the same frames give the same file.
                *("-fflags", "+bitexact", "-flags:v", "+bitexact", "-movflags", "+faststart", "-f", "mp4", str(path)),
            ],
            input=b"".join(held),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            pass_fds=descriptors,
            check=False,
        )
        if done.returncode:
            raise NotEncoded(done.stderr.decode("utf-8", "replace")[-2000:])
        return path.read_bytes()


@contextmanager
def _room() -> Iterator[tuple[Path, tuple[int, ...]]]:
    """Give a file to write to, and what its writer must inherit: in memory where the system can, since a film may hold a reader's own data."""
    if sys.platform == "linux":
        number = os.memfd_create("film")
        try:
            yield Path(f"/proc/self/fd/{number}"), (number,)
        finally:
            os.close(number)
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder) / "film.mp4", ()


def gif(frames: Sequence[bytes], seconds: float, card: bytes = b"") -> bytes:
    """Return frames (PNG) and what ends them as GIF with one palette, each holding only what has changed since the one before."""
    pictures = [Image.open(io.BytesIO(frame)).convert("RGB") for frame in (*frames, *([card] if card else []))]
    colours = _colours(pictures)
    durations = [round(seconds * 1000)] * (len(frames) - 1) + [
        round(LAST_S * 1000),
        *[round(CARD_S * 1000)] * bool(card),
    ]
    first, *rest = _parts(pictures, colours)
    file = io.BytesIO()
    first.save(
        file,
        "GIF",
        save_all=True,
        append_images=rest,
        duration=durations,
        loop=0,
        disposal=1,
        optimize=False,
        # Named, it is written once; else each frame had its own.
        palette=colours,
        transparency=_COLOURS,
    )
    return file.getvalue()


def _colours(pictures: Sequence[Image.Image]) -> bytes:
    """Return the palette of a whole film, from frames all through it: 256 different colours, the last of them never drawn."""
    chosen = [pictures[round(at)] for at in np.linspace(0, len(pictures) - 1, min(_SAMPLES, len(pictures)))]
    width, height = chosen[0].size
    # The first one whole, of the others what changes: else the ground, the same in all, took the colours of what is told.
    strip = Image.new("RGB", (width, height * len(chosen)))
    for number, picture in enumerate(chosen):
        changed = ImageChops.difference(picture, chosen[0]).getbbox() if number else (0, 0, width, height)
        if changed:
            strip.paste(picture.crop(changed), (changed[0], number * height + changed[1]))
    found = strip.quantize(_COLOURS, Image.Quantize.FASTOCTREE).getpalette() or []
    greys = [shade for grey in range(256) for shade in (grey, grey, grey)]
    different = dict.fromkeys(zip(*[iter([*found, *greys])] * 3, strict=True))
    return bytes(shade for colour in [*different][: _COLOURS + 1] for shade in colour)


def _parts(pictures: Sequence[Image.Image], colours: bytes) -> Iterator[Image.Image]:
    drawn = Image.new("P", (1, 1))
    drawn.putpalette(colours[: 3 * _COLOURS])
    before = None
    for picture in pictures:
        # Dithered, every frame would differ everywhere.
        now = np.asarray(picture.quantize(palette=drawn, dither=Image.Dither.NONE))
        part = Image.fromarray(now if before is None else np.where(now == before, np.uint8(_COLOURS), now))
        part = part.convert("P")
        part.putpalette(colours)
        yield part
        before = now
