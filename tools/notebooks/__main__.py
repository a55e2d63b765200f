"""Build the notebooks from their texts, check them, or bring an edited one home.

python -m tools.notebooks build [SLUG ...]   build all notebooks, or those of some slugs
python -m tools.notebooks check              compare the notebooks with their texts
python -m tools.notebooks adopt NOTEBOOK     take a notebook's edits over into its text
"""

import argparse
import sys

from tqdm import tqdm

from tools import project
from tools.notebooks import sources
from tools.notebooks.adopt import adopt
from tools.notebooks.assemble import Assembler
from tools.notebooks.build import build
from tools.notebooks.check import check
from tools.notebooks.errors import BuildError


def main(arguments=None, course=None):
    """Run one command on a course (by default this one); return the exit code."""
    options = _parser().parse_args(arguments)
    course = course or project.here()
    try:
        return options.command(course, options)
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1


def _build(course, options):
    found = sources.find(course, options.slugs)
    assembler = Assembler(course)
    for source in tqdm(found, desc="building", unit="text", disable=None):
        written = build(assembler, source)
        names = ", ".join(path.relative_to(course.root).as_posix() for path in written)
        tqdm.write(f"{source.name} -> {names or 'unchanged'}")
    return 0


def _check(course, options):
    assembler = Assembler(course)
    findings = [text for source in sources.find(course) for text in check(assembler, source)]
    for text in findings:
        print(text, file=sys.stderr)
    if findings:
        print("Run: python -m tools.notebooks build", file=sys.stderr)
    return 1 if findings else 0


def _adopt(course, options):
    source = sources.built_as(course, options.notebook)
    changes = adopt(Assembler(course), source)
    for change in changes:
        print(f"{source.name}: {change}")
    if changes:
        print(f"Now run: python -m tools.notebooks build {source.slug}")
    else:
        print(f"{source.name}: nothing to take over")
    return 0


def _parser():
    parser = argparse.ArgumentParser(
        prog="python -m tools.notebooks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, metavar="build | check | adopt")
    command = commands.add_parser("build", help="build the notebooks from their texts")
    command.add_argument("slugs", nargs="*", metavar="SLUG", help="for example 06-backpropagation")
    command.set_defaults(command=_build)
    command = commands.add_parser("check", help="compare the notebooks with their texts")
    command.set_defaults(command=_check)
    command = commands.add_parser("adopt", help="take a notebook's edits over into its text")
    command.add_argument("notebook", metavar="NOTEBOOK.ipynb")
    command.set_defaults(command=_adopt)
    return parser


if __name__ == "__main__":
    sys.exit(main())
