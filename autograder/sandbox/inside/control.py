"""Messages between the grader and the warm parent: JSON, a line each; a descriptor may come along.

What students write goes another way, through a socket that only their own process reads.
"""

import json
import os
import socket


def send(connection, message, *descriptors):
    """Send a message, a dict, and open descriptors with it."""
    line = json.dumps(message).encode() + b"\n"
    if descriptors:
        socket.send_fds(connection, [line], descriptors)
    else:
        connection.sendall(line)


def receive(connection):
    """Return the next message and the descriptors that came with it.

    Raises:
        EOFError: if the other side has hung up.
    """
    line, descriptors = bytearray(), []
    while not line.endswith(b"\n"):
        part, more, _, _ = socket.recv_fds(connection, 1 << 16, 1)
        if not part:
            raise EOFError
        line += part
        descriptors += more
    for descriptor in descriptors:
        os.set_inheritable(descriptor, False)
    return json.loads(line), descriptors
