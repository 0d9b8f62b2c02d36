"""What a process holds of the machine's memory."""

from __future__ import annotations

from pathlib import Path


def held_mb(process: int | str = "self", most: bool = False) -> float:
    """Return the memory in MB that a process holds now, or has held at most, as Linux counts it."""
    name = "VmHWM:" if most else "VmRSS:"
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))
