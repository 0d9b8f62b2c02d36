"""Regions and districts by which records are filtered. A district is a field of a record: no outline is drawn."""

from __future__ import annotations

from typing import Literal

District = Literal[
    "batken",
    "leilek",
    "kadamjay",
    "chon-alai",
    "isfara",
    "konibodom",
    "ghafurov",
    "devashtich",
    "lakhsh",
    "murghob",
]

#: Region id → (title, state, districts). Ids are the tokens of the link's `region`.
REGIONS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "batken": ("Batken region", "KG", ("batken", "leilek", "kadamjay")),
    "osh": ("Osh region", "KG", ("chon-alai",)),
    "sughd": ("Sughd region", "TJ", ("isfara", "konibodom", "ghafurov", "devashtich")),
    "lakhsh": ("Lakhsh district (republican subordination)", "TJ", ("lakhsh",)),
    "gbao": ("Gorno-Badakhshan", "TJ", ("murghob",)),
}

#: District id → title.
DISTRICTS: dict[str, str] = {
    "batken": "Batken district",
    "leilek": "Leilek district",
    "kadamjay": "Kadamjay district",
    "chon-alai": "Chon-Alai district",
    "isfara": "Isfara (with Vorukh and Chorkuh)",
    "konibodom": "Konibodom",
    "ghafurov": "Bobojon Ghafurov",
    "devashtich": "Devashtich",
    "lakhsh": "Lakhsh",
    "murghob": "Murghob",
}

#: Former or other names of regions and districts that a link may still hold → today's id.
FORMER: dict[str, str] = {
    "jirgatol": "lakhsh",
    "jergetal": "lakhsh",
    "ghonchi": "devashtich",
    "kanibadam": "konibodom",
    "bobojon-ghafurov": "ghafurov",
    "gafurov": "ghafurov",
    "leninabad": "sughd",
    "badakhshan": "gbao",
    "murgab": "murghob",
    "laylak": "leilek",
    "kadamzhai": "kadamjay",
    "chong-alay": "chon-alai",
}
