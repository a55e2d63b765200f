// Light, dark, or as the system: the button and the key d go round; the choice is kept.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const MODES = { auto: "as the system", light: "light", dark: "dark" };
  const button = document.getElementById("mode");

  function show(mode) {
    root.dataset.mode = mode;
    root.dataset.theme = mode === "auto" ? (system.matches ? "dark" : "light") : mode;
    button.setAttribute("aria-label", `Colours: ${MODES[mode]}`);
    button.title = `Colours: ${MODES[mode]}`;
  }

  function next() {
    const names = Object.keys(MODES);
    const mode = names[(names.indexOf(root.dataset.mode) + 1) % names.length];
    try { localStorage.setItem("mode", mode); } catch { /* kept for this page only */ }
    show(mode);
  }

  show(root.dataset.mode in MODES ? root.dataset.mode : "auto");
  system.addEventListener("change", () => show(root.dataset.mode));
  button.addEventListener("click", next);
})();
