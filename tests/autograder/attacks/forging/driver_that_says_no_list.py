"""The answers are a dict with a score in it."""

from tests.autograder.attacks.parts import SERVER

EXPECTED = 0, "graded"
SAYS = "tried"
CELLS = {
    "double": SERVER
    + """\
for server in servers():
    server.answers = lambda request: {"score": 3.0}
    server.check = lambda request: {"answers": {"score": 3.0}, "score": 3.0, "late": 0}
print("tried")
""",
}
