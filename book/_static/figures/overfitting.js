// A network fits noisy points of a curve: units, penalty and dropout against overfitting (chapter 11).
(function () {
  "use strict";
  const inNode = typeof module === "object";
  const nn = inNode ? require("./base.js") : window.nnFigures;

  // ---- Arithmetic: the points ----------------------------------------------------------------------

  const NOISE = 0.3;
  const NEW = 200; // held-out points
  const curve = (x) => Math.sin(4 * x);

  function draw(n, uniform) {
    return Array.from({ length: n }, () => {
      const x = 2 * uniform() - 1;
      return [x, curve(x) + NOISE * nn.normal(uniform)];
    });
  }

  const data = ({ points, seed }) => ({
    points: draw(points, nn.random(seed)), held: draw(NEW, nn.random(3000 + seed)),
  });

  // ---- Arithmetic: the network 1-H-1 with tanh units -------------------------------------------------

  // All parameters in one row, unit by unit: weight in, bias, weight out; then the output's bias.
  // Weights in are spread widely, so that a network of many units can bend in many places.
  function initial({ units, seed }) {
    const uniform = nn.random(1000 + seed);
    const row = Array.from({ length: units }, () =>
      [4 * nn.normal(uniform), 3 * nn.normal(uniform), nn.normal(uniform) / Math.sqrt(units)]);
    return [...row.flat(), 0];
  }

  const activation = (p, j, x) => Math.tanh(p[3 * j] * x + p[3 * j + 1]);
  const everyUnit = () => 1;

  function output(p, x) {
    let y = p[p.length - 1];
    for (let j = 0; 3 * j + 2 < p.length; j++) y += p[3 * j + 2] * activation(p, j, x);
    return y;
  }

  const meanSquares = (p, points) =>
    points.reduce((sum, [x, y]) => sum + (output(p, x) - y) ** 2, 0) / points.length;

  const isBias = (i, p) => i % 3 === 1 || i === p.length - 1;

  // The gradient of the mean squared error plus penalty/2 times the sum of the squared weights;
  // biases are not penalised. masks[n][j] is what dropout multiplies unit j by at point n.
  function gradient(p, points, masks, penalty) {
    const total = p.map((w, i) => (isBias(i, p) ? 0 : penalty * w));
    points.forEach(([x, y], n) => {
      const a = masks[n].map((factor, j) => factor && activation(p, j, x));
      const predicted = a.reduce((sum, aj, j) => sum + p[3 * j + 2] * masks[n][j] * aj, p.at(-1));
      const d = (2 * (predicted - y)) / points.length;
      masks[n].forEach((factor, j) => {
        if (!factor) return;
        const dz = d * p[3 * j + 2] * factor * (1 - a[j] * a[j]);
        total[3 * j] += dz * x;
        total[3 * j + 1] += dz;
        total[3 * j + 2] += d * factor * a[j];
      });
      total[p.length - 1] += d;
    });
    return total;
  }

  // ---- Arithmetic: training by Adam, all points in every step --------------------------------------

  const [RATE, BETA1, BETA2, EPS] = [0.02, 0.9, 0.999, 1e-8];

  function adam(p, g, memory) {
    memory.t += 1;
    return p.map((w, i) => {
      memory.m[i] = BETA1 * memory.m[i] + (1 - BETA1) * g[i];
      memory.v[i] = BETA2 * memory.v[i] + (1 - BETA2) * g[i] * g[i];
      const mean = memory.m[i] / (1 - BETA1 ** memory.t);
      return w - (RATE * mean) / (Math.sqrt(memory.v[i] / (1 - BETA2 ** memory.t)) + EPS);
    });
  }

  const drawMasks = ({ points, units, dropout }, uniform) =>
    Array.from({ length: points }, () =>
      Array.from({ length: units }, () => (uniform() >= dropout ? 1 / (1 - dropout) : 0)));

  const UPDATES = 5; // of the parameters in one step of the figure

  // A training run that is continued only as far as it is asked for. What is measured after a
  // step is measured with all units.
  function run(s) {
    const sets = data(s);
    const uniform = nn.random(2000 + s.seed);
    let p = initial(s);
    const memory = { t: 0, m: p.map(() => 0), v: p.map(() => 0) };
    const masks = []; // of every update, for the tests
    const measured = () => ({
      p, training: meanSquares(p, sets.points), heldOut: meanSquares(p, sets.held) });
    const history = [measured()];
    function until(step, keep = false) {
      while (history.length <= step) {
        for (let k = 0; k < UPDATES; k++) {
          const drawn = drawMasks(s, uniform);
          if (keep) masks.push(drawn);
          p = adam(p, gradient(p, sets.points, drawn, s.penalty), memory);
        }
        history.push(measured());
      }
      return history;
    }
    return { ...sets, masks, until };
  }

  let [current, key] = [null, ""];
  function trained(s) {
    const { step: _, ...settings } = s;
    const wanted = JSON.stringify(settings);
    if (wanted !== key) [current, key] = [run(settings), wanted];
    const history = current.until(s.step);
    return { ...current, history, now: history[s.step] };
  }

  function best(history, step) {
    const seen = history.slice(0, step + 1).map(({ heldOut }) => heldOut);
    const at = seen.indexOf(Math.min(...seen));
    return { at, heldOut: seen[at] };
  }

  // ---- Drawing ----------------------------------------------------------------------------------------

  const STEPS = 400;
  const TOP = 1; // of the errors' axis
  const FIT = nn.frame([36, 22, 266, 170], [-1, 1], [-2, 2]);
  const ERRORS = nn.frame([36, 240, 266, 110], [0, STEPS * UPDATES], [0, TOP]);

  function fit({ points, now: { p } }) {
    const dots = points.map(([x, y]) =>
      `<circle class="of-point" cx="${nn.at(FIT.X(x))}" cy="${nn.at(FIT.Y(y))}" r="3.5"/>`).join("");
    return nn.axes(FIT, {
      ylabel: "network (line), truth (dashed), training points", xlabel: "x",
      xticks: [-1, 0, 1], yticks: [-1, 0, 1],
    }) + nn.clipped(FIT, "of-fit", nn.line(FIT, nn.samples([-1, 1], 60, curve), "of-truth") +
      nn.line(FIT, nn.samples([-1, 1], 160, (x) => output(p, x)), "nn-forward") + dots);
  }

  function errors({ history }, { step }) {
    const shown = (name) => history.slice(0, step + 1).map((h, i) =>
      [i * UPDATES, Math.min(1.2 * TOP, h[name])]);
    const { at, heldOut } = best(history, step);
    const inFrame = ([x, y]) => [x, Math.min(y, TOP)];
    return nn.axes(ERRORS, {
      ylabel: "mean squared error: training (line), held out (dashed)", xlabel: "updates",
      xticks: [0, 500, 1000, 1500, 2000], yticks: [0, [NOISE ** 2, "noise"], 0.5, 1],
    }) + nn.clipped(ERRORS, "of-errors", nn.line(ERRORS, shown("training"), "nn-forward") +
      nn.line(ERRORS, shown("heldOut"), "nn-backward", 'stroke-dasharray="5 3"')) +
      nn.dot(ERRORS, ...inFrame(shown("training").at(-1)), "forward", 4) +
      nn.dot(ERRORS, ...inFrame([at * UPDATES, heldOut]), "backward", 4);
  }

  function picture(s) {
    const now = trained(s);
    return fit(now) + errors(now, s);
  }

  const STYLE = `
.of-point { fill: var(--nn-panel); stroke: var(--nn-ink); stroke-width: 1.5 }
.of-truth { stroke: var(--nn-muted); stroke-dasharray: 5 4 }
`;

  // ---- Words ------------------------------------------------------------------------------------------

  function words(s) {
    const { history, now } = trained(s);
    const { at, heldOut } = best(history, s.step);
    const size = Math.hypot(...now.p.filter((_, i) => !isBias(i, now.p)));
    return `<p>After ${nn.count(s.step * UPDATES, "update")}: training error
      <b>${nn.number(now.training)}</b>, held-out error <b>${nn.number(now.heldOut)}</b>.
      Lowest held-out error so far: <b>${nn.number(heldOut)}</b>, after
      ${nn.count(at * UPDATES, "update")} (dot).</p>
      <p>Length of all weights together: ${nn.number(size)}. No curve can have an expected error on
      new points below the noise’s variance, ${nn.number(NOISE ** 2)}.</p>`;
  }

  nn.figure({
    name: "overfitting",
    title: "A network learns noisy points of a curve, with as many units, as much penalty and dropout as you like.",
    description:
      "Thirty units without penalty or dropout after 2000 updates: the network’s line bends " +
      "towards single points, away from the true curve. Below, the training error keeps falling, " +
      "while the held-out error has risen since its lowest value.",
    size: [320, 384],
    style: STYLE,
    parameters: {
      units: { label: "hidden units", value: 30, values: [1, 2, 3, 5, 10, 20, 30, 50] },
      penalty: { label: "L2 penalty α", value: 0, values: [0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1] },
      dropout: { label: "dropout p", value: 0, values: [0, 0.1, 0.2, 0.3, 0.5, 0.7] },
      points: { label: "training points", value: 20, values: [10, 20, 50, 100] },
      seed: { label: "seed", value: 1, min: 1, max: 20, step: 1 },
    },
    steps: { last: () => STEPS, milliseconds: 60, stride: 4, restart: true },
    picture,
    words,
    still: { step: STEPS },
    arithmetic: { data, initial, output, gradient, meanSquares, run },
  }, inNode ? module : null);
})();
