"""Mini-batches: each row once, with its label, in an order that is new in every epoch."""

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task
from helpers.checks.tasks.ch07_sgd.epochs import reading


def reference(X, y, batch_size, rng):
    """Return [(X_batch, y_batch), ...], one epoch in a random order; the last may be ragged."""
    order = rng.permutation(len(X))
    batches = []
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        batches.append((X[rows], y[rows]))
    return batches


def inputs(rng):
    """A remainder of 1 and of more, none, and rows that are images; all rows and labels differ."""
    for shape, batch_size, tag in [
        ((10, 2), 4, "10 rows in batches of 4"),
        ((13, 3), 4, "13 rows in batches of 4"),
        ((12, 2), 3, "12 rows in batches of 3"),
        ((11, 2, 3), 3, "11 small images in batches of 3"),
    ]:
        X = rng.normal(size=shape)
        y = 10 * np.arange(1, len(X) + 1) + rng.integers(10, size=len(X))
        yield Instance((X, y, batch_size, int(rng.integers(1000))), tag)


MISTAKES = (
    Mistake(
        "not shuffled",
        "Your batches walk through the data in the order in which they stand. Sorted data would "
        "give batches of one label: index with `rng.permutation(len(X))`.",
        (("rng.permutation(len(X))", "np.arange(len(X))"),),
    ),
    Mistake(
        "ragged batch dropped",
        "The rows that are left over at the end are missing. They make a last, smaller batch: let "
        "the start run up to `len(X)`; a slice may reach past the end.",
        (("range(0, len(X), batch_size)", "range(0, len(X) - batch_size + 1, batch_size)"),),
    ),
    Mistake(
        "shuffled apart",
        "X and y are shuffled by two different permutations, so rows have the labels of other "
        "rows. Draw one permutation and index both with it.",
        (
            ("    batches = []\n", "    batches = []\n    other = rng.permutation(len(X))\n"),
            ("y[rows]", "y[other[start : start + batch_size]]"),
        ),
    ),
    Mistake(
        "labels not shuffled",
        "You shuffled the rows of X and left the labels where they were. Index both with the same "
        "permutation.",
        (("y[rows]", "y[start : start + batch_size]"),),
    ),
    Mistake(
        "rows not shuffled",
        "You shuffled the labels and left the rows of X where they were. Index both with the same "
        "permutation.",
        (("X[rows]", "X[start : start + batch_size]"),),
    ),
    Mistake(
        "own generator",
        "You make a generator of your own inside, with a fixed seed. It begins anew at each call, "
        "so every epoch has the same order: use the `rng` that is passed in.",
        (("rng.permutation", "np.random.default_rng(0).permutation"),),
    ),
    Mistake(
        "global generator",
        "Your order does not come from `rng`: the same seed gives another order. `np.random.` "
        "functions use a hidden global state; call the method of `rng` instead.",
        (("rng.permutation", "np.random.permutation"),),
    ),
    Mistake(
        "drawn with replacement",
        "Some rows come more than once and others not at all: your row numbers are drawn one by "
        "one. An epoch takes every row once, so draw a permutation.",
        (("rng.permutation(len(X))", "rng.integers(len(X), size=len(X))"),),
    ),
    Mistake(
        "each batch drawn afresh",
        "You draw every batch afresh from all rows, and all are of full size. In an epoch every "
        "row comes once: shuffle once, then walk through in order.",
        (("order[start : start + batch_size]", "rng.permutation(len(X))[:batch_size]"),),
    ),
    Mistake(
        "batches shuffled, rows not",
        "You shuffle the batches, but within a batch the rows are still neighbours in X. Shuffle "
        "the row numbers before you cut them into batches.",
        (
            ("rng.permutation(len(X))", "np.arange(len(X))"),
            ("    return batches", "    rng.shuffle(batches)\n    return batches"),
        ),
    ),
    Mistake(
        "as many batches as a batch is large",
        "You made `batch_size` batches. It is the number of rows in each batch.",
        (
            (
                "for start in range(0, len(X), batch_size):\n"
                "        rows = order[start : start + batch_size]",
                "for rows in np.array_split(order, batch_size):",
            ),
        ),
    ),
    Mistake(
        "equal batches",
        "You spread the rows evenly over the batches. Asked for are full batches, and what is left "
        "over in the last one.",
        (
            (
                "for start in range(0, len(X), batch_size):\n"
                "        rows = order[start : start + batch_size]",
                "for rows in np.array_split(order, -(-len(X) // batch_size)):",
            ),
        ),
    ),
    Mistake(
        "an empty batch at the end",
        "Where the batch size divides the number of rows, your last batch is empty. The mean over "
        "no examples is nan: the start must stay below `len(X)`.",
        (("range(0, len(X), batch_size)", "range(0, len(X) + 1, batch_size)"),),
    ),
    Mistake(
        "overlapping batches",
        "Your batches overlap: the start moves on by 1. It has to move on by the batch size, the "
        "third argument of `range`.",
        (("range(0, len(X), batch_size)", "range(0, len(X))"),),
    ),
    Mistake(
        "first batch only",
        "You return after the first batch: perhaps the `return` stands inside the loop.",
        (("    return batches", "        return batches"),),
    ),
    Mistake(
        "changed in place",
        "You shuffled the caller's X and y themselves. Whoever kept row numbers, a split for "
        "example, now finds other rows there: index with a permutation, which makes copies.",
        (
            (
                "    order = rng.permutation(len(X))\n",
                "    order = rng.permutation(len(X))\n    X[:], y[:] = X[order], y[order]\n"
                "    order = np.arange(len(X))\n",
            ),
        ),
    ),
    Mistake(
        "labels first",
        "In your pairs the labels come first. The function promises (X_batch, y_batch).",
        (("(X[rows], y[rows])", "(y[rows], X[rows])"),),
    ),
    Mistake(
        "two lists",
        "You return two lists, all of X and all of y. Asked for is one list with a pair "
        "(X_batch, y_batch) for each batch.",
        (("return batches", "return [a for a, _ in batches], [b for _, b in batches]"),),
    ),
    Mistake(
        "no pairs",
        "Your list holds no pairs. Each batch needs its labels: append `(X_batch, y_batch)`.",
        (("(X[rows], y[rows])", "X[rows]"),),
    ),
)


def _as_a_generator(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    while len(order):
        rows, order = order[:batch_size], order[batch_size:]
        yield X[rows], y[rows]


def _by_shuffling_numbers(X, y, batch_size, rng):
    rows = list(range(len(y)))
    rng.shuffle(rows)
    return tuple(
        [np.array([X[i] for i in rows[k : k + batch_size]]), np.take(y, rows[k : k + batch_size])]
        for k in range(0, len(rows), batch_size)
    )


def _by_sorting_random_numbers(X, y, batch_size, rng):
    order = np.argsort(rng.random(len(X)))
    X, y = X[order], y[order]
    cuts = np.arange(batch_size, len(X), batch_size)
    return list(zip(np.split(X, cuts), np.split(y, cuts), strict=True))


def _in_float32(X, y, batch_size, rng):
    return reference(X.astype(np.float32), y, batch_size, rng)


TASK = Task(
    name="minibatches",
    driver="batches_of_epochs",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("the sizes of the batches", 1, part=("sizes",)),
        Property("every row once in an epoch", 2, part=("rows",)),
        Property("every row keeps its label", 2, part=("labels",)),
        Property("shuffled, and anew in every epoch", 2, part=("order",)),
        Property("the order comes from `rng`", 1, part=("generator",)),
        Property("the caller's X and y stay as they were", 1, part=("arguments",)),
    ),
    mistakes=MISTAKES,
    equivalents=(
        _as_a_generator,
        _by_shuffling_numbers,
        _by_sorting_random_numbers,
        _in_float32,
    ),
    hints=(
        "Shuffle neither X nor y. Shuffle the row numbers: `rng.permutation(len(X))` draws them "
        "in a random order, and `X[rows]` picks the rows with these numbers.",
        "Walk through the permutation: a start that runs in `range(0, len(X), batch_size)`, and "
        "from each start a slice of `batch_size` row numbers.",
        "A slice that reaches past the end gives what is there. So the ragged batch needs no line "
        "of its own.",
    ),
    simpler=None,
    reading=reading,
)
