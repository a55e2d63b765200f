"""Ids that stay: two builds of one text give every cell the same id."""

import hashlib
from collections import Counter


def assign(cells):
    """Give each notebook cell an id: its grade_id, else a hash of its source.

    Cells of equal source are told apart by an ordinal: ``0a1b2c3d4e5f``, ``0a1b2c3d4e5f-2``.
    """
    seen = Counter()
    for cell in cells:
        stem = cell.metadata.get("nbgrader", {}).get("grade_id") or _hash(cell)
        seen[stem] += 1
        cell.id = stem if seen[stem] == 1 else f"{stem}-{seen[stem]}"


def _hash(cell):
    content = f"{cell.cell_type}\n{cell.source}".encode()
    return hashlib.sha256(content).hexdigest()[:12]
