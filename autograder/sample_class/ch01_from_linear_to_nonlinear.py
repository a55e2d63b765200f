"""The sample class of exercise 1. 18 points come from the checks: 2, 3, 4, 4, 1 and 4."""

from autograder.sample_class.sample import Sample

BUMP, HIDDEN, FIT = "bump", "hidden_units", "fit_output_layer"
COLLAPSE, STAIRS, WORDS = "collapse_linear_layers", "staircase", "what_the_hidden_layer_does"

ANSWER = """\
The output is a logistic regression on the $h_j$. The hidden layer makes these features out of the
inputs, and learns which. Without the sigmoid the two layers are one linear layer.
"""

WITH_LOOPS = """\
def hidden_units(X, W, b):
    return np.array([[sigmoid(sum(x * w) + c) for w, c in zip(W.T, b)] for x in X])
"""

NORMAL_EQUATIONS = """\
def fit_output_layer(H, y):
    A = np.hstack([H, np.ones((len(H), 1))])
    w = np.linalg.solve(A.T @ A, A.T @ y)
    return w[:-1], w[-1]
"""

RECURSIVE = """\
def collapse_linear_layers(weights, biases):
    if len(weights) == 1:
        return weights[0], biases[0]
    W, b = collapse_linear_layers(weights[1:], biases[1:])
    return weights[0] @ W, biases[0] @ W + b
"""


def right(work):
    work.solve()
    work.write(WORDS, ANSWER)


def written_differently(work):
    right(work)
    work.write(HIDDEN, WITH_LOOPS)
    work.write(FIT, NORMAL_EQUATIONS)
    work.write(COLLAPSE, RECURSIVE)


def mistaken(name, *edits):
    """Return a maker of right work with edits (old, new) in the cell called `name`."""

    def make(work):
        right(work)
        for old, new in edits:
            work.edit(name, old, new)

    return make


SAMPLES = (
    Sample("right", "everything right", 18, right, stock=True),
    Sample("written-differently", "right, in other words", 18, written_differently, stock=True),
    Sample(
        "no-sigmoid",
        "the hidden layer returns its sums",
        15,
        mistaken(HIDDEN, ("sigmoid(X @ W + b)", "X @ W + b")),
        stock=True,
    ),
    Sample(
        "no-constant",
        "fits without the column of ones",
        14,
        mistaken(
            FIT,
            ("np.column_stack([H, np.ones(len(H))])", "H"),
            ("weights[:-1], weights[-1]", "weights, 0"),
        ),
    ),
    Sample(
        "last-bias-only",
        "collapses the weights, and drops the earlier biases",
        15,
        mistaken(COLLAPSE, ("b @ W_next + b_next", "b_next")),
    ),
    Sample("half-done", "did the first two tasks", 5, lambda work: work.solve(BUMP, HIDDEN)),
    Sample("untouched", "handed in as it was", 0, lambda work: None, stock=True),
)
