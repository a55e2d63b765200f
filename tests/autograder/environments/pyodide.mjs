// Run notebooks in Pyodide: node pyodide.mjs notebooks.json WHEEL... > reports.json
import { readFileSync } from "node:fs";
import { loadPyodide } from "pyodide";

const [notebooks, ...wheels] = process.argv.slice(2);
const python = await loadPyodide({ stdout: () => {}, stderr: () => {} });
await python.loadPackage(wheels, { messageCallback: () => {} });
python.FS.writeFile("cells.py", readFileSync(new URL("cells.py", import.meta.url)));
python.globals.set("notebooks", readFileSync(notebooks, "utf8"));
const reports = await python.runPythonAsync(`
import json
import sys
from unittest.mock import MagicMock

import numpy

# No check needs figures, and Matplotlib has no wheel here: cells that draw go through.
sys.modules["helpers.plotting"] = MagicMock()

sys.path.insert(0, ".")
import cells

told = {name: cells.reports(notebook) for name, notebook in json.loads(notebooks).items()}
json.dumps({"python": sys.version, "numpy": numpy.__version__, "notebooks": told})
`);
process.stdout.write(reports);
