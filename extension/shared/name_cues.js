/** Names that are other words too ("ice", "coke"), kept only where their surroundings show the medicine; as checker/name_cues.py. */

import { ahead } from "./points.js";
import { findStrength } from "./prices.js";

/** @import { Rules } from "./rules.js" */
/** @import { NameSeen } from "./seen.js" */
/** @import { PhraseSeen } from "./voice.js" */

/**
 * Names that stand for themselves, and the ambiguous ones that a strength behind or an order word before backs.
 *
 * @type {(names: NameSeen[], phrases: Map<string, PhraseSeen[]>, normal: string, rules: Rules) => NameSeen[]}
 */
export function withCues(names, phrases, normal, rules) {
  if (!names.some((n) => n.name.needs_cue)) return names;
  const orderEnds = new Set((phrases.get("order-words") ?? []).map((word) => word.end));
  const { COMPANY_TOPICS, STREET_GROUPS } = rules.constants.name_cues;
  const hasCompany =
    COMPANY_TOPICS.some((/** @type {string} */ topic) => phrases.has(topic)) ||
    names.some((n) => !n.name.needs_cue && STREET_GROUPS.includes(n.substance.group));
  return names.filter(
    (n) =>
      !n.name.needs_cue || ((hasCompany || !isStreetName(n, rules)) && hasCue(n, orderEnds, normal, rules)),
  );
}

/** @type {(seen: NameSeen, rules: Rules) => boolean} */
function isStreetName(seen, rules) {
  const { STREET_GROUPS, STREET_KINDS } = rules.constants.name_cues;
  return STREET_GROUPS.includes(seen.substance.group) && STREET_KINDS.includes(seen.name.kind);
}

/** @type {(seen: NameSeen, orderEnds: Set<number>, normal: string, rules: Rules) => boolean} */
function hasCue(seen, orderEnds, normal, rules) {
  if (orderEnds.has(seen.start - 1)) return true;
  const { STRENGTH_CHARS, CUE_GAP_CHARS } = rules.constants.name_cues;
  const strength = findStrength(normal, seen.end, ahead(normal, seen.end, STRENGTH_CHARS));
  return strength !== null && strength.start <= ahead(normal, seen.end, CUE_GAP_CHARS);
}
