"""A submission's own process, from the fork on."""

import os

import numpy.random

from autograder.sandbox.inside import apart, limits, shell, wire
from autograder.sandbox.inside.conversation import Conversation


def run(channel, running, settings, message):
    """Become a process that nothing connects with the parent, and serve the grader.

    channel: its socket; running: the shell; settings: those of the parent; message: the one that
    asked for it. Ends with the process.
    """
    try:
        _prepare(settings, message["start"], message["limits"])
    except OSError as error:
        channel.sendall(wire.encode({"failed": str(error)}))
        os._exit(1)
    shell.capture()
    clock = limits.Clock(message["limits"]["cpu"], message["limits"]["wall"])
    conversation = Conversation(channel, running, clock)
    while True:
        conversation.answer()


def _prepare(settings, home, most):
    os.setsid()
    if settings["isolated"]:
        apart.file_systems(settings["scratch"], most["disk"], settings["kept"])
        apart.be_first_to_go()
    else:
        os.environ["HOME"] = home
    os.chdir(home)  # after the mounts: the old folder is the parent's, and lies under the new one
    _silence()
    _draw_anew()
    if settings["uid"] is not None:
        limits.become(settings["uid"])
    limits.lower(most)
    if settings["isolated"]:
        apart.give_up_rights(settings["filter"])


def _silence():
    """What is written past Python, to file descriptors 1 and 2, goes nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _draw_anew():
    """NumPy's global generator starts where no other does, as in a new interpreter."""
    numpy.random.seed(int.from_bytes(os.urandom(4)))  # noqa: NPY002, for students who use it
