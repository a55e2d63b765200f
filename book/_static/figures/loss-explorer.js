// From logits to probabilities, to a loss and its gradient (chapter 4).
(function () {
  "use strict";
  const inNode = typeof module === "object";
  const nn = inNode ? require("./base.js") : window.nnFigures;
  const { sigmoid } = nn;

  // ---- Arithmetic -----------------------------------------------------------------------------------

  // One logit, a label 0 or 1.
  const binary = (z, y) => ({
    p: sigmoid(z),
    loss: Math.max(z, 0) - y * z + Math.log1p(Math.exp(-Math.abs(z))),
    gradient: sigmoid(z) - y,
  });

  // K logits, a label 0 .. K-1. The largest logit is taken off first, so that nothing overflows.
  function categorical(z, label) {
    const shifted = z.map((value) => value - Math.max(...z));
    const sum = shifted.reduce((total, value) => total + Math.exp(value), 0);
    const p = shifted.map((value) => Math.exp(value) / sum);
    return {
      p,
      loss: Math.log(sum) - shifted[label],
      gradient: p.map((value, k) => value - Number(k === label)),
    };
  }

  // ---- Drawing ----------------------------------------------------------------------------------------

  const K = 4;
  const isBinary = (s) => s.problem === "binary";
  const logits = (s) => [s.z1, s.z2, s.z3, s.z4];

  // Bars for one quantity of every class, between `from` and `to`, with their numbers.
  function bars(box, [from, to], yticks, values, label, ylabel, digits) {
    const f = nn.frame(box, [0, K], [from, to]);
    const [, top, , height] = box;
    return nn.axes(f, { ylabel, yticks }) +
      values.map((value, k) => {
        const [zero, y] = [f.Y(0), f.Y(value)];
        const above = value >= 0 ? Math.min(y, zero) - 4 : Math.max(y, zero) + 13;
        return `<rect class="nn-fill nn-${k === label ? "backward" : "forward"}" x="${nn.at(f.X(k + 0.25))}" ` +
          `y="${nn.at(Math.min(y, zero))}" width="${nn.at(f.X(0.5) - f.X(0))}" ` +
          `height="${nn.at(Math.abs(y - zero))}"/>` +
          nn.text(f.X(k + 0.5), Math.min(top + height - 3, Math.max(top + 11, above)),
            nn.minus(value.toFixed(digits)), { kind: "le-value" });
      }).join("");
  }

  function classes(s) {
    const { p, gradient } = categorical(logits(s), s.label - 1);
    const name = (k) => `class ${k + 1}${k === s.label - 1 ? " ✓" : ""}`;
    const names = p.map((_, k) => nn.text(38 + 68 * (k + 0.5), 356, name(k), { kind: "" }));
    return bars([38, 22, 272, 90], [-6, 6], [-6, 0, 6], logits(s), s.label - 1, "logit z", 1) +
      bars([38, 140, 272, 90], [0, 1.2], [0, 0.5, 1], p, s.label - 1, "probability p = softmax(z)", 3) +
      bars([38, 258, 272, 80], [-1.3, 1.3], [-1, 0, 1], gradient, s.label - 1, "gradient p − one-hot(y)", 3) +
      names.join("");
  }

  function curves(s) {
    const losses = nn.frame([38, 22, 272, 130], [-6, 6], [0, 6.5]);
    const probabilities = nn.frame([38, 186, 272, 130], [-6, 6], [-1, 1]);
    const { p, loss, gradient } = binary(s.z, s.y);
    const dot = (f, y, kind) => nn.dot(f, s.z, y, kind);
    const at = (z) => binary(z, s.y);
    const tangent = [-1.5, 1.5].map((d) => [s.z + d, loss + d * gradient]);
    const line = (f, of, kind) => nn.line(f, nn.samples([-6, 6], 120, of), kind);
    return nn.axes(losses, { ylabel: `loss for y = ${s.y}; dashed: its slope, the gradient`, yticks: [0, 2, 4, 6] }) +
      nn.clipped(losses, "le-loss", line(losses, (z) => at(z).loss, "nn-ink") +
        nn.line(losses, tangent, "nn-backward le-tangent") + dot(losses, loss, "ink")) +
      nn.axes(probabilities, {
        ylabel: "p = sigmoid(z), and dashed the gradient p − y", xlabel: "logit z",
        xticks: [-6, -3, 0, 3, 6], yticks: [-1, 0, 1],
      }) + nn.clipped(probabilities, "le-p", line(probabilities, (z) => at(z).p, "nn-forward") +
        line(probabilities, (z) => at(z).gradient, "nn-backward le-tangent") +
        dot(probabilities, p, "forward") + dot(probabilities, gradient, "backward"));
  }

  const STYLE = `
.le-tangent { stroke-dasharray: 6 4 }
.le-value { font-size: 11px; paint-order: stroke; stroke: var(--nn-panel); stroke-width: 3px }
`;

  // ---- Words --------------------------------------------------------------------------------------------

  const three = (value) => nn.minus(value.toFixed(3));

  function words(s) {
    if (isBinary(s)) {
      const { p, loss, gradient } = binary(s.z, s.y);
      return `<p>p = sigmoid(${nn.number(s.z)}) = <b>${three(p)}</b></p>
        <p>loss = log(1 + e<sup>z</sup>) − y z = <b>${three(loss)}</b></p>
        <p>gradient = p − y = ${three(p)} − ${s.y} = <b>${three(gradient)}</b></p>`;
    }
    const { p, loss, gradient } = categorical(logits(s), s.label - 1);
    const right = p[s.label - 1];
    return `<p>The true class is ${s.label}; it gets p = <b>${three(right)}</b>.</p>
      <p>loss = −log ${three(right)} = <b>${three(loss)}</b>; knowing nothing costs log ${K} = 1.386.</p>
      <p>The gradients (${gradient.map(three).join(", ")}) sum to 0: what one class
      gains, the others lose.</p>`;
  }

  const logit = (number, value) =>
    ({ label: `logit z${"₁₂₃₄"[number]}`, value, min: -6, max: 6, step: 0.1, when: (s) => !isBinary(s) });

  nn.figure({
    name: "loss-explorer",
    title: "Logits, the probabilities that they mean, the cross-entropy and its gradient.",
    description:
      "Four logits, 2, 1, 0 and −1. The softmax gives the first class the probability 0.644; " +
      "the true class is the second, so its gradient alone is negative.",
    size: [320, 368],
    style: STYLE,
    parameters: {
      problem: {
        label: "problem", value: "classes",
        options: { classes: "four classes", binary: "two classes" },
      },
      label: { label: "true class", value: 2, min: 1, max: K, step: 1, when: (s) => !isBinary(s) },
      z1: logit(0, 2),
      z2: logit(1, 1),
      z3: logit(2, 0),
      z4: logit(3, -1),
      y: { label: "label y = 1 (off: y = 0)", value: 1, flag: true, when: isBinary },
      z: { label: "logit z", value: -1, min: -6, max: 6, step: 0.1, when: isBinary },
    },
    picture: (s) => (isBinary(s) ? curves(s) : classes(s)),
    words,
    arithmetic: { binary, categorical },
  }, inNode ? module : null);
})();
