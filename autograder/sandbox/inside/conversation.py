"""The student's side of the conversation: one answer to every frame."""

import sys
from pickle import loads

from autograder.sandbox.inside import shell as shells
from autograder.sandbox.inside import wire
from helpers.checks.drivers import run
from helpers.checks.drivers.calls import may_call


class Conversation:
    """Runs cells and checks in one shell, as the grader asks.

    Requests: {"cell": source} is answered by {"outputs", "late"}; {"check": argument, "driver",
    "instances", "after"} by {"answers", "late", "calls"}. An argument is {"name": ...} or
    {"literal": value}; "calls" are those of the names in "after" that it may call.
    """

    def __init__(self, connection, shell, clock):
        self.connection, self.shell, self.clock = connection, shell, clock
        self.send({"ready": True})

    def answer(self):
        """Wait for one request and answer it. The process ends when the grader hangs up."""
        request = self.receive()
        self.send(self.cell(request) if "cell" in request else self.check(request))

    def cell(self, request):
        """Run a cell of the notebook."""
        _, late = self.clock.run(lambda: shells.run_cell(self.shell, request["cell"]))
        return {"outputs": shells.OUTPUTS.kept, "late": late or _was_late()}

    def check(self, request):
        """Run a driver on what the namespace holds at this moment."""
        try:
            answers, late = self.clock.run(lambda: self.answers(request))
        except BaseException as error:  # a driver lets KeyboardInterrupt and its like through
            answers, late = [_error(type(error).__name__, "") for _ in request["instances"]], False
        return {"answers": answers, "late": late, "calls": self.calls(request)}

    def calls(self, request):
        """Say which of the student's other functions the argument may call, as far as is known."""
        thing = self.shell.user_ns.get(request["check"].get("name"))
        try:
            return [name for name in request["after"] if may_call(thing, name)]
        except Exception:
            return request["after"]

    def answers(self, request):
        """Return what `drivers.run` answers; a missing name is an error in every answer."""
        argument, instances = request["check"], request["instances"]
        if "literal" in argument:
            return run(request["driver"], argument["literal"], instances)
        name = argument["name"]
        if name not in self.shell.user_ns:
            message = f"name {name!r} is not defined"
            return [_error("NameError", message) for _ in instances]
        return run(request["driver"], self.shell.user_ns[name], instances)

    def send(self, tree):
        """Send one frame."""
        try:
            frame = wire.encode(tree)
        except wire.WireError as error:
            frame = wire.encode({"answers": None, "outputs": [], "late": False, "lost": str(error)})
        self.connection.sendall(frame)

    def receive(self):
        """Return the next request. The grader wrote it, and student code reads it at most."""
        (length,) = wire.LENGTH.unpack(self._read(wire.LENGTH.size))
        return loads(self._read(length))

    def _read(self, count):
        data = bytearray()
        while len(data) < count:
            chunk = self.connection.recv(min(count - len(data), 1 << 20))
            if not chunk:
                sys.exit()
            data += chunk
        return bytes(data)


def _was_late():
    """IPython catches every exception of a cell, the clock's too, and shows it."""
    return any(o["kind"] == "error" and o["name"] == "TimeLimit" for o in shells.OUTPUTS.kept)


def _error(kind, message):
    return {"error": {"type": kind, "message": message, "line": None}}
