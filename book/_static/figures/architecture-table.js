// A network as a list of layers to edit: each one's output, parameters and field (chapter 12).
(function () {
  "use strict";
  const inNode = typeof module === "object";
  const nn = inNode ? require("./base.js") : window.nnFigures;

  // ---- Arithmetic -------------------------------------------------------------------------------

  const MOST_LAYERS = 40;
  const UNCHANGED = ["dropout", "elu", "identity", "leaky_relu", "relu", "sigmoid", "softmax", "tanh"];
  const POINT = { kernel: [1, 1], stride: [1, 1], dilation: [1, 1] };
  const product = (numbers) => numbers.reduce((all, n) => all * n, 1);

  // "3" as [3], "3x5" as [3, 5]; throws what is wrong, in words.
  function numbers(word) {
    const found = word.split("x");
    if (found.every((n) => /^\d{1,7}$/.test(n))) return found.map(Number);
    throw `“${word}” is no number, nor several like 3x5.`;
  }

  function pair(word, name, least) {
    const [first, second = first, ...more] = numbers(word);
    if (more.length) throw `The ${name} must be one number or two, not ${word}.`;
    if (Math.min(first, second) < least) throw `The ${name} must be at least ${least}.`;
    return [first, second];
  }

  function one(word, name) {
    if (word === undefined || !/^\d{1,7}$/.test(word) || !Number(word)) throw `The ${name} must be a number from 1.`;
    return Number(word);
  }

  // The zeros before and after one axis, for ceil(n / stride) outputs; an odd one goes after.
  function samePadding(n, { F, S, D }) {
    const total = Math.max((Math.ceil(n / S) - 1) * S + D * (F - 1) + 1 - n, 0);
    return [Math.floor(total / 2), Math.ceil(total / 2)];
  }

  // Output length and zeros along one axis; `padding` a number or "same".
  function axis(n, { F, S, D, P }) {
    const [before, after] = P === "same" ? samePadding(n, { F, S, D }) : [P, P];
    const [span, there] = [D * (F - 1) + 1, n + before + after];
    if (span > there) throw `The kernel spans ${span} pixels, but the padded input has ${there}.`;
    return { n, F, S, D, before, after, length: Math.floor((there - span) / S) + 1 };
  }

  function windowed(shape, window, padding) {
    const axes = [0, 1].map((a) => axis(shape[a + 1], {
      F: window.kernel[a], S: window.stride[a], D: window.dilation[a], P: padding[a] }));
    return { window, axes, size: axes.map(({ length }) => length) };
  }

  // What follows a layer's name: words without and with "=", those of the latter that it knows.
  function options(words, known) {
    const plain = words.filter((word) => !word.includes("="));
    const named = {};
    for (const word of words.filter((w) => w.includes("="))) {
      const [, key, value] = word.match(/^([^=]*)=(.*)$/);
      if (!known.includes(key)) throw `No option is called “${key}” here` +
        (known.length ? `; there are ${known.join(", ")}.` : ".");
      named[key] = value;
    }
    return { plain, named };
  }

  function count(plain, expected, example) {
    if (plain.length !== expected) throw `This needs the form “${example}”.`;
  }

  function image(shape) {
    if (shape.length !== 3) throw "This layer takes images, but features come in.";
    return shape;
  }

  // Each layer: (shape that comes in, words) -> {shape, parameters, window, ...}.
  const LAYERS = {
    input(_, words) {
      count(words, 1, "input 3x32x32");
      const shape = numbers(words[0]);
      if (![1, 3].includes(shape.length) || Math.min(...shape) < 1)
        throw "The input is channels x height x width, or one number of features.";
      return { shape, parameters: 0, window: shape.length === 3 ? POINT : null };
    },
    conv(shape, words) {
      const { plain, named } = options(words, ["stride", "padding", "dilation"]);
      count(plain, 2, "conv 10 5x5 padding=2");
      const [filters, kernel] = [one(plain[0], "number of filters"), pair(plain[1], "kernel", 1)];
      const { stride = "1", padding = "0", dilation = "1" } = named;
      const window = { kernel, stride: pair(stride, "stride", 1), dilation: pair(dilation, "dilation", 1) };
      const zeros = padding === "same" ? ["same", "same"] : pair(padding, "padding", 0);
      const found = windowed(image(shape), window, zeros);
      return { ...found, shape: [filters, ...found.size], parameters: filters * (shape[0] * product(kernel) + 1),
        counted: `${filters} · (${shape[0]}·${kernel.join("·")} + 1)` };
    },
    max_pool(shape, words) {
      const { plain, named } = options(words, ["stride"]);
      count(plain, 1, "max_pool 2x2");
      const kernel = pair(plain[0], "kernel", 1);
      const stride = named.stride === undefined ? kernel : pair(named.stride, "stride", 1);
      const found = windowed(image(shape), { kernel, stride, dilation: [1, 1] }, [0, 0]);
      return { ...found, shape: [shape[0], ...found.size], parameters: 0 };
    },
    flatten: (shape, words) => (count(words, 0, "flatten"),
      { shape: [product(shape)], parameters: 0, window: POINT }),
    dense(shape, words) {
      count(words, 1, "dense 100");
      if (shape.length !== 1) throw "A dense layer takes features, but images come in: flatten them first.";
      const units = one(words[0], "number of units");
      return { shape: [units], parameters: units * (shape[0] + 1), window: null, counted: `${units} · (${shape[0]} + 1)` };
    },
    batch_norm: (shape, words) => (count(words, 0, "batch_norm"),
      { shape, parameters: 2 * shape[0], window: POINT, counted: `2 · ${shape[0]}` }),
    layer_norm: (shape, words) => (count(words, 0, "layer_norm"),
      { shape, parameters: 2 * product(shape), window: null, counted: `2 · ${shape.join("·")}` }),
  };
  LAYERS.average_pool = LAYERS.max_pool;
  for (const name of UNCHANGED) LAYERS[name] = (shape) => ({ shape, parameters: 0, window: POINT });

  function layer(line, before) {
    const [name, ...words] = line.split(" ");
    if ((name === "input") !== !before) throw "The first line, and no other, must be the input.";
    if (!Object.hasOwn(LAYERS, name)) throw `No layer is called “${name}”; there are ${Object.keys(LAYERS).join(", ")}.`;
    const row = { line, name, ...LAYERS[name](before?.shape, words) };
    return { ...row, ...field(row.window, before) };
  }

  // The receptive field, and how many pixels lie between neighbouring values, height and width.
  function field(window, before = { field: [1, 1], step: [1, 1] }) {
    if (!window || !before.field) return { field: null, step: null };
    const { kernel, stride, dilation } = window;
    const grown = (a) => before.field[a] + dilation[a] * (kernel[a] - 1) * before.step[a];
    return { field: [0, 1].map(grown), step: [0, 1].map((a) => before.step[a] * stride[a]) };
  }

  // The rows up to the first line that can't be read, and what is wrong with that one.
  function read(text) {
    const lines = text.split("\n").map((line) => line.replace(/#.*/, "").trim().replace(/\s+/g, " ")).filter(Boolean);
    const rows = [];
    for (const line of lines) {
      try {
        if (rows.length === MOST_LAYERS) throw `More than ${MOST_LAYERS} layers do not fit here.`;
        rows.push(layer(line, rows.at(-1)));
      } catch (why) {
        if (typeof why !== "string") throw why;
        return { rows, problem: { line, why } };
      }
    }
    return { rows, problem: lines.length ? null : { line: "", why: "Begin with an input, such as input 3x32x32." } };
  }

  const last = (s) => Math.max(0, read(s.layers).rows.length - 1);

  // ---- Drawing ------------------------------------------------------------------------------------

  const CHARTS = [
    { title: "numbers in the output", top: 28, of: ({ shape }) => product(shape) },
    { title: "parameters", top: 138, of: ({ parameters }) => parameters },
  ];
  const [LEFT, WIDTH, HEIGHT] = [10, 300, 76];
  const KINDS = { conv: "forward", max_pool: "green", average_pool: "green", dense: "backward" };
  const LEGEND = [["convolution", "nn-fill nn-forward"], ["pooling", "nn-fill nn-green"],
    ["dense", "nn-fill nn-backward"], ["others", "at-other"]];
  const grouped = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");
  const kind = ({ name }) => (KINDS[name] ? `nn-fill nn-${KINDS[name]}` : "at-other");

  function bars({ title, top, of }, rows, step) {
    const width = WIDTH / rows.length;
    const most = Math.max(...rows.map(of), 1);
    const bar = (row, k) => {
      const height = of(row) && Math.max(1, (HEIGHT * of(row)) / most);
      return `<rect class="${kind(row)}" x="${nn.at(LEFT + k * width + 0.12 * width)}" ` +
        `y="${nn.at(top + HEIGHT - height)}" width="${nn.at(0.76 * width)}" height="${nn.at(height)}"/>`;
    };
    return `<rect class="at-now" x="${nn.at(LEFT + step * width)}" y="${top}" width="${nn.at(width)}" height="${HEIGHT}"/>` +
      rows.map(bar).join("") + `<path class="nn-axis" d="M${LEFT} ${top + HEIGHT}h${WIDTH}"/>` +
      nn.text(LEFT, top - 8, title, { anchor: "start", kind: "" }) +
      nn.text(LEFT + WIDTH, top - 8, `at most ${grouped(most)}`, { anchor: "end" });
  }

  function picture(s) {
    const { rows } = read(s.layers);
    if (!rows.length) return nn.text(160, 120, "no network", { kind: "" });
    const legend = LEGEND.map(([name, of], i) => `<rect class="${of}" x="${10 + 82 * i}" y="231" width="11" height="11"/>` +
      nn.text(25 + 82 * i, 241, name, { anchor: "start" }));
    return CHARTS.map((chart) => bars(chart, rows, s.step)).join("") + legend.join("");
  }

  // A click on a column chooses its layer.
  function pick(x, _, s) {
    const { rows } = read(s.layers);
    const step = Math.floor(((x - LEFT) / WIDTH) * rows.length);
    return step >= 0 && step < rows.length ? { step } : null;
  }

  const STYLE = `
.at-other { fill: var(--nn-muted) }
.at-now { fill: var(--nn-line); fill-opacity: 0.3 }
`;

  // ---- Words ----------------------------------------------------------------------------------------

  const times = (shape) => shape.map(grouped).join(" × ");
  const sees = (pixels) => (pixels ? (pixels[0] === pixels[1] ? grouped(pixels[0]) : times(pixels)) : "all");

  function lengthFormula(name, { n, F, S, D, before, after, length }) {
    const padding = before + after ? ` + ${before} + ${after}` : "";
    return `<p class="nn-filled">${name}: ⌊(${n}${padding} − ${D}·(${F}−1) − 1)/${S}⌋ + 1 = <b>${length}</b></p>`;
  }

  function fieldFormula(row, before) {
    if (!row.axes || !before.field) return "";
    const grown = (a) => `${before.field[a]} + ${row.window.dilation[a]}·(${row.window.kernel[a]}−1)·${before.step[a]} ` +
      `= <b>${row.field[a]}</b>`;
    const square = grown(0) === grown(1);
    return `<p class="nn-filled">sees ${square ? grown(0) : `${grown(0)}<br>by ${grown(1)}`} pixels</p>`;
  }

  function explained(rows, step) {
    const row = rows[step];
    const sizes = (row.axes || []).map((a, i) => lengthFormula(["height", "width"][i], a)).join("");
    const parameters = row.counted ? `<p>parameters: ${row.counted} = <b>${grouped(row.parameters)}</b></p>` : "";
    return `<div class="nn-say"><p class="nn-pass">${step ? `Layer ${step}: ` : ""}${nn.escaped(row.line)}</p>` +
      `<p>output ${times(row.shape)}</p>${sizes}${parameters}${step ? fieldFormula(row, rows[step - 1]) : ""}</div>`;
  }

  function table(rows, step) {
    const cells = ({ line, shape, parameters, field: pixels }, k) =>
      `<tr${k === step ? ' class="nn-current" aria-current="step"' : ""}><td>${nn.escaped(line)}</td>` +
      `<td>${shape.map(grouped).join("×")}</td><td>${grouped(parameters)}</td><td>${sees(pixels)}</td></tr>`;
    const total = rows.reduce((sum, { parameters }) => sum + parameters, 0);
    return `<table><tr><th>layer</th><th>output</th><th>parameters</th><th>sees</th></tr>${rows.map(cells).join("")}` +
      `<tr><td>total</td><td></td><td><b>${grouped(total)}</b></td><td></td></tr></table>`;
  }

  function words(s) {
    const { rows, problem } = read(s.layers);
    const wrong = problem ? `<p><b>${problem.line ? `In “${nn.escaped(problem.line)}”: ` : ""}` +
      `${nn.escaped(problem.why)}</b></p>` : "";
    return wrong + (rows.length ? explained(rows, s.step) + table(rows, s.step) : "");
  }

  // ---- Presets ----------------------------------------------------------------------------------------

  const block = (convolutions, filters) =>
    [...Array(convolutions).fill(`conv ${filters} 3x3 padding=1`), "max_pool 2x2"];
  const VGG_16 = ["input 3x224x224", ...block(2, 64), ...block(2, 128), ...block(3, 256), ...block(3, 512),
    ...block(3, 512), "flatten", "dense 4096", "dense 4096", "dense 1000"].join("\n");
  const DEEPID2 = "input 20x26x22\nconv 40 3x3\nmax_pool 2x2 stride=2";
  const DIGITS = ["input 1x28x28", "conv 8 3x3 padding=1", "relu", "max_pool 2x2", "conv 16 3x3 padding=1",
    "relu", "max_pool 2x2", "flatten", "dense 10"].join("\n");

  nn.figure({
    name: "architecture-table",
    title: "A network as a list of layers, with the size of each output and the parameters of each layer.",
    description:
      "Bars for the input, the convolution and the pooling of the DeepID2 block. The convolution " +
      "has the largest output, 19,200 numbers, and all 7,240 parameters.",
    size: [320, 250],
    style: STYLE,
    parameters: {
      layers: {
        label: "one layer a line", value: DEEPID2, text: 1500, lines: 9,
        presets: { deepid2: ["DeepID2 block", DEEPID2], digits: ["Small CNN", DIGITS], vgg16: ["VGG-16", VGG_16] },
      },
    },
    steps: { last, milliseconds: 1500, start: 1 },
    picture,
    words,
    pick,
    arithmetic: { read },
  }, inNode ? module : null);
})();
