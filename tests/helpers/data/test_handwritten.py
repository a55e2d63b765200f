"""The shipped digits are scikit-learn's; MNIST's bytes are checked wherever they come from."""

import gzip
import hashlib
import os
import sys
import threading
from functools import partial
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path

import numpy as np
import pytest

from helpers.data import digits, handwritten, mnist, read_idx

IMAGES, LABELS = "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"


@pytest.fixture
def real():
    """The folder with MNIST's test files."""
    if "COURSE_DATA" not in os.environ:
        pytest.skip("needs MNIST's test files: COURSE_DATA names no folder with mnist/t10k-*")
    return Path(os.environ["COURSE_DATA"]) / "mnist"


@pytest.fixture
def nowhere(tmp_path, monkeypatch):
    """An empty home, no COURSE_DATA, and an address that nobody answers; the cache's folder."""
    monkeypatch.delenv("COURSE_DATA", raising=False)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setattr(handwritten, "MNIST_ADDRESS", "http://127.0.0.1:9/")
    return tmp_path / ".cache" / "nn-by-hand" / "mnist"


def test_digits_have_their_shapes_types_and_range():
    images, labels = digits()
    assert (images.shape, images.dtype) == ((1797, 1, 8, 8), np.uint8)
    assert (labels.shape, labels.dtype) == ((1797,), np.int64)
    assert (images.min(), images.max()) == (0, 16)


def test_digits_have_the_published_number_of_each_class():
    # UCI's description of the test set, optdigits.names.
    counts = [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    assert np.bincount(digits()[1]).tolist() == counts


def test_digits_are_scikit_learns():
    source = pytest.importorskip("sklearn.datasets").load_digits()
    images, labels = digits()
    assert np.array_equal(images[:, 0], source.images)
    assert np.array_equal(labels, source.target)


def test_the_digits_file_is_small():
    assert Path(handwritten.__file__).with_name("digits.npz").stat().st_size < 50_000


def test_changing_the_images_does_not_change_the_next_reading():
    digits()[0][:] = 0
    assert digits()[0].max() == 16


def test_mnists_test_part_is_read_from_the_folder_that_course_data_names(real):
    images, labels = mnist("test")
    assert (images.shape, images.dtype) == ((10_000, 1, 28, 28), np.uint8)
    assert labels[:5].tolist() == [7, 2, 1, 0, 4]
    assert np.bincount(labels).sum() == 10_000


def test_a_folder_given_goes_before_course_data(real, monkeypatch):
    monkeypatch.setenv("COURSE_DATA", "/nowhere")
    assert len(mnist("test", folder=real)[1]) == 10_000


def test_uncompressed_files_are_read_too(real, tmp_path):
    for name in (IMAGES, LABELS):
        (tmp_path / name).write_bytes(gzip.decompress((real / f"{name}.gz").read_bytes()))
    assert np.array_equal(mnist("test", folder=tmp_path)[0], mnist("test")[0])


def test_one_changed_pixel_is_noticed(real, tmp_path):
    content = bytearray(gzip.decompress((real / f"{IMAGES}.gz").read_bytes()))
    content[5000] ^= 1
    (tmp_path / IMAGES).write_bytes(content)
    with pytest.raises(ValueError, match=f"{IMAGES} is not MNIST's .* expected 0fa7898d"):
        mnist("test", folder=tmp_path)


def test_a_well_formed_file_that_is_not_mnist_is_refused(tmp_path):
    (tmp_path / IMAGES).write_bytes(bytes([0, 0, 8, 1, 0, 0, 0, 1, 7]))
    assert read_idx(tmp_path / IMAGES).tolist() == [7]
    with pytest.raises(ValueError, match="is not MNIST's"):
        mnist("test", folder=tmp_path)


def test_a_file_missing_from_a_named_folder_is_not_downloaded_but_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=f"train-images.* in {tmp_path}"):
        mnist("train", folder=tmp_path)


def test_an_unknown_part_is_refused():
    with pytest.raises(ValueError, match='"train" or "test", but is \'validation\''):
        mnist("validation")


def test_offline_the_message_names_the_file_and_the_folder_to_put_it_in(nowhere):
    pytest.importorskip("pooch")
    with pytest.raises(FileNotFoundError, match=f"Put the file {IMAGES}.gz in {nowhere}, or"):
        mnist("test")


def test_without_pooch_the_message_names_it_and_the_folder(nowhere, monkeypatch):
    monkeypatch.setitem(sys.modules, "pooch", None)
    with pytest.raises(FileNotFoundError, match=f"pooch.*Put the file {IMAGES}.gz in {nowhere}"):
        mnist("test")


def test_files_put_into_the_cache_are_read_without_pooch(real, nowhere, monkeypatch):
    monkeypatch.setitem(sys.modules, "pooch", None)
    nowhere.mkdir(parents=True)
    for name in (IMAGES, LABELS):
        (nowhere / f"{name}.gz").symlink_to(real / f"{name}.gz")
    assert len(mnist("test")[0]) == 10_000


@pytest.fixture
def mirror(real, nowhere, monkeypatch):
    """A server of the real test files on this machine; the paths asked for."""
    pytest.importorskip("pooch")
    asked = []

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_):
            asked.append(self.path)

    server = HTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(real)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}/"
    monkeypatch.setattr(handwritten, "MNIST_ADDRESS", address)
    yield asked
    server.shutdown()
    thread.join()
    server.server_close()


def expect_downloads(monkeypatch, real):
    """Expect the compressed bytes that the mirror has; public mirrors' differ."""
    files = {name: (real / f"{name}.gz").read_bytes() for name in (IMAGES, LABELS)}
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    monkeypatch.setattr(handwritten, "_DOWNLOAD_SHA256", hashes)


def test_each_file_is_downloaded_once(mirror, real, monkeypatch):
    expect_downloads(monkeypatch, real)
    first, second = mnist("test"), mnist("test")
    assert np.array_equal(first[0], second[0])
    assert mirror == [f"/{IMAGES}.gz", f"/{LABELS}.gz"]


def test_a_download_with_other_bytes_is_refused_and_not_kept(mirror, nowhere):
    with pytest.raises(FileNotFoundError, match="hash"):
        mnist("test")
    assert not (nowhere / f"{IMAGES}.gz").exists()
