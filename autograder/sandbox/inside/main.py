"""The warm parent: imports what submissions will, then forks a process for each of them.

Started as ``python -P -s -S main.py DESCRIPTOR``, the descriptor of a socket to the grader. The
first message there holds the settings, see `autograder.sandbox.parent`. It never reads what a
student wrote, and runs none of it.
"""

import gc
import site
import socket
import sys
from pathlib import Path


def main(connection):
    """Read the settings, import, and serve until the grader hangs up."""
    sys.path.insert(0, str(Path(__file__).parents[3]))
    from autograder.sandbox.inside import control

    settings, _ = control.receive(connection)
    sys.path += settings["path"]
    sys.argv[1:] = []
    _builtins_of_site()
    from autograder.sandbox.inside import stand_in

    stand_in.install()
    from autograder.sandbox.inside import shell, warm_up
    from autograder.sandbox.inside.nursery import Nursery

    nursery = Nursery(connection, settings, shell.start())
    warm_up.run(nursery.shell, settings["modules"])
    gc.collect()
    gc.freeze()  # a child that collects garbage need not look at, and so copy, what is there
    nursery.serve()


def _builtins_of_site():
    """With -S nobody has defined `help`, `exit` and `copyright`; nothing else of site is wanted."""
    site.setquit()
    site.setcopyright()
    site.sethelper()


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
