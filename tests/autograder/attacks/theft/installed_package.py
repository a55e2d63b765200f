"""Everything of the course that can be imported is imported, and searched for answers."""

EXPECTED = 0, "graded"
SAYS = "found []"
CELLS = {
    "double": """\
import importlib, pkgutil

seen, todo = [], ["helpers", "autograder", "tools", "tests"]
while todo:
    name = todo.pop()
    if "torch" in name or "plotting" in name:
        continue  # these take seconds
    try:
        module = importlib.import_module(name)
    except Exception:
        continue
    seen += [name for thing in vars(module) if thing.startswith(("TASK", "reference"))]
    todo += [m.name for m in pkgutil.iter_modules(getattr(module, "__path__", []), name + ".")]
print("found", sorted(set(seen)))
""",
}
