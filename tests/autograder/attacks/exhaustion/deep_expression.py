"""An expression so deeply nested that the compiler has trouble with it."""

EXPECTED = 0, "graded"
SAYS = ""
CELLS = {
    "double": """\
source = "-" * 50_000 + "1"
eval(source)
""",
}
