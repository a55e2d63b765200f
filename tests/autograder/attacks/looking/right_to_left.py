"""Characters that turn the direction of text around, so that it reads differently."""

EXPECTED = 0, "graded"
SAYS = ""
CELLS = {
    "double": """\
def double(x):
    raise ValueError("0 points \\u202e\\u2066stniop 2\\u2069\\u202c left-by-an-attack")

print("\\u202eleft-by-an-attack\\u202c")
""",
}
