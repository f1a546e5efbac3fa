// @ts-nocheck: a classic script without imports; its shapes are held by tests/extension/test_search_marks.py
/** Marks beside search results whose host is on the local list; the page's own layout stays as it is. */
(() => {
  "use strict";
  if (globalThis.pharmaproofSearch) return;
  globalThis.pharmaproofSearch = true;
  const { runtime } = globalThis.browser ?? globalThis.chrome;

  const MAX_LINKS = 100;
  const QUIET_MS = 400;
  const MAX_ROUNDS = 50;
  /** Where each engine puts its results' headings; the last is for layouts that changed. */
  const HEADINGS = [
    "#search a:has(h3)", // Google
    "#b_results li.b_algo h2 a", // Bing
    "article[data-testid=result] h2 a, .result__title a.result__a", // DuckDuckGo, with scripts and without
    "[data-test-id=mainline-result-web] a[data-test-id=result-link], .result a.result__link", // Ecosia
    "[data-testid=webResult] a:has(h2), [data-testid=webResult] a", // Qwant
    "#web .algo h3 a, #web .algo .compTitle a", // Yahoo
  ];
  /** @type {WeakSet<Element>} looked at already; nothing is written into the page for it */
  const done = new WeakSet();
  let rounds = 0;
  let timer = 0;

  /** The shop behind a result: some engines lead through an address of their own. */
  function target(anchor) {
    const url = new URL(anchor.href, location.href);
    const bing = url.hostname.endsWith("bing.com") && url.pathname === "/ck/a" ? url.searchParams.get("u") : null;
    if (bing?.startsWith("a1")) return decode(bing.slice(2));
    const yahoo = /\/RU=([^/]+)\//.exec(url.pathname);
    if (yahoo && url.hostname.endsWith("search.yahoo.com")) return decodeURIComponent(yahoo[1]);
    const inside = url.searchParams.get("uddg") ?? (url.pathname === "/url" ? (url.searchParams.get("q") ?? url.searchParams.get("url")) : null);
    return inside ?? url.href;
  }

  function decode(text) {
    try {
      return atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    } catch {
      return ""; // not base64: Bing changed it, and no mark is better than a wrong one
    }
  }

  async function mark() {
    if (rounds++ > MAX_ROUNDS) return observer.disconnect();
    const anchors = [...document.querySelectorAll(HEADINGS.join(","))].filter((a) => a.href && !done.has(a)).slice(0, MAX_LINKS);
    const addresses = anchors.map((a) => target(a)).map((url) => (/^https?:/.test(url) ? url.slice(0, 2_000) : ""));
    if (anchors.length === 0) return;
    anchors.forEach((a) => done.add(a));
    try {
      const marks = await runtime.sendMessage({ type: "results", addresses });
      anchors.forEach((a, at) => marks?.[at]?.state && a.prepend(sign(marks[at])));
    } catch {
      observer.disconnect(); // the extension was updated or switched off
    }
  }

  function sign({ state, words }) {
    const node = document.createElement("span");
    node.className = `pharmaproof-mark pharmaproof-${state}`;
    node.setAttribute("role", "img");
    node.setAttribute("aria-label", words);
    node.title = words;
    return node;
  }

  const observer = new MutationObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(mark, QUIET_MS);
  });
  mark();
  observer.observe(document.body, { childList: true, subtree: true });
})();
