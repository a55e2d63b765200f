"""The sample class of exercise 4. 22 points come from the checks: 2, 4, 3, 4, 3, 1 and 5."""

from autograder.sample_class.sample import Sample

ONE_HOT, BCE, BCE_GRAD = "one_hot", "bce_with_logits", "bce_grad"
CE, CE_GRAD, WEIGHTED = "cross_entropy", "cross_entropy_grad", "weighted_cross_entropy"
WORDS = "why_not_accuracy"

ANSWER = """\
The accuracy is a staircase, flat almost everywhere. The cross-entropy is minus the log of the
probability of what is true. It gives probabilities.
"""

FROM_THE_IDENTITY = "def one_hot(labels, K):\n    return np.eye(K)[labels]\n"

WITH_LOGADDEXP = """\
def bce_with_logits(z, y):
    return np.mean(np.logaddexp(0, z) - y * z)
"""

WITH_A_LOOP = """\
def cross_entropy(Z, labels):
    total = 0
    for z, label in zip(Z, labels):
        z = z - z.max()
        total += np.log(np.exp(z).sum()) - z[label]
    return total / len(Z)
"""


def right(work):
    work.solve()
    work.write(WORDS, ANSWER)


def written_differently(work):
    right(work)
    work.write(ONE_HOT, FROM_THE_IDENTITY)
    work.write(BCE, WITH_LOGADDEXP)
    work.write(CE, WITH_A_LOOP)


def mistaken(name, *edits):
    """Return a maker of right work with edits (old, new) in the cell called `name`."""

    def make(work):
        right(work)
        for old, new in edits:
            work.edit(name, old, new)

    return make


SAMPLES = (
    Sample("right", "everything right", 22, right, stock=True),
    Sample("written-differently", "right, in other words", 22, written_differently, stock=True),
    Sample(
        "no-shift",
        "the cross-entropy overflows",
        20,
        mistaken(CE, ("Z - Z.max(axis=1, keepdims=True)", "Z - 0.0")),
    ),
    Sample(
        "not-averaged",
        "the binary gradient without 1/N",
        19,
        mistaken(BCE_GRAD, ("(sigmoid(z) - y) / len(z)", "sigmoid(z) - y")),
        stock=True,
    ),
    Sample(
        "transposed",
        "one-hot rows as columns, and the two tasks that use them",
        12,
        mistaken(ONE_HOT, ("return T", "return T.T")),
    ),
    Sample("half-done", "did the first two tasks", 6, lambda work: work.solve(ONE_HOT, BCE)),
    Sample("untouched", "handed in as it was", 0, lambda work: None, stock=True),
)
