"""What the outputs of a notebook depend on, as one hash: when it changes, it runs again."""

import ast
import hashlib
from functools import cache

from IPython.core.inputtransformer2 import TransformerManager

PINS = "requirements.txt"


def fingerprint(source, notebook):
    """Return the sha256 of a notebook's code, the `helpers` files it imports, and the pins."""
    root = source.project.root
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    files = imported_files(root, code, source.slug)
    if (root / PINS).exists():
        files = {*files, root / PINS}
    digest = hashlib.sha256()
    for part in [*code, *_contents(root, files)]:
        digest.update(part.encode() + b"\0")
    return digest.hexdigest()


def imported_files(root, code, slug):
    """Return the files of `helpers` that some cells import, themselves or through others.

    An exercise loads its tasks by its slug; those files count as imported, too.
    """
    python = [TransformerManager().transform_cell(cell) for cell in code]
    found, waiting = set(), [name for cell in python for name in _imports(cell, "")]
    while waiting:
        for path in _files(root, waiting.pop()) - found:
            found.add(path)
            if path.suffix != ".py":
                continue
            package = _package(root, path)
            waiting += _imports(path.read_text(encoding="utf-8"), package)
            if package == "helpers.checks":
                waiting += _tasks(root, slug)
    return found


def _contents(root, files):
    for path in sorted(files):
        yield path.relative_to(root).as_posix()
        yield path.read_text(encoding="utf-8")


@cache
def _imports(code, package):
    """Dotted names that a piece of Python may import from `helpers`."""
    names = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(node, package)
            names += [base, *(f"{base}.{alias.name}" for alias in node.names)]
    return [name for name in names if name.split(".")[0] == "helpers"]


def _absolute(node, package):
    if not node.level:
        return node.module
    parts = package.split(".")[: len(package.split(".")) - node.level + 1]
    return ".".join([*parts, *([node.module] if node.module else [])])


def _files(root, name):
    """The files that importing a dotted name reads: the packages on the way, and the module.

    Data that a module reads stand beside it under its name.
    """
    found, path = set(), root
    for part in name.split("."):
        path = path / part
        own = (path.with_name(f"{part}{suffix}") for suffix in (".py", ".json"))
        found |= {file for file in (path / "__init__.py", *own) if file.is_file()}
    return found


def _package(root, path):
    return ".".join(path.relative_to(root).parent.parts)


def _tasks(root, slug):
    """The modules that hold an exercise's tasks, as `helpers.checks.load` finds them."""
    name = "ch" + slug.replace("-", "_")
    folder = root / "helpers" / "checks" / "tasks"
    paths = [*folder.glob(f"{name}.py"), *folder.glob(f"{name}/**/*.py")]
    return [".".join(path.relative_to(root).with_suffix("").parts) for path in paths]
