"""The Jacobians of a dot product and of an outer product."""

import numpy as np

from helpers.checks.task import Instance, Mistake, Property, Task


def reference(x, y):
    """Return the Jacobians of x'y, (1, 2n), and of xx', (n, n, n), for x and y (n,)."""
    n = len(x)
    dot = np.concatenate([y, x])[None, :]
    outer = np.zeros((n, n, n))
    for i in range(n):
        outer[i, :, i] += x
        outer[:, i, i] += x
    return dot, outer


def inputs(rng):
    """Two sizes; the numbers have both signs, and no two are near each other."""
    yield Instance((np.array([2.0, 3.0]), np.array([5.0, 7.0])), "two numbers each")
    for n in (3, 4):
        x = (1 + np.arange(n) + rng.uniform(0, 0.4, n)) * (-1.0) ** np.arange(n)
        y = (6 + np.arange(n) + rng.uniform(0, 0.4, n)) * (-1.0) ** (np.arange(n) // 2)
        yield Instance((x, y), "longer vectors")


MISTAKES = (
    Mistake(
        "dot: own vector",
        "In the dot product you gave each vector itself. The derivative for x is y, and that for "
        "y is x: a product swaps.",
        (("[y, x]", "[x, y]"),),
    ),
    Mistake(
        "dot: flat",
        "The dot product's Jacobian is (2n,). It has one output, so one row: shape (1, 2n).",
        (("[None, :]", ""),),
    ),
    Mistake(
        "dot: column",
        "The dot product's Jacobian stands upright. One output makes one row: shape (1, 2n).",
        (("[None, :]", "[:, None]"),),
    ),
    Mistake(
        "dot: for x only",
        "The dot product depends on y as well. The Jacobian has 2n columns: first those for x, "
        "then those for y.",
        (("np.concatenate([y, x])", "y"),),
    ),
    Mistake(
        "dot: in two rows",
        "You put the two halves of the dot product's Jacobian under each other. There is one "
        "output, so they stand side by side in one row.",
        (("np.concatenate([y, x])[None, :]", "np.stack([y, x])"),),
    ),
    Mistake(
        "outer: = for +=",
        "In the outer product the entry (i, i) lies in row i and in column i, and both contribute: "
        "2 x_i. Add the two with `+=`; a plain `=` overwrites.",
        (("outer[:, i, i] += x", "outer[:, i, i] = x"),),
    ),
    Mistake(
        "outer: row only",
        "In the outer product x_i stands in column i as well as in row i. The columns are missing.",
        (("        outer[:, i, i] += x\n", ""),),
    ),
    Mistake(
        "outer: column only",
        "In the outer product x_i stands in row i as well as in column i. The rows are missing.",
        (("        outer[i, :, i] += x\n", ""),),
    ),
    Mistake(
        "outer: ones",
        "In the outer product you have ones where x belongs. Entry (p, q) is x_p x_q: its "
        "derivative for x_p is the other factor, x_q.",
        (
            ("outer[i, :, i] += x", "outer[i, :, i] += 1"),
            ("outer[:, i, i] += x", "outer[:, i, i] += 1"),
        ),
    ),
    Mistake(
        "outer: y beside x",
        "In the outer product you have y in one place and x in the other, as in xy'. Here it is "
        "x with itself; y does not occur.",
        (("outer[i, :, i] += x", "outer[i, :, i] += y"),),
        ((("outer[:, i, i] += x", "outer[:, i, i] += y"),),),
    ),
    Mistake(
        "outer: that of the squares",
        "2 x on a diagonal is the Jacobian of the squares. The outer product has n times n "
        "entries, each with n derivatives: (n, n, n).",
        (("return dot, outer", "return dot, 2 * np.diag(x)"),),
    ),
    Mistake(
        "dot only",
        "You return the dot product's Jacobian alone. Two are asked for: `return dot, outer`.",
        (("return dot, outer", "return dot"),),
    ),
    Mistake(
        "outer: input axis first",
        "In the outer product's Jacobian the input's axis stands first. The shape is that of the "
        "output, then that of the input, so the slice for input i is `J[:, :, i]`.",
        (("return dot, outer", "return dot, np.moveaxis(outer, -1, 0)"),),
    ),
    Mistake(
        "outer: flattened",
        "You flattened the outer product. Its Jacobian keeps the output's two axes: (n, n, n).",
        (("return dot, outer", "return dot, outer.reshape(n * n, n)"),),
    ),
    Mistake(
        "outer: with y",
        "The second function is the outer product of x with itself; y does not occur in it.",
        (
            ("outer[:, i, i] += x", "outer[:, i, i] += y"),
            ("outer[i, :, i] += x", "outer[i, :, i] += y"),
        ),
    ),
    Mistake(
        "order",
        "The two Jacobians have changed places: first the dot product's, then the outer product's.",
        (("return dot, outer", "return outer, dot"),),
    ),
)


def _with_einsum(x, y):
    one = np.eye(len(x))
    outer = np.einsum("pi,q->pqi", one, x) + np.einsum("qi,p->pqi", one, x)
    return [np.hstack([y, x]).reshape(1, -1), outer]


def _entry_by_entry(x, y):
    n = len(x)
    outer = np.empty((n, n, n))
    for p, q, i in np.ndindex(n, n, n):
        outer[p, q, i] = (p == i) * x[q] + (q == i) * x[p]
    return np.array([[*y, *x]]), outer


def _by_broadcasting(x, y):
    rows = np.eye(len(x))[:, None, :] * x[None, :, None]
    return np.atleast_2d(np.append(y, x)), rows + rows.swapaxes(0, 1)


def _in_float32(x, y):
    return reference(x.astype(np.float32), y.astype(np.float32))


TASK = Task(
    name="product_jacobians",
    inputs=inputs,
    reference=reference,
    properties=(
        Property("the Jacobian of the dot product", 1, part=(0,)),
        Property("the Jacobian of the outer product", 2, part=(1,)),
    ),
    mistakes=MISTAKES,
    equivalents=(_with_einsum, _entry_by_entry, _by_broadcasting, _in_float32),
    hints=(
        "The dot product is $x_1 y_1 + x_2 y_2 + \\dots$ What is $x_1$ multiplied with? "
        "`np.concatenate` joins two vectors, and `[None, :]` makes a row of the result.",
        "Start the second one from `np.zeros((n, n, n))` and loop over the inputs. Input i appears "
        "in row i and in column i of the product, so only these are not 0 in slice i.",
        "Row i of slice i is `J[i, :, i]`, and column i is `J[:, i, i]`. They meet in one entry: "
        "add to both.",
    ),
)
