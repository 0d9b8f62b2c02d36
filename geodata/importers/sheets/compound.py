"""The form in which an XLS lies: sectors in chains, as a disk has them. A chain that runs in a circle would be read without end."""

from __future__ import annotations

import struct

import numpy as np

#: From here on a sector's number is none: the end of a chain, one that is free, or one of the lists themselves.
_LAST = 0xFFFFFFFA

_HEADER, _ENTRY = 512, 128

#: Numbers of sectors of the list of chains that the header has room for.
_LISTED = 109


def runs_in_a_circle(data: bytes) -> bool:
    """Tell whether a chain of sectors of a file comes back to one of its own; of a list that is cut off, what is there counts."""
    if len(data) < _HEADER:
        return False
    size = 1 << min(20, struct.unpack_from("<H", data, 30)[0])
    directory, cutoff, small, _, lists = struct.unpack_from("<I4xIIII", data, 48)
    # The header takes the place of a sector, where these are larger than it.
    begin = max(_HEADER, size)
    sectors = np.frombuffer(data, "<u4", count=max(0, len(data) - begin) // 4, offset=min(begin, len(data)))
    each = max(1, size // 4)

    def sector(number: int) -> np.ndarray:
        return sectors[number * each : (number + 1) * each]

    # The list of lists goes on in a chain of its own, whose last number of each sector is that of the next.
    listed = [np.frombuffer(data, "<u4", count=_LISTED, offset=76)]
    seen: set[int] = set()
    while lists < _LAST and len(more := sector(lists)):
        if lists in seen:
            return True
        seen.add(lists)
        listed.append(more[:-1])
        lists = int(more[-1])
    # The last sector of a file that breaks off is read as far as it goes.
    chains = _Chains([sector(number) for number in np.concatenate(listed).tolist() if number * each < len(sectors)])
    if chains.circle(directory) or chains.circle(small):
        return True
    entries = np.concatenate([sector(number) for number in chains.chain(directory)] or [sectors[:0]])
    rows = entries[: len(entries) // (_ENTRY // 4) * (_ENTRY // 4)].reshape(-1, _ENTRY // 4)
    starts, sizes = rows[:, 29], rows[:, 30]
    # The first is the root, whose content are the small sectors of all that is short.
    long = (sizes >= cutoff) | (np.arange(len(rows)) == 0)
    short = _Chains([sector(number) for number in chains.chain(small)])
    return any(map(chains.circle, starts[long].tolist())) or any(map(short.circle, starts[~long].tolist()))


class _Chains:
    """Which sector comes after each."""

    def __init__(self, parts: list[np.ndarray]) -> None:
        after = np.concatenate(parts or [np.zeros(0, "<u4")]).astype(np.int64)
        self._end = len(after)
        self._after = np.append(np.where(after < self._end, after, self._end), self._end)
        # So many steps ahead at once that whatever ends has ended.
        self._far = self._after
        for _ in range(self._end.bit_length()):
            self._far = self._far[self._far]

    def circle(self, start: int) -> bool:
        """Tell whether a chain has no end."""
        return start < self._end and bool(self._far[start] != self._end)

    def chain(self, start: int) -> list[int]:
        """Return the sectors of a chain that has an end."""
        found: list[int] = []
        while start < self._end:
            found.append(start)
            start = int(self._after[start])
        return found
