"""Modules of the student's own stand in `sys.modules` under the grader's names."""

EXPECTED = 0, "graded"
SAYS = "tried"
CELLS = {
    "double": """\
import sys, types

class Full:
    def __getattr__(self, name):
        return lambda *args, **kwargs: 2.0

for name in ["helpers", "helpers.checks", "helpers.checks.grading", "autograder"]:
    module = types.ModuleType(name)
    module.__path__ = []
    module.load = lambda slug: Full()
    module.grade = lambda *args, **kwargs: 2.0
    module.checks = module
    sys.modules[name] = module
check = Full()
print("tried")
""",
}
