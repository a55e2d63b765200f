"""Descriptors are opened until there are none."""

EXPECTED = 0, "graded"
SAYS = "Too many open files"
CELLS = {
    "double": """\
import os

kept = []
try:
    while True:
        kept += os.pipe()
except OSError as error:
    said = error

def double(x):
    return open("/dev/null")

for number in kept:
    os.close(number)
print(said)
""",
}
