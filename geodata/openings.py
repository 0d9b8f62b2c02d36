"""When a crossing was open and when closed."""

from __future__ import annotations

from geodata.dates import span
from geodata.intervals import ALWAYS, FOREVER, Step, day_number
from geodata.records import Crossing

STATE_TITLES = {"open": "Open", "restricted": "Restricted", "closed": "Closed"}


def state_steps(crossing: Crossing) -> tuple[Step, ...]:
    """Return when the crossing was open, restricted or closed; where closures overlap, the stricter one holds.

    A closure whose end is not known lasts on, and the state after it is drawn as inferred.
    """
    edges = {ALWAYS}
    spans = []
    for closure in crossing.closures:
        start = day_number(span(closure.start, closure.start_precision)[0])
        end = day_number(closure.end) if closure.end else FOREVER
        spans.append((start, end, closure))
        edges |= {start, end}
    steps: list[Step] = []
    for edge in sorted(edges - {FOREVER}):
        holding = [closure for start, end, closure in spans if start <= edge < end]
        state = max((closure.state for closure in holding), key=("restricted", "closed").index, default="open")
        inferred = any(closure.end_unknown for closure in holding)
        if not steps or (steps[-1].state, steps[-1].inferred) != (state, inferred):
            steps.append(Step(edge, edge, state, inferred))
    return tuple(steps)
