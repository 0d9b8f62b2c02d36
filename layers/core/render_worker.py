"""The rendering process: ``python -m layers.core.render_worker`` reads jobs from its standard input and writes what came of them.

Both ways carry pickles, which only the server that started the process writes. It ends when its input does: with the server,
however that ends.
"""

from __future__ import annotations

import os
import pickle
import sys

#: How much the process gives way to the server, as `nice` counts it.
NICE = 5


def main() -> None:
    """Work until the input ends."""
    os.nice(NICE)
    jobs, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever prints must not print into the answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    while True:
        try:
            work, arguments = pickle.load(jobs)
        except EOFError:
            return
        pickle.dump(_done(work, arguments), answers)
        answers.flush()


def _done(work: object, arguments: tuple[object, ...]) -> tuple[bool, object]:
    try:
        return True, work(*arguments)
    except (ArithmeticError, AssertionError, AttributeError, LookupError, OSError, RuntimeError, TypeError, ValueError) as error:
        # Told by name and words: an exception itself need not survive the way.
        sys.excepthook(type(error), error, error.__traceback__)
        return False, f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    main()
