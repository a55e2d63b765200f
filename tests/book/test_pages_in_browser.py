"""Every page of the site in Chromium: light, quiet, steady, alone, and open to everybody.

The budgets are also proven on a page that is heavier than the course's chapters.
"""

import functools
import gzip
import http.server
import shutil
import threading
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from PIL import Image

from tools.project import Project, here

ROOT = here().root
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
BYTES, REQUESTS, SHIFT = 350_000, 40, 0.02
TEXT = {".html", ".css", ".js", ".svg", ".json", ".xml", ".txt"}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
OFF_BY_DEFAULT = ["label-content-name-mismatch", "region"]
WATCH_SHIFTS = """
window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
SCROLL = """async () => {
  for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight / 2) {
    scrollTo({ top: y, behavior: "instant" });
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  }
  for (const image of document.images) {
    if (image.loading !== "lazy" || image.checkVisibility()) await image.decode();
  }
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
# Hundreds of formulas, each of a hundred boxes hidden from assistive technology, would cost most
# of the time: one letter stands for each.
FOUND = """([tags, more]) => {
  for (const formula of document.querySelectorAll(".katex-html")) formula.textContent = "x";
  return axe.run({
    runOnly: { type: "tag", values: tags },
    rules: Object.fromEntries(more.map((rule) => [rule, { enabled: true }])),
    resultTypes: ["violations"],
  }).then(({ violations }) => violations.flatMap(
    (v) => v.nodes.map((node) => `${v.id}: ${node.html.slice(0, 120)}`)));
}"""
UNREACHABLE = """[...document.querySelectorAll(".main *")].filter((e) =>
  e.scrollWidth > e.clientWidth && e.tabIndex < 0
  && ["auto", "scroll"].includes(getComputedStyle(e).overflowX)).map((e) => e.outerHTML)"""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium to open the pages in")


def heavy_text():
    """A chapter of 240 formulas, inline and displayed, between ten pictures."""
    parts = ["# Everything at once"]
    for i in range(10):
        parts.append(
            f"## Part {i}: $\\alpha_{{{i}}}$\n\n![A white field.](_static/field-{i}.png)\n"
        )
        parts += [
            f"The slope $\\partial L_{{{i}}} / \\partial w_{{{j}}}$ belongs to $w_{{{j}}}$.\n\n"
            f"$$\n\\frac{{\\partial L_{{{i}}}}}{{\\partial w_{{{j}}}}} &= \\sum_{{n=1}}^N "
            f"\\hat y_n x_{{n{j}}} \\\\\n\\mathbf{{w}} &= \\Bigl(\\begin{{matrix}} {i} & {j} \\\\ "
            f"1 & 0 \\end{{matrix}}\\Bigr)\n$$ (part-{i}-{j})\n"
            for j in range(8)
        ]
    return "\n\n".join(parts)


@pytest.fixture(scope="module")
def heavy(sample_site, tmp_path_factory):
    """The built site of a book that is one heavy page, with the settings of the real one."""
    root = tmp_path_factory.mktemp("heavy")
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    (root / "_config.yml").write_text(yaml.safe_dump(config))
    (root / "_toc.yml").write_text("format: jb-book\nroot: book/index\n")
    shutil.copytree(ROOT / "book", root / "book", ignore=shutil.ignore_patterns("notebooks"))
    shutil.copy(ROOT / "CHANGELOG.md", root)
    for text in root.glob("book/*.md"):
        text.unlink()
    (root / "book" / "index.md").write_text(heavy_text(), encoding="utf-8")
    for i in range(10):
        Image.new("L", (728, 448), 255).save(root / "book" / "_static" / f"field-{i}.png")
    return sample_site.built(Project(root))


@pytest.fixture(scope="module")
def course(sample_site):
    """The built site of this checkout."""
    return sample_site.built(here())


class Compressing(http.server.SimpleHTTPRequestHandler):
    """Serves files as hosts of static sites do: text compressed."""

    def do_GET(self):
        file = Path(self.translate_path(self.path))
        if not file.is_file():
            return self.send_error(404)
        body = file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        if file.suffix in TEXT:
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return self.wfile.write(body)

    def log_message(self, *ignored):
        pass


@pytest.fixture(scope="module")
def serve():
    """Return a function that serves a folder and returns its address."""
    servers = []

    def start(folder):
        handler = functools.partial(Compressing, directory=str(folder))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def addresses(course, heavy, serve):
    """Where the pages are: over HTTP and as files."""
    served = {"course": serve(course), "heavy": serve(heavy)}
    files = {"course": course.as_uri(), "heavy": heavy.as_uri()}
    return {"http": served, "file": files}


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Visit:
    """A page that was opened: what it asked for, what it weighed, what it said."""

    def __init__(self, context, address):
        self.page = context.new_page()
        self.requests, self.said, self.kinds, self.weights = [], [], {}, {}
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        network = context.new_cdp_session(self.page)
        network.send("Network.enable")
        network.on("Network.responseReceived", self._note_kind)
        network.on("Network.loadingFinished", self._note_weight)
        self.page.goto(address)
        self.page.evaluate("document.fonts.ready.then(() => true)")

    def _note_kind(self, event):
        self.kinds[event["requestId"]] = event["type"]

    def _note_weight(self, event):
        self.weights[event["requestId"]] = event["encodedDataLength"]

    @property
    def bytes(self):
        """What came over the wire, pictures aside."""
        weighed = self.weights.items()
        return sum(weight for id, weight in weighed if self.kinds.get(id) != "Image")


@pytest.fixture
def visit(browser, addresses):
    """Return a function that opens a page of a site."""
    contexts = []

    def open_page(page, scheme="http", *, width=1280, mode="light"):
        site, _, name = page.partition(":")
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=mode, reduced_motion="reduce"
        )
        context.set_default_timeout(20_000)
        context.add_init_script(WATCH_SHIFTS)
        contexts.append(context)
        return Visit(context, f"{addresses[scheme][site]}/{name}.html")

    yield open_page
    for context in contexts:
        context.close()


def of_each_kind():
    """The pages that stand for all when time is short: a heavy one and one of each kind."""
    names = here().docnames
    chapter, exercise = (
        next(name for name in names if name.startswith(kind)) for kind in ("book/0", "exercises/")
    )
    return [f"course:{name}" for name in ("search", "book/index", chapter, exercise)]


KINDS = ["heavy:book/index", *of_each_kind()]
OTHERS = [f"course:{name}" for name in here().docnames if f"course:{name}" not in KINDS]
every_page = pytest.mark.parametrize("page", KINDS + OTHERS)
other_pages_later = pytest.mark.parametrize(
    "page", [*KINDS, *(pytest.param(page, marks=pytest.mark.long) for page in OTHERS)]
)


@every_page
def test_a_page_is_light_quiet_steady_and_alone(visit, page):
    seen = visit(page)
    home = urlsplit(seen.page.url).netloc
    assert [url for url in seen.requests if urlsplit(url).netloc not in ("", home)] == []
    assert seen.said == []
    assert seen.bytes <= BYTES
    assert len(seen.requests) <= REQUESTS
    assert seen.page.evaluate("window.shift") <= SHIFT


@every_page
def test_on_a_phone_nothing_jumps_sticks_out_or_is_out_of_reach(visit, page):
    seen = visit(page, width=360).page
    eager = "[...document.images].filter((i) => i.loading !== 'lazy').map((i) => i.src)"
    unsized = "[...document.images].filter((i) => !i.width || !i.height).map((i) => i.src)"
    assert seen.evaluate(eager) == []
    seen.evaluate(SCROLL)
    assert seen.evaluate(unsized) == []
    assert seen.evaluate("window.shift") <= SHIFT
    assert seen.evaluate("document.documentElement.scrollWidth") <= 360
    assert seen.evaluate(UNREACHABLE) == []


@other_pages_later
def test_a_page_works_from_a_file(visit, page):
    seen = visit(page, "file")
    seen.page.evaluate(SCROLL)
    assert [url for url in seen.requests if not url.startswith(("file:", "data:"))] == []
    assert seen.said == []
    loaded = "[...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.family)"
    assert any("from a File" in family for family in seen.page.evaluate(loaded))
    assert seen.page.evaluate("[...document.fonts].filter((f) => f.status === 'error').length") == 0


def violations(visit, page, width, mode):
    seen = visit(page, width=width, mode=mode).page
    seen.add_script_tag(path=str(AXE))
    return "\n".join(seen.evaluate(FOUND, [RULES, OFF_BY_DEFAULT]))


@every_page
def test_a_page_is_accessible_in_the_dark_on_a_phone(visit, page):
    assert violations(visit, page, 360, "dark") == ""


@other_pages_later
def test_a_page_is_accessible_in_the_light_on_a_desktop(visit, page):
    assert violations(visit, page, 1280, "light") == ""


@pytest.mark.long
@pytest.mark.parametrize(("width", "mode"), [(360, "light"), (1280, "dark")])
@every_page
def test_a_page_is_accessible_in_the_other_ways(visit, page, width, mode):
    assert violations(visit, page, width, mode) == ""
