"""Every field of an answer holds what nobody expects there."""

from tests.autograder.attacks.parts import SERVER

EXPECTED = 0, "graded"
SAYS = "tried"
CELLS = {
    "double": SERVER
    + """\
odd = {"value": 1, "again": True, "later": (), "changed": ["0", 1, None], "printed": 3,
       "warnings": {"a": 1}, "error": {"type": 1, "line": {}, "message": ()}}
for server in servers():
    server.answers = lambda request: [odd for _ in request["instances"]]
print("tried")
""",
}
