import base64
import io
from pathlib import Path

import numpy as np
from nbformat.v4 import new_code_cell, new_output
from PIL import Image

from tools.notebooks import outputs

ROOT = Path("/some/where/course")


def cleaned(*found):
    cell = new_code_cell("x", outputs=list(found), metadata={"execution": {"started": "now"}})
    outputs.normalise(cell, ROOT)
    return cell


def png(size=64):
    pixels = np.random.default_rng(0).integers(0, 256, (size, size, 4), dtype=np.uint8)
    written = io.BytesIO()
    Image.fromarray(pixels).save(written, "PNG")
    return base64.b64encode(written.getvalue()).decode()


def test_no_path_of_the_machine_is_kept():
    cell = cleaned(new_output("stream", text=f"{ROOT}/helpers/losses.py:3"))
    assert cell.outputs[0].text == "helpers/losses.py:3"


def test_no_address_in_memory_is_kept():
    data = {"text/plain": "<function f at 0x7f12ab34cd56>"}
    cell = cleaned(new_output("execute_result", data=data))
    assert cell.outputs[0].data == {"text/plain": "<function f at 0x…>"}


def test_no_timing_is_kept():
    assert cleaned().metadata == {}


def test_only_text_and_png_are_kept():
    data = {
        "text/plain": "x",
        "text/html": "<b>x</b>",
        "image/svg+xml": "<svg/>",
        "image/png": png(),
    }
    (output,) = cleaned(new_output("display_data", data=data)).outputs
    assert set(output.data) == {"text/plain", "text/html", "image/png"}


def test_html_without_text_is_dropped():
    assert cleaned(new_output("display_data", data={"text/html": "<b>x</b>"})).outputs == []


def test_an_error_is_one_line():
    trace = ["\x1b[31mTraceback\x1b[0m", f'File "{ROOT}/x.py"']
    error = new_output("error", ename="ValueError", evalue="no", traceback=trace)
    assert cleaned(error).outputs[0].traceback == ["ValueError: no"]


def test_a_picture_shrinks_and_is_the_same_each_time():
    assert len(outputs.small(png())) < len(png())
    assert outputs.small(png()) == outputs.small(png())
