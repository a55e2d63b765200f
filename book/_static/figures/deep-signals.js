// Activations and gradients through a deep stack: depth, initialization, normalization (chapter 10).
(function () {
  "use strict";
  const inNode = typeof module === "object";
  const nn = inNode ? require("./base.js") : window.nnFigures;
  const { sigmoid } = nn;

  // ---- Arithmetic: matrices are arrays of rows --------------------------------------------------

  const N = 32; // examples in the batch
  const EPS = 1e-5;

  const ACTIVATIONS = {
    tanh: { g: Math.tanh, slope: (z) => 1 - Math.tanh(z) ** 2, range: [-1, 1] },
    relu: { g: (z) => Math.max(z, 0), slope: (z) => (z > 0 ? 1 : 0), range: [0, 4] },
    sigmoid: { g: sigmoid, slope: (z) => sigmoid(z) * sigmoid(-z), range: [0, 1] },
  };

  // Each draws one weight of a layer with `n` inputs.
  const within = (limit, uniform) => limit * (2 * uniform() - 1);
  const RULES = {
    small: (n, uniform) => 0.05 * nn.normal(uniform),
    lecun: (n, uniform) => nn.normal(uniform) / Math.sqrt(n),
    he: (n, uniform) => nn.normal(uniform) * Math.sqrt(2 / n),
    older: (n, uniform) => within(0.7, uniform),
    large: (n, uniform) => nn.normal(uniform),
  };

  const matrix = (rows, columns, draw) =>
    Array.from({ length: rows }, () => Array.from({ length: columns }, draw));
  const turned = (M) => M[0].map((_, j) => M.map((row) => row[j]));
  const mapped = (M, f) => M.map((row, i) => row.map((x, j) => f(x, i, j)));
  const mean = (numbers) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
  const typical = (M) => Math.sqrt(mean(M.map((row) => mean(row.map((x) => x * x)))));

  function product(A, B) {
    const columns = turned(B);
    return A.map((row) => columns.map((column) => {
      let sum = 0;
      for (let i = 0; i < row.length; i++) sum += row[i] * column[i];
      return sum;
    }));
  }

  // Each row with mean 0 and variance 1, and the way back: see helpers/layers/normalization.py.
  function rowForward(row) {
    const mu = mean(row);
    const scale = 1 / Math.sqrt(mean(row.map((x) => (x - mu) ** 2)) + EPS);
    return { out: row.map((x) => (x - mu) * scale), scale };
  }
  function rowBackward(d, { out, scale }) {
    const [shift, along] = [mean(d), mean(d.map((x, i) => x * out[i]))];
    return d.map((x, i) => scale * (x - shift - out[i] * along));
  }

  // Layer normalization takes rows, batch normalization columns.
  const same = (M) => M;
  const TURN = { layer: same, batch: turned };

  function normalized(Z, kind) {
    if (kind === "none") return { Z };
    const kept = TURN[kind](Z).map(rowForward);
    return { Z: TURN[kind](kept.map(({ out }) => out)), kept };
  }
  const back = (dZ, kind, kept) => kind === "none" ? dZ
    : TURN[kind](TURN[kind](dZ).map((row, i) => rowBackward(row, kept[i])));

  // What is random about a stack: its input, its weights, and the gradient at its end.
  function drawn({ depth, width, rule, seed }) {
    const uniform = nn.random(seed);
    const normal = () => nn.normal(uniform);
    return {
      X: matrix(N, width, normal), end: matrix(N, width, normal),
      weights: Array.from({ length: depth }, () =>
        matrix(width, width, () => RULES[rule](width, uniform))),
    };
  }

  // Activations A_l and their gradients dA_l, one entry a layer; flat: the share of slopes < 0.1.
  function run({ activation, norm }, { X, weights, end }) {
    const { g, slope } = ACTIVATIONS[activation];
    let A = X;
    const layers = weights.map((W) => {
      const { Z, kept } = normalized(product(A, W), norm);
      A = mapped(Z, g);
      return { W, Z, kept, A };
    });
    let dA = end;
    for (const layer of [...layers].reverse()) {
      layer.dA = dA;
      const dZ = mapped(dA, (d, i, j) => d * slope(layer.Z[i][j]));
      dA = product(back(dZ, norm, layer.kept), turned(layer.W));
    }
    const flat = mean(layers.at(-1).Z.flat().map((z) => Number(slope(z) < 0.1)));
    return { layers, flat };
  }

  // Picture and words want the same stack.
  let last = {};
  function signals(s) {
    const key = JSON.stringify(s);
    if (last.key !== key) last = { key, value: run(s, drawn(s)) };
    return last.value;
  }

  // How much a unit differs between the examples.
  const spread = (A) => typical(turned(A).map((unit) => {
    const mu = mean(unit);
    return unit.map((x) => x - mu);
  }));

  // ---- Drawing --------------------------------------------------------------------------------------

  const [LEAST, MOST] = [1e-12, 1e12];
  const kept = (size) => Math.min(MOST, Math.max(LEAST, size));

  function curves({ depth }, layers) {
    const f = nn.frame([40, 40, 270, 130], [0.5, depth + 0.5], [LEAST, MOST], { log: true });
    const points = (of) => layers.map((layer, i) => [i + 1, kept(typical(of(layer)))]);
    const every = depth > 12 ? 5 : depth > 6 ? 2 : 1;
    const ticks = layers.map((_, i) => i + 1).filter((l) => l === 1 || l % every === 0);
    const dots = (of, kind) => points(of).map(([x, y]) => nn.dot(f, x, y, kind, 3)).join("");
    return nn.text(40, 15, "typical size of activations", { anchor: "start", kind: "ds-forward" }) +
      nn.text(40, 30, "and of gradients, going back (dashed)",
        { anchor: "start", kind: "ds-backward" }) +
      nn.axes(f, {
        xticks: ticks, xlabel: "layer",
        yticks: [[1e12, "10¹²"], [1e6, "10⁶"], [1, "1"], [1e-6, "10⁻⁶"], [1e-12, "10⁻¹²"]],
      }) +
      nn.line(f, points(({ A }) => A), "nn-forward") + dots(({ A }) => A, "forward") +
      nn.line(f, points(({ dA }) => dA), "nn-backward ds-dashed") + dots(({ dA }) => dA, "backward");
  }

  const BINS = 24;
  // Heights relative to the tallest; what lies outside goes into the bin at the end.
  function histogram(numbers, [from, to]) {
    const counts = Array(BINS).fill(0);
    for (const x of numbers) {
      const bin = Math.floor(((x - from) / (to - from)) * BINS);
      counts[Math.min(BINS - 1, Math.max(0, bin))]++;
    }
    const most = Math.max(...counts);
    return counts.map((count) => count / most);
  }

  const shown = (depth) =>
    [...new Set([0, 0.25, 0.5, 0.75, 1].map((t) => 1 + Math.round(t * (depth - 1))))];

  const signed = ([from, to]) => [nn.minus(String(from)), nn.minus(String(to))];

  function row(top, title, kind, depth, range, numbersOf) {
    const layers = shown(depth);
    const panels = layers.map((l, k) => {
      const [left, width] = [12 + 61 * k, 52];
      const bars = histogram(numbersOf(l - 1), range).map((h, b) =>
        `M${nn.at(left + (b * width) / BINS)} ${top + 50}v${nn.at(-50 * h)}` +
        `h${nn.at(width / BINS + 0.1)}v${nn.at(50 * h)}z`).join("");
      const [from, to] = signed(range);
      return `<path class="nn-fill nn-${kind}" d="${bars}"/>` +
        `<path class="nn-axis" d="M${left} ${top + 50.5}h${width}"/>` +
        nn.text(left + width / 2, top - 4, `layer ${l}`) +
        nn.text(left, top + 63, from, { anchor: "start" }) +
        nn.text(left + width, top + 63, to, { anchor: "end" });
    });
    return nn.text(12, top - 20, title, { anchor: "start" }) + panels.join("");
  }

  function histograms(s, layers) {
    const { range } = ACTIVATIONS[s.activation];
    const powers = (i) => layers[i].dA.flat().map((d) => Math.log10(kept(Math.abs(d))));
    return row(248, "Activations:", "forward", s.depth, range, (i) => layers[i].A.flat()) +
      row(356, "Gradients, as powers of 10:", "backward", s.depth, [-12, 12], powers);
  }

  function picture(s) {
    const { layers } = signals(s);
    return curves(s, layers) + histograms(s, layers);
  }

  const STYLE = `
.ds-forward { font-weight: bold; fill: var(--nn-forward) }
.ds-backward { font-weight: bold; fill: var(--nn-backward-ink) }
.ds-dashed { stroke-dasharray: 6 4 }
`;

  // ---- Words ------------------------------------------------------------------------------------------

  const fate = (gain, noun, gone) => gain < 1e-3 ? `The ${noun} ${gone}.`
    : gain > 1e3 ? `The ${noun} explode.` : "";

  function words(s) {
    const { layers, flat } = signals(s);
    const [first, end] = [layers[0], layers.at(-1)];
    const [A, dA] = [[first, end].map((l) => typical(l.A)), [first, end].map((l) => typical(l.dA))];
    const differ = spread(end.A);
    const dull = differ < 1e-3 * A[1] && A[1] > 1e-3
      ? "The stack says nearly the same for every input." : "";
    return `<p>Activations: typically <b>${nn.number(A[0], 2)}</b> in layer 1,
      <b>${nn.number(A[1], 2)}</b> in layer ${s.depth}, where a unit varies by
      ${nn.number(differ, 2)} over the batch and ${Math.round(100 * flat)} % of the slopes are
      below 0.1. ${fate(A[1] / A[0], "activations", "die out")} ${dull}</p>
      <p>Gradients: <b>${nn.number(dA[1], 2)}</b> in layer ${s.depth},
      <b>${nn.number(dA[0], 2)}</b> back in layer 1.
      ${fate(dA[0] / dA[1], "gradients", "vanish")}</p>`;
  }

  nn.figure({
    name: "deep-signals",
    title: "Activations and gradients through a deep stack of layers with random weights.",
    description:
      "Through twenty tanh layers whose weights have variance 1/n the typical activation and the " +
      "typical gradient stay nearly level on a logarithmic axis. Below, histograms of activations " +
      "and gradients in five of the layers.",
    size: [320, 428],
    style: STYLE,
    parameters: {
      depth: { label: "layers", value: 20, min: 1, max: 30, step: 1 },
      width: { label: "units a layer, n", value: 32, values: [8, 16, 32, 64] },
      activation: {
        label: "activation", value: "tanh", options: { tanh: "tanh", relu: "ReLU", sigmoid: "sigmoid" },
      },
      rule: {
        label: "weights", value: "lecun",
        options: {
          small: "std 0.05", lecun: "variance 1/n", he: "variance 2/n (He)",
          older: "uniform on ±0.7", large: "std 1",
        },
      },
      norm: {
        label: "normalization", value: "none", options: { none: "none", batch: "batch", layer: "layer" },
      },
      seed: { label: "seed", value: 1, min: 1, max: 20, step: 1 },
    },
    picture,
    words,
    arithmetic: { N, RULES, ACTIVATIONS, drawn, run, spread, histogram, typical },
  }, inNode ? module : null);
})();
