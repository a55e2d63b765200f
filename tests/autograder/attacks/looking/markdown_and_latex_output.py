"""A cell shows Markdown and LaTeX, which pass HTML and links through."""

EXPECTED = 0, "graded"
SAYS = ""
CELLS = {
    "double": """\
from IPython.display import Latex, Markdown, display

display(Markdown("<script>alert('left-by-an-attack')</script> [x](javascript:alert(1))"))
display(Latex("$\\\\href{javascript:alert('left-by-an-attack')}{x}$"))
""",
}
