"""In place of the notebook stands a socket."""

import os
import socket

from tests.autograder.attacks.hand_in import path

EXPECTED = 0, "not readable"
SAYS = "01-tiny.ipynb: "


def hand_in(folder, notebook):
    here = os.getcwd()
    os.chdir(folder)  # the path of a socket may not be long
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path(folder).name)
    os.chdir(here)
