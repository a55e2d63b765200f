"""What a page of the site costs its reader, beside the same content in an unmodified Jupyter Book.

    python benchmarks/site.py [PAGE ...]        for example: book/06-backpropagation

The other book is built in the same run, by the same versions, from the notebooks of the chapters
and exercises as they are downloaded, and from the pages that need no directive of ours. Its theme
and settings are the stock ones. Its interactive figures are static pictures, which makes it the
lighter. Stock MathJax comes from a server that may be out of reach: requests for it are answered
with the files of the npm package that the address names, so its bytes and its work are the real
ones, and its waiting for a network is left out.

Chromium opens each page ROUNDS times with an empty cache, at 1280 x 800, without throttling.
Bytes are those of every file that the page loaded by itself, text compressed by gzip. `paint` is
the largest contentful paint, in milliseconds on the clock. `blocked` is what the page's tasks took
of the processor beyond 50 milliseconds each: the total blocking time, as it is on a machine with
nothing else to do. Both are medians. The goals: at most 30 % of the bytes, and no blocking.
"""

import base64
import functools
import gzip
import http.server
import json
import re
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import threading
from pathlib import Path
from urllib.parse import urlsplit

# Else a neighbour of this file is what `import helpers` finds.
sys.path.insert(0, str(Path(__file__).parents[1]))

import yaml
from playwright.sync_api import sync_playwright

from tools import project, site
from tools.notebooks import sources
from tools.pdf import FLAGS

ROUNDS = 3
PLAIN_PAGES = ("book/index", "book/notation", "book/glossary")
MATHJAX = re.compile(r"https://cdn\.jsdelivr\.net/npm/mathjax@3/([^?]*)")
MATHJAX_PACKAGE = "mathjax@3.2.2"  # the newest that `mathjax@3` stands for
PICTURE = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)")
TEXT = re.compile(r"text/|javascript|json|xml|svg")
WATCH = """
window.paint = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) paint = entry.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
"""
SETTLED = """() => new Promise((done) => {
  const typeset = window.MathJax?.startup?.promise ?? Promise.resolve();
  typeset.then(() => setTimeout(() => done(window.paint), 500));
})"""
TRACED = ["disabled-by-default-devtools.timeline", "toplevel"]
MAIN_THREAD = "CrRendererMain"
HEAD = ("page", "", "kB", "files", "others", "words", "paint", "blocked")
ROW = "{:34}{:8}{:>7}{:>7}{:>8}{:>7}{:>7}{:>9}"


def main(chosen):
    course = project.here()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        stock = build_stock(course, Path(folder) / "stock")
        mathjax = fetch_mathjax(Path(folder))
        if site.run(course, stdout=subprocess.DEVNULL).returncode:
            sys.exit("the site was not built")
        ours = course.root / "_build" / "html"
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        addresses = {"ours": serve(ours), "stock": serve(stock)}
        print(ROW.format(*HEAD))
        ratios = []
        for page in chosen or course.docnames:
            rows = {}
            for name, root in (("ours", ours), ("stock", stock)):
                if (root / f"{page}.html").is_file():
                    rows[name] = measure(browser, f"{addresses[name]}/{page}.html", mathjax)
                    show(page if name == "ours" else "", name, rows[name])
            if len(rows) == 2:
                ratios.append(rows["ours"]["bytes"] / rows["stock"]["bytes"])
        browser.close()
    print(f"bytes of ours / stock: median {statistics.median(ratios):.0%}, most {max(ratios):.0%}")


def show(page, name, row):
    numbers = (round(row["bytes"] / 1000), row["files"], len(row["others"]), len(row["words"]))
    print(ROW.format(page[:33], name, *numbers, round(row["paint"]), round(row["blocked"])))
    for text in [*sorted(row["others"]), *row["words"]]:
        print(f"{'':36}{text[:110]}", flush=True)


# ---- The other book ------------------------------------------------------------------------------


def build_stock(course, folder):
    """Build the same content with stock settings; return the folder of its pages."""
    pages = []
    for source in sources.find(course):
        notebook = source.released if source.is_exercise else source.notebook
        if source.docname in course.docnames:
            pages.append(source.docname)
            _copy_notebook(notebook, folder / f"{source.docname}.ipynb")
    for name in PLAIN_PAGES:
        shutil.copy(course.root / f"{name}.md", folder / f"{name}.md")
    shutil.copytree(course.root / "book" / "_static", folder / "book" / "_static")
    pages = sorted([*pages, *PLAIN_PAGES[1:]], key=course.docnames.index)
    settings = {"title": course.config["title"], "execute": {"execute_notebooks": "off"}}
    contents = {"format": "jb-book", "root": PLAIN_PAGES[0]}
    contents["chapters"] = [{"file": name} for name in pages]
    (folder / "_config.yml").write_text(yaml.safe_dump(settings), "utf-8")
    (folder / "_toc.yml").write_text(yaml.safe_dump(contents), "utf-8")
    program = "from jupyter_book.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "build", folder, "-q"], capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return folder / "_build" / "html"


def _copy_notebook(notebook, target):
    """Copy a notebook; a picture in its text becomes a file, as one would have it in a book."""
    target.parent.mkdir(parents=True, exist_ok=True)
    content = json.loads(notebook.read_text("utf-8"))
    for cell in content["cells"]:
        if cell["cell_type"] == "markdown":
            text = "".join(cell["source"])
            cell["source"] = PICTURE.sub(lambda found: _as_file(found[1], target.parent), text)
    target.write_text(json.dumps(content), "utf-8")


def _as_file(encoded, folder):
    picture = base64.b64decode(encoded)
    path = folder / f"picture-{abs(hash(picture))}.svg"
    path.write_bytes(picture)
    return path.name


def fetch_mathjax(folder):
    """Unpack the package that the stock address of MathJax serves; return its folder."""
    done = subprocess.run(
        ["npm", "pack", "--silent", MATHJAX_PACKAGE], cwd=folder, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(f"npm pack {MATHJAX_PACKAGE}: {done.stderr}")
    with tarfile.open(folder / done.stdout.strip()) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


# ---- A visit -------------------------------------------------------------------------------------


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *ignored):
        pass


def serve(folder):
    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def measure(browser, address, mathjax):
    """Open a page ROUNDS times; return what the first visit loaded and the medians of the times."""
    visits = [visit(browser, address, mathjax) for _ in range(ROUNDS)]
    times = {key: statistics.median(seen[key] for seen in visits) for key in ("paint", "blocked")}
    return visits[0] | times


def visit(browser, address, mathjax):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(WATCH)
    context.route(MATHJAX, functools.partial(answer, mathjax))
    page = context.new_page()
    answers, asked, words = [], [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda response: answers.append(response))
    page.on("console", lambda message: words.append(message.text))
    page.on("pageerror", lambda error: words.append(str(error)))
    browser.start_tracing(page=page, categories=TRACED)
    page.goto(address, wait_until="load")
    paint = page.evaluate(SETTLED)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    weight = sum(weigh(response) for response in answers if response.url.startswith("http"))
    home = urlsplit(address).netloc
    others = {urlsplit(url).netloc for url in asked} - {home, ""}
    context.close()
    return {
        "bytes": weight,
        "files": len(answers),
        "others": others,
        "words": words,
        "paint": paint,
        "blocked": blocking(events),
    }


def blocking(events):
    """Return how many milliseconds of the processor the page's tasks took beyond 50 each."""
    main = {(e["pid"], e["tid"]) for e in events if e.get("args", {}).get("name") == MAIN_THREAD}
    tasks = [e for e in events if e["name"] == "RunTask" and (e["pid"], e["tid"]) in main]
    return sum(max(0, task.get("tdur", 0) / 1000 - 50) for task in tasks)


def answer(mathjax, route):
    """Answer a request for MathJax with the package's file."""
    path = mathjax / MATHJAX.match(route.request.url)[1]
    route.fulfill(path=path) if path.is_file() else route.fulfill(status=404)


def weigh(response):
    """Return the bytes of a file as a server of static sites would send it."""
    body = response.body() if response.ok else b""
    text = TEXT.search(response.headers.get("content-type", ""))
    return len(gzip.compress(body)) if text else len(body)


if __name__ == "__main__":
    main(sys.argv[1:])
