// How five optimizers walk down the same surface (chapter 9).
(function () {
  "use strict";
  const inNode = typeof module === "object";
  const nn = inNode ? require("./base.js") : window.nnFigures;

  // ---- Arithmetic ---------------------------------------------------------------------------------

  // A surface: loss and gradient at w = [w1, w2], the least loss, and what part of it is shown.
  const ravine = (c) => ({
    loss: ([a, b]) => (a * a + c * b * b) / 2,
    gradient: ([a, b]) => [a, c * b],
    least: 0,
  });
  const SADDLE = {
    loss: ([a, b]) => (a * a - b * b) / 2 + b ** 4 / 4,
    gradient: ([a, b]) => [a, b ** 3 - b],
    least: -0.25,
  };
  const surface = (s) => (s.surface === "saddle" ? SADDLE : ravine(s.curvature));

  // One step for one coordinate: (w, g, kept, t, settings) -> [w, kept], as in the chapter.
  const BETA2 = 0.999;
  const ALPHA = 0.99;
  const EPS = 1e-8;
  const RULES = {
    sgd: (w, g, kept, t, { rate }) => [w - rate * g, kept],
    momentum: (w, g, [v], t, { rate, momentum }) => {
      v = momentum * v - rate * g;
      return [w + v, [v]];
    },
    nesterov: (w, g, [v], t, { rate, momentum }) => {
      v = momentum * v + g;
      return [w - rate * (g + momentum * v), [v]];
    },
    rmsprop: (w, g, [r], t, { rate }) => {
      r = ALPHA * r + (1 - ALPHA) * g * g;
      return [w - (rate * g) / (Math.sqrt(r) + EPS), [r]];
    },
    adam: (w, g, [m, v], t, { rate, momentum }) => {
      m = momentum * m + (1 - momentum) * g;
      v = BETA2 * v + (1 - BETA2) * g * g;
      const [mean, square] = [m / (1 - momentum ** t), v / (1 - BETA2 ** t)];
      return [w - (rate * mean) / (Math.sqrt(square) + EPS), [m, v]];
    },
  };

  // The points w after 0, 1, ..., steps steps; it ends where a number overflows.
  function walk(name, s, steps = s.step) {
    const { gradient } = surface(s);
    const points = [[s.w1, s.w2]];
    let kept = [[0, 0], [0, 0]];
    for (let t = 1; t <= steps; t++) {
      const w = points[t - 1];
      const g = gradient(w);
      const moved = w.map((_, i) => RULES[name](w[i], g[i], kept[i], t, s));
      if (!moved.every(([value]) => Math.abs(value) < 1e100)) break;
      points.push(moved.map(([value]) => value));
      kept = moved.map(([, state]) => state);
    }
    return points;
  }

  // ---- Drawing --------------------------------------------------------------------------------------

  const STEPS = 100;
  const NAMES = { sgd: "SGD", momentum: "Momentum", nesterov: "Nesterov", rmsprop: "RMSProp", adam: "Adam" };
  const KINDS = { sgd: "ink", momentum: "forward", nesterov: "green", rmsprop: "purple", adam: "backward" };
  const shown = (s) => (s.optimizer === "all" ? Object.keys(RULES) : [s.optimizer]);

  const MAP = nn.frame([10, 22, 300, 200], [-3, 3], [-2, 2]);
  const LOSSES = nn.frame([42, 286, 268, 90], [0, STEPS], [1e-6, 100], { log: true });
  const clamp = (value) => Math.min(100, Math.max(1e-6, value));

  const LEVELS = [1, 2, 3, 4, 5, 6, 7].map((k) => k / 8); // of the root of the greatest loss

  function ellipses(c) {
    const top = Math.sqrt(9 + 4 * c);
    const radius = (k, curvature, unit) => nn.at((top * k * unit) / Math.sqrt(curvature));
    return LEVELS.map((k) => `<ellipse class="nn-contour" cx="${MAP.X(0)}" cy="${MAP.Y(0)}" ` +
      `rx="${radius(k, 1, 50)}" ry="${radius(k, c, 50)}"/>`).join("");
  }

  let saddleLines; // computed once
  function contourLines(s) {
    if (s.surface === "ravine") return ellipses(s.curvature);
    if (!saddleLines) {
      const { loss, least } = surface(s);
      const values = nn.grid(MAP, 60, 40, (x, y) => Math.sqrt(loss([x, y]) - least));
      const top = Math.max(...values.flat());
      const d = LEVELS.map((k) => nn.contour(MAP, values, top * k)).join("");
      saddleLines = `<path class="nn-contour" d="${d}"/>`;
    }
    return saddleLines;
  }

  function pathSVG(name, s) {
    const points = walk(name, s);
    const [x, y] = points.at(-1);
    const dots = points.length > 60 ? "" : points.map(([a, b]) =>
      `<circle cx="${nn.at(MAP.X(a))}" cy="${nn.at(MAP.Y(b))}" r="1.8"/>`).join("");
    return nn.line(MAP, points, `nn-${KINDS[name]} op-${name}`) +
      `<g class="nn-fill nn-${KINDS[name]}">${dots}<circle class="nn-dot" cx="${nn.at(MAP.X(x))}" ` +
      `cy="${nn.at(MAP.Y(y))}" r="5"/></g>`;
  }

  function lossLine(name, s) {
    const { loss, least } = surface(s);
    const points = walk(name, s).map((w, t) => [t, clamp(loss(w) - least)]);
    return nn.line(LOSSES, points, `nn-${KINDS[name]} op-${name}`);
  }

  // In two rows, the longest names first.
  const LEGEND_AT = {
    momentum: [10, 240], nesterov: [112, 240], rmsprop: [214, 240], sgd: [10, 256], adam: [112, 256],
  };
  const legend = (s) => shown(s).map((name) => {
    const [x, y] = LEGEND_AT[name];
    return `<path class="nn-line nn-${KINDS[name]} op-${name}" d="M${x} ${y - 4}h24"/>` +
      nn.text(x + 29, y, NAMES[name], { anchor: "start" });
  }).join("");

  function picture(s) {
    const goals = s.surface === "saddle" ? [[0, 1], [0, -1]] : [[0, 0]];
    const crosses = goals.map(([a, b]) =>
      `<path class="op-goal" d="M${MAP.X(a) - 5} ${MAP.Y(b)}h10m-5 -5v10"/>`).join("");
    const start = `<circle class="op-start" cx="${nn.at(MAP.X(s.w1))}" cy="${nn.at(MAP.Y(s.w2))}" r="5"/>`;
    return nn.axes(MAP, { ylabel: "w₁ across, w₂ up; + is a minimum" }) +
      nn.clipped(MAP, "op-map", contourLines(s) + crosses + shown(s).map((n) => pathSVG(n, s)).join("") + start) +
      legend(s) +
      nn.axes(LOSSES, {
        ylabel: "loss above the minimum", xlabel: "step", xticks: [0, 25, 50, 75, 100],
        yticks: [[1e-6, "10⁻⁶"], [1e-4, "10⁻⁴"], [1e-2, "10⁻²"], [1, "1"], [100, "100"]],
      }) + nn.clipped(LOSSES, "op-loss", shown(s).map((n) => lossLine(n, s)).join(""));
  }

  const STYLE = `
.nn-line[class*="op-"] { stroke-width: 1.6 }
.op-goal { stroke: var(--nn-ink); stroke-width: 2 }
.op-start { fill: var(--nn-panel); stroke: var(--nn-ink); stroke-width: 2 }
.op-momentum { stroke-dasharray: 7 2 } .op-nesterov { stroke-dasharray: 2 2 }
.op-rmsprop { stroke-dasharray: 9 3 2 3 }
`;

  // ---- Words ------------------------------------------------------------------------------------------

  // What the path came to, in a word or two.
  function outcome(name, s) {
    const { loss, least } = surface(s);
    const points = walk(name, s);
    const left = loss(points.at(-1)) - least;
    return points.length <= s.step || left > 1e3 ? "diverges" : nn.number(left, 2);
  }

  // For plain gradient descent on the ravine the largest rate is known.
  function limit(s) {
    if (s.surface === "saddle" || !shown(s).includes("sgd")) return "";
    return `<p>Here SGD converges only for rates below 2 / curvature = ` +
      `${nn.number(2 / s.curvature)}.</p>`;
  }

  function words(s) {
    const [start] = walk("sgd", s, 0);
    const { loss, least } = surface(s);
    const rows = shown(s).map((n) => `<tr><th>${NAMES[n]}</th><td>${outcome(n, s)}</td></tr>`);
    return `<p>Loss above the minimum after ${s.step} of ${STEPS} steps; at the start it was
      ${nn.number(loss(start) - least)}.</p>
      <table>${rows.join("")}</table>${limit(s)}`;
  }

  nn.figure({
    name: "optimizer-paths",
    title: "The paths of optimizers over a loss of two weights, and the loss at every step.",
    description:
      "In a ravine SGD soon reaches the floor and then crawls along it; momentum swings from wall " +
      "to wall, past the minimum and back. Below, the loss above the minimum at every step, on a " +
      "logarithmic axis.",
    size: [320, 408],
    style: STYLE,
    parameters: {
      surface: { label: "surface", value: "ravine", options: { ravine: "ravine", saddle: "saddle" } },
      optimizer: { label: "optimizer", value: "all", options: { all: "all five", ...NAMES } },
      rate: {
        label: "rate", value: 0.05,
        values: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.08, 0.1, 0.12, 0.15, 0.2, 0.3, 0.5, 1, 2],
      },
      momentum: { label: "momentum, β₁", value: 0.9, values: [0, 0.5, 0.8, 0.9, 0.95, 0.99] },
      curvature: {
        label: "curvature", value: 24, min: 1, max: 40, step: 1, when: (s) => s.surface === "ravine",
      },
      w1: { label: "start w₁", value: -2.5, min: -3, max: 3, step: 0.1 },
      w2: { label: "start w₂", value: 1.5, min: -2, max: 2, step: 0.1 },
    },
    steps: { last: () => STEPS, milliseconds: 100, start: STEPS },
    pick(x, y) {
      if (!nn.inside(MAP, x, y)) return null;
      const [w1, w2] = MAP.back(x, y);
      return { w1, w2 };
    },
    picture,
    words,
    arithmetic: { surface, walk },
  }, inNode ? module : null);
})();
