"""The script for SLURM does what it says. SLURM is played by one line: `srun` runs its command."""

import os
import socket
import subprocess

import pytest

from tests.autograder import tiny
from tests.autograder.faults import grader

pytestmark = pytest.mark.usefixtures("bwrap")


@pytest.mark.long
def test_the_script_grades_an_exercise(fresh, undisturbed, tmp_path):
    course, programs = fresh(), tmp_path / "programs"
    programs.mkdir()
    program(programs / "srun", 'exec "$@"')
    program(programs / "hostname", "echo 127.0.0.1")
    program(programs / "autograder", 'exec python -m tests.autograder.faults.grader "$@"')
    environment = {
        **os.environ,
        "PATH": f"{programs}:{tiny.ROOT}/.venv/bin:{os.environ['PATH']}",
        "PYTHONPATH": str(tiny.ROOT),
        "SLURM_JOB_ID": str(free_port() - 20000),
        "SLURM_SUBMIT_DIR": str(course.root),
    }
    script = ["bash", tiny.ROOT / "autograder" / "grade.sbatch", tiny.SLUG]
    done = subprocess.run(script, env=environment, capture_output=True, text=True, timeout=240)
    assert done.returncode == 1, done.stdout + done.stderr
    assert grader.left(course) == undisturbed.left


def program(path, line):
    path.write_text(f"#!/bin/bash\n{line}\n")
    path.chmod(0o755)


def free_port():
    """Return a port that the script can derive from a job's number."""
    while True:
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            if 20000 <= (port := one.getsockname()[1]) < 60000:
                return port
