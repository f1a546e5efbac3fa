/** The way back from the normal form to the words as they were seen, as checker/text/quoting.py. */

import { ahead, back, distance } from "../points.js";
import { isLetterAt, MAX_WORD_CHARS } from "./chars.js";
import { fold, normalise, STRIPPED_MARKS, WHITE, ZERO_WIDTH } from "./normal.js";

const PARTS = /[^\x00-\x7f]+|[\x00-\x7f]+/g;
const CLUSTERS = new RegExp(`.[${ZERO_WIDTH}${STRIPPED_MARKS}\\u3099\\u309a\\uff9e\\uff9f]*`, "gsu");
const CHARS = /./gsu;
const JOINS = /[\p{M}\u1100-\u11ff]/u;
const ENDS = new RegExp(`^[${WHITE}\\n]+|[${WHITE}\\n]+$`, "gu");
const CHUNK_UNITS = 500;
const MAX_CHUNK_UNITS = 4_000;
/** Characters that show and do not fold with their neighbours. */
const PLAIN =
  "!-~\\u00c0-\\u024f\\u1e00-\\u1eff\\u03b1-\\u03c1\\u03c3-\\u03c9\\u0430-\\u0438\\u043a-\\u044f\\u0454-\\u0456" +
  "\\u05d0-\\u05ea\\u0621\\u0627-\\u063a\\u0641-\\u064a\\u067e\\u0686\\u06a9\\u06af\\u06cc\\u0e01-\\u0e30\\u0e32" +
  "\\u0e40-\\u0e46\\u3041-\\u3096\\u30a1-\\u30fa\\u30fc\\u4e00-\\u9fff\\uac00-\\ud7a3";
const CHUNK = new RegExp(
  `[^\\n]{${CHUNK_UNITS}}[^\\n]{0,${MAX_CHUNK_UNITS - CHUNK_UNITS}}?[${PLAIN}](?=[${PLAIN}])|[^\\n]{${MAX_CHUNK_UNITS}}`,
  "uy",
);

/** A text with its normal form, able to quote the original words of any span of it. */
export class NormalText {
  /** @type {[number, number][] | null} start and end of each block in the original */
  #blocks = null;
  /** @type {Map<number, [number, number, number][]>} chunks of a block: start in its normal form, start and end */
  #chunks = new Map();
  /** @type {Map<number, number[]>} by start of a chunk: where each unit of its normal form came from: start, end, … */
  #places = new Map();

  /** @param {string} original */
  constructor(original) {
    this.original = original;
    this.normal = normalise(original);
  }

  /**
   * The span of the original that a span of the normal form came from.
   *
   * @type {(start: number, end: number) => [number, number]}
   */
  originalSpan(start, end) {
    if (!(start >= 0 && start <= end && end <= this.normal.length)) {
      throw new RangeError(`span ${start}:${end} lies outside of the ${this.normal.length} units of the text`);
    }
    const low = this.#place(start)[0];
    return start === end ? [low, low] : [low, this.#place(end - 1)[1]];
  }

  /**
   * The original words of a span of the normal form, widened to word edges, exactly as seen.
   *
   * @param {number} start
   * @param {number} end
   * @param {{ context?: number, maxChars?: number }} [options] both in code points of the original
   * @returns {string}
   */
  quote(start, end, { context = 0, maxChars = 300 } = {}) {
    const text = this.original;
    const [from, to] = this.originalSpan(start, end);
    const size = to - from >= maxChars ? distance(text, from, to) : to - from;
    if (size >= maxChars) return text.slice(from, ahead(text, from, maxChars));
    const room = (maxChars - distance(text, from, to)) >> 1;
    const first = Math.max(from === 0 ? 0 : text.lastIndexOf("\n", from - 1) + 1, back(text, from, room));
    const nearest = back(text, from, context);
    const low = widen(text, from, Math.max(first, nearest), Math.max(first, back(text, nearest, MAX_WORD_CHARS)), -1);
    const newline = text.indexOf("\n", to);
    const last = Math.min(newline >= 0 ? newline : text.length, ahead(text, low, maxChars));
    const farthest = ahead(text, to, context);
    const high = widen(text, to, Math.min(last, farthest), Math.min(last, ahead(text, farthest, MAX_WORD_CHARS)), 1);
    return text.slice(low, high).replace(ENDS, "");
  }

  /**
   * Start and end in the original of the unit at an index of the normal form.
   *
   * @type {(index: number) => [number, number]}
   */
  #place(index) {
    this.#blocks ??= findBlocks(this.original);
    if (this.#blocks.length === 0) return [0, 0];
    let number = 0;
    let blockStart = 0;
    for (let at = this.normal.indexOf("\n"); at >= 0 && at < index; at = this.normal.indexOf("\n", at + 1)) {
      number += 1;
      blockStart = at + 1;
    }
    let chunks = this.#chunks.get(number);
    if (!chunks) {
      chunks = cut(this.original, ...this.#blocks[number]);
      this.#chunks.set(number, chunks);
    }
    const inBlock = index - blockStart;
    let chunk = chunks[0];
    for (const next of chunks) {
      if (next[0] > inBlock) break;
      chunk = next;
    }
    const [chunkStart, low, high] = chunk;
    let places = this.#places.get(low);
    if (!places) {
      places = mapChunk(this.original.slice(low, high));
      this.#places.set(low, places);
    }
    const at = 2 * (inBlock - chunkStart);
    if (at >= places.length) return [high, Math.min(high + 1, this.original.length)];
    return [low + places[at], low + places[at + 1]];
  }
}

/** @type {(original: string) => [number, number][]} */
function findBlocks(original) {
  /** @type {[number, number][]} */
  const blocks = [];
  let low = 0;
  for (const line of original.split("\n")) {
    if (/[!-~]/.test(line) || normalise(line) !== "") blocks.push([low, low + line.length]);
    low += line.length + 1;
  }
  return blocks;
}

/**
 * Cuts a block between two characters of which neither folds with its neighbour.
 *
 * @type {(original: string, low: number, high: number) => [number, number, number][]}
 */
function cut(original, low, high) {
  /** @type {[number, number, number][]} */
  const chunks = [];
  let normalStart = 0;
  while (low < high) {
    CHUNK.lastIndex = low;
    const end = CHUNK.test(original) && CHUNK.lastIndex < high ? CHUNK.lastIndex : high;
    chunks.push([normalStart, low, end]);
    normalStart += normalise(original.slice(low, end)).length;
    low = end;
  }
  return chunks;
}

/** @type {(chunk: string) => number[]} */
function mapChunk(chunk) {
  /** @type {number[]} */
  const places = [];
  let isAfterSpace = true; // white space at the start is dropped
  for (const part of chunk.matchAll(PARTS)) {
    for (const [out, start, end] of foldClusters(part[0], part.index)) {
      for (const unit of out.split("")) {
        const isSpace = " \t\v\f\r\x1c\x1d\x1e\x1f".includes(unit);
        if (!(isSpace && isAfterSpace)) places.push(start, end);
        isAfterSpace = isSpace;
      }
    }
  }
  if (isAfterSpace) places.splice(-2);
  return places;
}

/**
 * Lists (folded, start, end) for each character of a part with its marks, or for the whole if they depend.
 *
 * @type {(part: string, offset: number) => [string, number, number][]}
 */
function foldClusters(part, offset) {
  const joins = [...part].some((char) => JOINS.test(fold(char)));
  const clusters = [...part.matchAll(joins ? CLUSTERS : CHARS)].map(
    /** @returns {[string, number, number]} */
    (m) => [fold(m[0]), offset + m.index, offset + m.index + m[0].length],
  );
  const whole = fold(part);
  if (clusters.map(([out]) => out).join("") === whole) return clusters;
  return [[whole, offset, offset + part.length]];
}

/**
 * The nearest word edge from `at` on, going by step up to limit; `edge` if there is none.
 *
 * @type {(text: string, edge: number, at: number, limit: number, step: number) => number}
 */
function widen(text, edge, at, limit, step) {
  while (isInsideWord(text, at)) {
    if (at === limit) return edge;
    at += step;
  }
  return at;
}

/** @type {(text: string, at: number) => boolean} */
function isInsideWord(text, at) {
  if (at <= 0 || at >= text.length) return false;
  // Between the halves of one character is inside as well.
  return isWordUnit(text, at - 1) && isWordUnit(text, at);
}

/** @type {(text: string, at: number) => boolean} */
function isWordUnit(text, at) {
  const code = text.charCodeAt(at);
  const start = code >= 0xdc00 && code < 0xe000 && at > 0 ? at - 1 : at;
  const folded = fold(String.fromCodePoint(text.codePointAt(start) ?? code));
  return folded === "" || isLetterAt(folded, 0);
}
