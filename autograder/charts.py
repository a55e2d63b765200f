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
    step, tallest = 100 / len(found), max(count for *_, count in found) or 1
    bars = "".join(_column(n * step, step, bin_, tallest) for n, bin_ in enumerate(found))
    ticks = "".join(_tick(n * step, step, bin_) for n, bin_ in enumerate(found))
    words = f"Number of students by points, from 0 to {most:g}"
    return (
        f'<svg role="img" aria-label="{words}">{bars}'
        f'<line x1="0" x2="100%" y1="{BOTTOM}%" y2="{BOTTOM}%"/>{ticks}'
        f'<text x="50%" y="99%" text-anchor="middle">points of {most:g}</text></svg>'
    )


def _column(left, step, bin_, tallest):
    *_, count = bin_
    height = (BOTTOM - TOP) * count / tallest
    middle, top = left + step / 2, BOTTOM - height
    label = f'<text x="{middle:.2f}%" y="{top - 2:.2f}%" text-anchor="middle">{count}</text>'
    return (
        f'<rect class="full" x="{left + step * 0.1:.2f}%" width="{step * 0.8:.2f}%" '
        f'y="{top:.2f}%" height="{height:.2f}%"/>{label if count else ""}'
    )


def _tick(left, step, bin_):
    lowest, highest, _ = bin_
    x = left + step / 2 if lowest == highest else left
    anchor = "middle" if lowest == highest or left else "start"
    return f'<text x="{x:.2f}%" y="91%" text-anchor="{anchor}">{lowest:g}</text>'


def bar(*shares):
    """Return a bar of shares of a whole, pairs (class, share from 0 to 1), side by side."""
    parts = "".join(f'<span class="{k}" style="width:{s:.1%}"></span>' for k, s in shares if s)
    return f'<div class="bar" aria-hidden="true">{parts}</div>'


def key(**words):
    """Return what the colours mean: {class: words}."""
    spans = (f'<span class="key {k}"></span>{html.escape(text)}' for k, text in words.items())
    return f"<p>{''.join(spans)}</p>"
