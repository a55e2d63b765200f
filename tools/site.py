"""Build the website: python -m tools.site. It runs no notebook; it uses their stored outputs."""

import shutil
import subprocess
import sys
from importlib.util import find_spec

from tools import project
from tools.notebooks import sources
from tools.notebooks.assemble import Assembler
from tools.notebooks.check import check
from tools.notebooks.errors import BuildError


def main():
    """Build the site of this checkout; return the exit code."""
    course = project.here()
    try:
        stale = findings(course)
    except BuildError as error:
        stale = [str(error)]
    if stale:
        print(*stale, "Run: python -m tools.notebooks build", sep="\n", file=sys.stderr)
        return 1
    return build(course)


def findings(course):
    """Return what is out of date in the course's notebooks."""
    assembler = Assembler(course)
    return [text for source in sources.find(course) for text in check(assembler, source)]


def build(course):
    """Run Jupyter Book with warnings as errors; return its exit code."""
    if not find_spec("jupyter_book"):
        print("jupyter-book is missing: pip install -e '.[site]'", file=sys.stderr)
        return 1
    # -n: every reference must lead somewhere. --keep-going: report all warnings, then fail.
    program = "from jupyter_book.cli.main import main; main()"
    options = ["build", ".", "-W", "-n", "--keep-going", "-q"]
    code = subprocess.run([sys.executable, "-c", program, *options], cwd=course.root).returncode
    if code == 0:
        print(f"The site: {course.root / '_build' / 'html' / 'index.html'}")
    else:  # a page that was written with a warning would not be written, nor warn, again
        shutil.rmtree(course.root / "_build" / ".doctrees", ignore_errors=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
