"""What a child that reads a file sends back, heard with an eye on the clock and on its memory; a child that dies is a sentence."""

from __future__ import annotations

import logging
import os
import signal
import socket
from dataclasses import dataclass
from time import monotonic
from typing import Protocol

import msgspec
import pyarrow as pa

from geodata.importers.apart import sandbox, sent_set, wire
from geodata.importers.formats.unpack import UNPACKED
from geodata.importers.options import Progress
from geodata.importers.reading import LAYOUTS, Peek
from geodata.importers.report import Loaded, Refused, refused
from geodata.importers.rows import CompressedRows
from geodata.importers.template import Template
from geodata.settings import settings
from geodata.translation import mark, tr

MB = 1 << 20

#: Memory beyond the warm process for any file, and for each of its bytes: an archive holds ten times what it seems to.
_BASE_MB, _EACH_BYTE = 384, 16

#: Seconds for a file below `_SMALL` bytes, seconds for each further megabyte, and the most.
_SECONDS, _EACH_MB, _MOST_SECONDS, _SMALL = 19, 1, 120, 10 * MB

#: The same for a file that is read where it lies.
_LARGE_MB, _MOST_LARGE_SECONDS = 1536, 1800

#: How often a waiting server looks at the child, the queue and whether its reader is still there.
LOOK_S = 0.1

#: Bytes that are taken from a child in all: its texts, and what is made of them.
MOST_TAKEN = UNPACKED + wire.MOST_DATA

DAMAGED = mark(
    "The file broke the program that reads it: it is damaged, or made to do harm. If you trust it, save it anew with the program that it comes from."
)
_ENDED = mark("The process that reads files ended before yours was read. Drop the file again.")
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limits:
    """What a child may take: bytes of memory beyond the warm process, seconds, of the processor as by the clock, and bytes of its answer."""

    memory: int
    seconds: int
    taken: int = MOST_TAKEN

    @classmethod
    def of(cls, size: int) -> Limits:
        """Return the limits for a file of so many bytes."""
        most = settings().file_mb * MB
        return cls(
            min(most, _BASE_MB * MB + _EACH_BYTE * size),
            min(_MOST_SECONDS, _SECONDS + _EACH_MB * max(0, size - _SMALL) // MB),
        )

    @classmethod
    def large(cls, size: int) -> Limits:
        """Return the limits for a file of so many bytes that is read where it lies."""
        return cls(
            min(settings().file_mb * MB, _LARGE_MB * MB),
            min(_MOST_LARGE_SECONDS, _SECONDS + size // MB),
            3 * size + wire.MOST_DATA,
        )


class Into(Protocol):
    """Takes a large set piece by piece, so that nobody holds it whole."""

    def names(self, names: list[str]) -> None:
        """Take the names of the file's columns, before anything else."""

    def texts(self, batch: pa.RecordBatch) -> None:
        """Take rows as they were read, in their order, rejected ones too."""

    def columns(self, table: pa.Table) -> None:
        """Take columns of rows that were accepted, by the names that `sent_set.send` gives them; "row" is their number among the texts."""


class _Passed(CompressedRows):
    """Rows as they were read, passed on and counted."""

    def __init__(self, names: list[str], into: Into) -> None:
        super().__init__(names)
        self._into, self._count = into, 0
        into.names(names)

    def append(self, batch: pa.RecordBatch) -> None:
        """Pass a batch on."""
        self._into.texts(batch)
        self._count += batch.num_rows

    def __len__(self) -> int:
        return self._count


class Answer:
    """What comes back from a child, heard with an eye on the clock and on its memory."""

    def __init__(
        self, link: socket.socket, fate: int, limits: Limits, told: Progress, into: Into | None = None
    ) -> None:
        self._link, self._fate, self._limits, self._told, self._into = link, fate, limits, told, into
        self._link.settimeout(LOOK_S)
        self._end = monotonic() + limits.seconds
        self._process, self._resident, self._taken, self._next_look = 0, 0, 0, 0.0
        self._known: int | None = None
        self._said: tuple[float, str] = (0.0, tr("Reading"))
        self._rows: CompressedRows | None = None
        self.look: Peek | None = None
        self.loaded: Loaded | None = None
        self.refused: Refused | None = None
        self.template: Template | None = None
        self.briefing: tuple[object, ...] | None = None

    def hear(self, asked: bytes, data: bytes | int) -> Answer:
        """Hand over the file, its content or a descriptor of it, and take in what comes back."""
        try:
            _kind, body = self._frame()
            self._process = wire.words(body, int)
            self._known = sandbox.handle(self._process)
            self._resident = sandbox.resident(self._process)
            self._hand_over(len(asked).to_bytes(8) + asked)
            if isinstance(data, int):
                socket.send_fds(self._link, [b"f"], [data])
            else:
                self._hand_over(data)
            while self._take(*self._frame()):
                pass
        except Refused as refusal:
            self.refused = Refused(str(refusal))
        except wire.Distrusted as wrong:
            _log.warning("What came back from reading a file was not believed: %s", wrong)
            self.refused = Refused(tr(DAMAGED))
        except (ConnectionError, EOFError):
            self.refused = Refused(self._obituary())
        finally:
            self._kill()
            if self._known is not None:
                os.close(self._known)
        return self

    def _take(self, kind: bytes, body: pa.Buffer) -> bool:
        """Take in a frame; returns whether more is to come."""
        if kind == wire.PROGRESS:
            share, said = wire.words(body, tuple[float, str])
            self._said = (min(1.0, max(0.0, share)), said[:200])
            self._look()
        elif kind == wire.LOOK:
            self.look = _peek(wire.words(body, wire.Looked))
        elif kind == wire.NAMES:
            names = wire.words(body, wire.Names)
            self._rows = CompressedRows(names) if self._into is None else _Passed(names, self._into)
        elif kind == wire.ROWS and self._rows is not None:
            for batch in wire.data(body, wire.rows_schema(self._rows.names)).combine_chunks().to_batches():
                self._rows.append(batch)
        elif kind == wire.SET and self._rows is not None:
            self.loaded = sent_set.receive(body, self._table, self._rows, self._into.columns if self._into else None)
            pa.default_memory_pool().release_unused()
        elif kind == wire.TEMPLATE:
            self.template = wire.words(body, Template)
        elif kind == wire.PACKAGE and self.template is not None:
            self.template = msgspec.structs.replace(self.template, package=body.to_pybytes())
        elif kind == wire.BRIEFING:
            self.briefing = wire.words(body, tuple[object, ...])
        elif kind == wire.REFUSED:
            said, asks = wire.words(body, tuple[str, bool])
            self.refused = Refused(said[:2000], asks)
        elif kind == wire.NO_MEMORY:
            self.refused = Refused(self._too_much())
        elif kind == wire.BROKE:
            _log.error("Reading a file failed with %s", " < ".join(wire.words(body, list[str]))[:500])
            self.refused = Refused(tr(DAMAGED))
        elif kind != wire.END:
            raise wire.Distrusted(f"a frame {kind!r} that nobody expects here")
        return kind not in (wire.END, wire.REFUSED, wire.NO_MEMORY, wire.BROKE)

    def _table(self) -> pa.Table:
        kind, body = self._frame()
        if kind in (wire.BROKE, wire.NO_MEMORY):
            self._take(kind, body)
            raise self.refused or Refused(tr(DAMAGED))
        if kind != wire.TABLE:
            raise wire.Distrusted("another frame than a table")
        return wire.data(body)

    def _frame(self) -> tuple[bytes, pa.Buffer]:
        kind, size = wire.HEAD.unpack(self._exactly(wire.HEAD.size))
        if size > (wire.MOST_DATA if kind in (wire.ROWS, wire.TABLE, wire.PACKAGE) else wire.MOST_WORDS):
            raise wire.Distrusted(f"a frame of {size:,} bytes")
        self._taken += size
        if self._taken > self._limits.taken:
            raise refused(
                "The file would unpack to more than {mb} MB of text; at most so much is read. Split it, or leave columns out.",
                mb=UNPACKED >> 20,
            )
        return kind, self._exactly(size)

    def _exactly(self, size: int) -> pa.Buffer:
        buffer = pa.allocate_buffer(size)
        view = memoryview(buffer)
        while view:
            try:
                got = self._link.recv_into(view)
            except TimeoutError:
                self._look()
                continue
            if not got:
                raise EOFError
            view = view[got:]
            if monotonic() > self._next_look:
                self._look()
        return buffer

    def _hand_over(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            try:
                view = view[self._link.send(view[:MB]) :]
            except TimeoutError:
                self._look()

    def _look(self) -> None:
        """End what takes too long or too much; tell the reader how far it is."""
        now = monotonic()
        if now > self._end:
            raise Refused(self._too_long())
        if self._process and sandbox.resident(self._process) - self._resident > self._limits.memory:
            raise Refused(self._too_much())
        self._next_look = now + LOOK_S
        self._told(*self._said)

    def _obituary(self) -> str:
        """Say why a child has died."""
        self._kill()
        code = os.read(self._fate, 16)
        ended = -int(code) if code else 0
        if ended == signal.SIGXCPU:
            return self._too_long()
        # A library that gets no memory aborts; the system kills the largest process when all of it is used up.
        if ended in (signal.SIGABRT, signal.SIGKILL):
            return self._too_much()
        _log.error("A process that read a file ended with %s", code.decode() or "the one that had started it")
        return tr(DAMAGED if code else _ENDED)

    def _too_long(self) -> str:
        return tr(
            "The file takes longer than {seconds} s to read, which is all that a file of its size is given. Split it, or leave columns out.",
            seconds=self._limits.seconds,
        )

    def _too_much(self) -> str:
        return tr(
            "The file asks for more memory than the {mb:,} MB that a file of its size is given. Split it, or leave columns out.",
            mb=self._limits.memory // MB,
        )

    def _kill(self) -> None:
        if self._process:
            sandbox.kill(self._process, self._known)


def _peek(said: wire.Looked) -> Peek:
    return Peek(
        said.name[:400],
        said.kind,
        next((layout for layout in LAYOUTS if layout.id == said.layout), None),
        said.columns,
        said.sample,
        {key: column for key, column in said.mapping.items() if column in said.columns},
        said.layers,
        said.counts,
        said.layer,
        said.has_geometry,
        said.by_date and (said.by_date[0][:60], said.by_date[1][:60]),
    )
