"""Folders that are there whole or not at all: written aside, brought to the disk, renamed; what a killed process left behind is swept away."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp
from time import time

from geodata.translation import tr

#: How the name of a folder begins that is being written, or is being taken away.
ASIDE = ".aside-"
_LOCK = ".lock"

#: What in such a folder is no part of it.
SORTING = "sorting"
_BEGINS_S = 60

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class NotKept(Exception):
    """What is not kept, cannot be kept or cannot be read; the message is a sentence for whoever wanted it."""


@contextmanager
def made(path: Path) -> Iterator[Path]:
    """Yield an empty folder that becomes `path` when the block ends well, and is gone when it does not.

    Raises
    ------
    NotKept
        Where the disk is full, or something is there already: what is kept never changes.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        aside = Path(mkdtemp(prefix=ASIDE, dir=path.parent))
    except OSError as error:
        raise NotKept(said(error)) from error
    lock = os.open(aside / _LOCK, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield aside
        shutil.rmtree(aside / SORTING, ignore_errors=True)
        for file in aside.iterdir():
            _to_disk(file)
        (aside / _LOCK).unlink()
        _to_disk(aside)
        aside.rename(path)
        _to_disk(path.parent)
    except OSError as error:
        raise NotKept(said(error)) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        os.close(lock)


def dropped(path: Path) -> None:
    """Take a folder away with all that is in it; one that is not there is no fault."""
    gone = Path(mkdtemp(prefix=ASIDE, dir=path.parent)) if path.exists() else None
    if gone is not None:
        with suppress(FileNotFoundError):  # Somebody else was faster.
            path.rename(gone / path.name)
        shutil.rmtree(gone, ignore_errors=True)


def held(folder: Path, prefix: str) -> Path:
    """Return a new folder in another that stays as long as this process runs; `sweep` takes away what killed ones have left.

    Raises
    ------
    OSError
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    own = Path(mkdtemp(prefix=prefix, dir=folder))
    # Open, and so locked, until the process ends.
    fcntl.flock(os.open(own / _LOCK, os.O_WRONLY | os.O_CREAT, 0o600), fcntl.LOCK_EX)
    return own


@contextmanager
def passing(folder: Path, prefix: str) -> Iterator[Path]:
    """Yield a new folder in another that is gone afterwards; `sweep` takes away what a killed process has left.

    Raises
    ------
    OSError
    """
    own = Path(mkdtemp(prefix=prefix, dir=folder))
    lock = os.open(own / _LOCK, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield own
    finally:
        shutil.rmtree(own, ignore_errors=True)
        os.close(lock)


def sweep(folder: Path, prefix: str = ASIDE) -> None:
    """Take away what processes that were killed have left half written, and nothing that one is writing."""
    for aside in folder.glob(f"{prefix}*"):
        try:
            lock = os.open(aside / _LOCK, os.O_WRONLY)
        except FileNotFoundError:
            # Not yet, or no more: who has just begun has a minute.
            with suppress(FileNotFoundError):
                if time() - aside.stat().st_mtime > _BEGINS_S:
                    shutil.rmtree(aside, ignore_errors=True)
            continue
        except PermissionError:
            continue  # Somebody else's.
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            continue
        else:
            shutil.rmtree(aside, ignore_errors=True)
        finally:
            os.close(lock)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def said(error: OSError) -> str:
    """Say why a disk takes nothing."""
    if error.errno in _FULL or "No space left" in str(error):
        return tr(
            "There is no room left on the disk of this server: the set was not kept, and nothing of it is left behind. Whoever runs the server can make room."
        )
    if error.errno in (errno.ENOTEMPTY, errno.EEXIST):
        return tr("This version is kept already, and what is kept does not change. Keep a new version.")
    return tr("The set was not kept: this server's disk says “{why}”.", why=error.strerror or error)
