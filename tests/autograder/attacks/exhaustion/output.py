"""Gigabytes are printed, shown, and written past Python."""

EXPECTED = 0, "graded"
SAYS = "xxxx"
CELLS = {
    "double": """\
import os

text = "x" * 10**6
for _ in range(50):
    print(text)
    try:
        os.write(1, text.encode())
    except OSError:
        pass

class Large:
    def __repr__(self):
        return text * 100

def double(x):
    print(text * 50)
    raise ValueError(text * 50)

Large()
""",
}
