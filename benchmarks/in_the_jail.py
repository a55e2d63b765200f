"""What runs first in the jail of `stock_nbgrader`: nbgrader's commands, then a look around."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path


def main(slug, *pages):
    """Grade, write feedback for those in `pages`, and report which processes are still there."""
    for command in (["autograde"], *(["generate_feedback", f"--student={s}"] for s in pages)):
        subprocess.run(["nbgrader", *command, slug], stdin=subprocess.DEVNULL)
    time.sleep(0.5)
    Path("report.json").write_text(json.dumps({"left": list(_others())}))


def _others():
    for name in os.listdir("/proc"):
        if name.isdigit() and int(name) not in (1, 2, os.getpid(), os.getppid()):
            try:
                yield Path("/proc", name, "cmdline").read_text().replace("\0", " ")
            except OSError:
                continue


if __name__ == "__main__":
    main(*sys.argv[1:])
