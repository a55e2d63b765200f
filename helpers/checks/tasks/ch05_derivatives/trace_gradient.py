"""The trace of A X B, and its gradient for X."""

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task


def reference(A, X, B):
    """Return tr(AXB) and its gradient for X; A (D, E), X (E, F), B (F, D)."""
    value = np.trace(A @ X @ B)
    dX = A.T @ B.T
    return value, dX


def inputs(rng):
    """Three different sizes each time, and no entry near 0."""
    A, X, B = np.array([[1.0, 2.0]]), np.array([[1.0], [0.0]]), np.array([[3.0]])
    yield Instance((A, X, B), "the worked example")
    for D, E, F in [(2, 3, 4), (4, 2, 3), (3, 5, 2)]:
        shapes = (D, E), (E, F), (F, D)
        signs = (rng.choice([-1, 1], shape) for shape in shapes)
        yield Instance(tuple(s * rng.uniform(0.5, 2, s.shape) for s in signs), "other sizes")


MISTAKES = (
    Mistake(
        "transposed",
        "Your gradient is the transpose, (F, E). It should have the shape of X, (E, F): take the "
        "transpose of `B @ A`, which is `A.T @ B.T`.",
        (("A.T @ B.T", "B @ A"),),
    ),
    Mistake(
        "neither transposed",
        "`A @ B` does not fit unless E = F. The index that is summed over comes first in A and "
        "last in B, so both are transposed.",
        (("A.T @ B.T", "A @ B"),),
    ),
    Mistake(
        "the wrong order",
        "`B.T @ A.T` does not fit. The gradient has the shape of X, (E, F): begin with `A.T`, "
        "which is (E, D), and end with `B.T`, (D, F).",
        (("A.T @ B.T", "B.T @ A.T"),),
    ),
    Mistake(
        "one transposed",
        "`A.T @ B` does not fit: (E, D) meets (F, D). Transpose B as well.",
        (("A.T @ B.T", "A.T @ B"),),
    ),
    Mistake(
        "gradient only",
        "You return the gradient alone. The trace is asked for too: `return value, dX`.",
        # Written anew: an answer of another form has no second mistake in it.
        (("dX = A.T @ B.T\n    return value, dX", 'return np.einsum("de,fd->ef", A, B)'),),
    ),
    Mistake(
        "times X",
        "You multiplied by X. The trace is linear in X, so its derivative no longer contains it.",
        (("A.T @ B.T", "A.T @ B.T * X"),),
    ),
    Mistake(
        "twice",
        "Your gradient is twice too large. X occurs once in the product, so there is no factor 2.",
        (("A.T @ B.T", "2 * A.T @ B.T"),),
    ),
    Mistake(
        "sum of all entries",
        "You differentiated the sum of all entries of AXB. The trace adds those on the diagonal "
        "only.",
        (
            ("np.trace(A @ X @ B)", "np.sum(A @ X @ B)"),
            ("A.T @ B.T", "np.outer(A.sum(axis=0), B.sum(axis=1))"),
        ),
    ),
    Mistake(
        "value: sum of all entries",
        "Your value is the sum of all entries of AXB. The trace adds those on the diagonal only.",
        (("np.trace(A @ X @ B)", "np.sum(A @ X @ B)"),),
    ),
    Mistake(
        "value: the matrix",
        "Your value is a matrix, AXB itself. The trace is one number, the sum of its diagonal.",
        (("np.trace(A @ X @ B)", "A @ X @ B"),),
    ),
    Mistake(
        "value: the diagonal",
        "Your value is the diagonal of AXB. The trace is its sum.",
        (("np.trace(", "np.diag("),),
    ),
    Mistake(
        "order",
        "Value and gradient have changed places: the value comes first.",
        (("return value, dX", "return dX, value"),),
    ),
    Mistake(
        "gradient for A",
        "That is the gradient for A, of A's shape. Asked for is the one for X.",
        (("A.T @ B.T", "(X @ B).T"),),
    ),
)


def _with_einsum(A, X, B):
    return np.einsum("de,ef,fd->", A, X, B), np.einsum("de,fd->ef", A, B)


def _with_loops(A, X, B):
    value, dX = 0.0, np.zeros(X.shape)
    for d in range(len(A)):
        for e, f in np.ndindex(X.shape):
            value += A[d, e] * X[e, f] * B[f, d]
            dX[e, f] += A[d, e] * B[f, d]
    return value, dX


def _one_entry_at_a_time(A, X, B):
    units = np.eye(X.size).reshape(-1, *X.shape)
    dX = np.reshape([np.trace(A @ unit @ B) for unit in units], X.shape)
    return (dX * X).sum(), dX


def _in_float32(A, X, B):
    A, X, B = (M.astype(np.float32) for M in (A, X, B))
    return [np.diag(A @ X @ B).sum(), (B @ A).T]


TASK = Task(
    name="trace_gradient",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("the trace", 1, part=(0,)),
        Property("its gradient for X", 2, part=(1,)),
    ),
    mistakes=MISTAKES,
    equivalents=(_with_einsum, _with_loops, _one_entry_at_a_time, _in_float32),
    hints=(
        "`np.trace` is the sum of the diagonal. The gradient has the shape of X, (E, F), and is "
        "made of A, (D, E), and B, (F, D), alone.",
        "Which entries of A and B is $X_{ef}$ multiplied with in $\\sum_{d,e,f} A_{de} X_{ef} "
        "B_{fd}$? Sum over what is left, which is d.",
        "A sum over d is a matrix product once d stands on the inside. Transpose what has it on "
        "the outside.",
    ),
)
