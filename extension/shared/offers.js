/** What a page offers: medicines with a price, in structured data, beside order words; as checker/offers.py. */

import { bisectLeft } from "./numbers.js";
import { ofMedicines } from "./other_goods.js";
import { ahead, back, distance, first } from "./points.js";
import { barePriced, countedPacks, isOtherSentence, packTable } from "./price_lists.js";
import { findCellAmount, findHeadingCurrency, findPrices, findStrength } from "./prices.js";
import { OfferSeen } from "./seen.js";
import { normalise } from "./text.js";
import { readText } from "./text_reading.js";

/** @import { PageSeen } from "./reading.js" */
/** @import { Rules } from "./rules.js" */
/** @import { NameSeen } from "./seen.js" */
/** @import { NormalText } from "./text.js" */
/** @import { Offer, PageEvidence } from "./types.js" */
/** @import { PhraseSeen } from "./voice.js" */
/** @typedef {Map<string, PhraseSeen[]>} Phrases by topic */

const MIN_BEHIND_CHARS = 30;
const MAX_WORDS_CHARS = 200;

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
  const { NEAR_PRICE_BEFORE_CHARS } = rules.constants.offers;
  const { MAX_OFFERS_PER_MEDICINE, NEAR_PRICE_CHARS } = rules.constants.price_lists;
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
/** Kits name their tablets so: "1x mifepristone + 4x misoprostol". */
const TIMES_BEFORE = /[0-9] ?[x×] ?\n?$/;

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
  const starts = countedPacks(packs, normal, rules).map((pack) => pack.start);
  return offers.filter((offer) => {
    if (rules.constants.other_goods.NAMED_ALONE.includes(offer.substance.group)) return true;
    const pack = starts[bisectLeft(starts, back(normal, offer.start, PACK_CHARS))];
    const button = offer.how === "price" ? buttons[bisectLeft(buttons, offer.end)] : undefined;
    const end = Math.min(ahead(normal, offer.end, PACK_CHARS), button ?? normal.length);
    const before = back(normal, offer.start, rules.constants.price_lists.COUNT_CHARS);
    if (TIMES_BEFORE.test(normal.slice(before, offer.start))) return true;
    return (pack !== undefined && pack <= end) || findStrength(normal, offer.start, end) !== null;
  });
}

/** @type {(normal: string, at: number) => number} */
function lineLength(normal, at) {
  const end = normal.indexOf("\n", at);
  return distance(normal, normal.lastIndexOf("\n", at - 1) + 1, end >= 0 ? end : normal.length);
}

/**
 * Cards whose button follows the name; only wording that repeats is a card's button and not the page's menu.
 *
 * @type {(names: NameSeen[], sells: PhraseSeen[], body: NormalText, rules: Rules) => OfferSeen[]}
 */
function beforeButtons(names, sells, body, rules) {
  const { MIN_BUTTONS, NEAR_BUTTON_CHARS } = rules.constants.offers;
  const { MAX_OFFERS_PER_MEDICINE } = rules.constants.price_lists;
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
