"""The answer is a list in a list in a list, and also a list that contains itself."""

EXPECTED = 0, "graded"
SAYS = "got a list of 2"
CELLS = {
    "double": """\
nest = []
for _ in range(10**5):
    nest = [nest]
itself = []
itself.append(itself)

def double(x):
    print("tried")
    return [itself, nest]
""",
}
