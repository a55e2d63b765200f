"""Build `helpers/data/digits.npz` from scikit-learn's copy: `python -m tools.digits`.

The data are the test set of "Optical Recognition of Handwritten Digits" by E. Alpaydin and
C. Kaynak, UCI Machine Learning Repository, 1998, https://doi.org/10.24432/C50P49, licensed
under CC BY 4.0. Changed: stored as uint8 and compressed; no pixel is altered. scikit-learn is
needed for this command only; the course reads the file with NumPy.
"""

from pathlib import Path

import numpy as np

FILE = Path(__file__).resolve().parents[1] / "helpers" / "data" / "digits.npz"


def build(file=FILE):
    """Write images (1797, 8, 8) and labels (1797,), both uint8; the same bytes each time."""
    from sklearn.datasets import load_digits

    source = load_digits()
    images, labels = source.images.astype(np.uint8), source.target.astype(np.uint8)
    assert np.array_equal(images, source.images), "the pixels are whole numbers from 0 to 16"
    np.savez_compressed(file, images=images, labels=labels)


if __name__ == "__main__":
    build()
