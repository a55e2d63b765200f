"""Files that are written whole or not at all, and locks that end with who holds them."""

import contextlib
import fcntl
import os


def replace(path, content):
    """Write bytes to a file of a folder that exists, in one step for whoever reads it.

    What a writer that was killed leaves behind has one name, so the next one takes its place.
    """
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    with open(part, "xb") as file:  # a new file, never one that a link leads to
        file.write(content)
    os.replace(part, path)


@contextlib.contextmanager
def locked(path):
    """Hold the lock of a file, made where it is missing. However its holder ends, it ends, too.

    Raises:
        BlockingIOError: if another process holds it.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)
