// An expression as a computation graph: values forward, gradients back, step by step (chapter 5).
(function () {
  "use strict";
  const inNode = typeof module === "object";
  const nn = inNode ? require("./base.js") : window.nnFigures;

  // ---- Arithmetic: operations ---------------------------------------------------------------------

  // f of the parents' values; slopes, one a parent, from those values and the result.
  const OPERATIONS = {
    "+": { f: (a, b) => a + b, slopes: () => [1, 1], say: "It goes on to both, unchanged." },
    "-": {
      f: (a, b) => a - b, slopes: () => [1, -1],
      say: "It goes on to the first unchanged, to the second with a minus sign.",
    },
    "*": {
      f: (a, b) => a * b, slopes: ([a, b]) => [b, a],
      say: "Each factor gets it times the other factor.",
    },
    "/": {
      f: (a, b) => a / b, slopes: ([a, b]) => [1 / b, -a / (b * b)],
      say: "Above the line it goes times 1/b, below it times −a/b².",
    },
    max: {
      f: Math.max, slopes: ([a, b]) => (a >= b ? [1, 0] : [0, 1]), say: "The larger gets all of it.",
    },
    neg: { f: (a) => -a, slopes: () => [-1], say: "It goes on with a minus sign." },
    relu: {
      f: (a) => Math.max(a, 0), slopes: ([a]) => [a > 0 ? 1 : 0],
      say: "It goes on if the input is positive, and stops if not.",
    },
    exp: { f: Math.exp, slopes: (_, e) => [e], say: "It goes on times the result itself." },
    log: { f: Math.log, slopes: ([a]) => [1 / a], say: "It goes on divided by the input." },
    tanh: {
      f: Math.tanh, slopes: (_, t) => [1 - t * t],
      say: "It goes on times 1 − t², t the result.",
    },
    sigmoid: {
      f: (a) => 1 / (1 + Math.exp(-a)), slopes: (_, s) => [s * (1 - s)],
      say: "It goes on times s (1 − s), s the result.",
    },
  };
  const NAMES = Object.keys(OPERATIONS).filter((name) => /^[a-z]/.test(name) && name !== "neg");
  const VARIABLES = ["a", "b", "c"];

  // ---- Arithmetic: from text to a graph -----------------------------------------------------------

  const MOST_NODES = 14;
  const DEEPEST = 6;

  // How many operations lead to each node.
  const depths = (nodes) => {
    const found = [];
    for (const { parents } of nodes) found.push(parents ? 1 + Math.max(...parents.map((k) => found[k])) : 0);
    return found;
  };

  // The nodes in the order of the forward pass: {op, parents}, {variable} or {constant}. A
  // variable is one node however often it is used. Throws what is wrong, in words.
  function parse(text) {
    const tokens = text.replace(/^\s*[a-z]\s*=/, "").match(/\d+\.?\d*|\.\d+|[a-z]+|\S/g) || [];
    const nodes = [];
    let next = 0;
    const add = (node) => {
      if (nodes.length === MOST_NODES) throw `More than ${MOST_NODES} nodes do not fit here.`;
      return nodes.push(node) - 1;
    };
    const expect = (token) => {
      if (tokens[next++] !== token)
        throw `Here a “${token}” is missing: ${tokens.slice(0, next - 1).join(" ")} …`;
    };

    // Operations of one precedence, from left to right: operand (symbol operand)*.
    const row = (symbols, operand) => () => {
      let left = operand();
      while (symbols.includes(tokens[next])) {
        const op = tokens[next++];
        left = add({ op, parents: [left, operand()] });
      }
      return left;
    };

    function call(op) {
      expect("(");
      const parents = [sum()];
      if (op === "max") expect(","), parents.push(sum());
      expect(")");
      return add({ op, parents });
    }

    function unit() {
      const token = tokens[next++];
      if (token === undefined) throw "The expression ends too early.";
      if (token === "(") {
        const inner = sum();
        expect(")");
        return inner;
      }
      if (token === "-") return add({ op: "neg", parents: [unit()] });
      if (NAMES.includes(token)) return call(token);
      if (VARIABLES.includes(token)) {
        const known = nodes.findIndex(({ variable }) => variable === token);
        return known < 0 ? add({ variable: token }) : known;
      }
      if (/^[\d.]/.test(token) && Number.isFinite(Number(token))) return add({ constant: Number(token) });
      throw `“${token}” is not known here; there are ${VARIABLES.join(", ")}, numbers, ` +
        `+ − * / and ${NAMES.join(", ")}.`;
    }

    const product = row("*/", unit);
    const sum = row("+-", product);
    sum();
    if (next < tokens.length) throw `“${tokens[next]}” is one too many.`;
    if (Math.max(...depths(nodes)) > DEEPEST) throw `More than ${DEEPEST} operations in a row do not fit here.`;
    return nodes;
  }

  // Values in order, then gradients by going through the nodes backwards.
  function differentiate(nodes, given) {
    const values = [];
    for (const { op, parents, variable, constant } of nodes)
      values.push(op ? OPERATIONS[op].f(...parents.map((k) => values[k])) : variable ? given[variable] : constant);
    const gradients = nodes.map(() => 0);
    gradients[nodes.length - 1] = 1;
    for (let k = nodes.length - 1; k >= 0; k--) {
      const { op, parents } = nodes[k];
      if (!op) continue;
      const slopes = OPERATIONS[op].slopes(parents.map((parent) => values[parent]), values[k]);
      parents.forEach((parent, i) => (gradients[parent] += gradients[k] * slopes[i]));
    }
    return { values, gradients };
  }

  const readable = (text) => {
    try {
      return { nodes: parse(text) };
    } catch (problem) {
      return { nodes: [], problem };
    }
  };

  // ---- Steps: forward through the operations, 1 for the result's own gradient, and back -------------

  const operations = (nodes) => nodes.map((_, k) => k).filter((k) => nodes[k].op);
  const last = (s) => {
    const { nodes } = readable(s.expression);
    return nodes.length && 2 * operations(nodes).length + 1;
  };

  // What is known at a step: whether node k has its value, and its gradient so far.
  function at(nodes, given, step) {
    const order = operations(nodes);
    const count = order.length;
    const { values, gradients } = differentiate(nodes, given);
    const hasValue = nodes.map(({ op }, k) => !op || order.indexOf(k) < step);
    const done = step > count ? [...order].reverse().slice(0, step - count - 1) : [];
    // A gradient may be incomplete on the way: sum what the finished operations have sent.
    const soFar = nodes.map((_, k) => (k === nodes.length - 1 && step > count ? 1 : null));
    for (const k of done) {
      const { op, parents } = nodes[k];
      const slopes = OPERATIONS[op].slopes(parents.map((p) => values[p]), values[k]);
      parents.forEach((p, i) => (soFar[p] = (soFar[p] ?? 0) + gradients[k] * slopes[i]));
    }
    const active = step === 0 ? -1 : step <= count ? order[step - 1] : done.at(-1) ?? nodes.length - 1;
    return { values, hasValue, soFar, active, back: step > count, seed: step === count + 1, count };
  }

  // ---- Drawing ----------------------------------------------------------------------------------------

  const BOX = { width: 58, height: 44 };

  // Sets `across` in a layer: an operation beside the middle of its parents, none on another.
  function stack(layer, nodes, places) {
    const mean = (numbers) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
    const wish = ({ parents }) => parents && mean(parents.map((p) => places[p].across));
    const wishes = layer.map((k) => wish(nodes[k])).filter((across) => across !== undefined);
    const middle = wishes.length ? mean(wishes) : 0;
    layer.forEach((k, i) => {
      const own = wish(nodes[k]) ?? middle + i - (layer.length - 1) / 2;
      places[k].across = i ? Math.max(own, places[layer[i - 1]].across + 1) : own;
    });
  }

  // Layers by depth; a leaf stands right before what first uses it.
  function layered(nodes) {
    const depth = depths(nodes);
    nodes.forEach(({ op }, k) => {
      const users = nodes.map((_, u) => u).filter((u) => nodes[u].parents?.includes(k));
      if (!op && users.length) depth[k] = Math.min(...users.map((u) => depth[u])) - 1;
    });
    const places = depth.map((along) => ({ along, across: 0 }));
    for (let d = 0; d <= Math.max(...depth); d++)
      stack(nodes.map((_, k) => k).filter((k) => depth[k] === d), nodes, places);
    return places;
  }

  // From the left to the right, or from the top down where that leaves the boxes larger. A
  // graph that is too large for the picture is drawn smaller.
  function places(nodes) {
    const found = layered(nodes);
    const centred = (key, unit) => {
      const numbers = found.map((place) => place[key]);
      const middle = (Math.min(...numbers) + Math.max(...numbers)) / 2;
      return numbers.map((number) => (number - middle) * unit);
    };
    const layout = (xs, ys) => {
      const [x, y] = [xs, ys].map((numbers) => Math.max(1, ...numbers.map(Math.abs)));
      return { where: xs.map((_, k) => ({ x: xs[k], y: ys[k] })), scale: Math.min(1, 126 / x, 122 / y) };
    };
    const last = Math.max(...found.map(({ along }) => along));
    const right = layout(centred("along", Math.max(66, 252 / Math.max(1, last))), centred("across", 56));
    const down = layout(centred("across", 66), centred("along", 58));
    return down.scale > right.scale ? down : right;
  }

  const SIGNS = { "*": "×", "-": "−", "/": "÷", neg: "−" };
  const label = ({ op, variable, constant }) => (op ? SIGNS[op] ?? op : variable ?? nn.number(constant));
  const short = (value) => (Number.isNaN(value) ? "none" : nn.number(value).replaceAll("\u00a0", ""));

  function box(node, { x, y }, k, now) {
    const [left, top] = [x - BOX.width / 2, y - BOX.height / 2];
    const marked = k === now.active ? (now.back ? " ge-back" : " ge-forth") : "";
    const noGradient = now.soFar[k] === null || "constant" in node;
    return `<rect class="ge-box${marked}" x="${nn.at(left)}" y="${nn.at(top)}" ` +
      `width="${BOX.width}" height="${BOX.height}" rx="4"/>` +
      nn.text(x, top + 13, label(node), { kind: "ge-op" }) +
      nn.text(x, top + 26, now.hasValue[k] ? short(now.values[k]) : "?", { kind: "ge-value" }) +
      (noGradient ? "" : nn.text(x, top + 39, short(now.soFar[k]), { kind: "ge-gradient" }));
  }

  function edges(nodes, where, now) {
    return nodes.flatMap(({ parents = [] }, k) => parents.map((p) => {
      const way = k !== now.active ? "" : !now.back ? " ge-forth" : now.seed ? "" : " ge-back";
      return `<path class="ge-edge${way}" d="${nn.path([p, k].map((n) => [where[n].x, where[n].y]))}"/>`;
    })).join("");
  }

  function picture(s) {
    const { nodes } = readable(s.expression);
    if (!nodes.length) return nn.text(160, 150, "no graph", { kind: "" });
    const now = at(nodes, s, s.step);
    const { where, scale } = places(nodes);
    return `<g transform="translate(160 150) scale(${nn.at(100 * scale) / 100})">` +
      edges(nodes, where, now) + nodes.map((node, k) => box(node, where[k], k, now)).join("") + "</g>" +
      nn.text(8, 312, "upright: value", { anchor: "start" }) +
      nn.text(312, 312, "slanted: gradient of the result", { anchor: "end", kind: "ge-gradient" });
  }

  const STYLE = `
.ge-box { fill: var(--nn-panel); stroke: var(--nn-line) }
.ge-box.ge-forth { stroke: var(--nn-forward); stroke-width: 3 }
.ge-box.ge-back { stroke: var(--nn-backward); stroke-width: 3; stroke-dasharray: 6 3 }
.ge-edge { fill: none; stroke: var(--nn-line); stroke-width: 1.5 }
.ge-edge.ge-forth { stroke: var(--nn-forward); stroke-width: 4 }
.ge-edge.ge-back { stroke: var(--nn-backward); stroke-width: 4; stroke-dasharray: 8 4 }
.ge-op { font-weight: bold }
.ge-gradient { font-size: 11px; font-style: italic; fill: var(--nn-backward-ink) }
`;

  // ---- Words --------------------------------------------------------------------------------------------

  const infix = (op) => /^\W$/.test(op);
  function formula(op, parts) {
    const shown = parts.map((part) => (part.startsWith("−") ? `(${part})` : part));
    if (op === "neg") return `−${shown[0]}`;
    return infix(op) ? shown.join(` ${label({ op })} `) : `${op}(${parts.join(", ")})`;
  }

  function now(s, nodes) {
    const { values, soFar, active, back, seed, count } = at(nodes, s, s.step);
    const title = `<p class="nn-pass">${s.step === 0 ? "Before the forward pass" :
      back ? `Backward, step ${s.step} of ${2 * count + 1}` : `Forward, step ${s.step} of ${2 * count + 1}`}</p>`;
    if (s.step === 0) return `${title}<p>The variables and numbers are given. Step goes forward.</p>`;
    if (seed) return `${title}<p>The result’s gradient with respect to itself is <b>1</b>.</p>`;
    const { op, parents } = nodes[active];
    if (!back) {
      const filled = formula(op, parents.map((p) => nn.number(values[p])));
      return `${title}<p>${filled} = <b>${nn.number(values[active])}</b></p>`;
    }
    const to = [...new Set(parents)].filter((p) => !("constant" in nodes[p]))
      .map((p) => `${label(nodes[p])} now has <b>${nn.number(soFar[p])}</b>`);
    return `${title}<p>${label(nodes[active])} has the gradient ${nn.number(soFar[active])}.
      ${OPERATIONS[op].say}</p>${to.length ? `<p>So ${to.join(" and ")}.</p>` : ""}`;
  }

  function words(s) {
    const { nodes, problem } = readable(s.expression);
    if (problem) return `<p>${nn.escaped(problem)}</p>`;
    if (s.step < last(s)) return now(s, nodes);
    const { gradients } = differentiate(nodes, s);
    const found = nodes.flatMap(({ variable }, k) =>
      variable ? [`d/d${variable} = <b>${nn.number(gradients[k])}</b>`] : []);
    return `${now(s, nodes)}<p>All derivatives: ${found.join(", ") || "no variable, so none"}.</p>`;
  }

  const uses = (name) => (s) => readable(s.expression).nodes.some(({ variable }) => variable === name);
  const variable = (name, value) => ({ label: name, value, min: -5, max: 5, step: 0.1, when: uses(name) });

  nn.figure({
    name: "graph-editor",
    title: "An expression as a computation graph, with values forward and gradients back.",
    description:
      "d = 2 a + b · 3 c for a = 4, b = −1 and c = 2: the values lead to 2; the gradients, 2 for a, " +
      "6 for b and −3 for c, come back along the same edges.",
    size: [320, 320],
    style: STYLE,
    parameters: {
      expression: { label: "d =", value: "2*a + b*3*c", text: 60 },
      a: variable("a", 4),
      b: variable("b", -1),
      c: variable("c", 2),
    },
    steps: { last, milliseconds: 1500 },
    picture,
    words,
    still: { step: 1e6 },
    arithmetic: { parse, differentiate, at, operations },
  }, inNode ? module : null);
})();
