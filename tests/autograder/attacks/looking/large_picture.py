"""A small PNG that unfolds to gigapixels where it is looked at."""

EXPECTED = 0, "graded"
SAYS = "tried"
CELLS = {
    "double": """\
import base64, struct, zlib
from IPython.display import display

def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

header = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
rows = zlib.compress(bytes(7_501 * 2_000), 9)
chunks = chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
picture = b"\\x89PNG\\r\\n\\x1a\\n" + chunks
display({"image/png": base64.b64encode(picture).decode(), "text/plain": "tried"}, raw=True)
""",
}
