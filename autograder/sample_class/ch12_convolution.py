"""The sample class of exercise 12. 24 points come from the checks: 3, 4, 1, 2, 4, 5 and 5."""

from autograder.sample_class.sample import Sample

SHAPE, SAME, CAT, COUNT = "conv_output_shape", "same_padding", "moved_cat", "count_conv_parameters"
FIELD, READ, LOOPS, WORDS = "receptive_field", "read_architecture", "conv2d_loops", "three_for_one"

ANSWER = """\
One output still sees 7 by 7 pixels. Three layers of 3 by 3 have 27 weights for each pair of
channels, not 49. Without activations the three linear layers are one linear layer.
"""

BY_COUNTING = """\
def conv_output_shape(in_shape, kernel, stride, padding, dilation):
    def places(n, F, S, P, D):
        return len(range(0, n + 2 * P - D * (F - 1), S))

    return tuple(map(places, in_shape, kernel, stride, padding, dilation))
"""

FROM_THE_OUTPUT = """\
def receptive_field(layers):
    field = 1
    for kernel, stride, dilation in layers[::-1]:
        field = (field - 1) * stride + dilation * (kernel - 1) + 1
    return field
"""

SUM_OF_SHIFTED_IMAGES = """\
def conv2d_loops(X, W, b, stride, padding):
    X = np.pad(X, ((0, 0), (0, 0), (padding,) * 2, (padding,) * 2))
    H = (X.shape[2] - W.shape[2]) // stride + 1
    V = (X.shape[3] - W.shape[3]) // stride + 1
    Z = b[None, :, None, None]
    for u, v in np.ndindex(*W.shape[2:]):
        part = X[:, :, u : u + stride * H : stride, v : v + stride * V : stride]
        Z = Z + np.einsum("ncij,oc->noij", part, W[:, :, u, v])
    return Z
"""


def right(work):
    work.solve()
    work.write(WORDS, ANSWER)


def written_differently(work):
    right(work)
    work.write(SHAPE, BY_COUNTING)
    work.write(FIELD, FROM_THE_OUTPUT)
    work.write(LOOPS, SUM_OF_SHIFTED_IMAGES)


def mistaken(name, *edits):
    """Return a maker of right work with edits (old, new) in the cell called `name`."""

    def make(work):
        right(work)
        for old, new in edits:
            work.edit(name, old, new)

    return make


SAMPLES = (
    Sample("right", "everything right", 24, right, stock=True),
    Sample("written-differently", "right, in other words", 24, written_differently),
    Sample(
        "symmetric",
        "pads both ends alike: right for odd kernels with stride 1",
        21,
        mistaken(SAME, ("return before, total - before", "return before, before")),
        stock=True,
    ),
    Sample(
        "strides-forgotten",
        "a receptive field without strides",
        21,
        mistaken(FIELD, ("        step *= stride\n", "")),
    ),
    Sample(
        "turned",
        "turns the kernel by half a turn",
        19,
        mistaken(LOOPS, ("window * W[o]", "window * W[o, :, ::-1, ::-1]")),
    ),
    Sample(
        "half-done",
        "did the first four",
        10,
        lambda work: work.solve(SHAPE, SAME, CAT, COUNT),
        stock=True,
    ),
    Sample("untouched", "handed in as it was", 0, lambda work: None, stock=True),
)
