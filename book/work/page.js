// An exercise's page as a place to work in. `open` is called once, when the reader asks for it.
import { button, Cell } from "./cell.js";
import { BLOCKED, FULL, Kept } from "./kept.js";
import { asFile, filled, roleOf, textOf, textsFrom } from "./notebook.js";
import { Runs } from "./runs.js";

const ELSEWHERE = "This exercise was changed in another tab or window. Nothing more is kept from here: reload this page to go on with that.";
const REPLACE = "Replace what you have written on this page by what is in the notebook?";
const PANEL = `
  <p class="work-progress"></p><p class="work-tools"></p>
  <p class="work-status" role="status"></p><p class="work-warning" role="alert"></p>
  <p class="work-keys"><kbd>Ctrl</kbd> (on a Mac <kbd>⌘</kbd>) with <kbd>Enter</kbd> checks. <kbd>Esc</kbd> leaves the editor, so that <kbd>Tab</kbd> moves on. What you type stays in this browser. To hand it in, download your notebook.</p>`;

const at = (address) => new URL(address, import.meta.url).href;
const make = (tag, properties) => Object.assign(document.createElement(tag), properties);

export async function open(panel) {
  const { slug, notebook, needs } = panel.dataset;
  const answer = await fetch(notebook);
  if (!answer.ok) throw new Error(`the notebook did not come: ${answer.status}`);
  return new Workbench(panel, slug, await answer.json(), JSON.parse(needs));
}

class Workbench {
  // needs: {task: the packages it needs that no browser has}
  constructor(panel, slug, notebook, needs) {
    Object.assign(this, { panel, slug, notebook, needs });
    this.store = new Kept(slug);
    const { texts, results } = this.store.read();
    this.results = results;
    this.cells = notebook.cells.filter((cell) => cell.cell_type === "code").map((cell, i) => new Cell(cell, i + 1));
    this.runs = this.makeRuns();
    this.addPanel();
    for (const cell of this.cells) this.prepare(cell, texts[cell.id]);
    this.written = notebook.cells.filter((cell) => roleOf(cell) === "written").map((cell) => this.addAnswer(cell, texts[cell.id]));
    this.count();
    this.runs.start();
    addEventListener("pagehide", () => this.keep());
    addEventListener("storage", (event) => { if (event.key === this.store.key) this.yield(); });
  }

  makeRuns() {
    const settings = { address: at(PYODIDE), wheel: at(WHEEL), slug: this.slug, figures: FIGURES };
    return new Runs(this.cells, this.results, { worker: at(WORKER), settings }, {
      onState: (text) => { this.status.textContent = text; },
      onTrouble: (text) => this.warn(text),
      hintOf: (task, number) => this.hints(task)[number - 1],
    });
  }

  // The panel above the text: how far the reader is, and the notebook as a file.
  addPanel() {
    this.panel.innerHTML = PANEL;
    let tools;
    [this.progress, tools, this.status, this.warning] = this.panel.children;
    const file = make("input", { type: "file", accept: ".ipynb", hidden: true });
    file.addEventListener("change", () => this.take(file));
    tools.append(button("Download my notebook", () => this.download()), button("Import a notebook", () => file.click()), file);
  }

  prepare(cell, kept) {
    const actions = { run: () => this.runs.run(cell), stop: () => this.runs.stop(cell) };
    if (cell.role === "given") cell.addTools(actions);
    if (cell.role !== "solution") return;
    const task = this.runs.checkOf(cell)?.task;
    const needs = this.needs[task];
    cell.open(kept ?? cell.original, {
      ...actions,
      check: task && !needs && (() => this.check(cell)),
      hint: this.hints(task).length && (() => this.hint(cell, task)),
      reset: () => this.reset(cell),
      onChange: () => this.changed(cell),
    });
    this.mark(cell);
    if (needs) cell.say(`This task needs ${needs}, which does not run in a browser: check it on Colab or in Jupyter.`);
  }

  addAnswer(cell, kept = "") {
    const area = make("textarea", { className: "work-answer", rows: 6, value: kept, placeholder: "Write your answer here." });
    area.setAttribute("aria-label", "Your answer");
    area.addEventListener("input", () => this.changed());
    const paragraph = document.getElementById(`cell-${cell.id}`);
    paragraph.hidden = true;
    paragraph.after(area);
    return { id: cell.id, original: textOf(cell), area };
  }

  async check(cell) {
    if (!await this.runs.check(cell)) return;
    this.warn("");
    this.mark(cell);
    this.count();
    this.keep();
  }

  // Hints are the page's own, opened one after the other.
  hints(task) {
    const found = [];
    let next = this.cells.find((cell) => task && cell.task === task)?.element.nextElementSibling;
    for (; next?.tagName === "DETAILS"; next = next.nextElementSibling) found.push(next);
    return found;
  }

  hint(cell, task) {
    const hints = this.hints(task);
    const next = hints.find((hint) => !hint.open);
    if (!next) { cell.say(`You have seen all ${hints.length} hints.`); return; }
    next.open = true;
    next.querySelector("summary").focus();
  }

  // What the student has typed, and how the checks went.
  changed(cell) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.keep(), 300);
    if (cell && !this.runs.busy) this.mark(cell);
    this.count();
  }

  resultOf(cell) { return this.results[this.runs.checkOf(cell)?.id]; }
  holds(cell) {
    const result = this.resultOf(cell);
    return result && result.text === cell.text && result.score === result.points;
  }

  mark(cell) {
    const result = this.resultOf(cell);
    if (!result) return cell.say("");
    if (result.text !== cell.text) return cell.say("Changed since the last check.");
    const points = `${result.score} of ${result.points} points`;
    return this.holds(cell) ? cell.say(`✓ ${points}`, "good") : cell.say(points);
  }

  count() {
    const tasks = this.cells.filter((cell) => cell.role === "solution" && this.runs.checkOf(cell));
    this.progress.textContent = `${tasks.filter((cell) => this.holds(cell)).length} of ${tasks.length} tasks hold`;
  }

  // {id: text} of all that the student fills; an empty answer stands as it was handed out.
  get typed() {
    const solutions = this.cells.filter((cell) => cell.view).map((cell) => [cell.id, cell.text]);
    const answers = this.written.map(({ id, original, area }) => [id, area.value.trim() ? area.value : original]);
    return Object.fromEntries([...solutions, ...answers]);
  }

  get changes() {
    const original = new Map(this.notebook.cells.map((cell) => [cell.id, textOf(cell)]));
    return Object.fromEntries(Object.entries(this.typed).filter(([id, text]) => text !== original.get(id)));
  }

  keep() {
    clearTimeout(this.waiting);
    if (this.elsewhere) return;
    const said = this.store.write({ texts: this.changes, results: this.results });
    if (said || [FULL, BLOCKED].includes(this.warning.textContent)) this.warn(said);
  }

  // Another tab keeps this exercise now: what this one holds must not overwrite it.
  yield() {
    this.elsewhere = true;
    this.warn("");
  }

  reset(cell) {
    if (!cell.isChanged) { cell.say("Nothing was changed here."); return; }
    if (!confirm(`Throw away what you wrote for ${cell.name}?`)) return;
    cell.replace(cell.original);
    cell.clear();
    cell.say("Reset. Ctrl + Z in the editor brings your code back.");
  }

  // The notebook as a file.
  download() {
    const file = new Blob([asFile(filled(this.notebook, this.typed))], { type: "application/x-ipynb+json" });
    const link = make("a", { href: URL.createObjectURL(file), download: `${this.slug}.ipynb` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  async take(input) {
    const [file] = input.files;
    this.warn("");
    try {
      const texts = textsFrom(await file.text(), this.notebook);
      if (Object.keys(this.changes).length && !confirm(REPLACE)) return;
      this.put(texts);
      this.status.textContent = `Taken over from ${file.name}.`;
    } catch (error) {
      this.warn(error.message);
    } finally {
      input.value = "";
    }
  }

  put(texts) {
    for (const cell of this.cells) if (cell.view && cell.id in texts) cell.replace(texts[cell.id]);
    for (const { id, original, area } of this.written) if (id in texts) area.value = texts[id] === original ? "" : texts[id];
    this.keep();
  }

  warn(text) { this.warning.textContent = this.elsewhere ? ELSEWHERE : text; }
}
