/** What a host name says by its words: medicines, "buy", "cheap", "no prescription"; as checker/host_name.py. */

import { roundHalfEven } from "./numbers.js";

/** @import { Address } from "./address.js" */
/** @import { Rules } from "./rules.js" */

/**
 * @typedef {{ text: string, kind: string }} NameWord
 *
 * @typedef {object} HostName
 * @property {NameWord[]} words
 * @property {string[]} traits keys of NAME_POINTS that hold, sorted
 * @property {number} points log-odds for a rogue seller's name
 *
 * @typedef {{ kinds: Map<string, string>, longest: number }} Words
 * @typedef {[string, string][]} Split texts and kinds; "?" marks unknown letters
 */

const MAX_PART_CHARS = 60;
const PLURAL_MIN_CHARS = 6;
const MIN_UNKNOWN_CHARS = 3;
/** Cost of a known word by its length; longer ones cost 1. */
const COSTS = [0, 3, 2.2, 1.5];
const DECIMALS = 2;

/**
 * The name of the address, read; depends on the name and the rule pack only.
 *
 * @type {(address: Address, rules: Rules) => HostName}
 */
export function readHostName(address, rules) {
  const k = rules.constants.host_name;
  const words = splitName(nameLabels(address), rules);
  const traits = nameTraits(words, address.suffix, rules);
  if (!traits.has("has-medicine-word")) return { words, traits: [], points: k.NO_MEDICINE_WORD_POINTS };
  const points = [...traits].reduce((sum, trait) => sum + (k.NAME_POINTS[trait] ?? 0), k.BASE_POINTS);
  return { words, traits: [...traits].sort(), points: roundHalfEven(points, DECIMALS) };
}

/**
 * The part of the host that its owner chose: all before the public suffix, without "www".
 *
 * @type {(address: Address) => string}
 */
export function nameLabels({ host, suffix }) {
  const labels = host.endsWith(`.${suffix}`) ? host.slice(0, -suffix.length - 1) : host;
  return labels.startsWith("www.") ? labels.slice(4) : labels;
}

/** @type {(labels: string, rules: Rules) => NameWord[]} */
export function splitName(labels, rules) {
  const known = knownWords(rules);
  /** @type {NameWord[]} */
  const words = [];
  for (const [part] of labels.matchAll(/[a-z]+|[0-9]+/g)) {
    if (/^[0-9]/.test(part)) words.push({ text: part, kind: "number" });
    else words.push(...settle(segment(part.slice(0, MAX_PART_CHARS), known, rules), rules));
  }
  return words;
}

/** @type {WeakMap<Rules, Words>} */
const wordsByRules = new WeakMap();

/** @type {(rules: Rules) => Words} */
function knownWords(rules) {
  let known = wordsByRules.get(rules);
  if (!known) {
    const kinds = new Map(rules.hostWords.map(({ text, kind }) => [text, kind]));
    for (const name of rules.names) {
      const text = name.text.replace(/\++$/, "");
      const group = rules.substances.get(name.substance)?.group ?? "";
      if (
        text.length >= rules.constants.host_name.MIN_MEDICINE_CHARS &&
        /^[a-zA-Z]+$/.test(text) &&
        !name.needs_cue &&
        !["precursor", "over_the_counter"].includes(group) &&
        !kinds.has(text)
      ) {
        kinds.set(text, "medicine");
      }
    }
    known = { kinds, longest: Math.max(...[...kinds.keys()].map((text) => text.length)) };
    wordsByRules.set(rules, known);
  }
  return known;
}

/**
 * Cheapest split of a run of letters.
 *
 * @type {(part: string, known: Words, rules: Rules) => Split}
 */
function segment(part, { kinds, longest }, rules) {
  /** @type {[number, Split][]} */
  const best = [[0, []]];
  for (let end = 1; end <= part.length; end += 1) {
    const [cost, words] = best[end - 1];
    /** @type {[number, Split]} */
    let choice = [cost + rules.constants.host_name.UNKNOWN_COST, [...words, [part[end - 1], "?"]]];
    for (let start = Math.max(0, end - longest); start < end; start += 1) {
      const text = part.slice(start, end);
      const isPlural = text.length >= PLURAL_MIN_CHARS && text.endsWith("s");
      const kind = kinds.get(text) ?? (isPlural ? kinds.get(text.slice(0, -1)) : undefined);
      if (kind !== undefined) {
        const [before, earlier] = best[start];
        const total = before + (COSTS[text.length] ?? 1);
        if (total < choice[0]) choice = [total, [...earlier, [text, kind]]];
      }
    }
    best.push(choice);
  }
  return joined(best[part.length][1]);
}

/** @type {(words: Split) => Split} */
function joined(words) {
  /** @type {Split} */
  const out = [];
  for (const [text, kind] of words) {
    const last = out.at(-1);
    if (kind === "?" && last?.[1] === "?") last[0] += text;
    else out.push([text, kind]);
  }
  return out;
}

/**
 * Words that unknown letters touch become unknown themselves, but for padded medicine names.
 *
 * @type {(words: Split, rules: Rules) => NameWord[]}
 */
function settle(words, rules) {
  const { PADDED_NAMES, MAX_PADDING, SHORT_WORD_CHARS } = rules.constants.host_name;
  return words.map(([text, kind], index) => {
    if (kind === "?") return { text, kind: "unknown" };
    const beside = [words[index - 1], words[index + 1]].filter((word) => word?.[1] === "?").map(([letters]) => letters);
    const isTouched = beside.length > 0;
    if (kind === "medicine" && isTouched) {
      const isPadded = PADDED_NAMES.includes(text) && beside.join("").length <= MAX_PADDING;
      return { text, kind: isPadded ? "medicine" : "unknown" };
    }
    const isShort = text.length <= SHORT_WORD_CHARS && ["pills", "medicines", "pharmacy"].includes(kind);
    return { text, kind: isTouched && isShort ? "unknown" : kind };
  });
}

/**
 * Traits of a name, keys of NAME_POINTS.
 *
 * @type {(words: NameWord[], suffix: string, rules: Rules) => Set<string>}
 */
export function nameTraits(words, suffix, rules) {
  const k = rules.constants.host_name;
  const texts = words.map((w) => w.text);
  const count = (/** @type {string} */ kind) => words.filter((w) => w.kind === kind).length;
  const has = (/** @type {string} */ kind) => count(kind) > 0;
  const waived =
    has("no-prescription") || (texts.includes("prescription") && (texts.includes("no") || texts.includes("without")));
  const goods = has("pharmacy") || has("local-pharmacy") || has("pills") || has("medicines");
  const trade = new Set(words.filter((w) => w.kind === "trade").map((w) => w.text));
  const unknown = words.reduce((sum, w) => sum + (w.kind === "unknown" ? w.text.length : 0), 0);
  const clock = texts.some((text) => k.AROUND_THE_CLOCK.includes(text));
  /** @type {Set<string>} */
  const found = new Set();
  if (has("medicine")) {
    found.add("medicine");
    if (count("medicine") >= 2) found.add("two-medicines");
    const isTraded = waived || goods || trade.size > 0 || has("order") || has("cheap") || has("place") || clock;
    found.add(isTraded ? "medicine-and-trade" : "medicine-alone");
    if (texts.includes("mg")) found.add("medicine-and-strength");
    if (unknown > 0 && unknown <= k.MAX_PADDING) found.add("medicine-padded");
    if (words.some((w) => w.kind === "medicine" && isUnapproved(w, rules))) found.add("unlicensed-brand");
  }
  if (waived) found.add("no-prescription");
  for (const kind of ["pharmacy", "local-pharmacy", "pills", "medicines"]) if (has(kind)) found.add(kind);
  if (count("medicines") + count("pills") >= 2) found.add("two-goods-words");
  if (has("pharmacy") && (has("medicines") || has("pills"))) found.add("pharmacy-and-goods");
  if (goods) {
    if (has("order")) found.add("goods-and-order");
    if (has("cheap")) found.add("goods-and-cheap");
    if (has("place")) found.add("goods-and-place");
    if (clock) found.add("goods-around-the-clock");
    if (unknown >= MIN_UNKNOWN_CHARS) found.add("goods-and-unknown");
    if (has("innocent")) found.add("goods-and-innocent");
    if (trade.size >= 1) found.add(has("local-pharmacy") ? "local-and-trade" : "goods-and-trade");
    if (trade.size >= 2) found.add("goods-and-much-trade");
  }
  if (goods || has("medicine") || waived) {
    found.add("has-medicine-word");
    if (k.UNUSUAL_SUFFIXES.includes(suffix.slice(suffix.lastIndexOf(".") + 1))) found.add("unusual-suffix");
  }
  return found;
}

/** @type {(word: NameWord, rules: Rules) => boolean} */
function isUnapproved(word, rules) {
  const names = rules.namesByText.get(word.text) ?? [];
  return names.some((name) => rules.substances.get(name.substance)?.group === "unapproved_brand");
}
