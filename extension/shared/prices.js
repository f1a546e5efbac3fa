/** Prices and strengths in a text, found where they stand; as checker/prices.py. */

import { ahead, back } from "./points.js";

/** @import { Rules } from "./rules.js" */

/**
 * @typedef {{ start: number, end: number, amount: string, currency: string }} Price amount as written, ISO 4217
 * @typedef {{ start: number, end: number, amount: number, unit: string }} StrengthSeen
 */

// Python's "$" also stands before a newline at the very end.
const BEFORE =
  /(?:^|[^a-z0-9])(\$|€|£|¥|₽|₹|₺|฿|₩|₱|(?:us|nt|hk|r)\$|s\/|usd|eur|gbp|cad|aud|chf|rs\.?|inr|rm|rp|kr\.?) ?\n?$/u;
const AMOUNT = /[0-9]{1,7}(?:[ .,'][0-9]{3}(?![0-9]))*(?:[.,][0-9]{1,2}(?![0-9]))?(?![0-9])/g;
const STRENGTH =
  /(?<![0-9.,a-z])([0-9]{1,5}(?:[.,][0-9]{1,3})?) ?(mg|mcg|µg|μg|g|ml|iu|i\.u\.|мг|мкг|мл|毫克|ミリグラム|مجم|ملغ)(?![a-zа-я])/g;
const BEFORE_POINTS = 5;

/** @type {WeakMap<Rules, RegExp>} */
const afterByRules = new WeakMap();

/** @type {(rules: Rules) => RegExp} */
function afterOf(rules) {
  let after = afterByRules.get(rules);
  if (!after) {
    const marks = Object.keys(rules.constants.prices.SYMBOLS).sort((a, b) => b.length - a.length);
    const escaped = marks.map((mark) => mark.replace(/[.$/]/g, "\\$&"));
    after = new RegExp(`(?:,-)? ?(${escaped.join("|")})(?![a-zа-я0-9])`, "y");
    afterByRules.set(rules, after);
  }
  return after;
}

/**
 * Prices whose amount begins between two positions, in order of place.
 *
 * @type {(rules: Rules, normal: string, start: number, stop: number, most?: number) => Price[]}
 */
export function findPrices(rules, normal, start, stop, most = 2_000) {
  /** @type {Record<string, string>} */
  const symbols = rules.constants.prices.SYMBOLS;
  const after = afterOf(rules);
  /** @type {Price[]} */
  const found = [];
  AMOUNT.lastIndex = start;
  const part = normal.slice(0, ahead(normal, Math.min(normal.length, stop), rules.constants.prices.MAX_AMOUNT_CHARS));
  for (let match = AMOUNT.exec(part); match && match.index < stop; match = AMOUNT.exec(part)) {
    const begin = match.index;
    const end = begin + match[0].length;
    if (!/[1-9]/.test(match[0])) continue; // an empty cart's "$0.00" is no price
    const before = BEFORE.exec(normal.slice(back(normal, begin, BEFORE_POINTS), begin));
    if (before) {
      found.push({
        start: begin - before[1].length,
        end,
        amount: match[0],
        currency: symbols[before[1]] ?? "USD",
      });
    } else {
      after.lastIndex = end;
      const mark = after.exec(normal);
      if (mark) found.push({ start: begin, end: after.lastIndex, amount: match[0], currency: symbols[mark[1]] });
    }
    if (found.length >= most) break;
  }
  return found;
}

/**
 * First strength ("225 mg") between two positions.
 *
 * @type {(normal: string, start: number, end: number) => StrengthSeen | null}
 */
export function findStrength(normal, start, end) {
  STRENGTH.lastIndex = start;
  const match = STRENGTH.exec(normal.slice(0, end));
  if (!match) return null;
  return {
    start: match.index,
    end: match.index + match[0].length,
    amount: Number(match[1].replace(",", ".")),
    unit: match[2],
  };
}
