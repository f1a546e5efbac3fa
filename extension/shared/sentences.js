/** Sentences by id and named values, and the English ones from them; as checker/sentences. */

/** @import { Rules } from "./rules.js" */
/** @import { Sentence, Value } from "./types.js" */

/**
 * A sentence in no language yet.
 *
 * @type {(id: string, values?: Record<string, Value>) => Sentence}
 */
export function say(id, values = {}) {
  const once = Object.entries(values).map(([name, value]) => [name, Array.isArray(value) ? [...new Set(value)] : value]);
  return { id, values: Object.fromEntries(once) };
}

/**
 * The text with each {name} written; a name without a value throws, as nothing half said may be shown.
 *
 * @type {(text: string, values: Record<string, Value>, write: (name: string, value: Value) => string) => string}
 */
export function fill(text, values, write) {
  return text.replace(/\{(\w+)\}/g, (_, name) => {
    if (!Object.hasOwn(values, name)) throw new RangeError(`no value for ${name}`);
    return write(name, values[name]);
  });
}

/**
 * The sentence in English.
 *
 * @type {(said: Sentence, rules: Rules) => string}
 */
export function inEnglish(said, rules) {
  return fill(rules.sentences[said.id], said.values, (name, value) => written(name, value, rules));
}

/** @type {(name: string, value: Value, rules: Rules) => string} */
function written(name, value, rules) {
  const { KINDS, MONTHS } = rules.constants.sentences;
  if (KINDS[name] === "country") return countryName(String(value), rules);
  if (KINDS[name] === "date") {
    const [year, month, day] = String(value).split("-").map(Number);
    return `${day} ${MONTHS[month - 1]} ${year}`;
  }
  if (KINDS[name] === "days") return value === 1 ? "1 day" : `${value} days`;
  // Six digits at most, as Python's "g" format writes amounts.
  if (typeof value === "number") return String(Number(value.toPrecision(6)));
  if (!Array.isArray(value)) return String(value);
  return listed(KINDS[name] === "countries" ? value.map((code) => countryName(code, rules)) : value, rules);
}

/** @type {(code: string, rules: Rules) => string} */
function countryName(code, rules) {
  const { COUNTRY_NAMES, WITH_THE } = rules.constants.country_names;
  const name = COUNTRY_NAMES[code] ?? code;
  return WITH_THE.includes(code) ? `the ${name}` : name;
}

/** @type {(items: string[], rules: Rules) => string} */
function listed(items, rules) {
  const { MAX_LISTED } = rules.constants.sentences;
  const more = items.length - MAX_LISTED;
  const told = more > 0 ? [...items.slice(0, MAX_LISTED), fill(rules.sentences["list.more"], { count: more }, (_, count) => String(count))] : items;
  return told.length === 1 ? told[0] : `${told.slice(0, -1).join(", ")} and ${told[told.length - 1]}`;
}

/**
 * Who accredits: as the ending of the name says, else as the entry's authority is called; "" when neither tells.
 *
 * @type {(findings: { said: Sentence }[], forWhom: Sentence[]) => string}
 */
export function programmeOf(findings, forWhom) {
  const byName = findings.map(({ said }) => said.values.programme).find((programme) => programme !== undefined);
  const byEntry = forWhom.find(({ id }) => id === "for-whom.accredited")?.values.authority;
  return String(byName ?? byEntry ?? "");
}
