"""Outputs that say nothing about the machine that made them."""

import base64
import io
import re
import tempfile

from PIL import Image

KEPT = ("text/plain", "text/html", "image/png")
ANSI = re.compile(r"\x1b\[[0-9;]*m")
ADDRESS = re.compile(r"\bat 0x[0-9a-f]{6,}")


def normalise(cell, root):
    """Clean a code cell after it ran: text and PNG only, no paths, addresses or timing."""
    cell.metadata.pop("execution", None)
    for output in cell.outputs:
        if output.output_type == "stream":
            output.text = _clean(output.text, root)
        elif output.output_type == "error":
            output.traceback = [f"{output.ename}: {_clean(output.evalue, root)}"]
            output.evalue = _clean(output.evalue, root)
        else:
            output.data = _data(output.data, root)
    cell.outputs = [output for output in cell.outputs if output.get("data", True)]


def text(cell):
    """Return all that a code cell printed or showed as text."""
    parts = []
    for output in cell.outputs:
        if output.output_type == "stream":
            parts.append(output.text)
        elif output.output_type == "error":
            parts.append(f"{output.ename}: {output.evalue}")
        else:
            parts.append(output.data.get("text/plain", ""))
    return "\n".join(parts)


def plain(terminal):
    """Return text without the terminal's colours."""
    return ANSI.sub("", terminal)


def small(png):
    """Return a base64-coded PNG with 256 colours at most: a third of the size for a plot."""
    with Image.open(io.BytesIO(base64.b64decode(png))) as image:
        if image.mode not in ("RGB", "RGBA"):
            return png.strip()
        paper = Image.new("RGBA", image.size, "white")
        flat = Image.alpha_composite(paper, image.convert("RGBA")).convert("RGB")
    written = io.BytesIO()
    flat.quantize(256, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return base64.b64encode(written.getvalue()).decode()


def _data(data, root):
    kept = {mime: data[mime] for mime in KEPT if mime in data}
    if "text/html" in kept and "text/plain" not in kept:
        del kept["text/html"]
    return {m: small(v) if m == "image/png" else _clean(v, root) for m, v in kept.items()}


def _clean(value, root):
    value = plain(value).replace(f"{root}/", "")
    value = re.sub(rf"{re.escape(tempfile.gettempdir())}/ipykernel_\d+/\d+\.py", "<cell>", value)
    return ADDRESS.sub("at 0x…", value)
