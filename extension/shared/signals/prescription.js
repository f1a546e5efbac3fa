/** Signals of the part "prescription". */

import { ahead, distance, first } from "../points.js";
import { say } from "../sentences.js";
import { sentenceSpan } from "../text.js";
import { alarming, isWarningPage, namesNear, needsPrescription, offered } from "./medicines.js";

/** @import { NameSeen, PageSeen, PhraseSeen, Seen } from "../reading.js" */
/** @import { Rules } from "../rules.js" */
/** @import { Finding, Strength } from "../types.js" */

const MAX_QUOTE_CHARS = 300;
const MAX_WAIVED = 5;
/** @type {Record<string, number>} */
const WAIVED_ORDER = { decisive: 0, strong: 1, moderate: 2 };

/**
 * As checker/signals/prescription_waived.py.
 *
 * @type {(seen: Seen, rules: Rules) => Finding[]}
 */
export function prescriptionWaived(seen, rules) {
  if (seen.selling.state === "no") return [];
  const said = longest(seen).map(([page, hit]) => waivedFinding(seen, page, hit, rules, false));
  const answers = answered(seen, rules).map(([page, hit]) => waivedFinding(seen, page, hit, rules, true));
  return [...said, ...answers]
    .filter((finding) => finding !== null)
    .sort((a, b) => WAIVED_ORDER[a.strength ?? "decisive"] - WAIVED_ORDER[b.strength ?? "decisive"])
    .slice(0, MAX_WAIVED);
}

/**
 * The words, without those inside longer ones: "no prescription" within "no prescription needed".
 *
 * @type {(seen: Seen) => [PageSeen, PhraseSeen][]}
 */
function longest(seen) {
  const at = new Map(seen.pages.map((page, index) => [page, index]));
  const said = [...seen.said("prescription-waived")].sort(
    ([p, a], [q, b]) => (at.get(p) ?? 0) - (at.get(q) ?? 0) || a.start - b.start || b.end - a.end,
  );
  /** @type {PageSeen | null} */
  let pageOf = null;
  let end = -1;
  return said.filter(([page, hit]) => {
    if (page === pageOf && hit.end <= end) return false;
    pageOf = page;
    end = hit.end;
    return true;
  });
}

/**
 * "Do I need a prescription? No": the waiver of most sellers' help pages.
 *
 * @type {(seen: Seen, rules: Rules) => [PageSeen, PhraseSeen][]}
 */
function answered(seen, rules) {
  const words = rules.constants["signals.prescription_waived"].ANSWERS_NO.join("|");
  const NO = new RegExp(`[ \\n"'.:;>*-]*(?:${words})(?![a-zа-я])`, "y");
  return seen.said("prescription-question").filter(([page, hit]) => {
    [, NO.lastIndex] = sentenceSpan(page.body.normal, hit.end);
    return hit.isQuestion && NO.test(page.body.normal);
  });
}

/** @type {(seen: Seen, page: PageSeen, hit: PhraseSeen, rules: Rules, isAnswered: boolean) => Finding | null} */
function waivedFinding(seen, page, hit, rules, isAnswered) {
  const { NEAR_CHARS, CONSULTATION_CHARS, OTC_CHARS, WARNING_CHARS } = rules.constants["signals.prescription_waived"];
  const country = seen.buyerCountry;
  if ((hit.isQuestion && !isAnswered) || isWithin(page, hit, "otc", OTC_CHARS)) return null;
  // Rogue shops print "beware of fakes" too, so one such phrase silences only what stands near it.
  if (isWarningPage(page) || isWithin(page, hit, "warning", WARNING_CHARS)) return null;
  if (namesFreeGoods(page, hit, country)) return null;
  if (!seen.sells && !isInvitation(page, hit)) return null;
  const near = medicineNear(page, hit, NEAR_CHARS, country);
  const sold = offered(seen)
    .map(([, offer]) => offer.substance)
    .filter((substance) => alarming(substance, country));
  const aClass = page.said("medicine-class").find((c) => isNear(page, hit, c, NEAR_CHARS));
  const named = seen.sells ? page.names.find((n) => alarming(n.substance, country)) : undefined;
  /** @type {Strength} */
  let strength;
  let medicine = "";
  let goods = "";
  let { start, end } = hit;
  if (near) {
    strength = isOnlyNamed(seen, near, sold.length > 0) ? "moderate" : "decisive";
    medicine = near.substance.inn;
    start = Math.min(hit.start, near.start);
    end = Math.max(hit.end, near.end);
  } else if (sold.length > 0 && offersNothingElse(page, country) && !page.has("prescription-required")) {
    strength = "decisive";
    medicine = sold[0].inn;
  } else if (aClass) {
    strength = weaker(seen);
    goods = page.body.quote(aClass.start, aClass.end);
    start = Math.min(hit.start, aClass.start);
    end = Math.max(hit.end, aClass.end);
  } else if (sold.length > 0) {
    strength = weaker(seen);
    medicine = sold[0].inn;
  } else if (named) {
    strength = weaker(seen);
    medicine = named.substance.inn;
  } else {
    return null;
  }
  if (isWithin(page, hit, "questionnaire", CONSULTATION_CHARS)) strength = "moderate";
  else if (!seen.sells) strength = strength === "decisive" ? "strong" : "moderate";
  const words = page.body.quote(hit.start, hit.end);
  return {
    quote: page.sentence(start, end),
    place: page.place(hit.start),
    rule: hit.phrase.id,
    said: goods ? say("prescription-waived.class", { goods, words }) : say("prescription-waived", { medicine, words }),
    strength,
  };
}

/**
 * The prescription medicine the words speak of: they do not reach over a demand of a prescription, nor over a nearer
 * medicine that needs none, as in a pharmacy's price list.
 *
 * @type {(page: PageSeen, hit: PhraseSeen, within: number, country: string | null) => NameSeen | null}
 */
function medicineNear(page, hit, within, country) {
  const demands = [...page.said("prescription-required"), ...page.said("prescription-step")];
  for (const name of namesNear(page, hit.start, hit.end, within)) {
    if (alarming(name.substance, country)) {
      const left = Math.min(name.end, hit.end);
      const right = Math.max(name.start, hit.start);
      const isParted = demands.some((d) => left <= d.start && d.end <= right);
      if (!isParted && !hasOwnDemand(page, name, hit, demands, within)) return name;
    } else if (demands.length > 0) {
      return null;
    }
  }
  return null;
}

/**
 * A pharmacy's advice on what it does not sell, or a shop of harmless goods that compares them with a medicine.
 *
 * @type {(seen: Seen, near: NameSeen, isSold: boolean) => boolean}
 */
function isOnlyNamed(seen, near, isSold) {
  const offers = offered(seen);
  if (!seen.sells || offers.some(([, offer]) => offer.substance.id === near.substance.id)) return false;
  return seen.has("prescription-step") || (offers.length > 0 && !isSold);
}

/**
 * The words stand before the medicine, and behind it, before the next one, a prescription is asked for.
 *
 * @type {(page: PageSeen, name: NameSeen, hit: PhraseSeen, demands: PhraseSeen[], within: number) => boolean}
 */
function hasOwnDemand(page, name, hit, demands, within) {
  if (hit.end > name.start) return false;
  const next = page.names.find((n) => n.start >= name.end)?.start ?? page.body.normal.length;
  const stop = Math.min(next, ahead(page.body.normal, name.end, within));
  return demands.some((d) => name.end <= d.start && d.start < stop);
}

/**
 * The sentence itself names what it speaks of, and all that needs none: "no prescription to buy paracetamol".
 *
 * @type {(page: PageSeen, hit: PhraseSeen, country: string | null) => boolean}
 */
function namesFreeGoods(page, hit, country) {
  const [left, right] = sentenceSpan(page.body.normal, hit.start);
  const named = page.names.filter((n) => left <= n.start && n.start < right);
  return named.length > 0 && !named.some((n) => alarming(n.substance, country));
}

/**
 * A pharmacy that asks for prescriptions says of other goods that they need none, one heading further.
 *
 * @type {(seen: Seen) => Strength}
 */
function weaker(seen) {
  return seen.has("prescription-step") || seen.has("prescription-required") ? "moderate" : "strong";
}

/**
 * Where selling is unclear, the words must stand in a sentence that invites to order: "buy X without prescription".
 *
 * @type {(page: PageSeen, hit: PhraseSeen) => boolean}
 */
function isInvitation(page, hit) {
  if (page.kind !== "unknown") return false;
  const [left, right] = sentenceSpan(page.body.normal, hit.start);
  return page.offers.some((offer) => offer.how === "order-words" && left <= offer.start && offer.start < right);
}

/**
 * Whether everything with a price or button on this page needs a prescription: the words then mean just that.
 *
 * @type {(page: PageSeen, country: string | null) => boolean}
 */
function offersNothingElse(page, country) {
  const priced = page.offers.filter((offer) => ["structured", "price", "control"].includes(offer.how));
  return priced.length > 0 && priced.every((offer) => alarming(offer.substance, country));
}

/**
 * Whether the page says words of the topic that begin this near.
 *
 * @type {(page: PageSeen, hit: PhraseSeen, topic: string, within: number) => boolean}
 */
function isWithin(page, hit, topic, within) {
  return page.said(topic).some((other) => isNear(page, hit, other, within));
}

/** @type {(page: PageSeen, hit: PhraseSeen, other: PhraseSeen, within: number) => boolean} */
function isNear(page, hit, other, within) {
  const units = Math.abs(other.start - hit.start);
  return units <= 2 * within && Math.abs(distance(page.body.normal, hit.start, other.start)) <= within;
}

/**
 * As checker/signals/unmentioned_prescription.py.
 *
 * @type {(seen: Seen, rules: Rules) => Finding[]}
 */
export function unmentionedPrescription(seen, rules) {
  const k = rules.constants["signals.unmentioned_prescription"];
  if (!seen.sells || k.SAYS_SO.some((/** @type {string} */ topic) => seen.has(topic))) return [];
  if (seen.pages.some((page) => page.kind === "clinic")) return [];
  const sold = offered(seen).filter(([, offer]) => needsPrescription(offer.substance, seen.buyerCountry));
  if (sold.length === 0) return [];
  const [page, offer] = sold[0];
  const isMany = sold.length >= (seen.buyerCountry === null ? k.MANY_MEDICINES : k.MANY_WHERE_KNOWN);
  return [
    {
      quote: first(offer.quote, MAX_QUOTE_CHARS),
      place: page.place(offer.start),
      rule: `prescription-medicines:${sold.length}`,
      said: say("unmentioned-prescription", { medicines: sold.map(([, o]) => o.substance.inn) }),
      strength: isMany ? "strong" : sold.length >= k.SEVERAL_MEDICINES ? "moderate" : "weak",
    },
  ];
}

/**
 * As checker/signals/advertised_prescription_medicine.py.
 *
 * @type {(seen: Seen, rules: Rules) => Finding[]}
 */
export function advertisedPrescriptionMedicine(seen, rules) {
  const k = rules.constants["signals.advertised_prescription_medicine"];
  if (seen.selling.state === "no" || seen.pages.some(isWarningPage)) return [];
  if (k.LAWFUL_WORDS.some((/** @type {string} */ topic) => seen.has(topic))) return [];
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
