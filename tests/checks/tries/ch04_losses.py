"""Answers to exercise 4."""

import numpy as np

from tests.checks.tries.registry import tries

wrong, right = tries("04-losses")


def softmax(Z):
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


@wrong("one_hot", 0, "number of classes from the largest")
def as_many_as_seen(labels, K):
    return np.eye(labels.max() + 1)[labels]


@wrong("one_hot", 0)
def all_ones(labels, K):
    return np.ones((len(labels), K))


@wrong("one_hot", 0, "sets whole rows")
def rows_for_columns(labels, K):
    T = np.zeros((len(labels), K))
    T[labels] = 1
    return T


@wrong("one_hot", 0, "a column for each label")
def as_many_as_labels(labels, K):
    return np.eye(len(labels))[labels]


@wrong("one_hot", 0, "True and False")
def compared(labels, K):
    return labels[:, None] == np.arange(K)


@wrong("one_hot", 0, "one vector")
def many_hot(labels, K):
    T = np.zeros(K)
    T[labels] = 1
    return T


@wrong("one_hot", 0, "you return lists")
def row_by_row(labels, K):
    return [[float(k == label) for k in range(K)] for label in labels]


@right("one_hot")
def with_put_along(labels, K):
    T = np.zeros((len(labels), K))
    np.put_along_axis(T, np.asarray(labels)[:, None], 1, axis=1)
    return T


@wrong("bce_with_logits", 2, "probability first")
def of_the_book_with_p(z, y):
    p = 1 / (1 + np.exp(-z))
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@wrong("bce_with_logits", 2, "costs 40 at most")
def guarded(z, y):
    p = 1 / (1 + np.exp(-z))
    return -np.mean(y * np.log(p + 1e-9) + (1 - y) * np.log(1 - p + 1e-9))


@wrong("bce_with_logits", 0, "added the losses up")
def as_a_sum(z, y):
    return np.sum(np.logaddexp(0, z) - y * z)


@wrong("bce_with_logits", 2, "costs 40 at most")
def clipped_as_in_a_framework(z, y):
    p = np.clip(1 / (1 + np.exp(-z)), 1e-7, 1 - 1e-7)
    return np.where(y == 1, -np.log(p), -np.log(1 - p)).mean()


@wrong("bce_with_logits", 0, "as if it were a probability")
def logit_in_the_formula(z, y):
    return (-y * np.log(z) - (1 - y) * np.log(1 - z)).mean()


@wrong("bce_with_logits", 0, "Half of the formula is missing")
def as_for_one_hot_targets(z, y):
    return -np.mean(y * np.log(1 / (1 + np.exp(-z))))


@wrong("bce_with_logits", 0, "Half of the formula is missing")
def class_0_only(z, y):
    return -((1 - y) * np.log(1 - 1 / (1 + np.exp(-z)))).sum() / len(z)


@wrong("bce_with_logits", 0, "has it inside")
def squeezed_before(z, y):
    z = 1 / (1 + np.exp(-z))
    return np.mean(np.logaddexp(0, z) - y * z)


@wrong("bce_with_logits", 2, "Clipping the logit")
def within_limits(z, y):
    z = np.clip(z, -50, 50)
    return np.mean(np.log(1 + np.exp(z)) - y * z)


@wrong("bce_with_logits", 0, "max(-z, 0)")
def the_other_side(z, y):
    return np.mean(np.maximum(-z, 0) - y * z + np.log(1 + np.exp(-abs(z))))


@right("bce_with_logits")
def by_the_sign(z, y):
    signed = (1 - 2 * y) * z
    return np.where(
        signed > 0, signed + np.log1p(np.exp(-abs(signed))), np.log1p(np.exp(-abs(signed)))
    ).mean()


@wrong("bce_grad", 0, "N times too large")
def forgot_the_mean(z, y):
    return 1 / (1 + np.exp(-z)) - y


@wrong("bce_grad", 2, "inf / inf")
def overflowing(z, y):
    e = np.exp(z)
    return (e / (1 + e) - y) / len(z)


@wrong("bce_grad", 1, "may lie between 0 and 1")
def two_cases(z, y):
    p = 0.5 + 0.5 * np.tanh(z / 2)
    return np.where(y == 1, p - 1, p) / len(z)


@wrong("bce_grad", 0, "factor 2 too many")
def like_a_square(z, y):
    return 2 * (0.5 + 0.5 * np.tanh(z / 2) - y) / len(z)


@wrong("bce_grad", 0, "by N twice")
def averaged_again(z, y):
    return np.divide(0.5 + 0.5 * np.tanh(z / 2) - y, len(z)) / len(z)


@right("bce_grad")
def by_cases(z, y):
    p = np.where(
        z >= 0, 1 / (1 + np.exp(-np.abs(z))), np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z)))
    )
    return (p - y) * (1 / len(z))


@wrong("cross_entropy", 2, "overflows")
def log_of_softmax(Z, labels):
    P = np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
    return -np.log(P[np.arange(len(Z)), labels]).mean()


@wrong("cross_entropy", 3, "its logarithm after")
def log_of_stable_softmax(Z, labels):
    return -np.log(softmax(Z)[np.arange(len(Z)), labels]).mean()


@wrong("cross_entropy", 3, "its logarithm after")
def one_hot_times_log(Z, labels):
    return -np.mean((np.eye(Z.shape[1])[labels] * np.log(softmax(Z))).sum(axis=1))


@wrong("cross_entropy", 3, "costs 40 at most")
def clipped_as_in_a_framework_too(Z, labels):
    P = np.clip(softmax(Z), 1e-7, 1 - 1e-7)
    return -np.log(P[np.arange(len(Z)), labels]).mean()


@wrong("cross_entropy", 0, "A logit is no probability")
def logits_in_the_formula(Z, labels):
    return -(np.eye(Z.shape[1])[labels] * np.log(Z)).sum() / len(Z)


@wrong("cross_entropy", 0)
def mean_of_the_log_rows(Z, labels):
    return -np.log(softmax(Z)).mean()


@wrong("cross_entropy", 0, "The logarithm is missing")
def sum_of_exponentials(Z, labels):
    S = Z - Z.max(axis=1, keepdims=True)
    return np.mean(np.exp(S).sum(axis=1) - S[np.arange(len(Z)), labels])


@wrong("cross_entropy", 0, "to the base 2")
def in_bits(Z, labels):
    S = Z - Z.max(axis=1, keepdims=True)
    losses = np.log(np.exp(S).sum(axis=1)) - S[np.arange(len(Z)), labels]
    return losses.mean() / np.log(2)


@wrong("cross_entropy", 0, "summed over the examples")
def down_the_columns(Z, labels):
    S = Z - Z.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(S).sum(axis=0)) - S[np.arange(len(Z)), labels])


@right("cross_entropy")
def reduceat(Z, labels):
    lse = np.logaddexp.reduce(Z, axis=1)
    return sum(lse[n] - Z[n, k] for n, k in enumerate(labels)) / len(labels)


@wrong("cross_entropy_grad", 0, "minus target")
def turned_round(Z, labels):
    return (np.eye(Z.shape[1])[labels] - softmax(Z)) / len(Z)


@wrong("cross_entropy_grad", 0, "N times too large")
def one_taken_away(Z, labels):
    P = softmax(Z)
    P[np.arange(len(Z)), labels] -= 1
    return P


@wrong("cross_entropy_grad", 0, "Subtract its one-hot row")
def minus_the_label(Z, labels):
    return (softmax(Z) - labels.reshape(-1, 1)) / Z.shape[0]


@wrong("cross_entropy_grad", 0, "Subtract its one-hot row")
def minus_the_labels(Z, labels):
    return (softmax(Z) - labels) / len(Z)


@wrong("cross_entropy_grad", 0, "by N twice")
def averaged_again_for_classes(Z, labels):
    return (softmax(Z) - np.eye(Z.shape[1])[labels]) / len(Z) / len(labels)


@right("cross_entropy_grad")
def column_by_column(Z, labels):
    P = softmax(Z)
    columns = [(P[:, k] - (labels == k)) / Z.shape[0] for k in range(Z.shape[1])]
    return np.stack(columns, axis=-1)


@wrong("weighted_cross_entropy", 0, "did not divide")
def only_weighted(Z, labels, class_weights):
    T, P = np.eye(Z.shape[1])[labels], softmax(Z)
    w = (T * class_weights).sum(axis=1)
    return -(w[:, None] * T * np.log(P)).sum(), w[:, None] * (P - T)


@wrong("weighted_cross_entropy", 0, "times one factor")
def divided_twice(Z, labels, class_weights):
    w, P = class_weights[labels], softmax(Z)
    total = w.sum() ** 2
    losses = -np.log(P[np.arange(len(Z)), labels])
    return w @ losses / total, (w / total)[:, None] * (P - np.eye(Z.shape[1])[labels])


@wrong("weighted_cross_entropy", 3, "in your loss, but not in the gradient")
def plain_gradient(Z, labels, class_weights):
    w = class_weights[labels]
    P = softmax(Z)
    losses = -np.log(P[np.arange(len(Z)), labels])
    return np.average(losses, weights=w), (P - np.eye(Z.shape[1])[labels]) / len(Z)


@wrong("weighted_cross_entropy", 1, "a normalisation is missing")
def means(Z, labels, class_weights):
    w = class_weights[labels] / class_weights.mean()
    P = softmax(Z)
    losses = -np.log(P[np.arange(len(Z)), labels])
    return np.mean(w * losses), w[:, None] * (P - np.eye(Z.shape[1])[labels]) / len(Z)


def weighted(Z, labels, w):
    """Return the parts: the weighted mean loss, P - T, and the sum of the weights."""
    P, rows = softmax(Z), np.arange(len(Z))
    loss = -(w * np.log(P[rows, labels])).sum() / w.sum()
    return loss, P - np.eye(Z.shape[1])[labels], w.sum()


@wrong("weighted_cross_entropy", 0, "`w[:, None]` makes a column")
def row_against_matrix(Z, labels, class_weights):
    w = class_weights[labels]
    loss, difference, total = weighted(Z, labels, w)
    return loss, w * difference / total


@wrong("weighted_cross_entropy", 0, "multiplied the logits")
def louder_logits(Z, labels, class_weights):
    loss, difference, total = weighted(Z * class_weights, labels, np.ones(len(Z)))
    return loss, difference / total


@wrong("weighted_cross_entropy", 1, "of its own label's class")
def weight_of_the_prediction(Z, labels, class_weights):
    w = class_weights[Z.argmax(axis=1)]
    loss, difference, total = weighted(Z, labels, w)
    return loss, w[:, None] * difference / total


@right("weighted_cross_entropy")
def with_average(Z, labels, class_weights):
    T = np.eye(Z.shape[1])[labels]
    w = T @ class_weights
    log_p = np.log(softmax(Z))
    return np.average(-(T * log_p).sum(1), weights=w), (softmax(Z) - T) * (w / sum(w))[:, None]
