"""Another student's submission lies next door."""

EXPECTED = 0, "graded"
SAYS = "found 0"
CELLS = {
    "double": """\
import glob, json, os

found = []
for pattern in ("../../*/01-tiny/*.ipynb", "/**/submitted/*/01-tiny/*.ipynb"):
    for path in glob.glob(pattern, recursive=pattern.startswith("..")):
        for cell in json.load(open(path))["cells"]:
            source = "".join(cell["source"])
            if source.startswith("def ") and "return" in source:
                found.append(path)
                exec(source)
print("found", len(found))
""",
}
