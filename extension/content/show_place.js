/** Selects a quote in the page and scrolls there; nothing of the page is changed. */
(() => {
  "use strict";
  /** @typedef {[node: Text, at: number]} Place */
  const own = /** @type {import("../shared/types.js").PageReader | undefined} */ (/** @type {any} */ (globalThis).pharmaproof);
  if (!own || own.showPlace) return;

  const MAX_NODES = 50_000;
  /** @type {(char: string) => string} */
  const simple = (char) => (/\s/.test(char) ? " " : char.toLowerCase());

  own.showPlace = (quote) => {
    const wanted = longestLine(quote);
    if (!wanted) return false;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let all = "";
    /** @type {Place[]} */
    const places = [];
    for (let count = 0; walker.nextNode() && count < MAX_NODES; count += 1) {
      const node = /** @type {Text} */ (walker.currentNode);
      const { data } = node;
      for (let at = 0; at < data.length; at += 1) {
        const char = simple(data[at]);
        if (char === " " && all.endsWith(" ")) continue;
        all += char;
        places.push([node, at]);
      }
      const start = all.lastIndexOf(wanted);
      if (start >= 0) return select(places[start], places[start + wanted.length - 1]);
    }
    return false;
  };

  /** @type {(quote: string) => string} */
  function longestLine(quote) {
    const lines = quote.split(/\n|…|\.\.\./).map((line) => [...line.trim()].map(simple).join("").replace(/ +/g, " "));
    return lines.reduce((best, line) => (line.length > best.length ? line : best), "");
  }

  /** @type {(from: Place, to: Place) => boolean} */
  function select([first, from], [last, to]) {
    const range = document.createRange();
    range.setStart(first, from);
    range.setEnd(last, to + 1);
    const selection = getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    first.parentElement?.scrollIntoView({ block: "center", behavior: isCalm ? "auto" : "smooth" });
    return true;
  }
})();
