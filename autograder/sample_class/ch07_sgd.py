"""The sample class of exercise 7. 30 points come from the checks: 3, 9, 4, 1, 4, 5 and 4."""

from autograder.sample_class.sample import Sample

STEPS, BATCHES, VARIANCE = "steps_per_epoch", "minibatches", "gradient_variance"
EPOCH, GRADIENTS, TRAIN = "sgd_epoch", "digit_gradients", "train_digits"
WORDS = "why_small_batches"

ANSWER = """\
On average over all batches it is the exact gradient. Its error falls with the root of $B$, its
cost grows with $B$. A rough direction is enough for a step, so many cheap steps get farther.
"""

WITH_YIELD = """\
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    while len(order):
        rows, order = order[:batch_size], order[batch_size:]
        yield X[rows], y[rows]
"""

ON_COPIES = """\
def sgd_epoch(parameters, batches, loss_and_gradients, rate):
    p = {name: array.copy() for name, array in parameters.items()}
    losses, sizes = [], []
    for X, y in batches:
        loss, gradients = loss_and_gradients(X, y, p)
        for name in p:
            p[name] -= rate * gradients[name]
        losses.append(loss)
        sizes.append(len(y))
    return p, np.average(losses, weights=sizes)
"""


def right(work):
    work.solve()
    work.write(WORDS, ANSWER)


def written_differently(work):
    right(work)
    work.write(BATCHES, WITH_YIELD)
    work.write(EPOCH, ON_COPIES)


def mistaken(name, *edits):
    """Return a maker of right work with edits (old, new) in the cell called `name`."""

    def make(work):
        right(work)
        for old, new in edits:
            work.edit(name, old, new)

    return make


SAMPLES = (
    Sample("right", "everything right", 30, right, stock=True),
    Sample("written-differently", "right, in other words", 30, written_differently, stock=True),
    Sample(
        "last-batch-dropped",
        "leaves out what does not fill a batch",
        27,
        mistaken(
            BATCHES,
            ("range(0, len(X), batch_size)", "range(0, len(X) - batch_size + 1, batch_size)"),
        ),
        stock=True,
    ),
    Sample(
        "last-loss",
        "the last batch's loss for the epoch's, which shows in the training too",
        28,
        mistaken(EPOCH, ("total / examples", "loss")),
    ),
    Sample(
        "never-reshuffled",
        "makes the batches once, before the epochs",
        27,
        mistaken(
            TRAIN,
            ("    losses = []\n", "    losses, once = [], batches(X, labels)\n"),
            ("parameters, batches(X, labels)", "parameters, once"),
        ),
    ),
    Sample(
        "half-done", "did the first three", 16, lambda work: work.solve(STEPS, BATCHES, VARIANCE)
    ),
    Sample("untouched", "handed in as it was", 0, lambda work: None, stock=True),
)
