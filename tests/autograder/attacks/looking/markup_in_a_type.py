"""The answer's type, the keys of a dict and a signature are HTML."""

EXPECTED = 0, "graded"
SAYS = ""
CELLS = {
    "double": """\
Evil = type("<script>alert('left-by-an-attack')</script>", (), {})

def double(x):
    return Evil()
""",
    "total": """\
def total(x):
    return {"<script>alert('left-by-an-attack')</script>": Evil()}
""",
}
