"""Exercises that can be worked in the page: the editor, the Python in it, and the offer above.

From ``book/work`` esbuild makes two files, the page's and its worker's. They know where their
Python comes from, Pyodide, by one setting in ``_config.yml``: ``pyodide`` is the address of a
release, or a folder with one, from the root of the repository; then the site holds a copy of what
it needs and works without any other server.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from docutils import nodes  # noqa: E402  # found only now
from sphinx.errors import ExtensionError  # noqa: E402
from sphinx.util.osutil import relative_uri  # noqa: E402

from tools import project as projects  # noqa: E402
from tools import wheel  # noqa: E402
from tools.notebooks import sources, store  # noqa: E402
from tools.project import Project  # noqa: E402

PACKAGES = projects.here().root / "node_modules"
WORK = Path(__file__).parents[1] / "work"
RUNTIME = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip")
LOCK = "pyodide-lock.json"


def exercises(app):
    """Return {docname: source} of the exercises."""
    found = sources.find_kind(Project(Path(app.srcdir)), "exercise")
    return {source.docname: source for source in found}


def build(app):
    """Write what the pages load into ``_static/work``, and a copy of Pyodide where one is named."""
    if app.builder.format != "html" or not exercises(app):
        return
    project, folder = Project(Path(app.srcdir)), Path(app.outdir) / "_static" / "work"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    _bundle(folder, "worker", {})
    addresses = {
        "WORKER": _versioned(folder / "worker.js"),
        "WHEEL": _versioned(wheel.write(project, folder)),
    }
    _bundle(folder, "page", addresses | _python(app, project))
    _licences(folder)


def _python(app, project):
    """Return where the page finds Pyodide, and whether Matplotlib is there, too."""
    address = app.config.pyodide
    if urlsplit(address).scheme in ("http", "https"):
        return {"PYODIDE": address.rstrip("/") + "/", "FIGURES": True}
    target = Path(app.outdir) / "_static" / "pyodide"
    return {"PYODIDE": "../pyodide/", "FIGURES": copy_pyodide(project.root / address, target)}


def copy_pyodide(release, target):
    """Copy of a release what pages need; return whether Matplotlib is among it.

    Raises:
        ExtensionError: if the folder is not a release of Pyodide with NumPy.
    """
    missing = [name for name in (*RUNTIME, LOCK) if not (release / name).is_file()]
    if missing:
        raise ExtensionError(f"pyodide: {release} has no {', '.join(missing)}")
    packages = json.loads((release / LOCK).read_text(encoding="utf-8"))["packages"]
    numpy, figures = (_files(packages, name) for name in ("numpy", "matplotlib"))
    if absent := [name for name in numpy if not (release / name).is_file()]:
        raise ExtensionError(f"pyodide: {release} has no {', '.join(absent)}")
    draws = all((release / name).is_file() for name in figures)
    target.mkdir(parents=True, exist_ok=True)
    for name in (*RUNTIME, LOCK, *numpy, *(figures if draws else ())):
        shutil.copyfile(release / name, target / name)
    return draws


def _files(packages, name):
    """Return the files of a package and of all that it depends on."""
    found, waiting = {}, [name]
    while waiting:
        package = packages[waiting.pop()]
        if package["file_name"] not in found:
            found[package["file_name"]] = None
            waiting += package["depends"]
    return list(found)


def _bundle(folder, name, values):
    """Let esbuild make one file of a module and all that it imports."""
    program = PACKAGES / ".bin" / "esbuild"
    if not program.exists():
        raise ExtensionError(f"{program} is missing, which makes the editor; run: npm ci")
    options = [f"--define:{key}={json.dumps(value)}" for key, value in values.items()]
    if name == "page":
        options.append(f"--metafile={folder / 'inputs.json'}")
    done = subprocess.run(
        [program, WORK / f"{name}.js", f"--outfile={folder / name}.js", "--bundle", "--minify",
         "--format=esm", "--target=es2022", "--loader:.py=text", "--legal-comments=none",
         "--log-level=warning", *options],
        env=os.environ | {"NODE_PATH": str(PACKAGES)},
        capture_output=True,
        encoding="utf-8",
    )  # fmt: skip
    if done.returncode or done.stderr:
        raise ExtensionError(f"esbuild: {done.stderr}")


def _licences(folder):
    """Put the licences of the packages in the editor beside it."""
    inputs = json.loads((folder / "inputs.json").read_text(encoding="utf-8"))["inputs"]
    (folder / "inputs.json").unlink()
    found = {_package(path) for path in inputs if "node_modules/" in path}
    texts = [f"{name}\n\n{_licence(PACKAGES / name)}" for name in sorted(found)]
    (folder / "LICENSES.txt").write_text("\n\n".join(texts), encoding="utf-8")


def _package(path):
    parts = path.rpartition("node_modules/")[2].split("/")
    return "/".join(parts[: 2 if parts[0].startswith("@") else 1])


def _licence(folder):
    return next(folder.glob("LICENSE*")).read_text(encoding="utf-8")


def _versioned(path):
    """Return a file's name with a mark of its content, so that browsers notice a new one."""
    return f"{path.name}?v={hashlib.sha256(path.read_bytes()).hexdigest()[:8]}"


def name_cells(app, doctree):
    """Give each cell of an exercise that the page works with the id ``cell-`` and its own."""
    source = exercises(app).get(app.env.docname)
    if source is None:
        return
    places = {n["cell_index"]: n for n in doctree.findall(_is_code)}
    texts = {}
    for paragraph in doctree.findall(nodes.paragraph):  # see myst_nb.core.nb_to_tokens
        texts.setdefault((paragraph.line or 0) // 10_000 - 1, paragraph)
    for index, cell in enumerate(store.read(source.released).cells):
        written = cell.cell_type == "markdown" and cell.metadata.get("nbgrader", {}).get("solution")
        if cell.cell_type == "code" or written:
            (texts if written else places)[index]["ids"].append(f"cell-{cell.id}")


def _is_code(node):
    return isinstance(node, nodes.container) and node.get("nb_element") == "cell_code"


def offer(app, pagename, templatename, context, doctree):
    """Give an exercise's page the offer, and the script and style that it needs."""
    source = exercises(app).get(pagename)
    if source is None:
        return
    app.add_css_file("style/work.css")
    context["work"] = {"slug": source.slug, "needs": needs(source)}
    tasks = [cell for cell in store.read(source.released).cells if _asks(cell)]
    if len(context["work"]["needs"]) == len(tasks):
        return
    app.add_js_file("script/work.js", loading_method="defer")
    here = app.builder.get_target_uri(pagename)
    script = Path(app.outdir) / "_static" / "work" / "page.js"
    context["work"] |= {
        "script": relative_uri(here, f"_static/work/{_versioned(script)}"),
        "notebook": relative_uri(here, f"_sources/{pagename}.ipynb"),
        "host": urlsplit(app.config.pyodide).netloc,
    }


def needs(source):
    """Return {task: the packages that a browser lacks} of an exercise's tasks that need any."""
    import helpers.checks

    tasks = helpers.checks.load(source.slug).tasks
    found = {name: ", ".join(getattr(task, "needs", ())) for name, task in tasks.items()}
    return {name: packages for name, packages in found.items() if packages}


def _asks(cell):
    marks = cell.metadata.get("nbgrader", {})
    return cell.cell_type == "code" and marks.get("grade") and not marks.get("solution")


def setup(app):
    app.add_config_value("pyodide", "", "html")
    app.connect("builder-inited", build)
    app.connect("doctree-read", name_cells)
    app.connect("html-page-context", offer)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
