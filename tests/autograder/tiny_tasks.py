"""The two tasks of the tiny assignment, in the form in which exercises have theirs."""

from helpers.checks.task import Instance, Mistake, Property, Task


def reference_double(x):
    """Return 2 x."""
    return 2 * x


def reference_total(x):
    """Return the sum of all entries."""
    return x.sum()


def _arrays(rng):
    yield Instance((rng.normal(size=(2, 3)),), "small")
    yield Instance((rng.normal(size=(4, 1)),), "tall")


HALVED = Mistake("halved", "You halved it. Double it instead.", (("2 * x", "x / 2"),))
DOUBLE = Task(
    name="double",
    inputs=_arrays,
    reference=reference_double,
    properties=(Property("twice as much", 2),),
    mistakes=(HALVED,),
    equivalents=(),
    hints=(),
)
TOTAL = Task(
    name="total",
    inputs=_arrays,
    reference=reference_total,
    properties=(
        Property("of a small one", 2, tags=("small",)),
        Property("of a tall one", 1, tags=("tall",)),
    ),
    mistakes=(),
    equivalents=(),
    hints=(),
    after=("double",),
)
TASKS = DOUBLE, TOTAL
WRITTEN = {"why": 4}
