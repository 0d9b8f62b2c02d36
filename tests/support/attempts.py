"""Reads attack files in a process of their own, within an address space that the harm they do would burst. ``python -m tests.support.attempts NAME …``"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from time import process_time

#: Address space of the process, in bytes: what the libraries take by themselves, and what the largest honest rows need.
SPACE = 4 << 30


@dataclass(frozen=True)
class Outcome:
    """What became of a file: "refused", "read", the name of an error, or "died"; the sentence; and the processor time of reading."""

    how: str
    words: str = ""
    seconds: float = 0.0


def attempt(names: list[str]) -> dict[str, Outcome]:
    """Return what becomes of each attack file of `ATTACKS`; a process that dies is replaced for the files that are left."""
    found: dict[str, Outcome] = {}
    while left := [name for name in names if name not in found]:
        run = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "tests.support.attempts", *left], cwd=Path(__file__).parents[2], capture_output=True, text=True, stdin=subprocess.DEVNULL,
            # Arrow's own pool keeps address space that it no longer uses.
            env=os.environ | {"ARROW_DEFAULT_MEMORY_POOL": "system"},
        )
        lines = [json.loads(line) for line in run.stdout.splitlines()]
        found |= {name: Outcome(*told) for name, *told in lines}
        if len(lines) < len(left):
            found[left[len(lines)]] = Outcome("died", f"exit {run.returncode}: {run.stderr[-500:]}")
    return found


def main() -> None:
    """Read each file and print a line of JSON."""
    from geodata.importers.reading import read
    from geodata.importers.report import Refused
    from tests.support.attack_files import ATTACKS

    for name in sys.argv[1:]:
        file, make = ATTACKS[name]
        data = make()
        free = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (SPACE, free[1]))
        start = process_time()
        told = ["read", ""]
        try:
            read(file, data)
        except Refused as refusal:
            told = ["refused", str(refusal)]
        except BaseException as error:
            told = [type(error).__name__, str(error)[:300]]
        print(json.dumps([name, *told, process_time() - start]), flush=True)
        resource.setrlimit(resource.RLIMIT_AS, free)


if __name__ == "__main__":
    main()
