"""A socket without a file: one submission listens, the same one once more calls."""

EXPECTED = 0, "graded"
SAYS = "Operation not permitted"
STUDENTS = "abstract-1", "abstract-2"
CELLS = {
    "double": """\
import os, socket

name = "\\0left-by-an-attack"
with socket.socket(socket.AF_UNIX) as caller:
    try:
        caller.connect(name)
        print("another one listens")
    except OSError:
        print("nobody there")
listener = socket.socket(socket.AF_UNIX)
listener.bind(name)
listener.listen()
for other in ("/run/dbus/system_bus_socket", "\\0/tmp/.X11-unix/X0", "/var/run/docker.sock"):
    try:
        socket.socket(socket.AF_UNIX).connect(other)
        print("another one listens", other)
    except OSError:
        pass
""",
}
