"""Architecture specifications: the published ones, and what is wrong in the others."""

import pytest

from helpers.architecture import VGG_16, read_architecture

# The number of parameters of each layer that has any, as published (arXiv:1409.1556).
VGG_PARAMETERS = [
    *(1_792, 36_928, 73_856, 147_584, 295_168, 590_080, 590_080),
    *(1_180_160, 2_359_808, 2_359_808, 2_359_808, 2_359_808, 2_359_808),
    *(102_764_544, 16_781_312, 4_097_000),
]


def test_vgg_16_has_the_published_parameters():
    architecture = read_architecture(VGG_16)
    assert [row.parameters for row in architecture.rows if row.parameters] == VGG_PARAMETERS
    assert architecture.parameters == 138_357_544


def test_vgg_16_ends_in_512_maps_of_7_by_7_that_see_212_pixels():
    pools = [row for row in read_architecture(VGG_16).rows if row.line.startswith("max_pool")]
    assert [row.shape[1] for row in pools] == [112, 56, 28, 14, 7]
    assert pools[-1].field == (212, 212)


@pytest.mark.parametrize(
    ("options", "maps", "pooled"),
    [
        ("", (40, 24, 20), (40, 12, 10)),
        ("padding=same", (40, 26, 22), (40, 13, 11)),
        ("stride=2 padding=same", (40, 13, 11), (40, 6, 5)),
    ],
)
def test_the_second_convolution_of_deepid2(options, maps, pooled):
    lines = ["input 20x26x22", f"conv 40 3x3 {options}", "max_pool 2x2 stride=2"]
    _, conv, pool = read_architecture(lines).rows
    assert (conv.shape, conv.parameters, pool.shape) == (maps, 7200 + 40, pooled)


def test_text_and_list_say_the_same_and_comments_say_nothing():
    text = "\n# a small one\ninput   3x32x32\n  conv 10 5x5 padding=2  # 76 each\n\nrelu\n"
    listed = read_architecture(["input 3x32x32", "conv 10 5x5 padding=2", "relu"])
    assert read_architecture(text) == listed
    assert listed.rows[-1].shape == (10, 32, 32)
    assert listed.parameters == 760


def test_a_worked_network_of_rows_with_normalization():
    lines = ["input 784", "dense 50", "batch_norm", "relu", "dense 20", "layer_norm", "dense 10"]
    assert read_architecture(lines).parameters == 39_250 + 100 + 1_020 + 40 + 210


def test_height_and_width_go_their_own_ways():
    row = read_architecture(["input 1x9x20", "conv 2 3x5 stride=1x2 dilation=2x1"]).rows[-1]
    assert (row.shape, row.field) == ((2, 5, 8), (5, 5))


def test_printed_it_is_a_table_that_ends_in_the_total():
    lines = str(read_architecture(VGG_16)).splitlines()
    assert lines[0].split("  ")[0] == "layer"
    assert lines[-1].split() == ["total", "138,357,544"]
    assert len(lines) == 2 + len(VGG_16.splitlines())


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([], "no line, but needs at least an input"),
        (["conv 3 3"], "'conv 3 3': the first line, and no other, must be the input"),
        (["input 3", "input 3"], "'input 3': the first line"),
        (["input 3x4"], r"'input 3x4': expected channels x height x width.*\(3, 4\)"),
        (["input 3x0x4"], r"\(3, 0, 4\)"),
        (["input 3x4x4", "gru 2"], "'gru 2': no layer is called 'gru'; there are input, conv"),
        (["input 3x4x4", "conv 2"], "missing a required argument: 'kernel'"),
        (["input 3x4x4", "conv 2 3 pading=1"], "'pading'"),
        (["input 3x4x4", "conv 2 3 padding="], "expected a number.* got ''"),
        (["input 3x4x4", "conv 2x2 3"], r"filters must be one number, but is \(2, 2\)"),
        (["input 3x4x4", "conv 0 3"], "out_channels must be at least 1, but is 0"),
        (["input 3x4x4", "conv 2 5x3"], "kernel spans 5 pixels but the padded input has 4"),
        (["input 3x4x4", "dense 2"], r"'dense 2': takes features.*\(3, 4, 4\); flatten it first"),
        (["input 3", "max_pool 2"], r"'max_pool 2': takes images.*\(3,\)"),
    ],
)
def test_a_line_that_can_not_be_is_refused_by_name(lines, message):
    with pytest.raises(ValueError, match=message):
        read_architecture(lines)
