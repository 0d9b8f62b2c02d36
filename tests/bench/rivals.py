"""What the dense renderer is measured against: folium's own time slider, and Streamlit's slider with a map drawn again.

Their scripts come from packages and are served from this machine, so that no network is measured. Each function returns the
milliseconds from the input to the new date being seen.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from datetime import date
from pathlib import Path
from time import perf_counter

import folium
import numpy as np
from folium.plugins import Timeline, TimelineSlider
from PIL import Image
from playwright.sync_api import Browser, Frame, Page
from xstatic.pkg import leaflet

from geodata.intervals import from_day_number
from tests.bench.make_points import make
from tests.support.server import ROOT, App

#: npm package → the file of it that folium asks for.
NPM = {"leaflet.timeline@1.6.0": "package/dist/leaflet.timeline.js", "moment@2.18.1": "package/min/moment.min.js"}
#: Between them the rivals' slider steps: the last years of the made points, so that most of them are on the map.
DAYS = (date(2021, 1, 1), date(2022, 1, 1), date(2023, 1, 1), date(2024, 1, 1), date(2025, 1, 1), date(2026, 1, 1))

COMMON = """
import sys
sys.path.insert(0, {root!r})
from datetime import date
import folium, numpy as np, streamlit as st
from layers.kit.layer import day_number, from_day_number
from tests.bench.make_points import make

class LocalMap(folium.Map):
    default_js = [("leaflet", "/app/static/leaflet.js")]
    default_css = [("leaflet", "/app/static/leaflet.css")]

@st.cache_resource
def points():
    return make({count})

st.set_page_config(layout="wide")
step = st.slider("Date", 0, {last})
day = day_number({days}[step])
made = points()
shown = made.day_start <= day
"""
MARKERS = """
from streamlit_folium import st_folium
COLOURS = ("#0068A5", "#C24E00", "#00805C", "#A8487F", "#7A6200", "#3E93C9")

def markers(group):
    codes = made.coded["kind"].codes
    for lon, lat, code, value in zip(made.lon[shown].tolist(), made.lat[shown].tolist(), codes[shown].tolist(), made.value[shown].tolist()):
        folium.CircleMarker((lat, lon), radius=1.5 + value ** 0.5, color=COLOURS[code], weight=0, fill_opacity=1).add_to(group)
    folium.Marker((39.7, 71), icon=folium.DivIcon(html=f'<i class="shown">{step}</i>')).add_to(group)
"""
REDRAWN = (
    COMMON
    + MARKERS
    + """
drawn = LocalMap((39.7, 71), zoom_start=7, tiles=None, prefer_canvas=True)
markers(drawn)
st_folium(drawn, height=680, use_container_width=True, returned_objects=[])
"""
)
GROUP = (
    COMMON
    + MARKERS
    + """
group = folium.FeatureGroup()
markers(group)
st_folium(LocalMap((39.7, 71), zoom_start=7, tiles=None, prefer_canvas=True), height=680, use_container_width=True, returned_objects=[], feature_group_to_add=group, key="map")
"""
)
PYDECK = (
    COMMON
    + """
import pandas as pd, pydeck
COLOURS = np.array([[0, 104, 165], [194, 78, 0], [0, 128, 92], [168, 72, 127], [122, 98, 0], [62, 147, 201]])
frame = pd.DataFrame({{"lon": made.lon[shown], "lat": made.lat[shown], "size": 1.5 + made.value[shown] ** 0.5}})
frame[["r", "g", "b"]] = COLOURS[made.coded["kind"].codes[shown]]
sign = pd.DataFrame({{"lon": [71.0], "lat": [39.7], "r": [40 * step], "g": [255 * (step % 2)], "b": [255]}})
layer = dict(get_position="[lon, lat]", get_fill_color="[r, g, b]", radius_units=pydeck.types.String("pixels"))
st.pydeck_chart(pydeck.Deck(
    [pydeck.Layer("ScatterplotLayer", frame, get_radius="size", **layer), pydeck.Layer("ScatterplotLayer", sign, get_radius=30, **layer)],
    map_style=None, initial_view_state=pydeck.ViewState(longitude=71, latitude=39.7, zoom=6)), height=680)
"""
)


def write_apps(folder: Path, counts: dict[str, int]) -> None:
    """Write the rivals' Streamlit scripts and the Leaflet they load."""
    shutil.copytree(leaflet.BASE_DIR, folder / "static")
    for name, script in (("redrawn", REDRAWN), ("group", GROUP), ("pydeck", PYDECK)):
        settings = {
            "root": str(ROOT),
            "count": counts[name],
            "last": len(DAYS) - 1,
            "days": f"[{', '.join(f'date{day.year, day.month, day.day}' for day in DAYS)}]",
        }
        head, rest = script[: len(COMMON)], script[len(COMMON) :]
        (folder / f"with_{name}.py").write_text(
            head.format(**settings) + (rest.format() if name == "pydeck" else rest), encoding="utf-8"
        )


def npm_file(name: str, build: Path) -> str:
    """Return the text of a file that an npm package carries, fetched once."""
    build.mkdir(parents=True, exist_ok=True)
    archive = build / f"{name.replace('@', '-')}.tgz"
    if not archive.exists():
        subprocess.run(
            ["npm", "pack", "--silent", "--pack-destination", str(build), name], check=True, stdout=subprocess.DEVNULL
        )
    with tarfile.open(archive) as tar:
        return tar.extractfile(NPM[name]).read().decode()


def timeline_page(count: int, build: Path) -> str:
    """Return folium's `Timeline` and `TimelineSlider` with made points, all scripts inside."""
    made = make(count)
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [float(lon), float(lat)]},
            "properties": {"start": from_day_number(int(day)).isoformat(), "end": "2027-01-01"},
        }
        for lon, lat, day in zip(made.lon, made.lat, made.day_start, strict=True)
    ]
    drawn = folium.Map((39.7, 71), zoom_start=7, tiles=None)
    drawn.default_js, drawn.default_css = [], []
    timeline = Timeline({"type": "FeatureCollection", "features": features}).add_to(drawn)
    slider = (
        TimelineSlider(auto_play=False, enable_playback=False, show_ticks=False).add_timelines(timeline).add_to(drawn)
    )
    timeline.default_js = slider.default_js = []
    page = drawn.get_root().render()
    scripts = [
        (Path(leaflet.BASE_DIR) / "leaflet.js").read_text(encoding="utf-8"),
        *(npm_file(name, build) for name in NPM),
    ]
    style = (Path(leaflet.BASE_DIR) / "leaflet.css").read_text(encoding="utf-8")
    escaped = [script.replace("</script", "<\\/script") for script in scripts]
    head = f"<style>{style}</style>" + "".join(f"<script>{script}</script>" for script in escaped)
    tail = f"<script>window.rival = {{slider: {slider.get_name()}, timeline: {timeline.get_name()}}};</script>"
    return page.replace("<head>", "<head>" + head, 1).replace("</html>", tail + "</html>")


def presses(page: Page, frame: Frame, days: list[str], move: str, shown: str) -> list[float]:
    """Step with a key, and let the browser say how long it took from each press to the frame on the screen (Event Timing).

    `move` is a JavaScript function that takes an ISO day, `shown` one that counts what is on the map, which must change each time.
    The browser rounds to 8 ms and is silent below 16, which then counts as 16.
    """
    frame.evaluate(
        f"""(days) => {{
      window.pressed = [];
      new PerformanceObserver((list) => window.pressed.push(...list.getEntriesByName("keydown").map((entry) => entry.duration))).observe({{ type: "event", durationThreshold: 16 }});
      let next = 0;
      window.addEventListener("keydown", () => ({move})(days[next++]));
    }}""",
        days,
    )
    before = -1
    for count, day in enumerate(days, start=1):
        page.keyboard.press("k")
        frame.evaluate(
            """async (count) => {
          for (let frames = 0; frames < 60 && window.pressed.length < count; frames += 1) await new Promise((done) => requestAnimationFrame(done));
          if (window.pressed.length < count) window.pressed.push(16);
          await new Promise((done) => requestIdleCallback(done, { timeout: 1000 }));
        }""",
            count,
        )
        now = frame.evaluate(shown)
        if now == before:
            raise RuntimeError(f"nothing changed on {day}")
        before = now
    return frame.evaluate("() => window.pressed")


def timeline_presses(browser: Browser, count: int, build: Path) -> list[float]:
    """Measure folium's own slider by key presses."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(120_000)
    html, files = timeline_page(count, build), Path(leaflet.BASE_DIR)
    # Leaflet finds its marker's picture beside its style sheet.
    page.route(
        "http://localhost/rival/**",
        lambda route: route.fulfill(path=files / "images" / route.request.url.rpartition("/")[2]),
    )
    page.route(
        "http://localhost/rival/", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8")
    )
    page.goto("http://localhost/rival/")
    # The first makes every element; what counts is a step with the elements there.
    days = [DAYS[-1].isoformat(), *(day.isoformat() for day in DAYS * 2)]
    times = presses(
        page,
        page.main_frame,
        days,
        "(day) => window.rival.slider.setTime(Date.parse(day))",
        "() => window.rival.timeline.getLayers().length",
    )
    page.close()
    return times[1:]


SEEN = """(step) => [...document.querySelectorAll("iframe")].some((frame) => {
  const seen = frame.contentDocument && frame.contentDocument.querySelector(".shown");
  return seen !== null && seen.textContent === String(step);
})"""


def slider_steps(browser: Browser, app: App) -> list[float]:
    """Measure Streamlit's slider with a folium map, to the mark of the new date being in the map."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(app.url)
    page.wait_for_function(SEEN, arg=0, timeout=120_000)
    times = []
    for step in range(1, len(DAYS)):
        _press(page)
        start = perf_counter()
        page.wait_for_function(SEEN, arg=step, timeout=120_000)
        times.append(1000 * (perf_counter() - start))
    page.close()
    return times


def pydeck_steps(browser: Browser, app: App) -> list[float]:
    """Measure Streamlit's slider with a pydeck chart, to the mark of the new date being on the screen."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(app.url)
    box = page.locator("[data-testid=stDeckGlJsonChart]").bounding_box(timeout=120_000)
    middle = {"x": box["x"] + box["width"] / 2 - 2, "y": box["y"] + box["height"] / 2 - 2, "width": 4, "height": 4}
    _wait_for_sign(page, middle, 0)
    times = []
    for step in range(1, len(DAYS)):
        _press(page)
        start = perf_counter()
        _wait_for_sign(page, middle, step)
        times.append(1000 * (perf_counter() - start))
    page.close()
    return times


def _press(page: Page) -> None:
    page.get_by_role("slider").press("ArrowRight")


def _wait_for_sign(page: Page, clip: dict[str, float], step: int) -> None:
    """Wait until the sign in the middle has the step's colour; looked at as fast as the browser hands pictures out."""
    wanted = np.array([40 * step, 255 * (step % 2), 255])
    deadline = perf_counter() + 120
    while perf_counter() < deadline:
        seen = np.asarray(Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB"), np.int32)[1, 1]
        if (np.abs(seen - wanted) < 25).all():
            return
    raise TimeoutError(f"step {step} was never drawn")
