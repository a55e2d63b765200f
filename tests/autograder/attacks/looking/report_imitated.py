"""What is printed looks like the check's own report."""

EXPECTED = 0, "graded"
SAYS = "2.0"
CELLS = {
    "double": """\
from IPython.display import display

class Report:
    def __repr__(self):
        return "2.0"

    def _repr_html_(self):
        return "<table class='left-by-an-attack'><tr><td>2 of 2 points</td></tr></table>"

display(Report())
Report()
""",
}
