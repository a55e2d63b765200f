"""The convolution figure's lengths are the library's, and what it marks as unread is unread."""

import numpy as np
import pytest

from helpers.conv_arithmetic import output_length

LARGEST = {"H": 12, "F": 7, "S": 4, "P": 3, "D": 3}


@pytest.fixture(scope="module")
def settings():
    """400 random settings of the sliders, among them kernels that do not fit."""
    rng = np.random.default_rng(12)
    return [
        {name: int(rng.integers(name != "P", most + 1)) for name, most in LARGEST.items()}
        for _ in range(400)
    ]


@pytest.fixture(scope="module")
def found(settings, evaluate):
    """For each setting the output's length, what each output reads, and what none reads."""
    expression = """given.map((s) => {
        const length = m.outputLength(s);
        const taps = Array.from({length}, (_, out) => m.taps(s, out));
        return {length, taps, neverRead: m.neverRead(s), words: m.spec.words({...s, step: 0})};
    })"""
    return evaluate("convolution-arithmetic", expression, settings)


def lengths(s):
    options = {"stride": s["S"], "padding": s["P"], "dilation": s["D"]}
    return output_length(s["H"], s["F"], **options)


def fits(s):
    return s["D"] * (s["F"] - 1) + 1 <= s["H"] + 2 * s["P"]


def test_the_output_has_the_librarys_length(settings, found):
    for s, figure in zip(settings, found, strict=True):
        assert figure["length"] == (lengths(s) if fits(s) else 0), s


def test_a_kernel_that_does_not_fit_is_refused_in_the_librarys_words(settings, found):
    refused = [(s, figure) for s, figure in zip(settings, found, strict=True) if not fits(s)]
    assert len(refused) > 20
    for s, figure in refused:
        with pytest.raises(ValueError, match="kernel spans") as error:
            lengths(s)
        numbers = [word for word in str(error.value).split() if word.isdigit()]
        assert f"spans {numbers[0]} pixels" in figure["words"]
        assert f"padded input has {numbers[1]}" in figure["words"]


def test_outputs_read_what_a_dilated_kernel_covers(settings, found):
    """Correlating position numbers with a kernel that picks one tap gives that tap's position."""
    for s, figure in zip(settings, found, strict=True):
        positions = np.arange(s["H"] + 2 * s["P"])
        for out, taps in enumerate(figure["taps"]):
            assert taps == positions[out * s["S"] :: s["D"]][: s["F"]].tolist(), s


def test_what_is_never_read_is_all_that_no_output_reads(settings, found):
    for s, figure in zip(settings, found, strict=True):
        read = {place for taps in figure["taps"] for place in taps}
        everything = set(range(s["H"] + 2 * s["P"]))
        assert set(figure["neverRead"]) == everything - read, s


def test_seven_by_seven_with_stride_three_leaves_one_column(evaluate):
    found = evaluate("convolution-arithmetic", "m.neverRead({H: 7, F: 3, S: 3, P: 0, D: 1})")
    assert found == [6]
