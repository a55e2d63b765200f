"""Corrections of what extensions write into a page and assistive technology trips over."""

CORRECTIONS = {
    # The fold says in words what it hides; this name would replace them.
    ' aria-label="Toggle hidden content"': "",
    # Deprecated in DPUB-ARIA 1.1; the entries stand in a list.
    'role="doc-biblioentry"': 'role="listitem"',
}


def correct(app, pagename, templatename, context, doctree):
    for wrong, right in CORRECTIONS.items():
        context["body"] = context.get("body", "").replace(wrong, right)


def setup(app):
    app.connect("html-page-context", correct)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
