/** What stands behind a question or label: "Do I need a prescription? No"; as checker/answers.py. */

import { ahead } from "./points.js";

/** @import { Rules } from "./rules.js" */
/** @typedef {{ NO: RegExp, YES: RegExp, LABEL_NO: RegExp, VALIDITY: RegExp, FORM: RegExp, REFUSED: RegExp, CANCELLED: RegExp }} Patterns */

/** @type {WeakMap<Rules, Patterns>} */
const made = new WeakMap();

/** @type {(rules: Rules) => Patterns} */
function patternsOf(rules) {
  let patterns = made.get(rules);
  if (!patterns) {
    /** @type {Record<string, string[]>} */
    const k = /** @type {any} */ (rules.constants.answers);
    const no = k.ANSWERS_NO.join("|");
    const withUs = k.WITH_US.join("|");
    patterns = {
      NO: new RegExp(`[ \\n"'.:;>*-]*(?:(?:${withUs})[, ]+(?:not|nicht|niet|${no})|(?:${no}))(?![a-zа-я])`, "y"),
      FORM: new RegExp(`(?<![a-zа-я])(?:${k.FORM.join("|")})(?![a-zа-я])`),
      REFUSED: new RegExp(` ?[,;:.–—-]? ?(?:${k.REFUSED.join("|")})(?![a-zа-я])`, "y"),
      CANCELLED: new RegExp(k.CANCELLED.join("|")),
      YES: new RegExp(`[ \\n"'.:;>*?!？-]*(?:${[...k.NO_PROBLEM, ...k.ANSWERS_YES].join("|")})(?![a-zа-яıł])`, "y"),
      LABEL_NO: new RegExp(` ?(?:[:?=？：]|\\n)[ \\n]*(?:${no})[ !.]*(?=\\n|[|;,)]|$)`, "y"),
      VALIDITY: new RegExp(` (?:${k.VALIDITY.join("|")})(?![a-zа-я])`, "y"),
    };
    made.set(rules, patterns);
  }
  return patterns;
}

/** @type {(pattern: RegExp, normal: string, end: number) => boolean} */
function goesOn(pattern, normal, end) {
  pattern.lastIndex = end;
  return pattern.test(normal);
}

/** Whether a text in normal form goes on with an answer that means no. @type {(rules: Rules, normal: string, end: number) => boolean} */
export const answersNo = (rules, normal, end) => goesOn(patternsOf(rules).NO, normal, end);

/** Whether it goes on with yes, or with "no problem". @type {(rules: Rules, normal: string, end: number) => boolean} */
export const answersYes = (rules, normal, end) => goesOn(patternsOf(rules).YES, normal, end);

/** Whether the words were a label, and its whole value is no. @type {(rules: Rules, normal: string, end: number) => boolean} */
export const isLabelOfNo = (rules, normal, end) => goesOn(patternsOf(rules).LABEL_NO, normal, end);

/** Whether "valid", "original" or the like follows. @type {(rules: Rules, normal: string, end: number) => boolean} */
export const isOfValidity = (rules, normal, end) => goesOn(patternsOf(rules).VALIDITY, normal, end);

/**
 * Whether "no medicine" or the like follows, or later in the sentence that the order is cancelled.
 *
 * @type {(rules: Rules, normal: string, end: number) => boolean}
 */
export function isRefused(rules, normal, end) {
  if (goesOn(patternsOf(rules).REFUSED, normal, end)) return true;
  const [sentence] = normal.slice(end, ahead(normal, end, rules.constants.answers.CANCELLED_CHARS)).split(/[.!?\n。！？؟]/, 1);
  return patternsOf(rules).CANCELLED.test(sentence);
}

/**
 * Whether the words, or those right behind, name the form of a prescription: "the original prescription".
 *
 * @type {(rules: Rules, normal: string, start: number, end: number) => boolean}
 */
export function speaksOfForm(rules, normal, start, end) {
  // One character before the words tells whether they begin a word.
  const from = Math.max(0, start - 1);
  const found = patternsOf(rules).FORM.exec(normal.slice(from, ahead(normal, end, rules.constants.answers.FORM_CHARS)));
  return found !== null && from + found.index >= start;
}
