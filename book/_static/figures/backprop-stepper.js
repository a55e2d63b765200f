// Steps through forward and backward propagation, one number at a time (chapter 6).
//
// The network: 2 inputs, 2 sigmoid hidden units, 1 logit z2, binary cross-entropy, one example.
// A quantity's id is its name with its 1-based indices: W1_12 leads from input 1 to hidden
// unit 2, dW1_12 is the loss's gradient with respect to it.
(function () {
  "use strict";
  const inNode = typeof module === "object";
  const nn = inNode ? require("./base.js") : window.nnFigures;
  const { sigmoid } = nn;

  // ---- Arithmetic -----------------------------------------------------------------------

  const DEFAULTS = {
    x_1: 1, x_2: 2, y: 1,
    W1_11: 0.5, W1_12: -0.4, W1_21: 0.3, W1_22: 0.8, b1_1: 0.1, b1_2: -0.2,
    W2_1: 1.2, W2_2: -0.7, b2: 0.3,
  };
  const UNITS = [1, 2];

  function crossEntropy(z, y) {
    return Math.max(z, 0) - y * z + Math.log1p(Math.exp(-Math.abs(z)));
  }

  function forward(given) {
    const v = { ...given };
    for (const j of UNITS) {
      v[`z1_${j}`] = v.x_1 * v[`W1_1${j}`] + v.x_2 * v[`W1_2${j}`] + v[`b1_${j}`];
      v[`a1_${j}`] = sigmoid(v[`z1_${j}`]);
    }
    v.z2 = v.a1_1 * v.W2_1 + v.a1_2 * v.W2_2 + v.b2;
    v.L = crossEntropy(v.z2, v.y);
    return v;
  }

  // Every value and every gradient of the network, by id.
  function values(given) {
    const v = forward(given);
    v.dz2 = v.db2 = sigmoid(v.z2) - v.y;
    for (const j of UNITS) {
      const a = v[`a1_${j}`];
      v[`dW2_${j}`] = a * v.dz2;
      v[`da1_${j}`] = v[`W2_${j}`] * v.dz2;
      v[`dz1_${j}`] = v[`db1_${j}`] = v[`da1_${j}`] * a * (1 - a);
      for (const i of UNITS) v[`dW1_${i}${j}`] = v[`x_${i}`] * v[`dz1_${j}`];
    }
    return v;
  }

  // ---- Steps: what is computed, from what, and why --------------------------------------

  const each = (make) => UNITS.map(make);
  const step = (target, formula, note = "") => ({ target, formula, note });

  const STEPS = [
    ...each((j) => step(`z1_${j}`, `{x_1} · {W1_1${j}} + {x_2} · {W1_2${j}} + {b1_${j}}`,
      `Need not be kept: {a1_${j}} is enough for the sigmoid’s slope.`)),
    ...each((j) => step(`a1_${j}`, `sigmoid({z1_${j}})`)),
    step("z2", "{a1_1} · {W2_1} + {a1_2} · {W2_2} + {b2}"),
    step("L", "log(1 + exp({z2})) − {y} · {z2}", "Here the forward pass ends."),
    step("dz2", "sigmoid({z2}) − {y}", "Prediction minus label: the way back starts here."),
    ...each((j) => step(`dW2_${j}`, `{a1_${j}} · {dz2}`,
      "A weight’s gradient: what went in at its tail, times the gradient at its head.")),
    step("db2", "{dz2}", "A bias is a weight whose input is 1."),
    ...each((j) => step(`da1_${j}`, `{W2_${j}} · {dz2}`,
      `Back along the weight that {a1_${j}} went forward by.`)),
    ...each((j) => step(`dz1_${j}`, `{da1_${j}} · {a1_${j}} · (1 − {a1_${j}})`,
      "Back through the sigmoid: times its slope, a (1 − a).")),
    ...UNITS.flatMap((j) => [
      ...each((i) => step(`dW1_${i}${j}`, `{x_${i}} · {dz1_${j}}`,
        `Both weights into hidden unit ${j} share {dz1_${j}}; only the input differs.`)),
      step(`db1_${j}`, `{dz1_${j}}`, "Again the input is 1."),
    ]),
  ];
  const LAST = STEPS.length + 1; // 0 is before the first step, LAST after the last one
  const START = "Given: the input x, the label y and the parameters. Step goes forward.";
  const END =
    "Every parameter has its gradient, after one pass forward and one back. Each dz was " +
    "computed once and used for all that lies before it. x is data and needs no gradient.";

  const isGradient = (id) => id.startsWith("d");
  const formulaParts = (formula) => formula.split(/\{(\w+)\}/); // text, id, text, id, ..., text
  const usedIn = ({ formula }) => [...new Set(formulaParts(formula).filter((_, k) => k % 2))];
  const usedGoingBack = (id) =>
    STEPS.filter((s) => isGradient(s.target) && usedIn(s).includes(id)).map((s) => s.target);

  // How a used quantity is marked: a gradient, a value kept from the forward pass, or given.
  function role(id) {
    if (isGradient(id)) return "gradient";
    return /^[xza]/.test(id) ? "kept" : "given";
  }

  // ---- Text -----------------------------------------------------------------------------

  const label = (id) =>
    id.replace(/_(\d+)$/, (_, digits) => digits.replace(/\d/g, (d) => "₀₁₂"[d]));
  const labels = (ids) => ids.map(label).join(", ").replace(/, ([^,]*)$/, " and $1");
  const symbols = (formula) => formula.replace(/\{(\w+)\}/g, (_, id) => label(id));

  // Three decimals, but given numbers as they are and tiny ones by their order of magnitude.
  function number(id, value) {
    const tiny = value !== 0 && Math.abs(value) < 5e-4;
    const computed = isGradient(id) || /^[zaL]/.test(id);
    const text = tiny ? value.toExponential(0) : value.toFixed(3);
    return nn.minus(computed ? text : String(Number(text)));
  }

  function factor(text, before) {
    return text.startsWith("−") && /[^(]$/.test(before) ? `(${text})` : text;
  }

  // What the step uses, as [mark, how the sentence starts, ids], without the empty ones.
  function sources(s) {
    if (!isGradient(s.target)) return [["forward", "Uses", usedIn(s)]];
    const used = (wanted) => usedIn(s).filter((id) => role(id) === wanted);
    return [
      ["kept", "Kept from the forward pass:", used("kept")],
      ["given", "Given:", used("given")],
      ["gradient", "Gradient already computed:", used("gradient")],
    ].filter(([, , ids]) => ids.length);
  }

  function why({ target, note }) {
    const later = isGradient(target) ? [] : usedGoingBack(target);
    return later.length ? `Keep it: ${labels(later)} will need it.` : symbols(note);
  }

  function passName(position) {
    if (position === 0) return "Before the forward pass";
    if (position === LAST) return "Done";
    const way = isGradient(STEPS[position - 1].target) ? "Backward" : "Forward";
    return `${way}, step ${position} of ${STEPS.length}`;
  }

  // The formula as HTML, every quantity marked by its role; show(id, text before it).
  function formulaHTML(s, show) {
    const mark = (id) => (isGradient(s.target) ? role(id) : "forward");
    const parts = formulaParts(s.formula);
    const html = (part, k) =>
      k % 2 ? `<span class="nn-${mark(part)}">${show(part, parts[k - 1])}</span>` : part;
    return parts.map(html).join("");
  }

  function panelHTML(position, v) {
    const s = STEPS[position - 1];
    const title = `<p class="nn-pass">${passName(position)}</p>`;
    if (!s) return `${title}<p>${position ? END : START}</p>`;
    const filled = formulaHTML(s, (id, before) => factor(number(id, v[id]), before));
    const uses = sources(s).map(([mark, start, ids]) =>
      `${start} ${ids.map((id) => `<span class="nn-${mark}">${label(id)}</span>`).join(" ")}`);
    return `${title}
      <p class="nn-formula"><b>${label(s.target)}</b> = ${formulaHTML(s, label)}</p>
      <p class="nn-formula">= ${filled}</p>
      <p class="nn-formula">= <b>${number(s.target, v[s.target])}</b></p>
      <p>${uses.join("<br>")}</p><p>${why(s)}</p>`;
  }

  // ---- Drawing: a pure function of the position and the values ----------------------------

  const WIDTH = 360;
  const HEIGHT = 420;
  const ROW = { width: 90, height: 17 };
  // Centre and top of each quantity's rows; its gradient, if it has one, stands below the value.
  const PLACES = {
    x_1: [66, 10], x_2: [294, 10],
    W1_11: [60, 90], W1_12: [134, 46], W1_21: [226, 46], W1_22: [300, 90],
    z1_1: [66, 150], z1_2: [294, 150], b1_1: [180, 138], b1_2: [180, 184],
    a1_1: [66, 206], a1_2: [294, 206],
    W2_1: [117, 256], W2_2: [243, 256],
    z2: [180, 310], b2: [60, 310], L: [180, 366], y: [60, 366],
  };
  const below = (id, rows = 2) => [PLACES[id][0], PLACES[id][1] + rows * ROW.height];

  // [x1, y1, x2, y2, the edge's parameter or the value computed along it, the gradient that
  // goes back along it]
  const EDGES = [
    ...UNITS.flatMap((i) => each((j) => [
      ...below(`x_${i}`, 1), ...PLACES[`z1_${j}`], `W1_${i}${j}`])),
    [135, 155, 111, 163, "b1_1"],
    [225, 201, 249, 176, "b1_2"],
    ...each((j) => [...below(`z1_${j}`), ...PLACES[`a1_${j}`], `a1_${j}`, `dz1_${j}`]),
    ...each((j) => [
      ...below(`a1_${j}`), 180 + 24 * (2 * j - 3), PLACES.z2[1], `W2_${j}`, `da1_${j}`]),
    [105, 327, 135, 327, "b2"],
    [...below("z2"), ...PLACES.L, "L", "dz2"],
    [105, 374, 135, 374, "L"],
  ];

  function rowState(id, position) {
    const s = STEPS[position - 1];
    const computedAt = STEPS.findIndex(({ target }) => target === id) + 1;
    if (s && s.target === id) return "target";
    if (s && usedIn(s).includes(id)) return isGradient(s.target) ? role(id) : "forward";
    return computedAt > position ? "unknown" : "known";
  }

  function rowSVG(id, x, y, position, v) {
    const state = rowState(id, position);
    const pass = isGradient(id) ? "backward" : "ahead";
    if (state === "unknown" && isGradient(id)) return "";
    const text = state === "unknown" ? "?" : number(id, v[id]);
    const left = x - ROW.width / 2;
    return `<g class="bp-row bp-${pass} bp-${state}">` +
      `<rect x="${left}" y="${y}" width="${ROW.width}" height="${ROW.height}" rx="3"/>` +
      `<text x="${left + 4}" y="${y + 12.5}">${label(id)}</text>` +
      `<text x="${left + ROW.width - 4}" y="${y + 12.5}" text-anchor="end">${text}</text></g>`;
  }

  function quantitySVG(id, position, v) {
    const [x, y] = PLACES[id];
    const gradient = `d${id}` in v ? rowSVG(`d${id}`, x, y + ROW.height, position, v) : "";
    const rows = `d${id}` in v ? 2 : 1;
    const box = `<rect class="bp-box" x="${x - ROW.width / 2}" y="${y}" width="${ROW.width}" ` +
      `height="${rows * ROW.height}" rx="3"/>`;
    return box + rowSVG(id, x, y, position, v) + gradient;
  }

  // How the step uses an edge: "forth", "back", "meet" (a parameter's gradient, made of what
  // stands at the edge's two ends, flows nowhere on), or "" if it doesn't.
  function traffic(s, along, back) {
    if (!s) return "";
    if (s.target === back) return "back";
    if (s.target === `d${along}` && /^[Wb]/.test(along)) return "meet";
    const forth = s.target === along || (/^[Wb]/.test(along) && usedIn(s).includes(along));
    return forth ? "forth" : "";
  }

  function edgeSVG([x1, y1, x2, y2, along, back], position) {
    const way = traffic(STEPS[position - 1], along, back);
    const tip = { forth: () => arrow(x1, y1, x2, y2), back: () => arrow(x2, y2, x1, y1) }[way];
    const line = `<path class="bp-edge" d="M${x1} ${y1}L${x2} ${y2}"/>`;
    return way ? `<g class="bp-${way}">${line}${tip ? tip() : ""}</g>` : line;
  }

  function arrow(x1, y1, x2, y2) {
    const angle = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI;
    return `<path class="bp-arrow" d="M0 0L-12 -6.5V6.5Z" ` +
      `transform="translate(${x2} ${y2}) rotate(${angle.toFixed(1)})"/>`;
  }

  const LEGEND = `<g class="bp-legend"><text x="77" y="199">sigmoid</text>
<text x="305" y="199">sigmoid</text><text x="191" y="359">loss</text>
<text x="17" y="408">upright: value, forward</text>
<text class="bp-gradient-word" x="343" y="408" text-anchor="end">slanted: gradient of L, backward</text></g>`;

  function drawing(position, v) {
    const edges = EDGES.map((edge) => edgeSVG(edge, position)).join("\n");
    const quantities = Object.keys(PLACES).map((id) => quantitySVG(id, position, v)).join("\n");
    return `${edges}\n${quantities}\n${LEGEND}`;
  }

  const STYLE = `
.bp-legend text { font-size: 11px; fill: var(--nn-muted) }
.bp-box { fill: var(--nn-panel); stroke: var(--nn-line) }
.bp-row rect { fill: none }
.bp-unknown text { fill: var(--nn-muted) }
.bp-backward text, .bp-legend .bp-gradient-word { font-style: italic; fill: var(--nn-backward-ink) }
.bp-row.bp-target rect { fill: #0072b2 }
.bp-row.bp-target text { fill: #ffffff }
.bp-row.bp-target.bp-backward rect { fill: #d55e00 }
.bp-row.bp-target.bp-backward text { fill: #000000 }
.bp-row.bp-forward rect { stroke: var(--nn-forward); stroke-width: 2.5 }
.bp-row.bp-kept rect { fill: #e69f00; stroke: var(--nn-ink); stroke-width: 1.5 }
.bp-row.bp-kept text { fill: #000000 }
.bp-row.bp-given rect { stroke: var(--nn-ink); stroke-width: 1.5 }
.bp-row.bp-gradient rect { stroke: var(--nn-backward); stroke-width: 2.5; stroke-dasharray: 5 3 }
.bp-edge { fill: none; stroke: var(--nn-line) }
.bp-forth .bp-edge { stroke: var(--nn-forward); stroke-width: 4 }
.bp-back .bp-edge, .bp-meet .bp-edge {
  stroke: var(--nn-backward);
  stroke-width: 4;
  stroke-dasharray: 8 4;
}
.bp-forth .bp-arrow { fill: var(--nn-forward) }
.bp-back .bp-arrow { fill: var(--nn-backward) }
`;

  // ---- The figure -------------------------------------------------------------------------

  const weight = { min: -4, max: 4, step: 0.1 };
  const given = ({ x1, x2, y, W2_1 }) => ({ ...DEFAULTS, x_1: x1, x_2: x2, y, W2_1 });

  nn.figure({
    name: "backprop-stepper",
    title: "Backpropagation on a network of two inputs, two sigmoid hidden units and one logit.",
    description:
      "Beside each node and each weight stands its value from the forward pass and, below it, " +
      "the gradient of the loss from the backward pass.",
    size: [WIDTH, HEIGHT],
    style: STYLE,
    parameters: {
      x1: { label: "x₁", value: DEFAULTS.x_1, ...weight },
      x2: { label: "x₂", value: DEFAULTS.x_2, ...weight },
      W2_1: { label: "W2₁", value: DEFAULTS.W2_1, ...weight },
      y: { label: "label y = 1 (off: y = 0)", value: DEFAULTS.y, flag: true },
    },
    steps: { last: () => LAST, milliseconds: 1800 },
    picture: (state) => drawing(state.step, values(given(state))),
    words: (state) => panelHTML(state.step, values(given(state))),
    still: { step: LAST },
    arithmetic: { DEFAULTS, STEPS, LAST, values, usedIn, drawing },
  }, inNode ? module : null);
})();
