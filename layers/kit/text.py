"""The one place where text from the ledger becomes markup: everything is escaped, nothing is trusted."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from geodata.translation import Said, tr, tr_n


@dataclass(frozen=True)
class Nouns:
    """What one and several of a kind of record are called (marked), and how they are counted (two marked forms with ``{n}``)."""

    one: Said = Said()
    many: Said = Said()
    counted: tuple[str, str] = ("", "")

    def count(self, n: int) -> str:
        """Say how many there are."""
        return tr_n(*self.counted, n)


def escape(text: object) -> str:
    """Return text safe inside an HTML element or a quoted attribute."""
    return html.escape(str(text), quote=True)


def in_script(text: str) -> str:
    """Return JSON that cannot end the script element it stands in."""
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def link(url: str | None, words: str, name: str = "") -> str:
    """Return an HTML link, or just the words where the address is missing or not of the web; `name` is what a screen reader calls it instead.

    A record's address may be anything; only http and https may be clicked.
    """
    if url and urlsplit(url).scheme in ("http", "https"):
        label = f' aria-label="{escape(name)}"' if name else ""
        return f'<a href="{escape(url)}"{label} target="_blank" rel="noopener noreferrer">{escape(words)}</a>'
    return escape(words)


def linked(text: str) -> str:
    """Return text as HTML in which addresses of the web can be clicked, its lines as lines."""
    parts = re.split(r"(https?://[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]])", text)
    return "".join(link(part, part) if at % 2 else escape(part) for at, part in enumerate(parts)).replace("\n", "<br>")


def listing(words: list[str]) -> str:
    """Join words as a sentence does: “a”, “a and b”, “a, b and c”."""
    if len(words) < 2:
        return "".join(words)
    return tr("{words} and {last}", words=", ".join(words[:-1]), last=words[-1])


def listing_titles(titles: list[str]) -> str:
    """Join titles as `listing` does words, by semicolons alone where one has a comma of its own."""
    return "; ".join(titles) if any(", " in one for one in titles) else listing(titles)


def sentences(*said: str) -> str:
    """Join sentences, leaving out what is empty."""
    return " ".join(filter(None, said))


def sentence_case(text: str) -> str:
    """Return words as they begin a sentence."""
    return text[:1].upper() + text[1:]


def actors_in(text: str) -> list[str]:
    """Return the names in a free statement of who: without what is said of them in brackets or after “as reported”."""
    plain = re.sub(r"\(.*?\)", "", text).split(", as reported")[0]
    return [name.strip() for name in re.split(r", with | and |,", plain) if name.strip()]
