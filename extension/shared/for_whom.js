/** What a register entry means for a buyer, as sentences; as checker/registers/for_whom.py. */

/** @import { Authority, Rules } from "./rules.js" */
/** @import { RegisterEntry } from "./types.js" */

/** @type {(code: string, rules: Rules) => string} */
export function countryName(code, rules) {
  const { COUNTRY_NAMES, WITH_THE } = rules.constants.country_names;
  const name = COUNTRY_NAMES[code] ?? code;
  return WITH_THE.includes(code) ? `the ${name}` : name;
}

/**
 * Where the seller is, what it may sell online, what that means in the buyer's country.
 *
 * @type {(entry: RegisterEntry, authority: Authority, buyer: string | null, rules: Rules) => string[]}
 */
export function forWhom(entry, authority, buyer, rules) {
  if (authority.kind === "accreditation" || entry.kind === "accreditation") {
    const said = [`${authority.name_en} accredits this site; it is no authority and gives no licence.`];
    if (buyer && buyer !== authority.country) {
      said.push(`What that means for buyers in ${countryName(buyer, rules)} is not established.`);
    }
    return said;
  }
  const home = countryName(entry.country, rules);
  const said = [`The seller is established in ${home}.`];
  if (entry.scope === "veterinary") {
    return [...said, "The entry is for veterinary medicines; it says nothing about medicines for people."];
  }
  said.push(whatMayBeSold(entry, authority, home));
  if (buyer) said.push(...forBuyer(entry, authority, buyer, home, rules));
  return said;
}

/**
 * One line for each official register of the country, with its address; says so when none is known.
 *
 * @type {(country: string, rules: Rules) => string[]}
 */
export function whereToBuy(country, rules) {
  const name = countryName(country, rules);
  const own = [...rules.authorities.values()].filter((a) => a.country === country && a.polarity === "positive");
  if (own.some((a) => a.online_sale_banned)) return [`Selling medicines online is not allowed in ${name}.`];
  const lines = own
    .filter((a) => a.is_register && a.register_url)
    .map((a) => `${a.register_name} (${a.name_en}): ${a.register_url}`);
  if (lines.length > 0) return lines;
  const index = rules.authorities.get(rules.constants["registers.for_whom"].EU_INDEX_ID);
  if (index && own.some((a) => a.has_common_logo)) {
    return [`The register of ${name}, by way of the ${index.name_en}: ${index.register_url}`];
  }
  return [`No official list of online sellers in ${name} is known to us.`];
}

/**
 * Whether the entry covers non-prescription medicines only: then an offer of others contradicts it.
 *
 * @type {(entry: RegisterEntry, authority: Authority) => boolean}
 */
export function isWithoutPrescriptionOnly(entry, authority) {
  return entry.scope === "non_prescription" || authority.rx_online_allowed === false;
}

/** @type {(entry: RegisterEntry, authority: Authority, home: string) => string} */
function whatMayBeSold(entry, authority, home) {
  if (authority.online_sale_banned) return `Selling medicines online is not allowed in ${home}.`;
  if (isWithoutPrescriptionOnly(entry, authority)) {
    return "The entry is for non-prescription medicines; prescription medicines may not be sold online under it.";
  }
  if (authority.rx_online_allowed) {
    return "Sellers there may send prescription medicines when they have the prescription.";
  }
  return `Whether prescription medicines may be sold online in ${home} is not established.`;
}

/** @type {(entry: RegisterEntry, authority: Authority, buyer: string, home: string, rules: Rules) => string[]} */
function forBuyer(entry, authority, buyer, home, rules) {
  const there = countryName(buyer, rules);
  if (authority.online_sale_banned) return [];
  if (buyer === entry.country) {
    const said = [`It may send you non-prescription medicines in ${there}.`];
    if (authority.rx_online_allowed && !isWithoutPrescriptionOnly(entry, authority)) {
      said.push("It may send you prescription medicines if you give it your prescription.");
    }
    return said;
  }
  const market = [...rules.authorities.values()].filter((a) => a.cross_border && a.has_common_logo);
  if (!authority.cross_border || !market.some((a) => a.country === buyer)) {
    return [`Whether it may send medicines to ${there} is not established.`];
  }
  const said = [`It may send you non-prescription medicines to ${there}, if they may be sold there.`];
  if (isWithoutPrescriptionOnly(entry, authority)) return [...said, "It may not send you prescription medicines."];
  return [...said, prescriptionAcross(authority, buyer, home, there, rules)];
}

/** @type {(authority: Authority, buyer: string, home: string, there: string, rules: Rules) => string} */
function prescriptionAcross(authority, buyer, home, there, rules) {
  const own = [...rules.authorities.values()].filter((a) => a.country === buyer && a.has_common_logo);
  const known = [...new Set(own.map((a) => a.rx_online_allowed))];
  if (known.length === 1 && known[0] === false) {
    return `Prescription medicines: ${there} does not let them be sold online, so expect none.`;
  }
  if (authority.rx_online_allowed && known.length === 1 && known[0] === true) {
    return `Prescription medicines: ${home} and ${there} both allow them online; across the border it depends on both.`;
  }
  return `Prescription medicines depend on the law of ${home} and of ${there}; that is not established here.`;
}
