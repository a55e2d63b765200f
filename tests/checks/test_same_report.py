"""A report depends on the answers and the seed alone: not on the process, nor on its hashes."""

import hashlib
import os
import subprocess
import sys

import helpers.checks


def everything_said():
    """Return the digest of what the checks say of some right, wrong and missing work."""
    digest = hashlib.sha256()
    for slug in helpers.checks.slugs():
        check = helpers.checks.load(slug)
        for name, task in check.tasks.items():
            wrong = [mistake.apply(task.reference) for mistake in task.mistakes[:4]]
            for work in (task.reference, *wrong, lambda *args: ..., lambda *args: args[0], None):
                report = getattr(check, name)(work)
                digest.update(f"{report!r}\n{report}\n{report._repr_html_()}\n".encode())
    return digest.hexdigest()


def said_by_a_fresh_process(hash_seed):
    code = f"import runpy; print(runpy.run_path({__file__!r})['everything_said']())"
    environment = {
        **os.environ,
        "PYTHONHASHSEED": hash_seed,
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.split()[-1]  # on a busy machine a check may say that it still runs


def test_two_processes_with_other_hashes_say_the_same():
    first, second = map(said_by_a_fresh_process, "12")
    assert len(first) == 64
    assert first == second
