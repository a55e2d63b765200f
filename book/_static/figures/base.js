// What every interactive figure shares: its state, the address that holds it, native controls,
// the play loop, the description in words. A figure is a plain object that it hands to
// `nnFigures.figure`:
//
//   name        its file's name
//   title       a sentence that says what it shows
//   size        [width, height] of the drawing
//   parameters  {key: {label, value, ...}}, one control each; state.js lists the five kinds
//   steps       {last(state), milliseconds, start = 0, stride = 1, restart}, if it can be played:
//               then state.step counts from 0 to last; with `restart` any other change sets it to 0
//   picture     state -> the drawing, as SVG; a pure function
//   words       state -> what the drawing says, as HTML; a pure function. If a part of it has
//               the class nn-say, only that is announced to who listens
//   pick        (x, y, state) -> changes of the state for a click there, or null; if wanted
//   style       the drawing's CSS, its classes prefixed
//   still       what of the state is different in the static picture
//   arithmetic  the functions that it computes with, for the tests
//
// In node `node NAME.js > NAME.svg` writes the static picture.
(function () {
  "use strict";
  const inNode = typeof module === "object";
  const nn = inNode ? { ...require("./state.js"), ...require("./drawing.js") } : window.nnFigures;

  // ---- Controls ---------------------------------------------------------------------------

  function el(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else node.setAttribute(name, value);
    }
    node.append(...children);
    return node;
  }

  const button = (text, onclick) => el("button", { type: "button", onclick }, text);

  // Range over min..max, or over the places of `values`.
  function slider({ label, values, min = 0, max = values.length - 1, step = 1 }, oninput) {
    const output = el("output");
    const input = el("input", { type: "range", min, max, step });
    const value = () => (values ? values[input.value] : Number(input.value));
    const show = () => {
      output.textContent = String(value()).replace("-", "−");
      if (values) input.setAttribute("aria-valuetext", value());
    };
    input.addEventListener("input", () => (show(), oninput(value())));
    const set = (to) => ((input.value = values ? values.indexOf(to) : to), show());
    return { node: el("label", {}, el("span", {}, label), input, output), set };
  }

  function checkbox({ label }, oninput) {
    const input = el("input", { type: "checkbox" });
    input.addEventListener("input", () => oninput(Number(input.checked)));
    return { node: el("label", {}, input, label), set: (value) => (input.checked = value) };
  }

  function choice({ label, options }, oninput) {
    const select = el("select", {},
      ...Object.entries(options).map(([value, text]) => el("option", { value }, text)));
    select.addEventListener("input", () => oninput(select.value));
    const set = (value) => (select.value = value);
    return { node: el("label", {}, el("span", {}, label), select), set };
  }

  function textField({ label, text }, oninput) {
    const input = el("input", { type: "text", maxlength: text, spellcheck: "false" });
    input.addEventListener("input", () => oninput(input.value));
    const set = (value) => input.value !== value && (input.value = value);
    return { node: el("label", {}, el("span", {}, label), input), set };
  }

  // Several lines, and a button for each text to begin with.
  function textArea({ label, text, lines, presets = {} }, oninput) {
    const area = el("textarea", { maxlength: text, rows: lines, spellcheck: "false", autocapitalize: "off" });
    area.addEventListener("input", () => oninput(area.value));
    const begin = (value) => {
      oninput(value);
      area.dispatchEvent(new Event("change", { bubbles: true })); // it is announced like typed text
    };
    const buttons = Object.values(presets).map(([name, value]) => button(name, () => begin(value)));
    const set = (value) => area.value !== value && (area.value = value);
    return { node: el("div", { class: "nn-text" }, el("label", {}, el("span", {}, label), area),
      el("div", { class: "nn-buttons" }, ...buttons)), set };
  }

  function control(parameter, oninput) {
    if (parameter.lines) return textArea(parameter, oninput);
    if (parameter.text) return textField(parameter, oninput);
    if (parameter.options) return choice(parameter, oninput);
    return (parameter.flag ? checkbox : slider)(parameter, oninput);
  }

  // Calls move(keys[key]) for the keys named, except where a control needs them itself.
  function onKeys(element, keys, move) {
    element.addEventListener("keydown", (event) => {
      const taken = event.altKey || event.ctrlKey || event.metaKey;
      if (taken || event.target.matches("input, select, textarea") || !(event.key in keys)) return;
      event.preventDefault();
      event.stopPropagation(); // the theme turns pages with the arrow keys
      move(keys[event.key]);
    });
  }

  // Calls tick every `milliseconds` until it returns false; onchange hears of start and stop.
  function player(tick, onchange, milliseconds) {
    let timer = null;
    const stop = () => {
      if (timer === null) return;
      clearInterval(timer);
      timer = null;
      onchange(false);
    };
    const start = () => {
      timer = setInterval(() => tick() || stop(), milliseconds);
      onchange(true);
      if (!tick()) stop();
    };
    return { stop, toggle: () => (timer === null ? start() : stop()) };
  }

  // Copies the address; where the browser forbids that, shows it, selected.
  async function copy(address, place) {
    try {
      await navigator.clipboard.writeText(address);
      place.replaceChildren("Link copied.");
    } catch {
      const field = el("input", { type: "text", readonly: "", "aria-label": "Link" });
      field.value = address;
      place.replaceChildren(field);
      field.select();
    }
  }

  // ---- The figure on the page --------------------------------------------------------------

  const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const SLOW = 1000; // milliseconds between two states that leave time to hear each described

  // For the live region: lines become sentences, and "z1 2" is read better than a subscript.
  const spoken = (text) =>
    text.replace(/\.?\s*\n+/g, ". ").replace(/[₀-₉]/g, (d) => ` ${d.charCodeAt(0) - 0x2080}`);

  function svgElement({ size, title, style = "" }) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", `0 0 ${size.join(" ")}`);
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", `${title} It is described in words beside it.`);
    svg.innerHTML = `<style>${nn.STYLE}${style}</style><g class="nn-d"></g>`;
    return svg;
  }

  function mount(element, spec) {
    const start = nn.parse(spec, element.dataset.state);
    let state = nn.parse(spec, nn.fromAddress(spec.name), start);
    let playing = false;
    const svg = svgElement(spec);
    const panel = el("div", { class: "nn-panel" });
    const live = el("p", { class: "nn-spoken", "aria-live": "polite" });
    const link = el("p", { class: "nn-link", "aria-live": "polite" });
    const foot = el("div", { class: "nn-foot" }, button("Reset", () => reset()),
      button("Copy link to this setting", () => copyLink()));
    const controls = Object.entries(spec.parameters).map(([key, parameter]) =>
      ({ key, ...parameter, ...control(parameter, (value) => turn(key, value)) }));

    function draw() {
      svg.lastChild.innerHTML = spec.picture(state);
      panel.innerHTML = spec.words(state);
      for (const { key, node, set, when } of controls) {
        set(state[key]);
        node.hidden = Boolean(when) && !when(state);
      }
    }
    const change = (changes) => ((state = nn.settled(spec, { ...state, ...changes })), draw());
    const address = () => nn.addressWith(spec.name, nn.written(state, start));
    function said() {
      live.textContent = spoken((panel.querySelector(".nn-say") ?? panel).innerText);
      link.replaceChildren();
      nn.writeAddress(address());
    }

    function turn(key, value) {
      player_.stop();
      change({ [key]: value, ...(spec.steps?.restart && { step: 0 }) });
    }
    const reset = () => (player_.stop(), (state = start), draw(), said());
    function copyLink() {
      const url = address();
      url.hash = element.id || `figure-${spec.name}`;
      copy(url.href, link);
    }

    const last = () => spec.steps.last(state);
    function go(to) {
      change({ step: to });
      if (!playing || spec.steps.milliseconds >= SLOW) said();
      return state.step < last();
    }
    const { stride = 1, milliseconds } = spec.steps || {};
    const playName = still() ? "To the end" : "Play";
    const player_ = player(() => go(state.step + stride), (on) => {
      playing = on;
      play.textContent = on ? "Pause" : playName;
      if (!on) said();
    }, milliseconds);
    const byHand = (to) => (player_.stop(), go(to));
    const play = button(playName, () => {
      if (still()) return byHand(last());
      if (!playing && state.step === last()) change({ step: 0 });
      player_.toggle();
    });

    const stage = el("div", { class: "nn-stage" }, svg);
    const buttons = el("div", { class: "nn-buttons" });
    if (spec.steps) {
      for (const [name, value] of Object.entries({ tabindex: "0", role: "group",
        "aria-label": "Picture. Left and right arrow keys step, Home and End jump." }))
        stage.setAttribute(name, value);
      buttons.append(button("First", () => byHand(0)),
        button("Back", () => byHand(state.step - stride)),
        button("Step", () => byHand(state.step + stride)), play);
      const jumps = { ArrowRight: stride, ArrowLeft: -stride, Home: -Infinity, End: Infinity };
      onKeys(element, jumps, (jump) => byHand(state.step + jump));
    }
    const sliders = el("div", { class: "nn-controls", onchange: said },
      ...controls.map(({ node }) => node));
    if (spec.pick) svg.addEventListener("click", ({ clientX, clientY }) => {
      const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(
        svg.getScreenCTM().inverse());
      const changes = spec.pick(x, y, state);
      if (changes) player_.stop(), change(nn.parse(spec, nn.written(changes, {}), state)), said();
    });
    element.append(el("div", { class: "nn-interactive", role: "group", "aria-label": spec.title },
      stage, el("div", { class: "nn-side" }, buttons, sliders, panel, foot, link, live)));
    draw();
  }

  // Mounts the figure wherever the page has a place for it; in node exports it instead.
  function figure(spec, module) {
    if (inNode) {
      module.exports = { ...spec.arithmetic, spec };
      if (require.main === module)
        process.stdout.write(nn.staticPicture(spec, nn.settled(spec, { ...nn.defaults(spec), ...spec.still })));
      return;
    }
    const mountAll = () => {
      for (const element of document.querySelectorAll(`[data-figure="${spec.name}"]`)) {
        if ("mounted" in element.dataset) continue;
        element.dataset.mounted = ""; // figures.css now keeps the static picture for print
        mount(element, spec);
      }
    };
    mountAll();
    document.addEventListener("DOMContentLoaded", mountAll);
  }

  Object.assign(nn, { figure });
  if (inNode) module.exports = nn;
})();
