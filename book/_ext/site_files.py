"""The files of a site that are no page of the book: 404 and search pages, its front door, sitemap,
robots."""

from html import escape
from pathlib import Path
from urllib.parse import urlsplit

SITEMAP = '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="{schema}">\n{urls}\n</urlset>\n'
SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
# The site's bare address: it leads on to the first page, by a link where nothing else may.
DOOR = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta http-equiv="refresh" content="0; url={page}">
<link rel="canonical" href="{base}{page}">
</head>
<body>
<p><a href="{page}">{title}</a></p>
</body>
</html>
"""


def pages(app):
    """Yield the page that a server shows for a wrong address, and the page of the search."""
    # A wrong address may be at any depth, so the links on that page start at the site's root.
    yield "404", {"site_root": urlsplit(app.config.html_baseurl).path}, "404.html"
    yield "search", {}, "search.html"


def without_sphinx_search(app):
    """The course has its own index, of sections and code; see search_index.py."""
    app.builder.search = False


def write(app, exception):
    """Write index.html, sitemap.xml, robots.txt, and what keeps GitHub from hiding ``_static``."""
    if exception or app.builder.format != "html":
        return
    base, out = app.config.html_baseurl, Path(app.outdir)
    addresses = [base + app.builder.get_target_uri(name) for name in sorted(app.env.found_docs)]
    urls = "\n".join(f"  <url><loc>{address}</loc></url>" for address in addresses)
    (out / "sitemap.xml").write_text(SITEMAP.format(schema=SCHEMA, urls=urls), encoding="utf-8")
    (out / "robots.txt").write_text(f"User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n")
    (out / ".nojekyll").touch()
    first, title = app.builder.get_target_uri(app.config.root_doc), escape(app.config.html_title)
    (out / "index.html").write_text(DOOR.format(title=title, page=first, base=base), "utf-8")


def setup(app):
    app.connect("builder-inited", without_sphinx_search)
    app.connect("html-collect-pages", pages)
    app.connect("build-finished", write)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
