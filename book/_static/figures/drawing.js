// What the figures draw and compute with: numbers as text, scales and axes, lines, contours,
// regions, the sigmoid, and random numbers that are the same everywhere. All pure; drawings are
// strings of SVG.
(function () {
  "use strict";

  // The colours of the page as the static picture sees them; figures.css has them for both themes.
  const COLOURS = {
    panel: "#ffffff", ink: "#1a1a1a", muted: "#48566b", line: "#8a94a3",
    forward: "#0072b2", backward: "#d55e00", "backward-ink": "#a34700",
    green: "#00785a", purple: "#9c3f78", gold: "#e69f00",
  };

  const STYLE = `
.nn-d { font: 12px Arial, "Liberation Sans", Helvetica, sans-serif; fill: var(--nn-ink) }
.nn-small { font-size: 11px; fill: var(--nn-muted) }
.nn-axis { fill: none; stroke: var(--nn-line) }
.nn-grid { fill: none; stroke: var(--nn-line); opacity: 0.35 }
.nn-contour { fill: none; stroke: var(--nn-muted); opacity: 0.55 }
.nn-line { fill: none; stroke-width: 2; stroke-linejoin: round }
.nn-dot { stroke: var(--nn-panel) }
${["forward", "backward", "green", "purple", "ink"].map((name) =>
  `.nn-line.nn-${name} { stroke: var(--nn-${name}) } .nn-fill.nn-${name} { fill: var(--nn-${name}) }`)
    .join("\n")}
`;

  // ---- Text -------------------------------------------------------------------------------

  const minus = (text) => text.replace(/-/g, "−");

  // About `digits` significant digits, tiny and huge numbers by their order of magnitude.
  function number(value, digits = 3) {
    if (Number.isNaN(value)) return "not a number";
    if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
    const size = Math.abs(value);
    if (size !== 0 && (size < 1e-3 || size >= 1e5)) {
      const [factor, power] = value.toExponential(1).split("e");
      return minus(`${factor}\u00a0·\u00a010${superscript(Number(power))}`);
    }
    return minus(String(Number(value.toPrecision(digits))));
  }
  const superscript = (whole) =>
    String(whole).replace(/./g, (c) => (c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c]));

  const count = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;

  const escaped = (text) =>
    String(text).replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);

  // ---- Coordinates ------------------------------------------------------------------------

  // One decimal is a tenth of a pixel or so; what lies far outside stays finite.
  const at = (value) => Number(Math.min(4000, Math.max(-4000, value)).toFixed(1));
  const path = (points) => points.map(([x, y], i) => `${i ? "L" : "M"}${at(x)} ${at(y)}`).join("");

  // A plot's frame: box [left, top, width, height]; x and y map [from, to] of the data into it.
  function frame(box, [x0, x1], [y0, y1], { log = false } = {}) {
    const [left, top, width, height] = box;
    const y = log ? Math.log10 : (value) => value;
    return {
      box, xs: [x0, x1], ys: [y0, y1],
      X: (value) => left + ((value - x0) / (x1 - x0)) * width,
      Y: (value) => top + height - ((y(value) - y(y0)) / (y(y1) - y(y0))) * height,
      back: (px, py) => [
        x0 + ((px - left) / width) * (x1 - x0), y0 + ((top + height - py) / height) * (y1 - y0)],
    };
  }

  const inside = ({ box: [left, top, width, height] }, x, y) =>
    x >= left && x <= left + width && y >= top && y <= top + height;

  const text = (x, y, content, { anchor = "middle", kind = "nn-small" } = {}) =>
    `<text class="${kind}" x="${at(x)}" y="${at(y)}" text-anchor="${anchor}">${content}</text>`;

  // A letter with its index, such as aₙ; not every font has small letters below the line.
  const indexed = (letter, index) =>
    `${letter}<tspan dy="3" font-size="9">${index}</tspan><tspan dy="-3">&#8203;</tspan>`;

  // Frame, ticks with their grid lines, labels. A tick is a number or [number, its text].
  function axes(f, { xticks = [], yticks = [], xlabel = "", ylabel = "" }) {
    const [left, top, width, height] = f.box;
    const pair = (tick) => (Array.isArray(tick) ? tick : [tick, minus(String(tick))]);
    const vertical = xticks.map(pair).map(([value, name]) =>
      `<path class="nn-grid" d="M${at(f.X(value))} ${top}v${height}"/>` +
      text(f.X(value), top + height + 13, name));
    const horizontal = yticks.map(pair).map(([value, name]) =>
      `<path class="nn-grid" d="M${left} ${at(f.Y(value))}h${width}"/>` +
      text(left - 4, f.Y(value) + 4, name, { anchor: "end" }));
    return [...vertical, ...horizontal,
      `<rect class="nn-axis" x="${left}" y="${top}" width="${width}" height="${height}"/>`,
      xlabel && text(left + width, top + height + 26, xlabel, { anchor: "end" }),
      ylabel && text(left, top - 6, ylabel, { anchor: "start" }),
    ].join("");
  }

  const line = (f, points, kind, more = "") =>
    `<path class="nn-line ${kind}" ${more} d="${path(points.map(([x, y]) => [f.X(x), f.Y(y)]))}"/>`;

  const dot = (f, x, y, kind, r = 5) =>
    `<circle class="nn-dot nn-fill nn-${kind}" cx="${at(f.X(x))}" cy="${at(f.Y(y))}" r="${r}"/>`;

  const samples = ([from, to], count, f) =>
    Array.from({ length: count + 1 }, (_, i) => from + ((to - from) * i) / count)
      .map((x) => [x, f(x)]);

  // Keeps what is drawn inside the frame. `id` must be unique on the page.
  function clipped(f, id, content) {
    const [x, y, width, height] = f.box;
    return `<clipPath id="${id}"><rect x="${x}" y="${y}" width="${width}" height="${height}"/>` +
      `</clipPath><g clip-path="url(#${id})">${content}</g>`;
  }

  // ---- Functions of the plane ---------------------------------------------------------------

  // Values of f(x, y) on the corners of columns x rows cells, from the top down.
  function grid(f, columns, rows, fun) {
    const [[x0, x1], [y0, y1]] = [f.xs, f.ys];
    return Array.from({ length: rows + 1 }, (_, r) =>
      Array.from({ length: columns + 1 }, (_, c) =>
        fun(x0 + ((x1 - x0) * c) / columns, y1 - ((y1 - y0) * r) / rows)));
  }

  // Where a gridded function equals `level`: marching squares, as a path in the frame's box.
  function contour({ box: [left, top, width, height] }, values, level) {
    const [w, h] = [width / (values[0].length - 1), height / (values.length - 1)];
    const crossing = (a, b) => (level - a) / (b - a);
    const parts = [];
    for (let r = 0; r + 1 < values.length; r++)
      for (let c = 0; c + 1 < values[0].length; c++) {
        const [a, b] = [values[r][c], values[r][c + 1]];
        const [d, e] = [values[r + 1][c], values[r + 1][c + 1]];
        const ends = [];
        if (a > level !== b > level) ends.push([c + crossing(a, b), r]);
        if (b > level !== e > level) ends.push([c + 1, r + crossing(b, e)]);
        if (d > level !== e > level) ends.push([c + crossing(d, e), r + 1]);
        if (a > level !== d > level) ends.push([c, r + crossing(a, d)]);
        for (let k = 0; k + 1 < ends.length; k += 2)
          parts.push(path([ends[k], ends[k + 1]].map(([x, y]) => [left + x * w, top + y * h])));
      }
    return parts.join("");
  }

  // A probability as bands of colour: one path a band, each row's equal neighbours in one run.
  function region({ box: [left, top, width, height] }, columns, rows, probability) {
    const [w, h] = [width / columns, height / rows];
    const bands = Array.from({ length: 8 }, () => "");
    const band = (r, c) =>
      Math.min(7, Math.floor(8 * probability((c + 0.5) / columns, 1 - (r + 0.5) / rows)));
    for (let r = 0; r < rows; r++) {
      const row = Array.from({ length: columns }, (_, c) => band(r, c));
      for (let c = 0, from = 0; c < columns; c++) {
        if (row[c + 1] === row[from]) continue;
        bands[row[from]] += `M${at(left + from * w)} ${at(top + r * h)}` +
          `H${at(left + (c + 1) * w)}V${at(top + (r + 1) * h)}H${at(left + from * w)}z`;
        from = c + 1;
      }
    }
    return bands.map((d, k) => {
      const [kind, strength] = k < 4 ? ["forward", 4 - k] : ["backward", k - 3];
      return d && `<path class="nn-fill nn-${kind}" fill-opacity="${0.1 * strength}" ` +
        `shape-rendering="crispEdges" d="${d}"/>`;
    }).join("");
  }

  // ---- The sigmoid ----------------------------------------------------------------------------

  // exp is only ever taken of a number <= 0, so that nothing overflows.
  function sigmoid(z) {
    const e = Math.exp(-Math.abs(z));
    return z >= 0 ? 1 / (1 + e) : e / (1 + e);
  }

  // ---- Random numbers -------------------------------------------------------------------------

  // Uniform on [0, 1), from a 32-bit state (the generator known as mulberry32).
  function random(seed) {
    let state = Math.imul(seed, 0x9e3779b1);
    return () => {
      state = (state + 0x6d2b79f5) | 0;
      let t = Math.imul(state ^ (state >>> 15), 1 | state);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
  }

  // Standard normal (Box and Muller).
  const normal = (uniform) =>
    Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());

  // The numbers 0 .. n-1 in random order (Fisher and Yates).
  function permutation(n, uniform) {
    const order = Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = Math.floor(uniform() * (i + 1));
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
  }

  // ---- The static picture -----------------------------------------------------------------------

  // A file of its own cannot see the page's colours: each var() becomes the light theme's colour.
  function staticPicture({ size: [width, height], title, description, style = "", picture }, state) {
    const body = `<style>${STYLE}${style}</style>
<rect width="${width}" height="${height}" fill="var(--nn-panel)" rx="6"/>
<g class="nn-d">${picture(state)}</g>`;
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" ` +
      `width="${1.25 * width}" height="${1.25 * height}" role="img" aria-labelledby="title desc">
<title id="title">${escaped(title)}</title>
<desc id="desc">${escaped(description)}</desc>
${body.replace(/var\(--nn-([\w-]+)\)/g, (_, name) => COLOURS[name])}
</svg>
`;
  }

  const drawing = {
    COLOURS, STYLE, number, minus, count, escaped, at, path, frame, inside, text, indexed, axes,
    line, dot, samples, sigmoid, clipped, grid, contour, region, random, normal, permutation, staticPicture,
  };
  if (typeof module === "object") module.exports = drawing;
  else window.nnFigures = Object.assign(window.nnFigures || {}, drawing);
})();
