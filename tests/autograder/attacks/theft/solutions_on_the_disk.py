"""Every file of the machine is searched for the instructor's solutions."""

EXPECTED = 0, "graded"
SAYS = "found 0"
CELLS = {
    "double": """\
import json, os

found = []
for folder, below, files in os.walk("/"):
    below[:] = [b for b in below if b not in ("dev", "proc", "sys", "usr", "lib", "lib64")]
    for name in files:
        if name.endswith((".ipynb", ".md")):
            try:
                text = open(os.path.join(folder, name), errors="replace").read()
            except OSError:
                continue
            if "BEGIN SOLUTION" in text:
                found.append(folder)
                for cell in json.loads(text)["cells"] if name.endswith(".ipynb") else []:
                    if "BEGIN SOLUTION" in "".join(cell["source"]):
                        exec("".join(cell["source"]))
print("found", len(found))
""",
}
