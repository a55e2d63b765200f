"""Pack the built site into one file for reading offline: python -m tools.offline_copy.

The same site gives the same bytes. Stylesheets hold their fonts: Firefox loads none from a file.
"""

import re
import sys
import zipfile
from base64 import b64encode

from tools import project

BEGINNING = (1980, 1, 1, 0, 0, 0)  # the first time that a ZIP can hold
# Of no use without a server, or downloads of their own.
LEFT_OUT = {".buildinfo", ".nojekyll", "404.html", "robots.txt", "sitemap.xml"}
FONT = re.compile(r"""url\(["']?([^"':)]+\.woff2)["']?\)""")


def main():
    """Pack the site of this checkout; return the exit code."""
    course = project.here()
    site = course.root / "_build" / "html"
    if not (site / "index.html").is_file():
        print("The site is missing. Run: python -m tools.site", file=sys.stderr)
        return 1
    print(f"The site to read offline: {pack(site, course.name)}")
    return 0


def pack(site, name):
    """Write a site's files into NAME.zip beside them, in a folder NAME; return its path."""
    target = site / f"{name}.zip"
    downloads = LEFT_OUT | {target.name, f"{name}.pdf"}
    files = sorted(path for path in site.rglob("*") if path.is_file())
    with zipfile.ZipFile(target, "w") as archive:
        for path in files:
            inside = path.relative_to(site).as_posix()
            if inside not in downloads:
                _add(archive, f"{name}/{inside}", _content(path))
    return target


def _content(path):
    if path.suffix != ".css":
        return path.read_bytes()
    return FONT.sub(lambda font: _embedded(path.parent / font[1]), path.read_text("utf-8")).encode()


def _embedded(font):
    return f'url("data:font/woff2;base64,{b64encode(font.read_bytes()).decode()}")'


def _add(archive, name, content):
    entry = zipfile.ZipInfo(name, BEGINNING)
    entry.external_attr = 0o644 << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content, compresslevel=9)


if __name__ == "__main__":
    sys.exit(main())
