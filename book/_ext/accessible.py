"""Corrections of what extensions write into a page, and HTML or assistive technology trips over."""

import re

CORRECTIONS = {
    # The fold says in words what it hides; this name would replace them.
    ' aria-label="Toggle hidden content"': "",
    # Deprecated in DPUB-ARIA 1.1; the entries stand in a list.
    'role="doc-biblioentry"': 'role="listitem"',
}
# A summary may hold words and no paragraph.
SUMMARY = re.compile(r"<summary>.*?</summary>", re.DOTALL)
PARAGRAPH = re.compile(r"(</?)p\b")


def correct(app, pagename, templatename, context, doctree):
    body = context.get("body", "")
    for wrong, right in CORRECTIONS.items():
        body = body.replace(wrong, right)
    context["body"] = SUMMARY.sub(lambda found: PARAGRAPH.sub(r"\1span", found[0]), body)


def setup(app):
    app.connect("html-page-context", correct)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
