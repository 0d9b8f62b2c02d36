"""When a crossing was open and when closed."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from geodata.intervals import ALWAYS, FOREVER, Interval, Step
from geodata.records import Closure, Crossing
from geodata.translation import SaidTable, mark

STATE_TITLES = SaidTable(
    {
        "open": mark("Open"),
        "restricted": mark("Restricted"),
        "closed": mark("Closed"),
        "unknown": mark("Not known whether open"),
    }
)


def state_steps(crossing: Crossing) -> tuple[Step, ...]:
    """Return when the crossing was open, restricted, closed or not known to be; where closures overlap, the stricter one holds.

    A closure holds as long as it may, and is uncertain on the days on which it may not. One whose end is not known lasts on, and is
    drawn as inferred.
    """
    held = [(Interval.state(closure), closure) for closure in crossing.closures]
    edges = sorted({ALWAYS, FOREVER}.union(*((one.start, one.sure_start, one.sure_end, one.end) for one, _ in held)))
    steps: list[Step] = []
    for edge, after in pairwise(edges):
        holding = [closure for interval, closure in held if interval.may_hold_on(edge)]
        state = _strictest(holding)
        sure = state == _strictest(closure for interval, closure in held if interval.surely_on(edge))
        inferred = any(closure.end_unknown for closure in holding)
        last = steps[-1] if steps else Step(edge, edge, "")
        if (state, inferred, sure) == (last.state, last.inferred, last.sure_start <= edge):
            continue
        if state == last.state:
            changed = last.changed
        else:  # Either the day of this step is not known, or that on which the one before ended.
            ended = last.start < last.sure_start == edge
            changed = (last.start if ended else edge, after if not sure else edge if ended else edge + 1)
        steps.append(Step(edge, edge if sure else after, state, inferred, changed=changed))
    return tuple(steps)


def _strictest(closures: Iterable[Closure]) -> str:
    return max((closure.state for closure in closures), key=("unknown", "restricted", "closed").index, default="open")
