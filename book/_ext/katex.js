// Typesets formulas with KaTeX: node katex.js DIRECTORY-OF-KATEX
// Each line of input is {"tex", "display"}; each line of output is {"html"} or {"error"}.
// What is not LaTeX is an error, since notebooks show the same formulas with MathJax.
"use strict";
const katex = require(process.argv[2]);

function answer({ tex, display }) {
  try {
    return { html: katex.renderToString(tex, { displayMode: display, strict: "error" }) };
  } catch (error) {
    return { error: error.rawMessage ?? error.message };
  }
}

require("node:readline")
  .createInterface({ input: process.stdin })
  .on("line", (line) => console.log(JSON.stringify(answer(JSON.parse(line)))));
