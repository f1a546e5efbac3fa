/** Whether a page says words in its own voice, or negates, asks, quotes or refuses them; as checker/voice.py. */

import { isLabelOfNo, isOfValidity, isRefused } from "./answers.js";
import { bisectLeft } from "./numbers.js";
import { isNegated, isQuoted, sentenceSpan } from "./text.js";

/** @import { Phrase, Rules } from "./rules.js" */
/** @import { Hit } from "./text/matcher.js" */

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
    const { PLAIN_TOPICS, BEHIND_TOPICS, UNTURNED_TOPICS } = this.#rules.constants.voice;
    const { topic } = this.phrase;
    const behind = BEHIND_TOPICS.includes(topic) ? /** @type {BehindLimits} */ (this.#rules.constants.voice) : null;
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
export class Voice {
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
