// Where a convolution's window stands, and how many outputs that makes (chapter 12).
(function () {
  "use strict";
  const inNode = typeof module === "object";
  const nn = inNode ? require("./base.js") : window.nnFigures;
  const { at, text } = nn;

  // ---- Arithmetic: lengths along one axis; rows and columns are alike -------------------------

  const span = ({ F, D }) => D * (F - 1) + 1;
  const padded = ({ H, P }) => H + 2 * P;

  // floor((H + 2P - D (F - 1) - 1) / S) + 1, or 0 if the kernel does not fit.
  const outputLength = (s) =>
    span(s) > padded(s) ? 0 : Math.floor((padded(s) - span(s)) / s.S) + 1;

  // The places in the padded input that output number `out` reads.
  const taps = ({ F, S, D }, out) => Array.from({ length: F }, (_, k) => out * S + k * D);

  // The places in the padded input, from 0, that no output reads.
  function neverRead(s) {
    const read = new Set(Array.from({ length: outputLength(s) }, (_, o) => taps(s, o)).flat());
    return Array.from({ length: padded(s) }, (_, i) => i).filter((i) => !read.has(i));
  }

  // Output number `step`, counted along the rows, as [row, column].
  const place = (s) => [Math.floor(s.step / outputLength(s)), s.step % outputLength(s)];

  // ---- Drawing ----------------------------------------------------------------------------------

  const INPUT = { left: 10, top: 24, side: 198 };
  const OUTPUT = { left: 222, top: 24, side: 88 };
  const LARGEST_CELL = 28;

  // A square of n x n cells in its box, with kind(row, column) as each cell's class.
  function cells({ left, top, side }, n, kind) {
    const size = Math.min(LARGEST_CELL, side / n);
    const all = [];
    for (let r = 0; r < n; r++)
      for (let c = 0; c < n; c++)
        all.push(`<path class="ca-${kind(r, c)}" d="M${at(left + c * size)} ${at(top + r * size)}` +
          `h${at(size)}v${at(size)}h${at(-size)}z"/>`);
    return all.join("");
  }

  function inputKind(s) {
    const unread = new Set(neverRead(s));
    const [row, column] = place(s).map((out) => new Set(outputLength(s) ? taps(s, out) : []));
    const isPadding = (i) => i < s.P || i >= s.P + s.H;
    return (r, c) => {
      if (row.has(r) && column.has(c)) return isPadding(r) || isPadding(c) ? "tap ca-zero" : "tap";
      const padding = isPadding(r) || isPadding(c) ? "padding" : "input";
      return unread.has(r) || unread.has(c) ? `${padding} ca-unread` : padding;
    };
  }

  function frameSVG(s) {
    const size = Math.min(LARGEST_CELL, INPUT.side / padded(s));
    const [row, column] = place(s);
    const length = at(span(s) * size);
    return `<rect class="ca-window" x="${at(INPUT.left + column * s.S * size)}" ` +
      `y="${at(INPUT.top + row * s.S * size)}" width="${length}" height="${length}"/>`;
  }

  const LEGEND = [["tap", "read by this output"], ["input ca-unread", "never read"],
    ["padding", "padding, zeros"]]
    .map(([kind, name], i) => `<path class="ca-${kind}" d="M${10 + [0, 128, 212][i]} 233h11v11h-11z"/>` +
      text(25 + [0, 128, 212][i], 243, name, { anchor: "start" })).join("");

  function picture(s) {
    const n = outputLength(s);
    const name = (box, what, size) =>
      text(box.left, 16, `${what} ${size} × ${size}`, { anchor: "start", kind: "" });
    const current = (r, c) => (r === place(s)[0] && c === place(s)[1] ? "now" : "output");
    const output = n ? cells(OUTPUT, n, current) :
      text(OUTPUT.left, 40, "It does not fit.", { anchor: "start", kind: "" });
    return name(INPUT, s.P ? "padded input" : "input", padded(s)) +
      cells(INPUT, padded(s), inputKind(s)) + (n ? frameSVG(s) : "") +
      name(OUTPUT, "output", n) + output + LEGEND;
  }

  const STYLE = `
.ca-input, .ca-padding, .ca-output { fill: var(--nn-panel); stroke: var(--nn-line) }
.ca-padding { fill: var(--nn-line); fill-opacity: 0.35; stroke-dasharray: 2 2 }
.ca-unread { fill: var(--nn-backward); fill-opacity: 0.45; stroke-dasharray: none }
.ca-tap, .ca-now { fill: var(--nn-forward); stroke: var(--nn-panel) }
.ca-zero { fill-opacity: 0.55 }
.ca-window { fill: none; stroke: var(--nn-ink); stroke-width: 2.5 }
`;

  // ---- Words ------------------------------------------------------------------------------------

  const listed = (places) => places.map((i) => i + 1).join(", ").replace(/, (\d+)$/, " and $1");

  function formula(s) {
    const { H, F, S, P, D } = s;
    const inner = padded(s) - span(s);
    return `<p class="nn-filled">⌊(H + 2P − D(F−1) − 1)/S⌋ + 1<br>` +
      `= ⌊(${H} + 2·${P} − ${D}·(${F}−1) − 1)/${S}⌋ + 1<br>` +
      `= ⌊${nn.minus(String(inner))}/${S}⌋ + 1` +
      (inner < 0 ? "</p>" : ` = <b>${outputLength(s)}</b></p>`);
  }

  function words(s) {
    const n = outputLength(s);
    if (!n) return `${formula(s)}<p><b>The kernel does not fit</b>: it spans ${span(s)} pixels, ` +
      `but the padded input has ${padded(s)}.</p>`;
    const [row, column] = place(s);
    const unread = neverRead(s);
    const [rows, columns] = s.F === 1 ? ["row", "column"] : ["rows", "columns"];
    const which = unread.length === 1 ? "Row and column" : "Rows and columns";
    return `${formula(s)}
      <p>Output ${s.step + 1} of ${n * n}, in row ${row + 1} and column ${column + 1}, reads ${rows}
      ${listed(taps(s, row))} and ${columns} ${listed(taps(s, column))} of the
      ${s.P ? "padded " : ""}input.</p>` +
      (unread.length ? `<p>${which} ${listed(unread)} are never read.</p>` : "");
  }

  const size = (label, value, min, max) => ({ label, value, min, max, step: 1 });

  nn.figure({
    name: "convolution-arithmetic",
    title: "A convolution’s window on its way over a square input.",
    description:
      "A 7 by 7 input and a 3 by 3 kernel with stride 3: the window has two places along each " +
      "axis, the output is 2 by 2, and the last row and column are never read.",
    size: [320, 254],
    style: STYLE,
    parameters: {
      H: size("input H", 7, 1, 12),
      F: size("kernel F", 3, 1, 7),
      S: size("stride S", 1, 1, 4),
      P: size("padding P", 0, 0, 3),
      D: size("dilation D", 1, 1, 3),
    },
    steps: { last: (s) => Math.max(0, outputLength(s) ** 2 - 1), milliseconds: 600 },
    picture,
    words,
    still: { S: 3, step: 1 },
    arithmetic: { outputLength, taps, neverRead },
  }, inNode ? module : null);
})();
