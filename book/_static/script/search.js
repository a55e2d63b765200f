// Search of sections, terms, code and formulas. Every word of the query must occur, whole or as a
// part; where it occurs decides the order. The index is fetched when somebody first searches.
const Search = (() => {
  const MOST = 20; // results shown
  const fold = (text) => text.toLowerCase().replace(/[’‘]/g, "'").replace(/[-‐–]/g, " ");
  const isLetter = (sign) => /[\p{L}\p{N}]/u.test(sign ?? "");

  // How well one word fits a text: 3 as a whole word, 2 at a word's start, 1 inside, 0 not at all.
  function fit(text, word) {
    let best = 0;
    for (let at = text.indexOf(word); at >= 0 && best < 3; at = text.indexOf(word, at + 1)) {
      const starts = !isLetter(text[at - 1]) || !isLetter(word[0]);
      const ends = !isLetter(text[at + word.length]);
      best = Math.max(best, starts && ends ? 3 : starts ? 2 : 1);
    }
    return best;
  }

  function score(entry, words, phrase) {
    let total = 0;
    for (const word of words) {
      const here = 8 * fit(entry.heading, word) + Math.max(fit(entry.text, word), fit(entry.keywords, word));
      if (!here) return 0;
      total += here;
    }
    const whole = 30 * (fit(entry.heading, phrase) > 1) + 20 * (entry.heading === phrase) + 8 * (fit(entry.text, phrase) > 1);
    return total / words.length + whole;
  }

  function prepare({ pages, entries }) {
    return entries.map(([page, title, anchor, shown, keywords]) => ({
      address: `${pages[page][0]}#${anchor}`, page: pages[page][1], title, shown,
      heading: fold(title), text: fold(shown), keywords: fold(keywords),
    }));
  }

  function find(entries, query) {
    const phrase = fold(query).trim();
    const words = phrase.split(/\s+/).filter(Boolean);
    if (!words.length) return [];
    return entries.map((entry) => ({ entry, score: score(entry, words, phrase) }))
      .filter((found) => found.score > 0)
      .sort((a, b) => b.score - a.score)
      .map((found) => found.entry);
  }

  // The part of the text around the words, with the words marked, as nodes (never as HTML).
  function excerpt(entry, query) {
    const words = fold(query).trim().split(/\s+/);
    const phraseAt = entry.text.indexOf(words.join(" "));
    const first = phraseAt >= 0 ? phraseAt : Math.max(0, Math.min(...words.map((word) => entry.text.indexOf(word)).filter((at) => at >= 0), Infinity));
    const from = Number.isFinite(first) ? Math.max(0, first - 60) : 0;
    const part = entry.shown.slice(from, from + 180), low = entry.text.slice(from, from + 180);
    const line = document.createElement("span");
    if (from) line.append("… ");
    let at = 0;
    while (at < part.length) {
      const next = words.map((word) => [low.indexOf(word, at), word]).filter(([index]) => index >= 0)
        .sort((a, b) => a[0] - b[0] || b[1].length - a[1].length)[0];
      if (!next) break;
      line.append(part.slice(at, next[0]));
      line.append(Object.assign(document.createElement("mark"), { textContent: part.slice(next[0], next[0] + next[1].length) }));
      at = next[0] + next[1].length;
    }
    line.append(part.slice(at), from + 180 < entry.shown.length ? " …" : "");
    return line;
  }

  return { prepare, find, excerpt, MOST };
})();
if (typeof module !== "undefined") module.exports = Search;

if (typeof document !== "undefined") (() => {
  const root = document.documentElement.dataset.content_root;
  let loading = null;

  function load(address) {
    loading ??= new Promise((done, failed) => {
      const script = Object.assign(document.createElement("script"), { src: address, onerror: failed });
      script.onload = () => done(Search.prepare(window.searchIndex));
      document.head.append(script);
    });
    return loading;
  }

  function mount(box) {
    const field = box.querySelector("input"), list = box.querySelector("ul"), said = box.querySelector("p");
    let chosen = -1;

    function choose(index) {
      const items = [...list.children];
      chosen = items.length ? (index + items.length) % items.length : -1;
      items.forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
      field.setAttribute("aria-activedescendant", items[chosen]?.id ?? "");
      items[chosen]?.scrollIntoView({ block: "nearest" });
    }

    function row(entry, index, query) {
      const item = Object.assign(document.createElement("li"), { id: `${list.id}-${index}` });
      item.setAttribute("role", "option");
      const link = Object.assign(document.createElement("a"), { href: root + entry.address, tabIndex: -1 });
      const title = Object.assign(document.createElement("strong"), { textContent: entry.title });
      link.append(title);
      if (entry.page !== entry.title) link.append(Object.assign(document.createElement("small"), { textContent: entry.page }));
      link.append(Search.excerpt(entry, query));
      item.append(link);
      return item;
    }

    async function search() {
      const query = field.value;
      let entries;
      try { entries = await load(box.dataset.index); } catch { said.textContent = "The index could not be loaded."; return; }
      if (query !== field.value) return;
      const found = Search.find(entries, query);
      list.replaceChildren(...found.slice(0, Search.MOST).map((entry, index) => row(entry, index, query)));
      const count = found.length === 1 ? "1 place" : `${found.length} places`;
      said.textContent = !query.trim() ? "" : found.length ? count : "Nothing found. A part of a word is enough: try a shorter one.";
      field.setAttribute("aria-expanded", String(found.length > 0));
      choose(0);
    }

    field.addEventListener("input", search);
    field.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown") choose(chosen + 1);
      else if (event.key === "ArrowUp") choose(chosen - 1);
      else if (event.key === "Escape") dialog.close(); // the browser would only clear the field
      else if (event.key === "Enter") list.children[chosen]?.querySelector("a").click();
      else return;
      event.preventDefault();
    });
    return { field, search };
  }

  const dialog = document.getElementById("search-dialog");
  const boxes = new Map([...document.querySelectorAll(".search")].map((box) => [box, mount(box)]));
  const page = boxes.get(document.querySelector("main .search"));
  if (page) {
    page.field.value = new URLSearchParams(location.search).get("q") ?? "";
    page.field.focus();
    page.search();
  }
  document.querySelector(".search-open").addEventListener("click", (event) => {
    event.preventDefault();
    if (page) { page.field.focus(); return; }
    const { field, search } = boxes.get(dialog.querySelector(".search"));
    dialog.showModal();
    field.select();
    search();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest(".search-results a")) dialog.close();
  });
})();
