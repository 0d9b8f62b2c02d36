"""How long files of a reader's own take to read, and how much memory of the server. ``make bench`` prints it.

Each file is read in a process of its own, whose peak is what reading alone adds to it; the file itself, which the server
holds while it is read, counts in. The rows are made up.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from time import perf_counter

from tests.support.own_files import acled_row, csv_of, ucdp_row

CASES = {"ucdp": (ucdp_row, 350_000, 15.0, 600), "acled": (acled_row, 50_000, 4.0, 600)}


def peak_mb() -> float:
    """Return the most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(data: bytes) -> None:
    """Read a file and print rows, seconds and megabytes."""
    from geodata.importers.reading import read

    before = peak_mb()
    start = perf_counter()
    loaded = read("rows.csv", data)
    seconds = perf_counter() - start
    print(f"{len(loaded.points)} {seconds:.2f} {peak_mb() - before + len(data) / 1e6:.0f}")


def main() -> None:
    """Measure each case and print it beside its goal."""
    print(f"{'file':<8}{'rows':>9}{'MB':>7}{'read, s':>10}{'memory, MB':>12}   goals: file to first frame, memory")
    for name, (make, count, goal_s, goal_mb) in CASES.items():
        data = csv_of(make(number) for number in range(1, count + 1))
        run = subprocess.run([sys.executable, "-m", "tests.bench.bench_import", "--one"], input=data, stdout=subprocess.PIPE, check=True)
        rows, seconds, memory = run.stdout.decode().split()
        print(f"{name:<8}{int(rows):>9,}{len(data) / 1e6:>7.0f}{float(seconds):>10.2f}{int(memory):>12}   {goal_s:g} s, {goal_mb} MB")


if __name__ == "__main__":
    if "--one" in sys.argv:
        content = sys.stdin.buffer.read()
        measure(content)
    else:
        main()
