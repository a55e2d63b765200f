"""Run a notebook's code cells without IPython: the same in CPython and in Pyodide."""

import ast
import linecache
import traceback


def reports(cells):
    """Return what a notebook's checks say, when its cells run one after the other.

    cells: pairs (name, source); a cell that raises does not stop the next. Returns {name: report}
    for the checks' cells, with "score", "text" and "html", and {name: error} for
    those that raise.
    """
    namespace, found = {"__name__": "__main__"}, {}
    for name, source in cells:
        try:
            value = _run(source, f"<{name}>", namespace)
        except Exception as error:
            found[name] = "".join(traceback.format_exception_only(error))
        else:
            if name.startswith("check") and hasattr(value, "_repr_html_"):
                html = value._repr_html_()
                found[name] = {"score": repr(value), "text": str(value), "html": html}
    return found


def _run(source, name, namespace):
    """Run a cell and return the value of its last line, None where that is no expression."""
    source = "\n".join("" if line.startswith("%") else line for line in source.splitlines())
    linecache.cache[name] = len(source), None, source.splitlines(keepends=True), name
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, name, "exec"), namespace)
    return last and eval(compile(ast.Expression(last.value), name, "eval"), namespace)
