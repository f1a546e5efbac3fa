/**
 * Which characters are letters of spaced scripts, separators or pictures; the same as checker/text/chars.py.
 *
 * The values are the inside of a regular expression class with flag `u` and speak of text in normal form.
 */

/** Letters, marks and digits of scripts that put spaces between words. */
export const SPACED =
  "0-9a-z\\u00df-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u0386\\u0388-\\u0481\\u0483-\\u0559\\u0561-\\u0588" +
  "\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7-\\u05f2\\u0610-\\u061a\\u0620-\\u0669\\u066e-\\u06d3" +
  "\\u06d5-\\u06ff\\u0710-\\u0963\\u0966-\\u0df3\\u10a0-\\u10fa\\u10fc-\\u135f\\u13a0-\\u167f\\u1e00-\\u1fff" +
  "\\u2c00-\\u2dff\\ua640-\\ua7ff\\uab30-\\uab6f\\uac00-\\ud7a3";

/** ASCII without letters, digits and the newline: each may stand where a phrase has a space. */
export const SEPARATORS = "\\x00-\\x09\\x0b-\\x1f !-\\/:-@\\[-`\\{-\\x7f";

/** Separators that carry meaning: where a phrase has one, the text must have the same one. */
export const SIGNS = "#$%&<=>@";

/** End a sentence unless a letter or digit follows. */
export const SENTENCE_ENDS = ".!?";

/** Longest run of letters that is looked at as a word. */
export const MAX_WORD_CHARS = 40;

/** Longest part of a text that is scanned, in characters. */
export const MAX_CHARS = 150_000;

const isSpaced = new Uint8Array(0x10000);
for (const [, low, high = low] of SPACED.matchAll(/(\\u[0-9a-f]{4}|[0-9a-z])(?:-(\\u[0-9a-f]{4}|[0-9a-z]))?/g)) {
  isSpaced.fill(1, codeOf(low), codeOf(high) + 1);
}

/** @type {(written: string) => number} */
function codeOf(written) {
  return written.length === 1 ? written.charCodeAt(0) : Number.parseInt(written.slice(2), 16);
}

/**
 * Whether the unit at a place of a text in normal form is a letter, mark or digit of a spaced script.
 *
 * @type {(text: string, at: number) => boolean}
 */
export function isLetterAt(text, at) {
  return at >= 0 && at < text.length && isSpaced[text.charCodeAt(at)] === 1;
}

/**
 * The end of what a sticky expression matches at a place, or -1.
 *
 * @type {(sticky: RegExp, text: string, at: number) => number}
 */
export function matchEnd(sticky, text, at) {
  sticky.lastIndex = at;
  return sticky.test(text) ? sticky.lastIndex : -1;
}
