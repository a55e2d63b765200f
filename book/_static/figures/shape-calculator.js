// A network from its sizes, with the shape of every array and the number of parameters (chapter 3).
(function () {
  "use strict";
  const inNode = typeof module === "object";
  const nn = inNode ? require("./base.js") : window.nnFigures;

  // ---- Arithmetic ---------------------------------------------------------------------------------

  const MOST_LAYERS = 5;
  const LARGEST = 100000;

  // "5-20-3" as [5, 20, 3], or what is wrong with it as a string.
  function sizes(text) {
    const parts = text.trim().split(/[\s,–-]+/).filter(Boolean);
    const wrong = parts.find((part) => !/^\d+$/.test(part) || +part < 1 || +part > LARGEST);
    if (wrong) return `“${wrong}” is no number of units from 1 to ${LARGEST}.`;
    if (parts.length < 2) return "Two sizes at least: inputs and outputs, such as 2-1.";
    if (parts.length > MOST_LAYERS + 1) return `At most ${MOST_LAYERS} layers fit here.`;
    return parts.map(Number);
  }

  // For every layer the shapes of its arrays and the number of its parameters.
  const layers = (units, N) => units.slice(1).map((fanOut, i) => ({
    W: [units[i], fanOut], b: [fanOut], Z: [N, fanOut], A: [N, fanOut],
    parameters: units[i] * fanOut + fanOut,
  }));

  const total = (units) => layers(units, 1).reduce((sum, { parameters }) => sum + parameters, 0);

  // ---- Drawing --------------------------------------------------------------------------------------

  const MOST_UNITS = 6;
  const MIDDLE = 112;

  // The units drawn of one layer, from the top: their numbers, and null for those left out.
  function drawn(count) {
    if (count <= MOST_UNITS) return Array.from({ length: count }, (_, i) => i + 1);
    return [1, 2, 3, null, count - 1, count];
  }

  function places(units) {
    const columns = units.length;
    const x = (i) => 32 + (256 * i) / (columns - 1);
    return units.map((count, i) => {
      const shown = drawn(count);
      return shown.map((unit, k) => ({ unit, x: x(i), y: MIDDLE + 30 * (k - (shown.length - 1) / 2) }));
    });
  }

  function edges(from, to) {
    const ends = from.filter(({ unit }) => unit).flatMap((a) =>
      to.filter(({ unit }) => unit).map((b) => `M${nn.at(a.x)} ${nn.at(a.y)}L${nn.at(b.x)} ${nn.at(b.y)}`));
    return `<path class="sc-edge" d="${ends.join("")}"/>`;
  }

  const circle = (kind) => ({ unit, x, y }) => unit
    ? `<circle class="sc-unit sc-${kind}" cx="${nn.at(x)}" cy="${nn.at(y)}" r="10"/>`
    : nn.text(x, y + 5, "⋮", { kind: "sc-more" });

  function picture({ sizes: text }) {
    const units = sizes(text);
    if (typeof units === "string") return nn.text(160, MIDDLE, "no network", { kind: "" });
    const columns = places(units);
    const kind = (i) => (i === 0 ? "input" : i === units.length - 1 ? "output" : "hidden");
    const letter = (i) => (i === 0 ? "X" : `A${i}`);
    return columns.slice(1).map((to, i) => edges(columns[i], to)).join("") +
      columns.map((column, i) => column.map(circle(kind(i))).join("")).join("") +
      columns.map(([{ x }], i) => nn.text(x, 224, letter(i), { kind: "" }) +
        nn.text(x, 239, String(units[i]))).join("") +
      columns.slice(1).map(([{ x }], i) =>
        nn.text((columns[i][0].x + x) / 2, 16, `W${i + 1}`, { kind: "" })).join("");
  }

  const STYLE = `
.sc-edge { stroke: var(--nn-line); stroke-width: 0.7; opacity: 0.7 }
.sc-unit { stroke: var(--nn-ink); stroke-width: 1.5; fill: var(--nn-panel) }
.sc-hidden { fill: var(--nn-forward) } .sc-output { fill: var(--nn-backward) }
.sc-more { font-size: 18px }
`;

  // ---- Words ------------------------------------------------------------------------------------------

  const shape = (lengths) => `(${lengths.join(", ")}${lengths.length === 1 ? "," : ""})`;
  const grouped = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");

  function rows({ W, b, Z, parameters }, l) {
    const n = l + 1;
    const [fanIn, fanOut] = W;
    return `<tr><th>W${n}</th><td>${shape(W)}</td><td>${fanIn} · ${fanOut}</td></tr>
      <tr><th>b${n}</th><td>${shape(b)}</td><td>+ ${fanOut} = <b>${grouped(parameters)}</b></td></tr>
      <tr><th>Z${n}, A${n}</th><td>${shape(Z)}</td><td></td></tr>`;
  }

  function words({ sizes: text, N }) {
    const units = sizes(text);
    if (typeof units === "string") return `<p>${nn.escaped(units)}</p>`;
    return `<table><tr><th>array</th><th>shape</th><th>parameters</th></tr>
      <tr><th>X</th><td>${shape([N, units[0]])}</td><td></td></tr>
      ${layers(units, N).map(rows).join("")}</table>
      <p><b>${grouped(total(units))}</b> parameters in all, whatever N is.</p>`;
  }

  nn.figure({
    name: "shape-calculator",
    title: "A fully connected network drawn from its sizes, with the shapes of its arrays.",
    description:
      "Five inputs, twenty hidden units and three outputs, each unit joined with every unit of " +
      "the layer before it.",
    size: [320, 250],
    style: STYLE,
    parameters: {
      sizes: { label: "sizes", value: "5-20-3", text: 40 },
      N: { label: "batch size N", value: 100, values: [1, 2, 5, 10, 32, 100, 500, 1000] },
    },
    picture,
    words,
    arithmetic: { sizes, layers, total },
  }, inNode ? module : null);
})();
