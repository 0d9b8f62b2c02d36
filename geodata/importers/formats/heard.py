"""What GDAL says of a file, in words for its owner: of drivers, settings and numbers within a format nobody who made a map knows."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from warnings import WarningMessage

from geodata.translation import mark, tr

_log = logging.getLogger(__name__)

#: What is worth a note → the note. Of what is not here every row that it concerns is told of by itself, or nothing is lost.
_NOTES = (
    (
        re.compile(r"[Ss]kipping field '?(?P<name>[^':]+)"),
        mark("The column “{name}” holds what is neither text nor figure nor date; it is left out."),
    ),
    (
        re.compile(r"'(?P<name>[^']+)' extension"),
        mark(
            "The file uses an addition to its format, “{name}”, which the atlas does not know; what it adds is left out."
        ),
    ),
    (
        re.compile(r"(?:couldn't be|not) converted correctly|[Ii]nvalid UTF-?8"),
        mark("Some letters of the text could not be read as it says that it is encoded."),
    ),
)

#: What is wrong with a file that cannot be read → how it is said.
_FAULTS = (
    (re.compile(r"parsing kml|XML|not well-formed", re.IGNORECASE), mark("its markup is malformed")),
    (re.compile(r"sqlite|database|malformed|GPKG|gpkg_", re.IGNORECASE), mark("its tables are damaged")),
    (
        re.compile(r"\.shx|\.dbf|\.shp|shape", re.IGNORECASE),
        mark("its parts are damaged, or do not belong to each other"),
    ),
    (
        re.compile(r"cannot access local|local variable|CRS|PROJ|projection", re.IGNORECASE),
        mark("its reference system is damaged"),
    ),
    (re.compile(r"parquet|thrift|magic bytes|footer", re.IGNORECASE), mark("its tables are damaged")),
    (re.compile(r"geometr|WKB|ring|Byte order", re.IGNORECASE), mark("its geometry is damaged")),
)


def notes(heard: Iterable[WarningMessage]) -> list[str]:
    """Return the notes that warnings are worth."""
    found: dict[str, None] = {}
    for warning in heard:
        words = " ".join(str(warning.message).split())
        for pattern, note in _NOTES:
            if match := pattern.search(words):
                found[tr(note, **match.groupdict())] = None
                break
        else:
            _log.info("While a file was read: %s", words[:300])
    return sorted(found)[:10]


def fault(error: object) -> str:
    """Say in a clause why a library cannot read a file."""
    words = " ".join(str(error).split())
    _log.info("A file cannot be read: %s", words[:300])
    return next((tr(said) for pattern, said in _FAULTS if pattern.search(words)), tr("it is damaged"))
