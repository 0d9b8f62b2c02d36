"""A film has a frame for each change or step, says beforehand what is not made, and is small in either format."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from datetime import date, timedelta

import imageio_ffmpeg
import numpy as np
import pytest
from cachetools import Cache
from PIL import Image, ImageDraw

from geodata.intervals import from_day_number
from geodata.ledger import current
from layers.films.encoding import gif, mp4
from layers.films.steps import FORMATS, MOST_FRAMES, NoFilm, days_of, lasting
from layers.kit.layer import all_layers, features
from layers.making import jobs
from layers.pictures.picture import picture
from layers.pictures.size import Size
from layers.reader_data.drawn import OwnSet
from layers.words.legend import legend_of
from tests.support.own_pictures import DAY, points
from tests.support.scenes import view

YEAR = date(2022, 1, 1), date(2022, 12, 31)


@pytest.mark.parametrize("mode", ["upto", "day", "window&days=10"])
def test_a_film_by_change_has_a_frame_on_every_day_on_which_the_map_differs_from_the_day_before(mode: str) -> None:
    shown = view(f"date=2022-12-31&layers=clashes&mode={mode}")
    days = days_of(shown, current(), *YEAR, "change")
    [layer] = [one for one in all_layers() if one.id == "clashes"]
    spans = [one.interval for one in features(layer, current()) if one.interval and (one.point or one.geometry)]
    before, expected = None, []
    for number in range(365):
        looked = shown.with_(date=YEAR[0] + timedelta(number)).looks_at("event")
        seen = [one.start <= looked[1] and one.end > looked[0] for one in spans]
        if seen != before:
            expected.append(YEAR[0] + timedelta(number))
        before = seen
    assert list(days) == expected


def test_a_film_by_change_stops_where_somebody_else_says_so_too_and_not_where_a_doubt_ends() -> None:
    shown, last = view("date=2025-06-01&layers=sections"), date(2025, 6, 1)
    [layer] = [one for one in all_layers() if one.id == "sections"]
    begun = {step.start for one in features(layer, current()) if one.geometry for step in one.steps[1:]}
    days = days_of(shown, current(), date(2018, 1, 1), last, "change")
    assert begun and {from_day_number(day) for day in begun if date(2018, 1, 1) < from_day_number(day) <= last} <= {
        *days
    }
    assert date(2021, 8, 1) not in days  # known to the month of July


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Where water is shared", True),
        ("The line in 2019", False),
        ("Ceasefire of 16 September", False),
        ("After 3 Mar", False),
        ("Marchlands", True),
        ("Conflict of September 2022", False),
        ("", False),
    ],
)
def test_a_scenes_title_stands_over_a_whole_film_unless_it_is_of_one_time(title: str, kept: bool) -> None:
    assert lasting(title, view("date=2022-09-16"), current()) == (title if kept else None)


@pytest.mark.parametrize(
    ("step", "days"),
    [
        ("week", ["2022-01-30", "2022-02-06", "2022-02-13", "2022-02-20", "2022-02-27", "2022-03-05"]),
        ("month", ["2022-01-30", "2022-02-01", "2022-03-01", "2022-03-05"]),
        ("year", ["2022-01-30", "2022-03-05"]),
    ],
)
def test_a_film_by_time_begins_and_ends_on_the_days_asked_for(step: str, days: list[str]) -> None:
    found = days_of(view(""), current(), date(2022, 1, 30), date(2022, 3, 5), step)
    assert [str(day) for day in found] == days


def test_what_is_no_film_is_refused_with_a_sentence_before_the_work_begins() -> None:
    with pytest.raises(NoFilm, match=f"10,958 frames.*at most {MOST_FRAMES}.*longer step"):
        days_of(view(""), current(), date(1995, 1, 1), date(2024, 12, 31), "day")
    with pytest.raises(NoFilm, match="after its first"):
        days_of(view(""), current(), YEAR[1], YEAR[0], "change")
    with pytest.raises(NoFilm, match="Nothing on this map changes"):
        days_of(view("layers=border"), current(), *YEAR, "change")


def test_the_frames_of_a_film_share_one_legend_so_that_nothing_but_the_map_moves() -> None:
    shown = view("layers=clashes")
    days = date(1992, 1, 1), date(2022, 12, 31)
    alone, among = (
        jobs.film_frame(shown.with_(date=days[0]), of, Size.of_pixels(640, 360), "T", "", days[0], "light", (), ())
        for of in (days[:1], days)
    )
    panel = (490, 100, 640, 330)
    colours = [
        len(Image.open(io.BytesIO(one)).convert("RGB").crop(panel).getcolors(100_000) or ()) for one in (alone, among)
    ]
    assert colours[1] > 2 * colours[0], "the first frame has the legend of what comes later"


@pytest.mark.parametrize(("name", "theme"), [("slide", "light"), ("phone", "dark"), ("gif", "light")])
def test_a_frame_is_the_picture_of_its_day_whatever_frames_were_drawn_before_it(name: str, theme: str) -> None:
    size, link = FORMATS[name].size, "https://atlas.test/"
    for day in (date(2020, 9, 27), date(2022, 9, 20)):
        shown = view("tint=sides").with_(date=day)
        frame = jobs.film_frame(shown, (day,), size, None, link, day, theme, (), ())
        # Over all of a film's days a legend counts nothing, as a picture's own does.
        legend = legend_of(shown, current(), (day,))
        alone = picture(shown, current(), size=size, link=link, made=day, theme=theme, legend=legend)
        pixels = [np.asarray(Image.open(io.BytesIO(one)).convert("RGB"), np.int16) for one in (frame, alone.png)]
        assert np.abs(pixels[0] - pixels[1]).max() <= 2


def _frames() -> list[bytes]:
    """Return ten frames in which a disc of a colour of its own goes over a ground with many colours."""
    ground = Image.radial_gradient("L").convert("RGB").resize((640, 360))
    found = []
    for number in range(10):
        frame = ground.copy()
        ImageDraw.Draw(frame).ellipse((60 * number, 100, 60 * number + 40, 140), fill=(220, 20, 60))
        file = io.BytesIO()
        frame.save(file, "PNG")
        found.append(file.getvalue())
    return found


def test_a_gif_has_one_palette_and_only_what_changes_from_frame_to_frame() -> None:
    frames = _frames()
    made = gif(frames, 0.5)
    film = Image.open(io.BytesIO(made))
    assert (film.n_frames, film.size) == (10, (640, 360))
    assert film.info["loop"] == 0 and len(made) < 2 * len(gif(frames[:1], 0.5))
    for number in range(10):
        film.seek(number)
        assert film.info["duration"] == (500 if number < 9 else 2500)
        shown = film.convert("RGB")
        red = [
            shown.getpixel((60 * at + 20, 120))[0] > 200 and shown.getpixel((60 * at + 20, 120))[1] < 60
            for at in range(10)
        ]
        assert red == [at == number for at in range(10)], "what went is gone, what came is there"
    assert _palettes(made) == 1


def test_a_gif_has_the_frames_colours_and_ends_with_a_card_of_what_they_are_too_small_for() -> None:
    days, size = (date(1992, 1, 1), date(2022, 12, 31)), FORMATS["gif"].size
    about = days, size, "T", "https://atlas.test/", days[0], "light", (), ()
    frames = [jobs.film_frame(view("layers=clashes").with_(date=day), *about, False) for day in days]
    card = jobs.film_card(view("layers=clashes"), *about)
    film = Image.open(io.BytesIO(gif(frames, 0.5, card)))
    assert film.n_frames == 3 and film.size == Image.open(io.BytesIO(card)).size == (640, 360)
    held = []
    for number, drawn in enumerate((*frames, card)):
        film.seek(number)
        held.append(film.info["duration"])
        shown, meant = (np.asarray(one.convert("RGB"), np.int16) for one in (film, Image.open(io.BytesIO(drawn))))
        off = np.abs(shown - meant).max(axis=2)
        assert off.mean() < 3 and off.max() < 40, "the ground keeps its colour, and no mark loses its own"
    assert held == [500, 2500, 5000]


def _palettes(made: bytes) -> int:
    """Count the palettes of a GIF: its own, and those of single frames."""

    def size(flags: int) -> int:
        return 3 << (flags & 7) + 1 if flags & 0x80 else 0

    found, at = int(made[10] >= 0x80), 13 + size(made[10])
    while made[at] != 0x3B:
        if made[at] == 0x2C:
            found += made[at + 9] >= 0x80
            at += 11 + size(made[at + 9])
        else:
            at += 2
        while made[at]:
            at += made[at] + 1
        at += 1
    return found


def test_an_mp4_plays_everywhere_and_while_it_loads() -> None:
    made = mp4(_frames(), 0.5)
    assert 0 < made.find(b"moov") < made.find(b"mdat"), "its index stands first"
    asked = subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), "-i", "-"], input=made, capture_output=True, check=False)
    told = asked.stderr.decode()
    assert "h264" in told and "yuv420p" in told and "640x360" in told
    # Nine of half a second, and the last one held.
    assert "Duration: 00:00:07.50" in told


def remembered() -> dict[str, object]:
    """Return what every cache of what draws holds: its keys where it tells them, else how much."""
    found: dict[str, object] = {}
    for name, module in list(sys.modules.items()):
        for function, value in list(vars(module).items()) if name.startswith(("layers", "geodata")) else ():
            if isinstance(getattr(value, "cache", None), Cache):
                found[f"{name}.{function}"] = [repr(key) for key in value.cache]
            elif hasattr(value, "cache_info"):
                found[f"{name}.{function}"] = value.cache_info().currsize
    return found


def test_a_film_of_a_readers_own_rows_leaves_nothing_of_them_where_the_next_film_looks() -> None:
    shown, of = view("layers=clashes&date=2022-09-20"), (YEAR[0], date(2022, 9, 20))
    own = OwnSet.of("Secret", points((70.6, 39.9, DAY, DAY + 1, 0), words=("hidden", "riot")))
    about = of, FORMATS["slide"].size, "T", "", YEAR[0], "light"
    alone = jobs.film_frame(shown, *about, (), ())
    before = remembered()
    with_own = jobs.film_frame(shown.with_(own=("Secret",)), *about, (own,), ())
    known = remembered()
    assert with_own != alone and jobs.film_frame(shown, *about, (), ()) == alone
    assert not re.search("secret|hidden", repr(known), re.IGNORECASE)
    # The ground without a legend is kept once more; a face's size may be new.
    changed = {name.rpartition(".")[2] for name in known if known[name] != before.get(name)}
    assert changed <= {"under", "properties"}
