// A notebook file: which of its cells the student fills, their texts put in, and read from another.

export const textOf = (cell) => (Array.isArray(cell.source) ? cell.source.join("") : cell.source);
const linesOf = (text) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
const marksOf = (cell) => cell.metadata?.nbgrader ?? {};

// What a cell is for. A check cell is exactly one call, check.NAME(...).
export function roleOf(cell) {
  const { grade, solution } = marksOf(cell);
  if (solution) return cell.cell_type === "code" ? "solution" : "written";
  if (cell.cell_type !== "code") return "text";
  if (cell.metadata?.tags?.includes("setup")) return "setup";
  return grade ? "check" : "given";
}
export const taskOf = (cell) => textOf(cell).match(/^check\.(\w+)\(/)?.[1];
export const isTheirs = (cell) => ["solution", "written"].includes(roleOf(cell));

// The notebook with the student's texts, {id: text}; all else stays as it is.
export function filled(notebook, texts) {
  const cells = notebook.cells.map((cell) =>
    isTheirs(cell) && cell.id in texts ? { ...cell, source: linesOf(texts[cell.id]) } : cell);
  return { ...notebook, cells };
}

export const asFile = (notebook) => `${JSON.stringify(notebook, null, 1)}\n`;

// The student's texts, {id: text}, from a file that was handed in or saved before.
// Throws an Error that a student can read.
export function textsFrom(file, notebook) {
  let cells;
  try { cells = JSON.parse(file).cells; } catch { throw new Error("This file is no notebook: it is not JSON."); }
  if (!Array.isArray(cells)) throw new Error("This file is no notebook: it has no cells.");
  const texts = {};
  for (const mine of notebook.cells.filter(isTheirs)) {
    const name = marksOf(mine).grade_id;
    const found = cells.findLast((cell) => marksOf(cell ?? {}).grade_id === name);
    const text = found && textOf(found);
    if (typeof text === "string") texts[mine.id] = text;
  }
  if (!Object.keys(texts).length) throw new Error("This notebook belongs to another exercise: it has none of the cells of this one.");
  return texts;
}
