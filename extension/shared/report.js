/** Outcomes, score and decision -> the report, with the words that people see; as checker/report/build.py. */

import { withAddress } from "./for_whom.js";
import { roundHalfEven } from "./numbers.js";
import { findingStrength } from "./score.js";
import { inEnglish, programmeOf, say } from "./sentences.js";
import { needsPrescription, offered } from "./signals/medicines.js";
import { STRENGTHS } from "./verdict.js";

/** @import { Seen } from "./reading.js" */
/** @import { Rules } from "./rules.js" */
/** @import { Score } from "./score.js" */
/** @import { FindingLine, Outcome, Part, PartReport, Report, Sentence, Strength } from "./types.js" */
/** @import { Decision } from "./verdict.js" */

/** @typedef {[string, Sentence, string?]} Summary state, its sentence, and English words that say more than it */

const PARTS = /** @type {const} */ (["register", "logo", "prescription", "domain", "risk"]);

/**
 * The report on what was seen.
 *
 * @param {Seen} seen
 * @param {Outcome[]} outcomes
 * @param {Score} score
 * @param {Decision} decision
 * @param {Rules} rules
 * @param {{ depth: "quick" | "page", for_whom: Sentence[], where_to_buy: Sentence[] }} options
 * @returns {Report}
 */
export function buildReport(seen, outcomes, score, decision, rules, { depth, for_whom, where_to_buy }) {
  const { evidence } = seen;
  const { address, register } = evidence;
  const parts = PARTS.map((part) => {
    const own = outcomes.filter((outcome) => outcome.signal.part === part);
    return [part, partReport(part, own, seen, score, rules)];
  });
  return {
    address: address.url,
    host: address.host,
    display_host: address.display_host,
    registrable_domain: address.registrable_domain,
    country: evidence.country,
    verdict: decision.verdict,
    headline: headline(decision, outcomes, for_whom, rules),
    reason: decision.detail || inEnglish(decision.said, rules),
    said: decision.said,
    is_conflict: decision.is_conflict,
    score: score.value,
    coverage: score.coverage,
    sells_medicines: seen.pages.length > 0 ? seen.selling.state : "unknown",
    selling_reasons: seen.selling.reasons,
    prescription: prescriptionState(seen, outcomes),
    for_whom: for_whom.map((said) => inEnglish(said, rules)),
    for_whom_said: for_whom,
    where_to_buy: where_to_buy.map((said) => withAddress(said, rules)),
    where_to_buy_said: where_to_buy,
    parts: /** @type {Record<Part, PartReport>} */ (Object.fromEntries(parts)),
    registers: register?.entries ?? [],
    register_copies: register?.copies ?? [],
    not_evaluated: outcomes
      .filter((o) => o.state !== "evaluated")
      .map((o) => ({ signal: o.signal.id, title: o.signal.title, reason: o.reason, message: o.message })),
    terms: score.terms.map(({ signal, strength, points }) => ({ signal, strength, points })),
    pages: evidence.pages.map((page) => ({
      url: page.final_url,
      role: page.role,
      status: page.status,
      sha256: page.sha256,
      notes: page.notes,
    })),
    host_notes: address.host_notes,
    depth,
    versions: {
      pharmaproof: rules.constants.version.VERSION,
      scoring: rules.constants.score.SCORING_VERSION,
      rule_pack: rules.version,
    },
    gathered_at: `${evidence.gathered_at.toISOString().slice(0, "2026-11-24T00:00:00".length)}Z`,
    override: null,
  };
}

/** @type {(decision: Decision, outcomes: Outcome[], forWhom: Sentence[], rules: Rules) => string} */
function headline({ verdict, is_conflict }, outcomes, forWhom, rules) {
  const { ACCREDITED_BY_HEADLINE, HEADLINES, LISTED_CONFLICT_HEADLINE } = rules.constants["report.build"];
  if (is_conflict) return LISTED_CONFLICT_HEADLINE;
  const programme = programmeOf(fired(outcomes, "accredited-name")?.findings ?? [], forWhom);
  if (verdict === "accredited" && programme) return ACCREDITED_BY_HEADLINE.replace("{programme}", () => programme);
  return HEADLINES[verdict];
}

/** @type {(part: Part, outcomes: Outcome[], seen: Seen, score: Score, rules: Rules) => PartReport} */
function partReport(part, outcomes, seen, score, rules) {
  const isReassuring = (/** @type {FindingLine} */ line) => Number(line.direction !== "alarm");
  const rank = (/** @type {FindingLine} */ line) => STRENGTHS.indexOf(line.strength);
  const findings = outcomes.flatMap((outcome) => linesOf(outcome, rules));
  findings.sort((a, b) => isReassuring(a) - isReassuring(b) || rank(a) - rank(b));
  const sum = score.terms.reduce((total, term) => total + (term.part === part ? term.points : 0), 0);
  const [state, said, detail] = SUMMARIES[part](seen, outcomes, rules);
  return { state, summary: detail || inEnglish(said, rules), said, points: roundHalfEven(sum, 2), findings };
}

/** @type {(outcome: Outcome, rules: Rules) => FindingLine[]} */
function linesOf({ signal, findings }, rules) {
  return findings.map((finding) => ({
    signal: signal.id,
    title: signal.title,
    direction: signal.direction,
    strength: findingStrength(signal, finding),
    statement: inEnglish(finding.said, rules),
    said: finding.said,
    quote: finding.quote,
    place: finding.place,
    rule: finding.rule,
    why: signal.why,
    references: signal.references,
  }));
}

/** @type {(outcomes: Outcome[], id: string) => Outcome | undefined} */
function fired(outcomes, id) {
  return outcomes.find((o) => o.signal.id === id && o.findings.length > 0);
}

/** @type {(seen: Seen, outcomes: Outcome[], rules: Rules) => Summary} */
function registerSummary(seen, outcomes, rules) {
  for (const [state, id] of [
    ["warned", "warning-list-entry"],
    ["listed", "register-entry"],
    ["accredited", "accredited-name"],
  ]) {
    const found = fired(outcomes, id);
    if (found) return [state, found.findings[0].said];
  }
  const { register, missing } = seen.evidence;
  if (!register || register.copies.length === 0) {
    const told = missing.find((m) => m.kind === "register")?.message;
    return ["unknown", say("register.unknown"), told];
  }
  const gone = register.entries.find((e) => e.polarity === "positive" && e.status !== "active");
  if (gone) {
    const name = rules.authorities.get(gone.authority)?.register_name ?? gone.authority;
    return ["delisted", say(`register.${gone.status}`, { host: gone.expression, register: name })];
  }
  const copies = register.copies.filter((copy) => rules.authorities.get(copy.authority)?.polarity !== "negative");
  if (copies.length === 0) return ["unknown", say("register.no-register")];
  return ["not_listed", say("register.not-listed", { registers: copies.map((copy) => copy.register_name) })];
}

/** @type {(seen: Seen, outcomes: Outcome[], rules: Rules) => Summary} */
function logoSummary(seen, _outcomes, rules) {
  const { logo } = seen.evidence;
  if (!logo) return ["unknown", say("logo.unknown")];
  const said = say(`logo.${logo.state}`);
  return [logo.state, said, logo.state === "unreachable" ? `${inEnglish(said, rules)} ${logo.reason}`.trim() : ""];
}

/** @type {(seen: Seen, outcomes: Outcome[]) => string} */
function prescriptionState(seen, outcomes) {
  if (seen.pages.length === 0) return "unknown";
  const waived = fired(outcomes, "prescription-waived");
  const strengths = waived ? waived.findings.map((finding) => findingStrength(waived.signal, finding)) : [];
  if (strengths.some((strength) => strength === "decisive" || strength === "strong")) return "waived";
  if (seen.has("prescription-step")) return "required";
  if (fired(outcomes, "questionnaire-instead-of-prescription")) return "questionnaire_only";
  if (seen.has("prescription-required")) return "claimed_only";
  const sold = offered(seen).map(([, offer]) => offer.substance);
  const isFree = sold.every((s) => !needsPrescription(s, seen.buyerCountry) && s.group === "over_the_counter");
  return seen.sells && sold.length > 0 && isFree ? "not_needed" : "unclear";
}

/** @type {(seen: Seen, outcomes: Outcome[]) => Summary} */
function prescriptionSummary(seen, outcomes) {
  const state = prescriptionState(seen, outcomes);
  return [state, say(state === "unknown" ? "part.unread" : `prescription.${state}`)];
}

/** @type {(seen: Seen) => Summary} */
function domainSummary(seen) {
  const missing = seen.evidence.missing.find((m) => m.kind === "domain_registration");
  return ["unknown", say("domain.unknown"), missing?.message];
}

/** @type {(seen: Seen, outcomes: Outcome[], rules: Rules) => Summary} */
function riskSummary(seen, outcomes, rules) {
  /** @type {Record<Strength, number>} */
  const points = /** @type {any} */ (rules.constants.score.ALARM_POINTS);
  const alarms = outcomes
    .filter((outcome) => outcome.signal.direction === "alarm")
    .flatMap(({ signal, findings }) => findings.filter((f) => points[findingStrength(signal, f)] > 0));
  if (seen.pages.length === 0) return ["unknown", say("part.unread")];
  if (alarms.length === 0) return ["none", say("risk.none")];
  return ["alarms", say("risk.alarms", { count: alarms.length })];
}

/** @type {Record<Part, (seen: Seen, outcomes: Outcome[], rules: Rules) => Summary>} */
const SUMMARIES = {
  register: registerSummary,
  logo: logoSummary,
  prescription: prescriptionSummary,
  domain: domainSummary,
  risk: riskSummary,
};
