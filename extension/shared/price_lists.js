/** Lists and tables of packs: rows that a price follows without a name or a currency of their own; as checker/price_lists.py. */

import { bisectLeft } from "./numbers.js";
import { ahead, back, size } from "./points.js";
import { findPrices, findStrength, findStrengths } from "./prices.js";
import { OfferSeen } from "./seen.js";

/** @import { Rules } from "./rules.js" */
/** @import { NameSeen } from "./seen.js" */
/** @import { NormalText } from "./text.js" */
/** @import { PhraseSeen } from "./voice.js" */

// Python's "$" also stands before a newline at the very end.
const COUNT_BEFORE = /[0-9] ?(?:x |× )?\n?$/;
const BARE_AMOUNT = /[ )\n:=-]{1,4}([1-9][0-9]{1,4}(?:[.,][0-9]{2,3})?)(?=,-|[ )]?[;,./|\n]|$)/y;
const PLAIN_AMOUNT =
  /(?:= ?|(?<![0-9.,]))([1-9][0-9]{1,4}(?:[.,][0-9]{2,3})?)(?:,-|(?<= [0-9]{2})e(?![a-z])|(?<= [0-9]{3})e(?![a-z]))|= ?([1-9][0-9]{1,4}(?:[.,][0-9]{2,3})?)(?=[ )]?[;,./|\n]|$)/g;

/** "Lyrica 150 mg - 950": an amount that ends its line. */
const LINE_AMOUNT = /[^\n]{0,16}? ?[:–—=-] ?([1-9][0-9]{2,4})(?=\n|$)/uy;

/**
 * Packs and doses with a number before them: "30 tablets", "4 x vials".
 *
 * @type {(packs: PhraseSeen[], normal: string, rules: Rules) => PhraseSeen[]}
 */
export function countedPacks(packs, normal, rules) {
  const { COUNT_CHARS } = rules.constants.price_lists;
  return packs.filter((pack) => COUNT_BEFORE.test(normal.slice(back(normal, pack.start, COUNT_CHARS), pack.start)));
}

/**
 * A question between name and price, or a full stop in running text, parts them: "X? I saw a page at 120 €".
 *
 * @type {(between: string, rules: Rules) => boolean}
 */
export function isOtherSentence(between, rules) {
  if (/[?？]/.test(between)) return true;
  return (
    size(between) > rules.constants.price_lists.MAX_CARD_GAP_CHARS && !between.includes("\n") && between.includes(". ")
  );
}

/**
 * A list of dosed packs with bare amounts: "Xanax 1 mg, 30 tabs 45; tramadol 50 mg, 20 tabs 30".
 *
 * @type {(names: NameSeen[], packs: PhraseSeen[], body: NormalText, rules: Rules) => OfferSeen[]}
 */
export function barePriced(names, packs, body, rules) {
  const { DOSES, NEAR_PRICE_CHARS, MIN_BARE_PRICED, MIN_LINE_PRICED } = rules.constants.price_lists;
  const { STRENGTH_CHARS, CUE_GAP_CHARS } = rules.constants.name_cues;
  const { normal } = body;
  const ends = countedPacks(packs, normal, rules)
    .filter((pack) => !DOSES.includes(pack.phrase.text))
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
 * The page of one medicine, named in the title, whose rows are packs or doses with prices: "30 pills, $45 / 60 pills, $79".
 *
 * @type {(names: NameSeen[], packs: PhraseSeen[], body: NormalText, rules: Rules, titleEnd: number) => OfferSeen[]}
 */
export function packTable(names, packs, body, rules, titleEnd) {
  const { DOSES, MIN_ROWS, MAX_ROWS, MAX_OFFERS_PER_MEDICINE, ROW_CHARS } = rules.constants.price_lists;
  const titled = new Set(names.filter((n) => n.start < titleEnd).map((n) => n.substance));
  const [substance] = titled;
  if (titled.size !== 1 || substance.group === "over_the_counter") return [];
  const { normal } = body;
  const others = names.filter((n) => n.substance !== substance).map((n) => n.start);
  const counted = countedPacks(packs, normal, rules)
    .filter((pack) => !DOSES.includes(pack.phrase.text) && pack.start >= titleEnd);
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
