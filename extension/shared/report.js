/** Outcomes, score and decision -> the report, with the words that people see; as checker/report/build.py. */

import { roundHalfEven } from "./numbers.js";
import { findingStrength } from "./score.js";
import { needsPrescription, offered } from "./signals/medicines.js";
import { STRENGTHS } from "./verdict.js";

/** @import { Seen } from "./reading.js" */
/** @import { Rules } from "./rules.js" */
/** @import { Score } from "./score.js" */
/** @import { FindingLine, Outcome, Part, PartReport, Report, Strength } from "./types.js" */
/** @import { Decision } from "./verdict.js" */

/** @typedef {[string, string]} Summary state and one sentence */

const PARTS = /** @type {const} */ (["register", "logo", "prescription", "domain", "risk"]);
const MAX_COPIES_TOLD = 6;
const DATE_CHARS = 10;

/**
 * The report on what was seen.
 *
 * @param {Seen} seen
 * @param {Outcome[]} outcomes
 * @param {Score} score
 * @param {Decision} decision
 * @param {Rules} rules
 * @param {{ depth: "quick" | "page", for_whom: string[], where_to_buy: string[] }} options
 * @returns {Report}
 */
export function buildReport(seen, outcomes, score, decision, rules, { depth, for_whom, where_to_buy }) {
  const { HEADLINES, LISTED_CONFLICT_HEADLINE, UNLISTED_REASON } = rules.constants["report.build"];
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
    headline: decision.is_conflict ? LISTED_CONFLICT_HEADLINE : HEADLINES[decision.verdict],
    reason: decision.verdict === "unlisted" ? UNLISTED_REASON : decision.reason,
    is_conflict: decision.is_conflict,
    score: score.value,
    coverage: score.coverage,
    sells_medicines: seen.pages.length > 0 ? seen.selling.state : "unknown",
    selling_reasons: seen.selling.reasons,
    prescription: prescriptionState(seen, outcomes),
    for_whom,
    where_to_buy,
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

/** @type {(part: Part, outcomes: Outcome[], seen: Seen, score: Score, rules: Rules) => PartReport} */
function partReport(part, outcomes, seen, score, rules) {
  const isReassuring = (/** @type {FindingLine} */ line) => Number(line.direction !== "alarm");
  const rank = (/** @type {FindingLine} */ line) => STRENGTHS.indexOf(line.strength);
  const findings = outcomes.flatMap(linesOf);
  findings.sort((a, b) => isReassuring(a) - isReassuring(b) || rank(a) - rank(b));
  const sum = score.terms.reduce((total, term) => total + (term.part === part ? term.points : 0), 0);
  const [state, summary] = SUMMARIES[part](seen, outcomes, rules);
  return { state, summary, points: roundHalfEven(sum, 2), findings };
}

/** @type {(outcome: Outcome) => FindingLine[]} */
function linesOf({ signal, findings }) {
  return findings.map((finding) => ({
    signal: signal.id,
    title: signal.title,
    direction: signal.direction,
    strength: findingStrength(signal, finding),
    statement: finding.statement,
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
    if (found) return [state, found.findings[0].statement];
  }
  const { register, missing } = seen.evidence;
  if (!register || register.copies.length === 0) {
    const told = missing.find((m) => m.kind === "register")?.message;
    return ["unknown", told ?? "No register copy is held here, so none was searched."];
  }
  const gone = register.entries.find((e) => e.polarity === "positive" && e.status !== "active");
  if (gone) {
    const when = gone.removed_on ? ` on ${gone.removed_on.slice(0, DATE_CHARS)}` : "";
    return ["delisted", `${gone.expression} was on the register of ${gone.authority}, ${gone.status}${when}.`];
  }
  const copies = register.copies.filter((copy) => rules.authorities.get(copy.authority)?.polarity !== "negative");
  if (copies.length === 0) return ["unknown", "Only warning lists are held here, no register, so none was searched."];
  const searched = copies
    .slice(0, MAX_COPIES_TOLD)
    .map((copy) => {
      const country = copy.country ? `${copy.country}, ` : ""; // the signed list is of many countries
      return `${copy.register_name} (${country}read ${copy.read_at.slice(0, DATE_CHARS)})`;
    });
  const others = copies.length - MAX_COPIES_TOLD;
  const more = others > 0 ? ` and ${others} more` : "";
  return ["not_listed", `Not in the register copies held: ${searched.join(", ")}${more}.`];
}

/** @type {(seen: Seen, outcomes: Outcome[], rules: Rules) => Summary} */
function logoSummary(seen, _outcomes, rules) {
  const { logo } = seen.evidence;
  if (!logo) return ["unknown", "The pages were not looked at for the common logo."];
  const words = rules.constants["report.build"].LOGO_WORDS[logo.state];
  return [logo.state, logo.state === "unreachable" ? `${words} ${logo.reason}`.trim() : words];
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

/** @type {(seen: Seen, outcomes: Outcome[], rules: Rules) => Summary} */
function prescriptionSummary(seen, outcomes, rules) {
  const state = prescriptionState(seen, outcomes);
  return [state, rules.constants["report.build"].PRESCRIPTION_WORDS[state]];
}

/** @type {(seen: Seen) => Summary} */
function domainSummary(seen) {
  const missing = seen.evidence.missing.find((m) => m.kind === "domain_registration");
  return ["unknown", missing?.message ?? "The domain registration was not looked up."];
}

/** @type {(seen: Seen, outcomes: Outcome[], rules: Rules) => Summary} */
function riskSummary(seen, outcomes, rules) {
  /** @type {Record<Strength, number>} */
  const points = /** @type {any} */ (rules.constants.score.ALARM_POINTS);
  const alarms = outcomes
    .filter((outcome) => outcome.signal.direction === "alarm")
    .flatMap(({ signal, findings }) => findings.filter((f) => points[findingStrength(signal, f)] > 0));
  if (seen.pages.length === 0) return ["unknown", "No page could be read."];
  if (alarms.length === 0) return ["none", "No warning sign was seen on the pages read."];
  return ["alarms", `${alarms.length} warning sign${alarms.length > 1 ? "s" : ""} on the pages read.`];
}

/** @type {Record<Part, (seen: Seen, outcomes: Outcome[], rules: Rules) => Summary>} */
const SUMMARIES = {
  register: registerSummary,
  logo: logoSummary,
  prescription: prescriptionSummary,
  domain: domainSummary,
  risk: riskSummary,
};
