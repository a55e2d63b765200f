"""A cell shows HTML with a script."""

EXPECTED = 0, "graded"
SAYS = ""
CELLS = {
    "double": """\
from IPython.display import HTML, display

display(HTML("<script>alert('left-by-an-attack')</script><img src=x onerror=alert(1)>"))
HTML("<iframe src='https://evil.example/left-by-an-attack'></iframe>")
""",
}
