"""The texts that notebooks are built from."""

from dataclasses import dataclass
from pathlib import Path

from tools.notebooks.errors import BuildError
from tools.project import Project

# A text with code begins with what jupytext needs to know; other pages of the site do not.
HAS_CODE = "---\njupytext:\n"


@dataclass(frozen=True)
class Source:
    """The text of one chapter, or of one exercise with its solutions.

    An appendix that holds code is a chapter without a number.
    """

    project: Project
    slug: str
    kind: str  # "chapter" or "exercise"

    @property
    def is_exercise(self):
        return self.kind == "exercise"

    @property
    def path(self):
        """The text that people edit."""
        return self.project.root / ("solutions" if self.is_exercise else "book") / f"{self.slug}.md"

    @property
    def notebook(self):
        """The executed notebook built from it."""
        if self.is_exercise:
            return self.project.root / "solutions" / self.slug / f"{self.slug}.ipynb"
        return self.project.root / "book" / "notebooks" / f"{self.slug}.ipynb"

    @property
    def released(self):
        """The student's notebook, without solutions."""
        return self.project.root / "exercises" / self.slug / f"{self.slug}.ipynb"

    @property
    def docname(self):
        """The page of the site that shows it."""
        return f"exercises/{self.slug}/{self.slug}" if self.is_exercise else f"book/{self.slug}"

    @property
    def name(self):
        """The path of the text from the root of the repository, for messages."""
        return self.path.relative_to(self.project.root).as_posix()

    def read(self):
        return self.path.read_text(encoding="utf-8")


def find(project, slugs=()):
    """Return the sources with these slugs, or all of them, chapters before exercises."""
    found = [*_in_folder(project, "book", "chapter"), *_in_folder(project, "solutions", "exercise")]
    unknown = set(slugs) - {source.slug for source in found}
    if unknown:
        known = ", ".join(sorted({source.slug for source in found})) or "none"
        raise BuildError(f"no text for {', '.join(sorted(unknown))}; there are: {known}")
    return [source for source in found if not slugs or source.slug in slugs]


def built_as(project, notebook):
    """Return the source of a built notebook.

    Raises:
        BuildError: if the path is not where a chapter or solution notebook is built.
    """
    path = Path(notebook).resolve()
    for source in find(project):
        if source.is_exercise and path == source.released.resolve():
            solution = source.notebook.relative_to(project.root)
            raise BuildError(f"{notebook} is the student's notebook; edit {solution}")
        if path == source.notebook.resolve():
            return source
    raise BuildError(
        f"{notebook} is not built from a text here; expected book/notebooks/NN-slug.ipynb "
        "or solutions/NN-slug/NN-slug.ipynb"
    )


def find_kind(project, kind, slugs=()):
    """Return the sources of one kind, "chapter" or "exercise"."""
    return [source for source in find(project, slugs) if source.kind == kind]


def _in_folder(project, folder, kind):
    paths = sorted((project.root / folder).glob("*.md"))
    return [Source(project, path.stem, kind) for path in paths if _has_code(path)]


def _has_code(path):
    with path.open(encoding="utf-8") as text:
        return text.read(len(HAS_CODE)) == HAS_CODE
