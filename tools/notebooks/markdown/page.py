"""What a conversion knows about its page, and what it notes down on the way."""

from dataclasses import dataclass, field

from tools.notebooks.markdown.citations import Bibliography
from tools.notebooks.markdown.labels import Labels
from tools.notebooks.sources import Source


@dataclass(frozen=True)
class Measured:
    """A number in the prose that the output of a named cell has to show."""

    value: str
    cell: str
    line: int


@dataclass
class Page:
    """One page under conversion.

    tasks maps the names of an exercise's tasks to objects with `points` and `hints`.
    """

    source: Source
    labels: Labels
    bibliography: Bibliography
    tasks: dict = field(default_factory=dict)
    measured: list = field(default_factory=list)
    cited: list = field(default_factory=list)

    @property
    def project(self):
        return self.source.project

    def site(self, docname, anchor=""):
        return self.project.page(docname, anchor)
