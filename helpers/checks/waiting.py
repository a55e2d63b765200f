"""A check that takes long says so, and can be stopped."""

import contextlib
import sys
import threading

# Seconds after which a student wonders whether anything still happens.
PATIENCE = 5


@contextlib.contextmanager
def announced(name):
    """While the body runs for longer than `PATIENCE`, say so once, on the screen.

    No signal is used, so it works on Windows. Where no thread can start, as in a browser,
    nothing is said.
    """
    text = (
        f"The check of `{name}` is still running after {PATIENCE} seconds. To stop it, interrupt "
        "the kernel (the ■ button), or press Ctrl-C in a terminal. Is there a loop without an end?"
    )
    # Standard error would cost all points in nbgrader; a check redirects sys.stdout meanwhile.
    timer = threading.Timer(PATIENCE, print, (text,), {"file": sys.stdout, "flush": True})
    timer.daemon = True
    with contextlib.suppress(RuntimeError):
        timer.start()
    try:
        yield
    finally:
        timer.cancel()
