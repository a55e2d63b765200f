// Gradient descent with mini-batches: noise against batch size (chapter 7).
(function () {
  "use strict";
  const inNode = typeof module === "object";
  const nn = inNode ? require("./base.js") : window.nnFigures;

  // ---- Arithmetic: a line w x + b through N points, by half the mean squared error ----------------

  const N = 32;
  const DATA = (() => {
    const uniform = nn.random(7);
    const xs = Array.from({ length: N }, () => 4 * uniform() - 2);
    return xs.map((x) => [x, 1.2 * x + 0.4 + 1.6 * nn.normal(uniform)]);
  })();

  const mean = (numbers) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
  const loss = ([w, b]) => mean(DATA.map(([x, y]) => (w * x + b - y) ** 2 / 2));

  // The gradient of the mean over the examples with these numbers.
  function gradient([w, b], batch) {
    const errors = batch.map((i) => w * DATA[i][0] + b - DATA[i][1]);
    return [mean(errors.map((e, k) => e * DATA[batch[k]][0])), mean(errors)];
  }

  const ALL = DATA.map((_, i) => i);

  // Where the gradient is zero: the normal equations of two unknowns.
  const BEST = (() => {
    const [x, y] = [mean(DATA.map((p) => p[0])), mean(DATA.map((p) => p[1]))];
    const w = mean(DATA.map((p) => (p[0] - x) * (p[1] - y))) / mean(DATA.map((p) => (p[0] - x) ** 2));
    return [w, y - w * x];
  })();

  // Batches of one epoch: a shuffled walk through the data, the last one ragged; or, drawn with
  // replacement, as many batches of B independent draws.
  function epoch(B, replacement, uniform) {
    const count = Math.ceil(N / B);
    if (replacement)
      return Array.from({ length: count }, () =>
        Array.from({ length: B }, () => Math.floor(uniform() * N)));
    const order = nn.permutation(N, uniform);
    return Array.from({ length: count }, (_, k) => order.slice(k * B, (k + 1) * B));
  }

  function batches({ B, replacement, seed }, steps) {
    const uniform = nn.random(seed);
    const all = [];
    while (all.length < steps) all.push(...epoch(B, replacement, uniform));
    return all.slice(0, steps);
  }

  const START = [-0.8, 2];

  function walk(s) {
    const points = [START];
    for (const batch of batches(s, s.step)) {
      const w = points.at(-1);
      const g = gradient(w, batch);
      points.push(w.map((value, i) => value - s.rate * g[i]));
    }
    return points;
  }

  const squared = (g, m) => (g[0] - m[0]) ** 2 + (g[1] - m[1]) ** 2;

  // The mean squared distance of one example's gradient from the full gradient.
  function spreadOfOne(w) {
    const full = gradient(w, ALL);
    return mean(ALL.map((i) => squared(gradient(w, [i]), full)));
  }

  // What a mini-batch of B leaves of it.
  const law = (B, replacement) => (replacement ? 1 / B : ((1 / B) * (N - B)) / (N - 1));

  const DRAWS = 200;
  // The same from DRAWS random batches, each the first of an epoch.
  function measured(w, B, replacement) {
    const uniform = nn.random(1000 + B);
    const full = gradient(w, ALL);
    const draws = Array.from({ length: DRAWS }, () =>
      squared(gradient(w, epoch(B, replacement, uniform)[0]), full));
    return mean(draws) / spreadOfOne(w);
  }

  // ---- Drawing --------------------------------------------------------------------------------------

  const SIZES = [1, 2, 4, 8, 16, 32];
  const STEPS = 100;
  const MAP = nn.frame([10, 22, 300, 200], [-1.2, 2.7], [-0.3, 2.3]);
  const SPREAD = nn.frame([42, 256, 268, 110], [-0.3, 5.3], [0.01, 1.6], { log: true });

  // The loss is a quadratic, its contours are ellipses; marching squares find them once.
  const CONTOURS = (() => {
    const values = nn.grid(MAP, 36, 24, (w, b) => Math.sqrt(loss([w, b]) - loss(BEST)));
    const d = [0.2, 0.4, 0.8, 1.2, 1.6, 2].map((level) => nn.contour(MAP, values, level)).join("");
    return `<path class="nn-contour" d="${d}"/>`;
  })();

  function map(s) {
    const points = walk(s);
    const spot = ([w, b], kind, r) =>
      `<circle class="${kind}" cx="${nn.at(MAP.X(w))}" cy="${nn.at(MAP.Y(b))}" r="${r}"/>`;
    const [x, y] = [MAP.X(BEST[0]), MAP.Y(BEST[1])].map(nn.at);
    return nn.axes(MAP, { ylabel: `weight w across, bias b up; ${nn.count(s.step, "step")} with B = ${s.B}` }) +
      nn.clipped(MAP, "bn-map", CONTOURS + nn.line(MAP, points, "nn-forward bn-path") +
        points.map((p) => spot(p, "nn-fill nn-forward", 1.6)).join("") +
        spot(START, "bn-start", 5) + spot(points.at(-1), "nn-dot nn-fill nn-forward", 5) +
        `<path class="bn-best" d="M${x - 7} ${y}h14m-7 -7v14"/>`);
  }

  function spread(s) {
    const w = walk(s).at(-1);
    const floor = (value) => Math.max(value, 0.001);
    const curve = nn.samples([0, 5], 60, (k) => floor(law(2 ** k, s.replacement)));
    const dots = SIZES.map((B, k) => {
      const y = SPREAD.Y(floor(measured(w, B, s.replacement)));
      const [kind, r] = B === s.B ? ["bn-measured bn-now", 6] : ["bn-measured", 4];
      return `<circle class="${kind}" cx="${nn.at(SPREAD.X(k))}" cy="${nn.at(y)}" r="${r}"/>`;
    });
    const name = s.replacement ? "line: 1/B" : `line: 1/B · (N − B)/(N − 1)`;
    return nn.axes(SPREAD, {
      ylabel: `spread of the gradient; ${name}`, xlabel: "batch size B",
      xticks: SIZES.map((B, k) => [k, B]), yticks: [[1, "1"], [0.1, "0.1"], [0.01, "0.01"]],
    }) + nn.clipped(SPREAD, "bn-spread", nn.line(SPREAD, curve, "nn-backward") + dots.join(""));
  }

  const STYLE = `
.bn-path { stroke-width: 1.2 }
.bn-best { stroke: var(--nn-ink); stroke-width: 2.5 }
.bn-start { fill: var(--nn-panel); stroke: var(--nn-ink); stroke-width: 2 }
.bn-measured { fill: var(--nn-panel); stroke: var(--nn-forward); stroke-width: 2 }
.bn-now { fill: var(--nn-forward) }
`;

  // ---- Words ------------------------------------------------------------------------------------------

  function words(s) {
    const w = walk(s).at(-1);
    const above = Math.max(0, loss(w) - loss(BEST));
    const perEpoch = Math.ceil(N / s.B);
    const seen = s.B === N && !s.replacement ? "the full gradient, without noise" :
      `${nn.number(100 * law(s.B, s.replacement), 2)} % of one example’s`;
    return `<p>Batches of ${s.B} from N = ${N}: ${nn.count(perEpoch, "step")} an epoch.
      After ${nn.count(s.step, "step")}, ${nn.number(s.step / perEpoch)} epochs, the loss is
      <b>${above > 1e3 ? "enormous" : nn.number(above, 2)}</b> above its minimum (cross).</p>
      <p>Spread (mean squared distance from the full gradient) by the law:
      <b>${seen}</b>. Circles: measured at the path’s end, ${DRAWS} batches each.</p>`;
  }

  nn.figure({
    name: "batch-noise",
    title: "Mini-batch gradient descent on a least-squares loss, and the spread of the gradient.",
    description:
      "With batches of 2 of 32 examples the path is ragged and keeps wandering about the minimum. " +
      "Below, the spread of the mini-batch gradient falls with the batch size as the law says.",
    size: [320, 398],
    style: STYLE,
    parameters: {
      B: { label: "batch size B", value: 2, values: SIZES },
      rate: { label: "rate", value: 0.2, values: [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1] },
      replacement: { label: "draw with replacement", value: 0, flag: true },
      seed: { label: "seed", value: 1, min: 1, max: 20, step: 1 },
    },
    steps: { last: () => STEPS, milliseconds: 100, start: STEPS },
    picture: (s) => map(s) + spread(s),
    words,
    arithmetic: { DATA, BEST, START, loss, gradient, batches, walk, law, measured, spreadOfOne },
  }, inNode ? module : null);
})();
