"""How long a check takes on one core: python benchmarks/checks.py [SLUG ...]

Each task's check is run on its reference, on each of its mistakes, and on a wrong answer that
resembles none of them, which takes the longest way: every known mistake and every pair is tried.
Warm is a check in a notebook where others ran before: median and maximum over all these answers.
Cold is the first check of a task in a fresh process, with loading the exercise but without
importing the course. Milliseconds of processor time, which other work on the machine hardly
changes; another machine does.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Else this file is what `import helpers` finds.
sys.path.insert(0, str(Path(__file__).parents[1]))

import statistics
import subprocess
import time

import numpy as np

import helpers.checks

ROUNDS = 7
GOALS = {"median": 50, "max": 300}  # a task with torch may take longer
ROW = "{:44} {:>9} {:>9} {:>9} {:>9} {:>9}  {}"


def main(slugs):
    """Print the table, or with --cold the first check's time alone."""
    if slugs[:1] == ["--cold"]:
        print(cold(*slugs[1:]))
        return
    print(ROW.format("ms", "right", "mistakes", "unknown", "max", "cold", ""))
    every = []
    for slug in slugs or helpers.checks.slugs():
        for name in helpers.checks.load(slug).tasks:
            right, mistakes, unknown = warm(slug, name)
            every += (times := [right, *mistakes, unknown])
            columns = right, statistics.median(mistakes), unknown, max(times), in_fresh(slug, name)
            print(ROW.format(f"{slug}:{name}", *(f"{t:.1f}" for t in columns), verdict(times)))
    print(f"{len(every)} answers: median {statistics.median(every):.1f}, max {max(every):.1f}")
    print(f"goals: median below {GOALS['median']}, at most {GOALS['max']} for a task with NumPy")


def warm(slug, name):
    """Return (reference, [mistakes], unknown): the time of a check of each, in ms."""
    check = helpers.checks.load(slug)
    task = check.tasks[name]
    mistakes = [mistake.apply(task.reference) for mistake in task.mistakes]
    run = getattr(check, name)
    return timed(run, task.reference), [timed(run, m) for m in mistakes], timed(run, unknown(task))


def unknown(task):
    """Return the reference with every number of its answer replaced by another."""

    def wrong(*args, **kwargs):
        return shaken(task.reference(*args, **kwargs))

    return wrong


def shaken(value):
    """Return a value of the same structure that no formula gives."""
    if isinstance(value, dict):
        return {key: shaken(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(shaken(item) for item in value)
    if type(value) is int:
        return 7 * value + 3
    if isinstance(value, (np.ndarray, np.generic, float)):
        return np.cos(1 + 3 * np.asarray(value, dtype=float))
    return value


def timed(run, student):
    """Return the median time of a check in ms, after one that warms up."""
    return statistics.median([milliseconds(run, student) for _ in range(ROUNDS + 1)][1:])


def milliseconds(run, *args):
    """Return the time of one call."""
    start = time.process_time()
    run(*args)
    return 1e3 * (time.process_time() - start)


def in_fresh(slug, name):
    """Return the median time of the first check, each in a process of its own."""
    command = [sys.executable, __file__, "--cold", slug, name]
    said = (subprocess.run(command, capture_output=True, check=True).stdout for _ in range(3))
    return statistics.median(float(text.split()[-1]) for text in said)


def cold(slug, name):
    """Return the time to load an exercise and check an unknown wrong answer once."""
    start = time.process_time()
    check = helpers.checks.load(slug)
    getattr(check, name)(unknown(check.tasks[name]))
    return 1e3 * (time.process_time() - start)


def verdict(times):
    """Say which goals these times miss."""
    found = {"median": statistics.median(times), "max": max(times)}
    return " ".join(f"{name} above {GOALS[name]}" for name, t in found.items() if t > GOALS[name])


if __name__ == "__main__":
    main(sys.argv[1:])
