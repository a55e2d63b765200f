"""Files that are written whole or not at all."""

import os
import tempfile


def replace(path, content):
    """Write bytes to a file of a folder that exists, in one step for whoever reads it."""
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
    os.chmod(file.name, 0o644)
    os.replace(file.name, path)
