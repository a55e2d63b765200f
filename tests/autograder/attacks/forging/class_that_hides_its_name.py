"""A metaclass calls its class a `float`, so that a look at the type is satisfied."""

EXPECTED = 0, "graded"
SAYS = "Number"
CELLS = {
    "double": """\
class Meta(type):
    __name__ = __qualname__ = "float"
    __module__ = "builtins"

    def __instancecheck__(cls, thing):
        return True

    def __eq__(cls, other):
        return True

    def __hash__(cls):
        return hash(float)

class Number(metaclass=Meta):
    __class__ = float

def double(x):
    print("tried")
    return Number()
""",
    "total": """\
def total(x):
    return Number()
""",
}
