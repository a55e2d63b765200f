"""The exception that ends a loop is swallowed, again and again."""

EXPECTED = 0, "ended early"
SAYS = "did not stop at its time limit"
CELLS = {
    "double": """\
def loop(depth):
    while True:
        try:
            while not depth:
                pass
            loop(depth - 1)
        except BaseException:
            pass

loop(50)
""",
}
