"""A cell shows a drawing, SVG, that holds a script."""

EXPECTED = 0, "graded"
SAYS = ""
CELLS = {
    "double": """\
from IPython.display import SVG, display

text = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert('left-by-an-attack')</script></svg>"
display(SVG(text))
display({"image/svg+xml": text, "image/png": text}, raw=True)
""",
}
