"""Only text and small PNG pictures of what a student's process says get through."""

import base64
import struct

import pytest

from autograder.outputs import AT_LEAST, MAX_NOTEBOOK, Sanitiser, plain


def png(width=2, height=2, size=0):
    head = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", width, height)
    return base64.b64encode(head + bytes(9 + size)).decode()


def kept(**item):
    return Sanitiser().outputs([item], 1)


@pytest.mark.parametrize("kind", ["stdout", "stderr"])
def test_a_stream_is_kept(kind):
    (output,) = kept(kind=kind, text="hello")
    assert (output.output_type, output.name, output.text) == ("stream", kind, "hello")


def test_a_result_is_text():
    (output,) = kept(kind="result", text="<script>1</script>")
    assert dict(output.data) == {"text/plain": "<script>1</script>"}


def test_html_is_left_out():
    (output,) = kept(kind="display", text="x", html="<b>x</b>", **{"text/html": "<b>"})
    assert dict(output.data) == {"text/plain": "x"}


def test_a_picture_is_kept():
    (output,) = kept(kind="display", text="figure", png=png())
    assert output.data["image/png"] == png()


@pytest.mark.parametrize(
    "picture",
    [
        base64.b64encode(b"<svg onload=alert(1)>").decode(),
        png(width=100_000, height=100_000),
        png(width=0),
        png(size=2_000_000),
        "not base64!",
        b"bytes",
        7,
    ],
    ids=["svg", "bomb", "empty", "large", "text", "bytes", "number"],
)
def test_what_is_no_small_png_is_left_out(picture):
    (output,) = kept(kind="display", text="figure", png=picture)
    assert "image/png" not in output.data


@pytest.mark.parametrize(
    "item",
    [
        None,
        7,
        [],
        {},
        {"kind": "stdout"},
        {"kind": ["x"], "text": "x"},
        {"kind": "html", "text": ""},
    ],
    ids=str,
)
def test_what_is_no_output_is_left_out(item):
    assert Sanitiser().outputs([item], 1) == []


def test_control_characters_and_colours_go():
    assert plain("\x1b[31mred\x1b[0m\x00\x07\u202e\nline\ttab") == "red\nline\ttab"


def test_a_notebook_has_room_for_so_much():
    sanitiser = Sanitiser()
    flood = [{"kind": "stdout", "text": "x" * 50_000}] * 50
    outputs = [o for _ in range(100) for o in sanitiser.outputs(flood, 1)]
    assert sum(len(o.text) for o in outputs) <= MAX_NOTEBOOK


def test_a_flood_of_small_outputs_over_many_cells_ends():
    sanitiser = Sanitiser()
    raw = [{"kind": "stdout", "text": "x"}] * 50
    kept = sum(len(sanitiser.outputs(raw, n)) for n in range(200))
    assert kept == MAX_NOTEBOOK // AT_LEAST
