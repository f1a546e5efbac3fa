/** Signals of the part "risk" about the goods: what is sold, in which strength, under which spelling. */

import { ahead, first } from "../points.js";
import { findStrength } from "../prices.js";
import { say } from "../sentences.js";
import { demandsPrescription, needsPrescription, offered } from "./medicines.js";

/** @import { PageSeen, Seen } from "../reading.js" */
/** @import { NameSeen } from "../seen.js" */
/** @import { Rules, Substance } from "../rules.js" */
/** @import { Finding, Sentence, Strength } from "../types.js" */

const MAX_QUOTE_CHARS = 300;
const MAX_STRENGTHS = 5;
const MAX_DISGUISED = 3;
const MG = ["mg", "мг", "毫克", "ミリグラム", "مجم", "ملجم", "ملغم", "ملغ", "مغ"];

/**
 * As checker/signals/medicine_offer.py.
 *
 * @type {(seen: Seen) => Finding[]}
 */
export function medicineOffer(seen) {
  if (seen.selling.state === "no") return [];
  const sold = offered(seen);
  if (sold.length === 0) return [];
  const [page, offer] = sold[0];
  return [
    {
      quote: first(offer.quote, MAX_QUOTE_CHARS),
      place: page.place(offer.start),
      rule: `selling:${seen.selling.state}`,
      said: say("medicine-offer", { medicines: sold.map(([, o]) => o.substance.inn) }),
    },
  ];
}

/**
 * As checker/signals/controlled_substance_offer.py.
 *
 * @type {(seen: Seen) => Finding[]}
 */
export function controlledSubstanceOffer(seen) {
  if (seen.selling.state === "no") return [];
  const sold = offered(seen).filter(([, offer]) => isControlled(offer.substance, seen.buyerCountry));
  if (sold.length === 0) return [];
  const illicit = sold.filter(([, offer]) => hasNoMedicalSupply(offer.substance));
  const [page, offer] = illicit[0] ?? sold[0];
  const asks = demandsPrescription(seen);
  const isGrave = illicit.length > 0 || !asks;
  const isInvited = ["order-words", "control", "structured", "named"].includes(offer.how);
  /** @type {Strength} */
  let strength = isInvited && isGrave ? "moderate" : "note";
  if (seen.sells && offer.how !== "named") {
    const needy = offered(seen).filter(([, o]) => needsPrescription(o.substance, seen.buyerCountry));
    const isDecisive = illicit.length > 0 || needy.length > 1 || seen.has("prescription-waived");
    strength = isGrave ? (isDecisive ? "decisive" : "strong") : "weak";
  }
  const [convention, schedule] = control(offer.substance);
  const medicines = sold.map(([, o]) => o.substance.inn);
  return [
    {
      quote: first(offer.quote, MAX_QUOTE_CHARS),
      place: page.place(offer.start),
      rule: `substance:${offer.substance.id}`,
      said: say(`controlled-substance-offer${asks ? "" : ".unasked"}`, { medicines, convention, schedule }),
      strength,
    },
  ];
}

/** @type {(substance: Substance, country: string | null) => boolean} */
function isControlled(substance, country) {
  return needsPrescription(substance, country) && substance.controlled.some(([c]) => c === "1961" || c === "1971");
}

/** @type {(substance: Substance) => boolean} */
function hasNoMedicalSupply(substance) {
  const statuses = Object.values(substance.supply);
  if (statuses.some((s) => ["prescription", "pharmacy", "varies"].includes(s))) return false;
  return substance.controlled.some(([convention, schedule]) => {
    const short = schedule.slice(0, 2).trim();
    return (
      (convention === "1971" && short === "I") ||
      (convention === "1961" && (short === "IV" || schedule.includes("IV")))
    );
  });
}

/** Year of the convention and schedule. @type {(substance: Substance) => [string, string]} */
function control(substance) {
  return substance.controlled.find(([c]) => c === "1961" || c === "1971") ?? ["", ""];
}

/**
 * As checker/signals/unapproved_product_offer.py.
 *
 * @type {(seen: Seen, rules: Rules) => Finding[]}
 */
export function unapprovedProductOffer(seen, rules) {
  const { HARMFUL_CLASSES } = rules.constants["signals.medicines"];
  if (seen.selling.state === "no") return [];
  const sold = offered(seen).filter(([, offer]) => isUnapproved(offer.substance));
  if (sold.length === 0) return [];
  const [page, offer] = sold[0];
  const isDrug = sold.some(
    ([, o]) => o.substance.group === "unapproved_brand" || HARMFUL_CLASSES.includes(o.substance.drug_class),
  );
  const isGrave = isDrug && offer.how !== "named";
  return [
    {
      quote: first(offer.quote, MAX_QUOTE_CHARS),
      place: page.place(offer.start),
      rule: `substance:${offer.substance.id}`,
      said: unlicensed(sold.map(([, o]) => o.substance.inn), offer.substance.scope),
      strength: seen.sells ? (isGrave ? "strong" : "moderate") : "weak",
    },
  ];
}

/**
 * The scope begins with the markets where the claim holds: "EU, US, GB, CA (licensed in India)".
 *
 * @type {(medicines: string[], scope: string) => Sentence}
 */
function unlicensed(medicines, scope) {
  if (scope === "") return say("unapproved-product-offer.unrecorded", { medicines });
  const markets = /^[A-Z]{2}(?:, [A-Z]{2})*(?![a-zA-Z])/.exec(scope);
  if (!markets) return say("unapproved-product-offer.nowhere", { medicines });
  return say("unapproved-product-offer", { medicines, countries: markets[0].split(", ") });
}

/** @type {(substance: Substance) => boolean} */
function isUnapproved(substance) {
  if (substance.group === "new_psychoactive") {
    return !Object.values(substance.supply).some((s) => ["prescription", "pharmacy", "general_sale"].includes(s));
  }
  return ["unapproved", "unapproved_brand"].includes(substance.group);
}

/**
 * As checker/signals/impossible_strength.py.
 *
 * @type {(seen: Seen, rules: Rules) => Finding[]}
 */
export function impossibleStrength(seen, rules) {
  if (!seen.sells) return [];
  /** @type {Map<string, Finding>} */
  const firsts = new Map();
  for (const page of seen.pages) {
    for (const name of page.names) {
      const found = strengthFinding(page, name, rules);
      if (found && !firsts.has(found.rule)) firsts.set(found.rule, found);
    }
  }
  return [...firsts.values()].slice(0, MAX_STRENGTHS);
}

/** @type {(page: PageSeen, name: NameSeen, rules: Rules) => Finding | null} */
function strengthFinding(page, name, rules) {
  const { BEHIND_CHARS, TOLERANCE, TOTAL_FACTOR } = rules.constants["signals.impossible_strength"];
  const limit = name.substance.max_strength_mg;
  if (limit === null) return null;
  const { normal } = page.body;
  const strength = findStrength(normal, name.end, ahead(normal, name.end, BEHIND_CHARS));
  if (!strength || !MG.includes(strength.unit)) return null;
  if (!(limit * TOLERANCE < strength.amount && strength.amount <= limit * TOTAL_FACTOR)) return null;
  const { inn, id } = name.substance;
  return {
    quote: page.body.quote(name.start, strength.end),
    place: page.place(name.start),
    rule: `substance:${id}`,
    said: say("impossible-strength", { medicine: inn, amount: strength.amount, limit }),
  };
}

/**
 * As checker/signals/disguised_names.py.
 *
 * @type {(seen: Seen) => Finding[]}
 */
export function disguisedNames(seen) {
  if (!seen.sells) return [];
  return seen.pages
    .flatMap((page) =>
      page.names
        .filter((name) => name.is_obfuscated)
        .slice(0, MAX_DISGUISED)
        .map((name) => ({
          quote: page.sentence(name.start, name.end),
          place: page.place(name.start),
          rule: `substance:${name.substance.id}`,
          said: say("disguised-names", { medicine: name.substance.inn, words: page.body.quote(name.start, name.end) }),
        })),
    )
    .slice(0, MAX_DISGUISED);
}
