"""The sample class of exercise 6. 22 points come from the checks: 3, 1, 3, 4, 6, 5."""

from autograder.sample_class.cheats import (
    COPY_SOLUTIONS,
    PATCH_THE_TESTS,
    WRITE_TO_THE_GRADEBOOK,
)
from autograder.sample_class.sample import Sample

DENSE, DELTA, CHECK = "dense_backward", "output_delta", "gradient_check"
HIDDEN, DEEP, WORDS = "loss_and_gradients", "mlp_backward", "why_backpropagation"
FACTOR = "differing_factor"

ANSWER = """\
Moving every weight costs a forward pass for each, $100\\,000$ in all; backpropagation takes one
pass forward and one back. It computes each shared derivative once and uses it for all weights
below. The slow way is good for testing a gradient.
"""

WITH_EINSUM = """\
def dense_backward(dZ, X, W):
    dX = np.einsum("nj,ij->ni", dZ, W)
    dW = np.einsum("ni,nj->ij", X, dZ)
    return dX, dW, np.ones(len(dZ)) @ dZ
"""

WITH_A_LOOP = """\
def output_delta(z, y):
    out = []
    for logit, label in zip(z[:, 0], y[:, 0]):
        out.append(((1 + np.tanh(logit / 2)) / 2 - label) / len(z))
    return np.array(out)[:, None]
"""

RECURSIVE = """\
def mlp_backward(dZ, weights, inputs, pre_activations, activation_grad):
    dA, dW, db = dense_backward(dZ, inputs[-1], weights[-1])
    if len(weights) == 1:
        return [(dW, db)]
    dZ = dA * activation_grad(pre_activations[-1])
    below = mlp_backward(dZ, weights[:-1], inputs[:-1], pre_activations[:-1], activation_grad)
    return below + [(dW, db)]
"""


def right(work):
    work.solve()
    work.write(WORDS, ANSWER)


def written_differently(work):
    right(work)
    work.write(DENSE, WITH_EINSUM)
    work.write(DELTA, WITH_A_LOOP)
    work.write(DEEP, RECURSIVE)
    work.write(FACTOR, f'{FACTOR} = " (B)"')


def with_own_cells(work):
    right(work)
    work.edit(DENSE, "dX = dZ @ W.T", "dX = dZ @ W  # does not fit, see below")
    work.add(
        work.cell(DENSE).source.replace("dZ @ W  # does not fit, see below", "dZ @ W.T"),
        after=DENSE,
    )
    work.add(
        "%matplotlib inline\ndef shapes(*arrays):\n    return [a.shape for a in arrays]",
        after="setup",
    )
    work.add("print(shapes(np.zeros((2, 3)), np.ones(4)))", after=DENSE)


def mistaken(name, *edits):
    """Return a maker of right work with edits (old, new) in the cell called `name`."""

    def make(work):
        right(work)
        for old, new in edits:
            work.edit(name, old, new)

    return make


def half_done(work):
    work.solve(DENSE, DELTA)
    work.write(HIDDEN, work.cell(HIDDEN).source.replace("...", "dA1 = dz2 @ W2.T"))


def untouched(work):
    pass


def looping(work):
    right(work)
    work.edit(CHECK, "    worst = 0.0\n", "    worst = 0.0\n    while worst < 1:\n        pass\n")


def broken(work):
    right(work)
    return work.text()[:-2000]


def check_deleted(work):
    right(work)
    work.delete(f"check_{DENSE}")


def check_edited(work):
    mistaken(DELTA, (" / len(z)", ""))(work)
    work.write(f"check_{DELTA}", "3.0")


def duplicated(work):
    right(work)
    work.duplicate(DENSE, f"check_{DENSE}")


def typed_again(work):
    right(work)
    work.type_again()


def cheating(source):
    """Return a maker of wrong work with a cheat in a cell behind the set-up cell."""

    def make(work):
        work.add(source, after="setup")
        work.write(DENSE, "def dense_backward(dZ, X, W):\n    return 0, 0, 0")

    return make


def another_assignment(work):
    right(work)
    work.cell("setup").source = work.cell("setup").source.replace("06-backpro", "05-backpro")


SAMPLES = (
    Sample("right", "everything right", 22, right, stock=True),
    Sample(
        "right-differently",
        "right, with einsum, a loop and recursion, and a capital letter",
        22,
        written_differently,
        stock=True,
    ),
    Sample(
        "right-with-own-cells",
        "right; a helper cell, a magic, a function defined anew below its first, wrong version",
        22,
        with_own_cells,
        stock=True,
    ),
    Sample(
        "bias-averaged",
        "task 1: db is a mean; so are those of task 5, which uses task 1",
        16,
        mistaken(DENSE, ("dZ.sum(axis=0)", "dZ.mean(axis=0)")),
        stock=True,
    ),
    Sample(
        "w-not-transposed",
        "task 1: dZ @ W; no shape fits",
        14,
        mistaken(DENSE, ("dZ @ W.T", "dZ @ W")),
        stock=True,
    ),
    Sample(
        "wrong-sign",
        "task 2: label minus prediction",
        19,
        mistaken(DELTA, ("sigmoid(z) - y", "y - sigmoid(z)")),
        stock=True,
    ),
    Sample(
        "wrong-letter",
        "the question behind task 1: the weight drops out of its own gradient",
        21,
        mistaken(FACTOR, ('"b"', '"c"')),
        stock=True,
    ),
    Sample(
        "letter-without-quotes",
        "the question behind task 1: c without quotes is a name that nobody defined",
        21,
        mistaken(FACTOR, ('"b"', "c")),
        stock=True,
    ),
    Sample(
        "letter-in-a-list",
        "the question behind task 1: a list of letters where one letter is asked for",
        21,
        mistaken(FACTOR, ('"b"', '["b"]')),
        stock=True,
    ),
    Sample("not-averaged", "task 2: no 1/N", 19, mistaken(DELTA, (" / len(z)", "")), stock=True),
    Sample(
        "overflow",
        "task 2: exp(z) / (1 + exp(z)), which overflows",
        21,
        mistaken(DELTA, ("sigmoid(z)", "np.exp(z) / (1 + np.exp(z))")),
        stock=True,
    ),
    Sample(
        "forward-difference",
        "task 3: (f(x + h) - f(x)) / h",
        18,
        mistaken(CHECK, ("(above - below) / (2 * h)", "(above - f(x)) / h")),
        stock=True,
    ),
    Sample(
        "last-entry-only",
        "task 3: keeps the last error, not the largest; right where the last is the worst",
        19,
        mistaken(CHECK, ("worst = max(worst, error)", "worst = error")),
        stock=True,
    ),
    Sample(
        "z-for-a",
        "task 4: z (1 - z) for the sigmoid's derivative",
        16,
        mistaken(HIDDEN, ("dA1 * A1 * (1 - A1)", "dA1 * Z1 * (1 - Z1)")),
        stock=True,
    ),
    Sample(
        "no-derivative",
        "task 4: goes through the hidden layer without its derivative",
        16,
        mistaken(HIDDEN, ("dA1 * A1 * (1 - A1)", "dA1")),
        stock=True,
    ),
    Sample(
        "averaged-twice",
        "task 4: the hidden layer's gradients carry the 1/N once more",
        16,
        mistaken(
            HIDDEN, ("X.T @ dZ1", "X.T @ dZ1 / len(X)"), ("dZ1.sum(axis=0)", "dZ1.mean(axis=0)")
        ),
        stock=True,
    ),
    Sample(
        "wrong-order",
        "task 5: from the last layer to the first; right for one layer",
        18,
        mistaken(DEEP, ("grads[::-1]", "grads")),
        stock=True,
    ),
    Sample("half-done", "tasks 1 and 2 right, task 4 begun", 6, half_done, stock=True),
    Sample("untouched", "handed in as it was released", 0, untouched, stock=True),
    Sample(
        "exception",
        "task 1 raises NameError, and task 5 with it",
        14,
        mistaken(DENSE, ("dX = dZ @ W.T", "dX = dz @ W.T")),
        stock=True,
    ),
    Sample(
        "endless-loop",
        "task 3 never returns; the other tasks still count",
        18,
        looping,
        state="time limit",
    ),
    Sample("broken-file", "the file ends in the middle", 0, broken, state="not readable"),
    Sample(
        "check-deleted", "right; the check of task 1 is deleted, and is put back", 22, check_deleted
    ),
    Sample(
        "check-edited", "task 2 wrong, its check replaced by 3.0, and restored", 19, check_edited
    ),
    Sample("duplicated", "right; a solution and its check stand there twice", 22, duplicated),
    Sample("typed-again-on-colab", "right; no cell has its metadata any more", 22, typed_again),
    Sample(
        "cheat-patching",
        "patches NumPy's tests, the display hook, IPython",
        0,
        cheating(PATCH_THE_TESTS),
    ),
    Sample(
        "cheat-copying", "looks for solutions on disk, to hand them in", 0, cheating(COPY_SOLUTIONS)
    ),
    Sample(
        "cheat-gradebook",
        "looks for the gradebook, to write marks into it",
        0,
        cheating(WRITE_TO_THE_GRADEBOOK),
    ),
    Sample(
        "another-assignment",
        "the notebook of another exercise under this one's name",
        0,
        another_assignment,
        state="not readable",
    ),
)
