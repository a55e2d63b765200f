"""The notebook's namespace becomes a dict that hands out something else."""

EXPECTED = 0, "graded"
SAYS = "tried"
CELLS = {
    "double": """\
class Names(dict):
    def __getitem__(self, name):
        return (lambda x: 2.0) if name in ("double", "total") else dict.__getitem__(self, name)

    def __contains__(self, name):
        return True

    get = __getitem__

try:
    get_ipython().user_ns = Names(get_ipython().user_ns)
finally:
    print("tried")
""",
}
