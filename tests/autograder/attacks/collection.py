"""All attacks: each is a module of a family's folder that says what it tries and what it gets.

A module has

- a docstring, whose first line says what is tried;
- `EXPECTED`, the score and the state that grading must give, and `SAYS`, a piece of the text that
  its cells, or the reason of its state, must show: it proves that the attack was really made;
- `CELLS`, the sources of the cells by which it differs from the released notebook, or a function
  `hand_in(folder, notebook)` that writes a submission, out of honest work, into a folder;
- where needed `STUDENTS`, the names under which it is handed in, `SLUG`, the exercise, and `LONG`.
"""

import copy
import importlib
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from tests.autograder import tiny
from tests.autograder.attacks.hand_in import write

HERE = Path(__file__).parent
FAMILIES = ("forging", "theft", "exhaustion", "escape", "broken", "looking")


@dataclass(frozen=True)
class Attack:
    """One attack. name: "family/module"."""

    name: str
    module: ModuleType

    @property
    def family(self):
        return self.name.partition("/")[0]

    @property
    def tries(self):
        """What it tries, in one line."""
        return self.module.__doc__.strip().partition("\n")[0]

    @property
    def slug(self):
        """The exercise that it is handed in for."""
        return getattr(self.module, "SLUG", tiny.SLUG)

    @property
    def students(self):
        """The names under which it is handed in."""
        return getattr(self.module, "STUDENTS", (self.name.rpartition("/")[2],))

    @property
    def expected(self):
        """(score, state)."""
        return self.module.EXPECTED

    @property
    def says(self):
        """A piece of text that its autograded notebook must show."""
        return self.module.SAYS

    @property
    def is_honest_work(self):
        """Is it made of honest work, which has its points where it can be read?"""
        return not hasattr(self.module, "CELLS")

    @property
    def is_long(self):
        return getattr(self.module, "LONG", False)

    def hand_in(self, course, released, honest):
        """Write its submissions. released, honest: the notebook without and with solutions."""
        for student in self.students:
            folder = course.submitted / student / self.slug
            folder.mkdir(parents=True)
            if self.is_honest_work:
                self.module.hand_in(folder, copy.deepcopy(honest))
            else:
                write(folder, _replaced(released, self.module.CELLS))


def attacks():
    """Return all attacks, family by family."""
    names = [f"{f}/{p.stem}" for f in FAMILIES for p in sorted((HERE / f).glob("*.py"))]
    package = __name__.rpartition(".")[0]
    return [
        Attack(name, importlib.import_module(f"{package}.{name.replace('/', '.')}"))
        for name in names
    ]


def _replaced(notebook, cells):
    notebook, left = copy.deepcopy(notebook), dict(cells)
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell.source = left.pop(name, cell.source)
    if left:
        raise ValueError(f"no cell is called {', '.join(left)}")
    return notebook
