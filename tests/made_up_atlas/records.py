"""What happened on the made-up border: four clashes, of which each side gives its own figures, two bases, a crossing, talks that end in a treaty."""

from __future__ import annotations

from typing import Any

from tests.made_up_atlas.geometry import LAT, LON, SECTIONS

Row = dict[str, Any]

SOURCES = {
    "arvian-herald": ("Arvian Herald", "arvian"),
    "belmish-post": ("Belmish Post", "belmish"),
    "joint-commission": ("Joint Commission", "joint"),
    "island-monitor": ("Island Monitor", "third"),
}
BOTH = ["arvian-herald", "belmish-post"]

#: Place → (name, name in a language of its own, kind, country, district, degrees north and east of the middle, metres).
PLACES: dict[str, tuple[str, str, str, str, str, float, float, int]] = {
    "mill-bridge": ("Mill Bridge", "Мілброд", "crossing", "AV", "millbrook", 0.021, -0.15, 500),
    "fell-gate": ("Fell Gate", "Фелпорта", "post", "BM", "tarnside", -0.03, -0.01, 800),
    "mere-shore": ("Mere Shore", "Мерштранд", "settlement", "AV", "reedham", 0.04, 0.12, 3000),
    "tarn-field": ("Tarn Field", "Тарнполе", "airfield", "BM", "tarnside", -0.1, 0.06, 1000),
    "reed-camp": ("Reed Camp", "Редлагер", "site", "AV", "reedham", 0.08, 0.1, 1000),
    "three-stones": ("Stone of Three", "Тріштен", "tripoint", "CX", "", 0.0, 0.18, 100),
}


def _sources() -> list[Row]:
    return [
        {"id": name, "title": f"Reports of the {publisher}", "publisher": publisher, "party": party, "date": "2002-06",
         "url": f"https://{name}.invalid/"}
        for name, (publisher, party) in SOURCES.items()
    ]  # fmt: skip


def _places() -> list[Row]:
    return [
        {"id": place, "names": {"en": [name], "xa": [own]}, "kind": kind, "country": country,
         **({"district": district} if district else {}), "lat": LAT + north, "lon": LON + east, "precision_m": metres,
         "coordinates_from": "the test"}
        for place, (name, own, kind, country, district, north, east, metres) in PLACES.items()
    ]  # fmt: skip


def _record(record_id: str, title: str, place: str = "", sources: list[str] | None = None, **more: Any) -> Row:
    district = PLACES[place][4] if place else ""
    return {
        "id": record_id,
        "title": title,
        "summary": f"{title}, as both papers of the island tell it.",
        "confidence": "published",
        "sources": sources or BOTH,
        "places": [place] if place else [],
        "districts": [district] if district else [],
        **more,
    }


def _step(start: str, status: str, by: str, wording: str, basis: str = "stated") -> Row:
    claimant = {"arvian": "Arvian foreign ministry", "belmish": "Belmish survey", "joint": "Joint Commission"}[by]
    return {"start": start, "status": status, "by": by, "claimant": claimant, "basis": basis, "wording": wording}


def _sections() -> list[Row]:
    assumed = _step("1950-01-01", "undelimited", "joint", "no line agreed", basis="inferred")
    treaty = [_step("2000-03-01", "signed", "joint", "signed"), _step("2001-09-01", "in-force", "joint", "in force")]
    whole = _record(
        "all-of-the-line", "All of the line", kind="line", not_mapped_because="It is the line itself.",
        history=[assumed, _step("1994-02-01", "agreed", "joint", "agreed on the whole"), *treaty],
    )  # fmt: skip
    stone = _record(
        "stone-of-three", "Stone of Three", "three-stones", kind="area", follows="all-of-the-line", history=[assumed],
        not_mapped_because="A stone has no outline.",
    )  # fmt: skip
    strips = [
        _record(name, title, kind="section", geometry=name, follows="all-of-the-line", history=[assumed], districts=[d])
        for (name, title), d in zip(SECTIONS.items(), ("millbrook", "tarnside", "reedham"), strict=True)
    ]
    strips[0]["history"] += [
        _step("1997-05-01", "described", "arvian", "described in full"),
        _step("1997-06-01", "agreed", "belmish", "agreed, not measured"),
    ]
    return [whole, stone, *strips]


def _claims(day: str, arvian: tuple[int, int], belmish: tuple[int, int]) -> list[Row]:
    """Return each side's figures of the dead of both: (as its own side says, as the other says)."""
    return [
        {"about": about, "measure": "killed", "low": low, "high": low, "claimant": claimant, "party": party, "as_of": day,
         "source": source}
        for about, figures in (("arvian", arvian), ("belmish", belmish))
        for low, (claimant, party, source) in zip(
            figures if about == "arvian" else figures[::-1],
            (("Arvian army", "arvian", "arvian-herald"), ("Belmish guards", "belmish", "belmish-post")),
            strict=True,
        )
    ]  # fmt: skip


def _fired(*said: tuple[str, str, str]) -> list[Row]:
    """Return who is said to have acted: (side, what it did, whose word it is)."""
    papers = {"arvian": "arvian-herald", "belmish": "belmish-post"}
    return [
        {"side": side, "did": did, "claimant": f"{party.capitalize()} guards", "party": party, "source": papers[party]}
        for side, did, party in said
    ]


def _left_home(day: str, arvian: int, belmish: int) -> list[Row]:
    """Return what each side says of its own people who fled."""
    return [
        {"about": about, "measure": "displaced", "low": low, "high": low, "claimant": claimant, "party": about, "as_of": day,
         "source": source}
        for about, low, claimant, source in (
            ("arvian", arvian, "Arvian army", "arvian-herald"), ("belmish", belmish, "Belmish guards", "belmish-post"),
        )
    ]  # fmt: skip


def _incidents() -> list[Row]:
    says = [
        {"party": "arvian", "claimant": "Arvian army", "person": "anna-arv", "text": "They crossed the brook first."},
        {"party": "belmish", "claimant": "Belmish guards", "person": "bel-ister", "text": "They fired first."},
    ]
    return [
        _record("1996-04-28-mill-bridge", "Shots at Mill Bridge", "mill-bridge", kind="armed clash", start="1996-04-28",
                end="1996-04-29", claims=_claims("1996-05-01", (2, 5), (1, 3)), statements=says, weapons=["mortars"],
                fired_by=_fired(("belmish", "Belmish guards crossed the brook and fired", "arvian"),
                                ("arvian", "Arvian guards fired mortars", "belmish"))),
        _record("1997-08-fell-gate", "Brawl at Fell Gate", "fell-gate", kind="brawl", start="1997-08-01",
                start_precision="month", claims=_claims("1997-09", (0, 0), (1, 1)), fired_by=[]),
        _record("1999-07-10-mere-shore", "Shelling of Mere Shore", "mere-shore", kind="shelling", start="1999-07-10",
                end="1999-07-12", claims=[*_claims("1999-07-20", (7, 4), (0, 2)), *_left_home("1999-07-20", 300, 40)],
                fired_by=_fired(("belmish", "the Belmish side shelled the shore", "arvian"))),
        _record("2000-01-05-tarn-field", "Strike on Tarn Field", "tarn-field", kind="air or drone strike",
                start="2000-01-05", end="2000-01-06", claims=_claims("2000-01-09", (0, 0), (4, 9)),
                fired_by=_fired(("arvian", "Arvian aircraft struck the field", "belmish"))),
    ]  # fmt: skip


def tables() -> dict[str, Any]:
    """Return every file of the ledger."""
    closure = {"start": "1996-04-29", "end": "1998-01-01", "state": "closed", "by": "Arvian side", "wording": "closed",
               "sources": ["arvian-herald"]}  # fmt: skip
    figure = {"unit": "km", "party": "arvian", "claimant": "Arvian survey", "confidence": "published",
              "sources": ["arvian-herald"]}  # fmt: skip
    return {
        "sources": _sources(),
        "places": _places(),
        "persons": [
            {"id": "anna-arv", "names": {"en": ["Anna Arv"], "xa": ["Ana Arw"]}, "sources": ["arvian-herald"],
             "offices": [{"title": "general of the Arvian army", "side": "arvian", "end": "1999-01-01"}]},
            {"id": "bel-ister", "names": {"en": ["Bel Ister"]}, "sources": ["belmish-post"],
             "offices": [{"title": "head of the Belmish guards", "side": "belmish"}]},
        ],
        "sections": _sections(),
        "incidents": _incidents(),
        "crossings": [_record("mill-bridge-crossing", "Mill Bridge crossing", "mill-bridge", closures=[closure])],
        "bases": [
            _record("tarn-field-base", "Tarn Field", "tarn-field", kind="air base", operator="Corra", operator_code="CX",
                    host="Belmia", start="1985-01-01", end="2001-01-01"),
            _record("reed-camp-base", "Reed Camp", "reed-camp", kind="ground base", operator="Arvia", operator_code="AV",
                    host="Arvia", start="1990-06-01", start_precision="month"),
        ],
        "works": [
            _record("mill-dam", "Mill Dam", "mill-bridge", kind="water intake", built_by="Arvia", related=["1994-talks"],
                    stages=[{"state": "in-use", "text": "Old as the mill.", "sources": BOTH}],
                    statements=[{"party": "belmish", "claimant": "Belmish guards", "text": "It takes our water."}]),
            _record("fell-road", "Road over the fell", "fell-gate", kind="road", start="1995-03-01", facts=["4 km (Belmish Post)"],
                    stages=[{"start": "1995-03-01", "state": "planned", "text": "Announced.", "sources": ["belmish-post"]},
                            {"start": "1999-01-01", "precision": "year", "state": "in-use", "text": "Opened.", "sources": BOTH}],
                    notes=[{"start": "1996-05-02", "label": "Surveyed", "sources": ["belmish-post"]}]),
        ],
        "transfers": [
            _record("1998-trucks", "Trucks for Belmia", kind="aid", supplier="Corra", recipient="Belmia", item="trucks",
                    stage="delivered", start="1998-02-01", quantity="20"),
        ],
        "exercises": [
            _record("1995-drill", "Drill at the tarn", "tarn-field", participants=["Belmia", "Corra"], start="1995-07-01"),
        ],
        "milestones": [
            _record("1994-talks", "Talks at Mill Bridge", "mill-bridge", kind="negotiation", start="1994-02-01",
                    parties=["Arvia", "Belmia"]),
            _record("2000-treaty", "The treaty", kind="treaty", start="2000-03-01", parties=["Arvia", "Belmia"], major=True),
        ],
        "statistics": [
            {"id": "length", "measure": "total length", "about": "the line", "low": 40, "high": 40, "as_of": "1995", **figure},
            {"id": "agreed", "measure": "agreed length", "about": "the line", "low": 20, "high": 25, "as_of": "1996-01", **figure},
            {"id": "fence", "measure": "fence built", "about": "the fence", "low": 3, "high": 3, "as_of": "2001", **figure},
            {"id": "plan", "measure": "fence planned", "about": "the fence", "low": 12, "high": 12, "as_of": "2000", **figure},
        ],
        "periods": [
            {"id": "bad-years", "title": "The bad years", "row": "conflicts", "start": "1996-04-28", "end": "2000-03-01",
             "summary": "From the first shots to the treaty.", "record": "1996-04-28-mill-bridge", "sources": BOTH},
        ],
        "memberships": [
            {"id": "league-1991", "body": "League of Islands", "title": "Founding members", "states": ["Arvia", "Belmia"],
             "since": "1991-04", "confidence": "published", "sources": BOTH},
        ],
        "meta": {"facts_checked_to": "2002-12-31", "unknowns": ["Nothing is known of what does not exist."],
                 "renamed": {"old-bridge": "mill-bridge-crossing"}},
    }  # fmt: skip


BRIEFING: Row = {
    "format": "border-atlas-briefing",
    "version": 1,
    "title": "From shots to a treaty",
    "summary": "Six years on a line that does not exist.",
    "scenes": [
        {
            "title": "The first shots",
            "view": "date=1996-04-28&mode=upto&layers=sections,border,clashes,crossings&line=2001&select=1996-04-28-mill-bridge",
            "text": "Each side says that the other came first.",
            "notes": "Claims are not added up.",
            "records": ["1996-04-28-mill-bridge", "mill-bridge-crossing"],
        },
        {
            "title": "Before and after",
            "view": "date=1996-05-01&mode=upto&layers=sections,border,bases&line=1998&against=2002-05-01",
            "text": "The treaty binds both states.",
            "records": ["2000-treaty"],
        },
    ],
}
