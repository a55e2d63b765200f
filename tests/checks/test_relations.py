"""Where no mistake fits, a check says how an answer is related to the right one, or nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.checks.arguments import sizes
from helpers.checks.forms import form
from helpers.checks.packing import elsewhere, repacked
from helpers.checks.relations import value_relation

SIZES = ((2, 5), (7, 4))


def wanted(seed=0, shapes=SIZES):
    rng = np.random.default_rng(seed)
    return [rng.normal(size=shape) for shape in shapes]


def sentence(change, wants=None):
    """Return the sentence for answers that are changed right ones."""
    wants = wants or wanted()
    known = [sizes({"X": np.zeros((len(w), 9)), "rate": 0.03}) for w in wants]
    return value_relation([(change(want), want) for want in wants], known)


def softened(a):
    return np.exp(a) / np.exp(a).sum()


RELATED = {
    "sign": (np.negative, "the wrong sign"),
    "transposed": (np.transpose, "transpose of the right answer"),
    "upside down": (lambda a: a[::-1], "run backwards down the columns (axis 0)"),
    "mirrored": (lambda a: a[:, ::-1], "run backwards along the rows (axis 1)"),
    "rolled": (lambda a: np.roll(a, 1, axis=1), "come round to the other end"),
    "shifted": (
        lambda a: np.c_[a[:, 1:], np.zeros(len(a))],
        "stands one place too early along the rows (axis 1)",
    ),
    "last missing": (lambda a: a[:, :-1], "The last entry along the rows (axis 1) is missing"),
    "first missing": (lambda a: a[1:], "The first entry down the columns (axis 0) is missing"),
    "one too many": (lambda a: np.r_[a, a[:1]], "one entry too many down the columns (axis 0)"),
    "rounded": (lambda a: a.round(2), "rounded to 2 decimal places"),
    "absolute": (np.abs, "yours are the absolute values"),
    "squared": (np.square, "squares of the expected numbers"),
    "upside-down fraction": (lambda a: 1 / a, "upside down"),
    "exp": (np.exp, "exponentiated once too often"),
    "complement": (lambda a: 1 - a, "1 minus the expected numbers"),
    "cut at 0": (lambda a: np.maximum(a, 0), "the negative ones have become 0"),
    "zeros": (np.zeros_like, "Every number is 0"),
    "half filled": (lambda a: a * (np.arange(a.shape[1]) % 2), "some entries are still 0"),
    "nan": (lambda a: np.where(a > 1, np.nan, a), "right except where yours is nan"),
    "constant added": (lambda a: a + 0.5, "too large by the same 0.5"),
    "mean taken off": (lambda a: a - a.mean(), "off by one and the same amount"),
    "shuffled": (lambda a: np.roll(a.ravel(), 2).reshape(a.shape), "in the wrong places"),
    "sorted": (lambda a: np.sort(a, None).reshape(a.shape), "right but sorted"),
    "not averaged": (lambda a: len(a) * a, "times N, and `X` has N rows (2, then 7). Did you sum"),
    "averaged": (lambda a: a / len(a), "divided by N, and `X` has N rows (2, then 7)"),
    "averaged, sign": (lambda a: -a / len(a), "divided by N, with the opposite sign"),
    "one less": (lambda a: a * len(a) / (len(a) - 1), "times N/(N - 1)"),
    "root": (lambda a: a / np.sqrt(len(a)), "divided by √N"),
    "rate": (lambda a: 0.03 * a, "times `rate`"),
    "twice": (lambda a: 2 * a, "exactly 2 times the expected ones"),
    "a third": (lambda a: -a / 3, "1/3 of the expected ones, on every instance, with the opposite"),
    "log2": (lambda a: a / np.log(2), "log2 in place of the natural"),
    "normalised": (lambda a: a / np.linalg.norm(a), "the factor changes"),
    "float16": (lambda a: a.astype(np.float16), "as far as float16 reaches"),
    "nearly": (lambda a: a + 0.002 * np.sin(9 * a), "Nearly right"),
    "something else": (softened, None),
    "cubes": (lambda a: a**3, None),
    "nothing but nan": (lambda a: np.full(a.shape, np.nan), None),
}


@pytest.mark.parametrize(("change", "piece"), RELATED.values(), ids=list(RELATED))
def test_a_relation_is_named_where_it_holds_on_every_instance(change, piece):
    found = sentence(change)
    assert found is None if piece is None else piece in found, found


def test_a_wrong_last_row_is_seen():
    wants = wanted(shapes=((4, 5), (6, 4)))
    found = sentence(lambda a: np.r_[a[:-1], a[-1:] + a[:1] ** 2], wants)
    assert "Only the last entries down the columns (axis 0) are wrong" in found


def test_what_an_integer_array_swallowed_is_seen():
    wants = [10 * w for w in wanted()]
    assert "after the decimal point" in sentence(lambda a: a.astype(int), wants)


def test_axes_in_another_order_are_seen():
    wants = wanted(shapes=((2, 3, 4), (5, 2, 3)))
    assert "expected axes 2, 0, 1" in sentence(lambda a: a.transpose(2, 0, 1), wants)


def test_a_relation_of_one_instance_alone_is_none():
    first, second = wanted()
    assert value_relation([(-first, first), (second**3, second)], [{}, {}]) is None


@pytest.mark.parametrize(
    "want",
    [
        np.ones((3, 4)),
        np.array([[0.7]]),
        np.array([0.0, 1.0, 1.0, 0.0]),
        np.array([2.0, 2.0, -2.0]),
        np.zeros(5),
    ],
    ids=["all equal", "one number", "labels", "one magnitude", "zeros"],
)
@pytest.mark.parametrize(
    "change", [c for c, _ in RELATED.values()], ids=[f"{name} " for name in RELATED]
)
def test_arrays_that_say_too_little_are_related_to_nothing(want, change):
    with np.errstate(all="ignore"):
        got = change(np.atleast_2d(want))
        assert value_relation([(got, np.atleast_2d(want))], [{}]) is None


def test_two_whole_numbers_that_changed_places_say_nothing_and_two_fractions_do():
    for numbers, said in ((np.array([3.0, 5.0, 7.0]), False), (np.array([0.3, 0.5, 0.8]), True)):
        found = value_relation([(numbers[::-1], numbers)], [{}])
        assert ("run backwards" in (found or "")) is said


def test_a_factor_of_2_is_not_laid_to_an_axis_of_length_2():
    (want,) = wanted(shapes=((2, 5),))
    found = value_relation([(2 * want, want)], [sizes({"X": np.zeros((2, 3))})])
    assert "`X`" not in found


def test_a_factor_that_is_the_same_everywhere_is_never_called_changing():
    """Three numbers are too few to name it, and two instances of them show no change."""
    for wants in ([np.array([0.3, -1.1, 2.7])], [np.array([0.3, -1.1, 2.7])] * 2):
        assert sentence(lambda a: 2.2 * a, wants) is None


def test_one_instance_is_told_with_its_own_size():
    (want,) = wanted(shapes=((2, 5),))
    found = value_relation([(8 * want, want)], [sizes({"X": np.zeros((8, 3))})])
    assert "times 8, and `X` has 8 rows" in found


@given(seed=st.integers(0, 10**6))
def test_random_numbers_are_related_to_nothing(seed):
    wants = wanted(seed)
    gots = wanted(seed + 1)
    known = [sizes({"X": w}) for w in wants]
    assert value_relation(list(zip(gots, wants, strict=True)), known) is None
    assert form(list(zip(gots, wants, strict=True))) is None


@given(seed=st.integers(0, 10**6))
def test_random_numbers_of_another_shape_are_related_to_nothing(seed):
    wants, gots = wanted(seed), wanted(seed + 1, ((2, 5, 2), (7, 4, 7)))
    assert form(list(zip(gots, wants, strict=True))) is None


def column(a):
    return a.ravel()[:, None]


FORMS = {
    "list": (lambda a: a.tolist(), (5,), "in a list: make an array of it"),
    "column": (lambda a: a[:, None], (5,), "An axis of length 1 is left over"),
    "flat": (np.ravel, (5, 1), "An axis of length 1 got lost"),
    "row": (np.transpose, (5, 1), "A column is no row"),
    "one number in an array": (lambda a: np.array([a]), (), "A plain number is asked for"),
    "flattened": (np.ravel, (5, 2), "Which axis means what?"),
    "broadcast": (lambda a: a * np.ones(5), (5, 1), "holds the right numbers, again and again"),
    "paired": (lambda a: a[:, None] * np.tri(5), (5,), "the right numbers on its diagonal"),
    "not summed": (lambda a: a * np.full((4, 1), 0.25), (5,), "The sum over axis 0 is missing"),
    "not averaged": (lambda a: a + np.array([[1], [-1]]), (5,), "The mean over axis 0 is missing"),
    "summed": (
        lambda a: np.array(a.sum()),
        (5, 2),
        "You took the sum over everything once too often",
    ),
    "summed over the rows": (lambda a: a.sum(0), (5, 2), "the sum over axis 0 once too often"),
    "complex": (lambda a: a + 0j, (5,), "take the real part"),
    "with a cache": (lambda a: (a, 3.0), (5,), "You return 2 values"),
    "comma": (lambda a: (a,), (5,), "a comma too many"),
}


@pytest.mark.parametrize(("change", "shape", "piece"), FORMS.values(), ids=list(FORMS))
def test_right_numbers_in_a_wrong_form_are_recognised(change, shape, piece):
    wants = wanted(shapes=(shape, shape))
    wants = [w if isinstance(w, np.ndarray) else np.float64(w) for w in wants]
    assert piece in form([(change(want), want) for want in wants])


def test_one_number_repeated_says_nothing_about_its_form():
    assert form([([1.0, 1.0], np.ones(2))]) is None


def test_values_that_changed_places_are_recognised():
    first, second = wanted()
    assert "right for position 1" in elsewhere([(second, (first, second))], 0)
    assert "right for the key `b`" in elsewhere([(second, {"a": first, "b": second})], "a")
    assert elsewhere([(first, (first, second))], 0) is None


def test_values_without_their_container_are_recognised():
    pair = tuple(wanted())
    names = {"a": pair[0], "b": pair[1]}
    assert "but in a dict" in repacked([(names, pair)])
    assert "the keys `a`, `b`" in repacked([(pair, names)])
    assert repacked([(pair[::-1], names)]) is None
