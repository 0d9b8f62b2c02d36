"""The house keeps its shape: imports run app.py → pages → layers → geodata, and each part stays light and readable."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

#: Part → the parts it may import from, itself included.
MAY_IMPORT = {
    "app": {"pages"},
    "pages": {"pages", "layers", "geodata"},
    "layers": {"layers", "geodata"},
    "geodata": {"geodata"},
}

#: "About 300" and "about 100" lines, with a tenth more before a test complains.
MODULE_LINES, PAGE_LINES = 370, 110

#: Package as imported → name under which requirements.txt must list it, where they differ.
DISTRIBUTIONS = {
    "yaml": "PyYAML",
    "xstatic": "XStatic-Leaflet",
    "streamlit_folium": "streamlit-folium",
    "python_calamine": "python-calamine",
    "fontTools": "fonttools",
    "pptx": "python-pptx",
    "google": "protobuf",
    "pydantic_settings": "pydantic-settings",
}


def part_of(path: Path) -> str:
    """Return the part of the house a file belongs to."""
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def sources() -> list[Path]:
    """Return every Python file of the app."""
    return [
        ROOT / "app.py",
        *sorted(path for part in ("pages", "layers", "geodata") for path in (ROOT / part).rglob("*.py")),
    ]


@cache
def imports(path: Path) -> frozenset[str]:
    """Return the full names of all modules a file imports anywhere in it, function bodies included."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: relative import; the parts are named in full here"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(found)


def tops(path: Path) -> set[str]:
    """Return the top-level packages a file imports."""
    return {name.partition(".")[0] for name in imports(path)}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", sources(), ids=named)
def test_imports_run_one_way(path: Path) -> None:
    own = tops(path) & (set(MAY_IMPORT) | {"tests"})
    assert own <= MAY_IMPORT[part_of(path)]


@pytest.mark.parametrize("path", sources(), ids=named)
def test_streamlit_stops_at_the_pages_and_folium_at_the_layers(path: Path) -> None:
    used = tops(path)
    if part_of(path) not in ("app", "pages"):
        assert "streamlit" not in used
    if named(path) != "pages/panels/map.py":
        assert "streamlit_folium" not in used
    if part_of(path) in ("geodata", "app"):
        assert not used & {"folium", "branca"}


@pytest.mark.parametrize(
    ("statement", "unwanted"),
    [
        ("import layers", {"streamlit", "streamlit_folium"}),
        (
            "from layers.kit.layer import all_layers; import layers.browser.compose; all_layers()",
            {"streamlit", "streamlit_folium"},
        ),
        ("import geodata", {"folium", "streamlit", "geopandas"}),
        ("from geodata import ledger, measure, status, claims; ledger.current()", {"folium", "streamlit"}),
    ],
)
def test_a_part_loads_without_what_is_above_it(statement: str, unwanted: set[str]) -> None:
    script = f"{statement}\nimport sys\nprint(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split()
    assert not unwanted & set(loaded)


def test_every_package_the_app_imports_is_in_its_requirements() -> None:
    used = {
        name
        for path in sources()
        for name in tops(path)
        if "derive" not in path.parts and name not in sys.stdlib_module_names and name not in MAY_IMPORT
    }
    listed = re.findall(r"^([A-Za-z][\w.-]*)", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert {DISTRIBUTIONS.get(name, name) for name in used} <= set(listed)


@pytest.mark.parametrize("name", ["streamlit", "geopandas", "folium", "streamlit-folium", "shapely", "pytest"])
def test_the_fixed_packages_are_in_the_requirements(name: str) -> None:
    assert re.search(rf"^{name}\b(?!-)", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)


def test_modules_and_pages_stay_short() -> None:
    scripts = sorted((ROOT / "layers/browser").glob("*/*.js"))
    long = {
        named(path): lines
        for path in [*sources(), *scripts]
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MODULE_LINES
    }
    long |= {
        named(path): lines
        for path in (ROOT / "pages").glob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > PAGE_LINES
    }
    assert long == {}


def test_no_bare_except_and_no_stop() -> None:
    found = []
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler) and (
                node.type is None or ast.unparse(node.type) in ("Exception", "BaseException")
            ):
                found.append(f"{named(path)}:{node.lineno} catches everything")
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "st.stop":
                found.append(f"{named(path)}:{node.lineno} st.stop() keeps the router from publishing the view")
    assert found == []
