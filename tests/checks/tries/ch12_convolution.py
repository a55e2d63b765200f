"""Answers to exercise 12."""

import math

import numpy as np

from tests.checks.tries.registry import tries

wrong, right = tries("12-convolution")


@wrong("conv_output_shape", 0, "The +1 at the end is missing")
def steps_for_places(in_shape, kernel, stride, padding, dilation):
    H = (in_shape[0] + 2 * padding[0] - dilation[0] * (kernel[0] - 1) - 1) // stride[0]
    W = (in_shape[1] + 2 * padding[1] - dilation[1] * (kernel[1] - 1) - 1) // stride[1]
    return H, W


@wrong("conv_output_shape", 1, "without rounding")
def a_fraction(in_shape, kernel, stride, padding, dilation):
    n, k, s, p, d = map(np.array, (in_shape, kernel, stride, padding, dilation))
    return tuple((n + 2 * p - d * (k - 1) - 1) / s + 1)


@wrong("conv_output_shape", 2, "The dilation is missing")
def dense_kernels_only(in_shape, kernel, stride, padding, dilation):
    return tuple(
        (in_shape[a] - kernel[a] + 2 * padding[a]) // stride[a] + 1 for a in range(len(in_shape))
    )


@wrong("conv_output_shape", 0)
def for_the_height_alone(in_shape, kernel, stride, padding, dilation):
    return (in_shape[0] + 2 * padding[0] - dilation[0] * (kernel[0] - 1) - 1) // stride[0] + 1


@wrong("conv_output_shape", 1, "add the 1 before you divide")
def one_inside(in_shape, kernel, stride, padding, dilation):
    def size(n, k, s, p, d):
        return (n + 2 * p - d * (k - 1)) // s

    return tuple(map(size, in_shape, kernel, stride, padding, dilation))


@wrong("conv_output_shape", 0)
def wrong_in_no_known_way(in_shape, kernel, stride, padding, dilation):
    """Two known mistakes at once give its numbers for the larger strides, by luck."""
    pairs = zip(in_shape, kernel, stride, padding, dilation, strict=True)
    return tuple((n + 2 * P - D * (F - 1) + D + 1) // S + 1 for n, F, S, P, D in pairs)


@right("conv_output_shape")
def through_the_span(in_shape, kernel, stride, padding, dilation):
    result = []
    for axis in (0, 1):
        span = (kernel[axis] - 1) * dilation[axis] + 1
        room = in_shape[axis] + padding[axis] + padding[axis] - span
        result.append(1 + int(room / stride[axis]))
    return result


@right("conv_output_shape")
def windows_counted_one_by_one(in_shape, kernel, stride, padding, dilation):
    def count(n, k, s, p, d):
        places, start = 0, -p
        while start + d * (k - 1) < n + p:
            places, start = places + 1, start + s
        return places

    return tuple(
        count(*axis) for axis in zip(in_shape, kernel, stride, padding, dilation, strict=True)
    )


@wrong("same_padding", 1, "(F - 1)/2 zeros at each end")
def half_the_kernel(length, kernel, stride, dilation):
    return (kernel - 1) // 2, (kernel - 1) // 2


@wrong("same_padding", 2, "the rule for stride 1", "The dilation is missing")
def for_stride_one(length, kernel, stride, dilation):
    return (kernel - 1) // 2, kernel - 1 - (kernel - 1) // 2


@wrong("same_padding", 1, "before the axis in yours")
def odd_one_first(length, kernel, stride, dilation):
    missing = (math.ceil(length / stride) - 1) * stride + dilation * (kernel - 1) + 1 - length
    after = max(missing, 0) // 2
    return max(missing, 0) - after, after


@wrong("same_padding", 3, "can be negative")
def never_cut_off(length, kernel, stride, dilation):
    missing = (math.ceil(length / stride) - 1) * stride + dilation * (kernel - 1) + 1 - length
    return missing // 2, missing - missing // 2


@right("same_padding")
def with_the_rest_of_the_length(length, kernel, stride, dilation):
    reach = dilation * (kernel - 1)
    last = stride * ((length - 1) // stride)
    total = max(last + reach - (length - 1), 0)
    return total // 2, (total + 1) // 2


@right("same_padding")
def as_floats_of_numpy(length, kernel, stride, dilation):
    outputs = np.ceil(length / stride)
    total = np.maximum(0, (outputs - 1) * stride + dilation * (kernel - 1) + 1 - length)
    return np.floor(total / 2), np.ceil(total / 2)


@wrong("moved_cat", 0, "Convolution is equivariant")
def the_first_option():
    return "a"


@wrong("moved_cat", 0, "moves do not add up")
def five_a_layer():
    return "B"


@wrong("moved_cat", 0)
def in_words():
    return "they move by five pixels"


@right("moved_cat")
def in_brackets():
    return "(c)"


@wrong("count_conv_parameters", 0, "Each filter has a bias too")
def weights_alone(in_channels, out_channels, kernel):
    return in_channels * out_channels * kernel[0] * kernel[1]


@wrong("count_conv_parameters", 1, "took the kernel for a square")
def square_kernels(in_channels, out_channels, kernel):
    return (kernel[0] ** 2 * in_channels + 1) * out_channels


@wrong("count_conv_parameters", 0)
def like_a_dense_layer(in_channels, out_channels, kernel):
    return (in_channels + 1) * out_channels * kernel[0] * kernel[1]


@wrong("count_conv_parameters", 0)
def the_example(in_channels, out_channels, kernel):
    return 760


@right("count_conv_parameters")
def with_prod(in_channels, out_channels, kernel):
    return np.prod((out_channels, in_channels, *kernel)) + out_channels


@right("count_conv_parameters")
def filter_by_filter(in_channels, out_channels, kernel):
    one = 1
    for _ in range(in_channels):
        one += kernel[0] * kernel[1]
    return sum([one] * out_channels)


@wrong("receptive_field", 1, "The strides are missing")
def strides_forgotten(layers):
    return 1 + sum(d * (k - 1) for k, s, d in layers)


@wrong("receptive_field", 0, "You added up the kernels", "The strides are missing")
def all_kernels_added(layers):
    return sum(kernel for kernel, stride, dilation in layers)


@wrong("receptive_field", 1, "own stride")
def own_stride_first(layers):
    field, jump = 1, 1
    for k, s, d in layers:
        jump = jump * s
        field = field + (k - 1) * d * jump
    return field


@wrong("receptive_field", 3, "The dilation is missing")
def dense_stacks(layers):
    field = jump = 1
    for k, s, _ in layers:
        field, jump = field + (k - 1) * jump, jump * s
    return field


@wrong("receptive_field", 1, "Each layer is (kernel, stride, dilation)")
def numbers_in_another_order(layers):
    field = jump = 1
    for k, d, s in layers:
        field, jump = field + d * (k - 1) * jump, jump * s
    return field


@right("receptive_field")
def with_the_products_written_out(layers):
    total = 1
    for i, (kernel, _, dilation) in enumerate(layers):
        below = math.prod(stride for _, stride, _ in layers[:i])
        total += below * dilation * (kernel - 1)
    return total


@right("receptive_field")
def back_from_the_end(layers):
    r = 1
    for k, s, d in layers[::-1]:
        r = s * r + (d * (k - 1) + 1 - s)
    return np.int64(r)


def architecture(conv_count, pool_size, dense_count=lambda units, n: units * (n + 1)):
    """Return a reader of architectures with these rules."""

    def read(input_shape, layers):
        shapes, counts, shape = [], [], list(input_shape)
        for layer in layers:
            count = 0
            if layer[0] == "conv":
                _, filters, k, s, p = layer
                count = conv_count(shape[0], filters, k)
                shape = [filters] + [(n - k + 2 * p) // s + 1 for n in shape[1:]]
            elif layer[0] == "max_pool":
                shape = [shape[0]] + [pool_size(n, *layer[1:]) for n in shape[1:]]
            elif layer[0] == "flatten":
                shape = [int(np.prod(shape))]
            elif layer[0] == "dense":
                count = dense_count(layer[1], shape[0])
                shape = [layer[1]]
            shapes.append(tuple(shape))
            counts.append(count)
        return shapes, counts

    return read


def filters_and_biases(channels, filters, k):
    return filters * channels * k * k + filters


def places(n, k, s):
    return (n - k) // s + 1


@wrong("read_architecture", 4, "You divide by the pooling's stride")
def pooling_halves(input_shape, layers):
    return architecture(filters_and_biases, lambda n, k, s: n // s)(input_shape, layers)


@wrong("read_architecture", 2, "biases of the convolutions are missing")
def filters_alone(input_shape, layers):
    return architecture(lambda c, f, k: c * f * k * k, places)(input_shape, layers)


@wrong("read_architecture", 3, "biases of the dense layers are missing")
def units_without_biases(input_shape, layers):
    return architecture(filters_and_biases, places, lambda u, n: u * n)(input_shape, layers)


@wrong("read_architecture", 3, "rounded a size up")
def windows_over_the_edge(input_shape, layers):
    return architecture(filters_and_biases, lambda n, k, s: math.ceil((n - k) / s) + 1)(
        input_shape, layers
    )


@right("read_architecture")
def shapes_as_tuples_from_lists(input_shape, layers):
    return architecture(filters_and_biases, places)(input_shape, layers)


@wrong("read_architecture", 0)
def the_last_shape_only(input_shape, layers):
    shapes, counts = architecture(filters_and_biases, places)(input_shape, layers)
    return shapes[-1], sum(counts)


@wrong("read_architecture", 0, "one list of pairs")
def pairs_of_shape_and_count(input_shape, layers):
    return list(zip(*architecture(filters_and_biases, places)(input_shape, layers), strict=True))


@wrong("conv2d_loops", 0, "You turned the kernel")
def correlated_upside_down(X, W, b, stride, padding):
    return by_rows(X, W[:, :, ::-1, ::-1], b, stride, padding)


@wrong("conv2d_loops", 3, "The stride is missing altogether")
def every_window_and_no_stride(X, W, b, stride, padding):
    return by_rows(X, W, b, 1, padding)


@wrong("conv2d_loops", 2, "The padding is missing")
def cut_off_again(X, W, b, stride, padding):
    """Padded, and the padding cut off again before the sums."""
    X = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    if padding:
        X = X[:, :, padding:-padding, padding:-padding]
    return by_rows(X, W, b, stride, 0)


@wrong("conv2d_loops", 0, "The bias is missing")
def without_bias(X, W, b, stride, padding):
    return by_rows(X, W, 0 * b, stride, padding)


@wrong("conv2d_loops", 0, "once for every channel")
def channel_by_channel(X, W, b, stride, padding):
    parts = [by_rows(X[:, [c]], W[:, [c]], b, stride, padding) for c in range(X.shape[1])]
    return sum(parts)


@wrong("conv2d_loops", 3, "hangs over the edge")
def one_window_too_many(X, W, b, stride, padding):
    X = np.pad(X, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    kH, kW = W.shape[2:]
    rows, columns = (
        math.ceil((n - k) / stride) + 1 for n, k in zip(X.shape[2:], (kH, kW), strict=True)
    )
    Z = np.zeros((len(X), len(W), rows, columns))
    for n in range(len(X)):
        for o in range(len(W)):
            for i in range(rows):
                for j in range(columns):
                    top, left = i * stride, j * stride
                    Z[n, o, i, j] = (X[n, :, top : top + kH, left : left + kW] * W[o]).sum() + b[o]
    return Z


@right("conv2d_loops")
def by_rows(X, W, b, stride, padding):
    N, C, H, width = X.shape
    kH, kW = W.shape[2:]
    P = np.zeros((N, C, H + 2 * padding, width + 2 * padding))
    P[:, :, padding : padding + H, padding : padding + width] = X
    out = [
        [
            (P[:, None, :, i : i + kH, j : j + kW] * W).sum((2, 3, 4)) + b
            for j in range(0, P.shape[3] - kW + 1, stride)
        ]
        for i in range(0, P.shape[2] - kH + 1, stride)
    ]
    return np.array(out).transpose(2, 3, 0, 1)


@right("conv2d_loops")
def seven_loops(X, W, b, stride, padding):
    N, _, H, width = X.shape
    kH, kW = W.shape[2:]
    rows, columns = (H + 2 * padding - kH) // stride + 1, (width + 2 * padding - kW) // stride + 1
    Z = np.tile(b[None, :, None, None], (N, 1, rows, columns))
    for i, j, u, v in np.ndindex(rows, columns, kH, kW):
        r, c = i * stride + u - padding, j * stride + v - padding
        if 0 <= r < H and 0 <= c < width:
            Z[:, :, i, j] += X[:, :, r, c] @ W[:, :, u, v].T
    return Z
