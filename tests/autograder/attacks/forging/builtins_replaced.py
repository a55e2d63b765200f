"""Python's own `any` is always False, `all` always True, `sum` generous."""

EXPECTED = 0, "ended early"
SAYS = "ended early"
CELLS = {
    "double": """\
import builtins

kept = builtins.sum
builtins.any = lambda things: False
builtins.all = lambda things: True
builtins.sum = lambda things, *start: kept(list(things), *start) or 3.0
builtins.isinstance = lambda thing, kinds: True

def double(x):
    return x

print("ended early")
""",
}
