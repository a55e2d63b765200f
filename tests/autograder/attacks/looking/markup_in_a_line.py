"""The line that raises, which a report quotes, ends the report's own markup."""

EXPECTED = 0, "graded"
SAYS = ""
CELLS = {
    "double": """\
def double(x):
    raise KeyError("`</td></table><script>alert('left-by-an-attack')</script>")  # <b>
""",
}
