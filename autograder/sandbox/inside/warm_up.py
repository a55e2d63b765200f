"""What the parent does before the first fork, so that no submission has to."""

import importlib
import sys

TORCH_DRIVERS = ("torch_bench", "torch_parameters", "torch_watch", "torch_ways")


def run(shell, modules):
    """Import modules, by name, and run the shell once. A name that is none is passed over."""

    for name in modules:
        try:
            importlib.import_module(name)
        except ImportError:  # not installed, or the name of a function: the cell will tell
            continue
    if torch := sys.modules.get("torch"):
        _torch(torch)
    shell.run_cell("pass", store_history=False)


def _torch(torch):
    for name in TORCH_DRIVERS:
        importlib.import_module(f"helpers.checks.drivers.{name}")
    x = torch.ones(1, requires_grad=True)
    x.sum().backward()
