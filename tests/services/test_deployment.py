"""R10, R26: what `.deploy` holds works as far as a machine without Docker's engine and a running systemd can tell."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from fnmatch import fnmatch
from pathlib import Path
from urllib.request import urlopen

import pytest
import yaml

from tests.services.test_replicas import answered, nginx
from tests.support.server import ROOT, TODAY, free_port

pytestmark = pytest.mark.services

DEPLOY = ROOT / ".deploy"
#: Where the unit and the image look for the programs of their environment.
HERE = str(ROOT / ".venv" / "bin")


def run_and_ask(command: list[str], folder: Path, port: int, **environment: str) -> None:
    """Start the atlas by a command and ask for what needs its scripts, its records and its drawing process."""
    settings = os.environ | {"BORDER_ATLAS_TODAY": TODAY, "PATH": f"{HERE}:{os.environ['PATH']}"} | environment
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env=settings, stdout=log, stderr=subprocess.STDOUT)
    try:
        assert answered(f"http://127.0.0.1:{port}/health", 60), (folder / "server.log").read_text(encoding="utf-8")
        for path in (
            "/",
            "/assets/atlas.js",
            "/assets/backdrop.json",
            "/view.txt",
            "/view.png?width=320&height=240",
        ):
            with urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
                assert answer.status == 200 and answer.read(), path
        assert b'"ok":true' in (answered(f"http://127.0.0.1:{port}/health", 5) or b"")
    finally:
        process.terminate()
        process.wait(20)
    assert "Traceback" not in (folder / "server.log").read_text(encoding="utf-8")


def instructions() -> list[tuple[str, str]]:
    """Return the Dockerfile's instructions as (name, rest)."""
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    return [(line.split()[0], line.split(maxsplit=1)[1]) for line in text.splitlines() if line and line[0] != "#"]


def test_what_the_image_holds_is_all_that_the_atlas_needs(tmp_path: Path) -> None:
    shown = [
        line[1:]
        for line in (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
        if line.startswith("!")
    ]
    for sources, target in (
        (words[:-1], words[-1]) for name, rest in instructions() if name == "COPY" for words in [rest.split()]
    ):
        for source in sources:
            assert source in shown, f"{source} is kept out of what is copied"
            goes_to = tmp_path / target / (Path(source).name if target.endswith("/") else "")
            goes_to.parent.mkdir(parents=True, exist_ok=True)
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, goes_to, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / source, goes_to)
    [command] = [yaml.safe_load(rest) for name, rest in instructions() if name == "CMD"]
    port = str(free_port())
    changed = {"0.0.0.0": "127.0.0.1", "8501": port}
    [variables] = [dict(part.split("=") for part in rest.split()) for name, rest in instructions() if name == "ENV"]
    home = tmp_path / "home"
    home.mkdir()
    run_and_ask([changed.get(word, word) for word in command], tmp_path, int(port), **variables | {"HOME": str(home)})


def unit() -> dict[str, str]:
    """Return the unit's settings, the last of each name."""
    lines = (DEPLOY / "border-atlas@.service").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        subprocess.run(["bash", str(ROOT / "tests" / "support" / "apt_install.sh"), "systemd"], check=True)
    text = (DEPLOY / "border-atlas@.service").read_text(encoding="utf-8")
    (tmp_path / "border-atlas@.service").write_text(text.replace("/opt/border-atlas", str(ROOT)), encoding="utf-8")
    found = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / "border-atlas@8501.service")], capture_output=True, text=True
    )
    # It goes on over a setting that it does not know, and says so.
    assert (found.returncode, found.stderr) == (0, "")


def test_the_units_command_starts_the_atlas(tmp_path: Path) -> None:
    port = free_port()
    command = unit()["ExecStart"].replace("/opt/border-atlas", str(ROOT)).replace("%i", str(port))
    for name in ("app.py", "pages", "layers", "geodata", ".streamlit"):
        (tmp_path / name).symlink_to(ROOT / name)
    run_and_ask(shlex.split(command), tmp_path, port)


@pytest.mark.parametrize("default_site", [True, False])
def test_debians_nginx_takes_the_configuration_once_its_own_site_is_gone(tmp_path: Path, default_site: bool) -> None:
    program = nginx()
    assert Path("/etc/nginx/sites-available/default").is_file(), "this is not Debian's nginx"
    shutil.copytree("/etc/nginx", tmp_path / "nginx", symlinks=True)
    sites = tmp_path / "nginx" / "sites-enabled"
    for site in sites.iterdir():
        site.unlink()
    if default_site:
        shutil.copy("/etc/nginx/sites-available/default", sites)
    shutil.copy(DEPLOY / "nginx.conf", tmp_path / "nginx" / "conf.d" / "border-atlas.conf")
    main = tmp_path / "nginx" / "nginx.conf"
    text = main.read_text(encoding="utf-8")
    for old, new in (("/etc/nginx", str(main.parent)), ("/var/log/nginx", str(tmp_path)), ("/run/", f"{tmp_path}/")):
        text = text.replace(old, new)
    main.write_text(text, encoding="utf-8")
    asked = subprocess.run(
        [program, "-t", "-e", str(tmp_path / "error.log"), "-c", str(main)], capture_output=True, text=True
    )
    assert (asked.returncode == 0) is not default_site, asked.stderr
    assert ("duplicate default server" in asked.stderr) is default_site


def test_the_compose_file_and_nginx_mean_the_same_replicas() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    at = {name: one["networks"]["inside"]["ipv4_address"] for name, one in services.items()}
    [script] = [word for word in services["nginx"]["command"] if word.startswith("sed")]
    change = shlex.split(script)[2]
    ours = subprocess.run(["sed", "-E", change, str(DEPLOY / "nginx.conf")], capture_output=True, text=True, check=True)
    named = re.findall(r"^\s*server ([\d.]+):8501 ", ours.stdout, re.MULTILINE)
    assert named == [address for name, address in at.items() if fnmatch(name, "replica-*")] and len(named) == 3
    assert all(
        one["environment"]["FORWARDED_ALLOW_IPS"] == at["nginx"] for name, one in services.items() if name != "nginx"
    )
    assert set(services["nginx"]["depends_on"]) == set(services) - {"nginx"}
