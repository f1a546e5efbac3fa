/** What the pages say: phrases, medicine names, offers and whether medicines are sold here; as checker/reading.py. */

import { readHostName } from "./host_name.js";
import { withCues } from "./name_cues.js";
import { findOffers } from "./offers.js";
import { findOrderControls } from "./order_controls.js";
import { ofMedicines } from "./other_goods.js";
import { findKind } from "./page_kind.js";
import { ahead, back, distance, first, size } from "./points.js";
import { findPrices } from "./prices.js";
import { decideSelling } from "./selling.js";
import { normalise, NormalText, sentenceSpan } from "./text.js";
import { readText } from "./text_reading.js";

/** @import { HostName } from "./host_name.js" */
/** @import { PageKind } from "./page_kind.js" */
/** @import { Rules } from "./rules.js" */
/** @import { NameSeen, OfferSeen } from "./seen.js" */
/** @import { Selling } from "./selling.js" */
/** @import { TextSeen } from "./text_reading.js" */
/** @import { Evidence, PageEvidence } from "./types.js" */
/** @import { PhraseSeen } from "./voice.js" */

/** One page, read. */
export class PageSeen {
  /** @type {PageKind | null} */
  #kind = null;

  /**
   * @param {PageEvidence} page
   * @param {NormalText} body title, then the visible text
   * @param {number} titleEnd where the title ends in the normal text
   * @param {number} textEnd where the visible text ends; behind it stand the words of pictures and of the page's data
   * @param {Map<string, PhraseSeen[]>} phrases by topic
   * @param {NameSeen[]} names those that need a cue only where they have one
   * @param {OfferSeen[]} offers
   * @param {string[]} controls carts and checkouts by their links and forms
   * @param {Rules} rules
   */
  constructor(page, body, titleEnd, textEnd, phrases, names, offers, controls, rules) {
    this.page = page;
    this.body = body;
    this.titleEnd = titleEnd;
    this.textEnd = textEnd;
    this.phrases = phrases;
    this.names = names;
    this.offers = offers;
    this.controls = controls;
    this.rules = rules;
  }

  /**
   * Phrases of the topic that the page says in its own voice.
   *
   * @type {(topic: string) => PhraseSeen[]}
   */
  said(topic) {
    return (this.phrases.get(topic) ?? []).filter((p) => p.counts);
  }

  /** @type {(topic: string) => boolean} */
  has(topic) {
    return (this.phrases.get(topic) ?? []).some((p) => p.counts);
  }

  /**
   * How many different phrases of the topic the page says; related languages share some.
   *
   * @type {(topic: string) => number}
   */
  countSaid(topic) {
    return new Set(this.said(topic).map((p) => p.phrase.text)).size;
  }

  /**
   * Where in the page, for a finding; -1 stands for structured data.
   *
   * @type {(start: number) => string}
   */
  place(start) {
    let part = start < 0 ? "structured data" : start < this.titleEnd ? "title" : "text";
    if (start >= this.textEnd) part = "pictures and data";
    return `${part} of ${this.page.final_url}`;
  }

  /**
   * The words of the page around a span: its sentence, exactly as seen.
   *
   * @type {(start: number, end: number) => string}
   */
  sentence(start, end) {
    const { MAX_QUOTE_CHARS, QUOTE_MARGIN_CHARS } = this.rules.constants.reading;
    const { normal } = this.body;
    const [left] = sentenceSpan(normal, start);
    const [, right] = sentenceSpan(normal, Math.max(start, end - 1));
    if (distance(normal, left, right) <= MAX_QUOTE_CHARS) return this.body.quote(left, right);
    return this.body.quote(
      Math.max(left, back(normal, start, QUOTE_MARGIN_CHARS)),
      Math.min(right, ahead(normal, end, QUOTE_MARGIN_CHARS)),
    );
  }

  /** What the page is, by its structured data and wording. */
  get kind() {
    this.#kind ??= findKind(this);
    return this.#kind;
  }
}

/** Everything a signal may look at. */
export class Seen {
  /**
   * @param {Evidence} evidence
   * @param {PageSeen[]} pages
   * @param {Selling} selling
   * @param {HostName} host
   * @param {Rules} rules
   */
  constructor(evidence, pages, selling, host, rules) {
    this.evidence = evidence;
    this.pages = pages;
    this.selling = selling;
    this.host = host;
    this.rules = rules;
  }

  /** @type {(topic: string) => [PageSeen, PhraseSeen][]} */
  said(topic) {
    return this.pages.flatMap((page) =>
      page.said(topic).map((hit) => /** @type {[PageSeen, PhraseSeen]} */ ([page, hit])),
    );
  }

  /** @type {(topic: string) => boolean} */
  has(topic) {
    return this.pages.some((page) => page.has(topic));
  }

  /** The country asked for; else the one state of the page's language, where medicines law is one state's. */
  get buyerCountry() {
    const [page] = this.pages;
    if (this.evidence.country || !page) return this.evidence.country;
    /** @type {Record<string, string>} */
    const byLanguage = /** @type {any} */ (this.rules.constants.reading.COUNTRY_BY_LANGUAGE);
    return byLanguage[page.page.lang.split("-", 1)[0].toLowerCase()] ?? null;
  }

  get sells() {
    return this.selling.state === "yes";
  }
}

/**
 * All pages of the evidence read, and the decision whether the site sells medicines.
 *
 * @type {(evidence: Evidence, rules: Rules) => Seen}
 */
export function read(evidence, rules) {
  const pages = evidence.pages.map((page) => readPage(page, rules));
  const host = readHostName(evidence.address, rules);
  return new Seen(evidence, pages, decideSelling(pages, host, rules), host, rules);
}

/**
 * Phrases, names and offers of one page.
 *
 * @type {(page: PageEvidence, rules: Rules) => PageSeen}
 */
export function readPage(page, rules) {
  const behind = textBehind(page, rules);
  const body = new NormalText([page.title, page.text, behind].filter(Boolean).join("\n"));
  const titleEnd = page.title ? normalise(page.title).length : 0;
  const textEnd = body.normal.length - (behind ? normalise(behind).length : 0);
  const found = withButtons(readText(body.normal, rules), body.normal, rules);
  const cued = withCues(found.names, found.phrases, body.normal, rules);
  const names = ofMedicines(cued, found.phrases, body.normal, rules);
  const offers = findOffers(page, names, found.phrases, body, rules, textEnd, titleEnd);
  const controls = findOrderControls(page, rules);
  return new PageSeen(page, body, titleEnd, textEnd, found.phrases, names, offers, controls, rules);
}

/**
 * What the page says besides its text: the words of its pictures, each once, and of the data it is built from.
 *
 * @type {(page: PageEvidence, rules: Rules) => string}
 */
function textBehind(page, rules) {
  const { MAX_ALTS_READ, MIN_ALT_CHARS, MAX_ALT_CHARS } = rules.constants.reading;
  const alts = page.images.slice(0, MAX_ALTS_READ).map((image) => image.alt);
  const words = new Set(alts.filter((alt) => size(alt) >= MIN_ALT_CHARS));
  return [first([...words].join("\n"), MAX_ALT_CHARS), page.script_text].filter(Boolean).join("\n");
}

/**
 * With the order words that are buttons: alone on a line, or there behind a price, and more than once.
 *
 * @type {(found: TextSeen, normal: string, rules: Rules) => TextSeen}
 */
function withButtons(found, normal, rules) {
  const alone = (found.phrases.get("order-words") ?? []).filter((hit) => isAlone(normal, hit.start, hit.end, rules));
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const hit of alone) counts.set(hit.phrase.id, (counts.get(hit.phrase.id) ?? 0) + 1);
  const buttons = alone.filter((hit) => (counts.get(hit.phrase.id) ?? 0) >= rules.constants.reading.MIN_BUTTONS);
  if (buttons.length === 0) return found;
  const sells = [...(found.phrases.get("sells") ?? []), ...buttons].sort((a, b) => a.start - b.start);
  return { phrases: new Map([...found.phrases, ["sells", sells]]), names: found.names };
}

/** @type {(normal: string, start: number, end: number, rules: Rules) => boolean} */
function isAlone(normal, start, end, rules) {
  if (end < normal.length && normal[end] !== "\n") return false;
  const line = start === 0 ? 0 : normal.lastIndexOf("\n", start - 1) + 1;
  if (line === start) return true;
  const from = Math.max(line, start - rules.constants.reading.BEHIND_PRICE_CHARS);
  const price = findPrices(rules, normal, from, start).at(-1);
  return price !== undefined && start - price.end <= 1;
}
