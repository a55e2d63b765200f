// An exercise's page offers to be worked in. Editor and Python are loaded when somebody asks.
(() => {
  const panel = document.querySelector(".work[data-script]");
  if (!panel || location.protocol === "file:") return; // the page says how else
  const start = panel.querySelector("button");
  const said = panel.querySelector("[role=status]");

  try {
    const { texts, results } = JSON.parse(localStorage.getItem(`work:${panel.dataset.slug}`)) ?? {};
    if (Object.keys({ ...texts, ...results }).length) start.textContent = "Go on with your work";
  } catch { /* nothing is kept, or nothing that can be read */ }

  start.addEventListener("click", async () => {
    start.disabled = true;
    said.textContent = "Loading the editor …";
    try {
      const { open } = await import(new URL(panel.dataset.script, document.baseURI));
      await open(panel);
      panel.focus();
    } catch (error) {
      start.disabled = false;
      said.textContent = `This did not load (${error.message}). Is this browser online? Press the button to try again.`;
    }
  });
})();
