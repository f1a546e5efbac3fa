/** Phrases and medicine names of one text, by one pass of the matcher; as checker/text_reading.py. */

import { PhraseSeen, Voice } from "./voice.js";

/** @import { Phrase, Rules, Substance } from "./rules.js" */
/** @import { NameSeen } from "./seen.js" */
/** @import { Hit } from "./text/matcher.js" */
/** @typedef {{ phrases: Map<string, PhraseSeen[]>, names: NameSeen[] }} TextSeen */

/**
 * Without the demand inside the waiver or the free sale: "prescription required" in "no prescription required".
 *
 * @type {(wanted: [Phrase, Hit][]) => [Phrase, Hit][]}
 */
function notTurnedAround(wanted) {
  const waived = wanted.filter(([phrase]) => ["prescription-waived", "otc"].includes(phrase.topic)).map(([, hit]) => hit);
  if (waived.length === 0) return wanted;
  const demands = wanted.filter(([phrase]) => phrase.topic === "prescription-required").map(([, hit]) => hit);
  return wanted.filter(([phrase, hit]) => {
    if (phrase.topic === "prescription-waived") return !demands.some((demand) => isInside(hit, demand));
    if (!["prescription-required", "prescription-step"].includes(phrase.topic)) return true;
    return !waived.some((w) => w.start < hit.end && hit.start < w.end && !isInside(w, hit));
  });
}

/** "Dispensa receita" within "não dispensa receita". @type {(hit: Hit, other: Hit) => boolean} */
function isInside(hit, other) {
  return other.start <= hit.start && hit.end <= other.end && hit.end - hit.start < other.end - other.start;
}

/**
 * Phrases by topic and names of a text in normal form.
 *
 * @type {(normal: string, rules: Rules) => TextSeen}
 */
export function readText(normal, rules) {
  const { MAX_HITS_PER_PHRASE, MAX_HITS_PER_NAME } = rules.constants.text_reading;
  const { orderedPhrases, orderedNames } = rules;
  const namesFrom = orderedPhrases.length;
  /** @type {NameSeen[]} */
  const names = [];
  /** @type {Hit[]} */
  const negations = [];
  /** @type {Map<number, number>} */
  const counts = new Map();
  let lastNameEnd = -1;
  /** @type {[Phrase, Hit][]} */
  const wanted = [];
  for (const hit of rules.matcher.scan(normal)) {
    const count = counts.get(hit.pattern) ?? 0;
    if (hit.pattern < namesFrom) {
      const phrase = orderedPhrases[hit.pattern];
      if (phrase.topic === "negation") {
        negations.push(hit);
      } else if (count < MAX_HITS_PER_PHRASE) {
        counts.set(hit.pattern, count + 1);
        wanted.push([phrase, hit]);
      }
    } else if (hit.end > lastNameEnd) {
      // "kamagra" inside "kamagra oral jelly": the longer name stands
      lastNameEnd = hit.end;
      if (count < MAX_HITS_PER_NAME) {
        counts.set(hit.pattern, count + 1);
        const name = orderedNames[hit.pattern - namesFrom];
        const substance = /** @type {Substance} */ (rules.substances.get(name.substance));
        names.push({ name, substance, start: hit.start, end: hit.end, is_obfuscated: hit.is_obfuscated });
      }
    }
  }
  const voice = new Voice(normal, negations);
  /** @type {Map<string, PhraseSeen[]>} */
  const phrases = new Map();
  for (const [phrase, hit] of notTurnedAround(wanted)) {
    const seen = new PhraseSeen(phrase, hit.start, hit.end, voice, rules);
    const same = phrases.get(phrase.topic);
    if (same) same.push(seen);
    else phrases.set(phrase.topic, [seen]);
  }
  return { phrases, names };
}
