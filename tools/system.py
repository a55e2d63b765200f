"""Make sure that system programs are there: install them where that may be done, else say how.

    python3 tools/system.py bwrap chromium node npm

Standard library only, since it runs before anything is installed.
"""

import os
import shutil
import subprocess
import sys

# The program that is looked for, and the Debian and Ubuntu package that brings it.
PACKAGES = {
    "bwrap": "bubblewrap libseccomp2",
    "chromium": "chromium",
    "node": "nodejs",
    "npm": "npm",
}


def missing(programs):
    """Return the packages that bring those of the programs that are not on PATH."""
    lacking = [PACKAGES[program] for program in programs if shutil.which(program) is None]
    return " ".join(lacking).split()


def may_install():
    """Is this a machine where we are root and apt-get is the way to install?"""
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def main(programs):
    """Install what is missing, or exit with the one line to type."""
    unknown = [program for program in programs if program not in PACKAGES]
    if unknown:
        sys.exit(f"unknown programs {', '.join(unknown)}; known are {', '.join(PACKAGES)}")
    packages = missing(programs)
    if not packages:
        return
    if not may_install():
        sys.exit(f"Missing: {', '.join(packages)}. Type:\n  {advice(packages)}")
    print(f"Installing {', '.join(packages)} ...", flush=True)
    subprocess.run(["apt-get", "update"], check=True, stdout=subprocess.DEVNULL)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "install", "--yes", *packages], check=True, env=environment)


def advice(packages):
    """Return the line to type on this machine."""
    if sys.platform == "linux":
        return f"sudo apt-get install {' '.join(packages)}"
    if "bubblewrap" in packages:
        return "grading needs Linux: use WSL 2 on Windows, or a Linux virtual machine on macOS"
    return "install them from nodejs.org and chromium.org, so that they are found on PATH"


if __name__ == "__main__":
    main(sys.argv[1:])
