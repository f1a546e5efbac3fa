/** Ways to order, without which prices are a text about medicines; as checker/channels.py. */

import { ahead, back, distance } from "./points.js";
import { sentenceSpan } from "./text.js";

/** @import { HostName } from "./host_name.js" */
/** @import { OfferSeen } from "./seen.js" */
/** @import { PageSeen } from "./reading.js" */
/** @import { PhraseSeen } from "./voice.js" */
/** @import { Rules } from "./rules.js" */

/**
 * Whether there is a way to order: a control, structured offers, orders by messenger, a price list, a telling name.
 *
 * @param {PageSeen[]} pages
 * @param {[PageSeen, OfferSeen][]} offers
 * @param {Set<string>} controls
 * @param {HostName} host
 * @param {Rules} rules
 * @returns {boolean}
 */
export function hasChannel(pages, offers, controls, host, rules) {
  const isTelling = host.points >= rules.constants.host_name.ALARM_MIN_POINTS;
  if (controls.size > 0 || isTelling || sold(offers, "structured").size > 0) return true;
  const takesOrders = (/** @type {PageSeen} */ page) =>
    page.has("messenger-order") &&
    (!rules.constants.channels.REPORTING_KINDS.includes(page.kind) || page.has("prescription-waived"));
  if (pages.some((page) => takesOrders(page) || takesPrivateOrders(page, rules))) return true;
  if (pages.some((page) => isPaidToAdvertise(page, rules))) return true;
  /** @type {(page: PageSeen, offer: OfferSeen) => boolean} */
  const isPharmacys = (page, offer) =>
    offer.how === "price" && page.kind !== "information" && callsItselfPharmacy(page, rules);
  if (offers.some(([page, offer]) => isPharmacys(page, offer))) return true;
  /** @type {{ CHANNEL_TOPICS: string[], CHANNEL_TRADE: string[], MIN_OFFERS_ALONE: number, MIN_LISTED: number }} */
  const k = /** @type {any} */ (rules.constants.channels);
  const unknown = pages.filter((page) => page.kind === "unknown");
  const isInvited = sold(offers, "order-words").size > 0;
  const isOffered = isInvited || pages.some((page) => listedPrices(page, rules).length > 0);
  if (isOffered && unknown.some((page) => k.CHANNEL_TOPICS.some((topic) => page.has(topic)))) return true;
  const kinds = ["unknown", "clinic", "information"];
  if (pages.some((page) => kinds.includes(page.kind) && isPriceList(page, rules))) return true;
  if (unknown.some((page) => speaksToBuyers(page, rules) || isTitledOffer(page, rules))) return true;
  const articles = pages.filter((page) => page.kind === "unknown" || page.kind === "information");
  if (articles.some((page) => praisesASeller(page, rules))) return true;
  if (sold(offers, "order-words").size >= k.MIN_OFFERS_ALONE) return true;
  const ids = pages.flatMap((page) => listedPrices(page, rules).map((offer) => offer.substance.id));
  const listed = new Set(ids).size;
  if (listed >= k.MIN_LISTED && unknown.some((page) => k.CHANNEL_TRADE.some((topic) => page.has(topic)))) return true;
  return listed >= k.MIN_OFFERS_ALONE && unknown.some(invitesWithoutPrescription);
}

/** @type {WeakMap<Rules, RegExp>} */
const persons = new WeakMap();

/**
 * Makes a seller's promises in the first or second person: "we resend your parcel", "you get it as a gift".
 *
 * @type {(page: PageSeen, rules: Rules) => boolean}
 */
function speaksToBuyers(page, rules) {
  const { WARNING_PAGE, INFORMATION_PAGE, MIN_PROMISES, CHANNEL_TRADE, PERSONS, PERSONS_UNSPACED } =
    rules.constants.channels;
  if (page.countSaid("warning") >= WARNING_PAGE || page.countSaid("information") >= INFORMATION_PAGE) return false;
  let person = persons.get(rules);
  if (!person) {
    const word = "[\\p{L}\\p{N}]";
    const spaced = `(?<!${word})(?:${PERSONS.join("|")})(?!${word})`;
    person = new RegExp(`${spaced}|${PERSONS_UNSPACED.join("|")}`, "u");
    persons.set(rules, person);
  }
  const { normal } = page.body;
  const isSaid = (/** @type {string} */ topic) =>
    page.said(topic).some((hit) => !hit.isQuestion && person.test(normal.slice(...sentenceSpan(normal, hit.start))));
  return CHANNEL_TRADE.filter(isSaid).length >= MIN_PROMISES;
}

/**
 * A title that invites to buy a medicine, above a list of prices of several that nobody may sell freely.
 *
 * @type {(page: PageSeen, rules: Rules) => boolean}
 */
function isTitledOffer(page, rules) {
  const { DEMANDS, MIN_TITLED } = rules.constants.channels;
  if ([...DEMANDS, "warning", "news"].some((topic) => page.has(topic)) || page.countSaid("information") > 1) return false;
  if (!page.offers.some((offer) => offer.how === "order-words" && offer.start < page.titleEnd)) return false;
  const listed = listedPrices(page, rules).filter((offer) => offer.substance.group !== "over_the_counter");
  return new Set(listed.map((offer) => offer.substance.id)).size >= MIN_TITLED;
}

/**
 * An article with prices, invitations to buy, and "buy X without prescription" in its own voice: its links sell.
 *
 * @type {(page: PageSeen, rules: Rules) => boolean}
 */
function praisesASeller(page, rules) {
  const { INFORMATION_PAGE, DEMANDS, MIN_LISTED, MIN_INVITATIONS } = rules.constants.channels;
  if (page.countSaid("information") >= INFORMATION_PAGE) return false;
  if (DEMANDS.some((/** @type {string} */ topic) => page.has(topic))) return false;
  const priced = page.offers.filter((offer) => offer.how === "price").map((offer) => offer.substance.id);
  const invitations = page.offers.filter((offer) => offer.how === "order-words").length;
  return new Set(priced).size >= MIN_LISTED && invitations >= MIN_INVITATIONS && invitesWithoutPrescription(page);
}

/**
 * "Buy online without prescription" in one sentence, said by the page itself.
 *
 * @type {(page: PageSeen) => boolean}
 */
function invitesWithoutPrescription(page) {
  const words = page.said("order-words").filter((hit) => !hit.isQuestion);
  return page.said("prescription-waived").some((hit) => {
    const [left, right] = sentenceSpan(page.body.normal, hit.start);
    return !hit.isQuestion && words.some((word) => left <= word.start && word.start < right);
  });
}

/**
 * Medicines with a price in a short line, or several in one: what a list, card or classified shows.
 *
 * @type {(page: PageSeen, rules: Rules) => OfferSeen[]}
 */
export function listedPrices(page, rules) {
  const { MIN_IN_LONG_LINE, MAX_LISTED_LINE_CHARS } = rules.constants.channels;
  const { normal } = page.body;
  const priced = page.offers.filter((offer) => offer.how === "price");
  const lines = priced.map((offer) => normal.slice(0, offer.end).lastIndexOf("\n"));
  /** @type {Map<number, Set<string>>} */
  const amounts = new Map();
  priced.forEach((offer, n) => amounts.set(lines[n], (amounts.get(lines[n]) ?? new Set()).add(offer.price)));
  return priced.filter((offer, n) => {
    if ((amounts.get(lines[n])?.size ?? 0) >= MIN_IN_LONG_LINE) return true;
    const end = normal.indexOf("\n", offer.end);
    const length = distance(normal, Math.max(lines[n], 0), end >= 0 ? end : normal.length) + (lines[n] < 0 ? 1 : 0);
    return length <= MAX_LISTED_LINE_CHARS;
  });
}

const MESSENGER_LINK =
  /^(?:https?:\/\/(?:wa\.me|(?:api|chat|web)\.whatsapp\.com|t\.me|telegram\.me|line\.me|lin\.ee|signal\.me)\/|(?:tg|whatsapp|skype|viber):)/i;
const HANDLE = /(?<![a-z0-9._%+@/-])@[a-z][a-z0-9_]{4,31}(?![a-z0-9_.@])/u;

/**
 * Orders by messenger, or a private sale, on a page without a cart, beside medicines with a price or an invitation.
 *
 * @type {(page: PageSeen, rules: Rules) => boolean}
 */
export function takesPrivateOrders(page, rules) {
  const isOffered = page.offers.some((o) => ["price", "order-words"].includes(o.how));
  const isPrivate = page.countSaid("private-sale") >= rules.constants.channels.MIN_PRIVATE;
  if (page.kind === "information" && page.has("messenger-order") && isPrivate) return isOffered;
  if (page.kind !== "unknown" || page.controls.length > 0) return false;
  const priced = listedPrices(page, rules);
  if (page.has("messenger-order")) {
    return priced.length > 0 || page.offers.some((offer) => offer.how === "order-words");
  }
  if (page.has("private-sale") && !page.has("news")) {
    return page.offers.some((o) => ["price", "order-words"].includes(o.how) && o.substance.group !== "over_the_counter");
  }
  if (priced.length > 0 && MESSENGER_CONTACT.test(page.body.normal)) return true;
  const links = page.page.links.slice(0, rules.constants.channels.MAX_LINKS_READ);
  if (links.some((link) => MESSENGER_LINK.test(link.href))) return priced.length > 0;
  const medicines = new Set(priced.map((offer) => offer.substance.id));
  return medicines.size >= rules.constants.channels.MIN_PRICED_BESIDE_HANDLE && HANDLE.test(page.body.normal);
}

/**
 * An article that praises medicines without prescription and is paid for the buyers whom its links send.
 *
 * @type {(page: PageSeen, rules: Rules) => boolean}
 */
export function isPaidToAdvertise(page, rules) {
  const { WARNING_PAGE, MAX_LINKS_READ } = rules.constants.channels;
  if (!["unknown", "information"].includes(page.kind) || page.countSaid("warning") >= WARNING_PAGE) return false;
  if (page.has("questionnaire") || page.has("prescription-step") || findWaivers(page, rules).length === 0) return false;
  const isOffered = page.offers.some(
    (o) => ["price", "order-words"].includes(o.how) && o.substance.group !== "over_the_counter",
  );
  return isOffered && page.page.links.slice(0, MAX_LINKS_READ).some((link) => link.rel.toLowerCase().includes("sponsored"));
}

/** A messenger's name with a name or number behind it. */
const MESSENGER_CONTACT =
  /(?<![a-z])(?:whats ?app|telegram|wickr|threema|signal|viber|wechat|line|snap(?:chat)?|ватсап|вотсап|телеграм|вайбер|微信|飞机|賴|赖|テレグラム|ライン|واتساب|واتس|تليجرام|تلغرام|تيليجرام)(?: id| nr| no)? ?(?:[:：=.-] ?@?[a-z0-9_.]{4,}|@[a-z0-9_.]{4,}|\+?[0-9][0-9 ()-]{6,})/;
const COPYRIGHT = /(?:©|\(c\)|copyright) ?[^\n]{0,40}/gu;

/**
 * Calls itself a pharmacy in the title or behind ©, and speaks of prescriptions or classes of medicines.
 *
 * @type {(page: PageSeen, rules: Rules) => boolean}
 */
export function callsItselfPharmacy(page, rules) {
  const { PHARMACY_TOPICS } = rules.constants.channels;
  if (!PHARMACY_TOPICS.some((/** @type {string} */ topic) => page.has(topic))) return false;
  const nouns = page.said("shop-noun");
  if (nouns.some((hit) => hit.start < page.titleEnd)) return true;
  const owners = nouns.length > 0 ? [...page.body.normal.matchAll(COPYRIGHT)] : [];
  return nouns.some((hit) => owners.some((m) => m.index <= hit.start && hit.start < m.index + m[0].length));
}

/**
 * Packs of different medicines with prices, and beside one of them the words that no prescription is needed.
 *
 * @type {(page: PageSeen, rules: Rules) => boolean}
 */
function isPriceList(page, rules) {
  const { DEMANDS, INFORMATION_PAGE } = rules.constants.channels;
  const near = Number(rules.constants.channels.NEAR_LIST_CHARS);
  const { normal } = page.body;
  if (page.countSaid("information") >= INFORMATION_PAGE) return false;
  if (DEMANDS.some((/** @type {string} */ topic) => page.has(topic))) return false;
  const priced = listedPrices(page, rules);
  if (new Set(priced.map((offer) => offer.substance.id)).size <= 1) return false;
  return findWaivers(page, rules).some((hit) => {
    const low = back(normal, hit.start, near);
    const high = ahead(normal, hit.end, near);
    return priced.some((offer) => low <= offer.end && offer.start <= high);
  });
}

/**
 * What waives the prescription, but for questions and the wording of medicines that need none.
 *
 * @type {(page: PageSeen, rules: Rules) => PhraseSeen[]}
 */
export function findWaivers(page, rules) {
  const free = page.said("otc");
  const isFree = (/** @type {PhraseSeen} */ hit) =>
    free.some((o) => Math.abs(distance(page.body.normal, hit.start, o.start)) <= rules.constants.channels.OTC_CHARS);
  return page.said("prescription-waived").filter((hit) => !hit.isQuestion && !isFree(hit));
}

/**
 * The medicines offered in one way.
 *
 * @type {(offers: [PageSeen, OfferSeen][], how: string) => Set<string>}
 */
export function sold(offers, how) {
  return new Set(offers.filter(([, offer]) => offer.how === how).map(([, offer]) => offer.substance.id));
}
