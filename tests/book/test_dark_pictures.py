import re

import pytest
from PIL import Image


@pytest.mark.parametrize(("alt", "kind"), [("A drawing.", "drawing"), ("A field of colour.", "")])
def test_drawings_are_marked_and_fields_of_colour_are_not(chapter, alt, kind):
    image = re.search(rf'<img [^>]*alt="{alt}"[^>]*>', chapter)[0]
    assert ('class="drawing"' in image) == bool(kind)


def test_almost_white_counts_as_paper(extension, tmp_path):
    picture = Image.new("L", (10, 10), 250)
    picture.paste(0, (0, 0, 10, 3))
    picture.save(tmp_path / "lines.png")
    assert extension("dark_pictures").share_of_paper(tmp_path / "lines.png") == 0.7
