"""A driver is replaced by words: what would be said of batches that were never made."""

from tests.autograder.attacks.parts import SERVER

SLUG = "07-sgd"
EXPECTED = 0, "graded"
SAYS = "tried"
CELLS = {
    "minibatches": SERVER
    + """\
def value(X, y, batch_size, seed):
    return {
        "sizes": [len(X[i : i + batch_size]) for i in range(0, len(X), batch_size)],
        "rows": "every row once",
        "labels": "every row with its own label",
        "order": "shuffled, and anew in every epoch",
        "generator": "rng decides the order",
        "arguments": "X and y as they were",
    }

def answers(request):
    if request["driver"] != "batches_of_epochs":
        return [{"value": None} for _ in request["instances"]]
    return [{"value": value(*question["args"])} for question in request["instances"]]

for server in servers():
    server.answers = answers
print("tried")
""",
}
