"""R24: a server that cannot be meant as it is set up does not start, and says why in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.server import serve


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("BORDER_ATLAS_TODAY", "banana", "BORDER_ATLAS_TODAY is “banana”. It takes a day, as in 2026-11-22"),
        ("STREAMLIT_SERVER_BASE_URL_PATH", 'a"b', 'server.baseUrlPath is “/a"b”. It takes a path of letters'),
    ],
)
def test_the_start_ends_with_one_sentence(tmp_path: Path, name: str, value: str, words: str) -> None:
    log = tmp_path / "server.log"
    with pytest.raises(RuntimeError, match="stopped with 1"), serve(log, **{name: value}):
        pass
    said = log.read_text(encoding="utf-8")
    assert "Border Atlas does not start: " in said and words in said and "Traceback" not in said
