"""A lock on a file that all can read tells the next one something, or keeps it waiting."""

EXPECTED = 0, "graded"
SAYS = ""
STUDENTS = "file-locks-1", "file-locks-2"
CELLS = {
    "double": """\
import fcntl, glob, os
import numpy

held, found = [], []
paths = [numpy.__file__, os.__file__, "/etc/ld.so.cache", "/course/helpers/__init__.py"]
for path in paths:
    try:
        held.append(open(path))
        fcntl.flock(held[-1], fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        found.append(path)
    except OSError:
        pass

def double(x):
    import time
    print("found", found)
    time.sleep(0.1)
    return held
""",
}
