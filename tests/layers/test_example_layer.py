"""A layer file is enough: the README's example, drawn as points and listed, is everywhere; and no other file names a layer."""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import date

import pytest
from pptx import Presentation

import layers
from geodata.ledger import current
from geodata.places import REGIONS
from layers.briefings.briefing import Briefing, Scene
from layers.briefings.deck import deck
from layers.briefings.html_file import document
from layers.browser import assets
from layers.browser.compose import config
from layers.browser.timeline import timeline
from layers.files import formats
from layers.files.records import Records
from layers.kit.layer import all_layers, layer_of, opened
from layers.pictures.picture import picture
from layers.pictures.size import Size
from layers.view.facets import counts, shown_rows
from layers.view.filters import choices
from layers.view.link import from_params, to_params
from layers.view.search import entries
from layers.view.state import ViewState
from layers.words import answers, changes, text_twin
from layers.words.legend import legend_of
from layers.words.summary import on_this_date
from pages.visit.session import vocabulary
from tests.support import pages
from tests.support.server import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
LEDGER = current()
DAY = date(2026, 11, 1)
#: The layer alone, so that what is found is its own.
VIEW = ViewState(DAY, layers=("summits",))
ADDRESS = "https://atlas.test"


def forget() -> None:
    """Empty what modules remember of the layers there are."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("layers", "pages")):
            for value in list(vars(module).values()):
                if callable(getattr(value, "cache_clear", None)):
                    value.cache_clear()


@pytest.fixture(scope="module", params=["points", "list"])
def draw(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Put the README's example beside the other layers, drawn in one way or the other."""
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    folder = tmp_path_factory.mktemp("layers")
    changed = code.replace('draw="points"', f'draw="{request.param}"')
    (folder / "summits.py").write_text(changed, encoding="utf-8")
    before = layers.__path__
    layers.__path__ = [str(folder), *before]  # type: ignore[assignment]  # a list is what Python itself sets
    forget()
    yield request.param
    layers.__path__ = before
    sys.modules.pop("layers.summits", None)
    forget()


@pytest.fixture
def ids(draw: str) -> set[str]:
    """Return the records that it shows."""
    found = set(opened(layer_of("summits"), LEDGER))
    assert len(found) > 2
    return found


def test_on_the_map_the_slider_and_in_the_legend(draw: str, ids: set[str]) -> None:
    told = config(LEDGER, DAY, "../../")
    assert "summits" in told["order"] and "data/summits.json" in told["urls"]["summits"]
    sent = json.loads(assets.layer_data(layer_of("summits"), LEDGER).body)
    assert {feature["select"] for feature in sent["features"]} == ids
    assert {tick[2] for tick in timeline(LEDGER)["ticks"]} >= {"summits"}
    assert [(title, [entry.label for entry in found]) for title, found in legend_of(VIEW, LEDGER)] == [
        ("Summits", ["Summit"])
    ]


def test_in_search_filters_and_links(ids: set[str]) -> None:
    assert all("summit" in entries(LEDGER)[record_id] for record_id in ids)
    assert "summit" in choices(LEDGER)["kind"]
    assert counts(VIEW, LEDGER)["kind"] == {"summit": len(ids)}
    narrowed = VIEW.with_(kind=("summit",))
    assert {row.id for row, _ in shown_rows(narrowed, LEDGER)} == ids
    assert shown_rows(VIEW.with_(kind=("shooting",)), LEDGER) == []
    params = to_params(narrowed, LEDGER.revision)
    assert params["layers"] == "summits" and from_params(params, vocabulary(LEDGER)) == (narrowed, [])


def test_in_table_and_every_download(ids: set[str]) -> None:
    records = Records(VIEW, LEDGER, ADDRESS)
    table = records.table(records.listed(), ["id", "layer", "kind"]).to_pydict()
    assert set(table["id"]) == ids and set(table["layer"]) == {"Summits"} and set(table["kind"]) == {"Summit"}
    for name, kind in formats.FORMATS.items():
        with zipfile.ZipFile(io.BytesIO(formats.bundle(name, records, records.listed(), DAY))) as archive:
            data = archive.read(f"{records.stem}{kind.ending}")
            if name != "parquet":
                assert all(record_id.encode() in data for record_id in ids), name


def test_in_text_answers_and_changes(draw: str, ids: set[str]) -> None:
    titles = {LEDGER.milestones[record_id].title for record_id in ids}
    text = text_twin.text(VIEW, LEDGER)
    assert f"SUMMITS ({len(ids)})" in text and all(title in text for title in titles)
    first = min(LEDGER.milestones[record_id].start for record_id in ids)
    place = next(feature.point for feature in opened(layer_of("summits"), LEDGER).values())
    near = answers.about_spot(*place, DAY, 500, 3650, LEDGER)
    assert any(topic.title.startswith("Summits within 500 km") for topic in near)
    told = answers.about_region(next(iter(REGIONS)), VIEW, LEDGER)[0].lines
    assert any("summit" in line.text for line in told)
    on_date = [topic.title for topic in on_this_date(VIEW, LEDGER)]
    assert ("Summits" in on_date) is (draw == "points")
    compared = VIEW.with_(date=first.replace(year=first.year - 1), against=DAY)
    assert f"{len(ids)} summits recorded" in changes.paragraph(compared, LEDGER)
    assert set(changes.table(changes.change_sets(compared, LEDGER))["id"]) == ids


def test_in_picture_deck_and_single_file(draw: str, ids: set[str]) -> None:
    drawn = picture(VIEW, LEDGER, size=Size(640, 360, 0.75))
    assert bool(drawn.maps[0].visible.get("summits")) is (draw == "points")
    record_id = min(ids)
    briefing = Briefing("Summits", "", (Scene(VIEW.with_(select=record_id), "One", "", ""),))
    slides = Presentation(io.BytesIO(deck(briefing, LEDGER, [drawn.png], made=DAY, address=ADDRESS)))
    source = LEDGER.sources[LEDGER.milestones[record_id].sources[0]].title
    assert any(
        source in shape.text_frame.text for slide in slides.slides for shape in slide.shapes if shape.has_text_frame
    )
    page = document(briefing, LEDGER, today=DAY, address=ADDRESS).decode()
    assert '"summits"' in page and record_id in page


@pytest.mark.parametrize("page", ["map.py", "explore.py", "compare.py"])
def test_on_the_pages(page: str, draw: str, ids: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BORDER_ATLAS_TODAY", DAY.isoformat())
    at = pages.opened(page, layers="summits", date="2026-10-31")
    switches = at.button_group(key="layers")
    assert "Summits" in switches.options and switches.value == ["summits"]
    seen = pages.markup(at)
    # Behind each switch stands how many there are; the same number as in the table.
    assert f'content: "{len(ids)}"' in seen
    if draw == "list" and page != "compare.py":
        assert "Summits, latest first" in seen


def test_no_other_file_names_a_layer() -> None:
    own = {layer.id for layer in all_layers()} | {layer.table for layer in all_layers() if layer.table}
    said = re.compile(rf"""["'`]({"|".join(sorted(own))})["'`]""")
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for part in ("layers", "pages")
        for path in sorted((ROOT / part).rglob("*"))
        if path.suffix in (".py", ".js")
        and path.parent != ROOT / "layers"
        and not {"built", "node_modules"} & set(path.parts)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if said.search(line)
    ]
    assert found == []
