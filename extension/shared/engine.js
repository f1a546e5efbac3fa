/** One check without any network: read the evidence, run the signals, decide; as check_page in checker/pipeline.py. */

import { parseAddress } from "./address.js";
import { evaluate } from "./evaluate.js";
import { forWhom, whereToBuy } from "./for_whom.js";
import { logoFromPages } from "./logo.js";
import { read } from "./reading.js";
import { buildReport } from "./report.js";
import { scoreOf } from "./score.js";
import { decide } from "./verdict.js";

/** @import { Address } from "./address.js" */
/** @import { Rules } from "./rules.js" */
/** @import { Seen } from "./reading.js" */
/** @import { Evidence, Missing, Outcome, PageEvidence, RegisterEvidence, Report } from "./types.js" */

/**
 * @typedef {object} Lists what is held of registers on this machine
 * @property {(address: Address) => Promise<RegisterEvidence | null>} find entries that cover the address; null when no
 *   list is held
 *
 * @typedef {object} CheckOptions
 * @property {Rules} rules
 * @property {Lists | null} [lists]
 * @property {string | null} [country] the buyer's, upper-case ISO code
 * @property {Date} [now] when the page was seen
 * @property {boolean} [allowReserved] for tests: accepts .example, .test and .localhost
 *
 * @typedef {{ seen: Seen, outcomes: Outcome[], report: Report }} Examined with the steps between, for tests
 */

/** @type {Missing} */
const NO_LIST = {
  kind: "register",
  code: "no-snapshot",
  message: "No register copy is held here, so none was searched.",
};
/** @type {Missing} */
const NO_REGISTRATION = {
  kind: "domain_registration",
  code: "not-asked",
  message: "The domain registration was not looked up.",
};
const QUICK_MESSAGE = "A quick check looks only into the register copies held here.";

/** @type {PageEvidence} */
const EMPTY_PAGE = {
  url: "",
  final_url: "",
  role: "start",
  status: 200,
  sha256: "",
  lang: "",
  title: "",
  text: "",
  hidden_text: "",
  script_text: "",
  links: [],
  images: [],
  forms: [],
  offers: [],
  structured_types: [],
  meta: [],
  notes: [],
};

/**
 * The report on one page as gathered; throws AddressError for an address that is never checked.
 *
 * @type {(evidence: Partial<PageEvidence> & { url: string }, options: CheckOptions) => Promise<Report>}
 */
export async function checkPage(evidence, options) {
  return (await examinePage(evidence, options)).report;
}

/**
 * The same with the steps between.
 *
 * @type {(evidence: Partial<PageEvidence> & { url: string }, options: CheckOptions) => Promise<Examined>}
 */
export async function examinePage(evidence, options) {
  const { rules, lists = null, allowReserved } = options;
  const page = { ...EMPTY_PAGE, final_url: evidence.url, ...evidence };
  const address = parseAddress(page.url, rules, { allowReserved });
  const register = lists ? await lists.find(address) : null;
  const missing = register ? [NO_REGISTRATION] : [NO_REGISTRATION, NO_LIST];
  const logo = logoFromPages([page], register, rules);
  return examine({ ...emptyEvidence(address, options), pages: [page], register, logo, missing }, rules, "page");
}

/**
 * The report on an address alone: what the lists and the name say.
 *
 * @type {(url: string, options: CheckOptions) => Promise<Report>}
 */
export async function checkAddress(url, options) {
  const { rules, lists = null, allowReserved } = options;
  const address = parseAddress(url, rules, { allowReserved });
  const register = lists ? await lists.find(address) : null;
  const kinds = /** @type {const} */ (["page", "logo", "domain_registration"]);
  /** @type {Missing[]} */
  const missing = kinds.map((kind) => ({ kind, code: "not-asked", message: QUICK_MESSAGE }));
  if (!register) missing.push(NO_LIST);
  return examine({ ...emptyEvidence(address, options), register, missing }, rules, "quick").report;
}

/** @type {(address: Address, options: CheckOptions) => Evidence} */
function emptyEvidence(address, { country = null, now = new Date() }) {
  return { address, gathered_at: now, country, pages: [], register: null, logo: null, missing: [] };
}

/** @type {(evidence: Evidence, rules: Rules, depth: "quick" | "page") => Examined} */
function examine(evidence, rules, depth) {
  const seen = read(evidence, rules);
  const outcomes = evaluate(seen, rules);
  const score = scoreOf(outcomes, rules);
  const decision = decide(seen, outcomes, score, rules);
  const held = (evidence.register?.entries ?? []).find((e) => e.polarity === "positive" && e.status === "active");
  const entry = held ?? evidence.logo?.entry ?? null;
  const authority = entry && rules.authorities.get(entry.authority);
  const report = buildReport(seen, outcomes, score, decision, rules, {
    depth,
    for_whom: entry && authority ? forWhom(entry, authority, evidence.country, rules) : [],
    where_to_buy: evidence.country ? whereToBuy(evidence.country, rules) : [],
  });
  return { seen, outcomes, report };
}
