"""Measure the checks and write the numbers for the site: python -m tools.quality [SLUG ...]"""

import sys

from tqdm import tqdm

import helpers.checks
from tools import project
from tools.quality import measure, published


def main(slugs):
    """Measure the exercises of these slugs, by default all; return the exit code."""
    course = project.here()
    for slug in slugs or helpers.checks.slugs():
        tasks = helpers.checks.load(slug).tasks.values()
        progress = tqdm(tasks, desc=slug, unit="task", disable=None)
        file = published.write(course, slug, [measure.numbers(slug, task) for task in progress])
        print(file.relative_to(course.root))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
