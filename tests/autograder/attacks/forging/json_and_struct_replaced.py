"""`json`, `struct` and `pickle` write full marks whatever they are given."""

EXPECTED = 0, "graded"
SAYS = "tried"
CELLS = {
    "double": """\
import json, pickle, struct

kept = json.dumps
best = ["l", {"value": 2.0, "score": 3}, {"value": 2.0, "score": 3}]

def dumps(tree, **options):
    if isinstance(tree, dict) and "answers" in tree:
        tree = {**tree, "answers": best}
    return kept(tree, **options)

json.dumps = dumps
pickle.dumps = pickle.loads = lambda *args, **kwargs: 3.0
print("tried")
""",
}
