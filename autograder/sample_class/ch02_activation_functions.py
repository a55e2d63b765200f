"""The sample class of exercise 2. 17 points come from the checks: 2, 3, 4, 3, 1 and 4."""

from autograder.sample_class.sample import Sample

SLOPE, SIGMOID, SOFTMAX = "relu_grad", "stable_sigmoid", "softmax"
ELU, CHAIN, WORDS = "elu", "chain_gradients", "twenty_sigmoids"

ANSWER = """\
Each layer multiplies the derivative by a slope of at most a quarter, so after twenty of them
1e-13 is what one expects. The last layers have few factors between them and the loss. I would
use ReLU in the hidden layers.
"""

IN_ONE_LINE = "def relu_grad(Z):\n    return np.heaviside(Z, 0.0)\n"

WITH_MASKS = """\
def stable_sigmoid(Z):
    out = np.zeros(Z.shape)
    out[Z >= 0] = 1 / (1 + np.exp(-Z[Z >= 0]))
    out[Z < 0] = np.exp(Z[Z < 0]) / (1 + np.exp(Z[Z < 0]))
    return out
"""

WITH_CUMPROD = """\
def chain_gradients(x, weights, g, g_grad):
    steps = []
    for w in weights:
        steps.append(g_grad(w * x) * w)
        x = g(w * x)
    return np.cumprod([1.0] + steps[::-1])[::-1]
"""


def right(work):
    work.solve()
    work.write(WORDS, ANSWER)


def written_differently(work):
    right(work)
    work.write(SLOPE, IN_ONE_LINE)
    work.write(SIGMOID, WITH_MASKS)
    work.write(CHAIN, WITH_CUMPROD)


def mistaken(name, *edits):
    """Return a maker of right work with edits (old, new) in the cell called `name`."""

    def make(work):
        right(work)
        for old, new in edits:
            work.edit(name, old, new)

    return make


SAMPLES = (
    Sample("right", "everything right", 17, right, stock=True),
    Sample("written-differently", "right, in other words", 17, written_differently, stock=True),
    Sample(
        "no-shift",
        "softmax straight from the formula: nan for large logits",
        15,
        mistaken(SOFTMAX, (" - Z.max(axis=1, keepdims=True)", "")),
    ),
    Sample(
        "columns",
        "softmax over the wrong axis",
        13,
        mistaken(SOFTMAX, ("E.sum(axis=1", "E.sum(axis=0")),
        stock=True,
    ),
    Sample(
        "slopes-left-out",
        "multiplies the weights only",
        13,
        mistaken(CHAIN, ("* g_grad(z[layer]) *", "*")),
        stock=True,
    ),
    Sample("half-done", "did the first two tasks", 5, lambda work: work.solve(SLOPE, SIGMOID)),
    Sample("untouched", "handed in as it was", 0, lambda work: None, stock=True),
)
