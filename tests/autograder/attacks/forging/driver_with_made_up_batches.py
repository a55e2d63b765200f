"""A driver is replaced by one that makes up batches, of the right sizes and of no rows of X."""

from tests.autograder.attacks.parts import SERVER

SLUG = "07-sgd"
EXPECTED = 0, "graded"
SAYS = "tried"
CELLS = {
    "minibatches": SERVER
    + """\
import numpy as np

def value(X, y, batch_size, seed):
    def epoch(k):
        sizes = [len(X[i : i + batch_size]) for i in range(0, len(X), batch_size)]
        return [(np.full((n, *X.shape[1:]), k), np.full(n, k)) for n in sizes]

    made = {name: epoch(k) for name, k in [("first", 0), ("second", 1), ("same", 0), ("other", 2)]}
    return {**made, "X": X, "y": y}

def answers(request):
    if request["driver"] != "batches_of_epochs":
        return [{"value": None} for _ in request["instances"]]
    return [{"value": value(*question["args"])} for question in request["instances"]]

for server in servers():
    server.answers = answers
print("tried")
""",
}
