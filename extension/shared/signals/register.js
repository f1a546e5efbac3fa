/** Signals of the part "register": entries, warning lists, accredited names, named licences, seals. */

import { isWithoutPrescriptionOnly } from "../for_whom.js";
import { first } from "../points.js";
import { findSeals, hostOf } from "../seals.js";
import { say } from "../sentences.js";
import { needsPrescription, offered } from "./medicines.js";

/** @import { Seen } from "../reading.js" */
/** @import { Rules } from "../rules.js" */
/** @import { SealSeen } from "../seals.js" */
/** @import { Finding, RegisterEntry, Sentence } from "../types.js" */

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
      return {
        quote: [entry.expression, entry.name, entry.licence_number].filter(Boolean).join(" · "),
        place: entry.entry_url || entry.source_url || name,
        rule: `register:${entry.authority}`,
        said: dated("register-entry", name, entry),
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
      return {
        quote: first([entry.expression, entry.name, entry.reason].filter(Boolean).join(" · "), MAX_QUOTE_CHARS),
        place: entry.entry_url || entry.source_url || name,
        rule: `register:${entry.authority}`,
        said: dated("warning-list-entry", name, entry),
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
      said: say("accredited-name.suffix", { suffix: address.suffix, programme }),
    });
  }
  for (const entry of entriesOf(seen)) {
    if (entry.kind === "accreditation" && entry.polarity === "positive" && entry.status === "active") {
      const name = rules.authorities.get(entry.authority)?.register_name ?? entry.authority;
      found.push({
        quote: [entry.expression, entry.name].filter(Boolean).join(" · "),
        place: entry.entry_url || entry.source_url || entry.authority,
        rule: `register:${entry.authority}`,
        said: say("accredited-name.entry", { register: name, host: entry.expression }),
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
      const medicines = sold.map(([, o]) => o.substance.inn);
      return [
        {
          quote: first(offer.quote, MAX_QUOTE_CHARS),
          place: page.place(offer.start),
          rule: `scope:${entry.authority}`,
          said: say("outside-register-scope", { medicines, register: authority.register_name }),
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
        said: sealSaid(seal),
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
  return ["licence", "pharmacist"].flatMap((topic) =>
    seen
      .said(topic)
      .slice(0, 1)
      .map(([page, hit]) => ({
        quote: page.sentence(hit.start, hit.end),
        place: page.place(hit.start),
        rule: hit.phrase.id,
        said: say(`named-licence.${topic}`, { words: page.body.quote(hit.start, hit.end) }),
      })),
  );
}

/** @type {(seal: SealSeen) => Sentence} */
function sealSaid({ state, programme, link }) {
  if (state === "wrong_target") return say("copied-seal.target", { programme, host: hostOf(link) });
  return say("copied-seal.image", { programme });
}

/** @type {(id: string, register: string, entry: RegisterEntry) => Sentence} */
function dated(id, register, { expression, read_at }) {
  if (!read_at) return say(`${id}.undated`, { register, host: expression });
  return say(id, { register, host: expression, date: read_at.slice(0, DATE_CHARS) });
}

/** @type {(seen: Seen) => RegisterEntry[]} */
function entriesOf(seen) {
  return seen.evidence.register?.entries ?? [];
}
