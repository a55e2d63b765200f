"""Hand in the sample class: ``python -m autograder.sample_class 06-backpropagation``."""

import argparse
import sys
from pathlib import Path

from autograder.course import Course, CourseError
from autograder.sample_class import classes
from autograder.sample_class.hand_in import hand_in


def main(arguments=None):
    """Write the submissions and say who they are; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m autograder.sample_class", description=__doc__)
    parser.add_argument("assignment", choices=(known := classes()))
    slug = parser.parse_args(arguments).assignment
    try:
        hand_in(Course(Path.cwd()), slug, known[slug])
    except (CourseError, FileNotFoundError) as error:
        print(f"sample class: {error}", file=sys.stderr)
        return 2
    for sample in known[slug]:
        print(f"{sample.student:26} {sample.score:5g}  {sample.why}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
