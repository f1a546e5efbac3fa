/** Whether a service's answer is a report: every field that the extension reads has the shape it must have. */

/** @import { Report } from "../shared/types.js" */

/** @typedef {(value: any) => boolean} Check */

const VERDICTS = ["listed", "accredited", "unlisted", "suspicious", "rogue", "not_selling", "undetermined"];
const STRENGTHS = ["decisive", "strong", "moderate", "weak", "note"];
const PARTS = ["register", "logo", "prescription", "domain", "risk"];
/** Far above what a report holds: quotes have 400 characters, sentences a few hundred. */
const MAX_TEXT = 4_000;
const MAX_ROWS = 500;

/** @type {Check} */
const isText = (value) => typeof value === "string" && value.length <= MAX_TEXT;
/** @type {(least: number, most: number) => Check} */
const isNumber = (least, most) => (value) => Number.isFinite(value) && value >= least && value <= most;
/** @type {Check} */
const isBoolean = (value) => typeof value === "boolean";
/** @type {(known: string[]) => Check} */
const isOneOf = (known) => (value) => known.includes(value);
/** @type {(each: Check) => Check} */
const isList = (each) => (value) => Array.isArray(value) && value.length <= MAX_ROWS && value.every(each);
/** @type {(each: Check) => Check} an older service may leave it out */
const isMissingOr = (each) => (value) => value === undefined || value === null || each(value);
/** @type {(shape: Record<string, Check>) => Check} */
const isRecord = (shape) => (value) =>
  typeof value === "object" && value !== null && Object.entries(shape).every(([name, check]) => check(value[name]));

/** @type {Check} */
const isSentence = isRecord({
  id: isText,
  values: (values) => isRecord({})(values) && Object.values(values).every((v) => isText(v) || Number.isFinite(v) || isList(isText)(v)),
});

const isFinding = isRecord({
  signal: isText,
  title: isText,
  direction: isOneOf(["alarm", "reassure"]),
  strength: isOneOf(STRENGTHS),
  statement: isText,
  said: isMissingOr(isSentence),
  quote: isText,
  place: isText,
  why: isText,
  references: isList(isRecord({ title: isText, url: isText })),
});

const isPart = isRecord({ state: isText, summary: isText, said: isMissingOr(isSentence), points: isNumber(-1e6, 1e6), findings: isList(isFinding) });

const isEntry = isRecord({
  authority: isText,
  country: isText,
  expression: isText,
  polarity: isOneOf(["positive", "negative"]),
  name: isText,
  licence_number: isText,
  status: isOneOf(["active", "suspended", "removed"]),
  scope: isText,
  kind: isText,
  source_url: isText,
  entry_url: isText,
  read_at: isMissingOr(isText),
});

const isCopy = isRecord({ authority: isText, country: isText, register_name: isText, read_at: isText, entry_count: isNumber(0, 1e12) });

const hasShape = isRecord({
  host: isText,
  registrable_domain: isText,
  verdict: isOneOf(VERDICTS),
  reason: isText,
  said: isMissingOr(isSentence),
  is_conflict: isBoolean,
  score: isNumber(0, 100),
  coverage: isNumber(0, 1),
  sells_medicines: isText,
  for_whom: isList(isText),
  for_whom_said: isMissingOr(isList(isSentence)),
  where_to_buy: isList(isText),
  where_to_buy_said: isMissingOr(isList(isSentence)),
  parts: isRecord(Object.fromEntries(PARTS.map((part) => [part, isPart]))),
  registers: isList(isEntry),
  register_copies: isList(isCopy),
  depth: isOneOf(["quick", "full"]),
});

/** A report about this host and no other. @type {(value: any, host: string) => value is Report} */
export function isReportOn(value, host) {
  return hasShape(value) && value.host === host;
}
