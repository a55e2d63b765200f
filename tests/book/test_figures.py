"""What every interactive figure keeps to: static picture, state, size, colours."""

import gzip
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FIGURES = ROOT / "book" / "_static" / "figures"
SHARED = {"base", "drawing", "state"}
NAMES = sorted({path.stem for path in FIGURES.glob("*.js")} - SHARED)
SVG = "{http://www.w3.org/2000/svg}"
BUDGET = 8000  # bytes of one script, compressed
PARAMETERS = """{
    a: {label: "a", value: 1, min: -2, max: 2, step: 0.1},
    rate: {label: "rate", value: 0.1, values: [0.01, 0.1, 1]},
    data: {label: "data", value: "moons", options: {moons: "Moons", disc: "Disc"}},
    on: {label: "on", value: 0, flag: true},
    text: {label: "text", value: "", text: 8},
}"""
SPEC = f"{{parameters: {PARAMETERS}, steps: {{last: ({{a}}) => (a > 1 ? 3 : 9)}}}}"


@pytest.fixture
def parsed(evaluate):
    """Return a function: what differs from the defaults after reading an address."""

    def read(text):
        state = f"base.parse({SPEC}, given)"
        differences = f"Object.entries({state}).filter(([k, v]) => v !== base.defaults({SPEC})[k])"
        return dict(evaluate(NAMES[0], differences, text))

    return read


@pytest.mark.parametrize("name", NAMES)
def test_the_static_picture_is_a_fresh_rendering(name, node):
    committed = (FIGURES / f"{name}.svg").read_text(encoding="utf-8")
    assert committed == node(FIGURES / f"{name}.js"), f"run: node {name}.js > {name}.svg"


@pytest.mark.parametrize("name", NAMES)
def test_the_static_picture_stands_on_its_own(name):
    """Well-formed, named and described, with no colour that only a web page could resolve."""
    text = (FIGURES / f"{name}.svg").read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    assert all(root.find(SVG + tag).text for tag in ("title", "desc"))
    assert "var(" not in text
    assert "undefined" not in text
    assert "NaN" not in text


@pytest.mark.parametrize("name", NAMES)
def test_the_static_picture_adds_little_to_a_notebook(name):
    assert (FIGURES / f"{name}.svg").stat().st_size < 40_000


@pytest.mark.parametrize("name", [*NAMES, *SHARED])
def test_a_script_is_a_few_kilobytes(name):
    assert len(gzip.compress((FIGURES / f"{name}.js").read_bytes())) < BUDGET


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_is_named_like_its_file_and_described(name, evaluate):
    spec = evaluate(name, "[m.spec.name, m.spec.title, m.spec.description]")
    assert spec[0] == name
    assert all(text.endswith(".") for text in spec[1:])


@pytest.mark.parametrize("name", NAMES)
def test_every_state_can_be_drawn_and_put_into_words(name, evaluate):
    """Each parameter in turn at its ends, each with the first and the last step."""
    draw = """Object.entries(m.spec.parameters).flatMap(([key, p]) => {
        const ends = p.options ? Object.keys(p.options) : p.flag ? [0, 1]
            : p.values ? [p.values[0], p.values.at(-1)] : p.text ? ["", "?", "a*"] : [p.min, p.max];
        return ends.flatMap((value) => [0, 1e9].map((step) => {
            const state = base.settled(m.spec, {...base.defaults(m.spec), [key]: value, step});
            return [key, value, m.spec.picture(state), m.spec.words(state)];
        }));
    })"""
    for key, value, picture, words in evaluate(name, draw):
        assert re.search(r"undefined|NaN|Infinity", picture + words) is None, (key, value)
        assert words.strip(), (key, value)
        ElementTree.fromstring(f"<g>{picture}</g>")


@pytest.mark.parametrize("name", NAMES)
def test_a_state_survives_the_address(name, evaluate):
    """Each parameter at its far end, written and read again."""
    trip = """Object.entries(m.spec.parameters).map(([key, p]) => {
        const far = p.options ? Object.keys(p.options).at(-1) : p.flag ? 1 - p.value
            : p.values ? p.values[0] : p.text ? "a, b:c%+" : p.max;
        const from = base.defaults(m.spec), state = base.settled(m.spec, {...from, [key]: far});
        return [state, base.parse(m.spec, base.written(state, from))];
    })"""
    for state, back in evaluate(name, trip):
        assert back == state


def test_numbers_of_an_address_move_into_their_range_and_onto_their_steps(parsed):
    assert parsed("a:99") == {"a": 2}
    assert parsed("a:-0.3333") == {"a": -0.3}
    assert parsed("rate:0.7") == {"rate": 1}
    assert parsed("step:40") == {"step": 9}
    assert parsed("step:-1") == {}


def test_steps_end_where_the_parameters_let_them(parsed):
    assert parsed("step:8,a:2") == {"a": 2, "step": 3}


def test_texts_of_an_address_are_cut_and_decoded(parsed):
    assert parsed("text:a%2Cb%3Ac") == {"text": "a,b:c"}
    assert parsed("text:123456789") == {"text": "12345678"}


@pytest.mark.parametrize(
    "text", ["a:x", "data:spiral", "data:toString", "nothing:1", "constructor:1", "a", ":", "a:"]
)
def test_what_an_address_cannot_mean_is_skipped(text, parsed):
    assert parsed(f"{text},on:1") == {"on": 1}


def test_the_static_pictures_colours_are_the_light_themes(evaluate):
    css = (FIGURES / "figures.css").read_text(encoding="utf-8")
    light = css[css.index(".nn-figure {") : css.index("}")]
    in_css = dict(re.findall(r"--nn-([\w-]+): (#\w+)", light))
    assert evaluate(NAMES[0], "base.COLOURS") == in_css


def _placed():
    """Return (chapter, figure's name, its state) for every figure in the chapters."""
    block = re.compile(r"^(:{3,}|`{3,})\{interactive\} *(\S+)\n(.*?)^\1", re.M | re.S)
    for chapter in sorted((ROOT / "book").glob("*.md")):
        for _, name, options in block.findall(chapter.read_text(encoding="utf-8")):
            state = re.search(r"^:state: *(.*)$", options, re.M)
            yield pytest.param(name, state[1] if state else "", id=f"{chapter.stem} {name}")


@pytest.mark.parametrize(("name", "state"), [*_placed()])
def test_a_chapter_places_a_figure_that_exists_in_a_state_that_it_knows(name, state, evaluate):
    assert name in NAMES
    written = "base.written(base.parse(m.spec, given), base.defaults(m.spec))"
    assert sorted(evaluate(name, written, state).split(",")) == sorted(state.split(","))
