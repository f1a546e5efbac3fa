/** Names of medicines that no medicine bears: books, perfumes, tests, needles that fit a pen; as checker/other_goods.py. */

import { bisectLeft } from "./numbers.js";
import { ahead, back } from "./points.js";
import { countedPacks } from "./price_lists.js";

/** @import { NameSeen } from "./seen.js" */
/** @import { PhraseSeen } from "./voice.js" */
/** @import { Rules } from "./rules.js" */

const FREE = /-(?:free|frei|freie|freies|freier|vrij|vrije|fri|fria)(?![a-z])/y;
/** @type {WeakMap<Rules, { before: RegExp, after: RegExp }>} */
const naturalByRules = new WeakMap();

/** A herb shop's "natural Viagra" is none. @type {(rules: Rules) => { before: RegExp, after: RegExp }} */
function naturalOf(rules) {
  let natural = naturalByRules.get(rules);
  if (!natural) {
    const { NATURAL } = rules.constants.other_goods;
    natural = { before: new RegExp(`(?<![a-zа-я])(?:${NATURAL}) \\n?$`), after: new RegExp(` (?:${NATURAL})(?![a-zа-я])`, "y") };
    naturalByRules.set(rules, natural);
  }
  return natural;
}

const DOSE = /[0-9] ?(?:mg|mcg|µg|μg|g|iu|ui|i\.e|мг|мкг|毫克|微克|ミリグラム|ملغ|مجم)(?![a-zа-я])/;
const MAX_FOLLOWING = 5;

/**
 * The names without those whose own card says that it holds other goods, and without those that follow "compatible with".
 *
 * @type {(names: NameSeen[], phrases: Map<string, PhraseSeen[]>, normal: string, rules: Rules) => NameSeen[]}
 */
export function ofMedicines(names, phrases, normal, rules) {
  const { BEFORE_CHARS, MADE_FOR_CHARS, MANY_GOODS, NATURAL_CHARS, VOLUMES } = rules.constants.other_goods;
  const startsOf = (/** @type {string} */ topic) => (phrases.get(topic) ?? []).map((hit) => hit.start);
  const goods = startsOf("other-goods");
  const fits = (phrases.get("made-for") ?? []).map((hit) => hit.end);
  const buttons = startsOf("sells").sort((a, b) => a - b);
  const packs = goods.length > 0 ? countedPacks(phrases.get("pack") ?? [], normal, rules) : [];
  const counted = packs.filter((pack) => !VOLUMES.includes(pack.phrase.text)).map((pack) => pack.start);
  const { before, after } = naturalOf(rules);
  let isDosed = false;
  const kept = names.filter((seen, index) => {
    FREE.lastIndex = seen.end;
    after.lastIndex = seen.end;
    if (FREE.test(normal) || after.test(normal)) return false;
    if (before.test(normal.slice(back(normal, seen.start, NATURAL_CHARS), seen.start))) return false;
    const line = seen.start === 0 ? 0 : normal.lastIndexOf("\n", seen.start - 1) + 1;
    if (isWithin(fits, Math.max(line, back(normal, seen.start, MADE_FOR_CHARS)), seen.start + 1)) return false;
    if (goods.length === 0) return true;
    const left = Math.max(line, back(normal, seen.start, BEFORE_CHARS), index > 0 ? names[index - 1].end : 0);
    const right = cardEnd(names, index, buttons, normal, rules);
    if (isWithin(goods, left, right)) return false;
    const hasDose = DOSE.test(normal.slice(left, right)) || isWithin(counted, left, right);
    if (!hasDose && goods.length >= MANY_GOODS) return false;
    isDosed ||= hasDose;
    return true;
  });
  if (kept.length === names.length) return names;
  if (isDosed || goods.length === 0) return kept;
  return kept.filter((n) => rules.constants.other_goods.NAMED_ALONE.includes(n.substance.group));
}

/** @type {(names: NameSeen[], index: number, buttons: number[], normal: string, rules: Rules) => number} */
function cardEnd(names, index, buttons, normal, rules) {
  const seen = names[index];
  let end = ahead(normal, seen.end, rules.constants.other_goods.CARD_CHARS);
  const other = names.slice(index + 1, index + 1 + MAX_FOLLOWING).find((n) => n.substance !== seen.substance);
  if (other) end = Math.min(end, other.start);
  const button = buttons[bisectLeft(buttons, seen.end)];
  return button === undefined ? end : Math.min(end, button);
}

/** @type {(places: number[], start: number, end: number) => boolean} */
function isWithin(places, start, end) {
  const at = bisectLeft(places, start);
  return at < places.length && places[at] < end;
}
