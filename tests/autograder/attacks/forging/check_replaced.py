"""The name `check` is given to something that always awards full marks."""

EXPECTED = 0, "graded"
SAYS = "tried"
CELLS = {
    "double": """\
class Full:
    def double(self, function):
        return 2.0

    def total(self, function):
        return 3.0

check = Full()
get_ipython().user_ns["check"] = check
print("tried")
""",
}
