"""Border Atlas, as `streamlit run app.py` serves it: the pages, and plain HTTP routes beside them."""

import streamlit as st

from pages.http import refusals
from pages.reader_data import media, uploads
from pages.server import page_turns, reruns
from pages.server.routes import routes
from pages.server.web import check, lifespan, middleware

check()
uploads.install()
media.install()
reruns.install()
page_turns.install()
app = st.App(
    "pages/router.py",
    routes=routes(),
    middleware=middleware(),
    lifespan=lifespan,
    exception_handlers={405: refusals.not_allowed, 500: refusals.failed},
)
