"""What is written into the log: each line with time and level, and what strangers can cause at will a few times a minute."""

from __future__ import annotations

import asyncio
import logging
from time import monotonic

from streamlit.logger import get_logger

#: So often in `EACH_S` seconds the same is said.
TIMES, EACH_S = 5, 60.0

#: Who writes a line for each wrong request, connection or message, by the name of the logger.
LOGGERS = """
    uvicorn.error asyncio websockets websockets.server streamlit.runtime.runtime streamlit.runtime.app_session
    streamlit.web.server.starlette.starlette_websocket streamlit.web.server.starlette.starlette_routes
    """.split()


class FewTimes(logging.Filter):
    """Lets a message through `TIMES` times in `EACH_S` seconds; the last of them says that more are left out."""

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[tuple[str, int], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether the message is written. Messages count as the same where the same line of code says them."""
        if record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError):
            return False  # At its end the server cancels what is under way and says how much; a traceback for each says no more.
        place, now = (record.pathname, record.lineno), monotonic()
        since, times = self._said.get(place, (now, 0))
        if now - since > EACH_S:
            since, times = now, 0
        self._said[place] = (since, times + 1)
        if times + 1 == TIMES and record.levelno >= logging.WARNING:
            record.msg, record.args = f"{record.getMessage()} (Not said again for up to {EACH_S:g} s.)", ()
        return times < TIMES


def set_up() -> None:
    """Have our packages and the access log write as Streamlit does, and put the filter before those who log what strangers do."""
    few = FewTimes()
    get_logger("border_atlas.access")
    for name in ("geodata", "layers", "pages"):
        # A logger's own filter does not see what its modules' loggers hand on to it.
        for handler in get_logger(name).handlers:
            handler.addFilter(few)
    for name in LOGGERS:
        logging.getLogger(name).addFilter(few)
