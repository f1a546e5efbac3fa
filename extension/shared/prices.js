/** Prices and strengths in a text, found where they stand; as checker/prices.py. */

import { ahead, back } from "./points.js";

/** @import { Rules } from "./rules.js" */

/**
 * @typedef {{ start: number, end: number, amount: string, currency: string }} Price amount as written, ISO 4217
 * @typedef {{ start: number, end: number, amount: number, unit: string }} StrengthSeen
 */

// Python's "$" also stands before a newline at the very end.
const BEFORE =
  /(?:^|[^a-z0-9])(\$[ub]?|€|£|¥|₽|₹|₺|฿|₩|₱|₲|₡|(?:us|nt|hk|r|ar|mx|rd|c)\$|u\$[sd]|s\/\.?|usd|eur|gbp|cad|aud|chf|rs\.?|inr|rm|rp|kr\.?|gs\.?|bs\.?|₦|₵|ngn|ksh|kes|zar|ugx|ghs|mxn|cop|clp|uyu|dop|brl) ?\n?$/u;
const AMOUNT = /[0-9]{1,7}(?:[ .,'][0-9]{3}(?![0-9]))*(?:[.,][0-9]{1,2}(?![0-9]))?(?![0-9])/g;
const STRENGTH =
  /(?<![0-9.,a-z])([0-9]{1,5}(?:[.,][0-9]{1,3})?) ?(mg|mcg|µg|μg|g|ml|iu|i\.u\.|ui|u|мг|мкг|мл|毫克|单位|單位|単位|ミリグラム|مجم|ملجم|ملغم|ملغ|مغ|وحدة)(?![a-zа-я])/g;
const BEFORE_POINTS = 5;

const CELL = /(?<=\n)[0-9]{1,4}[.,][0-9]{2}(?=\n|$)/g;

/** @type {WeakMap<Rules, { after: RegExp, heading: RegExp }>} */
const expressionsByRules = new WeakMap();

/**
 * A currency's mark behind an amount; a table's heading such as "US$", "price (USD)", whose column holds bare amounts.
 *
 * @type {(rules: Rules) => { after: RegExp, heading: RegExp }}
 */
function expressionsOf(rules) {
  let expressions = expressionsByRules.get(rules);
  if (!expressions) {
    const symbols = Object.keys(rules.constants.prices.SYMBOLS).sort((a, b) => b.length - a.length);
    const escaped = symbols.map((mark) => mark.replace(/[.$/]/g, "\\$&"));
    const marks = escaped.join("|");
    const letters = escaped.filter((mark) => /\p{L}$/u.test(mark)).join("|");
    const signs = escaped.filter((mark) => !/\p{L}$/u.test(mark)).join("|");
    expressions = {
      after: new RegExp(`(?:,-)? ?(?:mil )?(?:(${letters})(?![a-zа-я0-9]|اج)|(${signs})(?![0-9]))`, "y"),
      heading: new RegExp(`\\n(?:[^\\n0-9]{0,20}[ (/])?(${marks})\\)?(?=\\n)`, "u"),
    };
    expressionsByRules.set(rules, expressions);
  }
  return expressions;
}

/**
 * End and currency of the first heading that names nothing but a price's currency.
 *
 * @type {(rules: Rules, normal: string) => { end: number, currency: string } | null}
 */
export function findHeadingCurrency(rules, normal) {
  const match = expressionsOf(rules).heading.exec(normal);
  return match && { end: match.index + match[0].length, currency: rules.constants.prices.SYMBOLS[match[1]] };
}

/**
 * First cell between two positions that holds a bare amount with two decimals.
 *
 * @type {(normal: string, start: number, end: number, currency: string) => Price | null}
 */
export function findCellAmount(normal, start, end, currency) {
  CELL.lastIndex = start;
  const match = CELL.exec(normal.slice(0, end));
  return match && { start: match.index, end: match.index + match[0].length, amount: match[0], currency };
}

/**
 * Prices whose amount begins between two positions, in order of place.
 *
 * @type {(rules: Rules, normal: string, start: number, stop: number, most?: number) => Price[]}
 */
export function findPrices(rules, normal, start, stop, most = 2_000) {
  /** @type {Record<string, string>} */
  const symbols = rules.constants.prices.SYMBOLS;
  const { after } = expressionsOf(rules);
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
      if (mark) found.push({ start: begin, end: after.lastIndex, amount: match[0], currency: symbols[mark[1] ?? mark[2]] });
    }
    if (found.length >= most) break;
  }
  return found;
}

/**
 * The first strengths between two positions.
 *
 * @type {(normal: string, start: number, end: number, most: number) => { start: number, end: number }[]}
 */
export function findStrengths(normal, start, end, most) {
  const found = [];
  STRENGTH.lastIndex = start;
  for (let match = STRENGTH.exec(normal); match && match.index < end && found.length < most; match = STRENGTH.exec(normal)) {
    found.push({ start: match.index, end: match.index + match[0].length });
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
