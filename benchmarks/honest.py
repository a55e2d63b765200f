"""Honest work to grade: right solutions of an exercise, the instructor's and others."""

import ast
import builtins
import inspect
import random
import re
import shutil
from pathlib import Path

import nbformat

import helpers.checks
from autograder.course import Course
from autograder.sample_class.copy import Copy, name_of

ROOT = Path(__file__).parents[1]


def course(folder, slug):
    """Make a course with one exercise and no students."""
    (folder / "autograder").mkdir(parents=True)
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    for name in ("solutions", "exercises"):
        shutil.copytree(ROOT / name / slug, folder / name / slug)
    return Course(folder)


def hand_in(course, slug, texts, numbers):
    """Hand in a text for each number; there are fewer texts than numbers, so they repeat."""
    for number in numbers:
        folder = course.submitted / f"student{number:06}" / slug
        folder.mkdir(parents=True)
        (folder / f"{slug}.ipynb").write_text(texts[number % len(texts)], encoding="utf-8")


def notebooks(slug, count):
    """Return `count` notebooks, as text, that all deserve full points.

    Each function is written as the instructor did it or as one of the task's `equivalents`, where
    that needs nothing but what the notebook has.
    """
    release, source = (
        nbformat.read(ROOT / name / slug / f"{slug}.ipynb", as_version=4)
        for name in ("exercises", "solutions")
    )
    ways = _ways(slug, release)
    return [_notebook(release, source, ways, number) for number in range(count)]


def _notebook(release, source, ways, number):
    work = Copy(release, source)
    work.solve()
    taste = random.Random(number)
    for name, sources in ways.items():
        if way := taste.choice(sources):
            work.write(name, way)
    return work.text()


def _ways(slug, release):
    """Return {cell: sources}, None for the instructor's own.

    A function that later ones call is the instructor's always: another may be right for its own
    questions only.
    """
    tasks = helpers.checks.load(slug).tasks
    built_on = {name for task in tasks.values() for name in task.after}
    known, ways = set(dir(builtins)), {}
    for cell in release.cells:
        if cell.cell_type == "code":
            task = tasks.get(name_of(cell))
            if task and task.name not in built_on:
                ways[task.name] = [None, *_fitting(task, known)]
            known |= _defined(cell.source)
    return ways


def _fitting(task, known):
    """Yield, under the task's name, the equivalents that need nothing but what is `known`."""
    for function in task.equivalents:
        source = inspect.getsource(function)
        if source[0] != " " and _needs(source) <= known:  # else it stands inside of another
            yield re.sub(rf"\b{function.__name__}\b", task.name, source)


def _names(source, context):
    nodes = ast.walk(ast.parse(source))
    return {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, context)}


def _defined(source):
    found = _names(source, ast.Store)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
    return found


def _needs(source):
    arguments = {n.arg for n in ast.walk(ast.parse(source)) if isinstance(n, ast.arg)}
    return _names(source, ast.Load) - _defined(source) - arguments
