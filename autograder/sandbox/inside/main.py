"""The student's process: waits for frames, runs cells and checks, answers with plain values.

Started as ``python -P -s -S main.py SETTINGS`` with the settings as JSON, see
`autograder.sandbox.launch`. It answers every frame with exactly one.
"""

import json
import os
import site
import socket
import sys
from pathlib import Path


def main(settings):
    """Prepare the process, say that it is ready, and serve until the grader hangs up."""
    sys.path[:] = [str(Path(__file__).parents[3]), *sys.path, *settings["path"]]
    _builtins_of_site()
    conversation = _prepare(settings)
    while True:
        conversation.answer()


def _prepare(settings):
    from autograder.sandbox.inside import stand_in

    stand_in.install()
    from autograder.sandbox.inside import limits

    if settings["uid"] is not None:
        limits.become(settings["uid"])
    from autograder.sandbox.inside import shell
    from autograder.sandbox.inside.conversation import Conversation

    connection = socket.socket(fileno=settings["channel"])
    running = shell.start()
    clock = limits.Clock(settings["limits"]["cpu"], settings["limits"]["wall"])
    limits.lower(settings["limits"])
    _silence()
    return Conversation(connection, running, clock)


def _builtins_of_site():
    """With -S nobody has defined `help`, `exit` and `copyright`; nothing else of site is wanted."""
    site.setquit()
    site.setcopyright()
    site.sethelper()


def _silence():
    """What is written past Python, to file descriptors 1 and 2, goes nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
