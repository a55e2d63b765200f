"""Where a course keeps things: the folders that nbgrader knows, and ours beside them."""

from dataclasses import dataclass
from pathlib import Path


class CourseError(ValueError):
    """Something about the course or the assignment, not about a submission, is wrong."""


@dataclass(frozen=True)
class Course:
    """A folder with `nbgrader_config.py` in it."""

    root: Path

    @property
    def submitted(self):
        """Students' work: STUDENT/SLUG/SLUG.ipynb."""
        return self.root / "autograder" / "submitted"

    @property
    def autograded(self):
        """What grading writes, laid out like `submitted`."""
        return self.root / "autograder" / "autograded"

    @property
    def reports(self):
        """One HTML page an assignment."""
        return self.root / "autograder" / "reports"

    def times(self, slug):
        """How long grading each submission of an assignment took, see `times`."""
        return self.reports / f"{slug}.times.jsonl"

    @property
    def secrets(self):
        """Beside the gradebook: the seed of each assignment's paper."""
        return self.root / "autograder" / "gradebook.db.seeds"

    def lock(self, slug):
        """The file that is locked while an assignment is graded."""
        return self.root / "autograder" / f"gradebook.db.{slug}.lock"

    def source(self, slug):
        """The instructor's notebook of an assignment, with the solutions in it."""
        return self.root / "solutions" / slug / f"{slug}.ipynb"

    def autograded_notebook(self, student, slug):
        """The autograded notebook of one submission."""
        return self.autograded / student / slug / f"{slug}.ipynb"

    def assignments(self):
        """The names of all assignments that have an instructor's notebook."""
        found = (self.root / "solutions").glob("*/*.ipynb")
        return sorted(path.stem for path in found if path.stem == path.parent.name)

    def require(self, slug):
        """Raise `CourseError`, listing the names that exist, unless `slug` is an assignment."""
        if slug not in self.assignments():
            names = ", ".join(self.assignments()) or f"none, in {self.root / 'solutions'}"
            raise CourseError(f"no assignment is called {slug!r}; there are: {names}")
