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


def test_the_same_site_gives_the_same_bytes(site):
    first = offline_copy.pack(site, "course").read_bytes()
    os.utime(site / "index.html", (0, 0))
    (site / "index.html").chmod(0o600)
    assert offline_copy.pack(site, "course").read_bytes() == first
