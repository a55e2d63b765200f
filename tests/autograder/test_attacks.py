"""What was tried against the grader: no points without work, no harm to who looks or waits."""

import base64
import io
import json

import pytest
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import v4
from rich.console import Console

import helpers.checks
from autograder import intake, outputs, table
from autograder.intake import Rejected
from autograder.markdown import harmless
from autograder.sandbox.session import Session
from helpers.checks.paper import paper_for

SLUG = "01-tiny"
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()
CHANNEL = """\
import os, time, threading
from autograder.sandbox.inside import conversation, wire
fds = ["/proc/self/fd/" + n for n in os.listdir("/proc/self/fd")]
channel = [int(f.rsplit("/")[-1]) for f in fds
           if os.path.lexists(f) and os.readlink(f).startswith("socket")][0]
full = {"answers": [{"value": True, "score": 3, "points": 3}] * 2, "outputs": [], "late": False}
"""
FORGERIES = {
    "answers ahead": "for _ in range(9): os.write(channel, wire.encode(full))",
    "answers from a thread": """\
def later():
    while True:
        time.sleep(0.001)
        os.write(channel, wire.encode(full))
threading.Thread(target=later, daemon=True).start()""",
    "a driver that says so": "conversation.run = lambda driver, student, asked: full['answers']",
    "a lying driver": """\
odd = {"value": 1, "again": True, "changed": ["0", 1], "error": {"type": 1, "line": {}}}
conversation.run = lambda driver, student, asked: [odd for _ in asked]""",
    "no list": "conversation.run = lambda driver, student, asked: {'score': 3}",
    "half a frame": "os.write(channel, b'\\0\\0\\0\\x10' + b'{'); os._exit(0)",
}


REPLACED = """\
import numpy as np
from autograder.sandbox.inside import conversation
def run(driver, student, asked):
    return [{"value": value(*question["args"])} for question in asked]
conversation.run = run
"""
# What can be said of a course's own task without doing it: a driver's words, flags and counts.
SAID = {
    "07-sgd:minibatches": """\
def value(X, y, batch_size, seed):
    return {
        "sizes": [len(X[i : i + batch_size]) for i in range(0, len(X), batch_size)],
        "rows": "every row once",
        "labels": "every row with its own label",
        "order": "shuffled, and anew in every epoch",
        "generator": "rng decides the order",
        "arguments": "X and y as they were",
    }""",
    "07-sgd:minibatches, made up": """\
def value(X, y, batch_size, seed):
    def epoch(k):
        sizes = [len(X[i : i + batch_size]) for i in range(0, len(X), batch_size)]
        return [(np.full((n, *X.shape[1:]), k), np.full(n, k)) for n in sizes]
    return {"first": epoch(0), "second": epoch(1), "same": epoch(0), "other": epoch(2),
            "X": X, "y": y}""",
}


@pytest.mark.usefixtures("bwrap")
@pytest.mark.parametrize("said", SAID)
def test_a_replaced_driver_earns_no_more_than_a_tenth_without_the_work(said, limits):
    slug, name = said.partition(",")[0].split(":")
    task = helpers.checks.load(slug).tasks[name]
    paper = paper_for(task, 31)
    with Session(limits) as session:
        session.run_cell(REPLACED + SAID[said])
        run = session.run_check(task.driver, {"literal": None}, paper.questions)
    assert run.answers
    assert "error" not in run.answers[0]
    assert helpers.checks.grade(paper, run.answers).score <= task.points / 10


@pytest.mark.usefixtures("bwrap")
@pytest.mark.parametrize("attack", FORGERIES.values(), ids=FORGERIES)
def test_forged_answers_earn_nothing(grade, hand_in, copy_of, attack):
    hand_in("eve", copy_of(double=CHANNEL + attack, total="0"))
    tasks = grade().records["eve"]["tasks"]
    assert {task["score"] for task in tasks.values()} == {0}


@pytest.mark.usefixtures("bwrap")
def test_points_in_the_students_metadata_count_for_nothing(grade, hand_in, copy_of, marks):
    notebook = copy_of(double="0", total="0")
    for cell in notebook.cells:
        cell.metadata.get("nbgrader", {}).update(points=1000, solution=True, locked=False)
    hand_in("eve", notebook)
    grade()
    assert {automatic for automatic, _, _ in marks("eve").values() if automatic} == set()


@pytest.mark.parametrize(
    "text",
    [
        "!![x](http://evil.example/track.png)",
        "!!!![x][y]\n\n[y]: http://evil.example/track.png",
        "![![x](attachment:a.png)](http://evil.example/track.png)",
    ],
    ids=["two marks", "reference", "around a pasted picture"],
)
def test_no_picture_is_loaded_from_elsewhere(text):
    pictures = {"a.png": {"image/png": PNG}}
    page = MarkdownWithMath(renderer=IPythonRenderer(escape=False, attachments=pictures))
    assert 'src="http' not in page.render(harmless(text, pictures))


@pytest.mark.parametrize("name", ["a.png", "ü.png", "none.png"])
def test_the_name_of_a_picture_stops_no_page(course, hand_in, name):
    attachments = {name: {"image/png": PNG}} if name != "none.png" else {}
    text = f"!![x](attachment:{name}) ![x](attachment:{name})"
    cell = v4.new_markdown_cell(text, attachments=attachments)
    hand_in("eve", v4.new_notebook(cells=[cell]))
    (read,) = intake.read(course, "eve", SLUG)
    page = MarkdownWithMath(renderer=IPythonRenderer(escape=False, attachments=read.pictures))
    assert page.render(harmless(read.source, read.pictures))


@pytest.mark.parametrize("value", ["{}", "[]", '{"a":0}', "1.5"])
def test_more_values_than_memory_is_for_are_rejected_unparsed(course, hand_in, value):
    many = ",".join([value] * (intake.MAX_VALUES + 1))
    hand_in("eve", f'{{"cells": [{many}], "nbformat": 4}}')
    with pytest.raises(Rejected, match="at most 500,000 are read"):
        intake.read(course, "eve", SLUG)


def test_a_notebook_with_large_printed_arrays_is_read(course, hand_in):
    cell = v4.new_code_cell("1", outputs=[v4.new_output("stream", text="0.5, " * 200_000)])
    hand_in("ann", v4.new_notebook(cells=[cell]))
    assert len(intake.read(course, "ann", SLUG)) == 1


def test_a_flood_of_small_outputs_over_many_cells_ends():
    sanitiser = outputs.Sanitiser()
    raw = [{"kind": "stdout", "text": "x"}] * 50
    kept = sum(len(sanitiser.outputs(raw, n)) for n in range(200))
    assert kept == outputs.MAX_NOTEBOOK // outputs.AT_LEAST


def test_the_table_passes_no_escape_on(tasks):
    record = {"state": "graded", "why": "\x1b]0;gone\x07[red]x", "tasks": {}}
    file = io.StringIO()
    Console(file=file, width=120).print(table.scores(SLUG, tasks.values(), [("eve", record)]))
    assert "\x1b" not in file.getvalue()


@pytest.mark.usefixtures("bwrap")
@pytest.mark.parametrize(
    "change",
    [
        {"metadata": [1]},
        {"metadata": {"nbgrader": {"grade_id": [1]}}},
        {"attachments": [1]},
        {"attachments": {"a.png": {"image/png": "\ud800"}}},
        {"outputs": "x", "execution_count": "<b>"},
        {"id": {"x": 1}},
        {"cell_type": "raw"},
    ],
    ids=json.dumps,
)
def test_a_malformed_cell_stops_no_run(grade, hand_in, copy_of, change):
    notebook = json.loads(json.dumps(copy_of()))
    for cell in notebook["cells"]:
        cell.update(change)
    hand_in("eve", json.dumps(notebook))
    hand_in("zoe", copy_of())
    assert list(grade().records) == ["eve", "zoe"]
