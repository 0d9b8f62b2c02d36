"""Border Atlas, as `streamlit run app.py` serves it: the pages, and plain HTTP routes beside them."""

import streamlit as st

from pages.common import own_media, reruns, uploads
from pages.common.routes import routes
from pages.common.web import lifespan, middleware

uploads.install()
own_media.install()
reruns.install()
app = st.App("pages/router.py", routes=routes(), middleware=middleware(), lifespan=lifespan)
