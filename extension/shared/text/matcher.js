/** Finds all phrases and names of a rule pack in one pass over a text in normal form, as checker/text/matcher.py. */

import { distance } from "../points.js";
import { isLetterAt, matchEnd, MAX_CHARS, MAX_WORD_CHARS, SENTENCE_ENDS, SEPARATORS, SPACED } from "./chars.js";
import { Names } from "./obfuscation.js";
import { compilePattern, isWords } from "./pattern.js";
import { Trie } from "./trie.js";

/** @import { Compiled, Pattern, Piece } from "./pattern.js" */

/**
 * @typedef {{ pattern: number, start: number, end: number, is_obfuscated: boolean }} Hit
 *   index into the matcher's patterns, span in the normal form in UTF-16 units
 *
 * @typedef {object} Literal what hangs on one literal
 * @property {boolean} isLeftSpaced
 * @property {boolean} isRightSpaced
 * @property {boolean} isWhole no pattern goes on with letters after it: no name, no stem
 * @property {boolean} hasLeftOpen some pattern may have letters before it
 * @property {[number, Compiled][]} entries
 */

const MAX_PLACES = 500;
const MAX_GAP_CHARS = 100;
const MAX_GAP_SEPARATORS = 3;
const PICTURES_PER_WORD = 4;
/** How far a piece may be from the next, in units: twice the characters, for a character may have two. */
const REACH = 2 * (2 * MAX_GAP_CHARS + 2 * MAX_WORD_CHARS);

const REST_OF_WORD = new RegExp(`[${SPACED}]{0,${MAX_WORD_CHARS}}(?![${SPACED}])`, "uy");
const GAP_SEPARATORS = new RegExp(`(?:(?![${SENTENCE_ENDS}])[${SEPARATORS}]){0,${MAX_GAP_SEPARATORS}}`, "uy");
const GAP_WORD = new RegExp(
  `[${SPACED}]{1,${MAX_WORD_CHARS}}(?:['.,][${SPACED}]{1,${MAX_WORD_CHARS}}){0,3}(?![${SPACED}])` +
    `|[^${SEPARATORS}${SPACED}\\n]`,
  "uy",
);
const SEPARATOR = new RegExp(`[${SEPARATORS}\\n]`, "gu");
const FOLD = Uint8Array.from({ length: 128 }, (_, code) => (isLetterAt(String.fromCharCode(code), 0) ? code : 32));

/** All patterns of a rule pack, ready to scan texts. Patterns are compiled when a text has their literal: few ever are. */
export class Matcher {
  /** Literal -> index of its pattern, or of all its patterns by rising index. @type {Map<string, number | number[]>} */
  #patternsOf = new Map();
  /** @type {Map<string, Literal>} */
  #literals = new Map();

  /** @param {Pattern[]} patterns */
  constructor(patterns) {
    this.patterns = patterns;
    /** @type {Set<string>} */
    const leftOpen = new Set();
    for (let number = 0; number < patterns.length; number += 1) {
      const pattern = patterns[number];
      let core = pattern.text;
      if (!isWords(pattern)) {
        const { pieces, anchor, isLeftOpen } = compilePattern(pattern);
        ({ core } = pieces[anchor]);
        if (isLeftOpen) leftOpen.add(core);
      }
      const held = this.#patternsOf.get(core);
      if (held === undefined) this.#patternsOf.set(core, number);
      else if (typeof held === "number") this.#patternsOf.set(core, [held, number]);
      else held.push(number);
    }
    /** @type {string[]} */
    const atWords = [];
    /** @type {string[]} */
    const anywhere = [];
    for (const core of this.#patternsOf.keys()) (isLetterAt(core, 0) && !leftOpen.has(core) ? atWords : anywhere).push(core);
    /** Of these only a place where no letter stands before counts. */
    this.atWords = new Trie(atWords);
    this.anywhere = new Trie(anywhere);
    this.names = new Names(patterns);
  }

  /** @type {(core: string) => Literal} */
  #literal(core) {
    const made = this.#literals.get(core);
    if (made) return made;
    const numbers = [this.#patternsOf.get(core) ?? []].flat();
    const entries = numbers.map((number) => /** @type {[number, Compiled]} */ ([number, compilePattern(this.patterns[number])]));
    const literal = {
      isLeftSpaced: isLetterAt(core, 0),
      isRightSpaced: isLetterAt(core, core.length - 1),
      isWhole: !entries.some(([, c]) => c.isName || c.pieces[c.anchor].isOpen),
      hasLeftOpen: entries.some(([, c]) => c.isLeftOpen),
      entries,
    };
    this.#literals.set(core, literal);
    return literal;
  }

  /**
   * Returns the hits in a text in normal form, sorted by start, then longer first, then pattern.
   *
   * @type {(normal: string) => Hit[]}
   */
  scan(normal) {
    const text = normal.length > MAX_CHARS ? [...normal].slice(0, MAX_CHARS).join("") : normal;
    const hits = this.#hits(text);
    const found = this.names.find(text);
    if (found.length > 0) {
      const plain = new Set(hits.map((hit) => `${hit.pattern} ${hit.start} ${hit.end}`));
      for (const [pattern, start, end, is_obfuscated] of found) {
        if (!plain.has(`${pattern} ${start} ${end}`)) hits.push({ pattern, start, end, is_obfuscated });
      }
    }
    return hits.sort((a, b) => a.start - b.start || b.end - a.end || a.pattern - b.pattern);
  }

  /** @type {(normal: string) => Hit[]} */
  #hits(normal) {
    /** @type {Hit[]} */
    const hits = [];
    const places = new Map();
    /** @type {string | null} */
    let view = null;
    this.#places(normal, (core, start, end) => {
      const literal = this.#literal(core);
      const isCut = literal.isLeftSpaced && isLetterAt(normal, start - 1);
      if (isCut && !literal.hasLeftOpen) return;
      const isPart = literal.isRightSpaced && isLetterAt(normal, end);
      if (isPart && literal.isWhole) return;
      const count = (places.get(core) ?? 0) + 1;
      places.set(core, count);
      if (count > MAX_PLACES) return;
      for (const [pattern, compiled] of literal.entries) {
        if (isCut && !compiled.isLeftOpen) continue;
        if (compiled.isPlain) {
          const stop = isPart ? wordEnd(normal, end, compiled.isName, compiled.pieces[0].isOpen) : end;
          if (stop >= 0 && !hasNewline(normal, start, end)) {
            hits.push({ pattern, start, end: stop, is_obfuscated: false });
          }
        } else {
          view ??= normal.replace(SEPARATOR, " ");
          if (!isNear(compiled, view, start, end)) continue;
          const span = around(compiled, normal, view, start);
          if (span) hits.push({ pattern, start: span[0], end: span[1], is_obfuscated: false });
        }
      }
    });
    return hits;
  }

  /**
   * Calls back for every place of every literal, by rising start.
   *
   * @type {(normal: string, tell: (literal: string, start: number, end: number) => void) => void}
   */
  #places(normal, tell) {
    const units = new Uint16Array(normal.length + 1);
    for (let at = 0; at < normal.length; at += 1) {
      const unit = normal.charCodeAt(at);
      units[at] = unit < 128 ? FOLD[unit] : unit;
    }
    let start = 0;
    const told = (/** @type {string} */ literal, /** @type {number} */ end) => tell(literal, start, end);
    for (; start < normal.length; start += 1) {
      this.anywhere.find(units, start, told);
      if (!isLetterAt(normal, start - 1)) this.atWords.find(units, start, told);
    }
  }
}

/** @type {(normal: string, start: number, end: number) => boolean} */
function hasNewline(normal, start, end) {
  for (let at = start; at < end; at += 1) if (normal.charCodeAt(at) === 10) return true;
  return false;
}

/**
 * Whether the pieces beside the anchor are anywhere near, which is cheap to know.
 *
 * @type {(compiled: Compiled, view: string, start: number, end: number) => boolean}
 */
function isNear(compiled, view, start, end) {
  const { pieces, anchor } = compiled;
  if (anchor > 0) {
    const { core } = pieces[anchor - 1];
    if (!view.slice(Math.max(0, start - REACH - core.length), start).includes(core)) return false;
  }
  if (anchor + 1 < pieces.length) {
    const { core } = pieces[anchor + 1];
    if (!view.slice(end, end + REACH + core.length).includes(core)) return false;
  }
  return true;
}

/**
 * The span of the whole pattern around its anchor, whose core stands at start; null if it is not there.
 *
 * @type {(compiled: Compiled, normal: string, view: string, start: number) => [number, number] | null}
 */
function around({ pieces, gaps, anchor, isName, isLeftOpen }, normal, view, start) {
  let end = endOf(pieces[anchor], isName, normal, start);
  for (let n = anchor; n < gaps.length && end >= 0; n += 1) {
    end = follow(pieces[n + 1], gaps[n], isName, normal, view, end);
  }
  if (end < 0) return null;
  for (let n = anchor - 1; n >= 0; n -= 1) {
    start = precede(pieces[n], gaps[n], normal, view, start);
    if (start < 0) return null;
  }
  start -= pieces[0].lead;
  end += pieces[pieces.length - 1].tail;
  if (start < 0 || end > normal.length || hasNewline(normal, start, end)) return null;
  if (isLeftOpen) {
    const floor = start - MAX_WORD_CHARS;
    while (isLetterAt(normal, start - 1)) {
      start -= 1;
      if (start < floor) return null;
    }
  }
  return [start, end];
}

/**
 * Where a piece whose core stands at start ends, its inflection included; -1 if signs or edge differ.
 *
 * @type {(piece: Piece, isName: boolean, normal: string, start: number) => number}
 */
function endOf(piece, isName, normal, start) {
  const end = start + piece.core.length;
  for (const [offset, sign] of piece.signs) {
    if (normal[start + offset] !== sign) return -1;
  }
  if (!piece.isRightSpaced || !isLetterAt(normal, end)) return end;
  return wordEnd(normal, end, isName, piece.isOpen);
}

/**
 * Where a word ends that goes on after a literal, if it may: a stem does, a name with "s"; else -1.
 *
 * @type {(normal: string, end: number, isName: boolean, isOpen: boolean) => number}
 */
function wordEnd(normal, end, isName, isOpen) {
  if (isOpen) return matchEnd(REST_OF_WORD, normal, end);
  return isName && normal[end] === "s" && !isLetterAt(normal, end + 1) ? end + 1 : -1;
}

/** @type {(piece: Piece, isName: boolean, normal: string, view: string, start: number) => number} */
function stands(piece, isName, normal, view, start) {
  if (start < 0 || !view.startsWith(piece.core, start)) return -1;
  if (piece.isLeftSpaced && isLetterAt(normal, start - 1)) return -1;
  return endOf(piece, isName, normal, start);
}

/**
 * The places where the next piece may start after a gap that begins at position.
 *
 * @type {(normal: string, position: number, gap: [number, number]) => Generator<number, void>}
 */
function* gapEnds(normal, position, [low, high]) {
  const from = position;
  let words = 0;
  let pictures = 0;
  while (words <= high) {
    const at = matchEnd(GAP_SEPARATORS, normal, position);
    if (at - from > MAX_GAP_CHARS && distance(normal, from, at) > MAX_GAP_CHARS) return;
    if (words >= low) yield at;
    const end = matchEnd(GAP_WORD, normal, at);
    if (end < 0) return;
    if (isLetterAt(normal, at)) {
      words += 1;
      pictures = 0;
    } else if (pictures % PICTURES_PER_WORD === 0) {
      words += 1;
      pictures = 1;
    } else {
      pictures += 1;
    }
    position = end;
  }
}

/**
 * The end of the piece after a gap that begins at end, else -1.
 *
 * @type {(piece: Piece, gap: [number, number], isName: boolean, normal: string, view: string, end: number) => number}
 */
function follow(piece, gap, isName, normal, view, end) {
  for (const at of gapEnds(normal, end, gap)) {
    const found = stands(piece, isName, normal, view, at);
    if (found >= 0) return found;
  }
  return -1;
}

/**
 * The start of the nearest piece before, from whose end a gap leads to start; else -1.
 *
 * @type {(piece: Piece, gap: [number, number], normal: string, view: string, start: number) => number}
 */
function precede(piece, gap, normal, view, start) {
  const floor = Math.max(0, start - REACH - piece.core.length);
  const near = view.slice(floor, start + 1); // a search in the whole text would go on to its beginning
  let at = start - floor - piece.core.length + 1;
  for (let tries = PICTURES_PER_WORD * (gap[1] + 1); tries > 0; tries -= 1) {
    at = at > 0 ? near.lastIndexOf(piece.core, at - 1) : -1;
    if (at < 0) return -1;
    const end = stands(piece, false, normal, view, floor + at);
    if (end >= 0) {
      for (const reached of gapEnds(normal, end, gap)) if (reached === start) return floor + at;
    }
  }
  return -1;
}
