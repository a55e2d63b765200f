// One code cell of the page: its code (an editor, where the student writes), its buttons, what it showed.
import { edit, replace } from "./editor.js";
import { roleOf, taskOf, textOf } from "./notebook.js";
import { show } from "./output.js";

export function button(label, act, more = {}) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: label, ...more });
  made.addEventListener("click", act);
  return made;
}

export class Cell {
  // number: of the code cell in the notebook, for messages.
  constructor(cell, number) {
    this.id = cell.id;
    this.role = roleOf(cell);
    this.task = this.role === "check" ? taskOf(cell) : undefined;
    this.original = textOf(cell);
    this.name = this.role === "solution" ? cell.id : `cell ${number}`;
    this.element = document.getElementById(`cell-${cell.id}`);
    this.outputs = Object.assign(document.createElement("div"), { className: "work-outputs" });
    this.element.append(this.outputs);
  }

  get text() { return this.view ? this.view.state.doc.toString() : this.original; }
  get isChanged() { return this.text !== this.original; }

  replace(text) { if (text !== this.text) replace(this.view, text); }

  // Puts an editor in place of the code. actions: {onChange, check, run, hint, reset, stop}.
  open(text, actions) {
    const input = this.element.querySelector(".cell_input");
    for (const child of input.children) child.hidden = true;
    this.view = edit(input, text, {
      label: `Code of ${this.name}`,
      onChange: actions.onChange,
      keys: { "Mod-Enter": actions.check ?? actions.run, Escape: () => this.tools.querySelector("button").focus() },
    });
    this.addTools(actions);
  }

  addTools({ check, run, hint, reset, stop }) {
    this.tools = Object.assign(document.createElement("div"), { className: "work-tools", role: "group" });
    this.tools.setAttribute("aria-label", this.role === "solution" ? `Work on ${this.name}` : `Run ${this.name}`);
    if (check) this.tools.append(button("Check", check, { className: "work-main" }));
    this.tools.append(button("Run", run));
    if (hint) this.tools.append(button("Hint", hint));
    if (reset) this.tools.append(button("Reset", reset));
    this.stop = button("Stop", stop, { className: "work-stop", hidden: true });
    this.status = Object.assign(document.createElement("span"), { className: "work-status", role: "status" });
    this.tools.append(this.stop, this.status);
    this.outputs.before(this.tools);
  }

  say(text, kind = "") {
    this.status.textContent = text;
    this.status.className = `work-status ${kind}`;
  }

  clear() { this.outputs.replaceChildren(); }
  show(output, hintOf) { show(this.outputs, output, hintOf); }
}
