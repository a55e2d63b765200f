// What every interactive figure shares: mounting, native controls, the play loop, the address.
// A figure registers itself as window.nnFigures[name] = mount(element). Scripts may load in any
// order, deferred or not: whoever comes last finds the other and mounts what is not yet mounted.
(function () {
  "use strict";
  const figures = (window.nnFigures = window.nnFigures || {});

  function mountAll() {
    for (const element of document.querySelectorAll("[data-figure]:not([data-mounted])")) {
      const mount = figures[element.dataset.figure];
      if (!mount) continue;
      element.dataset.mounted = ""; // figures.css now keeps the static picture for print
      mount(element);
    }
  }

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

  // A labelled range input that shows its number; onvalue(number) is called while it moves.
  function slider(label, { min, max, step }, onvalue, ondone) {
    const output = el("output");
    const input = el("input", { type: "range", min, max, step, onchange: ondone });
    const show = () => (output.textContent = input.value.replace("-", "−"));
    input.addEventListener("input", () => (show(), onvalue(Number(input.value))));
    const set = (value) => ((input.value = value), show());
    return { node: el("label", {}, el("span", {}, label), input, output), set };
  }

  function checkbox(label, onvalue) {
    const input = el("input", { type: "checkbox" });
    input.addEventListener("change", () => onvalue(input.checked));
    return { node: el("label", {}, input, label), set: (value) => (input.checked = value) };
  }

  // Calls move(keys[key]) for the keys named, except where an input needs them itself.
  function onKeys(element, keys, move) {
    element.addEventListener("keydown", (event) => {
      const taken = event.altKey || event.ctrlKey || event.metaKey || event.target.matches("input");
      if (taken || !(event.key in keys)) return;
      event.preventDefault();
      event.stopPropagation(); // the theme turns pages with the arrow keys
      move(keys[event.key]);
    });
  }

  // Calls tick every `milliseconds` until it returns false; onchange hears of start and stop.
  function player(tick, onchange, milliseconds) {
    let timer = null;
    const stop = () => {
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

  // The numbers of the address's query, each moved into its range and onto its step; what is
  // missing or no number is left out. `ranges` is {key: {min, max, step}}.
  function readAddress(ranges) {
    const query = new URLSearchParams(location.search);
    const found = {};
    for (const [key, { min, max, step }] of Object.entries(ranges)) {
      const number = Number.parseFloat(query.get(key));
      if (!Number.isFinite(number)) continue;
      const onStep = Number((Math.round(number / step) * step).toFixed(6));
      found[key] = Math.min(max, Math.max(min, onStep));
    }
    return found;
  }

  // Puts into the query what differs from the defaults; the rest of the address stays.
  function writeAddress(state, defaults) {
    const url = new URL(location.href);
    for (const [key, value] of Object.entries(state)) {
      if (value === defaults[key]) url.searchParams.delete(key);
      else url.searchParams.set(key, value);
    }
    try {
      history.replaceState(history.state, "", url);
    } catch {
      // Some browsers forbid this for file:// pages or limit its rate; the figure works without.
    }
  }

  window.nnFigureBase = {
    mountAll, el, button, slider, checkbox, onKeys, player, readAddress, writeAddress,
  };
  mountAll();
  document.addEventListener("DOMContentLoaded", mountAll);
  window.addEventListener("load", mountAll);
})();
