"""Handwritten digits: a small set that comes with the course, and MNIST.

Images are ``(N, 1, H, W)`` of uint8, labels ``(N,)`` of int64, 0 to 9.
"""

import hashlib
import os
from pathlib import Path

import numpy as np

from helpers.data.idx import parse_idx, unpacked

MNIST_ADDRESS = "https://ossci-datasets.s3.amazonaws.com/mnist/"
_PARTS = {"train": "train", "test": "t10k"}
# Of the decompressed bytes: they are the same whichever mirror compressed the file.
_CONTENT_SHA256 = {
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}
# Of the compressed files at MNIST_ADDRESS, for pooch.
_DOWNLOAD_SHA256 = {
    "train-images-idx3-ubyte": "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
    "train-labels-idx1-ubyte": "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
    "t10k-images-idx3-ubyte": "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
    "t10k-labels-idx1-ubyte": "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
}


def digits():
    """Return (images, labels): 1,797 digits, images (1797, 1, 8, 8) and labels (1797,).

    A pixel counts the dark points of a 4 x 4 block of the scanned bitmap: uint8, 0 (paper) to
    16 (ink). Thirteen people wrote these digits, and a random split has all of them on both
    sides: it tests new digits of known hands.

    Source: E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits" (test set),
    UCI Machine Learning Repository, 1998, doi:10.24432/C50P49, CC BY 4.0; taken from
    scikit-learn's copy.

    >>> images, labels = digits()
    >>> images.shape, images.dtype, labels[:5]
    ((1797, 1, 8, 8), dtype('uint8'), array([0, 1, 2, 3, 4]))
    """
    with np.load(Path(__file__).with_name("digits.npz")) as file:
        return file["images"][:, None], file["labels"].astype(np.int64)


def mnist(part, *, folder=None):
    """Return (images, labels) of MNIST's "train" (60,000) or "test" part (10,000).

    images (N, 1, 28, 28), uint8 from 0 (paper) to 255 (ink); labels (N,).

    folder: where the IDX files are, compressed or not. Without it, it is the subfolder
    ``mnist`` of the folder that the environment variable ``COURSE_DATA`` names. Without that
    too, the files are downloaded once, by pooch, into ``~/.cache/nn-by-hand/mnist``. The bytes
    are compared with MNIST's published sha256 each time.

    Source: Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, "Gradient-based learning applied to
    document recognition", Proceedings of the IEEE 86(11), 1998, doi:10.1109/5.726791.

    Raises:
        ValueError: if there is no such part, or a file's content is not MNIST's.
        FileNotFoundError: if a file is missing and can't be downloaded; the message names the
            folder to put it in.
    """
    if part not in _PARTS:
        raise ValueError(f'part must be "train" or "test", but is {part!r}')
    images, labels = (
        _mnist_array(f"{_PARTS[part]}-{kind}-ubyte", folder)
        for kind in ("images-idx3", "labels-idx1")
    )
    return images[:, None], labels.astype(np.int64)


def _mnist_array(name, folder):
    path = _mnist_path(name, folder)
    content = unpacked(path)
    found = hashlib.sha256(content).hexdigest()
    if found != _CONTENT_SHA256[name]:
        raise ValueError(
            f"{path} is not MNIST's {name}: its decompressed bytes have sha256 {found}, "
            f"expected {_CONTENT_SHA256[name]}"
        )
    return parse_idx(content, name=str(path))


def _mnist_path(name, folder):
    """Return where the file is; download it if nobody said where it should be."""
    course_data = os.environ.get("COURSE_DATA")
    named = folder or (Path(course_data) / "mnist" if course_data else None)
    place = Path(named or Path.home() / ".cache" / "nn-by-hand" / "mnist")
    for path in (place / name, place / f"{name}.gz"):
        if path.is_file():
            return path
    if named:
        raise FileNotFoundError(f"there is no {name} or {name}.gz in {place}")
    return _download(f"{name}.gz", _DOWNLOAD_SHA256[name], place)


def _download(file, sha256, place):
    address = MNIST_ADDRESS + file
    try:
        import pooch

        return Path(pooch.retrieve(address, f"sha256:{sha256}", fname=file, path=place))
    except (ImportError, OSError, ValueError) as error:
        raise FileNotFoundError(
            f"could not download {address} ({error}). Put the file {file} in {place}, or in "
            f"the subfolder mnist of a folder that the environment variable COURSE_DATA names"
        ) from error
