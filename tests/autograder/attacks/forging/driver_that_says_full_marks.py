"""What runs the checks inside is replaced by something that claims full marks."""

from tests.autograder.attacks.parts import SERVER

EXPECTED = 0, "graded"
SAYS = "tried"
CELLS = {
    "double": SERVER
    + """\
best = {"value": 2.0, "score": 3, "points": 3, "held": True}
for server in servers():
    server.answers = lambda request: [best for _ in request["instances"]]
for name, module in list(sys.modules.items()):
    if name.endswith(("conversation", "drivers", "drivers.run")):
        module.run = module.answer = lambda driver, student, asked: [best for _ in asked]
print("tried")
""",
}
