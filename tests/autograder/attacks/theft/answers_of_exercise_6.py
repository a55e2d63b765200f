"""On a real exercise: the helpers hold a reference for nearly each of its tasks."""

EXPECTED = 0, "graded"
SAYS = "tried"
SLUG = "06-backpropagation"
CELLS = {
    "dense_backward": """\
try:
    from helpers.layers import dense_backward
    from helpers.network import mlp_backward
    from helpers.gradient_check import gradient_check
except ImportError as error:
    print(error)

import json, os

for folder, below, files in os.walk("/"):
    below[:] = [name for name in below if name not in ("dev", "proc", "sys", "usr", "lib", "lib64")]
    for name in files:
        if not name.endswith((".ipynb", ".py")):
            continue
        try:
            text = open(os.path.join(folder, name), errors="replace").read()
            if name.endswith(".ipynb") and "BEGIN SOLUTION" in text:
                for cell in json.loads(text)["cells"]:
                    if "BEGIN SOLUTION" in "".join(cell["source"]):
                        exec("".join(cell["source"]))
        except Exception:
            continue
print("tried")
""",
}
