// What a cell shows, as elements of the page. HTML is cleaned: it comes from code that somebody wrote.
import DOMPurify from "dompurify";

const CLEAN = {
  USE_PROFILES: { html: true },
  FORBID_TAGS: ["audio", "button", "form", "img", "input", "picture", "select", "source", "style", "textarea", "video"],
  FORBID_ATTR: ["id", "name", "srcset"],
};
const make = (tag, properties) => Object.assign(document.createElement(tag), properties);

// hintOf(task, number): the page's own element with that hint, its formulas typeset.
export function show(place, output, hintOf) {
  if (output.kind === "text" || output.kind === "error") return addText(place, output);
  place.append(MAKE[output.kind](output, hintOf));
}

function addText(place, { kind, text }) {
  const last = place.lastElementChild;
  if (last?.dataset.kind === kind) { last.append(text); return; }
  const block = make("pre", { className: `work-${kind}`, textContent: text, tabIndex: 0 });
  block.dataset.kind = kind;
  place.append(block);
}

const MAKE = {
  html: ({ text }) => make("div", { className: "work-html", innerHTML: DOMPurify.sanitize(text, CLEAN) }),
  png: ({ data, alt }) => make("img", { src: `data:image/png;base64,${data}`, alt }),
  markdown: ({ text }, hintOf) => hint(text, hintOf) ?? make("p", { className: "work-markdown", innerHTML: DOMPurify.sanitize(inline(text), CLEAN) }),
};

function hint(text, hintOf) {
  const [title, number, task] = text.match(/^\*\*(?:Hint (\d+) of \d+) for `(\w+)`\.\*\*/) ?? [];
  const body = title && hintOf(task, Number(number));
  if (!body) return null;
  const shown = make("div", { className: "work-markdown", innerHTML: inline(title) });
  const copy = body.cloneNode(true);
  copy.querySelector("summary").remove();
  shown.append(...copy.childNodes);
  return shown;
}

function inline(text) {
  const safe = make("i", { textContent: text }).innerHTML;
  return safe.replace(/\*\*(.+?)\*\*/g, "<strong>$1</strong>").replace(/`(.+?)`/g, "<code>$1</code>");
}
