"""Charts of the class's page: SVG and HTML that scale to a phone, in light and in dark.

Positions are in per cent and letters in pixels, so a narrow chart keeps its letters' size. What a
chart shows stands in words or numbers beside it, too.
"""

import html
import math

STYLE = """
:root { --full: #0072b2; --some: #e69f00; --none: #8a8a8a; }
@media (prefers-color-scheme: dark) { :root { --full: #56b4e9; --some: #f0b83c; --none: #777; } }
svg { display: block; width: 100%; max-width: 44rem; height: 13rem; overflow: visible; }
svg text { font: 13px system-ui, sans-serif; fill: currentColor; }
svg line { stroke: #8888; }
.full { fill: var(--full); background: var(--full); }
.some { fill: var(--some); background: var(--some); }
.none { fill: var(--none); background: var(--none); }
.bar { display: flex; height: .8rem; width: 100%; min-width: 6rem; margin-top: .35rem;
  background: #8883; }
.key { display: inline-block; width: .8rem; height: .8rem; margin: 0 .3rem 0 .8rem; }
"""
BOTTOM, TOP = 82, 10
BINS = 10
FEW = 12
# So many times stand side by side on a phone.
MOST_LABELS = 4
MILLISECOND = 0.001


def bins(totals, most):
    """Return [(lowest, highest, count)]: one bin a point where that is few, else some ten."""
    if most <= FEW and all(float(t).is_integer() for t in totals):
        return [(n, n, sum(t == n for t in totals)) for n in range(int(most) + 1)]
    width = math.ceil(most / BINS)
    edges = range(0, math.ceil(most), width)
    places = [min(int(total // width), len(edges) - 1) for total in totals]
    return [(left, left + width, places.count(n)) for n, left in enumerate(edges)]


def histogram(totals, most):
    """Return how many students have how many points. totals: a list; most: points to be had."""
    found = bins(totals, most)
    ticks = [(f"{lowest:g}", lowest == highest) for lowest, highest, _ in found]
    words = f"Number of students by points, from 0 to {most:g}"
    return _drawn([count for *_, count in found], ticks, words, f"points of {most:g}")


def durations(seconds):
    """Return how many submissions took how long. seconds: a list, not empty.

    The columns begin at 1, 3, 10, 30, ... milliseconds: most take little, and a few very much.
    """
    places = [_place(value) for value in seconds]
    columns = range(min(places), max(places) + 1)
    few = len(columns) <= MOST_LABELS
    ticks = [(duration(_begin(c)) if few or c % 2 == 0 else "", False) for c in columns]
    words = f"Number of submissions by time, {duration(min(seconds))} to {duration(max(seconds))}"
    return _drawn([places.count(column) for column in columns], ticks, words, "time used")


def _place(seconds):
    times = max(seconds / MILLISECOND, 1) * (1 + 1e-9)  # 0.003 is 3 milliseconds
    decade = math.floor(math.log10(times))
    return 2 * decade + (times >= 3 * 10**decade)


def duration(seconds):
    """Return a time as people read it: 31 ms, 2.4 s, 130 s."""
    if seconds < 1:
        return f"{1000 * seconds:.0f} ms"
    return f"{seconds:.1f} s" if seconds % 1 and seconds < 100 else f"{seconds:.0f} s"


def _begin(column):
    return MILLISECOND * 10 ** (column // 2) * (3 if column % 2 else 1)


def _drawn(counts, ticks, words, unit):
    """ticks: for each column its label and whether it stands below the middle."""
    step, tallest = 100 / len(counts), max(counts) or 1
    bars = "".join(_column(n * step, step, count, tallest) for n, count in enumerate(counts))
    labels = "".join(_tick(n * step, step, *tick) for n, tick in enumerate(ticks))
    return (
        f'<svg role="img" aria-label="{words}">{bars}'
        f'<line x1="0" x2="100%" y1="{BOTTOM}%" y2="{BOTTOM}%"/>{labels}'
        f'<text x="50%" y="99%" text-anchor="middle">{unit}</text></svg>'
    )


def _column(left, step, count, tallest):
    height = (BOTTOM - TOP) * count / tallest
    middle, top = left + step / 2, BOTTOM - height
    label = f'<text x="{middle:.2f}%" y="{top - 2:.2f}%" text-anchor="middle">{count}</text>'
    return (
        f'<rect class="full" x="{left + step * 0.1:.2f}%" width="{step * 0.8:.2f}%" '
        f'y="{top:.2f}%" height="{height:.2f}%"/>{label if count else ""}'
    )


def _tick(left, step, label, is_in_the_middle):
    x = left + step / 2 if is_in_the_middle else left
    anchor = "middle" if is_in_the_middle or left else "start"
    text = f'<text x="{x:.2f}%" y="91%" text-anchor="{anchor}">{label}</text>'
    return text if label else ""


def bar(*shares):
    """Return a bar of shares of a whole, pairs (class, share from 0 to 1), side by side."""
    parts = "".join(f'<span class="{k}" style="width:{s:.1%}"></span>' for k, s in shares if s)
    return f'<div class="bar" aria-hidden="true">{parts}</div>'


def key(**words):
    """Return what the colours mean: {class: words}."""
    spans = (f'<span class="key {k}"></span>{html.escape(text)}' for k, text in words.items())
    return f"<p>{''.join(spans)}</p>"
