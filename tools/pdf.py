"""Make the whole book one PDF from the built site: python -m tools.pdf.

The PDF is tagged for screen readers and has an outline; formulas stay text.
"""

import shutil
import sys
from importlib.util import find_spec

from tools import one_page, project

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
FOOT = (
    '<div style="width: 100%; font: 8pt sans-serif; color: #444; text-align: center">'
    '<span class="pageNumber"></span></div>'
)
LOADED = """async () => {
  await document.fonts.ready;
  await Promise.all([...document.images].map((image) => image.decode()));
}"""


def main():
    """Print the site of this checkout; return the exit code."""
    course = project.here()
    site = course.root / "_build" / "html"
    chromium = shutil.which("chromium")
    if not (site / "index.html").is_file():
        print("The site is missing. Run: python -m tools.site", file=sys.stderr)
        return 1
    if chromium is None or not find_spec("playwright"):
        print("chromium or playwright is missing, which print the PDF: make pdf", file=sys.stderr)
        return 1
    pdf = site / f"{course.name}.pdf"
    page = site / "whole-book.html"
    text = one_page.join(site, course.docnames, course.config["title"])
    page.write_text(text, encoding="utf-8")
    try:
        print_page(page, pdf, chromium)
    finally:
        page.unlink()
    print(f"The book: {pdf}")
    return 0


def print_page(page, pdf, chromium):
    """Let Chromium print a page of this machine as a tagged PDF with an outline."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        tab = browser.new_page(color_scheme="light")
        tab.goto(page.as_uri())
        tab.evaluate(LOADED)
        tab.pdf(
            path=pdf,
            prefer_css_page_size=True,
            print_background=True,
            display_header_footer=True,
            header_template="<span></span>",
            footer_template=FOOT,
            margin={"top": "18mm", "bottom": "18mm", "left": "20mm", "right": "20mm"},
            format="A4",
            tagged=True,
            outline=True,
        )
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
