"""What the parent does before the first fork, so that no submission has to."""

import contextlib
import importlib
import sys

from helpers.checks.drivers import run as run_driver

# What NumPy imports when it is first needed.
LATER = ("numpy.ma", "numpy.random", "encodings.cp437", "zipfile")
TORCH_DRIVERS = ("torch_bench", "torch_parameters", "torch_watch", "torch_ways")
# A function, a result that is shown, something printed, an error: what cells are made of.
CELLS = ("def f(x):\n    return x\n\n\nprint(f(1))", "[1.0, 2]", "1 / 0")


def run(shell, modules):
    """Import modules, by name, and use what every submission uses."""
    imports(modules)
    if torch := sys.modules.get("torch"):
        imports(f"helpers.checks.drivers.{name}" for name in TORCH_DRIVERS)
        _train(torch)
    for cell in CELLS:
        shell.run_cell(cell, store_history=False)
    shell.reset(new_session=True)
    del sys.last_type, sys.last_value, sys.last_traceback
    run_driver("call", abs, [{"args": [1], "kwargs": {}}])


def imports(names):
    """Import modules. A name is passed over if it is a function's, or nothing of it is here."""
    for name in (*LATER, *names):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)


def _train(torch):
    """The first step of an optimizer imports a thousand modules, and takes a second.

    What is printed and seeded for the first time reads files, too.
    """
    from torch.utils.data import DataLoader, TensorDataset

    with torch.random.fork_rng(devices=[]):
        repr(torch.ones(1))
        torch.manual_seed(0)
        model = torch.nn.Linear(1, 1)
        loader = DataLoader(TensorDataset(torch.ones(2, 1)), batch_size=1, shuffle=True)
        for kind in (torch.optim.SGD, torch.optim.Adam):
            optimizer = kind(model.parameters(), lr=0.1)
            for (x,) in loader:
                optimizer.zero_grad()
                model(x).sum().backward()
                optimizer.step()
