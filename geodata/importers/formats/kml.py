"""KML as placemarks: their texts, times, folders and geometries, gathered while a parser goes through the file.

GDAL's driver makes a layer of each folder, reads no year and no month as such, loses fields without a schema or unlike it, closes no open
ring and passes over a ring that stands alone; so it is not asked.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

import numpy as np
from shapely.geometry.base import BaseGeometry

from geodata.importers.formats import kml_shapes, markup
from geodata.importers.formats.found import Found, framed
from geodata.importers.report import refused
from geodata.translation import tr, tr_n

#: What holds features, what is one, and what shows something that is neither text nor place.
_HOLDERS = frozenset({"kml", "Document", "Folder"})
_FEATURES = frozenset({"Placemark", "GroundOverlay", "PhotoOverlay"})
_PASSED_OVER = frozenset({"NetworkLink", "ScreenOverlay", "NetworkLinkControl", "Tour"})

#: Columns of what is not among a feature's texts.
FOLDER, BEGIN, END = "folder", "begin", "end"

#: Element of a feature → its column.
_TEXTS = {"name": "Name"} | {name: name for name in ("description", "Snippet", "address", "phoneNumber")}


@dataclass
class Holder:
    """A document or folder: its title, what it lies in, and its time, which holds for all within that has none."""

    kind: str
    within: Holder | None
    title: str = ""
    begin: str = ""
    end: str = ""

    @property
    def path(self) -> tuple[str, ...]:
        """The names of the folders down to it; a document's own where it is in none."""
        names: list[str] = []
        one: Holder | None = self
        while one is not None and one.kind == "Folder":
            names.insert(0, one.title)
            one = one.within
        return tuple(filter(None, names)) or ((one.title if one else "") or tr("(without a name)"),)


@dataclass
class Placemark:
    """A feature: what holds it, its texts and its own fields by column, first and last day as written ("" where open), times of its track, its geometry.

    `open_ring` tells that a ring of its outline does not come back to where it began.
    """

    holder: Holder
    texts: dict[str, str]
    fields: dict[str, str] = field(default_factory=dict)
    begin: str = ""
    end: str = ""
    times: list[str] = field(default_factory=list)
    geometry: BaseGeometry | None = None
    open_ring: bool = False

    @property
    def span(self) -> tuple[str, str]:
        """First and last day: its own, those of its track, or those of what holds it."""
        if not (self.begin or self.end) and self.times:
            return self.times[0], self.times[-1]
        one: Placemark | Holder | None = self
        while one is not None and not (one.begin or one.end):
            one = one.holder if isinstance(one, Placemark) else one.within
        return (one.begin, one.end) if one else ("", "")


class _Walk:
    """Takes a KML's elements one after the other."""

    def __init__(self) -> None:
        self.placemarks: list[Placemark] = []
        self.passed_over: Counter[str] = Counter()
        self.laid = 0
        self.declared: dict[str, str] = {}
        self._open: list[str] = []
        self._holders: list[Holder] = []
        self._one: Placemark | None = None
        self._shapes: list[kml_shapes.Shape] = []
        self._field = ""
        self._words: list[str] = []
        self._skipped = 0

    def start(self, name: str, attributes: list[str]) -> None:
        local = name.rpartition(":")[2]
        above = self._open[-1] if self._open else ""
        self._open.append(local)
        self._words.clear()
        if self._skipped or local in _PASSED_OVER:
            if not self._skipped:
                self.passed_over[local] += 1
            self._skipped += 1
        elif self._one is not None:
            if local in kml_shapes.GEOMETRIES:
                self._shapes.append(kml_shapes.Shape(local))
            elif local in ("Data", "SimpleData", "SimpleArrayData"):
                self._field = _given(attributes, "name")
        elif above in _HOLDERS or above in ("", "Schema"):
            if local in _HOLDERS:
                self._holders.append(Holder(local, self._holders[-1] if self._holders else None))
            elif local == "SimpleField":
                self.declared[_given(attributes, "name")] = ""
            elif local in _FEATURES:
                self.laid += local != "Placemark"
                self._one = Placemark(self._holders[-1], {"id": _given(attributes, "id")})

    def text(self, words: str) -> None:
        self._words.append(words)

    def end(self, _: str) -> None:
        local = self._open.pop()
        above = self._open[-1] if self._open else ""
        words = "".join(self._words).strip()
        self._words.clear()
        if self._skipped:
            self._skipped -= 1
        elif self._one is None:
            if local in _HOLDERS and (above in _HOLDERS or not above):
                self._holders.pop()
            else:
                self._of_holder(self._holders[-1], local, above, words)
        elif self._shapes:
            self._of_shape(self._one, local, words)
        elif local in _FEATURES:
            self.placemarks.append(self._one)
            self._one = None
        else:
            self._of_feature(self._one, local, above, words)

    def _of_holder(self, holder: Holder, local: str, above: str, words: str) -> None:
        if local == "name" and above in _HOLDERS:
            holder.title = words
        elif above in ("TimeStamp", "TimeSpan"):
            self._of_time(holder, local, words)

    def _of_time(self, owner: Placemark | Holder, local: str, words: str) -> None:
        # A view that looks at something has a time of its own.
        if self._open[-2] in _HOLDERS | _FEATURES:
            owner.begin = words if local in ("when", "begin") else owner.begin
            owner.end = words if local in ("when", "end") else owner.end

    def _of_feature(self, one: Placemark, local: str, above: str, words: str) -> None:
        if above in ("TimeStamp", "TimeSpan"):
            self._of_time(one, local, words)
        elif above in _FEATURES and local in _TEXTS:
            one.texts[_TEXTS[local]] = words
        elif local == "SimpleData" or (local == "value" and above in ("Data", "SimpleArrayData")):
            _add(one.fields, self._field, words)
        elif above == "ExtendedData" and words:
            _add(one.fields, local, words)

    def _of_shape(self, one: Placemark, local: str, words: str) -> None:
        shape = self._shapes[-1]
        if local == "coordinates":
            shape.positions += re.sub(r"\s*,\s*", ",", words).split()
        elif local == "coord":
            shape.positions.append(",".join(words.split()))
        elif local == "when":
            one.times.append(words)
        elif local == shape.kind:
            self._shapes.pop()
            built = kml_shapes.built(shape)
            one.open_ring |= shape.kind == "Polygon" and not all(part is None or part.is_closed for part in shape.parts)
            if self._shapes:
                self._shapes[-1].parts.append(built)
            elif one.geometry is None:
                one.geometry = built
        else:
            shape.sides[local] = words


def read(data: bytes, folder: str, notes: list[str], encoding: str = "") -> Found:
    """Return the features of a KML: those of one folder, or all with their folder as a column where there are several.

    Parameters
    ----------
    data : bytes
    folder : str
        As `_called` names it; all features where there is none of that name.
    notes : list of str
        Takes sentences on the encoding and on what is passed over.
    encoding : str
        As its owner says; "" for what the text itself tells.

    Raises
    ------
    Refused
        For text that is malformed or nested too deep, and for one without features.
    """
    walk = _Walk()
    markup.walked("KML", data, notes, encoding, walk.start, walk.end, walk.text)
    links = walk.passed_over.pop("NetworkLink", 0)
    if links and not walk.placemarks:
        raise refused(
            "The KML holds no features itself, only a link to where they are; the atlas fetches nothing. Open it in Google Earth and save what it shows."
        )
    if links:
        notes.append(
            tr_n(
                "The KML links to {n} other file: it is not fetched.",
                "The KML links to {n} other files: they are not fetched.",
                links,
            )
        )
    if walk.passed_over:
        named = ", ".join(f"{name} ({count})" for name, count in walk.passed_over.items())
        notes.append(tr("Elements of the KML that are no places were passed over: {names}.", names=named))
    if walk.laid:
        notes.append(
            tr_n(
                "{n} picture that the KML lays over the ground is drawn as its outline alone.",
                "{n} pictures that the KML lays over the ground are drawn as their outlines alone.",
                walk.laid,
            )
        )
    called = _called({one.holder.path for one in walk.placemarks})
    held = [called[one.holder.path] for one in walk.placemarks]
    folders = Counter(held)
    several = len(folders) > 1
    chosen = [number for number, name in enumerate(held) if not several or folder not in folders or name == folder]
    placemarks = [walk.placemarks[number] for number in chosen]
    if several and len(chosen) == len(walk.placemarks):
        notes.append(
            tr_n(
                "The file has {n} folder; it was read with its name in the column “{column}”.",
                "The file has {n} folders; all were read, with the folder's name in the column “{column}”.",
                len(folders),
                column=FOLDER,
            )
        )
    known: dict[str, str] = {}
    if any(any(one.span) for one in placemarks):
        known |= {"date": BEGIN, "date_end": END}
    if several:
        known["category"] = FOLDER
    records = [
        _record(one, walk.declared, held[number] if several else "")
        for number, one in zip(chosen, placemarks, strict=True)
    ]
    frame = framed(records, [kml_shapes.within_the_world(one.geometry) for one in placemarks], notes)
    for column in known.values():
        if column not in frame:
            frame[column] = ""
    layers = {"": len(walk.placemarks), **folders} if several else {}
    opened = np.array([one.open_ring for one in placemarks], bool)
    return Found(frame, layers, known, np.array(chosen, np.int32) + 1, opened)


def _called(paths: set[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    """Return what each folder is called: its path, without the folders in which all of them lie, as Google Earth's "My Places"."""
    alike = 0
    while len({path[: alike + 1] for path in paths}) == 1 and all(len(path) > alike + 1 for path in paths):
        alike += 1
    return {path: " / ".join(path[alike:]) for path in paths}


def _record(one: Placemark, declared: dict[str, str], folder: str) -> dict[str, str]:
    begin, end = one.span
    texts = {**one.texts, BEGIN: begin, END: end, FOLDER: folder}
    texts = {name: words for name, words in texts.items() if words}
    return texts | {f"{name} (2)" if name in texts else name: words for name, words in (declared | one.fields).items()}


def _given(attributes: list[str], wanted: str) -> str:
    return dict(zip(attributes[::2], attributes[1::2], strict=True)).get(wanted, "")


def _add(cells: dict[str, str], name: str, words: str) -> None:
    """Put a field into its cell, behind what a field or a text of that name has put there."""
    held = cells.get(name)
    cells[name] = f"{held}; {words}" if held and words else held or words
