"""Write the sample class's submissions where students' work is collected."""

import nbformat

from autograder.sample_class.copy import Copy


def hand_in(course, slug, samples):
    """Write one submission for each sample, in folders that no student has.

    Raises:
        CourseError: if there is no such assignment.
        FileNotFoundError: if the exercise is not released.
    """
    course.require(slug)
    release = nbformat.read(course.root / "exercises" / slug / f"{slug}.ipynb", as_version=4)
    source = nbformat.read(course.source(slug), as_version=4)
    for sample in samples:
        work = Copy(release, source)
        text = sample.make(work) or work.text()
        folder = course.submitted / sample.student / slug
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{slug}.ipynb").write_text(text, encoding="utf-8")
