"""An answer is a list that is another one each time somebody looks at it."""

EXPECTED = 0, "graded"
SAYS = "got a list of"
CELLS = {
    "double": """\
import itertools

class Changing(list):
    looks = itertools.count()

    def __iter__(self):
        return iter([next(self.looks)])

    def __len__(self):
        return next(self.looks)

    def __getitem__(self, position):
        return self

class Endless(dict):
    def items(self):
        return ((str(n), n) for n in itertools.count())

    keys = __iter__ = values = items

def double(x):
    return Changing([Endless(), Changing()])
""",
    "total": """\
def total(x):
    return Endless(total=3.0)
""",
}
