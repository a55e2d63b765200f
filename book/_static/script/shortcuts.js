// Keys: they rest while somebody types, and where a figure or a control uses the keys itself.
(() => {
  const help = document.getElementById("help-dialog");
  const follow = (rel) => document.querySelector(`.prev-next [rel="${rel}"]`)?.click();

  function turnAnswers() {
    const folds = [...document.querySelectorAll(".article details:not(.hide)")];
    const open = folds.some((fold) => !fold.open);
    for (const fold of folds) fold.open = open;
  }

  const KEYS = {
    "/": () => document.querySelector(".search-open").click(),
    "?": () => help.showModal(),
    n: () => follow("next"),
    ArrowRight: () => follow("next"),
    p: () => follow("prev"),
    ArrowLeft: () => follow("prev"),
    a: turnAnswers,
    d: () => document.getElementById("mode").click(),
  };
  const BUSY = "input, textarea, select, [contenteditable], .nn-figure, [role=slider], [role=textbox], dialog";

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const at = event.target;
    if (at.closest?.(BUSY) || document.querySelector("dialog[open]")) return;
    // Arrows scroll what scrolls sideways.
    if (event.key.startsWith("Arrow") && at.matches?.("[tabindex]") && at.scrollWidth > at.clientWidth) return;
    if (!Object.hasOwn(KEYS, event.key)) return;
    event.preventDefault();
    KEYS[event.key]();
  });
  document.getElementById("help").addEventListener("click", () => help.showModal());
})();
