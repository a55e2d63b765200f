"""The reference is imported with the task that it belongs to."""

EXPECTED = 0, "graded"
SAYS = "tried"
CELLS = {
    "double": """\
import helpers.checks

task = helpers.checks.load("01-tiny")
try:
    double = task.tasks["double"].reference
    total = task.tasks["total"].reference
except Exception as error:
    print(error)
print("tried")
""",
}
