"""What a cell showed, made fit to be stored and looked at: text and small PNG pictures, no more."""

import base64
import binascii
import json
import re
import struct

from nbformat import from_dict

MAX_OUTPUTS = 50
MAX_TEXT = 50_000
MAX_NOTEBOOK = 8_000_000
# Storing and showing an output takes its time, however short it is.
AT_LEAST = 2_000
MAX_PNG = 1_000_000
MAX_PIXELS = 4_000_000
CONTROL = re.compile(
    r"\x1b\[[0-9;]*[A-Za-z]|[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
)


class Sanitiser:
    """Makes outputs of one notebook, all of them together no longer than `MAX_NOTEBOOK`."""

    def __init__(self):
        self.room = MAX_NOTEBOOK

    def outputs(self, raw, count):
        """Return notebook outputs for what a student's process says that a cell showed.

        raw: untrusted; what is not as expected is left out. count: the cell's execution count.
        """
        room = min(MAX_OUTPUTS, self.room // AT_LEAST)
        shown = (_output(item, count) for item in raw[:room] if type(item) is dict)
        return [one for one in shown if one is not None and self._fits(one)]

    def _fits(self, shown):
        size = max(len(json.dumps(shown)), AT_LEAST)
        if size > self.room:
            return False
        self.room -= size
        return True


def output(output_type, **fields):
    """Return an output of a notebook. nbformat's own way validates each, which takes its time."""
    return from_dict({"output_type": output_type, **fields})


def plain(text):
    """Return text without control characters and colours, cut off where it is too long."""
    return CONTROL.sub("", text[:MAX_TEXT])


def _output(item, count):
    kind, text = item.get("kind"), item.get("text")
    if type(kind) is not str or type(text) is not str:
        return None
    text = plain(text)
    if kind in ("stdout", "stderr"):
        return output("stream", name=kind, text=text)
    if kind == "error":
        name = plain(item["name"])[:100] if type(item.get("name")) is str else "Error"
        last = text.rstrip().rsplit("\n", 1)[-1]
        return output("error", ename=name, evalue=last, traceback=text.split("\n"))
    return _shown(kind, {"text/plain": text, **_picture(item.get("png"))}, count)


def _shown(kind, data, count):
    if kind == "result":
        return output("execute_result", data=data, metadata={}, execution_count=count)
    return output("display_data", data=data, metadata={}) if kind == "display" else None


def _picture(data):
    """A PNG stays if it is one, small on disk and on the screen."""
    if type(data) is not str or len(data) > MAX_PNG * 4 // 3 + 4:
        return {}
    try:
        content = base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        return {}
    if not content.startswith(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR") or len(content) < 33:
        return {}
    width, height = struct.unpack(">II", content[16:24])
    return {"image/png": data} if 0 < width * height <= MAX_PIXELS else {}
