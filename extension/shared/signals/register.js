/** Signals of the part "register": entries, warning lists, accredited names, named licences, seals. */

import { isWithoutPrescriptionOnly } from "../for_whom.js";
import { first } from "../points.js";
import { findSeals } from "../seals.js";
import { listedNames, needsPrescription, offered } from "./medicines.js";

/** @import { Seen } from "../reading.js" */
/** @import { Rules } from "../rules.js" */
/** @import { Finding, RegisterEntry } from "../types.js" */

const MAX_QUOTE_CHARS = 300;
const DATE_CHARS = 10;

/**
 * As checker/signals/register_entry.py.
 *
 * @type {(seen: Seen, rules: Rules) => Finding[]}
 */
export function registerEntry(seen, rules) {
  return entriesOf(seen)
    .filter((e) => e.polarity === "positive" && e.status === "active" && e.kind === "register")
    .map((entry) => {
      const name = rules.authorities.get(entry.authority)?.register_name ?? entry.authority;
      const read = entry.read_at ? `read on ${entry.read_at.slice(0, DATE_CHARS)}` : "date of the copy unknown";
      const number = entry.licence_number ? `, number ${entry.licence_number}` : "";
      return {
        quote: [entry.expression, entry.name, entry.licence_number].filter(Boolean).join(" · "),
        place: entry.entry_url || entry.source_url || name,
        rule: `register:${entry.authority}`,
        statement: `${name} lists ${entry.expression}${number} (${read}).`,
      };
    });
}

/**
 * As checker/signals/warning_list_entry.py.
 *
 * @type {(seen: Seen, rules: Rules) => Finding[]}
 */
export function warningListEntry(seen, rules) {
  return entriesOf(seen)
    .filter((e) => e.polarity === "negative" && e.status === "active")
    .map((entry) => {
      const name = rules.authorities.get(entry.authority)?.register_name ?? entry.authority;
      const read = entry.read_at ? ` (read on ${entry.read_at.slice(0, DATE_CHARS)})` : "";
      return {
        quote: first([entry.expression, entry.name, entry.reason].filter(Boolean).join(" · "), MAX_QUOTE_CHARS),
        place: entry.entry_url || entry.source_url || name,
        rule: `register:${entry.authority}`,
        statement: `${name} names ${entry.expression}${read}.`,
      };
    });
}

/**
 * As checker/signals/accredited_name.py.
 *
 * @type {(seen: Seen, rules: Rules) => Finding[]}
 */
export function accreditedName(seen, rules) {
  const { address } = seen.evidence;
  /** @type {Finding[]} */
  const found = [];
  const programme = rules.constants["signals.accredited_name"].ACCREDITED_SUFFIXES[address.suffix];
  if (programme) {
    found.push({
      quote: address.registrable_domain,
      place: "host name",
      rule: `suffix:${address.suffix}`,
      statement: `The name ends in .${address.suffix}, which the ${programme} grants to vetted sites only.`,
    });
  }
  for (const entry of entriesOf(seen)) {
    if (entry.kind === "accreditation" && entry.polarity === "positive" && entry.status === "active") {
      const name = rules.authorities.get(entry.authority)?.register_name ?? entry.authority;
      found.push({
        quote: [entry.expression, entry.name].filter(Boolean).join(" · "),
        place: entry.entry_url || entry.source_url || entry.authority,
        rule: `register:${entry.authority}`,
        statement: `${name} lists ${entry.expression}.`,
      });
    }
  }
  return found;
}

/**
 * As checker/signals/outside_register_scope.py.
 *
 * @type {(seen: Seen, rules: Rules) => Finding[]}
 */
export function outsideRegisterScope(seen, rules) {
  if (!seen.sells) return [];
  for (const entry of entriesOf(seen)) {
    const authority = rules.authorities.get(entry.authority);
    if (!authority || entry.status !== "active" || entry.polarity !== "positive" || entry.kind !== "register") continue;
    if (!isWithoutPrescriptionOnly(entry, authority)) return [];
    const sold = offered(seen).filter(([, offer]) => needsPrescription(offer.substance, entry.country));
    if (sold.length > 0) {
      const [page, offer] = sold[0];
      const names = listedNames(sold.map(([, o]) => o.substance.inn));
      const covered = `its entry in ${authority.register_name} covers non-prescription medicines only`;
      return [
        {
          quote: first(offer.quote, MAX_QUOTE_CHARS),
          place: page.place(offer.start),
          rule: `scope:${entry.authority}`,
          statement: `Offers ${names}, while ${covered}.`,
        },
      ];
    }
  }
  return [];
}

/**
 * As checker/signals/copied_seal.py.
 *
 * @type {(seen: Seen, rules: Rules) => Finding[]}
 */
export function copiedSeal(seen, rules) {
  if (!seen.sells) return [];
  /** @type {Map<string, Finding>} */
  const firsts = new Map();
  for (const { page } of seen.pages) {
    for (const seal of findSeals(page, rules)) {
      if (seal.state === "genuine_link" || firsts.has(seal.seal)) continue;
      firsts.set(seal.seal, {
        quote: first(seal.link || seal.quote || seal.image, MAX_QUOTE_CHARS),
        place: `picture of ${seal.page}`,
        rule: `seal:${seal.seal}:${seal.state}`,
        statement: `Shows the sign of ${seal.programme}: ${seal.reason}`,
        strength: seal.state === "wrong_target" ? "moderate" : "weak",
      });
    }
  }
  return [...firsts.values()];
}

/**
 * As checker/signals/named_licence.py.
 *
 * @type {(seen: Seen) => Finding[]}
 */
export function namedLicence(seen) {
  return [
    ["licence", "a licence or authority"],
    ["pharmacist", "a pharmacist"],
  ].flatMap(([topic, what]) =>
    seen
      .said(topic)
      .slice(0, 1)
      .map(([page, hit]) => ({
        quote: page.sentence(hit.start, hit.end),
        place: page.place(hit.start),
        rule: hit.phrase.id,
        statement: `Names ${what}: “${page.body.quote(hit.start, hit.end)}”. Not verified.`,
      })),
  );
}

/** @type {(seen: Seen) => RegisterEntry[]} */
function entriesOf(seen) {
  return seen.evidence.register?.entries ?? [];
}
