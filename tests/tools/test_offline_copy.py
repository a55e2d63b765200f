import os
import zipfile

import pytest

from tools import offline_copy

FILES = ["index.html", "book/a.html", "_static/a.css"]
LEFT_OUT = ["robots.txt", "404.html", "course.pdf"]


@pytest.fixture
def site(tmp_path):
    for name in FILES + LEFT_OUT:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    return tmp_path


def test_the_archive_holds_the_site_in_one_folder(site):
    with zipfile.ZipFile(offline_copy.pack(site, "course")) as archive:
        assert sorted(archive.namelist()) == sorted(f"course/{name}" for name in FILES)
        assert archive.read("course/book/a.html") == b"book/a.html"


def test_stylesheets_hold_their_fonts(site):
    (site / "_static" / "fonts").mkdir()
    (site / "_static" / "fonts" / "a.woff2").write_bytes(b"letters")
    for quote in ("", '"'):
        css = f"src: url({quote}fonts/a.woff2{quote}) format('woff2'); mask: url(data:x)"
        (site / "_static" / "a.css").write_text(css)
        with zipfile.ZipFile(offline_copy.pack(site, "course")) as archive:
            packed = archive.read("course/_static/a.css").decode()
        assert packed == (
            "src: url(\"data:font/woff2;base64,bGV0dGVycw==\") format('woff2'); mask: url(data:x)"
        )


def test_the_same_site_gives_the_same_bytes(site):
    first = offline_copy.pack(site, "course").read_bytes()
    os.utime(site / "index.html", (0, 0))
    (site / "index.html").chmod(0o600)
    assert offline_copy.pack(site, "course").read_bytes() == first
