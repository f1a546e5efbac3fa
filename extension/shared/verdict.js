/** Score, coverage and stated facts -> verdict: the one table of bands; as checker/verdict.py. */

import { size } from "./points.js";
import { alarmPoints, findingStrength } from "./score.js";
import { say } from "./sentences.js";

/** @import { Seen } from "./reading.js" */
/** @import { Rules } from "./rules.js" */
/** @import { Score } from "./score.js" */
/** @import { Finding, Outcome, Sentence, Verdict } from "./types.js" */

/**
 * @typedef {object} Decision
 * @property {Verdict} verdict
 * @property {Sentence} said what decided
 * @property {boolean} is_conflict
 * @property {string} detail for what could not be looked at: the error's own words
 */

/** Strongest first. */
export const STRENGTHS = /** @type {const} */ (["decisive", "strong", "moderate", "weak", "note"]);

/**
 * The verdict on what was seen.
 *
 * @type {(seen: Seen, outcomes: Outcome[], score: Score, rules: Rules) => Decision}
 */
export function decide(seen, outcomes, score, rules) {
  const { FACTS, PROVEN, SUSPICIOUS_MIN_ALARM_POINTS, SUSPICIOUS_MIN_NET_POINTS } = rules.constants.verdict;
  const found = outcomes.filter((outcome) => outcome.findings.length > 0);
  const said = (/** @type {string} */ id) => found.find((o) => o.signal.id === id)?.findings[0].said;
  const decisive = decisiveAlarm(found);
  for (const [signal, verdict] of FACTS) {
    const fact = said(signal);
    if (fact === undefined) continue;
    const isAlarmed = decisive !== null || said("outside-register-scope") !== undefined;
    return { verdict, said: fact, is_conflict: PROVEN.includes(verdict) && isAlarmed, detail: "" };
  }
  if (seen.pages.length === 0) {
    const missing = seen.evidence.missing.find((m) => m.kind === "page");
    const told = said("telling-host-name");
    if (told !== undefined && missing?.code === "not-asked") return decision("suspicious", told);
    const why = `missing.${missing?.code ?? "not-asked"}`;
    const known = say(Object.hasOwn(rules.sentences, why) ? why : "missing.other");
    return decision("undetermined", known, missing?.message);
  }
  if (isBlank(seen, rules)) {
    return decision("undetermined", say("reason.blank"));
  }
  if (seen.selling.state === "no") {
    return decision("not_selling", say("reason.not-sold"));
  }
  if (seen.sells && decisive !== null) return decision("rogue", decisive.said);
  if (alarmPoints(score) >= SUSPICIOUS_MIN_ALARM_POINTS && -score.points >= SUSPICIOUS_MIN_NET_POINTS) {
    return decision("suspicious", strongest(found));
  }
  if (!seen.sells) {
    return decision("not_selling", say("reason.unclear-sale"));
  }
  return decision("unlisted", say("reason.unlisted"));
}

/** @type {(seen: Seen, rules: Rules) => boolean} */
function isBlank({ pages }, rules) {
  const shown = pages.reduce((sum, page) => sum + size(page.body.normal), 0);
  const hasOffers = pages.some((page) => page.offers.length > 0 || page.page.offers.length > 0);
  return shown < rules.constants.verdict.BLANK_MAX_CHARS && !hasOffers;
}

/** @type {(verdict: Verdict, said: Sentence, detail?: string) => Decision} */
function decision(verdict, said, detail = "") {
  return { verdict, said, is_conflict: false, detail };
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

/** @type {(outcomes: Outcome[]) => Sentence} */
function strongest(outcomes) {
  const alarms = outcomes
    .filter((outcome) => outcome.signal.direction === "alarm")
    .flatMap(({ signal, findings }) =>
      findings.map((f) => ({ rank: STRENGTHS.indexOf(findingStrength(signal, f)), said: f.said })),
    );
  return alarms.reduce((best, alarm) => (alarm.rank < best.rank ? alarm : best)).said;
}
