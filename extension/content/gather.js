/**
 * What the page shows, as PageEvidence with Python's names and text rules (../shared/README.md).
 *
 * A classic script: browsers load no modules as content scripts. Nothing here is visible to the page.
 */
(() => {
  "use strict";
  if (/** @type {any} */ (globalThis).pharmaproof) return;
  // A viewer of a PDF, a picture or plain text is the browser's page around it, and says nothing of the site.
  if (!/^(?:text\/html|application\/xhtml\+xml)$/.test(document.contentType)) return;

  /** @typedef {import("../shared/types.js").PageEvidence} PageEvidence */
  /** @typedef {import("../shared/types.js").Image} Image */
  /** @typedef {import("../shared/types.js").Form} Form */
  /** @typedef {import("../shared/types.js").FormField} FormField */
  /** @typedef {import("../shared/types.js").Offer} Offer */
  /** @typedef {import("../shared/types.js").Link & { alts?: string[] }} SeenLink with the descriptions of the pictures in it */
  /**
   * @typedef {object} Frame an element that was entered, and what holds inside of it
   * @property {Element} node
   * @property {ChildNode | null} next the node to look at next
   * @property {boolean} isSeen
   * @property {SeenLink | null} link
   * @property {Form | null} form
   * @property {HTMLLabelElement | null} label
   * @property {boolean} isBlock
   * @property {boolean} isInline
   * @property {boolean} isApart whether a space follows: a link right before another tag
   * @property {Lines} lines
   * @property {number} start where a form's text began in `lines`; -1 for other elements
   * @property {boolean} isShadow
   */

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
  /** Where pages keep the address of a picture until it is scrolled to. */
  const LAZY = ["data-src", "data-original", "data-lazy-src", "data-lazy", "data-url", "data-image"];
  const SILENT = new Set("SCRIPT STYLE NOSCRIPT TEMPLATE TITLE IFRAME FRAME NOFRAMES NOEMBED HEAD BASE".split(" "));
  const NEVER_SHOWN = new Set(["DATALIST", "RP"]);
  /** Elements within a line; what stands right before the end of one and right behind the start of the next may be two words. */
  const INLINE = new Set("SPAN B STRONG EM I SMALL LABEL INS DEL BDI U".split(" "));
  const PLAIN = new Set("B I EM STRONG U S SMALL SUB SUP BR CODE MARK".split(" "));
  const HIDING =
    /(?:font-size|opacity):0*(?:\.0+)?(?:px|pt|r?em|%)?(?:[;!]|$)|(?:text-indent|left|top|right|bottom|margin-left|margin-top):-\d{4,}|clip:rect\([01](?:px)?,?[01]|clip-path:inset\((?:50|100)%/;
  const ZERO_SIZE = /(?:^|[^a-z-])(?:max-)?(?:height|width):[01]?(?:px)?(?:[;!]|$)/;
  const CLICK = /(?:location(?:\.href)?\s*=|(?:location\.(?:assign|replace)|open|navigate|goto)\s*\()\s*[`"']([^`"']{1,2000})[`"']/i;

  /** What is still looked at once no more text is taken: the browser finds these faster than a walk over all nodes. */
  const LATE_LINKS = "a,area,[onclick]";
  const LATE_OTHERS = "img,svg,form,label,input,select,textarea,button";

  /** How many nodes are looked at between two looks at the clock. */
  const STEP_NODES = 64;
  const { ELEMENT_NODE, TEXT_NODE } = Node;

  const DIGIT = /\p{Nd}/u;
  const AMOUNT_CHARS = 6;
  const PIXELS = /^\s*\d{1,5}(?:\.\d*)?\s*(?:px)?\s*$/;
  const SPACE_FIRST = /^\s/;
  const SPACE_LAST = /\s$/;
  /** White space that is not one space. */
  const ODD_SPACE = /\s\s|[^\S ]/;
  /** @type {CheckVisibilityOptions} */
  const TO_THE_EYE = { opacityProperty: true, visibilityProperty: true };

  /** @type {(text: string, most?: number) => string} */
  const collapse = (text, most = MAX_VALUE) => {
    const inner = (text.length > 2 * most ? text.slice(0, 2 * most) : text).trim();
    return (ODD_SPACE.test(inner) ? inner.replace(/\s+/g, " ") : inner).slice(0, most);
  };

  /** @type {(left: string, text: string) => boolean} */
  function isGlued(left, text) {
    const right = text.slice(0, 1);
    if (!/[0-9A-Za-z]/.test(right) || !/[0-9A-Za-z$%]|[^\0-\x7f]/.test(left)) return false;
    const isLeftDigit = /[0-9]/.test(left);
    const isRightDigit = /[0-9]/.test(right);
    if (isLeftDigit || isRightDigit) return isLeftDigit !== isRightDigit;
    return "$%€£".includes(left) || (!/[A-Z]/.test(left) && /[A-Z]/.test(right));
  }

  /** Text as lines: one a block, white space runs one space. */
  class Lines {
    /** @type {string[]} */
    parts = [];
    length = 0;
    gap = "";

    /** @param {number} most characters */
    constructor(most) {
      this.most = most;
    }

    /** Text behind the end of one inline element and the start of another: "9 kr" + "Köp", "€" + "Add", "Tramadol" + "30". @type {(text: string) => void} */
    addApart(text) {
      const left = this.parts.at(-1)?.at(-1) ?? "";
      if (this.gap === "" && isGlued(left, text)) this.gap = " ";
      this.add(text);
    }

    /** @type {(text: string) => void} */
    add(text) {
      if (this.isFull || text === "") return;
      const cut = text.slice(0, this.most - this.length + 1);
      const inner = cut.trim();
      if (this.gap === "" && SPACE_FIRST.test(cut)) this.gap = " ";
      if (inner === "") return;
      if (this.length > 0 && this.gap !== "") this.#push(this.gap);
      this.gap = SPACE_LAST.test(cut) ? " " : "";
      this.#push(ODD_SPACE.test(inner) ? inner.replace(/\s+/g, " ") : inner);
    }

    get isFull() {
      return this.length >= this.most;
    }

    end() {
      this.gap = "\n";
    }

    /** Where the next text will begin. */
    get next() {
      return this.length > 0 && this.gap !== "" ? this.length + 1 : this.length;
    }

    /** @type {(text: string) => void} */
    #push(text) {
      this.parts.push(text);
      this.length += text.length;
    }

    toString() {
      return this.parts.join("");
    }
  }

  /** @type {(element: Element, tag: string) => boolean} */
  function isHidden(element, tag) {
    if (NEVER_SHOWN.has(tag)) return true;
    // A closed list draws only the choice made; its options are still what the page offers.
    if (tag === "OPTION" || tag === "OPTGROUP") return /** @type {HTMLElement} */ (element).hidden !== false;
    // A page has one such field for each article, and the style of what is not drawn would be worked out only for us.
    if (tag === "INPUT" && /** @type {HTMLInputElement} */ (element).type === "hidden") return true;
    if (PLAIN.has(tag) && !element.hasAttributes()) return false;
    if (!element.checkVisibility(TO_THE_EYE)) return getComputedStyle(element).display !== "contents";
    if (!element.hasAttribute("style")) return false;
    const style = element.getAttribute("style") ?? "";
    if (style.length > 1_000) return false;
    const compact = style.toLowerCase().replace(/\s+/g, "");
    return HIDING.test(compact) || (compact.includes("overflow:hidden") && ZERO_SIZE.test(compact));
  }

  /** An address that the URL Standard leaves as it is but for the origin before it; most are, and `new URL` is slow. */
  const PLAIN_PATH = /^(?:\/[\w~-][\w.~-]*)+\/?(?:\?[\w.~=&%+-]*)?$/;
  /** What goes before such an address, asked once a reading: the browser writes all of these out anew each time. */
  let plainOrigin = "";
  const setPlainOrigin = () => (plainOrigin = document.baseURI === location.href && location.origin !== "null" ? location.origin : "");
  /** @type {(href: string) => string} */
  function resolve(href) {
    if (plainOrigin && PLAIN_PATH.test(href)) return (plainOrigin + href).slice(0, MAX_VALUE);
    if (/^(?:tel|mailto|javascript):/i.test(href.trim())) return href.trim().slice(0, MAX_VALUE);
    try {
      return new URL(href, document.baseURI).href.slice(0, MAX_VALUE);
    } catch {
      return href.slice(0, MAX_VALUE); // not an address: as written, as Python does
    }
  }

  /** @type {(element: Element) => string} */
  function targetOf(element) {
    const href = element.getAttribute("href") ?? element.getAttribute("xlink:href") ?? "";
    if (href && !href.startsWith("#") && !/^j/i.test(href)) return href;
    return (element.getAttribute("onclick") ?? "").slice(0, 1_000).match(CLICK)?.[1] ?? href;
  }

  /** Walks the page once. */
  class Walk {
    text = new Lines(MAX_TEXT);
    hidden = new Lines(MAX_HIDDEN);
    /** @type {SeenLink[]} */
    links = [];
    /** @type {Image[]} */
    images = [];
    /** @type {Form[]} */
    forms = [];
    /** Fields outside of forms. @type {FormField[]} */
    loose = [];
    fields = 0;
    elements = 0;
    /** @type {Set<string>} */
    notes = new Set();
    /** @type {Frame[]} */
    #stack = [];
    /** @type {Frame | null} */
    #frame;
    /** Since the last text: 0 no edge, 1 inline elements ended, 2 and others began, 3 another order of edges. */
    #edges = 0;
    /** @type {Map<string, Element> | null} the first label for each id; the browser looks for labels anew for each field */
    #labelFor = null;
    /** @type {Set<Element>} */
    #clickable = new Set();

    /** Elements behind the text that was taken. @type {NodeListOf<Element> | null} */
    #late = null;
    #lateAt = 0;

    /** @param {Element} root */
    constructor(root) {
      this.root = root;
      setPlainOrigin();
      this.#findClickable(root);
      this.#frame = this.#enter(root, /** @type {Frame} */ ({ node: root, next: null, isSeen: true, link: null, form: null, label: null, isBlock: false, isInline: false, isApart: false, lines: this.text, start: -1, isShadow: false }));
    }

    /** @type {(root: ParentNode) => void} */
    #findClickable(root) {
      for (const node of root.querySelectorAll("[onclick]")) this.#clickable.add(node);
    }

    /** Looks at some nodes more; false when there are none. Without recursion: nesting is the page's choice. */
    step() {
      if (this.text.isFull && this.links.length >= MAX_LINKS) {
        this.notes.add("elements-cut");
        return false;
      }
      if (this.text.isFull && (this.#late || this.#findLate())) return this.#stepLate();
      for (let count = 0; count < STEP_NODES; count += 1) {
        const frame = this.#frame;
        if (!frame) return false;
        const node = frame.next;
        if (!node) {
          this.#leaveForm(frame);
          this.#edges = frame.isInline && this.#edges <= 1 ? 1 : 3;
          if (frame.isBlock) frame.lines.end();
          else if (frame.isApart) frame.lines.add(" ");
          this.#frame = this.#stack.pop() ?? null;
          continue;
        }
        frame.next = node.nextSibling;
        const { nodeType } = node;
        if (nodeType === TEXT_NODE) {
          const lines = frame.isSeen ? this.text : this.hidden;
          const { data } = /** @type {Text} */ (node);
          if (this.#edges === 2) lines.addApart(data);
          else lines.add(data);
          this.#edges = 0;
        } else if (nodeType === ELEMENT_NODE) {
          const inner = this.#enter(/** @type {Element} */ (node), frame);
          if (!inner) continue;
          this.#stack.push(frame);
          this.#frame = inner;
        }
      }
      return true;
    }

    /** @type {(frame: Frame) => void} */
    #leaveForm(frame) {
      if (frame.start >= 0 && frame.form) frame.form.text = collapse(frame.lines.parts.slice(frame.start).join(""));
    }

    /** False inside a shadow root, which selectors do not see into. */
    #findLate() {
      while (this.#frame && !this.#frame.next) this.#leave();
      const from = this.#frame?.next;
      if (!from || this.#frame?.isShadow) return false;
      const late = this.root.querySelectorAll(this.images.length < MAX_IMAGES || this.fields < MAX_FIELDS ? `${LATE_LINKS},${LATE_OTHERS}` : LATE_LINKS);
      let low = 0;
      for (let high = late.length; low < high; ) {
        const middle = (low + high) >> 1;
        const isBehind = late[middle] === from || from.compareDocumentPosition(late[middle]) & Node.DOCUMENT_POSITION_FOLLOWING;
        if (isBehind) high = middle;
        else low = middle + 1;
      }
      this.#late = late;
      this.#lateAt = low;
      return true;
    }

    #leave() {
      if (this.#frame) this.#leaveForm(this.#frame);
      this.#frame = this.#stack.pop() ?? null;
    }

    /** As `step`, over the elements that are left. */
    #stepLate() {
      for (let count = 0; count < STEP_NODES; count += 1) {
        const node = this.#late?.[this.#lateAt];
        if (!node) {
          while (this.#frame) this.#leave();
          return false;
        }
        this.#lateAt += 1;
        while (this.#frame && !this.#frame.node.contains(node)) this.#leave();
        if (!this.#frame) return false; // the page took away what was being read
        const inner = this.#enter(node, this.#frame);
        if (!inner) continue;
        this.#stack.push(this.#frame);
        this.#frame = inner;
      }
      return true;
    }

    /** What is inside an element; null for one that is passed over. @type {(node: Element, around: Frame) => Frame | null} */
    #enter(node, around) {
      const tag = node.tagName;
      if (SILENT.has(tag)) return null;
      if (++this.elements > MAX_ELEMENTS) {
        this.notes.add("elements-cut");
        return null;
      }
      // Where a picture is drawn is not asked, nor anything once no more text is taken: to ask is half the walk's work.
      const isSeen = around.isSeen && (tag === "IMG" || this.text.isFull || !isHidden(node, tag));
      const lines = isSeen ? this.text : this.hidden;
      if (around.isSeen && !isSeen) lines.end();
      const isBlock = BLOCKS.has(tag);
      const isInline = INLINE.has(tag);
      this.#edges = isInline && (this.#edges === 1 || this.#edges === 2) ? 2 : 3;
      if (isBlock) lines.end();
      // Minified cards have no white space between price and button, which style sheets set apart: "59 €" + "Order".
      const isApart = tag === "A" && node.nextSibling?.nodeType !== Node.TEXT_NODE;
      if (tag === "A" && node.previousSibling?.nodeType !== Node.TEXT_NODE) lines.add(" ");
      // A line of a list ends with an amount; a sentence wrapped by hand goes on.
      if (tag === "BR" && DIGIT.test((node.previousSibling?.textContent ?? "").trimEnd().slice(-AMOUNT_CHARS))) lines.end();
      else if (tag === "BR") lines.add(" ");
      let { link, form, label } = around;
      let start = -1;
      if (tag === "A" || tag === "AREA" || this.#clickable.has(node)) link = this.#link(node, isSeen, lines) ?? link;
      if (tag === "IMG" || tag === "svg") this.#image(node, tag, link);
      else if (tag === "LABEL") label = /** @type {HTMLLabelElement} */ (node);
      else if (tag === "FORM" && this.forms.length < MAX_FORMS) {
        form = this.#form(node);
        start = lines.parts.length;
      } else if (tag === "INPUT" || tag === "SELECT" || tag === "TEXTAREA" || tag === "BUTTON") this.#field(node, tag, form, lines, label, around.isShadow);
      const isOpaque = tag === "TEXTAREA" || tag === "svg"; // what was typed is never read
      const { shadowRoot } = node;
      if (shadowRoot) this.#findClickable(shadowRoot);
      const next = isOpaque ? null : (shadowRoot ?? node).firstChild;
      return { node, next, isSeen, link, form, label, isBlock, isInline, isApart, lines, start, isShadow: around.isShadow || shadowRoot !== null };
    }

    /** @type {(node: Element, isSeen: boolean, lines: Lines) => SeenLink | null} */
    #link(node, isSeen, lines) {
      const href = targetOf(node);
      if (!href) return null;
      if (this.links.length >= MAX_LINKS) {
        this.notes.add("links-cut");
        return null;
      }
      const text = collapse(node.textContent ?? "");
      /** @type {SeenLink} */
      const link = { href: resolve(href), text, rel: node.getAttribute("rel") ?? "", position: isSeen && text ? lines.next : -1 };
      this.links.push(link);
      return link;
    }

    /** @type {(node: Element, tag: string, link: SeenLink | null) => void} */
    #image(node, tag, link) {
      if (this.images.length >= MAX_IMAGES) return;
      const value = (/** @type {string} */ name) => node.getAttribute(name) ?? "";
      const lazy = LAZY.map(value).find(Boolean);
      const written = value("src");
      const set = (value("data-srcset") || value("srcset")).trim().split(" ", 1)[0].replace(/,$/, "");
      const src = lazy || (written && !written.startsWith("data:") ? written : set || written);
      const alt = tag === "svg" ? (node.querySelector("title")?.textContent ?? value("aria-label")) : value("alt");
      if (tag === "svg" && !alt) return;
      const pixels = (/** @type {string} */ name) => (PIXELS.test(value(name)) ? Math.trunc(Number.parseFloat(value(name))) : null);
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

    /** @type {(node: Element) => Form} */
    #form(node) {
      const action = node.getAttribute("action");
      /** @type {Form} */
      const form = {
        action: action ? resolve(action) : location.href,
        method: (node.getAttribute("method") ?? "get").trim().toLowerCase().slice(0, 20),
        fields: [],
        text: "",
      };
      this.forms.push(form);
      return form;
    }

    /** @type {(node: Element, tag: string, form: Form | null, lines: Lines, label: HTMLLabelElement | null, isShadow: boolean) => void} */
    #field(node, tag, form, lines, label, isShadow) {
      if (++this.fields > MAX_FIELDS) return;
      const written = (node.getAttribute("type") ?? "").trim().toLowerCase().slice(0, 40);
      const kind = tag === "INPUT" ? written || "text" : tag === "BUTTON" ? written || "submit" : tag.toLowerCase();
      if (tag === "INPUT" && ["submit", "button", "reset"].includes(kind)) lines.add(` ${node.getAttribute("value") ?? ""} `);
      const named = isShadow ? /** @type {HTMLInputElement} */ (node).labels?.[0] : this.#labelOf(node, kind, label);
      const text = named?.textContent || node.getAttribute("placeholder") || node.getAttribute("aria-label") || "";
      const field = { name: (node.getAttribute("name") ?? "").slice(0, 200), kind, label: collapse(text, 500) };
      (form ? form.fields : this.loose).push(field);
    }

    /** As `labels[0]`, which looks through the whole document each time. @type {(node: Element, kind: string, around: HTMLLabelElement | null) => Element | null} */
    #labelOf(node, kind, around) {
      if (kind === "hidden") return null;
      if (!this.#labelFor) {
        this.#labelFor = new Map();
        for (const label of document.querySelectorAll("label[for]")) {
          const id = label.getAttribute("for") ?? "";
          if (id && !this.#labelFor.has(id)) this.#labelFor.set(id, label);
        }
      }
      const pointing = (node.id && this.#labelFor.get(node.id)) || null;
      if (!around || around.control !== node) return pointing;
      const isBefore = pointing && pointing.compareDocumentPosition(around) & Node.DOCUMENT_POSITION_FOLLOWING;
      return isBefore ? pointing : around;
    }
  }

  /** @type {() => Generator<void, Pick<PageEvidence, "offers" | "structured_types">, void>} */
  function* structured() {
    /** @type {Set<string>} */
    const types = new Set();
    /** @type {Offer[]} */
    const offers = [];
    const nameOf = (/** @type {unknown} */ text) => /^(?:https?:\/\/(?:www\.)?schema\.org\/|schema:)?([A-Za-z]{2,60})$/.exec(String(text).trim())?.[1] ?? "";
    const last = (/** @type {unknown} */ text) => String(text ?? "").split(/[/#]/).pop() ?? "";
    const add = (/** @type {Offer} */ offer) => offers.length < MAX_OFFERS && offers.push(offer);
    for (const script of document.querySelectorAll('script[type*="ld+json" i]')) {
      yield;
      const text = script.textContent ?? "";
      if (text.length > MAX_JSON) continue;
      let value;
      try {
        value = JSON.parse(text);
      } catch {
        continue; // broken data says nothing
      }
      /** @type {{ value: any, owner: string, isOffer: boolean }[]} */
      const waiting = [{ value, owner: "", isOffer: false }];
      for (let budget = 20_000; waiting.length > 0 && budget > 0; budget -= 1) {
        if (budget % STEP_NODES === 0) yield;
        const { value: here, owner, isOffer } = /** @type {typeof waiting[0]} */ (waiting.pop());
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
      yield;
      const own = (item.getAttribute("itemtype") ?? "").split(/\s+/).map(nameOf).filter(Boolean);
      own.forEach((t) => types.size < 100 && types.add(t));
      if (!own.includes("Offer") && !own.includes("AggregateOffer")) continue;
      const read = (/** @type {Element | null | undefined} */ from, /** @type {string} */ prop) => {
        const found = from?.querySelector(`[itemprop~="${prop}"]`);
        return collapse(found?.getAttribute("content") ?? found?.getAttribute("href") ?? found?.textContent ?? "", 500);
      };
      const product = item.parentElement?.closest("[itemscope]");
      const price = read(item, "price") || read(item, "lowPrice");
      add({ name: read(item, "name") || read(product, "name"), price, currency: read(item, "priceCurrency"), availability: last(read(item, "availability")), source: "microdata" });
    }
    return { offers, structured_types: [...types].sort() };
  }

  /** @type {() => import("../shared/types.js").Reading} */
  function* read() {
    const walk = new Walk(document.body ?? document.documentElement);
    while (walk.step()) yield;
    const found = yield* structured();
    /** @type {[string, string][]} */
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
      links: walk.links.map(({ href, text, rel, position, alts }) => ({ href, text: text || (alts ?? []).filter(Boolean).join(" "), rel, position })),
      images: walk.images,
      forms: walk.forms,
      meta,
      notes: [...walk.notes].sort(),
      ...found,
    };
  }

  function gather() {
    const reading = read();
    for (let at = reading.next(); ; at = reading.next()) if (at.done) return at.value;
  }

  /** @type {any} */ (globalThis).pharmaproof = /** @type {import("../shared/types.js").PageReader} */ ({ read, gather });
})();
