/** Phrases and names as they stand in the rule pack, cut into pieces and gaps; as checker/text/pattern.py. */

import { isLetterAt, SEPARATORS, SIGNS } from "./chars.js";

/**
 * @typedef {{ id: string, text: string, lang?: string, is_name?: boolean }} Pattern
 *   text in normal form, with `*`, `~` and `+` as docs/matching.md tells
 *
 * @typedef {object} Piece
 * @property {string} core each separator a space, none at the ends; never empty
 * @property {number} lead separators before the core
 * @property {number} tail separators after the core
 * @property {[number, string][]} signs what the text must have as it is: offset from the core's start, character
 * @property {boolean} isLeftSpaced
 * @property {boolean} isRightSpaced
 * @property {boolean} isOpen ended in `+`: further letters may follow
 *
 * @typedef {object} Compiled
 * @property {Piece[]} pieces
 * @property {[number, number][]} gaps fewest and most words between each piece and the next
 * @property {number} anchor index of the longest piece
 * @property {boolean} isName
 * @property {boolean} isLeftOpen began with `*` glued to letters
 * @property {boolean} isPlain only the one literal and what its word goes on with has to be looked at
 */

/** @type {Map<string, [number, number]>} words that a slot stands for: fewest and most */
const SLOTS = new Map([["*", [1, 1]], ["~", [0, 3]]]);
const SEPARATOR = new RegExp(`[${SEPARATORS}\\n]`, "gu");
/** Words with one space between: most patterns, and nothing of them has to be taken apart. */
const WORDS = new RegExp(`^[^${SEPARATORS}\\n]+(?: [^${SEPARATORS}\\n]+)*$`);

/**
 * Whether a pattern is its own literal.
 *
 * @type {(pattern: Pattern) => boolean}
 */
export function isWords({ text }) {
  return WORDS.test(text);
}

/**
 * Returns the pieces and gaps of a pattern; throws an Error that names it if it is empty, has a slot at an end, or a
 * piece without letter or picture.
 *
 * @type {(pattern: Pattern) => Compiled}
 */
export function compilePattern(pattern) {
  /** @type {(reason: string) => Error} */
  const error = (reason) => new Error(`pattern '${pattern.id}': text '${pattern.text}' ${reason}`);
  const isName = pattern.is_name === true;
  if (WORDS.test(pattern.text)) return compileWords(pattern.text, isName);
  const isLeftOpen = isName && /^\*[^ ]/u.test(pattern.text);
  /** @type {Piece[]} */
  const pieces = [];
  /** @type {[number, number][]} */
  const gaps = [];
  /** @type {string[]} */
  let words = [];
  let gap = [0, 0];
  let hasSlot = false;
  for (const token of [...pattern.text.slice(isLeftOpen ? 1 : 0).split(" "), null]) {
    const slot = SLOTS.get(token ?? "");
    const isOpen = token !== null && token.length > 1 && token.endsWith("+");
    if (token !== null && !slot) {
      words.push(isOpen ? token.slice(0, -1) : token);
      if (!isOpen) continue;
    }
    if (words.length > 0) {
      const piece = makePiece(words.join(" "), isOpen);
      if (piece.core === "") throw error("has a piece without letter, digit or picture");
      if (pieces.length > 0) gaps.push([gap[0], gap[1]]);
      pieces.push(piece);
      words = [];
      gap = [0, 0];
      hasSlot = false;
    }
    if (slot) {
      gap = [gap[0] + slot[0], gap[1] + slot[1]];
      hasSlot = true;
      if (pieces.length === 0) throw error("begins with a slot");
    }
  }
  if (hasSlot) throw error("ends with a slot");
  let anchor = 0;
  pieces.forEach((piece, n) => {
    if (lengthOf(piece.core) > lengthOf(pieces[anchor].core)) anchor = n;
  });
  const [{ signs, lead, tail }] = pieces;
  const isPlain = pieces.length === 1 && signs.length === 0 && lead === 0 && tail === 0 && !isLeftOpen;
  return { pieces, gaps, anchor, isName, isLeftOpen, isPlain };
}

/** @type {[number, number][]} shared, never changed */
const NO_GAPS = [];
/** @type {[number, string][]} shared, never changed */
const NO_SIGNS = [];

/**
 * What the general way gives for a pattern of words alone, without its cost.
 *
 * @type {(core: string, isName: boolean) => Compiled}
 */
function compileWords(core, isName) {
  const isLeftSpaced = isLetterAt(core, 0);
  const isRightSpaced = isLetterAt(core, core.length - 1);
  const piece = { core, lead: 0, tail: 0, signs: NO_SIGNS, isLeftSpaced, isRightSpaced, isOpen: false };
  return { pieces: [piece], gaps: NO_GAPS, anchor: 0, isName, isLeftOpen: false, isPlain: true };
}

/** @type {(text: string, isOpen: boolean) => Piece} */
function makePiece(text, isOpen) {
  const view = text.replace(SEPARATOR, " ");
  const core = view.replace(/^ +| +$/g, "");
  const lead = core === "" ? 0 : view.search(/[^ ]/);
  /** @type {[number, string][]} */
  const signs = [];
  for (let at = 0; at < text.length; at += 1) {
    if (SIGNS.includes(text[at])) signs.push([at - lead, text[at]]);
  }
  return {
    core,
    lead,
    tail: view.length - lead - core.length,
    signs,
    isLeftSpaced: isLetterAt(core, 0),
    isRightSpaced: isLetterAt(core, core.length - 1),
    isOpen,
  };
}

/** @type {(text: string) => number} code points */
function lengthOf(text) {
  return [...text].length;
}
