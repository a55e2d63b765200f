"""What Sphinx does not look at when it decides which pages to build anew.

A change of an extension builds every page. So does a change of what other pages show of a page:
its title, the numbers of its figures and equations, its places, and the glossary's definitions.
"""

import hashlib
from pathlib import Path

GLOSSARY = "book/glossary"


def digest(folder):
    """Return a hash of the names and the contents of a folder's files."""
    found = hashlib.sha256()
    for file in sorted(path for path in folder.iterdir() if path.is_file()):
        found.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return found.hexdigest()


def note(app, config):
    config.extensions_digest = digest(Path(__file__).parent)


def shown_elsewhere(env):
    """Return a hash of what the pages show of each other."""
    titles = sorted((name, title.astext()) for name, title in env.titles.items())
    numbers = sorted((name, repr(kinds)) for name, kinds in env.toc_fignumbers.items())
    places = [sorted(env.domaindata["std"]["labels"].items())]
    places += [sorted(env.domaindata["math"]["objects"].items())]
    terms = env.get_doctree(GLOSSARY).astext() if GLOSSARY in env.found_docs else ""
    return hashlib.sha256(repr((titles, numbers, places, terms)).encode()).hexdigest()


def widen(app, env):
    """Name every page, when what it shows of others may have changed."""
    before, env.shown_elsewhere = getattr(env, "shown_elsewhere", None), shown_elsewhere(env)
    return [] if before == env.shown_elsewhere else sorted(env.found_docs)


def setup(app):
    app.add_config_value("extensions_digest", "", "env")
    app.connect("config-inited", note)
    app.connect("env-get-updated", widen, priority=990)  # after the numbers are given
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
