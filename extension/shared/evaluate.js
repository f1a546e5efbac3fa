/** Runs every signal over what was seen; as checker/evaluate.py. */

import { FINDERS } from "./signals/index.js";

/** @import { Seen } from "./reading.js" */
/** @import { Rules } from "./rules.js" */
/** @import { EvidenceKind, Outcome, Signal } from "./types.js" */

/**
 * One outcome for each signal, in the order of the catalogue.
 *
 * @type {(seen: Seen, rules: Rules) => Outcome[]}
 */
export function evaluate(seen, rules) {
  return rules.signals.map((signal) => run(signal, seen, rules));
}

/** @type {(signal: Signal, seen: Seen, rules: Rules) => Outcome} */
function run(signal, seen, rules) {
  const find = FINDERS[signal.id];
  const kind = signal.needs.find((needed) => !isThere(seen, needed));
  if (kind !== undefined || find === undefined) {
    const missing = seen.evidence.missing.find((m) => m.kind === kind);
    const reason = missing?.code ?? "not-asked";
    const message = missing?.message ?? "This was not looked at.";
    return { signal, state: "not_evaluated", findings: [], reason, message };
  }
  try {
    return { signal, state: "evaluated", findings: find(seen, rules), reason: "", message: "" };
  } catch (error) {
    // A signal that throws is our bug and must not take the other findings with it; the vectors show it as a difference.
    const reason = error instanceof Error ? error.name : "Error";
    return { signal, state: "error", findings: [], reason, message: "This signal failed; it is our error." };
  }
}

/** @type {(seen: Seen, kind: EvidenceKind) => boolean} */
function isThere({ evidence }, kind) {
  switch (kind) {
    case "page":
      return evidence.pages.length > 0;
    case "register":
      return evidence.register !== null;
    case "logo":
      return evidence.logo !== null;
    default:
      return false; // only a server gathers the others
  }
}
