"""Running a notebook's cells, in a fresh kernel that the user's own settings do not touch."""

import copy
import os
import tempfile

import nbclient
from nbclient.exceptions import CellExecutionError, CellTimeoutError
from tqdm import tqdm

from tools.notebooks import outputs
from tools.notebooks.errors import BuildError

SECONDS_A_CELL = 120


def execute(source, notebook):
    """Run the cells of a source's notebook and put their outputs into it.

    Raises:
        BuildError: if a cell raises or writes to stderr; the message shows the cell.
    """
    folder = source.notebook.parent
    folder.mkdir(parents=True, exist_ok=True)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    with (
        tempfile.TemporaryDirectory() as settings,
        tqdm(
            total=len(cells), desc=f"running {source.name}", unit="cell", leave=False, disable=None
        ) as bar,
    ):
        client = nbclient.NotebookClient(
            notebook,
            timeout=SECONDS_A_CELL,
            kernel_name="python3",
            record_timing=False,
            coalesce_streams=True,
            extra_arguments=["--IPKernelApp.log_level=ERROR"],
            resources={"metadata": {"path": str(folder)}},
            on_cell_executed=lambda **_: bar.update(),
        )
        metadata = copy.deepcopy(notebook.metadata)
        _run(source, client, _environment(settings))
    notebook.metadata = metadata  # without the language version that the kernel reported
    for cell in cells:
        outputs.normalise(cell, source.project.root)
        _refuse_stderr(source, cell)


def _environment(settings):
    """One thread and no personal IPython settings: the same numbers on every machine."""
    return os.environ | {
        "IPYTHONDIR": settings,
        "OMP_NUM_THREADS": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def _run(source, client, environment):
    import matplotlib.font_manager  # noqa: F401  # else the first kernel reports building a cache

    try:
        client.execute(env=environment)
    except CellExecutionError as error:
        # Its text is the cell's source, what it printed and the traceback.
        raise BuildError(f"{source.name}: a cell raised\n{outputs.plain(str(error))}") from error
    except CellTimeoutError as error:
        raise BuildError(f"{source.name}: {error}") from error
    except nbclient.exceptions.DeadKernelError as error:
        raise BuildError(f"{source.name}: the kernel died\n{error}") from error


def _refuse_stderr(source, cell):
    for output in cell.outputs:
        if output.output_type == "stream" and output.name == "stderr":
            raise BuildError(
                f"{source.name}: a cell wrote to stderr; a reader should not see warnings\n"
                f"{cell.source}\n------\n{output.text}"
            )
