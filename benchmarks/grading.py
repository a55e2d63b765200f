"""How fast a class is graded, beside stock nbgrader: python benchmarks/grading.py [options]

The same honest submissions, of a NumPy notebook and of a torch notebook, are graded by `nbgrader
autograde`, and by `autograder grade` with one worker on one core and with two. Each is run twice,
on a few submissions and on more: what the greater run takes longer, divided by what it has more,
is the time of one submission, with everything in it and without the start. The goals are 50 times
nbgrader's throughput for NumPy and 60 times for torch, at most 15 ms beyond the students' own
computation, and with two workers at least 0.85 of twice the throughput.

Then the parts of one submission, and whole classes, graded and exported, with the most memory that
all processes had together; there the goal is 1.5 GB. A busy machine distorts all of this: look at
the load that is printed first. Ctrl-C ends it; what was measured by then is printed.

    --stock N      nbgrader gets N submissions (default 40)
    --sizes N ...  classes end to end (default 100 1000; the goal is stated for 10000)
    --quick        few submissions of everything, to see that it works
"""

import argparse
import os
import shutil
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
FEW = 4


@dataclass(frozen=True)
class Plan:
    """How many submissions: for nbgrader, for us at first and after that, and whole classes."""

    stock: int
    first: int
    then: int
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
    parser.add_argument("--stock", type=int, default=DIFFERENT)
    parser.add_argument("--sizes", type=int, nargs="*", default=(100, 1000))
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    if options.quick:
        return Plan(stock=FEW + 2, first=10, then=20, sizes=(20, 40))
    return Plan(options.stock, first=DIFFERENT, then=10 * DIFFERENT, sizes=options.sizes)


def compare(slug, goal, plan):
    """Print how one exercise is graded: by nbgrader, by one worker, by two."""
    print(f"\n{slug}: {DIFFERENT} honest submissions")
    texts = honest.notebooks(slug, DIFFERENT)
    with tempfile.TemporaryDirectory() as folder:
        stock = by_nbgrader(Path(folder, "stock"), slug, texts, plan)
        say("nbgrader autograde", stock)
        one = by_us(Path(folder, "one"), slug, texts, plan, workers=1)
        say("one worker, one core", one, f"{stock / one:.0f} times nbgrader, the goal is {goal}")
        two = by_us(Path(folder, "two"), slug, texts, plan, workers=2)
        share = one / two / 2
        say("two workers", two, f"efficiency {share:.2f}, the goal is {EFFICIENCY}")
        print(f"  {same_scores(Path(folder), slug)}")
        where_the_time_goes(Path(folder, "parts"), slug, texts)


def say(what, seconds, more=""):
    """Print the time of one submission."""
    print(f"  {what:22}{1000 * seconds:8.1f} ms a submission   {more}", flush=True)


def by_nbgrader(folder, slug, texts, plan):
    """Return the seconds that one more submission takes nbgrader."""
    course = honest.course(folder, slug)
    scripts = sysconfig.get_path("scripts")
    environment = {
        "PATH": os.pathsep.join([scripts, os.environ.get("PATH", "")]),
        # Its kernels stand in the student's folder; there the set-up cell finds no `helpers`.
        "PYTHONPATH": str(ROOT),
    }
    command = [shutil.which("nbgrader", path=environment["PATH"])]
    usage.run([*command, "generate_assignment", slug, "--force"], folder, environment=environment)
    command += ["autograde", slug]
    return _more(course, slug, texts, FEW // 2, plan.stock - FEW // 2, command, environment)


def by_us(folder, slug, texts, plan, workers):
    """Return the seconds that one more submission takes this course's autograder."""
    course = honest.course(folder, slug)
    command = [sys.executable, "-m", "autograder", "grade", slug, "--workers", str(workers)]
    environment, core = {"PYTHONPATH": str(ROOT)}, 0 if workers == 1 else None
    return _more(course, slug, texts, plan.first, plan.then, command, environment, core)


def _more(course, slug, texts, first, then, command, environment, core=None):
    seconds = []
    for numbers in (range(first), range(first, first + then)):
        honest.hand_in(course, slug, texts, numbers)
        used = usage.run(command, course.root, core=core, environment=environment)
        seconds.append(used.seconds)
    return (seconds[1] - seconds[0]) / (then - first)


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
