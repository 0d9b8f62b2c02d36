"""The app as it is served, with short limits: what takes minutes in earnest takes seconds, so that a test can wait for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.server import ROOT, App, serve

_SCRIPT = """\
import sys

sys.path.insert(0, {root!r})

import streamlit as st

from pages.reader_data import leaving, media, uploads
from pages.server.routes import routes
from pages.server.web import lifespan, middleware

leaving.AWAY_S, leaving.LOOK_S = 1.0, 0.1
uploads.IDLE_S, uploads.WHOLE_S, uploads.LINGER_S = 1.0, 3.0, 0.5
uploads.install()
media.install()
app = st.App({router!r}, routes=routes(), middleware=middleware(), lifespan=lifespan)
"""


@contextmanager
def serve_hurried(folder: Path, **environment: str) -> Iterator[App]:
    """Run the app with a session ended one second after its reader went, and an upload after one second without a byte or three in all."""
    script = folder / "hurried.py"
    script.write_text(_SCRIPT.format(root=str(ROOT), router=str(ROOT / "pages" / "router.py")), encoding="utf-8")
    with serve(folder / "server.log", str(script), **environment) as app:
        yield app
