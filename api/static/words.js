/** Words for states, dates and countries: what the report says in codes, people read in words. */

/** @import { Sign, Verdict } from "./types.js" */

/** Verdict -> [shape, tone, words of the legend]. Headlines come with the report. @type {Record<Verdict, Sign>} */
export const VERDICTS = {
  listed: ["tick", "good", "On the official register"],
  accredited: ["tick-outline", "outline", "Accredited"],
  unlisted: ["question", "calm", "Not found on a register"],
  suspicious: ["triangle", "warn", "Warning signs"],
  rogue: ["octagon", "bad", "Don’t buy here"],
  not_selling: ["circle", "calm", "No medicines sold here"],
  undetermined: ["dash", "calm", "Couldn’t check"],
};

/** @type {Record<string, string>} */
export const PARTS = {
  register: "Official register",
  logo: "EU common logo",
  prescription: "Prescription",
  domain: "Domain",
  risk: "Warning signs",
};

/** @type {Sign} */
const UNKNOWN = ["dash", "calm", "Not checked"];

/** Part -> state -> how it looks. @type {Record<string, Record<string, Sign>>} */
const STATES = {
  register: {
    listed: ["tick", "good", "Listed"],
    accredited: ["tick-outline", "outline", "Accredited"],
    warned: ["octagon", "bad", "On a warning list"],
    delisted: ["triangle", "warn", "No longer listed"],
    not_listed: ["question", "calm", "Not listed"],
  },
  logo: {
    proven: ["tick", "good", "Proven"],
    in_snapshot: ["tick", "good", "Proven by the list"],
    unproven: ["question", "calm", "Not followed"],
    absent: ["circle", "calm", "Not seen"],
    image_only: ["triangle", "warn", "Picture only"],
    wrong_host: ["triangle", "warn", "Leads elsewhere"],
    wrong_country: ["triangle", "warn", "Flag and link differ"],
    entry_names_other_host: ["triangle", "warn", "Names another site"],
    stale_host: ["question", "calm", "Old link"],
    generic_link: ["question", "calm", "General link"],
    eu_flag: ["triangle", "warn", "No such logo"],
    veterinary_only: ["question", "calm", "For animals only"],
    not_valid_here: ["triangle", "warn", "No longer valid"],
    unreachable: ["dash", "calm", "Couldn’t check"],
  },
  prescription: {
    required: ["circle", "calm", "Asked for"],
    claimed_only: ["question", "calm", "Asked for in words"],
    questionnaire_only: ["triangle", "warn", "Questionnaire instead"],
    waived: ["octagon", "bad", "Not asked for"],
    not_needed: ["circle", "calm", "Not needed"],
    unclear: ["question", "calm", "Unclear"],
  },
  domain: {
    established: ["circle", "calm", "Established"],
    young: ["question", "calm", "New"],
    not_registered: ["question", "calm", "Not registered"],
  },
  risk: {
    none: ["circle", "calm", "None seen"],
    alarms: ["triangle", "warn", "Seen"],
  },
};

/** @type {(part: string, state: string) => Sign} */
export function stateOf(part, state) {
  return STATES[part]?.[state] ?? UNKNOWN;
}

const dates = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const times = new Intl.DateTimeFormat("en-GB", {
  day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", timeZone: "UTC", timeZoneName: "short",
});
const countries = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });

/** @param {string} iso @returns {string} "24 November 2026" */
export function writtenDate(iso) {
  const when = new Date(iso);
  return Number.isNaN(when.getTime()) ? iso : dates.format(when);
}

/** @param {string} iso @returns {string} with time */
export function writtenTime(iso) {
  const when = new Date(iso);
  return Number.isNaN(when.getTime()) ? iso : times.format(when);
}

/** Dates inside our own sentences, written out; never used on quotes. @param {string} text */
export function sentence(text) {
  return text.replace(/\b(\d{4}-\d\d-\d\d)(T[\d:.]+Z)?\b/g, (_, day) => writtenDate(day));
}

/** Medicines law parts the United Kingdom in two; as checker/country_names.py. @type {Record<string, string>} */
const OWN_NAMES = { GB: "Great Britain", XI: "Northern Ireland" };

/** @param {string} code ISO 3166-1, or XI @returns {string} */
export function countryName(code) {
  return OWN_NAMES[code] ?? countries.of(code) ?? code;
}

/** Countries that take an article inside a sentence. */
const WITH_THE = new Set(["AE", "DO", "NL", "PH", "US"]);

/** @param {string} code @returns {string} "the Netherlands" */
export function inCountry(code) {
  return (WITH_THE.has(code) ? "the " : "") + countryName(code);
}

const CODES =
  "AD AE AL AM AR AT AU AZ BA BD BE BG BR BY CA CH CL CN CO CR CY CZ DE DK DO DZ EC EE EG ES FI FR GB GE GR HK HR HU " +
  "ID IE IL IN IS IT JP KE KR KZ LI LT LU LV MA MC MD ME MK MT MX MY NG NL NO NZ PE PH PK PL PT RO RS RU SA SE SG SI " +
  "SK TH TN TR TW UA US UY VE VN XI ZA";

/** @returns {[string, string][]} [code, name] by name */
export function countryChoices() {
  const named = CODES.split(" ").map((code) => /** @type {[string, string]} */ ([code, countryName(code)]));
  return named.sort((a, b) => a[1].localeCompare(b[1]));
}
