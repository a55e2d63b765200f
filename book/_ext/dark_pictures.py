"""In the dark a drawing turns to light lines on the page's ground; a colour field stays as it is.

Pictures are drawn once, on white. Which of the two kinds a picture is, its pixels tell: a drawing
is mostly paper. Turned, its white becomes the page's ground and its hues are kept. The colours of
a field (a decision region, an image) mean something beside their colour bar, so they are not
turned; such a picture is only dimmed. The styles do this by the class that is set here.
"""

from pathlib import Path

from docutils import nodes
from PIL import Image

PAPER = 245  # of 255: anything lighter counts as paper
DRAWING = 0.8  # share of paper from which on a picture is a drawing


def share_of_paper(path):
    """Return the share of a picture's pixels that are (almost) white."""
    with Image.open(path) as picture:
        counts = picture.convert("L").histogram()
    return sum(counts[PAPER:]) / sum(counts)


def classify(app, doctree, docname):
    """Mark the drawings among the PNGs of a page."""
    if app.builder.format != "html":
        return
    for image in doctree.findall(nodes.image):
        path = Path(app.srcdir) / image["uri"]
        if path.suffix == ".png" and path.is_file() and share_of_paper(path) >= DRAWING:
            image["classes"].append("drawing")


def setup(app):
    app.connect("doctree-resolved", classify)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
