"""Everything of the course that can be imported is imported, and searched for answers."""

EXPECTED = 0, "graded"
SAYS = "found []"
CELLS = {
    "double": """\
import importlib, pkgutil, sys
import helpers

seen = []
for top in ("helpers", "autograder", "tools", "tests"):
    try:
        package = importlib.import_module(top)
        for module in pkgutil.walk_packages(package.__path__, top + ".", onerror=lambda name: None):
            try:
                for name, thing in vars(importlib.import_module(module.name)).items():
                    if name == "TASKS" or name.startswith("reference"):
                        seen.append(module.name)
            except BaseException:
                pass
    except ImportError:
        pass
sys.path.insert(0, "/course")
print("found", sorted(set(seen)))
""",
}
