"""How long the site of a course of 20 chapters and 20 exercises takes to build.

    python benchmarks/site_build.py

The course is this one, with its chapters and exercises copied under new numbers until there are
twenty of each; labels, tasks and stored outputs are copied with them. Three builds are timed as
`make site` runs them, with the check that every notebook is up to date: the first, one after a
change of one chapter, and one after no change. The goals are 30 s and 5 s for the first two, on
two cores with nothing else to do. What a build took of one core's time says more on a busy
machine than the seconds on the clock, so both are printed.
"""

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# Else a neighbour of this file is what `import helpers` finds.
sys.path.insert(0, str(Path(__file__).parents[1]))

import yaml

import helpers.checks
from tools import project
from tools.notebooks import sources, store
from tools.notebooks.assemble import KEY, Assembler
from tools.notebooks.fingerprint import fingerprint
from tools.notebooks.release import release
from tools.project import Project

ROOT = project.here().root
SIZE = 20
FILES = ("_config.yml", "_toc.yml", "CHANGELOG.md", "pyproject.toml", "requirements.txt")
FILES += ("nbgrader_config.py",)
FOLDERS = ("book", "exercises", "helpers", "solutions", "tools")
LABEL = re.compile(r"^(?:\(([\w-]+)\)=|:name: ([\w-]+)|\$\$ \(([\w-]+)\))$", re.MULTILINE)
TASKS = "helpers/checks/tasks"


def main():
    with tempfile.TemporaryDirectory() as folder:
        course = make(Path(folder))
        print(f"{'':22}{'seconds':>10}{'of one core':>14}")
        report("the first build", course)
        chapter = next(iter(sources.find_kind(course, "chapter"))).path
        chapter.write_text(chapter.read_text("utf-8") + "\nOne more sentence.\n", "utf-8")
        store_outputs(course, {chapter.stem: chapter.stem}, [chapter.stem])
        report("one chapter changed", course)
        report("nothing changed", course)


def report(what, course):
    """Build the site and print what it took."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "tools.site"],
        cwd=course.root,
        env=os.environ | {"PYTHONPATH": str(course.root)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(done.stdout)
    work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{what:22}{seconds:10.1f}{work:14.1f}", flush=True)


def make(folder):
    """Write the course of twenty chapters into an empty folder, and return it."""
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)
    (folder / "node_modules").symlink_to((ROOT / "node_modules").resolve())
    course = Project(folder)
    origins = {source.slug: source.slug for source in sources.find(course)}
    for kind in ("chapter", "exercise"):
        originals = [s for s in sources.find_kind(course, kind) if s.slug[:2].isdigit()]
        for number in range(1, SIZE - len(originals) + 1):
            origin = originals[(number - 1) % len(originals)]
            slug = f"{50 + number}-copy-of-{origin.slug}"
            copy_text(origin, slug)
            origins[slug] = origin.slug
    list_pages(course)
    store_outputs(course, origins, origins)
    return course


def copy_text(origin, slug):
    """Copy a chapter or an exercise, with names of its own for its labels and its tasks."""
    text = re.sub(r"^# \d+", f"# {slug[:2]}", origin.read(), count=1, flags=re.MULTILINE)
    for label in {"".join(found) for found in LABEL.findall(text)}:
        roles = rf"({{(?:eq|numref|ref|out)}}`(?:[^`]*<)?){label}(?=[`>])"
        text = re.sub(roles, rf"\g<1>{slug[:2]}-{label}", text)
        places = rf"(^\(|^:name: |^\$\$ \(|\]\(#){label}(?=\)|$)"
        text = re.sub(places, rf"\g<1>{slug[:2]}-{label}", text, flags=re.MULTILINE)
    origin.path.with_name(f"{slug}.md").write_text(text, "utf-8")
    if origin.is_exercise:
        copy_tasks(origin, slug)


def copy_tasks(origin, slug):
    old, new = (f"ch{name.replace('-', '_')}" for name in (origin.slug, slug))
    target = origin.project.root / TASKS / new
    shutil.copytree(target.with_name(old), target)
    for file in target.rglob("*.py"):
        file.write_text(file.read_text("utf-8").replace(f"tasks.{old}", f"tasks.{new}"), "utf-8")


def list_pages(course):
    """Give every chapter and exercise its place in the contents."""
    path = course.root / "_toc.yml"
    toc = yaml.safe_load(path.read_text("utf-8"))
    known = set(course.docnames)
    new = [source.docname for source in sources.find(course) if source.docname not in known]
    toc["parts"].append({"caption": "Copies", "chapters": [{"file": name} for name in new]})
    path.write_text(yaml.safe_dump(toc), "utf-8")


def store_outputs(course, origins, slugs):
    """Build notebooks with the outputs that their originals have stored; nothing is executed."""

    def tasks_of(source):
        return helpers.checks.load(origins[source.slug]).tasks if source.is_exercise else {}

    assembler = Assembler(Project(course.root), tasks_of)
    for source in sources.find(course, slugs):
        (origin,) = sources.find_kind(project.here(), source.kind, [origins[source.slug]])
        notebook = assembler.assemble(source).notebook
        cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
        ran = [cell for cell in store.read(origin.notebook).cells if cell.cell_type == "code"]
        for cell, before in zip(cells, ran, strict=True):
            cell.outputs, cell.execution_count = before.outputs, before.execution_count
        notebook.metadata[KEY] = {"fingerprint": fingerprint(source, notebook)}
        store.write(source.notebook, notebook)
        if source.is_exercise:
            store.write(source.released, release(source, notebook))


if __name__ == "__main__":
    main()
