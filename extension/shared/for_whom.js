/** What a register entry means for a buyer, as sentences; as checker/registers/for_whom.py. */

import { inEnglish, say } from "./sentences.js";

/** @import { Authority, Rules } from "./rules.js" */
/** @import { RegisterEntry, Sentence } from "./types.js" */

/**
 * Where the seller is, what it may sell online, what that means in the buyer's country.
 *
 * @type {(entry: RegisterEntry, authority: Authority, buyer: string | null, rules: Rules) => Sentence[]}
 */
export function forWhom(entry, authority, buyer, rules) {
  if (authority.kind === "accreditation" || entry.kind === "accreditation") {
    const said = [say("for-whom.accredited", { authority: authority.name_en })];
    if (buyer && buyer !== authority.country) {
      said.push(say("for-whom.accredited-abroad", { country: buyer }));
    }
    return said;
  }
  const home = entry.country;
  const said = [say("for-whom.seat", { country: home })];
  if (entry.scope === "veterinary") {
    return [...said, say("for-whom.veterinary")];
  }
  said.push(whatMayBeSold(entry, authority, home));
  if (buyer) said.push(...forBuyer(entry, authority, buyer, home, rules));
  return said;
}

/**
 * One line for each official register of the country, with its address; says so when none is known.
 *
 * @type {(country: string, rules: Rules) => Sentence[]}
 */
export function whereToBuy(country, rules) {
  const own = [...rules.authorities.values()].filter((a) => a.country === country && a.polarity === "positive");
  if (own.some((a) => a.online_sale_banned)) return [say("for-whom.banned", { country })];
  const lines = own
    .filter((a) => a.is_register && a.register_url)
    .map((a) => say("where.register", { register: a.register_name, authority: a.name_en, authority_own: a.name, url: a.register_url }));
  if (lines.length > 0) return lines;
  const index = rules.authorities.get(rules.constants["registers.for_whom"].EU_INDEX_ID);
  if (index && own.some((a) => a.has_common_logo)) {
    return [say("where.index", { country, authority: index.name_en, url: index.register_url })];
  }
  return [say("where.unknown", { country })];
}

/**
 * The sentence in English, and the address that it names behind a colon.
 *
 * @type {(said: Sentence, rules: Rules) => string}
 */
export function withAddress(said, rules) {
  const text = inEnglish(said, rules);
  return said.values.url ? `${text}: ${said.values.url}` : text;
}

/**
 * Whether the entry covers non-prescription medicines only: then an offer of others contradicts it.
 *
 * @type {(entry: RegisterEntry, authority: Authority) => boolean}
 */
export function isWithoutPrescriptionOnly(entry, authority) {
  return entry.scope === "non_prescription" || authority.rx_online_allowed === false;
}

/** @type {(entry: RegisterEntry, authority: Authority, home: string) => Sentence} */
function whatMayBeSold(entry, authority, home) {
  if (authority.online_sale_banned) return say("for-whom.banned", { country: home });
  if (isWithoutPrescriptionOnly(entry, authority)) {
    return say("for-whom.non-prescription");
  }
  if (authority.rx_online_allowed) {
    return say("for-whom.prescription");
  }
  return say("for-whom.prescription-unknown", { country: home });
}

/** @type {(entry: RegisterEntry, authority: Authority, buyer: string, home: string, rules: Rules) => Sentence[]} */
function forBuyer(entry, authority, buyer, home, rules) {
  if (authority.online_sale_banned) return [];
  if (buyer === entry.country) {
    const said = [say("for-whom.home", { country: buyer })];
    if (authority.rx_online_allowed && !isWithoutPrescriptionOnly(entry, authority)) {
      said.push(say("for-whom.home-prescription"));
    }
    return said;
  }
  const market = [...rules.authorities.values()].filter((a) => a.cross_border && a.has_common_logo);
  if (!authority.cross_border || !market.some((a) => a.country === buyer)) {
    return [say("for-whom.abroad-unknown", { country: buyer })];
  }
  const said = [say("for-whom.abroad", { country: buyer })];
  if (isWithoutPrescriptionOnly(entry, authority)) return [...said, say("for-whom.abroad-none")];
  return [...said, prescriptionAcross(authority, buyer, home, rules)];
}

/** @type {(authority: Authority, buyer: string, home: string, rules: Rules) => Sentence} */
function prescriptionAcross(authority, buyer, home, rules) {
  const own = [...rules.authorities.values()].filter((a) => a.country === buyer && a.has_common_logo);
  const known = [...new Set(own.map((a) => a.rx_online_allowed))];
  if (known.length === 1 && known[0] === false) {
    return say("for-whom.abroad-forbidden", { country: buyer });
  }
  if (authority.rx_online_allowed && known.length === 1 && known[0] === true) {
    return say("for-whom.abroad-both", { home, country: buyer });
  }
  return say("for-whom.abroad-depends", { home, country: buyer });
}
