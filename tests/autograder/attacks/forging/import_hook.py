"""A finder on `sys.meta_path` makes up every module that is imported later."""

EXPECTED = 0, "graded"
SAYS = "tried"
CELLS = {
    "double": """\
import importlib.abc, importlib.machinery, sys

class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path, target=None):
        if name.startswith(("helpers", "autograder", "numpy")):
            return importlib.machinery.ModuleSpec(name, self)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.load = module.run = module.grade = lambda *args, **kwargs: 3.0

sys.meta_path.insert(0, Finder())
for name in [name for name in sys.modules if name.startswith("helpers.checks")]:
    del sys.modules[name]
print("tried")
""",
}
