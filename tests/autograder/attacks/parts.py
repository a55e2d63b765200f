"""Pieces of code that several attacks begin with, and the mark that they leave."""

# Stands in the name or text of whatever an attack leaves behind, so that it can be found.
MARK = "left-by-an-attack"

# The socket to the grader, and frames written without the help of the sandbox's own modules.
CHANNEL = """\
import json, os, struct, threading, time

def links():
    for name in os.listdir("/proc/self/fd"):
        try:
            yield int(name), os.readlink("/proc/self/fd/" + name)
        except OSError:
            pass

def frame(tree):
    header = json.dumps(tree).encode()
    return struct.pack(">II", len(header), 0) + header

channel = next(number for number, link in links() if link.startswith("socket"))
best = {"value": 2.0, "score": 3, "points": 3, "held": True}
full = frame({"answers": ["l", best, best], "outputs": ["l"], "late": False})
"""

# The sandbox's own object that answers the grader, wherever it is.
SERVER = """\
import gc, sys

def servers():
    for thing in gc.get_objects():
        if type(thing).__name__ == "Conversation":
            yield thing
"""
