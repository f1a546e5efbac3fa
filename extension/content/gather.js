// @ts-nocheck: a classic script without imports; its shapes are held by tests/extension/test_gather.py
/**
 * What the page shows, as PageEvidence with Python's names and text rules (../shared/README.md).
 *
 * A classic script: browsers load no modules as content scripts. Nothing here is visible to the page.
 */
(() => {
  "use strict";
  if (globalThis.pharmaproof) return;

  const MAX_TEXT = 150_000;
  const MAX_HIDDEN = 50_000;
  const MAX_ELEMENTS = 60_000;
  const MAX_LINKS = 3_000;
  const MAX_IMAGES = 500;
  const MAX_FORMS = 200;
  const MAX_FIELDS = 1_000;
  const MAX_META = 200;
  const MAX_OFFERS = 500;
  const MAX_JSON = 500_000;
  const MAX_VALUE = 2_000;
  const BLOCKS = new Set(
    ("DIV P LI UL BUTTON ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION CENTER DD DETAILS DIALOG DIR DL DT FIELDSET " +
      "FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HGROUP HR INPUT LEGEND LISTING MAIN MENU NAV OL OPTGROUP " +
      "OPTION PRE SEARCH SECTION SELECT SUMMARY TABLE TBODY TD TEXTAREA TFOOT TH THEAD TR MARQUEE VIDEO AUDIO OBJECT CANVAS").split(" "),
  );
  const SILENT = new Set("SCRIPT STYLE NOSCRIPT TEMPLATE TITLE IFRAME FRAME NOFRAMES NOEMBED HEAD BASE".split(" "));
  const NEVER_SHOWN = new Set(["DATALIST", "RP"]);
  const PLAIN = new Set("B I EM STRONG U S SMALL SUB SUP BR CODE MARK".split(" "));
  const HIDING =
    /(?:font-size|opacity):0*(?:\.0+)?(?:px|pt|r?em|%)?(?:[;!]|$)|(?:text-indent|left|top|right|bottom|margin-left|margin-top):-\d{4,}|clip:rect\([01](?:px)?,?[01]|clip-path:inset\((?:50|100)%/;
  const ZERO_SIZE = /(?:^|[^a-z-])(?:max-)?(?:height|width):[01]?(?:px)?(?:[;!]|$)/;
  const CLICK = /(?:location(?:\.href)?\s*=|(?:location\.(?:assign|replace)|open|navigate|goto)\s*\()\s*[`"']([^`"']{1,2000})[`"']/i;

  const collapse = (text, most = MAX_VALUE) => text.slice(0, 2 * most).split(/\s+/).filter(Boolean).join(" ").slice(0, most);

  /** Text as lines: one a block, white space runs one space. */
  class Lines {
    constructor(most) {
      this.parts = [];
      this.length = 0;
      this.gap = "";
      this.most = most;
    }

    get isFull() {
      return this.length >= this.most;
    }

    add(text) {
      if (this.isFull) return;
      const words = text.slice(0, this.most - this.length + 1).split(/\s+/);
      if (words[0] === "" && this.gap === "") this.gap = " ";
      const inner = words.filter(Boolean).join(" ");
      if (inner === "") return;
      if (this.length > 0 && this.gap !== "") this.#push(this.gap);
      this.gap = words[words.length - 1] === "" ? " " : "";
      this.#push(inner);
    }

    end() {
      this.gap = "\n";
    }

    /** Where the next text will begin. */
    get next() {
      return this.length > 0 && this.gap !== "" ? this.length + 1 : this.length;
    }

    #push(text) {
      this.parts.push(text);
      this.length += text.length;
    }

    toString() {
      return this.parts.join("");
    }
  }

  function isHidden(element) {
    if (NEVER_SHOWN.has(element.tagName)) return true;
    // A closed list draws only the choice made; its options are still what the page offers.
    if (element.tagName === "OPTION" || element.tagName === "OPTGROUP") return element.hidden;
    if (PLAIN.has(element.tagName) && element.attributes.length === 0) return false;
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return getComputedStyle(element).display !== "contents";
    const style = element.getAttribute("style");
    if (!style || style.length > 1_000) return false;
    const compact = style.toLowerCase().replace(/\s+/g, "");
    return HIDING.test(compact) || (compact.includes("overflow:hidden") && ZERO_SIZE.test(compact));
  }

  function resolve(href) {
    if (/^(?:tel|mailto|javascript):/i.test(href.trim())) return href.trim().slice(0, MAX_VALUE);
    try {
      return new URL(href, document.baseURI).href.slice(0, MAX_VALUE);
    } catch {
      return href.slice(0, MAX_VALUE); // not an address: as written, as Python does
    }
  }

  function targetOf(element) {
    const href = element.getAttribute("href") ?? element.getAttribute("xlink:href") ?? "";
    if (href && !href.startsWith("#") && !/^j/i.test(href)) return href;
    return (element.getAttribute("onclick") ?? "").slice(0, 1_000).match(CLICK)?.[1] ?? href;
  }

  /** Walks the page once. */
  class Walk {
    constructor() {
      this.text = new Lines(MAX_TEXT);
      this.hidden = new Lines(MAX_HIDDEN);
      this.links = [];
      this.images = [];
      this.forms = [];
      this.formOf = new Map();
      this.loose = [];
      this.fields = 0;
      this.elements = 0;
      this.notes = new Set();
    }

    run(root) {
      // Without recursion: nesting is the page's choice. An entry is an element to enter or one to leave.
      const stack = [{ node: root, isSeen: true, link: null, form: null, leave: null }];
      while (stack.length > 0) {
        const entry = stack.pop();
        if (entry.leave) {
          entry.leave();
          continue;
        }
        this.#enter(entry, stack);
      }
    }

    #enter({ node, isSeen, link, form }, stack) {
      if (node.nodeType === Node.TEXT_NODE) {
        (isSeen ? this.text : this.hidden).add(node.data);
        return;
      }
      if (node.nodeType !== Node.ELEMENT_NODE && node.nodeType !== Node.DOCUMENT_FRAGMENT_NODE) return;
      const tag = node.tagName ?? "";
      if (SILENT.has(tag)) return;
      if (++this.elements > MAX_ELEMENTS) {
        this.notes.add("elements-cut");
        return;
      }
      const seen = isSeen && (tag === "" || !isHidden(node));
      const lines = seen ? this.text : this.hidden;
      if (isSeen && !seen) this.hidden.end();
      const isBlock = BLOCKS.has(tag);
      if (isBlock) lines.end();
      if (tag === "BR") lines.add(" ");
      let inLink = link;
      let inForm = form;
      if (tag === "A" || tag === "AREA" || (tag && node.hasAttribute("onclick"))) inLink = this.#link(node, tag, seen, lines) ?? link;
      if (tag === "IMG" || tag === "svg") this.#image(node, tag, inLink);
      if (tag === "FORM" && this.forms.length < MAX_FORMS) inForm = this.#form(node);
      if (tag === "INPUT" || tag === "SELECT" || tag === "TEXTAREA" || tag === "BUTTON") this.#field(node, tag, inForm, lines);
      const opened = inForm !== form ? inForm : null;
      const start = lines.parts.length;
      const leave = () => {
        if (opened) opened.text = collapse(lines.parts.slice(start).join(""));
        if (isBlock) lines.end();
      };
      stack.push({ leave });
      if (tag === "TEXTAREA" || tag === "svg") return; // what was typed is never read
      const from = node.shadowRoot ?? node;
      for (let child = from.lastChild; child; child = child.previousSibling) {
        stack.push({ node: child, isSeen: seen, link: inLink, form: inForm, leave: null });
      }
    }

    #link(node, tag, seen, lines) {
      const href = targetOf(node);
      if (!href) return null;
      if (this.links.length >= MAX_LINKS) {
        this.notes.add("links-cut");
        return null;
      }
      const text = collapse(node.textContent ?? "");
      const link = { href: resolve(href), text, rel: node.getAttribute("rel") ?? "", position: seen && text ? lines.next : -1 };
      this.links.push(link);
      return link;
    }

    #image(node, tag, link) {
      if (this.images.length >= MAX_IMAGES) return;
      const value = (name) => node.getAttribute(name) ?? "";
      const lazy = ["data-src", "data-original", "data-lazy-src", "data-lazy", "data-url", "data-image"].map(value).find(Boolean);
      const written = value("src");
      const set = (value("data-srcset") || value("srcset")).trim().split(" ", 1)[0].replace(/,$/, "");
      const src = lazy || (written && !written.startsWith("data:") ? written : set || written);
      const alt = tag === "svg" ? (node.querySelector("title")?.textContent ?? value("aria-label")) : value("alt");
      if (tag === "svg" && !alt) return;
      const pixels = (name) => (/^\s*\d{1,5}(?:\.\d*)?\s*(?:px)?\s*$/.test(value(name)) ? Math.trunc(Number.parseFloat(value(name))) : null);
      this.images.push({
        src: src ? resolve(src) : "",
        alt: collapse(alt),
        title: collapse(value("title")),
        width: pixels("width"),
        height: pixels("height"),
        href: link?.href ?? "",
      });
      if (link && !link.text) link.alts = [...(link.alts ?? []), collapse(alt || value("title"))].slice(0, 20);
    }

    #form(node) {
      const action = node.getAttribute("action");
      const form = {
        action: action ? resolve(action) : location.href,
        method: (node.getAttribute("method") ?? "get").trim().toLowerCase().slice(0, 20),
        fields: [],
        text: "",
      };
      this.forms.push(form);
      return form;
    }

    #field(node, tag, form, lines) {
      if (++this.fields > MAX_FIELDS) return;
      const written = (node.getAttribute("type") ?? "").trim().toLowerCase().slice(0, 40);
      const kind = tag === "INPUT" ? written || "text" : tag === "BUTTON" ? written || "submit" : tag.toLowerCase();
      if (tag === "INPUT" && ["submit", "button", "reset"].includes(kind)) lines.add(` ${node.getAttribute("value") ?? ""} `);
      const label = node.labels?.[0]?.textContent || node.getAttribute("placeholder") || node.getAttribute("aria-label") || "";
      const field = { name: (node.getAttribute("name") ?? "").slice(0, 200), kind, label: collapse(label, 500) };
      (form ? form.fields : this.loose).push(field);
    }
  }

  function structured() {
    const types = new Set();
    const offers = [];
    const nameOf = (text) => /^(?:https?:\/\/(?:www\.)?schema\.org\/|schema:)?([A-Za-z]{2,60})$/.exec(String(text).trim())?.[1] ?? "";
    const last = (text) => String(text ?? "").split(/[/#]/).pop() ?? "";
    const add = (offer) => offers.length < MAX_OFFERS && offers.push(offer);
    for (const script of document.querySelectorAll('script[type*="ld+json" i]')) {
      const text = script.textContent ?? "";
      if (text.length > MAX_JSON) continue;
      let value;
      try {
        value = JSON.parse(text);
      } catch {
        continue; // broken data says nothing
      }
      const waiting = [{ value, owner: "", isOffer: false }];
      for (let budget = 20_000; waiting.length > 0 && budget > 0; budget -= 1) {
        const { value: here, owner, isOffer } = waiting.pop();
        if (Array.isArray(here)) {
          for (const item of here.slice(0, 2_000).reverse()) waiting.push({ value: item, owner, isOffer });
        } else if (typeof here === "object" && here !== null) {
          const own = [here["@type"]].flat().slice(0, 10).map((t) => nameOf(t ?? "")).filter(Boolean);
          own.forEach((t) => types.size < 100 && types.add(t));
          const name = typeof here.name === "string" ? collapse(here.name, 500) : owner;
          if (isOffer || own.includes("Offer") || own.includes("AggregateOffer")) {
            const spec = [here.priceSpecification].flat()[0] ?? {};
            const price = String(here.price ?? here.lowPrice ?? spec.price ?? "").slice(0, 500);
            const currency = String(here.priceCurrency ?? spec.priceCurrency ?? "").slice(0, 20);
            add({ name, price, currency, availability: last(here.availability), source: "json-ld" });
          }
          for (const [key, inner] of Object.entries(here).reverse()) {
            if (typeof inner === "object" && key !== "@context") waiting.push({ value: inner, owner: name, isOffer: key === "offers" });
          }
        }
      }
    }
    for (const item of [...document.querySelectorAll("[itemscope][itemtype]")].slice(0, 2_000)) {
      const own = (item.getAttribute("itemtype") ?? "").split(/\s+/).map(nameOf).filter(Boolean);
      own.forEach((t) => types.size < 100 && types.add(t));
      if (!own.includes("Offer") && !own.includes("AggregateOffer")) continue;
      const read = (from, prop) => {
        const found = from?.querySelector(`[itemprop~="${prop}"]`);
        return collapse(found?.getAttribute("content") ?? found?.getAttribute("href") ?? found?.textContent ?? "", 500);
      };
      const product = item.parentElement?.closest("[itemscope]");
      const price = read(item, "price") || read(item, "lowPrice");
      add({ name: read(item, "name") || read(product, "name"), price, currency: read(item, "priceCurrency"), availability: last(read(item, "availability")), source: "microdata" });
    }
    return { offers, structured_types: [...types].sort() };
  }

  function gather() {
    const walk = new Walk();
    if (document.body) walk.run(document.body);
    const meta = [...document.querySelectorAll("meta")].slice(0, MAX_META).flatMap((node) => {
      const name = node.getAttribute("name") || node.getAttribute("property") || node.getAttribute("http-equiv");
      const content = node.getAttribute("content");
      return name && content ? [[name.trim().toLowerCase().slice(0, 100), collapse(content)]] : [];
    });
    const named = meta.find(([name]) => ["content-language", "language", "dc.language", "og:locale"].includes(name))?.[1] ?? "";
    const url = location.href.slice(0, 8_000);
    if (walk.loose.length > 0) walk.forms.push({ action: location.href, method: "", fields: walk.loose, text: "" });
    return {
      url,
      final_url: url,
      lang: (document.documentElement.getAttribute("lang") ?? "").trim().slice(0, 40) || named.split(",", 1)[0].trim().replaceAll("_", "-").slice(0, 40),
      title: collapse(document.title, 1_000),
      text: walk.text.toString(),
      hidden_text: walk.hidden.toString(),
      links: walk.links.map(({ alts, ...link }) => (link.text || !alts ? link : { ...link, text: alts.filter(Boolean).join(" ") })),
      images: walk.images,
      forms: walk.forms,
      meta,
      notes: [...walk.notes].sort(),
      ...structured(),
    };
  }

  globalThis.pharmaproof = { gather };
})();
