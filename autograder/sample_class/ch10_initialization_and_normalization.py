"""The sample class of exercise 10. 23 points come from the checks: 2, 4, 3, 6, 1, 2 and 5."""

from autograder.sample_class.sample import Sample

SIZES, SCALE, HE, FORWARD = "typical_sizes", "standardize", "he_init", "batchnorm_forward"
COMPANY, LAYER, BACKWARD, WORDS = (
    "company",
    "layernorm_forward",
    "batchnorm_backward",
    "one_at_a_time",
)

ANSWER = """\
The image was normalized by its *own* mean and variance, $\\mu$ and $v$, as a batch of one. With
`eval()` the running averages from the training batches take their place. Layer norm never looks
at other examples, so it has only one mode.
"""

WITH_A_LOOP = """\
def typical_sizes(weight_std, fan_in, depth):
    sizes = [weight_std * fan_in ** 0.5]
    while len(sizes) < depth:
        sizes.append(sizes[-1] * sizes[0])
    return np.array(sizes)
"""

SCALED_AFTERWARDS = """\
def he_init(fan_in, fan_out, rng):
    return (rng.standard_normal((fan_out, fan_in)) / np.sqrt(fan_in / 2)).T
"""

CHANNEL_BY_CHANNEL = """\
def batchnorm_backward(dZ, Xhat, s, gamma):
    N, dX = len(dZ), np.zeros_like(dZ)
    for c in range(dZ.shape[1]):
        x = Xhat[:, c]
        J = (np.eye(N) - 1 / N - np.outer(x, x) / N) / s[c]
        dX[:, c] = J @ (gamma[c] * dZ[:, c])
    return dX, np.sum(dZ * Xhat, 0), np.sum(dZ, 0)
"""


def right(work):
    work.solve()
    work.write(WORDS, ANSWER)


def written_differently(work):
    right(work)
    work.write(SIZES, WITH_A_LOOP)
    work.write(HE, SCALED_AFTERWARDS)
    work.write(BACKWARD, CHANNEL_BY_CHANNEL)


def mistaken(name, *edits):
    """Return a maker of right work with edits (old, new) in the cell called `name`."""

    def make(work):
        right(work)
        for old, new in edits:
            work.edit(name, old, new)

    return make


SAMPLES = (
    Sample("right", "everything right", 23, right, stock=True),
    Sample("written-differently", "right, in other words", 23, written_differently, stock=True),
    Sample(
        "own-statistics",
        "scales new data by their own statistics",
        20,
        mistaken(
            SCALE, ("(X_new - mean) / std", "(X_new - X_new.mean(axis=0)) / X_new.std(axis=0)")
        ),
        stock=True,
    ),
    Sample(
        "deviation-stored",
        "keeps the running deviation in the place of the variance",
        19,
        mistaken(FORWARD, ("momentum * var * N / (N - 1)", "momentum * X.std(axis=0)")),
    ),
    Sample(
        "constants",
        "goes back through batch normalization as at inference",
        20,
        mistaken(BACKWARD, ("(dZ - dbeta / N - Xhat * dgamma / N)", "dZ")),
        stock=True,
    ),
    Sample(
        "half-done",
        "did the first three tasks",
        9,
        lambda work: work.solve(SIZES, SCALE, HE),
    ),
    Sample("untouched", "handed in as it was", 0, lambda work: None, stock=True),
)
