// Running cells: one thing at a time, in the notebook's order, and never twice without a reason.
import { Python, Stopped } from "./python.js";

const PATIENCE = 5000; // milliseconds after which one wonders whether anything still happens
const LONG = "Still running after 5 seconds. Is there a loop without an end? Stop ends it.";

export class Runs {
  // python: as `Python` takes it. results: {id of a check: {text, score, points}}, which is added to.
  // onState and onTrouble are told sentences; hintOf(task, number) finds a hint on the page.
  constructor(cells, results, python, { onState, onTrouble, hintOf }) {
    Object.assign(this, { cells, results, onTrouble, hintOf, busy: null, ran: new Map() });
    this.host = new URL(python.settings.address).host;
    this.python = new Python(python.worker, python.settings, (text) => this.say(text));
    this.onState = onState;
  }

  async start() {
    try {
      await this.python.start();
      this.say("Python is ready.");
    } catch (error) {
      this.lament(error);
    }
  }

  checkOf(solution) {
    const after = this.cells.slice(this.cells.indexOf(solution) + 1);
    const next = after.findIndex((cell) => cell.role === "solution");
    return after.slice(0, next < 0 ? undefined : next).find((cell) => cell.role === "check");
  }

  solutionOf(check) {
    return this.cells.slice(0, this.cells.indexOf(check)).findLast((cell) => cell.role === "solution");
  }

  // Runs a cell because the reader asks for it.
  run(cell) { return this.act(cell, () => this.upTo(cell, true)); }

  // Runs a solution and its check. Returns whether the check came to an end.
  async check(solution) {
    let done = false;
    await this.act(solution, async () => {
      const check = this.checkOf(solution);
      await this.upTo(solution);
      for (const between of this.before(check)) await this.one(between);
      await this.one(check);
      done = true;
    });
    return done;
  }

  async act(cell, work) {
    if (this.busy) { cell.say("Something else is still running."); return; }
    this.setBusy(cell);
    let waiting;
    try {
      if (!await this.awake(cell)) return;
      cell.say("Running …");
      waiting = setTimeout(() => cell.say(LONG), PATIENCE);
      await work();
    } catch (error) {
      if (!(error instanceof Stopped)) this.crash(cell, error);
    } finally {
      clearTimeout(waiting);
      this.setBusy(null);
    }
  }

  // Waits until Python is there; where it did not come, asks for it once more.
  async awake(cell) {
    cell.say("Waiting for Python …");
    try {
      await this.python.ready.catch(() => this.python.start());
      return true;
    } catch (error) {
      cell.say("");
      this.lament(error);
      return false;
    }
  }

  setBusy(cell) {
    const { stop, tools } = cell ?? this.busy;
    if (document.activeElement === stop) tools.querySelector("button").focus();
    stop.hidden = !cell;
    this.busy = cell;
    document.body.classList.toggle("work-busy", Boolean(cell));
  }

  // Runs a cell, and before it what it may need and has not run as it stands.
  async upTo(cell, asked = false) {
    for (const earlier of this.before(cell)) await this.one(earlier);
    const { failed } = await this.one(cell, asked);
    cell.say(failed ? "It raised an error, shown below." : "Done.");
  }

  // An earlier check is asked again in a fresh Python where it is known to come to an end.
  before(cell) {
    return this.cells.slice(0, this.cells.indexOf(cell)).filter((earlier) => {
      if (earlier.role === "setup" || this.ran.get(earlier.id) === earlier.text) return false;
      return earlier.role !== "check" || this.results[earlier.id]?.text === this.solutionOf(earlier)?.text;
    });
  }

  async one(cell, asked = false) {
    cell.clear();
    const text = cell.text;
    const told = await this.python.run({ name: cell.name, source: text, asked }, (output) => cell.show(output, this.hintOf));
    this.ran.set(cell.id, text);
    const { score, points } = told;
    if (cell.role === "check" && points) this.results[cell.id] = { text: this.solutionOf(cell).text, score, points };
    return told;
  }

  async stop(cell) {
    this.ran.clear();
    const starting = this.python.stop();
    cell.say("Stopped. Python starts anew …");
    try {
      await starting;
      if (!this.busy) cell.say("Stopped. Python is ready again.");
    } catch (error) {
      this.lament(error);
    }
  }

  crash(cell, error) {
    cell.say("");
    this.onTrouble(`Python broke down (${error.message}) and starts anew. Did the code ask for very much memory?`);
    this.ran.clear();
    this.python.stop().catch((failed) => this.lament(failed));
  }

  lament(error) {
    if (error instanceof Stopped) return;
    this.onTrouble(`Python did not load from ${this.host} (${error.message}). Is this browser online? Press the button again, or work on Colab or in Jupyter.`);
  }

  // Said above the text, and where the reader waits.
  say(text) {
    this.onState(text);
    this.busy?.say(text);
  }
}
