"""The network of the grader: its own services, the outside world, the kernel's."""

EXPECTED = 0, "graded"
SAYS = "opened []"
CELLS = {
    "double": """\
import socket, urllib.request

opened = []
for family, kind in [(2, 1), (2, 2), (10, 1), (16, 3), (17, 3), (38, 5), (40, 1)]:
    try:
        opened.append(socket.socket(family, kind))
    except OSError:
        pass
for address in (("127.0.0.1", 22), ("1.1.1.1", 53)):
    try:
        opened.append(socket.create_connection(address, timeout=1))
    except OSError:
        pass
try:
    urllib.request.urlopen("http://example.org/left-by-an-attack", timeout=1)
    opened.append("example.org")
except Exception:
    pass
print("opened", opened)
""",
}
