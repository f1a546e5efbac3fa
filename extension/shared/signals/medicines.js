/** What signals need to know of medicines; as checker/signals/medicines.py and wording.py. */

import { ahead, back, distance } from "../points.js";
import { say } from "../sentences.js";

/** @import { OfferSeen } from "../seen.js" */
/** @import { PageSeen, Seen } from "../reading.js" */
/** @import { NameSeen } from "../seen.js" */
/** @import { Rules, Substance } from "../rules.js" */
/** @import { Finding, Strength } from "../types.js" */

const RANK = { structured: 0, price: 1, control: 2, "order-words": 3, catalogue: 4, named: 5 };

/**
 * Whether the medicine is supplied on prescription only, to a buyer in the country.
 *
 * @type {(substance: Substance, country: string | null) => boolean}
 */
export function needsPrescription(substance, country) {
  const { WITHOUT_PRESCRIPTION } = substance.rules.constants["signals.medicines"];
  if (substance.vet_only || ["precursor", "over_the_counter"].includes(substance.group)) return false;
  const statuses = country ? [substance.supplyIn(country)] : ["EU", "US"].map((market) => substance.supplyIn(market));
  if (statuses.some((status) => WITHOUT_PRESCRIPTION.includes(status))) return false;
  return statuses.includes("prescription") || substance.group === "controlled";
}

/**
 * Needs a prescription, or has no licence that would let anyone sell it.
 *
 * @type {(substance: Substance, country: string | null) => boolean}
 */
export function alarming(substance, country) {
  if (needsPrescription(substance, country)) return true;
  if (["unapproved_brand", "new_psychoactive"].includes(substance.group)) return true;
  const { HARMFUL_CLASSES } = substance.rules.constants["signals.medicines"];
  return substance.group === "unapproved" && HARMFUL_CLASSES.includes(substance.drug_class);
}

/**
 * Whether the page warns of such sellers: so many different warning phrases.
 *
 * @type {(page: PageSeen) => boolean}
 */
export function isWarningPage(page) {
  return page.countSaid("warning") >= page.rules.constants["signals.medicines"].WARNING_PAGE;
}

/**
 * First offer of each medicine on the site; structured and priced ones before wording.
 *
 * @type {(seen: Seen) => [PageSeen, OfferSeen][]}
 */
export function offered(seen) {
  /** @type {Map<string, [PageSeen, OfferSeen]>} */
  const first = new Map();
  for (const pair of [...seen.selling.offers].sort((a, b) => RANK[a[1].how] - RANK[b[1].how])) {
    const { id } = pair[1].substance;
    if (!first.has(id)) first.set(id, pair);
  }
  return [...first.values()];
}

/**
 * Whether orders go to a messenger, on pages without a cart that name nobody who answers for the medicines: such a person
 * cannot ask for a prescription.
 *
 * @type {(seen: Seen) => boolean}
 */
export function isPrivateSeller(seen) {
  const { ANSWERS_FOR_IT } = seen.rules.constants["signals.medicines"];
  if (!seen.has("messenger-order") || ANSWERS_FOR_IT.some((/** @type {string} */ topic) => seen.has(topic))) return false;
  return seen.pages.every((page) => page.kind === "unknown" && page.controls.length === 0);
}

/**
 * Whether orders go to a messenger, and no page names a pharmacy, licence, pharmacist, clinic or firm.
 *
 * @type {(seen: Seen) => boolean}
 */
export function isNamelessSeller(seen) {
  const topics = [...seen.rules.constants["signals.medicines"].ANSWERS_FOR_IT, "shop-noun"];
  return seen.has("messenger-order") && !topics.some((topic) => seen.has(topic));
}

/** Whether a prescription is asked for, by words or by a step. @type {(seen: Seen) => boolean} */
export function demandsPrescription(seen) {
  return seen.has("prescription-step") || (seen.has("prescription-required") && !isPrivateSeller(seen));
}

/**
 * Medicine names at most `within` characters away, nearest first. A text seen and the words of pictures and data
 * behind it are two texts: nobody reads them as neighbours.
 *
 * @type {(page: PageSeen, start: number, end: number, within: number) => NameSeen[]}
 */
export function namesNear(page, start, end, within) {
  const { normal } = page.body;
  const low = back(normal, start, within);
  const high = ahead(normal, end, within);
  return page.names
    .filter((n) => n.start <= high && n.end >= low && (n.start < page.textEnd) === (start < page.textEnd))
    .map((name) => ({
      name,
      gap: Math.max(distance(normal, end, name.start), distance(normal, name.end, start), 0),
    }))
    .sort((a, b) => a.gap - b.gap || a.name.start - b.name.start)
    .map(({ name }) => name);
}

/**
 * A signal that is a topic's words at a seller of medicines: the first words, graded by what is on offer.
 *
 * @type {(signal: string, topic: string, besidePrescriptionMedicines: Strength, otherwise: Strength) =>
 *   (seen: Seen, rules: Rules) => Finding[]}
 */
export function wording(signal, topic, besidePrescriptionMedicines, otherwise) {
  return (seen) => {
    if (seen.selling.state === "no" || !(seen.sells || seen.selling.offers.length > 0)) return [];
    const hits = seen.said(topic).filter(([page]) => !isWarningPage(page));
    if (hits.length === 0) return [];
    const [page, hit] = hits[0];
    const needs = offered(seen).some(([, offer]) => alarming(offer.substance, seen.buyerCountry));
    const strength = needs ? besidePrescriptionMedicines : otherwise;
    return [
      {
        quote: page.sentence(hit.start, hit.end),
        place: page.place(hit.start),
        rule: hit.phrase.id,
        said: say(signal, { words: page.body.quote(hit.start, hit.end) }),
        strength: seen.sells ? strength : "note",
      },
    ];
  };
}
