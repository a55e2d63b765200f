"""The sample class of exercise 11. 18 points come from the checks: 2, 4, 1, 5, 1 and 5."""

from autograder.sample_class.sample import Sample

PENALTY, DECAY, QUESTION = "l2_penalty", "weight_decay_step", "same_penalty"
DROPOUT, BACKWARD, STOPPING = "dropout_forward", "dropout_backward", "EarlyStopping"
WORDS = "too_good"

ANSWER = """\
The largest of many measured accuracies is partly luck. The test set was used as a validation set.
He should choose on a validation set and use the test set once.
"""

WITH_CHOICE = """\
def dropout_forward(A, p, rng, training):
    mask = np.ones_like(A)
    if training:
        mask = rng.choice([0.0, 1 / (1 - p)], size=A.shape, p=[p, 1 - p])
    return mask * A, mask
"""

WITH_A_HISTORY = """\
class EarlyStopping:
    def __init__(self, patience):
        self.patience, self.losses = patience, []

    def update(self, loss, parameters):
        if not self.losses or loss < min(self.losses):
            self.best = {k: np.array(v) for k, v in parameters.items()}
        self.losses.append(loss)
        return len(self.losses) > self.losses.index(min(self.losses)) + self.patience
"""


def right(work):
    work.solve()
    work.write(WORDS, ANSWER)


def written_differently(work):
    right(work)
    work.write(DROPOUT, WITH_CHOICE)
    work.write(STOPPING, WITH_A_HISTORY)


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
        "p-inverted",
        "keeps the share p: the mask and the factors are right",
        17,
        mistaken(DROPOUT, (">= p", "< p")),
        stock=True,
    ),
    Sample(
        "not-copied",
        "stops in time, with the last parameters",
        16,
        mistaken(STOPPING, ("array.copy()", "array")),
        stock=True,
    ),
    Sample(
        "always-the-penalty",
        "the penalty in the gradient in both cases",
        16,
        mistaken(DECAY, ("w = (1 - rate * alpha) * w", "g = g + alpha * w")),
    ),
    Sample(
        "half-done",
        "did the penalty and the two directions of dropout",
        8,
        lambda work: work.solve(PENALTY, DROPOUT, BACKWARD),
    ),
    Sample("untouched", "handed in as it was", 0, lambda work: None, stock=True),
)
