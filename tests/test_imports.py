"""The house keeps its shape: each part loads without what is above it, and stays readable. Who may import whom, `make lint` checks (.importlinter)."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

PARTS = ("pages", "layers", "geodata")

MODULE_LINES, PAGE_LINES, FOLDER_FILES = 300, 100, 22

#: Package as imported → name under which requirements.txt must list it, where they differ.
DISTRIBUTIONS = {
    "imageio_ffmpeg": "imageio-ffmpeg",
    "charset_normalizer": "charset-normalizer",
    "yaml": "PyYAML",
    "PIL": "pillow",
    "xstatic": "XStatic-Leaflet",
    "streamlit_folium": "streamlit-folium",
    "python_calamine": "python-calamine",
    "fontTools": "fonttools",
    "pptx": "python-pptx",
    "google": "protobuf",
    "pydantic_settings": "pydantic-settings",
}


def sources() -> list[Path]:
    """Return every Python file of the app."""
    return [
        ROOT / "app.py",
        *sorted(path for part in PARTS for path in (ROOT / part).rglob("*.py")),
    ]


@cache
def imports(path: Path) -> frozenset[str]:
    """Return the full names of all modules a file imports anywhere in it, function bodies included."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: relative import; modules are named in full here"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(found)


def written() -> list[Path]:
    """Return every file of Python, JavaScript and CSS that is written by hand."""
    return [
        path
        for part in ("app.py", *PARTS, "tests")
        for path in [ROOT / part, *(ROOT / part).rglob("*")]
        if path.suffix in (".py", ".js", ".css") and not {"node_modules", "built"} & set(path.parts)
    ]


def tops(path: Path) -> set[str]:
    """Return the top-level packages a file imports."""
    return {name.partition(".")[0] for name in imports(path)}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_the_app_imports_streamlit_and_pages_alone() -> None:
    """`app.py` is no package, and so beyond import-linter."""
    assert tops(ROOT / "app.py") - sys.stdlib_module_names == {"streamlit", "pages"}


@pytest.mark.parametrize(
    ("statement", "unwanted"),
    [
        ("import layers", {"streamlit", "streamlit_folium"}),
        (
            "from layers.kit.layer import all_layers; import layers.browser.compose; all_layers()",
            {"streamlit", "streamlit_folium"},
        ),
        # A database is for those who keep sets.
        ("import pages.server.routes", {"sqlalchemy", "alembic", "duckdb", "psycopg"}),
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
        if "derive" not in path.parts and name not in sys.stdlib_module_names and name not in PARTS
    }
    listed = re.findall(r"^([A-Za-z][\w.-]*)", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert {DISTRIBUTIONS.get(name, name) for name in used} <= set(listed)


@pytest.mark.parametrize("name", ["streamlit", "geopandas", "folium", "streamlit-folium", "shapely", "pytest"])
def test_the_fixed_packages_are_in_the_requirements(name: str) -> None:
    assert re.search(rf"^{name}\b(?!-)", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)


def test_modules_and_pages_stay_short() -> None:
    lines = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in written()}
    assert {name: count for name, count in lines.items() if count > MODULE_LINES} == {}
    pages = {named(path) for path in (ROOT / "pages").glob("*.py")}
    assert {name: count for name, count in lines.items() if name in pages and count > PAGE_LINES} == {}


def test_no_folder_holds_more_than_one_can_see_at_a_glance() -> None:
    files = Counter(path.parent.relative_to(ROOT) for path in written() if path.name != "__init__.py")
    assert {str(folder): count for folder, count in files.items() if count > FOLDER_FILES} == {}


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
