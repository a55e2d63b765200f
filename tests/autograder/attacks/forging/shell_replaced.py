"""The shell's own methods are replaced by ones that run something better."""

EXPECTED = 0, "graded"
SAYS = "tried"
CELLS = {
    "double": """\
from IPython.core.interactiveshell import InteractiveShell

kept = InteractiveShell.run_cell_async
kept_run = InteractiveShell.run_cell

async def run_cell_async(self, source, *args, **kwargs):
    return await kept(self, "2.0" if source.startswith("check.") else source, *args, **kwargs)

def run_cell(self, source, *args, **kwargs):
    return kept_run(self, "2.0" if source.startswith("check.") else source, *args, **kwargs)

InteractiveShell.run_cell_async = run_cell_async
InteractiveShell.run_cell = run_cell
print("tried")
""",
}
