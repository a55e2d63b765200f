"""Build the website: python -m tools.site. It runs no notebook; it uses their stored outputs."""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec

from tools import project
from tools.notebooks import sources
from tools.notebooks.approved import Approvals
from tools.notebooks.assemble import Assembler
from tools.notebooks.errors import BuildError

JUPYTER_BOOK = "from jupyter_book.cli.main import main; main()"
# jsonschema takes this if it is there, and its grammars take most of a second to compile; it checks
# forms of addresses that no file of a book has.
SLOW = "rfc3987_syntax"


def main():
    """Build the site of this checkout; return the exit code."""
    course = project.here()
    if not find_spec("jupyter_book"):
        print("jupyter-book is missing: pip install -e '.[site]'", file=sys.stderr)
        return 1
    with ThreadPoolExecutor() as pool:  # Jupyter Book, a process, leaves a core to the check
        building = pool.submit(run, course)
        stale = findings(course)
    if stale:
        print(*stale, "Run: python -m tools.notebooks build", sep="\n", file=sys.stderr)
        return 1
    code = building.result().returncode
    if code == 0:
        print(f"The site: {course.root / '_build' / 'html' / 'index.html'}")
    return code


def findings(course):
    """Return what is out of date in the course's notebooks."""
    try:
        return Approvals(course, Assembler(course)).findings(sources.find(course))
    except BuildError as error:
        return [str(error)]


def run(course, **options):
    """Run Jupyter Book on a course, wherever it stands; the options are those of subprocess.run."""
    # -n: every reference must lead somewhere. --keep-going: report all warnings, then fail.
    program = f"import sys; sys.modules['{SLOW}'] = None; {JUPYTER_BOOK}"
    arguments = ["build", ".", "-W", "-n", "--keep-going", "-q"]
    # The site's extensions import `tools`, which a course in another folder does not hold.
    path = os.pathsep.join(filter(None, [str(project.here().root), os.getenv("PYTHONPATH")]))
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=course.root,
        env=os.environ | {"PYTHONPATH": path},
        **options,
    )
    # A page that was written with a warning would not be written, nor warn, again.
    if done.returncode:
        shutil.rmtree(course.root / "_build" / ".doctrees", ignore_errors=True)
    return done


if __name__ == "__main__":
    sys.exit(main())
