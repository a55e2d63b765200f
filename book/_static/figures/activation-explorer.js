// An activation, its derivative, and what a chain of such units does to a gradient (chapter 2).
(function () {
  "use strict";
  const inNode = typeof module === "object";
  const nn = inNode ? require("./base.js") : window.nnFigures;
  const { sigmoid } = nn;

  // ---- Arithmetic ---------------------------------------------------------------------------------

  const leaky = (slope) => ({ f: (z) => (z > 0 ? z : slope * z), grad: (z) => (z > 0 ? 1 : slope) });

  const ACTIVATIONS = {
    identity: { f: (z) => z, grad: () => 1 },
    relu: leaky(0),
    leaky01: leaky(0.01),
    leaky1: leaky(0.1),
    elu: { f: (z) => (z > 0 ? z : Math.expm1(z)), grad: (z) => (z > 0 ? 1 : Math.exp(z)) },
    softplus: {
      f: (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))), grad: sigmoid,
    },
    sigmoid: { f: sigmoid, grad: (z) => sigmoid(z) * sigmoid(-z) },
    tanh: { f: Math.tanh, grad: (z) => 1 - Math.tanh(z) ** 2 },
    sign: { f: Math.sign, grad: () => 0 },
  };

  // A chain of units, a_l = f(w a_(l-1)) from a_0 = x: every a_l, and da_n/da_l for l = 0 .. n.
  function chain({ activation, weight, layers, z: x }) {
    const { f, grad } = ACTIVATIONS[activation];
    const values = [x];
    for (let l = 1; l <= layers; l++) values.push(f(weight * values[l - 1]));
    const gradients = Array(layers + 1).fill(1);
    for (let l = layers - 1; l >= 0; l--)
      gradients[l] = gradients[l + 1] * grad(weight * values[l]) * weight;
    return { values, gradients };
  }

  const FLAT = 0.05; // a derivative smaller than this passes on next to nothing
  const END = 6;
  const saturated = (activation) => nn.samples([-END, END], 240, ACTIVATIONS[activation].grad)
    .filter(([, slope]) => Math.abs(slope) < FLAT).map(([z]) => z);

  // ---- Drawing --------------------------------------------------------------------------------------

  const CURVES = nn.frame([30, 22, 280, 150], [-END, END], [-1.5, 3]);
  const LEAST = 1e-12;
  const MOST = 1e6;

  // The jump of the sign is a gap, and so is that of a derivative.
  function curve(f, kind) {
    const points = nn.samples([-END, END], 240, f);
    const jumps = points.map(([, y], i) => i > 0 && Math.abs(y - points[i - 1][1]) > 0.4);
    const parts = [[]];
    points.forEach((point, i) => {
      if (jumps[i]) parts.push([]);
      parts.at(-1).push(point);
    });
    return parts.filter((part) => part.length > 1).map((part) => nn.line(CURVES, part, kind)).join("");
  }

  function flatParts(activation) {
    const width = CURVES.X(0.05) - CURVES.X(0);
    const [, top, , height] = CURVES.box;
    const runs = saturated(activation).map((z) =>
      `M${nn.at(CURVES.X(z) - width / 2)} ${top}v${height}h${nn.at(width + 0.3)}v${-height}z`);
    return `<path class="ax-flat" d="${runs.join("")}"/>`;
  }

  function curves({ activation, z }) {
    const { f, grad } = ACTIVATIONS[activation];
    return nn.axes(CURVES, { xticks: [-6, -3, 0, 3, 6], yticks: [-1, 0, 1, 2, 3] }) +
      nn.text(30, 15, "f", { anchor: "start", kind: "ax-f" }) +
      nn.text(44, 15, "and its derivative f′ (dashed); shaded: |f′| &lt; 0.05", { anchor: "start" }) +
      nn.clipped(CURVES, "ax-curves", flatParts(activation) +
        curve(f, "nn-forward") + curve(grad, "nn-backward ax-dashed") +
        `<path class="nn-axis" d="M${nn.at(CURVES.X(z))} 22v150"/>` +
        nn.dot(CURVES, z, f(z), "forward") + nn.dot(CURVES, z, grad(z), "backward"));
  }

  function bars(state) {
    const { gradients } = chain(state);
    const n = state.layers;
    const f = nn.frame([46, 226, 264, 110], [-0.6, n + 0.6], [LEAST, MOST], { log: true });
    const width = Math.min(16, (0.7 * 264) / (n + 1.2));
    const bar = (g, l) => {
      const size = Math.abs(g);
      if (size === 0) return nn.text(f.X(l), f.Y(1) + 4, "0", { kind: "" });
      const y = f.Y(Math.min(MOST, Math.max(LEAST, size)));
      const [top, height] = [Math.min(y, f.Y(1)), Math.abs(y - f.Y(1))];
      return `<rect class="nn-fill nn-backward" x="${nn.at(f.X(l) - width / 2)}" y="${nn.at(top - 1)}" ` +
        `width="${nn.at(width)}" height="${nn.at(height + 2)}"/>`;
    };
    const every = n > 12 ? 5 : n > 6 ? 2 : 1;
    const ticks = gradients.map((_, l) => l).filter((l) => l % every === 0);
    return nn.axes(f, {
      xticks: ticks, xlabel: "layer l (0 is the input)",
      ylabel: `size of ${nn.indexed("da", "n")} / ${nn.indexed("da", "l")} in the chain`,
      yticks: [[1e6, "10⁶"], [1, "1"], [1e-6, "10⁻⁶"], [1e-12, "10⁻¹²"]],
    }) + gradients.map(bar).join("");
  }

  const STYLE = `
.ax-flat { fill: var(--nn-line); opacity: 0.3 }
.ax-dashed { stroke-dasharray: 6 4 }
.ax-f { font-weight: bold; fill: var(--nn-forward) }
`;

  // ---- Words ------------------------------------------------------------------------------------------

  function words(state) {
    const { f, grad } = ACTIVATIONS[state.activation];
    const { z, layers, weight } = state;
    const slope = grad(z);
    const { gradients } = chain(state);
    const flat = Math.abs(slope) < FLAT ? " It is saturated here." : "";
    const size = Math.abs(gradients[0]);
    const fate = size === 0 ? "Nothing comes back." :
      size < 0.01 ? "The gradient vanishes." : size > 100 ? "The gradient explodes." : "";
    return `<p>f(${nn.number(z)}) = <b>${nn.number(f(z))}</b> and
      f′(${nn.number(z)}) = <b>${nn.number(slope)}</b>.${flat}</p>
      <p>Through ${nn.count(layers, "layer")}, each a<sub>l</sub> = f(w a<sub>l−1</sub>)
      with w = ${nn.number(weight)}, from a<sub>0</sub> = ${nn.number(z)}: 
      da<sub>n</sub>/da<sub>0</sub> = <b>${nn.number(gradients[0])}</b>. ${fate}</p>`;
  }

  nn.figure({
    name: "activation-explorer",
    title: "An activation function, its derivative, and the gradient in a chain of such units.",
    description:
      "The sigmoid and its derivative, which is nowhere above a quarter and almost 0 far from 0. " +
      "Below, on a logarithmic axis, how the gradient shrinks on its way back through ten layers.",
    size: [320, 368],
    style: STYLE,
    parameters: {
      activation: {
        label: "activation", value: "sigmoid",
        options: {
          sigmoid: "sigmoid", tanh: "tanh", relu: "ReLU", leaky01: "leaky ReLU, slope 0.01",
          leaky1: "leaky ReLU, slope 0.1", elu: "ELU", softplus: "softplus",
          identity: "identity", sign: "sign",
        },
      },
      z: { label: "input", value: 1, min: -6, max: 6, step: 0.1 },
      weight: { label: "weight w", value: 1, min: -4, max: 4, step: 0.1 },
      layers: { label: "layers n", value: 10, min: 1, max: 20, step: 1 },
    },
    pick(x, y) {
      return nn.inside(CURVES, x, y) ? { z: CURVES.back(x, y)[0] } : null;
    },
    picture: (state) => curves(state) + bars(state),
    words,
    arithmetic: { ACTIVATIONS, chain },
  }, inNode ? module : null);
})();
