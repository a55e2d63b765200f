"""Submissions as chance, haste, other programs and ill will change them.

A mutation takes a `random.Random` and what it changes, and returns it changed: a notebook as JSON
values, or a file's bytes. Together they reach every line of the intake.
"""

import copy
import gzip
import json
import re

# Stands for a number of which Python would not write the digits.
HUGE = "a huge number"
WEIRD = (
    None,
    True,
    -1,
    0,
    4,
    5,
    10**30,
    HUGE,
    1e308,
    float("nan"),
    float("inf"),
    "",
    "\ud800",
    "a\x00b\u202e",
    "x" * 250_000,
    "### BEGIN SOLUTION",
    "<script>alert(1)</script>",
    "check.double(double)",
    "import helpers.checks\n\ncheck = helpers.checks.load('02-other')",
    [],
    ["a", 1],
    [["a"]],
    {},
    {"nbgrader": []},
    {"nbgrader": {"grade_id": "why", "grade": True, "points": float("nan")}},
    {"image/png": "iVBORw0KGgo=", "text/html": "<b>"},
)
ENCODINGS = ("utf-8-sig", "utf-16", "utf-32", "latin-1", "utf-7", "cp037")
ENDS = ("\r\n", "\r", "\u2028", "\x0c\n", "\n\n")


def mutated(rng, notebook):
    """Return the bytes of a notebook, as nbformat has it, changed in one to four ways."""
    tree = copy.deepcopy(notebook)
    for _ in range(rng.randint(0, 3)):
        if type(tree) is not dict or type(tree.get("cells")) is not list or not tree["cells"]:
            break
        if not all(type(cell) is dict for cell in tree["cells"]):
            break
        tree = rng.choice(TREES)(rng, tree)
    content = written(tree, ensure_ascii=rng.random() < 0.5)
    return rng.choice(FILES)(rng, content) if rng.random() < 0.5 else content


def written(tree, *, ensure_ascii=True):
    """Return a notebook as JSON, also with what no notebook should hold."""
    text = json.dumps(tree, ensure_ascii=ensure_ascii).replace(f'"{HUGE}"', "9" * 5000)
    text = re.sub(r'"(\d+) lists"', lambda m: "[" * int(m[1]) + "]" * int(m[1]), text)
    return text.encode("utf-8", "surrogatepass")


def _cell(rng, tree):
    return rng.randrange(len(tree["cells"]))


def _text(cell):
    source = cell.get("source", "")
    if type(source) is list:
        source = "".join(part for part in source if type(part) is str)
    return source if type(source) is str else ""


def drop_a_cell(rng, tree):
    del tree["cells"][_cell(rng, tree)]
    return tree


def drop_most_cells(rng, tree):
    tree["cells"] = rng.sample(tree["cells"], rng.randint(0, min(3, len(tree["cells"]))))
    return tree


def copy_a_cell(rng, tree):
    tree["cells"].insert(_cell(rng, tree), copy.deepcopy(rng.choice(tree["cells"])))
    return tree


def copy_many_cells(rng, tree):
    """So many that there are too many, or that the file is too long."""
    room = 12_000_000 * len(tree["cells"]) // len(json.dumps(tree["cells"]))
    count = min(rng.randint(1, 1200), room + 1)
    tree["cells"] = [copy.deepcopy(rng.choice(tree["cells"])) for _ in range(count)]
    return tree


def shuffle(rng, tree):
    rng.shuffle(tree["cells"])
    return tree


def move_a_cell(rng, tree):
    cell = tree["cells"].pop(_cell(rng, tree))
    tree["cells"].insert(rng.randint(0, len(tree["cells"])), cell)
    return tree


def retype_a_cell(rng, tree):
    """Typed again into a new cell: the metadata is gone."""
    i = _cell(rng, tree)
    text = f"# my own\n{_text(tree['cells'][i])}  "
    tree["cells"][i] = {**tree["cells"][i], "source": text, "metadata": {}}
    return tree


def split_a_cell(rng, tree):
    """As Jupyter does it: both parts keep the metadata; or one of them, or none."""
    i = _cell(rng, tree)
    lines = _text(tree["cells"][i]).splitlines(keepends=True)
    at = rng.randint(0, len(lines))
    parts = [{**tree["cells"][i], "source": "".join(p)} for p in (lines[:at], lines[at:])]
    for part in parts:
        if rng.random() < 0.4:
            part["metadata"] = {}
    tree["cells"][i : i + 1] = parts
    return tree


def merge_two_cells(rng, tree):
    i = _cell(rng, tree)
    both = tree["cells"][i : i + 2]
    tree["cells"][i : i + 2] = [{**both[0], "source": "\n".join(map(_text, both))}]
    return tree


def change_the_kind(rng, tree):
    rng.choice(tree["cells"])["cell_type"] = rng.choice(["code", "markdown", "raw", "widget", []])
    return tree


def swap_two_names(rng, tree):
    cells = [rng.choice(tree["cells"]) for _ in range(2)]
    metadata = [cell.get("metadata") for cell in cells]
    for cell, other in zip(cells, reversed(metadata), strict=True):
        cell["metadata"] = other
    return tree


def edit_a_source(rng, tree):
    cell = rng.choice(tree["cells"])
    text = _text(cell)
    at = rng.randint(0, len(text))
    cell["source"] = text[:at] + rng.choice(["\n", "x", "'''", "\ud800", "\x00", "<"]) + text[at:]
    return tree


def change_the_ends(rng, tree):
    end = rng.choice(ENDS)
    for cell in tree["cells"]:
        cell["source"] = _text(cell).replace("\n", end)
    return tree


def sources_as_lists(rng, tree):
    for cell in tree["cells"]:
        cell["source"] = _text(cell).splitlines(keepends=True)
    return tree


def change_the_version(rng, tree):
    tree["nbformat"] = rng.choice([4, 4, 4, 3, 5, "4", None, _deep(rng)])
    tree["nbformat_minor"] = rng.choice([0, 1, 2, 3, 4, 5, 6, -1, True, None, 10**30, _deep(rng)])
    return tree


def lose_the_ids(rng, tree):
    for cell in tree["cells"]:
        cell.pop("id", None)
    tree["nbformat_minor"] = rng.randint(0, 4)
    return tree


def through_colab(rng, tree):
    """A badge without an id, its own ids and times; the version goes down to 4.0."""
    for number, cell in enumerate(tree["cells"]):
        if type(cell.get("metadata")) is dict:
            cell["metadata"] |= {"id": f"c{number}", "executionInfo": {"elapsed": 1, "user": {}}}
            cell["metadata"] |= {"outputId": f"o{number}", "colab": {"base_uri": "https://x"}}
    badge = {"cell_type": "markdown", "metadata": {"id": "view-in-github", "colab_type": "text"}}
    tree["cells"].insert(0, {**badge, "source": ['<a href="https://x">\n', "</a>"]})
    tree["metadata"] = {"colab": {"provenance": []}, "accelerator": "GPU"}
    return {**tree, "nbformat_minor": 0}


def put_something_weird(rng, tree):
    place, key = rng.choice(_places(tree))
    place[key] = copy.deepcopy(rng.choice(WEIRD)) if rng.random() < 0.9 else _deep(rng)
    return tree


def drop_a_value(rng, tree):
    place, key = rng.choice(_places(tree))
    del place[key]
    return tree


def attach_something(rng, tree):
    cell = rng.choice(tree["cells"])
    weird = copy.deepcopy(rng.choice(WEIRD))
    cell["attachments"] = rng.choice([{"a.png": weird}, {"": {"image/png": weird}}, weird])
    return tree


def _places(tree):
    """Return (container, key) of every value in a tree."""
    found, left = [], [tree]
    while left:
        place = left.pop()
        for key in list(place) if type(place) is dict else range(len(place)):
            found.append((place, key))
            if type(place[key]) in (dict, list) and place[key]:
                left.append(place[key])
    return found


def _deep(rng):
    """Stands for lists in lists, often as deep as Python reads them only just, or not any more."""
    return f"{rng.choice([10, 300, rng.randint(850, 1000)])} lists"


def cut_off(rng, content):
    return content[: rng.randint(0, len(content))]


def change_bytes(rng, content):
    changed = bytearray(content)
    for _ in range(rng.choice([1, 3, 50])):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def cut_out(rng, content):
    a, b = sorted(rng.randint(0, len(content)) for _ in range(2))
    return content[:a] + content[b:]


def twice(rng, content):
    return content + content


def put_in(rng, content):
    at = rng.randint(0, len(content))
    junk = rng.choice([b"\x00", b"\xff\xfe", b'"', b"[" * 100_000, b"NaN", b"\xed\xa0\x80", b"{}"])
    return content[:at] + junk + content[at:]


def encode(rng, content):
    name = rng.choice(ENCODINGS)
    return content.decode("utf-8", "replace").encode(name, "replace")


def pack(rng, content):
    return gzip.compress(content)


def nest(rng, content):
    """A value of the metadata, as deep as it gets."""
    depth = rng.choice([100, 900, 5_000, 100_000])
    deep = b'{"a":' * depth + b"1" + b"}" * depth
    return content.replace(b'"metadata": {', b'"metadata": {"deep": ' + deep + b", ", 1)


TREES = (
    drop_a_cell,
    drop_most_cells,
    copy_a_cell,
    copy_many_cells,
    shuffle,
    move_a_cell,
    retype_a_cell,
    split_a_cell,
    merge_two_cells,
    change_the_kind,
    swap_two_names,
    edit_a_source,
    change_the_ends,
    sources_as_lists,
    change_the_version,
    lose_the_ids,
    through_colab,
    put_something_weird,
    put_something_weird,
    drop_a_value,
    attach_something,
)
FILES = (cut_off, change_bytes, cut_out, twice, put_in, encode, pack, nest)
