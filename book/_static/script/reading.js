// Help while reading: answers that open when they are needed, definitions of terms, code to copy,
// and the place in the page's contents.
(() => {
  const folds = () => document.querySelectorAll(".article details:not(.hide)");

  // Answers: a link to something inside opens it, and so does printing (for the time of it).
  function openTarget() {
    let target = null;
    try { target = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { return; }
    let opened = false;
    for (let fold = target?.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      opened = opened || !fold.open;
      fold.open = true;
    }
    if (opened) target.scrollIntoView();
  }
  let closed = [];
  addEventListener("hashchange", openTarget);
  addEventListener("beforeprint", () => {
    closed = [...folds()].filter((fold) => !fold.open);
    for (const fold of closed) fold.open = true;
  });
  addEventListener("afterprint", () => { for (const fold of closed) fold.open = false; });

  // Terms: the definition comes up on hover, on focus, and on a first tap; Escape puts it away.
  const card = document.createElement("div");
  card.className = "term-card";
  card.id = "term-card";
  card.setAttribute("role", "tooltip");
  card.hidden = true;
  let shown = null, timer = 0;

  function show(link) {
    clearTimeout(timer);
    if (shown === link) return;
    hide();
    shown = link;
    card.innerHTML = "<strong></strong><p></p>";
    card.firstChild.textContent = link.dataset.term;
    card.lastChild.innerHTML = link.dataset.definition;
    card.hidden = false;
    link.setAttribute("aria-describedby", card.id);
    place(link.getClientRects()[0]);
  }
  function place(box) {
    const { offsetWidth: width, offsetHeight: height } = card;
    const above = box.bottom + height + 16 > innerHeight && box.top > height + 70;
    card.style.left = `${Math.max(12, Math.min(box.left, innerWidth - width - 12))}px`;
    card.style.top = `${above ? box.top - height - 8 : box.bottom + 8}px`;
  }
  function hide() {
    clearTimeout(timer);
    shown?.removeAttribute("aria-describedby");
    shown = null;
    card.hidden = true;
  }
  function hideSoon() { clearTimeout(timer); timer = setTimeout(hide, 250); }

  function addTerms() {
    document.body.append(card);
    for (const link of document.querySelectorAll("a.term")) {
      let touched = false;
      link.addEventListener("pointerdown", (event) => { touched = event.pointerType === "touch" && shown !== link; });
      link.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") show(link); });
      link.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") hideSoon(); });
      link.addEventListener("focus", () => { if (!touched) show(link); });
      link.addEventListener("blur", hide);
      link.addEventListener("click", (event) => {
        if (!touched) return;
        event.preventDefault(); // a second tap follows the link
        touched = false;
        show(link);
      });
    }
    card.addEventListener("pointerenter", () => clearTimeout(timer));
    card.addEventListener("pointerleave", hideSoon);
    addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
    addEventListener("pointerdown", (event) => { if (!event.target.closest?.("a.term, .term-card")) hide(); });
    // Moving to a term by keyboard scrolls to it: the card goes along.
    addEventListener("scroll", () => {
      const box = shown?.getClientRects()[0];
      const inView = box && box.bottom > 0 && box.top < innerHeight;
      if (inView || (box && document.activeElement === shown)) place(box);
      else hide();
    }, { passive: true });
  }

  function addCopyButtons() {
    for (const code of document.querySelectorAll(".cell_input .highlight")) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "copy", textContent: "Copy" });
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(code.querySelector("pre").innerText);
          button.textContent = "Copied";
        } catch {
          button.textContent = "Select and copy by hand";
        }
        setTimeout(() => { button.textContent = "Copy"; }, 2000);
      });
      code.append(button);
    }
  }

  // What scrolls sideways must be reachable by keyboard, also once letters came or a fold opened.
  function makeScrollable() {
    const update = (blocks) => {
      const wide = new Set(blocks.filter((block) => block.scrollWidth > block.clientWidth)); // all read before any is changed
      for (const block of blocks) {
        if (wide.has(block)) block.tabIndex = 0;
        else block.removeAttribute("tabindex");
      }
    };
    const blocks = [...document.querySelectorAll("pre, .pst-scrollable-table-container, .katex-display")];
    const watch = new ResizeObserver((entries) => update(entries.map((entry) => entry.target)));
    for (const block of blocks) watch.observe(block);
    document.fonts.ready.then(() => update(blocks));
  }

  function followPlace() {
    const links = [...document.querySelectorAll(".page-contents a")];
    const byId = new Map(links.map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
    const sections = [...byId.keys()].map((id) => document.getElementById(id)).filter(Boolean);
    if (!sections.length) return;
    const mark = () => {
      const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
      const here = atEnd ? sections.at(-1) : sections.findLast((section) => section.getBoundingClientRect().top < 140);
      for (const link of links) {
        if (link === byId.get(here?.id)) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    };
    let waiting = false;
    addEventListener("scroll", () => {
      if (!waiting) requestAnimationFrame(() => { waiting = false; mark(); });
      waiting = true;
    }, { passive: true });
    requestAnimationFrame(mark); // not now, which would lay the page out once more
  }

  // A panel that is open on a phone closes when one of its links was followed.
  for (const panel of document.querySelectorAll("[popover]")) {
    panel.addEventListener("click", (event) => { if (event.target.closest("a") && panel.matches(":popover-open")) panel.hidePopover(); });
  }
  addTerms();
  addCopyButtons();
  makeScrollable();
  followPlace();
  openTarget();
})();
