/** Prescription medicines offered without prescription; as checker/signals/prescription_waived.py. */

import { registrableDomain } from "../address.js";
import { answersNo, answersYes, speaksOfForm } from "../answers.js";
import { ahead, distance, size } from "../points.js";
import { say } from "../sentences.js";
import { normalise, sentenceSpan } from "../text.js";
import { alarming, demandsPrescription, isWarningPage, namesNear, offered } from "./medicines.js";

/** @import { PageSeen, Seen } from "../reading.js" */
/** @import { NameSeen } from "../seen.js" */
/** @import { PhraseSeen } from "../voice.js" */
/** @import { Rules } from "../rules.js" */
/** @import { Finding, Strength } from "../types.js" */

const MAX_WAIVED = 5;
const HOST = /^https?:\/\/([^/?#:@]+)/i;
/** Own addresses that lead to others', as plugins for advertisers' links make them. */
const AWAY = /^https?:\/\/[^/?#]+\/(?:[a-z]{2}\/)?(?:go|out|aff|visit|recommends?|link|redirect|click|to|r)(?:[/?.]|\n?$)/i;
const PRICED = ["structured", "price", "control"];
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
 * The waivers of most sellers' help pages and tables: "Do I need a prescription? No", "Prescription required: no", "No
 * prescription? No problem!". A question that itself says "without" is turned around: its no demands.
 *
 * @type {(seen: Seen, rules: Rules) => [PageSeen, PhraseSeen][]}
 */
function answered(seen, rules) {
  return seen.pages.flatMap((page) => {
    const { normal } = page.body;
    const waived = page.phrases.get("prescription-waived") ?? [];
    const without = new Set(waived.map((hit) => sentenceSpan(normal, hit.start)[0]));
    const questions = page.said("prescription-question").filter((hit) => {
      const isAnswer = hit.isQuestion && answersNo(rules, normal, sentenceSpan(normal, hit.end)[1]);
      if (!(isAnswer || hit.isLabelOfNo) || speaksOfForm(rules, normal, hit.start, hit.end)) return false;
      return !without.has(sentenceSpan(normal, hit.start)[0]);
    });
    const labels = (page.phrases.get("prescription-required") ?? []).filter(
      (hit) => hit.isLabelOfNo && !speaksOfForm(rules, normal, hit.start, hit.end),
    );
    const turned = waived.filter(
      (hit) => hit.counts && hit.isQuestion && answersYes(rules, normal, sentenceSpan(normal, hit.end - 1)[1]),
    );
    return [...questions, ...labels, ...turned].map((hit) => /** @type {[PageSeen, PhraseSeen]} */ ([page, hit]));
  });
}

/** What is quoted in the statement: an answer with its question. @type {(page: PageSeen, hit: PhraseSeen, isAnswered: boolean, most: number) => string} */
function wordsOf(page, hit, isAnswered, most) {
  if (!isAnswered) return page.body.quote(hit.start, hit.end);
  const { normal } = page.body;
  const next = Math.min(sentenceSpan(normal, hit.end - 1)[1] + 1, normal.length - 1);
  const [, stop] = sentenceSpan(normal, next);
  return page.body.quote(hit.start, Math.max(hit.end, Math.min(stop, ahead(normal, hit.end, most))));
}

/** @type {(seen: Seen, page: PageSeen, hit: PhraseSeen, rules: Rules, isAnswered: boolean) => Finding | null} */
function waivedFinding(seen, page, hit, rules, isAnswered) {
  const k = rules.constants["signals.prescription_waived"];
  const { NEAR_CHARS, CONSULTATION_CHARS, WARNING_CHARS } = k;
  const country = seen.buyerCountry;
  if ((hit.isQuestion && !isAnswered) || isOtcWording(page, hit, country, rules)) return null;
  // Rogue shops print "beware of fakes" too, so one such phrase silences only what stands near it.
  if (isWarningPage(page) || isWithin(page, hit, "warning", WARNING_CHARS)) return null;
  if (namesFreeGoods(page, hit, country) || isMenu(page, hit, rules)) return null;
  if (!seen.sells && !isInvitation(page, hit, k.MAX_LINKS_READ)) return null;
  const near = medicineNear(page, hit, NEAR_CHARS, country, k.MANY_PRICED);
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
  const isOther = takesPrescriptions(page) && page.body.normal.slice(start, end).includes("\n");
  if (isOther || isWithin(page, hit, "questionnaire", CONSULTATION_CHARS)) strength = "moderate";
  else if (!seen.sells) strength = strength === "decisive" ? "strong" : "moderate";
  const words = wordsOf(page, hit, isAnswered, k.MAX_ANSWER_CHARS);
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
 * @type {(page: PageSeen, hit: PhraseSeen, within: number, country: string | null, many: number) => NameSeen | null}
 */
function medicineNear(page, hit, within, country, many) {
  const priced = pricedOn(page);
  const demands = [...page.said("prescription-required"), ...page.said("prescription-step")];
  for (const name of namesNear(page, hit.start, hit.end, within)) {
    if (alarming(name.substance, country)) {
      if (priced.size >= many && !priced.has(name.substance.id)) continue;
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
  const other = page.names.find((n) => n.start >= name.end && n.substance !== name.substance);
  const next = other?.start ?? page.body.normal.length;
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
  return demandsPrescription(seen) ? "moderate" : "strong";
}

/**
 * The words belong to over-the-counter wording of the same place. Where several medicines are on offer and each needs a
 * prescription, such wording is the seller's disguise.
 *
 * @type {(page: PageSeen, hit: PhraseSeen, country: string | null, rules: Rules) => boolean}
 */
function isOtcWording(page, hit, country, rules) {
  const { MIN_SHIELDED, OTC_CHARS } = rules.constants["signals.prescription_waived"];
  if (pricedOn(page).size >= MIN_SHIELDED && offersNothingElse(page, country)) return false;
  return isWithin(page, hit, "otc", OTC_CHARS);
}

/**
 * Both kinds of supply side by side are a menu or filter of a pharmacy: "Bez recepty | Na receptę". So is
 * a link that says nothing else, where the page demands prescriptions elsewhere.
 *
 * @type {(page: PageSeen, hit: PhraseSeen, rules: Rules) => boolean}
 */
function isMenu(page, hit, rules) {
  const { MAX_LINKS_READ, MENU_CHARS, MENU_GAP_CHARS: most } = rules.constants["signals.prescription_waived"];
  const { normal } = page.body;
  if (page.has("prescription-required")) {
    const words = normal.slice(hit.start, hit.end);
    const short = page.page.links.slice(0, MAX_LINKS_READ).filter((link) => size(link.text) < MENU_CHARS);
    if (short.some((link) => normalise(link.text) === words)) return true;
  }
  for (const demand of page.phrases.get("prescription-required") ?? []) {
    const left = Math.min(hit.end, demand.end);
    const right = Math.max(hit.start, demand.start);
    if (right < left || right - left > 2 * most || distance(normal, left, right) > most) continue;
    const between = normal.slice(left, right);
    if (!/\p{L}/u.test(between)) return !/[\n.!?:]/.test(between);
  }
  return false;
}

/** The medicines with a price or button on this page. @type {(page: PageSeen) => Set<string>} */
function pricedOn(page) {
  return new Set(page.offers.filter((o) => PRICED.includes(o.how)).map((o) => o.substance.id));
}

/**
 * Where selling is unclear, the words must stand in a sentence that invites to order: "buy X without prescription".
 *
 * @type {(page: PageSeen, hit: PhraseSeen, most: number) => boolean}
 */
function isInvitation(page, hit, most) {
  if (page.kind === "information") return page.countSaid("warning") === 0 && linksToShop(page, most);
  if (page.kind !== "unknown") return false;
  const [left, right] = sentenceSpan(page.body.normal, hit.start);
  return page.offers.some((offer) => offer.how === "order-words" && left <= offer.start && offer.start < right);
}

/**
 * Whether a link that leads to another site says an order word and a medicine: "Order Amoxicillin at ...".
 *
 * @type {(page: PageSeen, most: number) => boolean}
 */
function linksToShop(page, most) {
  const { normal } = page.body;
  const siteOf = (/** @type {string} */ url) => registrableDomain(HOST.exec(url)?.[1].toLowerCase() ?? "", page.rules);
  const own = siteOf(page.page.final_url);
  const named = page.names.map((n) => normal.slice(n.start, n.end));
  const orders = (page.phrases.get("order-words") ?? []).map((o) => normal.slice(o.start, o.end));
  return page.page.links.slice(0, most).some((link) => {
    const site = siteOf(link.href);
    if (site === "" || (site === own && !AWAY.test(link.href))) return false;
    const text = normalise(link.text);
    if (/[?？]$/.test(text)) return false;
    return named.some((name) => text.includes(name)) && orders.some((order) => text.includes(order));
  });
}

/**
 * Whether everything with a price or button on this page needs a prescription: the words then mean just that.
 *
 * @type {(page: PageSeen, country: string | null) => boolean}
 */
function offersNothingElse(page, country) {
  const priced = page.offers.filter((offer) => PRICED.includes(offer.how));
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

/** Whether the page demands a prescription and has it handed in. @type {(page: PageSeen) => boolean} */
function takesPrescriptions(page) {
  return page.has("prescription-required") && page.has("prescription-step");
}
