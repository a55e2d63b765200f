"""Every chapter lists the works that it cites, also those that another chapter cites too.

sphinxcontrib-bibtex lets a work stand in one list only, unless its key has a prefix there. Here
each page that has a list gets a prefix of its own, in the list and in its citations.
"""

import re

LIST = re.compile(r"^(`{3,}\{bibliography\})$", re.MULTILINE)
CITATION = re.compile(r"(\{cite(?::\w+)?\}`)([^`]+)(`)")


def with_prefix(text, prefix):
    """Return a page's text with `prefix` before each key that it cites, if it has a list."""
    if not LIST.search(text):
        return text
    text = LIST.sub(rf"\1\n:keyprefix: {prefix}", text)
    return CITATION.sub(
        lambda m: m[1] + ",".join(prefix + key.strip() for key in m[2].split(",")) + m[3], text
    )


def _prefix_keys(app, docname, content):
    if ":keyprefix:" not in content[0]:
        content[0] = with_prefix(content[0], docname.rpartition("/")[2] + "-")


def setup(app):
    app.connect("source-read", _prefix_keys)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
