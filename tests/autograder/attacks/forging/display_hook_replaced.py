"""Whatever is to be shown as a result, another hook shows full marks."""

EXPECTED = 0, "graded"
SAYS = "tried"
CELLS = {
    "double": """\
import sys

class Two(float):
    def __repr__(self):
        return "2.0"

hook = get_ipython().displayhook
kept = type(hook).__call__
type(hook).__call__ = lambda self, value=None: kept(self, Two())
sys.displayhook = lambda value: kept(hook, Two())
print("tried")
""",
}
