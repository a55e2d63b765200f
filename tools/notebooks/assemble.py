"""A notebook as its text describes it: all but the outputs."""

import nbformat

from tools.notebooks import cell_ids, grading_metadata, setup_cell, text
from tools.notebooks.errors import BuildError
from tools.notebooks.markdown import plain
from tools.notebooks.markdown.citations import Bibliography
from tools.notebooks.markdown.labels import Labels
from tools.notebooks.markdown.page import Page

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
# The tag of code that the site folds away; JupyterLab has its own word for it.
HIDDEN = "hide-input"
# Our own entry in a notebook's metadata.
KEY = "nn_by_hand"


def tasks_of(source):
    """Return the tasks of an exercise by name; a chapter has none."""
    if not source.is_exercise:
        return {}
    import helpers.checks

    try:
        return helpers.checks.load(source.slug).tasks
    except ValueError as error:  # it has no tasks yet
        raise BuildError(f"{source.name}: {error}") from error


class Assembler:
    """Assembles the notebooks of a project; reads labels and bibliography once.

    tasks_of(source) returns the tasks of a source by name.
    """

    def __init__(self, project, tasks_of=tasks_of):
        self._labels = Labels(project)
        self._bibliography = Bibliography(project.root / "book" / "references.bib")
        self._tasks_of = tasks_of

    @property
    def surroundings(self):
        """What notebooks may show of other texts, their labels and titles, as one text."""
        return repr(self._labels)

    def assemble(self, source):
        """Return a source's Assembly.

        Raises:
            SourceError: if the text holds anything that the course does not use.
        """
        tasks = self._tasks_of(source)
        page = Page(source, self._labels, self._bibliography, tasks)
        cells = text.parse(source)
        pairs = [(cell, _notebook_cell(page, cell)) for cell in cells]
        # A Markdown cell of comments and labels only leaves nothing to show.
        pairs = [(cell, made) for cell, made in pairs if made.source or made.cell_type == "code"]
        if source.is_exercise:
            grading_metadata.add(source, pairs, tasks)
        return Assembly(source, cells, pairs, page.measured)


class Assembly:
    """A notebook without outputs, and what ties it to its text.

    pairs holds each notebook cell with the TextCell it was made from, measured the numbers in
    the prose that outputs have to show.
    """

    def __init__(self, source, text_cells, pairs, measured):
        self.source = source
        self.text_cells = text_cells
        self.pairs = pairs
        self.measured = measured
        cells = [cell for _, cell in pairs]
        cell_ids.assign(cells)
        metadata = nbformat.from_dict(METADATA)
        self.notebook = nbformat.v4.new_notebook(cells=cells, metadata=metadata)
        self.notebook.nbformat_minor = 5


def _notebook_cell(page, cell):
    if cell.kind == "markdown":
        return nbformat.v4.new_markdown_cell(plain.convert(page, cell.source, cell.line))
    made = nbformat.v4.new_code_cell(cell.source, metadata=nbformat.from_dict(cell.options))
    if cell.is_setup:
        setup_cell.fill(made, page.source)
    if HIDDEN in made.metadata.get("tags", []):
        made.metadata["jupyter"] = {"source_hidden": True}
    return made
