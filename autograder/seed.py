"""The secret seed of an assignment's paper: drawn once, so everybody gets the same questions."""

import contextlib
import os
import secrets
import tempfile


def seed_of(course, slug):
    """Return the seed, a non-negative integer, of an assignment; draw it the first time.

    It is kept beside the gradebook, readable by its owner only. Delete the file to draw anew.
    """
    path = course.secrets / slug
    if not path.exists():
        course.secrets.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_once(path, str(secrets.randbits(63)))
    return int(path.read_text())


def _write_once(path, text):
    """Two graders that start together agree: a link is made whole or not at all."""
    with tempfile.NamedTemporaryFile("w", dir=path.parent) as file:  # mode 0600
        file.write(text)
        file.flush()
        with contextlib.suppress(FileExistsError):
            os.link(file.name, path)
