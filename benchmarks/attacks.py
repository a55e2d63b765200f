"""What attacks on a grader get, here and from nbgrader: python benchmarks/attacks.py [NAME ...]

Every attack of `tests/autograder/attacks`, or those whose name holds a NAME, is handed in twice.
Here, with its family, and an honest student behind each attacker. And to stock nbgrader, in a jail
of its own, with one honest student graded before it and, where the attack is on others, one after
it: see `stock_nbgrader`. That needs root, bubblewrap and control groups of version 1, and for each
attack three seconds or more; a minute where it hangs.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import itertools
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

# Else a neighbour of this file is what `import helpers` finds.
sys.path.insert(0, str(Path(__file__).parents[1]))

from nbgrader.api import Gradebook
from rich.console import Console
from rich.table import Table

from benchmarks import stock_nbgrader
from tests.autograder.attacks import class_of_attackers, looks
from tests.autograder.attacks.collection import FAMILIES, attacks

WORDS = (
    "as expected",
    "points without work",
    "hung",
    "class not graded",
    "changed what is others'",
)
WORDS += ("left a process", "acts in a page")


def main(names):
    """Print a table of the attacks, and one that counts."""
    chosen = [a for a in attacks() if not names or any(name in a.name for name in names)]
    chosen.sort(key=lambda a: (FAMILIES.index(a.family), *_class_of(a), a.name))
    table = Table("attack", "tries", "expected", "here", "stock nbgrader", title_justify="left")
    counts = {}
    folder = Path(tempfile.mkdtemp(prefix="attacks-"))
    try:
        rows = _rows(chosen, folder)
        for family, own in itertools.groupby(rows, lambda row: row[0].family):
            counts[family] = Counter()
            for attack, ours, honest, outcome in own:
                here, there = _here(attack, ours, honest), _there(attack, outcome)
                counts[family].update(here=int(here == [WORDS[0]]), attacks=1)
                counts[family].update(there)
                texts = (_score(*attack.expected), ", ".join(here), _told(outcome, there))
                table.add_row(attack.name, attack.tries, *texts)
            table.add_section()
    finally:
        shutil.rmtree(folder)
    screen = Console(width=None if sys.stdout.isatty() else 180, highlight=False)
    screen.print(table)
    screen.print(_counted(counts))


def _rows(chosen, folder):
    """Yield (attack, its scores and states here, are the honest as ever?, outcome there)."""
    gradebook = folder / "empty.db"
    os.environ["PATH"] = f"{stock_nbgrader.SCRIPTS}:{os.environ['PATH']}"
    Gradebook(f"sqlite:///{gradebook}", "nn-by-hand").close()
    stocks, done = {}, itertools.count(1)
    for (slug, *_), some in itertools.groupby(chosen, _class_of):
        some = list(some)
        place = Path(tempfile.mkdtemp(dir=folder))
        course = class_of_attackers.course_in(place, slug, gradebook)
        graded = class_of_attackers.grade(course, slug, some)
        honest = _honest(graded)
        stock = stocks.get(slug) or stocks.setdefault(slug, _stock(folder, slug))
        for attack in some:
            ours = {(graded.score(s), graded.records[s]["state"]) for s in attack.students}
            outcome = stock.grade(attack)
            told = _told(outcome, _there(attack, outcome))
            print(f"{next(done)}/{len(chosen)} {attack.name}: {told}", file=sys.stderr, flush=True)
            yield attack, ours, honest, outcome


def _class_of(attack):
    return attack.slug, attack.is_long, attack.family


def _stock(folder, slug):
    place = folder / f"stock-{slug}"
    place.mkdir()
    return stock_nbgrader.Stock(place, slug)


def _honest(graded):
    """Did everybody else get what is due, and is nothing left or changed?"""
    same = {graded.notebook(student) for student in graded.honest}
    return len(same) == 1 and not graded.left and not graded.changed


def _here(attack, ours, honest):
    wrong = [] if ours == {attack.expected} else [_score(*pair) for pair in sorted(ours)]
    return wrong + ["others disturbed"] * (not honest) or [WORDS[0]]


def _there(attack, outcome):
    """Return those of `WORDS` that describe what an attack did to nbgrader."""
    happened = {
        "points without work": not attack.is_honest_work
        and (outcome.score or 0) > attack.expected[0],
        "hung": outcome.hung,
        "class not graded": outcome.graded is False,
        "changed what is others'": bool(outcome.changed),
        "left a process": bool(outcome.left),
        "acts in a page": bool(looks.active_in_page(outcome.page)),
    }
    return [word for word in WORDS if happened.get(word)]


def _told(outcome, there):
    score = "no score" if outcome.score is None else f"{outcome.score:g} points"
    return "; ".join([score, *there])


def _score(score, state):
    return f"{score:g}, {state}"


def _counted(counts):
    table = Table("family", "attacks", "here as expected", *WORDS[1:], title="stock nbgrader")
    for family, count in counts.items():
        numbers = [count["attacks"], count["here"], *(count[word] for word in WORDS[1:])]
        table.add_row(family, *map(str, numbers))
    whole = sum(counts.values(), Counter())
    numbers = [whole["attacks"], whole["here"], *(whole[word] for word in WORDS[1:])]
    table.add_section()
    table.add_row("all", *map(str, numbers))
    return table


if __name__ == "__main__":
    main(sys.argv[1:])
