// A training loop, line by line, while a small network learns (chapter 8).
(function () {
  "use strict";
  const inNode = typeof module === "object";
  const nn = inNode ? require("./base.js") : window.nnFigures;

  // ---- Arithmetic: 16 points of a curve, and a network 1-4-1 with tanh units ---------------------

  const N = 16;
  const UNITS = 4;

  function data({ seed }) {
    const uniform = nn.random(seed);
    return Array.from({ length: N }, (_, n) => {
      const x = -1 + (2 * n) / (N - 1);
      return [x, Math.sin(3 * x) + 0.1 * nn.normal(uniform)];
    });
  }

  // All parameters in one row, unit by unit: weight in, bias, weight out; then the output's bias.
  function initial({ seed }) {
    const uniform = nn.random(1000 + seed);
    const units = Array.from({ length: UNITS }, () =>
      [nn.normal(uniform), 0.5 * nn.normal(uniform), nn.normal(uniform) / 2]);
    return [...units.flat(), 0];
  }

  const activation = (p, j, x) => Math.tanh(p[3 * j] * x + p[3 * j + 1]);
  const OUT = 3 * UNITS;

  function output(p, x) {
    let y = p[OUT];
    for (let j = 0; j < UNITS; j++) y += p[3 * j + 2] * activation(p, j, x);
    return y;
  }

  // The gradient of the mean squared error.
  function gradient(p, points) {
    const total = p.map(() => 0);
    for (const [x, y] of points) {
      const d = (2 * (output(p, x) - y)) / points.length;
      for (let j = 0; j < UNITS; j++) {
        const a = activation(p, j, x);
        const dz = d * p[3 * j + 2] * (1 - a * a);
        total[3 * j] += dz * x;
        total[3 * j + 1] += dz;
        total[3 * j + 2] += d * a;
      }
      total[OUT] += d;
    }
    return total;
  }

  const meanSquares = (predictions, points) =>
    points.reduce((sum, [, y], n) => sum + (predictions[n] - y) ** 2, 0) / points.length;

  // ---- Arithmetic: the five lines -----------------------------------------------------------------

  // Each changes the memory {p, grad, predictions, loss} as PyTorch does, or returns an error.
  // Without `forward` there is no `prediction`, for the names are never set outside the loop.
  const LINES = [
    { key: "zero", code: "optimizer.zero_grad()", run: (m) => void (m.grad = null),
      said: "No parameter has a gradient any more." },
    { key: "forward", code: "prediction = model(x)",
      run: (m) => void (m.predictions = m.points.map(([x]) => output(m.p, x))),
      said: "The network has computed its 16 predictions, and noted how." },
    { key: "loss", code: "loss = mean_squares(prediction, y)", run: (m) => m.predictions
        ? void (m.loss = meanSquares(m.predictions, m.points)) : unknown("prediction"),
      said: "One number says how far off they are." },
    { key: "backward", code: "loss.backward()", run: backward,
      said: "To each parameter’s .grad its derivative has been added. No parameter has changed." },
    { key: "update", code: "optimizer.step()", run: update,
      said: "Each parameter has moved by −rate · .grad." },
  ];
  const unknown = (name) => `NameError: name '${name}' is not defined`;

  function backward(m) {
    if (m.loss === undefined) return unknown("loss");
    const fresh = gradient(m.p, m.points);
    m.grad = m.grad ? m.grad.map((g, i) => g + fresh[i]) : fresh;
  }

  function update(m, rate) {
    if (m.grad) m.p = m.p.map((w, i) => w - rate * m.grad[i]);
  }

  // Line by line for the first iterations; after that a step is a whole iteration.
  const SLOWLY = 4;
  const ITERATIONS = 200;

  function run(s) {
    const lines = LINES.filter(({ key }) => s[key]);
    const memory = { points: data(s), p: initial(s), grad: null };
    const losses = [];
    const states = [{ ...memory, losses: 0, iteration: 0 }];
    const note = (more) => states.push({ ...memory, losses: losses.length, ...more });
    for (let iteration = 1; lines.length && iteration <= ITERATIONS; iteration++) {
      for (const line of lines) {
        const error = line.run(memory, s.rate);
        if (line.key === "loss" && !error) losses.push(memory.loss);
        if (iteration <= SLOWLY || error) note({ iteration, line, error });
        if (error) return { states, losses };
      }
      if (iteration > SLOWLY) note({ iteration, line: null });
    }
    return { states, losses };
  }

  let [current, key] = [null, ""];
  function ran({ step: _, ...settings }) {
    const wanted = JSON.stringify(settings);
    if (wanted !== key) [current, key] = [run(settings), wanted];
    return current;
  }
  const now = (s) => ran(s).states[s.step];

  // ---- Drawing --------------------------------------------------------------------------------------

  const TOP = 22;
  const HIGH = 18;
  const FIT = nn.frame([34, 148, 276, 128], [-1.1, 1.1], [-1.6, 1.6]);
  const CURVE = nn.frame([34, 316, 276, 82], [0, ITERATIONS], [0, 1]);

  function codeLine({ key, code }, i, s, { line, iteration, error }) {
    const y = TOP + HIGH * (i + 1);
    const lit = s[key] && (line ? line.key === key : iteration > 0);
    const kind = lit && error ? "tl-failed" : lit ? (line ? "tl-lit" : "tl-ran") : "";
    return (kind ? `<rect class="${kind}" x="22" y="${y - 13}" width="288" height="${HIGH}" rx="3"/>` : "") +
      `<text class="tl-code${s[key] ? "" : " tl-off"}" x="28" y="${y}">${code}</text>`;
  }

  function program(s) {
    const state = now(s);
    return `<text class="tl-code" x="10" y="${TOP}">for iteration in range(${ITERATIONS}):</text>` +
      LINES.map((line, i) => codeLine(line, i, s, state)).join("");
  }

  const finite = (p) => p.every((w) => Math.abs(w) < 1e6);

  function fit(s) {
    const { p, points } = now(s);
    const dots = points.map(([x, y]) =>
      `<circle class="tl-point" cx="${nn.at(FIT.X(x))}" cy="${nn.at(FIT.Y(y))}" r="3.5"/>`).join("");
    const curve = finite(p) ? nn.line(FIT, nn.samples([-1.1, 1.1], 80, (x) => output(p, x)), "nn-forward") : "";
    return nn.axes(FIT, {
      ylabel: "the network (line) and its 16 points", xlabel: "x",
      xticks: [-1, 0, 1], yticks: [-1, 0, 1],
    }) + nn.clipped(FIT, "tl-fit", dots + curve);
  }

  function lossCurve(s) {
    const shown = ran(s).losses.slice(0, now(s).losses).map((loss, i) => [i + 1, loss < 1.2 ? loss : 1.2]);
    return nn.axes(CURVE, {
      ylabel: "loss", xlabel: "iteration", xticks: [0, 50, 100, 150, 200], yticks: [0, 0.5, 1],
    }) + nn.clipped(CURVE, "tl-loss", shown.length ? nn.line(CURVE, shown, "nn-backward") +
      nn.dot(CURVE, ...shown.at(-1), "backward", 4) : "");
  }

  const STYLE = `
.tl-code { font: 12px "DejaVu Sans Mono", Consolas, Menlo, monospace }
.tl-off { text-decoration: line-through; fill: var(--nn-muted) }
.tl-lit { fill: var(--nn-gold); fill-opacity: 0.55 }
.tl-ran { fill: var(--nn-gold); fill-opacity: 0.2 }
.tl-failed { fill: var(--nn-backward); fill-opacity: 0.5 }
.tl-point { fill: var(--nn-panel); stroke: var(--nn-ink); stroke-width: 1.5 }
`;

  // ---- Words ------------------------------------------------------------------------------------------

  function happened({ iteration, line, error, grad }) {
    if (error) return `<b>${nn.escaped(error)}</b>. The program stops here.`;
    if (!iteration) return "Nothing has run yet.";
    if (!line) return `After ${nn.count(iteration, "iteration")}.`;
    const nothing = line.key === "update" && !grad;
    return `Iteration ${iteration}, <code>${nn.escaped(line.code)}</code>. ` +
      (nothing ? "No parameter has a gradient, so nothing moves." : line.said);
  }

  function row(name, i, { p, grad }) {
    return `<tr><th scope="row">${name}</th><td>${nn.number(p[i])}</td>` +
      `<td>${grad ? nn.number(grad[i]) : "None"}</td></tr>`;
  }

  function words(s) {
    const state = now(s);
    const loss = state.loss === undefined ? "not computed yet" : nn.number(state.loss);
    return `<p>${happened(state)}</p><p>Loss: <b>${loss}</b></p>
      <table><thead><tr><th scope="col">parameter</th><th scope="col">value</th>
      <th scope="col">.grad</th></tr></thead><tbody>${row("output bias", OUT, state)}
      ${row("first weight in", 0, state)}${row("first weight out", 2, state)}</tbody></table>`;
  }

  const flag = ({ key, code }) => [key, { label: code, value: 1, flag: true }];

  nn.figure({
    name: "training-loop",
    title: "The five lines of a training loop, and a small network that learns by them.",
    description:
      "After 200 iterations of zero_grad, forward, loss, backward and step the network’s curve " +
      "follows the 16 points. Below, the loss has fallen from the first iteration on.",
    size: [320, 430],
    style: STYLE,
    parameters: {
      ...Object.fromEntries(LINES.map(flag)),
      rate: { label: "rate", value: 0.2, values: [0.0125, 0.025, 0.05, 0.1, 0.2, 0.5, 1] },
      seed: { label: "seed", value: 1, min: 1, max: 20, step: 1 },
    },
    steps: { last: (s) => ran(s).states.length - 1, milliseconds: 150, restart: true },
    picture: (s) => program(s) + fit(s) + lossCurve(s),
    words,
    still: { step: LINES.length * SLOWLY + ITERATIONS - SLOWLY },
    arithmetic: { data, initial, output, gradient, run },
  }, inNode ? module : null);
})();
