"""The colours of the pages keep their distance, in both modes."""

import re
from pathlib import Path

import pytest

STYLE = Path(__file__).parents[2] / "book" / "_static" / "style"
GROUNDS = ["paper", "paper-2"]
LETTERS = ["ink", "ink-2", "accent", "warm", "good"]


def colours(mode):
    """The custom properties of a mode; the dark ones replace the light ones."""
    text = (STYLE / "base.css").read_text(encoding="utf-8")
    light = text[text.index(":root {") : text.index('html[data-theme="dark"] {')]
    dark = text[text.index('html[data-theme="dark"] {') : text.index("@media (prefers-contrast")]
    read = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")
    return dict(read.findall(light)) | (dict(read.findall(dark)) if mode == "dark" else {})


def luminance(colour):
    """Relative luminance of #rrggbb, as WCAG 2.1 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("letters", LETTERS)
def test_letters_can_be_read_on_every_ground(mode, ground, letters):
    found = colours(mode)
    assert contrast(found[letters], found[ground]) >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("letters", "ground"), [("accent", "accent-soft"), ("ink", "paper-3")])
def test_letters_can_be_read_where_something_is_chosen(mode, letters, ground):
    found = colours(mode)
    assert contrast(found[letters], found[ground]) >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_borders_of_controls_can_be_seen(mode):
    found = colours(mode)
    assert contrast(found["line-2"], found["paper"]) >= 3
