"""An input transformer puts a number in the place of a check's text."""

EXPECTED = 0, "graded"
SAYS = "tried"
CELLS = {
    "double": """\
def points(lines):
    return ["2.0\\n" if line.startswith("check.") else line for line in lines]

get_ipython().input_transformers_cleanup.append(points)
get_ipython().input_transformers_post.append(points)
print("tried")
""",
}
