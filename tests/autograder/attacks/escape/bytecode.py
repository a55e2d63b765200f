"""Compiled files beside shared modules are replaced by others."""

EXPECTED = 0, "graded"
SAYS = "written []"
CELLS = {
    "double": """\
import glob, importlib.util, os
import numpy

written = []
for module in (os, numpy):
    path = importlib.util.cache_from_source(module.__file__)
    for way in ("ab", "wb"):
        try:
            open(path, "ab").close()
            written.append(path)
            break
        except OSError:
            pass
print("written", written)
""",
}
