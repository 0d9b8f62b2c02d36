"""The atlas with made point sets beside it, for the benchmarks: ``streamlit run tests/bench/made_app.py``."""

import sys
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from layers.browser import assets
from layers.reader_data import points
from pages.server.routes import routes
from tests.bench.make_points import make


@lru_cache(maxsize=16)
def made(kind: str, count: int) -> assets.Asset:
    return points.asset(make(count, sizes=kind == "mixed", colours=kind == "mixed"))


def send(request: Request) -> Response:
    """Send a set as the atlas sends its files: compressed, with an ETag, to be kept."""
    found = made(request.path_params["kind"], request.path_params["count"])
    headers = {"ETag": f'"{found.etag}"', "Cache-Control": "public, max-age=3600", "Content-Encoding": "gzip"}
    return Response(found.gzipped, media_type=found.media_type, headers=headers)


app = st.App(str(ROOT / "pages" / "router.py"), routes=[*routes(), Route("/made/{kind}-{count:int}.bin", send)])
