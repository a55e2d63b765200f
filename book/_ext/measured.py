"""The role ``{out}`46 <cell-name>` ``: shows 46, which the notebook build proves.

`python -m tools.notebooks` compares the number with what the named cell printed; here it is text.
"""

from docutils import nodes
from sphinx.util.docutils import ReferenceRole


class Measured(ReferenceRole):
    """A number that comes out of a cell."""

    def run(self):
        if not self.has_explicit_title:
            message = f"expected a number and <name-of-a-cell>, found {self.text!r}"
            return [], [self.inliner.reporter.error(message, line=self.lineno)]
        return [nodes.inline("", self.title, classes=["measured"])], []


def setup(app):
    app.add_role("out", Measured())
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
