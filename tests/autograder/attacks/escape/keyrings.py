"""A kernel's keyring outlives its process and is the user's, not the sandbox's."""

EXPECTED = 0, "graded"
SAYS = "kept []"
CELLS = {
    "double": """\
import ctypes, os

libc = ctypes.CDLL(None, use_errno=True)
name, secret = b"left-by-an-attack", b"def double(x): return 2 * x"
kept = []
for ring in (-2, -3, -4, -5):
    if libc.syscall(248, b"user", name, secret, len(secret), ring) >= 0:
        kept.append(ring)
    if libc.syscall(249, b"user", name, None, ring) >= 0:
        kept.append(ring)
print("kept", kept, os.strerror(ctypes.get_errno()))
""",
}
