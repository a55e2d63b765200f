"""How fast a class is graded, beside stock nbgrader: python benchmarks/grading.py [options]

The same honest submissions, of a NumPy notebook and of a torch notebook, are graded by `nbgrader
autograde`, and by `autograder grade` with one worker on one core and with two. Each takes turns
with the others, on a few submissions and on more: what the greater run takes longer, divided by
what it has more, is the time of one submission, with everything in it and without the start. The
goals are 50 times nbgrader's throughput for NumPy and 60 times for torch, at most 15 ms beyond the
students' own computation, and with two workers at least 0.85 of twice the throughput.

Then the parts of one submission, and whole classes, graded and exported, with the most memory that
all processes had together; there the goal is 1.5 GB. A busy machine distorts all of this: look at
the load that is printed first. Ctrl-C ends it; what was measured by then is printed.

    --sizes N ...  classes end to end (default 100 1000; the goal is stated for 10000)
    --quick        few submissions of everything, to see that it works
"""

import argparse
import os
import shutil
import statistics
import sys
import sysconfig
import tempfile
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
# Else a neighbour of this file is what `import helpers` finds.
sys.path.insert(0, str(Path(__file__).parents[1]))

from nbgrader.api import Gradebook

from autograder import run
from benchmarks import honest, parts, usage

ROOT = Path(__file__).parents[1]
GOALS = {"06-backpropagation": 50, "08-pytorch": 60}
OVERHEAD, EFFICIENCY, MEMORY = 15, 0.85, 1.5e9
DIFFERENT = 40


@dataclass(frozen=True)
class Plan:
    """How often they take turns; for nbgrader and for us, few submissions and more; classes."""

    rounds: int
    stock: tuple
    ours: tuple
    sizes: tuple


def main():
    """Run everything, print as it comes."""
    plan = _plan()
    print(f"load of the last minute: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    try:
        for slug, goal in GOALS.items():
            compare(slug, goal, plan)
        grow(plan.sizes)
    except KeyboardInterrupt:
        print("interrupted")


def _plan():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="*", default=(100, 1000))
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    if options.quick:
        return Plan(1, stock=(1, 3), ours=(10, 30), sizes=(20, 40))
    return Plan(2, stock=(2, 22), ours=(40, 640), sizes=options.sizes)


def compare(slug, goal, plan):
    """Print how one exercise is graded: by nbgrader, by one worker, by two."""
    print(f"\n{slug}: {DIFFERENT} honest submissions")
    texts = honest.notebooks(slug, DIFFERENT)
    with tempfile.TemporaryDirectory() as folder:
        sides = [
            _nbgrader(Path(folder, "stock"), slug, texts, plan.stock),
            _ours(Path(folder, "one"), slug, texts, plan.ours, workers=1),
            _ours(Path(folder, "two"), slug, texts, plan.ours, workers=2),
        ]
        for _ in range(plan.rounds):
            for side in sides:
                side.take_turn()
        stock, one, two = (side.seconds for side in sides)
        say("nbgrader autograde", stock)
        say("one worker, one core", one, f"{stock / one:.0f} times nbgrader, the goal is {goal}")
        share = one / two / 2
        say("two workers", two, f"efficiency {share:.2f}, the goal is {EFFICIENCY}")
        print(f"  {same_scores(Path(folder), slug)}")
        where_the_time_goes(Path(folder, "parts"), slug, texts)


def say(what, seconds, more=""):
    """Print the time of one submission."""
    print(f"  {what:22}{1000 * seconds:8.1f} ms a submission   {more}", flush=True)


class Side:
    """One way to grade: a command in a course.

    few, more: how many submissions the two runs of a turn have.
    """

    def __init__(self, course, slug, texts, command, environment, core, few, more):
        self.course, self.slug, self.texts = course, slug, texts
        self.command, self.environment, self.core = command, environment, core
        self.few, self.more = few, more
        self._handed_in, self._turns = 0, []
        self._grade(1)  # makes the gradebook

    def take_turn(self):
        """Grade some submissions, and then more."""
        few, more = self._grade(self.few), self._grade(self.more)
        self._turns.append((more - few) / (self.more - self.few))

    @property
    def seconds(self):
        """What one more submission takes, the mean over all turns."""
        return statistics.fmean(self._turns)

    def _grade(self, count):
        numbers = range(self._handed_in, self._handed_in + count)
        honest.hand_in(self.course, self.slug, self.texts, numbers)
        self._handed_in += count
        where = self.course.root
        return usage.run(self.command, where, core=self.core, environment=self.environment).seconds


def _nbgrader(folder, slug, texts, counts):
    course = honest.course(folder, slug)
    scripts = sysconfig.get_path("scripts")
    environment = {
        "PATH": os.pathsep.join([scripts, os.environ.get("PATH", "")]),
        # Its kernels stand in the student's folder; there the set-up cell finds no `helpers`.
        "PYTHONPATH": str(ROOT),
    }
    command = [shutil.which("nbgrader", path=environment["PATH"])]
    usage.run([*command, "generate_assignment", slug, "--force"], folder, environment=environment)
    return Side(course, slug, texts, [*command, "autograde", slug], environment, None, *counts)


def _ours(folder, slug, texts, counts, workers):
    course = honest.course(folder, slug)
    command = [sys.executable, "-m", "autograder", "grade", slug, "--workers", str(workers)]
    environment, core = {"PYTHONPATH": str(ROOT)}, 0 if workers == 1 else None
    return Side(course, slug, texts, command, environment, core, *counts)


def same_scores(folder, slug):
    """Say whether the three gradebooks agree, and whether the honest have all points."""
    stock, one, two = (scores(folder / name, slug) for name in ("stock", "one", "two"))
    agree = one == two and all(one[student] == stock[student] for student in stock)
    full = all(earned == most for earned, most in one.values())
    return f"scores: {'the same' if agree else 'NOT THE SAME'}; {'full' if full else 'NOT FULL'}"


def scores(folder, slug):
    """Return {student: (points of the checks, the most there are)} from a gradebook."""
    url = f"sqlite:///{folder}/autograder/gradebook.db"
    with Gradebook(url, "nn-by-hand") as tables:
        return {s.student.id: _points(s) for s in tables.find_assignment(slug).submissions}


def _points(submission):
    checked = [g for nb in submission.notebooks for g in nb.grades if g.cell.cell_type == "code"]
    return sum(g.auto_score or 0 for g in checked), sum(g.max_score for g in checked)


def where_the_time_goes(folder, slug, texts):
    """Print the parts of one submission, and what is not the student's own."""
    course = honest.course(folder, slug)
    honest.hand_in(course, slug, texts, range(DIFFERENT))
    desk = run.desk(course, slug)
    students = sorted(path.name for path in course.submitted.iterdir())
    with usage.on_core(0):
        found, own = parts.of(desk, students), parts.students_own(desk, students)
    whole = found.pop("all")
    found["the rest"] = whole - sum(found.values())
    for part, milliseconds in found.items():
        print(f"    {part:36}{milliseconds:7.2f} ms")
    print(f"    {'together':36}{whole:7.2f} ms, of which the student's own code {own:.2f} ms")
    print(f"  overhead: {whole - own:.1f} ms, the goal is at most {OVERHEAD} ms", flush=True)


def grow(sizes):
    """Print what whole classes take, from the files to the table of grades."""
    slug = next(iter(GOALS))
    print(f"\n{slug}, graded and exported by as many workers as there are cores")
    print(f"{'submissions':>12}{'grading':>11}{'a second':>11}{'export':>9}{'memory':>10}")
    texts = honest.notebooks(slug, DIFFERENT)
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            course = honest.course(Path(folder, "class"), slug)
            honest.hand_in(course, slug, texts, range(size))
            _end_to_end(course, slug, size)


def _end_to_end(course, slug, size):
    program, environment = [sys.executable, "-m", "autograder"], {"PYTHONPATH": str(ROOT)}
    grade = usage.run([*program, "grade", slug], course.root, environment=environment)
    export = usage.run([*program, "export", slug], course.root, environment=environment)
    most = max(grade.memory, export.memory)
    more = "" if most < MEMORY else "  MORE than 1.5 GB"
    print(
        f"{size:12}{grade.seconds:9.1f} s{size / grade.seconds:11.1f}{export.seconds:7.1f} s"
        f"{most / 1e6:7.0f} MB{more}",
        flush=True,
    )


if __name__ == "__main__":
    main()
