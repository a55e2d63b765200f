"""The sample class of exercise 3. 14 points come from the checks: 2, 3, 3, 1 and 5."""

from autograder.sample_class.sample import Sample

NEURON, DENSE, COUNT, DEEP = "neuron_by_hand", "dense_forward", "count_parameters", "mlp_forward"
WORDS = "z_for_a"

ANSWER = """\
Without the activation in between, the two layers are one linear map. $Z_1$ and $A_1$ have the
same shape, because the activation works on each entry. Compare the numbers with PyTorch's.
"""

WITH_A_PRODUCT = "def neuron_by_hand(x, w, b):\n    return np.maximum(x @ w + b, 0)\n"

WITH_LOOPS = """\
def dense_forward(X, W, b):
    return np.array([[sum(x * w) + c for w, c in zip(W.T, b)] for x in X])
"""

RECURSIVE = """\
def mlp_forward(X, weights, biases, activation):
    Z = dense_forward(X, weights[0], biases[0])
    if len(weights) == 1:
        return Z, [X], []
    logits, inputs, pres = mlp_forward(activation(Z), weights[1:], biases[1:], activation)
    return logits, [X] + inputs, [Z] + pres
"""


def right(work):
    work.solve()
    work.write(WORDS, ANSWER)


def written_differently(work):
    right(work)
    work.write(NEURON, WITH_A_PRODUCT)
    work.write(DENSE, WITH_LOOPS)
    work.write(DEEP, RECURSIVE)


def mistaken(name, *edits):
    """Return a maker of right work with edits (old, new) in the cell called `name`."""

    def make(work):
        right(work)
        for old, new in edits:
            work.edit(name, old, new)

    return make


SAMPLES = (
    Sample("right", "everything right", 14, right, stock=True),
    Sample("written-differently", "right, in other words", 14, written_differently, stock=True),
    Sample(
        "no-relu",
        "the neuron without ReLU is right where the sum is positive",
        13,
        mistaken(NEURON, ("return max(z, 0.0)", "return z")),
        stock=True,
    ),
    Sample(
        "weights-only",
        "counts no biases",
        11,
        mistaken(COUNT, ("(fan_in + 1) * fan_out", "fan_in * fan_out")),
        stock=True,
    ),
    Sample(
        "z-for-a",
        "hands z on: only a network without hidden layers is right",
        10,
        mistaken(DEEP, ("A = activation(Z)", "A = Z")),
    ),
    Sample("half-done", "did the first two tasks", 5, lambda work: work.solve(NEURON, DENSE)),
    Sample("untouched", "handed in as it was", 0, lambda work: None, stock=True),
)
