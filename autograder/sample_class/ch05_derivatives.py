"""The sample class of exercise 5. 21 points come from the checks: 2, 3, 3, 3, 4, 1 and 5."""

from autograder.sample_class.sample import Sample

WAVE, PRODUCTS, NUMERICAL = "wave_jacobian", "product_jacobians", "numerical_gradient"
TRACE, GATES, ENGINE = "trace_gradient", "gate_gradients", "Value"
WORDS = "why_backwards"

ANSWER = """\
The loss is one number, so one walk from it reaches all weights; from a weight one learns about
that weight only. A gradient is a sum over all ways and must be complete before it goes on.
Without shared values every sum has one term, so a missing `+=` does not show.
"""

WITH_EINSUM = """\
def trace_gradient(A, X, B):
    return np.einsum("de,ef,fd->", A, X, B), np.einsum("de,fd->ef", A, B)
"""

BY_DIFFERENCES = """\
def wave_jacobian(x):
    f = lambda v: np.sin(v[0]) * np.cos(v[1])
    return np.array([[(f(x + s) - f(x - s)) / 2e-5 for s in 1e-5 * np.eye(2)]])
"""


def right(work):
    work.solve()
    work.write(WORDS, ANSWER)


def written_differently(work):
    right(work)
    work.write(WAVE, BY_DIFFERENCES)
    work.write(TRACE, WITH_EINSUM)


def mistaken(name, *edits):
    """Return a maker of right work with edits (old, new) in the cell called `name`."""

    def make(work):
        right(work)
        for old, new in edits:
            work.edit(name, old, new)

    return make


SAMPLES = (
    Sample("right", "everything right", 21, right, stock=True),
    Sample("written-differently", "right, in other words", 21, written_differently, stock=True),
    Sample(
        "overwritten",
        "= for +=: values used once and ReLU are right, shared ones are not",
        18,
        mistaken(ENGINE, ("parent.grad += node", "parent.grad = node")),
        stock=True,
    ),
    Sample(
        "integers",
        "copies an array of integers as integers",
        20,
        mistaken(NUMERICAL, ("x.astype(float)", "x.copy()")),
    ),
    Sample(
        "transposed",
        "the trace's gradient has the transposed shape",
        19,
        mistaken(TRACE, ("A.T @ B.T", "B @ A")),
    ),
    Sample("half-done", "did the first two tasks", 5, lambda work: work.solve(WAVE, PRODUCTS)),
    Sample("untouched", "handed in as it was", 0, lambda work: None, stock=True),
)
