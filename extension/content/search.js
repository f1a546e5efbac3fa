/** Marks beside search results whose host is on the local list; the page's own layout stays as it is. */
(() => {
  "use strict";
  /** @typedef {{ host: RegExp, titles: string, box: string, shown: string }} Engine */
  /** @typedef {{ title: Element, url: string }} Result its address is "" when the engine does not tell */
  /** @typedef {import("../background/marks.js").Mark} Mark */
  const own = /** @type {any} */ (globalThis);
  if (own.pharmaproofSearch) return;
  own.pharmaproofSearch = true;
  const { runtime } = own.browser ?? own.chrome;

  const MAX_ASKED = 100;
  const PAUSE_MS = 400;
  const MAX_ROUNDS = 1_000;
  const MAX_RETURNS = 5;
  const MAX_HOPS = 3;

  /**
   * Where each engine puts the titles of results and advertisements, what surrounds one result (one mark each), and the address as
   * the engine writes it out, for links that lead through the engine and do not tell where.
   *
   * @type {Engine[]}
   */
  const ENGINES = [
    {
      host: /(?:^|\.)google\.[a-z.]+$/,
      titles: "#search a h3, #botstuff a h3, [data-text-ad] [role=heading], .pla-unit .pla-unit-title, [data-news-cluster-id] [role=heading]",
      box: ".MjjYud, .g, .vt6azd, .Ww4FFb, [data-text-ad], .pla-unit, [data-news-cluster-id]",
      shown: "cite, [role=text], .LbUacb",
    },
    {
      host: /(?:^|\.)bing\.com$/,
      titles: "#b_results .b_algo h2, #b_results .b_ad h2, #b_context .b_ad h2, .pa_item .pa_title, .br-item .br-title",
      box: ".b_algo, .sb_add, .pa_item, .br-item",
      shown: ".b_attribution cite, cite, .b_adurl, .pa_site, .br-seller",
    },
    {
      host: /(?:^|\.)duckduckgo\.com$/,
      titles: "article h2, .result__title, a.result-link",
      box: "article, .result, tr",
      shown: "[data-testid=result-extras-url-link], .result__url",
    },
    {
      host: /(?:^|\.)ecosia\.org$/,
      titles: "[data-test-id=result-title], .result h2",
      box: "article, .result",
      shown: "[data-test-id=result-url], .result__source--domain, .result__domain",
    },
    {
      host: /(?:^|\.)qwant\.com$/,
      titles: "[data-testid=webResult] h2, [data-testid=webResult] [data-testid=serTitle], [data-testid=adResult] h2, .result h2",
      box: "[data-testid=webResult], [data-testid=adResult], .result",
      shown: "[data-testid=domain], .url",
    },
    {
      host: /(?:^|\.)search\.yahoo\.com$/,
      titles: ".algo h3, .dd.AdTop h3, .dd.AdBtm h3, .ads h3.title",
      box: ".algo, .dd, li",
      shown: ".compTitle .fz-ms, .compTitle .d-ib, cite",
    },
  ];
  const here = ENGINES.find(({ host }) => host.test(location.hostname));
  if (!here) return;
  const engine = here;

  /** What was asked for each title, and the mark it got. @type {WeakMap<Element, { url: string, mark: Element | null, returns: number }>} */
  const known = new WeakMap();
  let rounds = 0;
  let timer = 0;

  /** The target of an engine's own redirecting link; "" when it does not tell. Only hosts of engines are believed. @type {(url: URL) => string} */
  function inside(url) {
    /** @type {(name: string) => string} */
    const given = (name) => url.searchParams.get(name) ?? "";
    /** @type {(name: string) => boolean} */
    const isAt = (name) => url.hostname === name || url.hostname.endsWith(`.${name}`);
    if (/(?:^|\.)google\.[a-z.]+$/.test(url.hostname) && url.pathname === "/url") return given("q") || given("url");
    if (isAt("googleadservices.com") || /(?:^|\.)google\.[a-z.]+$/.test(url.hostname)) return given("adurl");
    if (isAt("bing.com")) return url.pathname === "/ck/a" ? decode(given("u").replace(/^a1/, "")) : decodePercent(decode(given("u")));
    if (isAt("duckduckgo.com")) return given("uddg") || (given("ad_domain") && `https://${given("ad_domain")}/`);
    if (isAt("search.yahoo.com")) return decodePercent(/\/RU=([^/]+)/.exec(url.pathname)?.[1] ?? "");
    if (isAt("qwant.com")) return decodePercent(/^\/redirect\/[^/]+\/([^/?]+)/.exec(url.pathname)?.[1] ?? "");
    return "";
  }

  /** @type {(text: string) => string} */
  function decode(text) {
    try {
      return new TextDecoder().decode(Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0)));
    } catch {
      return ""; // not base64: the engine changed it, and no mark is better than a wrong one
    }
  }

  /** @type {(text: string) => string} */
  function decodePercent(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return "";
    }
  }

  const REDIRECTING = /(?:^|\.)(?:google\.[a-z.]+|googleadservices\.com|bing\.com|duckduckgo\.com|ecosia\.org|qwant\.com|search\.yahoo\.com)$/;

  /** The shop behind a result: the link itself, what an engine's redirect holds, or the address as the engine shows it. @type {(link: HTMLAnchorElement, box: Element | null) => string} */
  function target(link, box) {
    let text = link.href;
    for (let hops = 0; hops < MAX_HOPS; hops += 1) {
      const url = parse(text);
      if (!url) break;
      if (!REDIRECTING.test(url.hostname)) return url.href.slice(0, 2_000);
      text = inside(url);
    }
    const { pcu = "" } = link.dataset; // Google: the advertiser's address
    if (parse(pcu)) return pcu;
    const shown = box?.querySelector(engine.shown)?.textContent?.trim() ?? "";
    const host = /^(?:https?:\/\/)?([^\s/›»·|]+\.[^\s/›»·|]{2,})(?=[\s/›»·|]|$)/.exec(shown)?.[1];
    return host && parse(`https://${host}/`) ? `https://${host}/` : "";
  }

  /** @type {(text: string) => URL | null} */
  function parse(text) {
    try {
      const url = new URL(text);
      return /^https?:$/.test(url.protocol) ? url : null;
    } catch {
      return null;
    }
  }

  /** Titles with their address, one a result: a result's sitelinks lead to the same host. @type {() => Result[]} */
  function results() {
    /** @type {Map<Element, Set<string>>} */
    const boxes = new Map();
    /** @type {Result[]} */
    const found = [];
    for (const title of document.querySelectorAll(engine.titles)) {
      const box = title.closest(engine.box);
      /** @type {HTMLAnchorElement | null | undefined} */
      const link = title.closest("a[href]") ?? title.querySelector("a[href]") ?? box?.querySelector("a[href]");
      if (!link) continue;
      const url = target(link, box);
      const host = parse(url)?.host ?? "";
      const hosts = boxes.get(box ?? title) ?? new Set();
      boxes.set(box ?? title, hosts);
      if (hosts.has(host)) continue;
      hosts.add(host);
      found.push({ title, url });
    }
    return found;
  }

  async function mark() {
    timer = 0;
    if (rounds++ > MAX_ROUNDS) return observer.disconnect();
    /** @type {Result[]} */
    const asked = [];
    for (const { title, url } of results()) {
      const before = known.get(title);
      if (before?.url === url) {
        // A page that draws its results anew takes the mark away with them.
        if (before.mark && !title.contains(before.mark) && before.returns++ < MAX_RETURNS) place(title, before.mark);
        continue;
      }
      before?.mark?.remove(); // the page uses the element again, for another result
      known.set(title, { url, mark: null, returns: 0 });
      if (url) asked.push({ title, url });
    }
    for (let at = 0; at < asked.length; at += MAX_ASKED) await ask(asked.slice(at, at + MAX_ASKED));
  }

  /** @type {(some: Result[]) => Promise<void>} */
  async function ask(some) {
    try {
      /** @type {Mark[] | undefined} */
      const marks = await runtime.sendMessage({ type: "results", addresses: some.map(({ url }) => url) });
      some.forEach(({ title, url }, at) => {
        const now = known.get(title);
        const told = marks?.[at];
        if (!told?.state || now?.url !== url || now.mark) return;
        now.mark = sign(told);
        place(title, now.mark);
      });
    } catch {
      observer.disconnect(); // the extension was updated or switched off
    }
  }

  /** @type {(mark: Mark) => Element} */
  function sign({ state, words }) {
    const node = document.createElement("span");
    node.className = `pharmaproof-mark pharmaproof-${state}`;
    node.setAttribute("role", "img");
    node.setAttribute("aria-label", words);
    node.title = words;
    return node;
  }

  /** The texts of a title that are more than white space. @type {(title: Element) => Generator<Text, void>} */
  function* texts(title) {
    const walker = document.createTreeWalker(title, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = /** @type {Text} */ (walker.currentNode);
      if (text.data.trim()) yield text;
    }
  }

  /** In the margin before the title's first letter; out of the flow, so nothing moves. @type {(title: Element, node: Element) => void} */
  function place(title, node) {
    const first = texts(title).next().value;
    if (!first) return;
    node.classList.remove("pharmaproof-after");
    first.before(node);
    sight.observe(node);
  }

  /** Where the margin is cut off, the mark stands behind the title's last letter instead. */
  const sight = new IntersectionObserver(
    (seen) => {
      for (const { target: node, intersectionRatio } of seen) {
        sight.unobserve(node);
        if (intersectionRatio > 0.9 || !node.isConnected) continue;
        node.classList.add("pharmaproof-after");
        const title = node.closest(engine.titles) ?? node.parentElement;
        if (title) [...texts(title)].at(-1)?.after(node);
      }
    },
    { rootMargin: "1000000px 0px" },
  );

  const observer = new MutationObserver(() => {
    // Not put off by further changes: a page that never rests is marked as well.
    timer ||= setTimeout(mark, PAUSE_MS);
  });
  mark();
  observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["href"] });
})();
