/** Names of medicines that no medicine bears: books, perfumes, tests, needles that fit a pen; as checker/other_goods.py. */

import { bisectLeft } from "./numbers.js";
import { ahead, back } from "./points.js";

/** @import { NameSeen, PhraseSeen } from "./reading.js" */
/** @import { Rules } from "./rules.js" */

const FREE = /-(?:free|frei|freie|freies|freier|vrij|vrije|fri|fria)(?![a-z])/y;
const DOSE = /[0-9] ?(?:mg|mcg|µg|μg|g|iu|ui|i\.e|мг|мкг|毫克|微克|ミリグラム|ملغ|مجم)(?![a-zа-я])/;
const COUNT_BEFORE = /[0-9] ?(?:x |× )?\n?$/;
const COUNT_CHARS = 7;
const MAX_FOLLOWING = 5;

/**
 * The names without those whose own card says that it holds other goods, and without those that follow "compatible with".
 *
 * @type {(names: NameSeen[], phrases: Map<string, PhraseSeen[]>, normal: string, rules: Rules) => NameSeen[]}
 */
export function ofMedicines(names, phrases, normal, rules) {
  const { BEFORE_CHARS, MADE_FOR_CHARS, MANY_GOODS, VOLUMES } = rules.constants.other_goods;
  const startsOf = (/** @type {string} */ topic) => (phrases.get(topic) ?? []).map((hit) => hit.start);
  const goods = startsOf("other-goods");
  const fits = (phrases.get("made-for") ?? []).map((hit) => hit.end);
  if (goods.length === 0 && fits.length === 0 && !normal.includes("-")) return names;
  const buttons = startsOf("sells").sort((a, b) => a - b);
  const packs = goods.length > 0 ? (phrases.get("pack") ?? []).filter((hit) => !VOLUMES.includes(hit.phrase.text)) : [];
  const counted = packs
    .map((hit) => hit.start)
    .filter((start) => COUNT_BEFORE.test(normal.slice(back(normal, start, COUNT_CHARS), start)));
  return names.filter((seen, index) => {
    FREE.lastIndex = seen.end;
    if (FREE.test(normal)) return false;
    const line = seen.start === 0 ? 0 : normal.lastIndexOf("\n", seen.start - 1) + 1;
    if (isWithin(fits, Math.max(line, back(normal, seen.start, MADE_FOR_CHARS)), seen.start + 1)) return false;
    if (goods.length === 0) return true;
    const left = Math.max(line, back(normal, seen.start, BEFORE_CHARS), index > 0 ? names[index - 1].end : 0);
    const right = cardEnd(names, index, buttons, normal, rules);
    if (isWithin(goods, left, right)) return false;
    return goods.length < MANY_GOODS || DOSE.test(normal.slice(left, right)) || isWithin(counted, left, right);
  });
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
