"""The course's package `helpers` as a wheel, for the Python in the page.

The same files give the same bytes, so browsers keep the wheel until something in it changes.
"""

import base64
import hashlib
import tomllib
import zipfile

NAME = "nn_by_hand"
METADATA = "Metadata-Version: 2.1\nName: {name}\nVersion: {version}\nRequires-Dist: numpy>=2.0\n"
WHEEL = "Wheel-Version: 1.0\nGenerator: tools.wheel\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
EARLIEST = (1980, 1, 1, 0, 0, 0)  # that a zip file can hold


def write(project, folder):
    """Write the wheel of a project's `helpers` into a folder; return its path."""
    version = _version(project)
    stem = f"{NAME}-{version}"
    files = _modules(project.root) | {
        f"{stem}.dist-info/METADATA": METADATA.format(name=NAME, version=version).encode(),
        f"{stem}.dist-info/WHEEL": WHEEL.encode(),
    }
    record = f"{stem}.dist-info/RECORD"
    rows = [*(_row(name, content) for name, content in files.items()), f"{record},,"]
    files[record] = ("\n".join(rows) + "\n").encode()
    path = folder / f"{stem}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, 9)
    return path


def _version(project):
    declared = tomllib.loads((project.root / "pyproject.toml").read_text(encoding="utf-8"))
    return declared["project"]["version"]


def _modules(root):
    """Return {name: bytes} of the package's modules and data, sorted."""
    kinds = (".py", ".json", ".npz")
    found = sorted(path for path in (root / "helpers").rglob("*") if path.suffix in kinds)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def _row(name, content):
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    return f"{name},sha256={digest},{len(content)}"
