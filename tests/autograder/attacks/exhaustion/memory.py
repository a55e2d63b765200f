"""Memory is taken until there is no more, in small and in large pieces."""

EXPECTED = 0, "graded"
SAYS = "tried"
CELLS = {
    "double": """\
kept = []
try:
    while True:
        kept.append(bytearray(2**25))
except MemoryError:
    print("tried")
kept = None

def double(x):
    return [0] * 2**31
""",
}
