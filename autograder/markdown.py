"""A student's Markdown, made harmless for the pages that instructors look at.

nbgrader's formgrader and feedback pass HTML in Markdown through as it is. Sanitising the HTML
that Markdown turns into is not possible here, since others do the turning; and escaping would
spoil formulas. So nothing in the text may begin a tag or an entity: a space after its `<` or
`&` settles that, and leaves a formula a formula.
"""

import re

from autograder.outputs import CONTROL

TAG = re.compile(r"<(?=[A-Za-z/!?&\\])")
# Formulas may link and load, too. https://docs.mathjax.org/en/latest/input/tex/extensions/html.html
TEX = re.compile(
    r"\\(?=(?:href|url|require|style|class|cssId|data|html|unicode|includegraphics)\b)"
)
SCHEME = re.compile(r"(?i)\b(?:javascript|vbscript|data|file)(?=[\s\\]*:)")
# Written as an entity, a colon or a letter would escape the line above.
ENTITY = re.compile(r"&(?=#|[A-Za-z][A-Za-z0-9]{1,31};)")
# All exclamation marks at once: without one of two, the other would begin a picture.
PICTURE = re.compile(r"!+(?=\[)")
PASTED = re.compile(r"!\[[^\[\]\n]{0,200}\]\(attachment:([A-Za-z0-9_.-]{1,100})\)")


def harmless(text, pictures=()):
    """Return Markdown without HTML, active links and pictures from elsewhere.

    pictures: the names of pasted pictures that may be shown.
    """
    text = CONTROL.sub("", text)
    kept = [m.span()[0] for m in PASTED.finditer(text) if m.group(1) in pictures]
    text = PICTURE.sub(lambda m: "!" if m.end() - 1 in kept else "", text)
    text = TEX.sub(r"\\ ", text)
    text = ENTITY.sub("& ", text)
    text = SCHEME.sub(lambda m: f"{m.group()} ", text)
    return TAG.sub("< ", text)
