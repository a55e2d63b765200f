"""A cell shows JavaScript, which notebooks run."""

EXPECTED = 0, "graded"
SAYS = ""
CELLS = {
    "double": """\
from IPython.display import Javascript, display

display(Javascript("alert('left-by-an-attack')"))
display({"application/javascript": "alert('left-by-an-attack')"}, raw=True)
display({"application/vnd.jupyter.widget-view+json": {"model_id": "left-by-an-attack"}}, raw=True)
""",
}
