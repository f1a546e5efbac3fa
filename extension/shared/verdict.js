/** Score, coverage and stated facts -> verdict: the one table of bands; as checker/verdict.py. */

import { size } from "./points.js";
import { alarmPoints, findingStrength } from "./score.js";

/** @import { Seen } from "./reading.js" */
/** @import { Rules } from "./rules.js" */
/** @import { Score } from "./score.js" */
/** @import { Finding, Outcome, Verdict } from "./types.js" */

/** @typedef {{ verdict: Verdict, reason: string, is_conflict: boolean }} Decision */

/** Strongest first. */
export const STRENGTHS = /** @type {const} */ (["decisive", "strong", "moderate", "weak", "note"]);

/** Signals that decide by themselves, the first that found something. @type {[string, Verdict][]} */
const FACTS = [
  ["register-entry", "listed"],
  ["proven-common-logo", "listed"],
  ["accredited-name", "accredited"],
  ["warning-list-entry", "rogue"],
];

/** What alarms do not overturn: they are shown as a conflict. @type {Verdict[]} */
const PROVEN = ["listed", "accredited"];

/**
 * The verdict on what was seen.
 *
 * @type {(seen: Seen, outcomes: Outcome[], score: Score, rules: Rules) => Decision}
 */
export function decide(seen, outcomes, score, rules) {
  const { SUSPICIOUS_MIN_ALARM_POINTS, SUSPICIOUS_MIN_NET_POINTS } = rules.constants.verdict;
  const found = outcomes.filter((outcome) => outcome.findings.length > 0);
  const statement = (/** @type {string} */ id) => found.find((o) => o.signal.id === id)?.findings[0].statement;
  const decisive = decisiveAlarm(found);
  for (const [signal, verdict] of FACTS) {
    const fact = statement(signal);
    if (fact === undefined) continue;
    const isAlarmed = decisive !== null || statement("outside-register-scope") !== undefined;
    return { verdict, reason: fact, is_conflict: PROVEN.includes(verdict) && isAlarmed };
  }
  if (seen.pages.length === 0) {
    const missing = seen.evidence.missing.find((m) => m.kind === "page");
    const told = statement("telling-host-name");
    if (told !== undefined && missing?.code === "not-asked") return decision("suspicious", told);
    return decision("undetermined", missing?.message ?? "No page was given.");
  }
  if (isBlank(seen, rules)) {
    return decision("undetermined", "The page shows almost no text; it may be built by script or stand empty.");
  }
  if (seen.selling.state === "no") {
    return decision("not_selling", "No sign that medicines are sold on the pages read.");
  }
  if (seen.sells && decisive !== null) return decision("rogue", decisive.statement);
  if (alarmPoints(score) >= SUSPICIOUS_MIN_ALARM_POINTS && -score.points >= SUSPICIOUS_MIN_NET_POINTS) {
    return decision("suspicious", strongestStatement(found));
  }
  if (!seen.sells) {
    return decision("not_selling", "Medicines are named, but not clearly sold on the pages read.");
  }
  return decision("unlisted", "No register entry and no serious warning sign was found.");
}

/** @type {(seen: Seen, rules: Rules) => boolean} */
function isBlank({ pages }, rules) {
  const shown = pages.reduce((sum, page) => sum + size(page.body.normal), 0);
  const hasOffers = pages.some((page) => page.offers.length > 0 || page.page.offers.length > 0);
  return shown < rules.constants.verdict.BLANK_MAX_CHARS && !hasOffers;
}

/** @type {(verdict: Verdict, reason: string) => Decision} */
function decision(verdict, reason) {
  return { verdict, reason, is_conflict: false };
}

/** @type {(outcomes: Outcome[]) => Finding | null} */
function decisiveAlarm(outcomes) {
  for (const { signal, findings } of outcomes) {
    if (signal.direction !== "alarm") continue;
    const found = findings.find((f) => findingStrength(signal, f) === "decisive" && f.quote !== "");
    if (found) return found;
  }
  return null;
}

/** @type {(outcomes: Outcome[]) => string} */
function strongestStatement(outcomes) {
  const alarms = outcomes
    .filter((outcome) => outcome.signal.direction === "alarm")
    .flatMap(({ signal, findings }) =>
      findings.map((f) => ({ rank: STRENGTHS.indexOf(findingStrength(signal, f)), statement: f.statement })),
    );
  return alarms.reduce((best, alarm) => (alarm.rank < best.rank ? alarm : best)).statement;
}
