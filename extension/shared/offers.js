/** What a page offers: medicines with a price, in structured data, beside order words; as checker/offers.py. */

import { bisectLeft } from "./numbers.js";
import { ofMedicines } from "./other_goods.js";
import { ahead, back, distance, first, size } from "./points.js";
import { findCellAmount, findHeadingCurrency, findPrices, findStrength, findStrengths } from "./prices.js";
import { readText } from "./reading.js";
import { normalise } from "./text.js";

/** @import { NameSeen, PageSeen, PhraseSeen } from "./reading.js" */
/** @import { Rules, Substance } from "./rules.js" */
/** @import { NormalText } from "./text.js" */
/** @import { Offer, PageEvidence } from "./types.js" */
/** @typedef {Map<string, PhraseSeen[]>} Phrases by topic */
/** @typedef {"structured" | "price" | "control" | "order-words" | "catalogue" | "named"} How */

const MIN_BEHIND_CHARS = 30;
const MAX_WORDS_CHARS = 200;

/** A medicine together with what makes it an offer. */
export class OfferSeen {
  /**
   * @param {Substance} substance
   * @param {How} how
   * @param {number} start in the normal text; -1 for structured data
   * @param {number} end
   * @param {NormalText} body
   * @param {string} [words] structured data: name, price and currency as written
   * @param {string} [price]
   * @param {string} [currency]
   */
  constructor(substance, how, start, end, body, words = "", price = "", currency = "") {
    this.substance = substance;
    this.how = how;
    this.start = start;
    this.end = end;
    this.body = body;
    this.words = words;
    this.price = price;
    this.currency = currency;
  }

  /** Name and price as seen. */
  get quote() {
    return this.start < 0 ? this.words : this.body.quote(this.start, this.end);
  }
}

/**
 * Names that stand for themselves, and the ambiguous ones that a strength behind or an order word before backs.
 *
 * @type {(names: NameSeen[], phrases: Phrases, normal: string, rules: Rules) => NameSeen[]}
 */
export function withCues(names, phrases, normal, rules) {
  if (!names.some((n) => n.name.needs_cue)) return names;
  const orderEnds = new Set((phrases.get("order-words") ?? []).map((word) => word.end));
  const { COMPANY_TOPICS, STREET_GROUPS } = rules.constants.offers;
  const hasCompany =
    COMPANY_TOPICS.some((/** @type {string} */ topic) => phrases.has(topic)) ||
    names.some((n) => !n.name.needs_cue && STREET_GROUPS.includes(n.substance.group));
  return names.filter(
    (n) =>
      !n.name.needs_cue || ((hasCompany || !isStreetName(n, rules)) && hasCue(n, orderEnds, normal, rules)),
  );
}

/** @type {(seen: NameSeen, rules: Rules) => boolean} */
function isStreetName(seen, rules) {
  const { STREET_GROUPS, STREET_KINDS } = rules.constants.offers;
  return STREET_GROUPS.includes(seen.substance.group) && STREET_KINDS.includes(seen.name.kind);
}

/** @type {(seen: NameSeen, orderEnds: Set<number>, normal: string, rules: Rules) => boolean} */
function hasCue(seen, orderEnds, normal, rules) {
  if (orderEnds.has(seen.start - 1)) return true;
  const { STRENGTH_CHARS, CUE_GAP_CHARS } = rules.constants.offers;
  const strength = findStrength(normal, seen.end, ahead(normal, seen.end, STRENGTH_CHARS));
  return strength !== null && strength.start <= ahead(normal, seen.end, CUE_GAP_CHARS);
}

/**
 * All offers of the page: structured ones first, then by kind in order of place.
 *
 * @param {PageEvidence} page
 * @param {NameSeen[]} names
 * @param {Phrases} phrases
 * @param {NormalText} body
 * @param {Rules} rules
 * @param {number} textEnd where the visible text ends; behind it stand the pictures' words and the page's data
 * @param {number} titleEnd where the title ends
 * @returns {OfferSeen[]}
 */
export function findOffers(page, names, phrases, body, rules, textEnd, titleEnd) {
  const isWork = page.structured_types.some((type) => rules.constants.offers.WORKS.includes(type));
  const packs = phrases.get("pack") ?? [];
  const buttons = (phrases.get("sells") ?? []).map((hit) => hit.start).sort((a, b) => a - b);
  const offers = [
    ...structured(page.offers, body, rules, isWork),
    ...withPack(priced(names, phrases.get("sells") ?? [], body, rules), packs, buttons, body.normal, rules, isWork),
    ...barePriced(names, packs, body, rules),
    ...packTable(names, packs, body, rules, titleEnd),
    ...withPack(beforeButtons(names, phrases.get("sells") ?? [], body, rules), packs, buttons, body.normal, rules, isWork),
    ...besideOrderWords(names, phrases.get("order-words") ?? [], body, rules),
  ];
  if (isWork) return offers.filter((offer) => offer.how === "structured" || offer.how === "price");
  if (!offers.some((offer) => offer.how !== "order-words")) {
    offers.push(...catalogue(names, phrases.get("sells") ?? [], body, rules));
  }
  if (offers.length === 0) offers.push(...pictured(names, body, textEnd, rules));
  return offers;
}

/**
 * `isWork`: the page offers books, films or tickets, whose titles name medicines too.
 *
 * @type {(offers: Offer[], body: NormalText, rules: Rules, isWork: boolean) => OfferSeen[]}
 */
function structured(offers, body, rules, isWork) {
  const found = [];
  for (const offer of offers.slice(0, rules.constants.offers.MAX_STRUCTURED_OFFERS)) {
    const name = normalise(offer.name);
    const read = readText(name, rules);
    const names = ofMedicines(read.names, read.phrases, name, rules);
    // Of a book the first name must have its strength behind; no later one is looked at.
    const asked = isWork ? names.findIndex((n) => findStrength(name, n.end, name.length) === null) : -1;
    const seen = names.slice(0, asked < 0 ? names.length : asked).find((n) => !n.name.needs_cue || offer.price !== "");
    if (seen) {
      const words = [first(offer.name, MAX_WORDS_CHARS), offer.price, offer.currency].filter(Boolean).join(" ");
      found.push(new OfferSeen(seen.substance, "structured", -1, -1, body, words, offer.price, offer.currency));
    }
  }
  return found;
}

/** @type {(names: NameSeen[], sells: PhraseSeen[], body: NormalText, rules: Rules) => OfferSeen[]} */
function priced(names, sells, body, rules) {
  const { MAX_OFFERS_PER_MEDICINE, NEAR_PRICE_CHARS, NEAR_PRICE_BEFORE_CHARS } = rules.constants.offers;
  const { normal } = body;
  /** @type {Map<string, number>} */
  const counts = new Map();
  const buttons = sells.map((hit) => hit.start).sort((a, b) => a - b);
  const heading = names.length > 0 ? findHeadingCurrency(rules, normal) : null;
  /** @type {OfferSeen[]} */
  const found = [];
  names.forEach((seen, index) => {
    const count = counts.get(seen.substance.id) ?? 0;
    if (count >= MAX_OFFERS_PER_MEDICINE) return;
    const nextStart = index + 1 < names.length ? names[index + 1].start : normal.length;
    const behind = Math.min(
      ahead(normal, seen.end, NEAR_PRICE_CHARS),
      Math.max(nextStart, ahead(normal, seen.end, MIN_BEHIND_CHARS)),
    );
    const [following] = findPrices(rules, normal, seen.end, behind, 1);
    if (following && isOtherSentence(normal.slice(seen.end, following.start), rules)) return;
    if (following && normal.slice(seen.end, following.start).includes("\n")) {
      // The next paragraph speaks of money.
      if (lineLength(normal, following.start) > rules.constants.offers.MAX_CELL_CHARS) return;
    }
    const isInTable = !following && heading !== null && heading.end <= seen.start;
    const cell = isInTable ? findCellAmount(normal, seen.end, behind, heading.currency) : null;
    /** @type {import("./prices.js").Price | null} */
    let price = following ?? cell;
    if (!price) {
      const floor = back(normal, seen.start, NEAR_PRICE_BEFORE_CHARS);
      price = findPrices(rules, normal, floor, seen.start).at(-1) ?? null;
      // A button between: the price is the last card's.
      if (!price || bisectLeft(buttons, price.end) < bisectLeft(buttons, seen.start)) return;
      if (isOtherSentence(normal.slice(price.end, seen.start), rules)) return;
    }
    counts.set(seen.substance.id, count + 1);
    const start = Math.min(seen.start, price.start);
    const end = Math.max(seen.end, price.end);
    found.push(new OfferSeen(seen.substance, "price", start, end, body, "", price.amount, price.currency));
  });
  return found;
}

// Python's "$" also stands before a newline at the very end.
const COUNT_BEFORE = /[0-9] ?(?:x |× )?\n?$/;
/** Kits name their tablets so: "1x mifepristone + 4x misoprostol". */
const TIMES_BEFORE = /[0-9] ?[x×] ?\n?$/;
const COUNT_CHARS = 7;

/**
 * Medicines on offer; where few are, those that need a prescription only with a dose or counted pack beside: "Prozac
 * Nation, 12,90 €" is a book, "Morphine: Cure for Pain, LP. Add to cart" a record. What is behind the card's button is the
 * next card's.
 *
 * @type {(offers: OfferSeen[], packs: PhraseSeen[], buttons: number[], normal: string, rules: Rules, isWork: boolean) => OfferSeen[]}
 */
function withPack(offers, packs, buttons, normal, rules, isWork) {
  const { MANY_PRICED, PACK_CHARS } = rules.constants.offers;
  if (!isWork && new Set(offers.map((offer) => offer.substance.id)).size >= MANY_PRICED) return offers;
  const starts = packs
    .map((pack) => pack.start)
    .filter((start) => COUNT_BEFORE.test(normal.slice(back(normal, start, COUNT_CHARS), start)));
  return offers.filter((offer) => {
    if (rules.constants.offers.NAMED_ALONE.includes(offer.substance.group)) return true;
    const pack = starts[bisectLeft(starts, back(normal, offer.start, PACK_CHARS))];
    const button = offer.how === "price" ? buttons[bisectLeft(buttons, offer.end)] : undefined;
    const end = Math.min(ahead(normal, offer.end, PACK_CHARS), button ?? normal.length);
    if (TIMES_BEFORE.test(normal.slice(back(normal, offer.start, COUNT_CHARS), offer.start))) return true;
    return (pack !== undefined && pack <= end) || findStrength(normal, offer.start, end) !== null;
  });
}

/**
 * The page of one medicine, named in the title, whose rows are packs or doses with prices: "30 pills, $45 / 60 pills, $79".
 *
 * @type {(names: NameSeen[], packs: PhraseSeen[], body: NormalText, rules: Rules, titleEnd: number) => OfferSeen[]}
 */
function packTable(names, packs, body, rules, titleEnd) {
  const { DOSES, MIN_ROWS, MAX_ROWS, MAX_OFFERS_PER_MEDICINE, ROW_CHARS } = rules.constants.offers;
  const titled = new Set(names.filter((n) => n.start < titleEnd).map((n) => n.substance));
  const [substance] = titled;
  if (titled.size !== 1 || substance.group === "over_the_counter") return [];
  const { normal } = body;
  const others = names.filter((n) => n.substance !== substance).map((n) => n.start);
  const counted = packs
    .filter((pack) => !DOSES.includes(pack.phrase.text) && pack.start >= titleEnd)
    .filter((pack) => COUNT_BEFORE.test(normal.slice(back(normal, pack.start, COUNT_CHARS), pack.start)));
  const all = [...counted.map(({ start, end }) => ({ start, end })), ...findStrengths(normal, titleEnd, normal.length, MAX_ROWS)];
  all.sort((a, b) => a.start - b.start || a.end - b.end);
  const rows = all.filter((row, n) => n === 0 || row.start !== all[n - 1].start || row.end !== all[n - 1].end);
  /** @type {OfferSeen[]} */
  const found = [];
  rows.forEach(({ start, end }, index) => {
    const following = rows[index + 1]?.start ?? normal.length;
    const other = others[bisectLeft(others, end)] ?? normal.length;
    const limit = Math.min(ahead(normal, end, ROW_CHARS), following, other);
    const [price] = findPrices(rules, normal, end, limit, 1);
    if (!price || isOtherSentence(normal.slice(end, price.start), rules)) return;
    found.push(new OfferSeen(substance, "price", start, price.end, body, "", price.amount, price.currency));
  });
  return new Set(found.map((offer) => offer.price)).size >= MIN_ROWS ? found.slice(0, MAX_OFFERS_PER_MEDICINE) : [];
}

/** @type {(normal: string, at: number) => number} */
function lineLength(normal, at) {
  const end = normal.indexOf("\n", at);
  return distance(normal, normal.lastIndexOf("\n", at - 1) + 1, end >= 0 ? end : normal.length);
}

const BARE_AMOUNT = /[ )\n:=-]{1,4}([1-9][0-9]{1,4}(?:[.,][0-9]{2,3})?)(?=,-|[ )]?[;,./|\n]|$)/y;
const PLAIN_AMOUNT =
  /(?:= ?|(?<![0-9.,]))([1-9][0-9]{1,4}(?:[.,][0-9]{2,3})?)(?:,-|(?<= [0-9]{2})e(?![a-z])|(?<= [0-9]{3})e(?![a-z]))|= ?([1-9][0-9]{1,4}(?:[.,][0-9]{2,3})?)(?=[ )]?[;,./|\n]|$)/g;

/** "Lyrica 150 mg - 950": an amount that ends its line. */
const LINE_AMOUNT = /[^\n]{0,16}? ?[:–—=-] ?([1-9][0-9]{2,4})(?=\n|$)/uy;

/**
 * A list of dosed packs with bare amounts: "Xanax 1 mg, 30 tabs 45; tramadol 50 mg, 20 tabs 30".
 *
 * @type {(names: NameSeen[], packs: PhraseSeen[], body: NormalText, rules: Rules) => OfferSeen[]}
 */
function barePriced(names, packs, body, rules) {
  const { DOSES, NEAR_PRICE_CHARS, STRENGTH_CHARS, MIN_BARE_PRICED, MIN_LINE_PRICED, CUE_GAP_CHARS } = rules.constants.offers;
  const { normal } = body;
  const ends = packs
    .filter((pack) => !DOSES.includes(pack.phrase.text))
    .filter((pack) => COUNT_BEFORE.test(normal.slice(back(normal, pack.start, COUNT_CHARS), pack.start)))
    .map((pack) => pack.end);
  /** @type {OfferSeen[]} */
  const found = [];
  /** @type {OfferSeen[]} */
  const lines = [];
  names.forEach((seen, index) => {
    const nextStart = index + 1 < names.length ? names[index + 1].start : normal.length;
    const limit = Math.min(ahead(normal, seen.end, NEAR_PRICE_CHARS), nextStart);
    const strength = findStrength(normal, seen.end, ahead(normal, seen.end, STRENGTH_CHARS));
    if (strength === null) return;
    const at = bisectLeft(ends, seen.end);
    /** @type {RegExpExecArray | null} */
    let match = null;
    for (const end of ends.slice(at, at + 2)) {
      if (match || end >= limit) continue;
      BARE_AMOUNT.lastIndex = end;
      match = BARE_AMOUNT.exec(normal);
    }
    if (!match) {
      PLAIN_AMOUNT.lastIndex = strength.end;
      match = PLAIN_AMOUNT.exec(normal.slice(0, limit));
    }
    if (!match) {
      LINE_AMOUNT.lastIndex = strength.end;
      const line = LINE_AMOUNT.exec(normal.slice(0, limit));
      if (line) {
        const stop = line.index + line[0].length;
        lines.push(new OfferSeen(seen.substance, "price", seen.start, stop, body, "", line[1], ""));
      }
      return;
    }
    const amount = match[1] ?? match[2];
    const stop = match.index + match[0].length;
    if (findPrices(rules, normal, seen.end, ahead(normal, stop, CUE_GAP_CHARS), 1).length > 0) return;
    const end = match.index + match[0].indexOf(amount) + amount.length;
    found.push(new OfferSeen(seen.substance, "price", seen.start, end, body, "", amount, ""));
  });
  const all = [...found, ...lines].sort((a, b) => a.start - b.start);
  const many = new Set(all.map((offer) => offer.substance.id)).size;
  if (many >= MIN_LINE_PRICED) return all;
  return new Set(found.map((offer) => offer.substance.id)).size >= MIN_BARE_PRICED ? found : [];
}

/**
 * A question between name and price, or a full stop in running text, parts them: "X? I saw a page at 120 €".
 *
 * @type {(between: string, rules: Rules) => boolean}
 */
function isOtherSentence(between, rules) {
  if (/[?？]/.test(between)) return true;
  return (
    size(between) > rules.constants.offers.MAX_CARD_GAP_CHARS && !between.includes("\n") && between.includes(". ")
  );
}

/**
 * Cards whose button follows the name; only wording that repeats is a card's button and not the page's menu.
 *
 * @type {(names: NameSeen[], sells: PhraseSeen[], body: NormalText, rules: Rules) => OfferSeen[]}
 */
function beforeButtons(names, sells, body, rules) {
  const { MIN_BUTTONS, NEAR_BUTTON_CHARS, MAX_OFFERS_PER_MEDICINE } = rules.constants.offers;
  /** @type {Map<string, number[]>} */
  const byPhrase = new Map();
  for (const hit of sells) byPhrase.set(hit.phrase.id, [...(byPhrase.get(hit.phrase.id) ?? []), hit.start]);
  const repeated = [...byPhrase.values()].filter((starts) => starts.length >= MIN_BUTTONS);
  const buttons = repeated.flat().sort((a, b) => a - b);
  /** @type {Map<string, number>} */
  const counts = new Map();
  return names
    .filter((seen, index) => {
      const button = buttons[bisectLeft(buttons, seen.end)];
      if (button === undefined || button > ahead(body.normal, seen.end, NEAR_BUTTON_CHARS)) return false;
      if (body.normal.startsWith("?", seen.end)) return false; // "An alternative to X? Read on" names no goods
      const following = names[index + 1];
      if (following && following.start < button && following.substance !== seen.substance) return false;
      const count = (counts.get(seen.substance.id) ?? 0) + 1;
      counts.set(seen.substance.id, count);
      return count <= MAX_OFFERS_PER_MEDICINE;
    })
    .map((seen) => new OfferSeen(seen.substance, "control", seen.start, seen.end, body));
}

/**
 * "Buy tramadol", "tramadol kaufen": an order word right beside the name, in one sentence, not negated.
 *
 * @type {(names: NameSeen[], words: PhraseSeen[], body: NormalText, rules: Rules) => OfferSeen[]}
 */
function besideOrderWords(names, words, body, rules) {
  const starts = names.map((n) => n.start);
  const ends = names.map((n) => n.end);
  /** @type {OfferSeen[]} */
  const found = [];
  for (const word of words) {
    let seen = names[bisectLeft(starts, word.end)];
    if (!seen || !isClose(body.normal, word.end, seen.start, rules)) {
      seen = names[bisectLeft(ends, word.start + 1) - 1];
      if (!seen || !isClose(body.normal, seen.end, word.start, rules)) continue;
    }
    const isPurpose = body.normal.slice(Math.max(0, word.start - 3), word.start) === "in "; // "in order to take"
    if (word.counts && !word.isQuestion && !isPurpose) {
      const start = Math.min(seen.start, word.start);
      const end = Math.max(seen.end, word.end);
      // Related languages share words.
      if (!found.some((offer) => offer.start === start && offer.end === end)) {
        found.push(new OfferSeen(seen.substance, "order-words", start, end, body));
      }
    }
  }
  return found;
}

/** @type {(normal: string, left: number, right: number, rules: Rules) => boolean} */
function isClose(normal, left, right, rules) {
  const gap = rules.constants.offers.ORDER_WORDS_GAP_CHARS;
  if (right < left || right - left > 2 * gap || distance(normal, left, right) > gap) return false;
  return !/[.!?\n;:]/.test(normal.slice(left, right));
}

/**
 * Many medicines beside cart controls, their prices a click away: the front page of most pill shops.
 *
 * @type {(names: NameSeen[], sells: PhraseSeen[], body: NormalText, rules: Rules) => OfferSeen[]}
 */
function catalogue(names, sells, body, rules) {
  const { CATALOGUE_MIN_MEDICINES, CATALOGUE_MIN_CONTROLS } = rules.constants.offers;
  const firsts = firstOfEach(names);
  if (firsts.length < CATALOGUE_MIN_MEDICINES) return [];
  const said = new Set(sells.filter((p) => p.counts).map((p) => p.phrase.id));
  if (said.size < CATALOGUE_MIN_CONTROLS) return [];
  return firsts.map((n) => new OfferSeen(n.substance, "catalogue", n.start, n.end, body));
}

/**
 * Medicines whose names stand in pictures only, on a page whose text has the prices: what filters do not read.
 *
 * @type {(names: NameSeen[], body: NormalText, textEnd: number, rules: Rules) => OfferSeen[]}
 */
function pictured(names, body, textEnd, rules) {
  const { MIN_PICTURED } = rules.constants.offers;
  const firsts = firstOfEach(names);
  if (firsts.length < MIN_PICTURED || names.some((n) => n.start < textEnd)) return [];
  if (findPrices(rules, body.normal, 0, textEnd, MIN_PICTURED).length < MIN_PICTURED) return [];
  return firsts.map((n) => new OfferSeen(n.substance, "catalogue", n.start, n.end, body));
}

/**
 * The medicines that a seller's page names, when nothing else says what it sells (its FAQ, its terms).
 *
 * @type {(page: PageSeen) => OfferSeen[]}
 */
export function namedOffers(page) {
  return firstOfEach(page.names).map((n) => new OfferSeen(n.substance, "named", n.start, n.end, page.body));
}

/** @type {(names: NameSeen[]) => NameSeen[]} */
function firstOfEach(names) {
  /** @type {Map<string, NameSeen>} */
  const first = new Map();
  for (const seen of names) if (!first.has(seen.substance.id)) first.set(seen.substance.id, seen);
  return [...first.values()];
}

/** @type {WeakMap<Rules, RegExp>} */
const orderLinks = new WeakMap();

/**
 * What the address of a cart or checkout holds.
 *
 * @type {(rules: Rules) => RegExp}
 */
export function orderLink(rules) {
  let expression = orderLinks.get(rules);
  if (!expression) {
    const words = rules.constants.offers.ORDER_WORDS_IN_LINKS.join("|");
    const pages = "order|bestellen|bestellung|commande|pedido|pedir|ordina|ordine";
    expression = new RegExp(
      `[/?&=](?:${words})(?:[/?&=.]|\\n?$)|/(?:${pages})(?:\\.(?:php|aspx?|html?|cgi|pl))?/?(?:\\?|\\n?$)`,
      "i",
    );
    orderLinks.set(rules, expression);
  }
  return expression;
}

/**
 * Kinds of order controls that links and forms show: "cart form" or "order form", "cart link"; each once.
 *
 * @type {(page: PageEvidence, rules: Rules) => string[]}
 */
export function findOrderControls(page, rules) {
  const { MAX_FORMS_READ, MAX_LINKS_READ, CART_FIELDS } = rules.constants.offers;
  const link = orderLink(rules);
  const found = [];
  const forms = page.forms.slice(0, MAX_FORMS_READ);
  if (forms.some((f) => link.test(f.action) || f.fields.some((d) => CART_FIELDS.includes(d.name.toLowerCase())))) {
    found.push("cart form");
  } else if (forms.some((form) => asksWhereToSend(form, rules))) {
    found.push("order form");
  }
  if (page.links.slice(0, MAX_LINKS_READ).some((l) => link.test(l.href))) found.push("cart link");
  return found;
}

/** @type {WeakMap<Rules, RegExp>} */
const addressFields = new WeakMap();

/**
 * Asks for more than the postcode by which people look for a shop near them.
 *
 * @type {(form: import("./types.js").Form, rules: Rules) => boolean}
 */
function asksWhereToSend(form, rules) {
  const { MAX_FIELDS_READ, MIN_ADDRESS_FIELDS, ADDRESS_WORDS } = rules.constants.offers;
  const fields = form.fields.slice(0, MAX_FIELDS_READ);
  const asked = fields.filter((field) => !["hidden", "submit", "button"].includes(field.kind));
  if (asked.length < MIN_ADDRESS_FIELDS) return false;
  let expression = addressFields.get(rules);
  if (!expression) {
    const words = ADDRESS_WORDS.join("|");
    expression = new RegExp(`(?<![a-zа-я])(?<!e[ -])(?<!mail[ -])(?<!mail)(?:${words})(?![a-zа-я])`);
    addressFields.set(rules, expression);
  }
  for (const field of asked) {
    const told = normalise(`${field.name} ${field.label}`).replaceAll("_", " ");
    if (field.kind !== "email" && expression.test(told)) return true;
  }
  return false;
}
