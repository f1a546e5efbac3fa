/** What stands around a hit: its sentence, a negation before it, quotation marks around it; as checker/text/scope.py. */

import { ahead, back } from "../points.js";
import { MAX_WORD_CHARS, SENTENCE_ENDS, SEPARATORS, SPACED } from "./chars.js";

/** @import { Hit } from "./matcher.js" */

const NEGATION_WORDS = 6;
const MAX_SENTENCE_CHARS = 600;
const MIN_QUOTED_WORDS = 2;

const END = new RegExp(`\\n|[${SENTENCE_ENDS}](?![${SPACED}])`, "gu");
const WORD = new RegExp(`[${SPACED}]{1,${MAX_WORD_CHARS}}|[^${SEPARATORS}${SPACED}\\n]{1,2}`, "gu");
const OPENING = new RegExp(`(?<![${SPACED}])'(?=[^${SEPARATORS}\\n])`, "gu");
const CLOSING = new RegExp(`(?<=[^ \\n])'(?![${SPACED}])`, "gu");

/**
 * Start and end of the sentence at a position: from after one end (. ! ? newline) to after the next.
 *
 * @type {(normal: string, position: number) => [number, number]}
 */
export function sentenceSpan(normal, position) {
  let start = back(normal, position, MAX_SENTENCE_CHARS);
  for (const end of all(END, normal, start, position)) start = end + 1;
  while (start < position && normal[start] === " ") start += 1;
  const high = ahead(normal, position, MAX_SENTENCE_CHARS);
  for (const end of all(END, normal, position, high)) return [start, normal[end] === "\n" ? end : end + 1];
  return [start, high];
}

/**
 * Whether a negation stands within the six words before the hit, in the same sentence.
 *
 * @type {(normal: string, hitStart: number, hitEnd: number, negationHits: readonly Hit[]) => boolean}
 */
export function isNegated(normal, hitStart, hitEnd, negationHits) {
  const floor = back(normal, hitStart, (NEGATION_WORDS + 1) * MAX_WORD_CHARS);
  for (let n = negationHits.length - 1; n >= 0; n -= 1) {
    const negation = negationHits[n];
    if (negation.start >= hitStart || negation.end > hitStart) continue;
    if (negation.start < floor) return false;
    if (!all(END, normal, negation.end, hitStart).next().done) return false;
    return [...all(WORD, normal, negation.end, hitStart)].length < NEGATION_WORDS;
  }
  return false;
}

/**
 * Whether the span stands inside quotation marks of its block, as words of somebody else.
 *
 * @type {(normal: string, start: number, end: number) => boolean}
 */
export function isQuoted(normal, start, end) {
  const block = start > 0 ? normal.lastIndexOf("\n", start - 1) + 1 : 0;
  const floor = Math.max(block, back(normal, start, MAX_SENTENCE_CHARS));
  const newline = normal.indexOf("\n", end);
  const ceiling = Math.min(newline >= 0 ? newline : normal.length, ahead(normal, end, MAX_SENTENCE_CHARS));
  const before = normal.slice(floor, start);
  let opening = -1;
  let closing = -1;
  if (before.split('"').length % 2 === 0) {
    opening = floor + before.lastIndexOf('"');
    closing = normal.slice(0, ceiling).indexOf('"', end);
  }
  if (opening < 0 || closing < 0) [opening, closing] = singleQuotes(normal, floor, start, end, ceiling);
  if (opening < 0 || closing < 0) return false;
  return [...all(WORD, normal, opening + 1, closing)].length >= MIN_QUOTED_WORDS;
}

/** @type {(normal: string, floor: number, start: number, end: number, ceiling: number) => [number, number]} */
function singleQuotes(normal, floor, start, end, ceiling) {
  const opening = [...all(OPENING, normal, floor, start + 1)].at(-1);
  if (opening === undefined || !all(CLOSING, normal, opening + 1, start).next().done) return [-1, -1];
  const closing = all(CLOSING, normal, end, ceiling + 1).next();
  return [opening, closing.done ? -1 : closing.value];
}

/**
 * Yields where a global expression matches from low on, up to but not at high, as if the text ended there.
 *
 * @type {(expression: RegExp, text: string, low: number, high: number) => Generator<number, void>}
 */
function* all(expression, text, low, high) {
  const cut = text.slice(0, high);
  const own = new RegExp(expression);
  own.lastIndex = low;
  for (let match = own.exec(cut); match; match = own.exec(cut)) yield match.index;
}
