/** How a host is shown to people: in Unicode only where it cannot be mistaken; as checker/idn_display.py. */

import { decodePunycode } from "./punycode.js";

/** @import { Rules } from "./rules.js" */

/** @typedef {{ shown: string, notes: string[] }} Display host for people, and why it deserves a second look */

const PREFIX = "xn--";
const DIGITS = /[0-9]/;
const LETTER = /\p{L}/u;
const NATIVE_DIGIT = /[^\p{ASCII}]/u;

/**
 * The host for people and notes; labels that are not safe stay in punycode.
 *
 * @type {(host: string, rules: Rules) => Display}
 */
export function displayHost(host, rules) {
  const labels = host.split(".");
  const top = labels[labels.length - 1];
  const home = decode(top, rules) ?? top;
  /** @type {Set<string>} */
  const notes = new Set();
  const shown = labels.map((label) => {
    if (!label.startsWith(PREFIX)) return label;
    const decoded = decode(label, rules);
    const found = decoded ? judge(decoded, home, rules) : ["not-idna"];
    for (const note of found) notes.add(note);
    return decoded && found.length === 0 ? decoded : label;
  });
  if (notes.size === 0) return { shown: shown.join("."), notes: [] };
  const kept = [...notes].slice(0, Number(rules.constants.idn_display.MAX_NOTES));
  return { shown: shown.join("."), notes: [...kept, "punycode-shown"] };
}

/**
 * The label in Unicode when it is valid under IDNA 2008, else null. Direction is left to the browser's own parser.
 *
 * @type {(label: string, rules: Rules) => string | null}
 */
function decode(label, rules) {
  if (!label.startsWith(PREFIX)) return null;
  const decoded = decodePunycode(label.slice(PREFIX.length));
  if (decoded === null || decoded === "" || decoded !== decoded.normalize("NFC")) return null;
  if (/^-|-$|^..--/u.test(decoded) || /^\p{M}/u.test(decoded)) return null;
  const chars = [...decoded];
  return chars.every((char, at) => isLetterOfNames(char, rules) && isInPlace(chars, at)) ? decoded : null;
}

/** @type {(char: string, rules: Rules) => boolean} */
function isLetterOfNames(char, rules) {
  const code = char.codePointAt(0) ?? 0;
  const { ranges } = rules.idn;
  let low = 0;
  let high = ranges.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges[2 * middle + 1] < code) low = middle + 1;
    else high = middle;
  }
  return 2 * low < ranges.length && ranges[2 * low] <= code;
}

/**
 * RFC 5892 appendix A, rules 3 to 9: letters that are allowed beside certain others only.
 *
 * @type {(chars: string[], at: number) => boolean}
 */
function isInPlace(chars, at) {
  const before = chars[at - 1] ?? "";
  const after = chars[at + 1] ?? "";
  switch (chars[at]) {
    case "\u00b7":
      return before === "l" && after === "l";
    case "\u0375":
      return /\p{sc=Greek}/u.test(after);
    case "\u05f3":
    case "\u05f4":
      return /\p{sc=Hebrew}/u.test(before);
    case "\u30fb":
      return chars.some((char) => char !== "\u30fb" && /[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u.test(char));
    default:
      if (/[\u0660-\u0669]/.test(chars[at])) return !chars.some((char) => /[\u06f0-\u06f9]/.test(char));
      if (/[\u06f0-\u06f9]/.test(chars[at])) return !chars.some((char) => /[\u0660-\u0669]/.test(char));
      return true;
  }
}

/**
 * Why the label must not be shown in Unicode; empty when it may.
 *
 * @type {(label: string, home: string, rules: Rules) => string[]}
 */
function judge(label, home, rules) {
  const k = rules.constants.idn_display;
  const chars = [...label];
  const scripts = new Set(chars.map((char) => scriptOf(char, rules)).filter((s) => s !== "COMMON" && s !== "INHERITED"));
  const notes = [];
  if ([...scripts].some((script) => !k.RECOMMENDED_SCRIPTS.includes(script))) notes.push("uncommon-script");
  if (isMixed(chars, scripts, rules)) {
    notes.push("mixed-script");
    notes.push(...chars.filter((char) => NATIVE_DIGIT.test(char) && rules.idn.looks[char]).map(lookAlike));
  } else if (scripts.size === 1) {
    notes.push(...wholeScript(chars, [...scripts][0], home, rules));
  }
  notes.push(...oddLetters(chars, home, rules));
  if (hasOddDigits(label)) notes.push("odd-digits");
  notes.push(...japaneseStrokes(chars, scripts, rules));
  return notes;
}

/** @type {(char: string) => string} */
function lookAlike(char) {
  return `look-alike:${char}`;
}

/** @type {Map<string, RegExp>} */
const scriptExpressions = new Map();

/** @type {(char: string, rules: Rules) => string} Unicode script in upper case; "OTHER" for what is not recommended */
function scriptOf(char, rules) {
  const names = ["COMMON", "INHERITED", ...rules.constants.idn_display.RECOMMENDED_SCRIPTS];
  for (const name of names) {
    let expression = scriptExpressions.get(name);
    if (!expression) {
      expression = new RegExp(`^\\p{sc=${name[0]}${name.slice(1).toLowerCase()}}`, "u");
      scriptExpressions.set(name, expression);
    }
    if (expression.test(char)) return name;
  }
  return "OTHER";
}

/** @type {(chars: string[], scripts: Set<string>, rules: Rules) => boolean} */
function isMixed(chars, scripts, rules) {
  if (scripts.size < 2) return false;
  /** @type {string[][]} */
  const together = /** @type {any} */ (rules.constants.idn_display.TOGETHER);
  if (!together.some((allowed) => [...scripts].every((script) => allowed.includes(script)))) return true;
  // Foreign words in East Asian names are plain ASCII; "café카페" is no usual spelling.
  return chars.some((char) => NATIVE_DIGIT.test(char) && scriptOf(char, rules) === "LATIN");
}

/** @type {(chars: string[], script: string, home: string, rules: Rules) => string[]} */
function wholeScript(chars, script, home, rules) {
  const { TOGETHER, SCRIPT_HOMES } = rules.constants.idn_display;
  const letters = new Set(chars.filter((char) => LETTER.test(char)));
  // Latin letters are judged one by one; Han, kana and Hangul make no Latin words.
  if (script === "LATIN" || TOGETHER.some((/** @type {string[]} */ allowed) => allowed.includes(script))) return [];
  const isAtHome =
    (SCRIPT_HOMES[script] ?? []).includes(home) || [...home].some((char) => scriptOf(char, rules) === script);
  if (isAtHome || letters.size === 0) return [];
  if ([...letters].every((char) => rules.idn.looks[char])) {
    return ["whole-script", ...chars.filter((char) => letters.has(char)).map(lookAlike)];
  }
  // One strange letter among digits is read as a digit.
  if (letters.size === 1 && chars.some((char) => DIGITS.test(char))) return [...letters].map(lookAlike);
  return [];
}

/** @type {(chars: string[], home: string, rules: Rules) => string[]} */
function oddLetters(chars, home, rules) {
  const { LETTER_HOMES, MARKS_COMPOSE, PLAIN_LATIN } = rules.constants.idn_display;
  const notes = [];
  let before = "COMMON";
  for (const char of chars) {
    const script = scriptOf(char, rules);
    if (char in LETTER_HOMES) {
      if (!LETTER_HOMES[char].includes(home)) notes.push(lookAlike(char));
    } else if (/\p{Mn}/u.test(char) && MARKS_COMPOSE.includes(before)) {
      notes.push("combining-mark");
    } else if (script === "LATIN" && !PLAIN_LATIN.includes(char)) {
      notes.push(rules.idn.looks[char] ? lookAlike(char) : `uncommon-letter:${char}`);
    } else if (isRare(char) || (script === "COMMON" && /[\p{Lm}\p{Lo}]/u.test(char) && char !== "ー")) {
      notes.push(`uncommon-letter:${char}`);
    }
    if (script !== "INHERITED") before = script;
  }
  return notes;
}

/** @type {(char: string) => boolean} letters of Cyrillic and Greek that no living national orthography uses */
function isRare(char) {
  return /[\u0460-\u048f\u0500-\u052f\u03d0-\u03ff]/.test(char);
}

/**
 * Native digits without a word in their script, or two kinds of digits side by side.
 *
 * @type {(label: string) => boolean}
 */
function hasOddDigits(label) {
  if (!/(?![0-9])\p{Nd}/u.test(label)) return false;
  return DIGITS.test(label) || !LETTER.test(label);
}

/** @type {(chars: string[], scripts: Set<string>, rules: Rules) => string[]} */
function japaneseStrokes(chars, scripts, rules) {
  const { JAPANESE_STROKES, TWIN_HIRAGANA } = rules.constants.idn_display;
  const isLatin = (/** @type {string | undefined} */ char) => char !== undefined && /^[a-zA-Z]$/.test(char);
  const notes = chars
    .filter((char, at) => JAPANESE_STROKES.includes(char) && isLatin(chars[at - 1]) && isLatin(chars[at + 1]))
    .map(lookAlike);
  if (scripts.has("HIRAGANA") && scripts.has("KATAKANA")) {
    const hiragana = [...new Set(chars.filter((char) => scriptOf(char, rules) === "HIRAGANA"))].sort();
    if (hiragana.every((char) => TWIN_HIRAGANA.includes(char))) notes.push(...hiragana.map(lookAlike));
  }
  return notes;
}
