"""A Dask cluster like one of many machines: a scheduler and workers that stand by themselves."""

import contextlib
import json
import os
import subprocess
import sys

from tests.autograder import tiny
from tests.autograder.faults.grader import wait_until

SCHEDULER = ("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
WORKER = ("dask_worker", "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")


@contextlib.contextmanager
def cluster(folder, *, workers=1):
    """Run a cluster; give the scheduler's process and address."""
    file = folder / "scheduler.json"
    file.unlink(missing_ok=True)
    with contextlib.ExitStack() as stack:
        scheduler = stack.enter_context(_program(folder, *SCHEDULER, "--scheduler-file", file))
        address = wait_until(lambda: _address(file))
        for _ in range(workers):
            stack.enter_context(_program(folder, *WORKER, "--scheduler-file", file))
        yield scheduler, address


@contextlib.contextmanager
def _program(folder, name, *options):
    command = [sys.executable, "-m", f"distributed.cli.{name}", *map(str, options)]
    environment = {**os.environ, "PYTHONPATH": str(tiny.ROOT)}
    with open(folder / f"{name}.txt", "a") as said:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=said, stderr=said)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _address(file):
    with contextlib.suppress(OSError, ValueError):
        return json.loads(file.read_text())["address"]
    return ""
