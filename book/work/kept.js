// What the browser keeps of an exercise: the texts that the student typed, and what the checks said.

export const FULL = "This browser's storage is full: what you type is not kept. Download your notebook before you leave.";
export const BLOCKED = "This browser keeps nothing for this site: download your notebook before you leave.";

export class Kept {
  // storage: a function that returns the browser's storage, since merely asking for it may throw.
  constructor(slug, storage = () => localStorage) {
    this.key = `work:${slug}`;
    this.storage = storage;
  }

  // {texts: {id: text}, results: {id: {text, score, points}}}
  read() {
    try {
      const { texts = {}, results = {} } = JSON.parse(this.storage().getItem(this.key)) ?? {};
      return { texts, results };
    } catch {
      return { texts: {}, results: {} };
    }
  }

  // Returns "", or the sentence that says why nothing is kept.
  write(work) {
    try {
      this.storage().setItem(this.key, JSON.stringify(work));
      return "";
    } catch (error) {
      return error.name === "QuotaExceededError" ? FULL : BLOCKED;
    }
  }
}
