// The Python of one page. It gets {start: {...}} once, then {run: {...}}; it tells {state}, {ready},
// {output}, {done} and {failed}.
import CELLS from "./cells.py";

let python, session, drawing;
const tell = (message) => postMessage(message);

async function start({ address, wheel, slug, figures }) {
  tell({ state: "Loading Python …" });
  const { loadPyodide } = await import(/* from the address in _config.yml */ `${address}pyodide.mjs`);
  python = await loadPyodide({ indexURL: address });
  tell({ state: "Loading NumPy and the checks …" });
  const [course] = await Promise.all([fetched(wheel), python.loadPackage("numpy", QUIET)]);
  python.unpackArchive(course, "whl");
  python.runPython(CELLS);
  const emit = (output) => tell({ output: JSON.parse(output) });
  session = python.globals.get("Session")(python.pyimport("helpers.checks"), slug, emit);
  drawing = figures;
  tell({ ready: true });
}
const QUIET = { messageCallback: () => {}, errorCallback: () => {} };

async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  return answer.arrayBuffer();
}

// asked: the reader pressed Run on this very cell, so a figure in it is worth loading Matplotlib for.
async function run({ name, source, asked }) {
  if (session.draws(source)) {
    if (asked && drawing) await loadMatplotlib();
    else session.say_undrawn(drawing ? "Press Run to draw this figure." : "This figure is drawn in Jupyter and on Colab.");
  }
  tell({ done: JSON.parse(session.run(name, source)) });
}

async function loadMatplotlib() {
  tell({ state: "Loading Matplotlib …" });
  try {
    python.runPython("import os; os.environ['MPLBACKEND'] = 'agg'");
    await python.loadPackage("matplotlib", QUIET);
    session.can_draw();
  } catch {
    session.say_undrawn("This figure needs Matplotlib, which did not load. It is drawn in Jupyter and on Colab.");
  }
}

addEventListener("message", async ({ data }) => {
  try {
    await (data.start ? start(data.start) : run(data.run));
  } catch (error) {
    tell({ failed: String(error?.message ?? error).slice(0, 500) });
  }
});
