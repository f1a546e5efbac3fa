/** What the pages say: phrases, medicine names, offers and whether medicines are sold here; as checker/reading.py. */

import { isLabelOfNo, isOfValidity, isRefused } from "./answers.js";
import { readHostName } from "./host_name.js";
import { bisectLeft } from "./numbers.js";
import { findOffers, findOrderControls, withCues } from "./offers.js";
import { ofMedicines } from "./other_goods.js";
import { ahead, back, distance, first, size } from "./points.js";
import { findPrices } from "./prices.js";
import { decideSelling } from "./selling.js";
import { isNegated, isQuoted, normalise, NormalText, sentenceSpan } from "./text.js";

/** @import { HostName } from "./host_name.js" */
/** @import { OfferSeen } from "./offers.js" */
/** @import { Name, Phrase, Rules, Substance } from "./rules.js" */
/** @import { Selling } from "./selling.js" */
/** @import { Hit } from "./text/matcher.js" */
/** @import { Evidence, PageEvidence } from "./types.js" */

/**
 * @typedef {{ name: Name, substance: Substance, start: number, end: number, is_obfuscated: boolean }} NameSeen
 * @typedef {{ phrases: Map<string, PhraseSeen[]>, names: NameSeen[] }} TextSeen
 * @typedef {"shop" | "information" | "news" | "clinic" | "forum" | "unknown"} PageKind
 */

const MIN_SAID = 2;

/** One phrase on one page; whether the page says it in its own voice is worked out when asked. */
export class PhraseSeen {
  /** @type {boolean | null} */
  #counts = null;
  #voice;
  #rules;

  /**
   * @param {Phrase} phrase
   * @param {number} start in the page's normal text
   * @param {number} end
   * @param {Voice} voice
   * @param {Rules} rules
   */
  constructor(phrase, start, end, voice, rules) {
    this.phrase = phrase;
    this.start = start;
    this.end = end;
    this.#voice = voice;
    this.#rules = rules;
  }

  /** "Can I buy it without a prescription?" asks, and claims nothing. */
  get isQuestion() {
    return this.#voice.isQuestion(this.end);
  }

  /** "Prescription required: no" */
  get isLabelOfNo() {
    return isLabelOfNo(this.#rules, this.#voice.normal, this.end);
  }

  /** "Without a valid prescription", "no prescription, no medicine" */
  get #isRefusal() {
    const { normal } = this.#voice;
    return isOfValidity(this.#rules, normal, this.end) || isRefused(this.#rules, normal, this.end);
  }

  /** True when the page says it itself: neither negated nor quoted from others. */
  get counts() {
    const { PLAIN_TOPICS, BEHIND_TOPICS, UNTURNED_TOPICS } = this.#rules.constants.reading;
    const { topic } = this.phrase;
    const behind = BEHIND_TOPICS.includes(topic) ? /** @type {BehindLimits} */ (this.#rules.constants.reading) : null;
    this.#counts ??=
      PLAIN_TOPICS.includes(topic) ||
      (this.#voice.isOwn(this.start, this.end, !UNTURNED_TOPICS.includes(topic), behind) &&
        !(topic === "prescription-required" && (this.isQuestion || this.isLabelOfNo)) &&
        !(topic === "prescription-waived" && this.#isRefusal));
    return this.#counts;
  }
}

/** @typedef {{ NEGATED_BEHIND_WORDS: number, NEGATED_BEHIND_CHARS: number }} BehindLimits */

/** A text and its negation words: tells what it says in its own voice. */
class Voice {
  /**
   * @param {string} normal
   * @param {Hit[]} negations
   */
  constructor(normal, negations) {
    this.normal = normal;
    this.negations = negations;
    this.negationStarts = negations.map((n) => n.start);
  }

  /** @type {(start: number, end: number, looksBefore: boolean, behind: BehindLimits | null) => boolean} */
  isOwn(start, end, looksBefore, behind) {
    if (looksBefore && isNegated(this.normal, start, end, this.negations)) return false;
    if (isQuoted(this.normal, start, end)) return false;
    return behind === null || !this.#isNegatedBehind(end, behind);
  }

  /**
   * A negation word at most so many words behind, in the same sentence.
   *
   * @type {(end: number, limits: BehindLimits) => boolean}
   */
  #isNegatedBehind(end, limits) {
    const start = this.negationStarts[bisectLeft(this.negationStarts, end)];
    if (start === undefined || start >= sentenceSpan(this.normal, end - 1)[1]) return false;
    const spaces = this.normal.slice(end, start).split(" ").length - 1;
    return spaces > 0 ? spaces <= limits.NEGATED_BEHIND_WORDS : start - end <= limits.NEGATED_BEHIND_CHARS;
  }

  /**
   * Whether the sentence of the words ends in a question mark.
   *
   * @type {(end: number) => boolean}
   */
  isQuestion(end) {
    const stop = sentenceSpan(this.normal, end - 1)[1];
    const last = this.normal
      .slice(Math.max(stop - 1, 0), stop + 1)
      .trim()
      .at(-1);
    return last !== undefined && "?？؟".includes(last);
  }
}

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
    this.#kind ??= this.#findKind();
    return this.#kind;
  }

  /** @type {() => PageKind} */
  #findKind() {
    const { NEWS_TYPES, ARTICLE_TYPES, POST_META } = this.rules.constants.reading;
    const types = this.page.structured_types;
    const meta = new Map(this.page.meta);
    const isArticle = meta.get("og:type") === "article";
    if (this.page.offers.length === 0 && !types.includes("Product") && isForum(this.page, this.rules)) return "forum";
    if (
      this.countSaid("sells") >= MIN_SAID ||
      types.includes("Product") ||
      this.page.offers.length > 0 ||
      this.controls.length >= MIN_SAID
    ) {
      return "shop";
    }
    if (types.some((type) => NEWS_TYPES.includes(type)) || this.countSaid("news") >= MIN_SAID) return "news";
    // Plugins call every page of a site an article, also a seller's landing page; a post has a date or author.
    const isPost = isArticle && POST_META.some((/** @type {string} */ name) => meta.has(name));
    if (types.some((type) => ARTICLE_TYPES.includes(type)) || isPost || isWiki(this.page, this.rules)) return "information";
    if (isArticle && (this.has("information") || this.has("news"))) return "information";
    if (this.countSaid("information") >= MIN_SAID || this.countSaid("warning") >= MIN_SAID) return "information";
    return this.countSaid("clinic") >= MIN_SAID ? "clinic" : "unknown";
  }
}

const FORUM_LINK =
  /\/(?:viewtopic|memberlist|showthread|member|newreply)\.php\?|\/threads\/[^/?]+\.[0-9]+\/|index\.php\?(?:topic|action=profile)/i;

/**
 * Whether the page was made by software for encyclopedias and handbooks.
 *
 * @type {(page: PageEvidence, rules: Rules) => boolean}
 */
function isWiki(page, rules) {
  const generator = (new Map(page.meta).get("generator") ?? "").toLowerCase();
  return rules.constants.reading.WIKI_SOFTWARE.some((/** @type {string} */ name) => generator.includes(name));
}

/**
 * Whether users write here, by structured data, generator or the links of forum software.
 *
 * @type {(page: PageEvidence, rules: Rules) => boolean}
 */
function isForum(page, rules) {
  const { FORUM_TYPES, FORUM_SOFTWARE, FORUM_MIN_LINKS, MAX_LINKS_READ } = rules.constants.reading;
  const generator = (new Map(page.meta).get("generator") ?? "").toLowerCase();
  if (page.structured_types.some((type) => FORUM_TYPES.includes(type))) return true;
  if (FORUM_SOFTWARE.some((/** @type {string} */ name) => generator.includes(name))) return true;
  const links = page.links.slice(0, MAX_LINKS_READ).filter((link) => FORUM_LINK.test(link.href));
  return new Set(links.map((link) => link.href)).size >= FORUM_MIN_LINKS;
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

/**
 * Without the demand inside the waiver or the free sale: "prescription required" in "no prescription required".
 *
 * @type {(wanted: [Phrase, Hit][]) => [Phrase, Hit][]}
 */
function notTurnedAround(wanted) {
  const waived = wanted.filter(([phrase]) => ["prescription-waived", "otc"].includes(phrase.topic)).map(([, hit]) => hit);
  if (waived.length === 0) return wanted;
  const demands = wanted.filter(([phrase]) => phrase.topic === "prescription-required").map(([, hit]) => hit);
  return wanted.filter(([phrase, hit]) => {
    if (phrase.topic === "prescription-waived") return !demands.some((demand) => isInside(hit, demand));
    if (!["prescription-required", "prescription-step"].includes(phrase.topic)) return true;
    return !waived.some((w) => w.start < hit.end && hit.start < w.end && !isInside(w, hit));
  });
}

/** "Dispensa receita" within "não dispensa receita". @type {(hit: Hit, other: Hit) => boolean} */
function isInside(hit, other) {
  return other.start <= hit.start && hit.end <= other.end && hit.end - hit.start < other.end - other.start;
}

/**
 * Phrases by topic and names of a text in normal form.
 *
 * @type {(normal: string, rules: Rules) => TextSeen}
 */
export function readText(normal, rules) {
  const { MAX_HITS_PER_PHRASE, MAX_HITS_PER_NAME } = rules.constants.reading;
  const { orderedPhrases, orderedNames } = rules;
  const namesFrom = orderedPhrases.length;
  /** @type {NameSeen[]} */
  const names = [];
  /** @type {Hit[]} */
  const negations = [];
  /** @type {Map<number, number>} */
  const counts = new Map();
  let lastNameEnd = -1;
  /** @type {[Phrase, Hit][]} */
  const wanted = [];
  for (const hit of rules.matcher.scan(normal)) {
    const count = counts.get(hit.pattern) ?? 0;
    if (hit.pattern < namesFrom) {
      const phrase = orderedPhrases[hit.pattern];
      if (phrase.topic === "negation") {
        negations.push(hit);
      } else if (count < MAX_HITS_PER_PHRASE) {
        counts.set(hit.pattern, count + 1);
        wanted.push([phrase, hit]);
      }
    } else if (hit.end > lastNameEnd) {
      // "kamagra" inside "kamagra oral jelly": the longer name stands
      lastNameEnd = hit.end;
      if (count < MAX_HITS_PER_NAME) {
        counts.set(hit.pattern, count + 1);
        const name = orderedNames[hit.pattern - namesFrom];
        const substance = /** @type {Substance} */ (rules.substances.get(name.substance));
        names.push({ name, substance, start: hit.start, end: hit.end, is_obfuscated: hit.is_obfuscated });
      }
    }
  }
  const voice = new Voice(normal, negations);
  /** @type {Map<string, PhraseSeen[]>} */
  const phrases = new Map();
  for (const [phrase, hit] of notTurnedAround(wanted)) {
    const seen = new PhraseSeen(phrase, hit.start, hit.end, voice, rules);
    const same = phrases.get(phrase.topic);
    if (same) same.push(seen);
    else phrases.set(phrase.topic, [seen]);
  }
  return { phrases, names };
}
