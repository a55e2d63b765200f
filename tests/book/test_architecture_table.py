"""The architecture figure reads a specification as the library does, line by line."""

import numpy as np
import pytest

from helpers.architecture import VGG_16, read_architecture

OPTIONS = ["", "stride=2", "padding=1", "padding=2x1", "padding=same", "stride=2x1 padding=same"]
DILATED = ["dilation=2", "dilation=1x3 padding=same", "stride=3 dilation=2x1 padding=same"]
PLAIN = ["relu", "tanh", "dropout 0.3", "batch_norm", "layer_norm", "flatten", "dense 7", "dense 4"]
UNREADABLE = [
    *(
        "conv 4",
        "conv 4 3x3x3",
        "conv 4x2 3",
        "conv 0 3",
        "conv 4 0",
        "conv 4 3 size=2",
        "conv 4 a",
    ),
    *("conv 4 3 stride=0", "conv 4 3 padding=wide", "conv 4 3 dilation=0", "conv 4 99x3"),
    *("max_pool", "max_pool 2 padding=1", "max_pool 2 stride=0", "average_pool same", "dense"),
    *("dense 3x3", "dense 0", "flatten 2", "pool 2x2", "constructor", "input 5", "batch_norm 3"),
]


def random_layer(rng):
    """Return a line; most fit images of some ten pixels, some fit nothing."""
    size = "x".join(map(str, rng.integers(1, 5, size=rng.integers(1, 3))))
    choices = [
        f"conv {rng.integers(1, 9)} {size} {rng.choice(OPTIONS + DILATED)}",
        f"conv {rng.integers(1, 9)} {size} {rng.choice(OPTIONS)}  # once more",
        f"max_pool {size}",
        f"average_pool {size} stride={rng.integers(1, 4)}",
        rng.choice(PLAIN),
    ]
    return str(rng.choice(choices))


@pytest.fixture(scope="module")
def specifications():
    """400 random networks, many with a line in it that does not fit or can't be read."""
    rng = np.random.default_rng(12)
    found = []
    for _ in range(400):
        shape = rng.integers(1, 25, size=3) if rng.random() < 0.9 else [rng.integers(1, 50)]
        lines = ["input " + "x".join(map(str, shape))]
        lines += [random_layer(rng) for _ in range(rng.integers(0, 9))]
        if rng.random() < 0.2:
            lines.insert(int(rng.integers(1, len(lines) + 1)), str(rng.choice(UNREADABLE)))
        found.append(lines)
    return found


@pytest.fixture(scope="module")
def read(specifications, evaluate):
    return evaluate(
        "architecture-table",
        "given.map((lines) => m.read(lines.join('\\n')))",
        specifications,
    )


def rows_of_library(lines):
    """Return the library's rows for as many of the lines as it can read."""
    for count in range(len(lines), 0, -1):
        try:
            return read_architecture(lines[:count]).rows
        except ValueError:
            continue
    return ()


def test_rows_are_the_librarys(specifications, read):
    for lines, figure in zip(specifications, read, strict=True):
        library = rows_of_library(lines)
        seen = [(tuple(r["shape"]), r["parameters"], r["field"]) for r in figure["rows"]]
        field = [list(row.field) if row.field else None for row in library]
        wanted = [(row.shape, row.parameters, f) for row, f in zip(library, field, strict=True)]
        assert seen == wanted, lines


def test_what_the_library_refuses_is_refused_at_the_same_line(specifications, read):
    refused = 0
    for lines, figure in zip(specifications, read, strict=True):
        count = len(rows_of_library(lines))
        assert (figure["problem"] is None) == (count == len(lines)), lines
        if figure["problem"]:
            refused += 1
            wrong = lines[count].partition("#")[0].split()
            assert figure["problem"]["line"] == " ".join(wrong)
    assert 100 < refused < 300


@pytest.mark.parametrize("line", UNREADABLE)
def test_a_line_that_cannot_be_read_is_named_with_a_reason(line, evaluate):
    given = {"layers": f"input 3x20x16\n{line}\nrelu", "step": 0}
    with pytest.raises(ValueError):  # noqa: PT011  # the library refuses it, whatever it says
        read_architecture(given["layers"])
    words = evaluate("architecture-table", "m.spec.words(given)", given)
    assert words.startswith(f"<p><b>In “{line}”: ")


def test_vgg_16_is_the_librarys(evaluate):
    text = evaluate("architecture-table", "m.spec.parameters.layers.presets.vgg16[1]")
    assert read_architecture(text) == read_architecture(VGG_16)
    words = evaluate("architecture-table", "m.spec.words(given)", {"layers": text, "step": 1})
    assert "138,357,544" in words


def test_the_steps_put_numbers_into_the_formulas(evaluate):
    text = "input 20x26x22\nconv 40 3x5 padding=1x0 dilation=2\nmax_pool 2x2"
    conv, pool = evaluate(
        "architecture-table",
        "[1, 2].map((step) => m.spec.words({layers: given, step}))",
        text,
    )
    assert "height: ⌊(26 + 1 + 1 − 2·(3−1) − 1)/1⌋ + 1 = <b>24</b>" in conv
    assert "width: ⌊(22 − 2·(5−1) − 1)/1⌋ + 1 = <b>14</b>" in conv
    assert "40 · (20·3·5 + 1) = <b>12,040</b>" in conv
    assert "sees 5 + 1·(2−1)·1 = <b>6</b><br>by 9 + 1·(2−1)·1 = <b>10</b> pixels" in pool


def test_more_layers_than_fit_are_left_out_with_a_word(evaluate):
    text = "input 5\n" + "relu\n" * 60
    found = evaluate("architecture-table", "m.read(given)", text)
    assert len(found["rows"]) == 40
    assert "More than 40 layers" in found["problem"]["why"]


def test_what_was_typed_never_becomes_markup(evaluate):
    given = {"layers": "input 3x8x8\n<img/src=x>\nrelu <b>", "step": 0}
    words = evaluate("architecture-table", "m.spec.words(given)", given)
    assert "<img" not in words
    assert "&lt;img" in words


def test_an_address_may_name_a_network(evaluate):
    state = 'base.parse(m.spec, "layers:vgg16,step:22")'
    found = evaluate("architecture-table", f"[{state}.step, {state}.layers]")
    assert found[0] == 22
    assert found[1].endswith("dense 1000")
