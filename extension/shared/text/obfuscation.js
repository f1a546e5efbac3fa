/** Finds names written so that filters miss them: v1agra, v.i.a.g.r.a, viaaagra; as checker/text/obfuscation.py. */

import { isLetterAt } from "./chars.js";

/** @import { Pattern } from "./pattern.js" */

const MIN_CHARS = 5;
const MAX_TOKEN_CHARS = 40;
const MAX_READINGS = 16;
const MAX_TOKENS = 2_000;

/** @type {Record<string, string>} */
const LEET = {
  "0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "6": "b", "7": "t", "8": "b", "9": "g",
  "@": "a", "$": "s", "!": "il", "|": "il", "(": "c", "+": "t", "%": "x",
}; // prettier-ignore
const FROM = "авекмнорстухѕіјһԁӏѵαβεικνορτυχγ";
const TO = "abekmhopctyxsijhdlvabeikvoptuxy";
for (let n = 0; n < FROM.length; n += 1) LEET[FROM[n]] = TO[n];

const FOREIGN = "\\u0370-\\u052f";
const TOKEN_CHAR = new RegExp(`[a-z0-9@$!|(+%${FOREIGN}]`);
const TOKEN = new RegExp(`[a-z0-9@$!|(+%${FOREIGN}]+`, "y");
const MIXED = `[a-z](?:[0-9@$${FOREIGN}]|[!|(+%][a-z0-9@$])|[0-9@$][a-z][a-z][a-z]|[${FOREIGN}][a-z]`;
const IS_MIXED = new RegExp(MIXED);
const SUSPECT = new RegExp(`${MIXED}|([a-z])\\1\\1`, "g");
const ROW = /(?<![a-z0-9])([a-z])([-._*/| ])[a-z](?:\2[a-z]){2,20}(?![a-z0-9])/g;
const THRICE = /([a-z])\1\1+/g;
const LATIN = /^[a-z]+$/;
const DOSE = /^(.+?)[0-9]{1,5}(mg|mcg|ml|g|iu)?$/;

/** @typedef {[number, number, number, boolean]} Found number of the name, start, end, is_obfuscated */

/** The names that obfuscated tokens are looked up in: one word of Latin letters. */
export class Names {
  /** @type {Map<string, number[]> | null} */
  #held = null;

  /** @param {Pattern[]} patterns of which the names are taken, by their index */
  constructor(patterns) {
    this.patterns = patterns;
  }

  /** Read from the patterns when the first suspect token is seen. */
  get #numbers() {
    if (this.#held) return this.#held;
    this.#held = new Map();
    for (let number = 0; number < this.patterns.length; number += 1) {
      const { text, is_name } = this.patterns[number];
      if (!is_name || text.length < MIN_CHARS || !LATIN.test(text)) continue;
      const same = this.#held.get(text);
      if (same) same.push(number);
      else this.#held.set(text, [number]);
    }
    return this.#held;
  }

  /**
   * Returns what is hidden in a text in normal form.
   *
   * @type {(normal: string) => Found[]}
   */
  find(normal) {
    /** @type {Found[]} */
    const found = [];
    this.#findRows(normal, found);
    this.#findTokens(normal, found);
    return found;
  }

  /** @type {(normal: string, found: Found[]) => void} */
  #findRows(normal, found) {
    ROW.lastIndex = 0;
    for (let count = 0; count < MAX_TOKENS; count += 1) {
      const row = ROW.exec(normal);
      if (!row) return;
      const start = row.index;
      const end = ROW.lastIndex;
      const word = row[0].replace(/[^a-z]/g, "");
      if (isPart(normal, start, end)) {
        if (!isLetterAt(normal, end)) this.#lookUp([word.slice(1)], start + 2, end, found);
        continue;
      }
      this.#lookUp([word], start, end, found);
      this.#lookUp([word.slice(1)], start + 2, end, found); // "I v i a g r a", "a v i a g r a"
    }
  }

  /** @type {(normal: string, found: Found[]) => void} */
  #findTokens(normal, found) {
    let count = 0;
    SUSPECT.lastIndex = 0;
    let done = 0;
    for (let suspect = SUSPECT.exec(normal); suspect && count < MAX_TOKENS; suspect = SUSPECT.exec(normal)) {
      let start = suspect.index;
      const floor = Math.max(done, start - MAX_TOKEN_CHARS);
      while (start > floor && TOKEN_CHAR.test(normal[start - 1])) start -= 1;
      TOKEN.lastIndex = start;
      const token = TOKEN.exec(normal)?.[0] ?? "";
      done = start + token.length;
      SUSPECT.lastIndex = done;
      if (token.length > MAX_TOKEN_CHARS || isPart(normal, start, done)) continue;
      const text = token.replace(/^[!|(+%]+/, "");
      if (text.length < MIN_CHARS) continue;
      count += 1;
      this.#undo(text.replace(/[!|(+%]+$/, ""), done - text.length, found);
    }
  }

  /** @type {(text: string, start: number, found: Found[]) => void} */
  #undo(text, start, found) {
    const before = found.length;
    this.#undoPart(text, start, found);
    if (found.length === before && /[!|(+%@$]/.test(text)) {
      for (const part of text.matchAll(/[^!|(+%@$]+/g)) this.#undoPart(part[0], start + part.index, found);
    }
  }

  /** @type {(text: string, start: number, found: Found[]) => void} */
  #undoPart(text, start, found) {
    if (LATIN.test(text)) {
      const once = text.replace(THRICE, "$1");
      if (once !== text) this.#lookUp([once, text.replace(THRICE, "$1$1")], start, start + text.length, found);
    } else if (IS_MIXED.test(text)) {
      const dose = DOSE.exec(text);
      if (dose && this.#numbers.has(dose[1])) {
        for (const number of this.#numbers.get(dose[1]) ?? []) {
          found.push([number, start, start + dose[1].length, false]);
        }
        return;
      }
      const hidden = dose?.[2] ? dose[1] : text;
      this.#lookUp(readings(hidden), start, start + hidden.length, found);
    }
  }

  /** @type {(words: string[], start: number, end: number, found: Found[]) => void} */
  #lookUp(words, start, end, found) {
    const numbers = new Set(words.flatMap((word) => this.#numbers.get(word) ?? []));
    for (const number of [...numbers].sort((a, b) => a - b)) found.push([number, start, end, true]);
  }
}

/** @type {(normal: string, start: number, end: number) => boolean} */
function isPart(normal, start, end) {
  return isLetterAt(normal, start - 1) || isLetterAt(normal, end);
}

/** @type {(token: string) => string[]} the words that a token may stand for; none if there are too many */
function readings(token) {
  let words = [""];
  for (const char of token) {
    const options = LEET[char] ?? char;
    if (words.length * options.length > MAX_READINGS) return [];
    words = [...options].flatMap((option) => words.map((word) => word + option));
  }
  return words;
}
