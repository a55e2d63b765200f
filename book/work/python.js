// A page's handle on its worker: started when asked for, ended by Stop, and then started anew.

export class Stopped extends Error {}

export class Python {
  // settings: what the worker's start takes. onState: is told what goes on, in words.
  constructor(worker, settings, onState) {
    Object.assign(this, { worker, settings, onState });
  }

  start() {
    this.thread = new Worker(this.worker, { type: "module" });
    this.thread.addEventListener("message", ({ data }) => this.hear(data));
    this.thread.addEventListener("error", (event) => {
      event.preventDefault();
      this.hear({ failed: event.message || "the browser refused to start it" });
    });
    this.ready = this.wait();
    this.ready.catch(() => {}); // told to whoever runs a cell
    this.thread.postMessage({ start: this.settings });
    return this.ready;
  }

  // Runs a cell; onOutput gets each output as it comes. Returns {failed, score, points}.
  async run(cell, onOutput) {
    await this.ready;
    this.onOutput = onOutput;
    const answer = this.wait();
    this.thread.postMessage({ run: cell });
    return answer;
  }

  // Ends what runs, whatever it is, and starts afresh.
  stop() {
    this.thread.terminate();
    this.refuse?.(new Stopped());
    return this.start();
  }

  wait() {
    return new Promise((accept, refuse) => Object.assign(this, { accept, refuse }));
  }

  hear({ state, output, ready, done, failed }) {
    if (state) this.onState(state);
    else if (output) this.onOutput?.(output);
    else if (failed) this.refuse(new Error(failed));
    else this.accept(done ?? ready);
  }
}
