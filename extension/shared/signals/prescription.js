/** Signals of the part "prescription", without the waived one. */

import { first } from "../points.js";
import { say } from "../sentences.js";
import { alarming, demandsPrescription, isNamelessSeller, isPrivateSeller, isWarningPage, needsPrescription, offered } from "./medicines.js";

/** @import { Seen } from "../reading.js" */
/** @import { Rules } from "../rules.js" */
/** @import { Finding, Strength } from "../types.js" */

const MAX_QUOTE_CHARS = 300;

/**
 * As checker/signals/unmentioned_prescription.py.
 *
 * @type {(seen: Seen, rules: Rules) => Finding[]}
 */
export function unmentionedPrescription(seen, rules) {
  const k = rules.constants["signals.unmentioned_prescription"];
  if (!seen.sells || seen.has("questionnaire") || demandsPrescription(seen)) return [];
  if (seen.pages.some((page) => page.kind === "clinic")) return [];
  const sold = offered(seen).filter(([, offer]) => needsPrescription(offer.substance, seen.buyerCountry));
  if (sold.length === 0) return [];
  const [page, offer] = sold[0];
  const many = seen.buyerCountry === null ? k.MANY_MEDICINES : k.MANY_WHERE_KNOWN;
  const isSecret = k.SECRET.some((/** @type {string} */ topic) => seen.has(topic));
  const goods = sold.length + new Set(seen.said("medicine-class").map(([, hit]) => hit.phrase.text)).size;
  const isMany =
    sold.length >= many ||
    seen.has("private-sale") ||
    isNamelessSeller(seen) ||
    offersAbortion(seen) ||
    (isSecret && goods >= k.MANY_WHERE_SECRET);
  return [
    {
      quote: first(offer.quote, MAX_QUOTE_CHARS),
      place: page.place(offer.start),
      rule: `prescription-medicines:${sold.length}`,
      said: say("unmentioned-prescription", { medicines: sold.map(([, o]) => o.substance.inn) }),
      strength: isMany ? "strong" : goods >= k.SEVERAL_MEDICINES ? "moderate" : "weak",
    },
  ];
}

/**
 * Abortion pills with a price, and nobody named who prescribes, dispenses or answers for them.
 *
 * @type {(seen: Seen) => boolean}
 */
function offersAbortion(seen) {
  const { ANSWERS_FOR_IT } = seen.rules.constants["signals.medicines"];
  if (ANSWERS_FOR_IT.some((/** @type {string} */ topic) => seen.has(topic))) return false;
  return offered(seen).some(([, o]) => o.substance.drug_class === "abortion" && o.how === "price");
}

/**
 * As checker/signals/advertised_prescription_medicine.py.
 *
 * @type {(seen: Seen, rules: Rules) => Finding[]}
 */
export function advertisedPrescriptionMedicine(seen, rules) {
  const k = rules.constants["signals.advertised_prescription_medicine"];
  if (seen.selling.state === "no" || seen.pages.some(isWarningPage)) return [];
  if (demandsPrescription(seen) || k.LAWFUL_WORDS.some((/** @type {string} */ topic) => seen.has(topic))) return [];
  const invited = seen.selling.offers.filter(
    ([page, offer]) =>
      offer.how === "order-words" &&
      ["shop", "unknown"].includes(page.kind) &&
      alarming(offer.substance, seen.buyerCountry),
  );
  const inTitle = invited.filter(([page, offer]) => offer.start < page.titleEnd);
  if (invited.length < k.FEW && inTitle.length === 0) return [];
  const isStrong = seen.sells || (inTitle.length > 0 && invited.length >= k.REPEATED);
  const [page, offer] = inTitle[0] ?? invited[0];
  return [
    {
      quote: page.sentence(offer.start, offer.end),
      place: page.place(offer.start),
      rule: `order-words:${invited.length}`,
      said: say("advertised-prescription-medicine", { medicines: invited.map(([, o]) => o.substance.inn) }),
      strength: isStrong ? "strong" : "moderate",
    },
  ];
}

/**
 * As checker/signals/questionnaire_instead_of_prescription.py.
 *
 * @type {(seen: Seen) => Finding[]}
 */
export function questionnaireInsteadOfPrescription(seen) {
  if (!seen.sells) return [];
  const sold = offered(seen).filter(([, offer]) => needsPrescription(offer.substance, seen.buyerCountry));
  if (sold.length === 0) return [];
  const looksLawful = ["prescription-step", "prescription-required", "licence", "clinic"].some((t) => seen.has(t));
  return seen
    .said("questionnaire")
    .slice(0, 1)
    .map(([page, hit]) => ({
      quote: page.sentence(hit.start, hit.end),
      place: page.place(hit.start),
      rule: hit.phrase.id,
      said: say("questionnaire-instead-of-prescription", { medicine: sold[0][1].substance.inn }),
      strength: looksLawful ? "note" : "moderate",
    }));
}

/** @type {[string, Strength, string][]} */
const REQUIRED = [
  ["prescription-step", "moderate", "step"],
  ["prescription-required", "weak", "said"],
];

/**
 * As checker/signals/prescription_required.py.
 *
 * @type {(seen: Seen) => Finding[]}
 */
export function prescriptionRequired(seen) {
  if (isPrivateSeller(seen)) return [];
  return REQUIRED.flatMap(([topic, strength, kind]) =>
    seen
      .said(topic)
      .filter(([, hit]) => !hit.isQuestion)
      .slice(0, 1)
      .map(([page, hit]) => ({
        quote: page.sentence(hit.start, hit.end),
        place: page.place(hit.start),
        rule: hit.phrase.id,
        said: say(`prescription-required.${kind}`, { words: page.body.quote(hit.start, hit.end) }),
        strength,
      })),
  );
}
