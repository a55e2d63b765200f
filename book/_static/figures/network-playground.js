// A network with one hidden layer learns a region of the plane (chapter 1).
(function () {
  "use strict";
  const inNode = typeof module === "object";
  const nn = inNode ? require("./base.js") : window.nnFigures;
  const { sigmoid } = nn;

  // ---- Arithmetic: data -----------------------------------------------------------------------------

  const N = 200;

  // In every set both inputs run from -1 to 1 and a label is 0 or 1.
  const SETS = {
    // The chapter's noisy disc, stretched from [0, 1] to [-1, 1].
    disc(uniform) {
      const x = [2 * uniform() - 1, 2 * uniform() - 1];
      return [x, Number(uniform() < discProbability(x))];
    },
    xor(uniform) {
      const x = [2 * uniform() - 1, 2 * uniform() - 1];
      return [x, Number(x[0] * x[1] < 0)];
    },
    moons(uniform) {
      const label = Number(uniform() < 0.5);
      const angle = Math.PI * uniform();
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      const centre = label ? [0.28 - 0.55 * c, 0.15 - 0.55 * s] : [0.55 * c - 0.28, 0.55 * s - 0.15];
      return [centre.map((x) => x + 0.08 * nn.normal(uniform)), label];
    },
  };
  const discProbability = ([a, b]) => sigmoid(10 * (Math.exp(-2 * (a * a + b * b)) - 0.5));

  function data({ data: name, seed }) {
    const uniform = nn.random(seed);
    const pairs = Array.from({ length: N }, () => SETS[name](uniform));
    return { X: pairs.map(([x]) => x), y: pairs.map(([, label]) => label) };
  }

  // ---- Arithmetic: the network -----------------------------------------------------------------------

  // Each with its derivative, written with the activation a.
  const ACTIVATIONS = {
    sigmoid: { g: sigmoid, slope: (a) => a * (1 - a) },
    tanh: { g: Math.tanh, slope: (a) => 1 - a * a },
    relu: { g: (z) => Math.max(z, 0), slope: (a) => (a > 0 ? 1 : 0) },
  };

  // All parameters in one row, unit by unit: W1_1j, W1_2j, b1_j, W2_j; then b2. Weights start
  // normal with variance 1 / fan_in, biases at 0.
  function initial({ units, seed }) {
    const uniform = nn.random(1000 + seed);
    const row = [];
    for (let j = 0; j < units; j++)
      row.push(nn.normal(uniform) / Math.SQRT2, nn.normal(uniform) / Math.SQRT2, 0,
        nn.normal(uniform) / Math.sqrt(units));
    return [...row, 0];
  }

  const hidden = (p, j, x, g) => g(p[4 * j] * x[0] + p[4 * j + 1] * x[1] + p[4 * j + 2]);

  function logit(p, x, { units, activation }) {
    const { g } = ACTIVATIONS[activation];
    let z = p[4 * units];
    for (let j = 0; j < units; j++) z += p[4 * j + 3] * hidden(p, j, x, g);
    return z;
  }

  // The gradient of the mean binary cross-entropy over a batch of examples.
  function gradient(p, batch, { X, y }, { units, activation }) {
    const { g, slope } = ACTIVATIONS[activation];
    const total = p.map(() => 0);
    const a = Array(units);
    for (const n of batch) {
      const x = X[n];
      let z = p[4 * units];
      for (let j = 0; j < units; j++) z += p[4 * j + 3] * (a[j] = hidden(p, j, x, g));
      const dz2 = (sigmoid(z) - y[n]) / batch.length;
      for (let j = 0; j < units; j++) {
        const dz1 = dz2 * p[4 * j + 3] * slope(a[j]);
        total[4 * j] += dz1 * x[0];
        total[4 * j + 1] += dz1 * x[1];
        total[4 * j + 2] += dz1;
        total[4 * j + 3] += dz2 * a[j];
      }
      total[4 * units] += dz2;
    }
    return total;
  }

  function measure(p, { X, y }, s) {
    let [loss, right] = [0, 0];
    X.forEach((x, n) => {
      const z = logit(p, x, s);
      loss += Math.max(z, 0) - y[n] * z + Math.log1p(Math.exp(-Math.abs(z)));
      right += Number(z > 0 === Boolean(y[n]));
    });
    return { loss: loss / y.length, accuracy: right / y.length };
  }

  // ---- Arithmetic: training ---------------------------------------------------------------------------

  const [BETA1, BETA2, EPS] = [0.9, 0.999, 1e-8];

  function adam(p, g, memory, rate) {
    memory.t += 1;
    return p.map((w, i) => {
      memory.m[i] = BETA1 * memory.m[i] + (1 - BETA1) * g[i];
      memory.v[i] = BETA2 * memory.v[i] + (1 - BETA2) * g[i] * g[i];
      const mean = memory.m[i] / (1 - BETA1 ** memory.t);
      return w - (rate * mean) / (Math.sqrt(memory.v[i] / (1 - BETA2 ** memory.t)) + EPS);
    });
  }
  const sgd = (p, g, memory, rate) => p.map((w, i) => w - rate * g[i]);

  // The batches of one epoch: every example once, in a new order.
  function epochOf(size, uniform) {
    const order = nn.permutation(N, uniform);
    return Array.from({ length: Math.ceil(N / size) }, (_, k) => order.slice(k * size, (k + 1) * size));
  }

  // A training run that is continued only as far as it is asked for.
  function run(s) {
    const examples = data(s);
    const uniform = nn.random(2000 + s.seed);
    const step = s.optimizer === "adam" ? adam : sgd;
    let p = initial(s);
    const memory = { t: 0, m: p.map(() => 0), v: p.map(() => 0) };
    const history = [{ p, ...measure(p, examples, s) }];
    const order = []; // the batches taken, for the tests
    function until(epoch) {
      while (history.length <= epoch) {
        for (const batch of epochOf(Math.min(s.batch, N), uniform)) {
          order.push(batch);
          p = step(p, gradient(p, batch, examples, s), memory, s.rate);
        }
        history.push({ p, ...measure(p, examples, s) });
      }
      return history;
    }
    return { examples, order, until };
  }

  let [current, key] = [null, ""];
  function trained(s) {
    const { step: _, ...settings } = s;
    const wanted = JSON.stringify(settings);
    if (wanted !== key) [current, key] = [run(s), wanted];
    const history = current.until(s.step);
    return { ...current, history, now: history[s.step] };
  }

  // ---- Drawing ----------------------------------------------------------------------------------------

  const EPOCHS = 400;
  const MAP = nn.frame([10, 22, 212, 212], [-1, 1], [-1, 1]);
  const INSIDE = { box: [18, 30, 196, 196] }; // where a unit's number is not cut off
  const CURVE = nn.frame([42, 272, 268, 84], [0, EPOCHS], [0, 1]);
  const toPlane = (f) => (u, v) => f([2 * u - 1, 2 * v - 1]);

  // A point's marker tells its label without colour, too: a disc or a triangle.
  function points({ X, y }) {
    return X.map(([a, b], n) => {
      const [x, py] = [nn.at(MAP.X(a)), nn.at(MAP.Y(b))];
      return y[n] ? `<path class="np-one" d="M${x} ${nn.at(py - 4)}l3.6 6.4h-7.2z"/>` :
        `<circle class="np-zero" cx="${x}" cy="${py}" r="2.8"/>`;
    }).join("");
  }

  // Where unit j's pre-activation is 0, with its number on the side where it is positive.
  function boundary(p, j) {
    const [a, b, c] = p.slice(4 * j, 4 * j + 3);
    const norm = Math.hypot(a, b);
    if (norm < 1e-9) return "";
    const [nx, ny] = [a / norm, b / norm];
    const [x, y] = [(-c / norm) * nx, (-c / norm) * ny]; // the line's point nearest to the centre
    if (Math.hypot(x, y) > 1.5) return "";
    const end = (t, u = 0) => [MAP.X(x - ny * t + nx * u), MAP.Y(y + nx * t + ny * u)];
    const places = [0, 1, -1, 2, -2, 3, -3, 4, -4].map((k) => end(0.16 * (j - 3.5) + k / 4, 0.09));
    const [tx, ty] = places.find(([px, py]) => nn.inside(INSIDE, px, py)) ?? places[0];
    return `<path class="np-line" d="${nn.path([end(-3), end(3)])}"/>` +
      `<text class="np-number" x="${nn.at(tx)}" y="${nn.at(ty + 4)}" text-anchor="middle">${j + 1}</text>`;
  }

  const BOX = { side: 40, left: 230, top: 22, gap: 4 };
  const scaled = { sigmoid: (a) => a, tanh: (a) => (a + 1) / 2, relu: (a) => Math.min(1, 0.5 + a / 4) };

  // What unit j alone makes of the plane, and its weight into the output.
  function thumbnail(p, j, s) {
    const { g } = ACTIVATIONS[s.activation];
    const weight = p[4 * j + 3];
    const left = BOX.left + (j % 2) * (BOX.side + BOX.gap);
    const top = BOX.top + Math.floor(j / 2) * (BOX.side + 15);
    const f = nn.frame([left, top, BOX.side, BOX.side], [-1, 1], [-1, 1]);
    return nn.region(f, 16, 16, toPlane((x) => scaled[s.activation](hidden(p, j, x, g)))) +
      `<rect class="nn-axis" x="${left}" y="${top}" width="${BOX.side}" height="${BOX.side}"/>` +
      `<text class="np-number" x="${left + 3}" y="${top + 11}">${j + 1}</text>` +
      nn.text(left + BOX.side / 2, top + BOX.side + 11, (weight > 0 ? "+" : "") + nn.number(weight, 2));
  }

  function lossCurve(history, s) {
    const shown = history.slice(0, s.step + 1).map(({ loss }, t) => [t, Math.min(1, loss)]);
    return nn.axes(CURVE, {
      ylabel: "loss (mean cross-entropy)", xlabel: "epoch", xticks: [0, 100, 200, 300, 400],
      yticks: [0, 0.5, 1],
    }) + nn.line(CURVE, shown, "nn-forward") +
      nn.dot(CURVE, ...shown.at(-1), "forward", 4);
  }

  function picture(s) {
    const { now: { p }, history, examples } = trained(s);
    const probability = (x) => sigmoid(logit(p, x, s));
    const values = nn.grid(MAP, 40, 40, (a, b) => logit(p, [a, b], s));
    const units = Array.from({ length: s.units }, (_, j) => j);
    return nn.text(10, 15, "the output’s region", { anchor: "start" }) +
      nn.text(230, 15, "hidden units", { anchor: "start" }) +
      nn.clipped(MAP, "np-map", nn.region(MAP, 40, 40, toPlane(probability)) + points(examples) +
        units.map((j) => boundary(p, j)).join("") +
        `<path class="np-half" d="${nn.contour(MAP, values, 0)}"/>`) +
      nn.axes(MAP, {}) + units.map((j) => thumbnail(p, j, s)).join("") + lossCurve(history, s);
  }

  const STYLE = `
.np-zero { fill: var(--nn-panel); stroke: var(--nn-forward); stroke-width: 1.4 }
.np-one { fill: var(--nn-backward); stroke: var(--nn-panel); stroke-width: 0.6 }
.np-half { fill: none; stroke: var(--nn-ink); stroke-width: 2.5 }
.np-line { stroke: var(--nn-ink); stroke-dasharray: 5 3; opacity: 0.8 }
.np-number { font-size: 11px; font-weight: bold; paint-order: stroke; stroke: var(--nn-panel); stroke-width: 3px }
`;

  // ---- Words --------------------------------------------------------------------------------------------

  function words(s) {
    const { now } = trained(s);
    const rule = s.data === "disc" ? " No classifier can be right more often than about 88 times " +
      "in 100 on new points of this set." : "";
    return `<p>After ${nn.count(s.step, "epoch")} of ${nn.count(Math.ceil(N / s.batch), "step")}: loss
      <b>${now.loss.toFixed(3)}</b>, <b>${nn.number(100 * now.accuracy)} %</b> of the ${N} training
      points right.${rule}</p>
      <p>Solid line: P(y = 1) = ½. Dashed: where a hidden unit’s z is 0, its number on the
      positive side. Under each unit stands its weight into the output.</p>`;
  }

  nn.figure({
    name: "network-playground",
    title: "A network with one hidden layer learns to separate two classes in the plane.",
    description:
      "Points inside a disc are mostly of class 1 (triangles), those outside of class 0 (circles). " +
      "After 150 epochs the four hidden units’ half-planes enclose the disc. Beside them each " +
      "unit alone; below, the loss against the epoch.",
    size: [320, 390],
    style: STYLE,
    parameters: {
      data: {
        label: "data", value: "disc",
        options: { disc: "noisy disc", xor: "XOR (corners)", moons: "two moons" },
      },
      units: { label: "hidden units", value: 4, min: 1, max: 8, step: 1 },
      activation: {
        label: "activation", value: "sigmoid",
        options: { sigmoid: "sigmoid", tanh: "tanh", relu: "ReLU" },
      },
      optimizer: { label: "optimizer", value: "adam", options: { sgd: "SGD", adam: "Adam" } },
      rate: { label: "rate", value: 0.05, values: [0.001, 0.003, 0.01, 0.03, 0.05, 0.1, 0.3, 1, 3] },
      batch: { label: "batch size", value: 20, values: [1, 5, 10, 20, 50, 100, 200] },
      seed: { label: "seed", value: 1, min: 1, max: 20, step: 1 },
    },
    steps: { last: () => EPOCHS, milliseconds: 80, stride: 2, restart: true },
    picture,
    words,
    still: { step: 150 },
    arithmetic: { data, discProbability, initial, logit, gradient, measure, run },
  }, inNode ? module : null);
})();
