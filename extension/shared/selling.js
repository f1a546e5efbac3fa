/** Whether a site sells medicines: offers with a price or an order control, not mentions; as checker/selling.py. */

import { callsItselfPharmacy, findWaivers, hasChannel, isPaidToAdvertise, listedPrices, sold, takesPrivateOrders } from "./channels.js";
import { namedOffers } from "./offers.js";
import { distance } from "./points.js";
import { findPrices } from "./prices.js";

/** @import { HostName } from "./host_name.js" */
/** @import { OfferSeen } from "./seen.js" */
/** @import { PageSeen } from "./reading.js" */
/** @import { PhraseSeen } from "./voice.js" */
/** @import { Rules } from "./rules.js" */

/**
 * @typedef {object} Selling
 * @property {"yes" | "unclear" | "no"} state
 * @property {number} points
 * @property {string[]} reasons what counted, in words, strongest first
 * @property {[PageSeen, OfferSeen][]} offers
 *
 * @typedef {[number, string]} Sign points and words
 */

const MAX_CONTROLS_TOLD = 4;
const MAX_CLASSES_TOLD = 2;

/**
 * The decision for all pages read.
 *
 * @type {(pages: PageSeen[], host: HostName, rules: Rules) => Selling}
 */
export function decideSelling(pages, host, rules) {
  const k = rules.constants.selling;
  const named = new Set(pages.flatMap((page) => page.names.filter((n) => n.substance.drug_class !== k.SUPPLEMENT).map((n) => n.substance.id)));
  const classes = new Set(pages.flatMap((page) => page.said("medicine-class").map((hit) => hit.phrase.text)));
  const controls = new Set([
    ...pages.flatMap((page) =>
      page
        .said("sells")
        .filter((hit) => !hit.isQuestion)
        .map((hit) => hit.phrase.text),
    ),
    ...pages.flatMap((page) => page.controls),
  ]);
  const buttons = pages.reduce((sum, page) => sum + page.said("sells").length, 0);
  const isShop = controls.size > 0 && controls.size + buttons > k.MIN_PHARMACY_CONTROLS;
  const denies = sellsNoMedicines(pages);
  const isPharmacy = !denies && isShop && pages.some((page) => callsItselfPharmacy(page, rules));
  /** @type {string[]} */
  const trade = k.TRADE_TOPICS.filter((/** @type {string} */ topic) => pages.some((page) => page.has(topic)));
  const own = pages.filter((page) => isOwnText(page, rules));
  const ofSellers = trade.filter((t) => !k.ORDINARY_TRADE.includes(t) && own.some((page) => page.has(t)));
  const offeredClasses = new Set(own.flatMap((page) => findOfferedClasses(page, rules)));
  const isNamed = named.size > 0 || classes.size >= k.MIN_CLASSES_WITHOUT_NAME || offeredClasses.size > 0;
  const isTold =
    ofSellers.length >= k.MIN_TRADE_WITHOUT_OFFER &&
    own.some((page) => page.has("medicine-noun") || page.has("shop-noun"));
  const isMarket = own.some((page) => leadsToMarket(page, rules));
  const isRemedy = own.some((page) => sellsRemedy(page, rules));
  if (!isNamed && !isPharmacy && !isTold && !isMarket && !isRemedy) {
    return { state: "no", points: 0, reasons: [], offers: [] };
  }
  if (isTradeOnly(pages, rules)) {
    const reasons = ["supplies pharmacies, clinics or laboratories only"];
    return { state: "no", points: 0, reasons, offers: [] };
  }
  // What users write is not what the site offers.
  let offers = pages.flatMap((page) =>
    pairs(page, page.kind === "forum" ? page.offers.filter((o) => o.how === "structured") : page.offers),
  );
  if (offers.every(([, offer]) => offer.substance.drug_class === k.SUPPLEMENT)) offers = [];
  const all = [...offerSigns(offers, rules), ...otherSigns(pages, host, named, classes, controls, trade, rules)];
  all.push([step(ofSellers.length, k.SELLERS_POINTS), "the wording of those who post medicines"]);
  const told = [...offeredClasses].sort().slice(0, MAX_CLASSES_TOLD).join(", ");
  all.push([step(offeredClasses.size, k.CLASS_POINTS), `offers ${told}`]);
  const isTelling = host.points >= rules.constants.host_name.ALARM_MIN_POINTS;
  if (isTelling && invites(own, offers)) all.push([k.HOST_OFFER_POINTS, "its page offers them too"]);
  if (isPharmacy) all.push([k.PHARMACY_POINTS, "a pharmacy with order controls and words on prescriptions"]);
  if (isMarket) all.push([k.MARKET_POINTS, "leads to a darknet market"]);
  if (isRemedy) all.push([k.REMEDY_POINTS, "sells a product by what it is said to cure"]);
  if (pages.some((page) => isPaidToAdvertise(page, rules))) all.push([k.PAID_POINTS, "is paid to send buyers to a seller"]);
  if (own.some((page) => takesPrivateOrders(page, rules))) all.push([k.MESSENGER_POINTS, "orders by messenger or a private sale"]);
  const signs = all.filter(([points]) => points > 0);
  let points = signs.reduce((sum, [p]) => sum + p, 0);
  const kinds = new Set(pages.map((page) => page.kind));
  const isStudy = pages.some((page) => page.countSaid("information") > rules.constants.channels.INFORMATION_PAGE);
  const isWaivingSeller =
    !kinds.has("news") && !isStudy && controls.size > 0 && trade.includes("prescription-waived");
  if (!kinds.has("shop") && !isWaivingSeller) {
    for (const [kind, minus] of Object.entries(k.KIND_POINTS)) {
      if (kinds.has(/** @type {import("./page_kind.js").PageKind} */ (kind))) points += minus;
    }
    const isPriced = offers.some(([, offer]) => k.PRICED_WAYS.includes(offer.how));
    if (kinds.has("clinic") && !isPriced) points += k.CLINIC_WORDS_POINTS;
  }
  const least = controls.size > 0 ? k.MIN_TRADE_WITHOUT_OFFER : k.MIN_TRADE_WITHOUT_CONTROL;
  const isHelpPage = ofSellers.length >= least;
  const isOffering = offers.length > 0 || offeredClasses.size > 0;
  if (!isOffering && !isPharmacy && !isHelpPage && !isTelling && !isMarket && !isRemedy) {
    const isTrading = ofSellers.length >= k.MIN_TRADE_WITHOUT_OFFER;
    points = Math.min(points, isTrading ? k.SELLS_UNCLEAR_POINTS : k.SELLS_UNCLEAR_POINTS - k.SMALL_POINTS);
  }
  if (!isMarket && !isRemedy && !hasChannel(pages, offers, controls, host, rules)) {
    const isInvited = offers.some(([, offer]) => offer.how === "order-words");
    const isRemote = pages.some((page) => k.REMOTE_SUPPLY.some((/** @type {string} */ topic) => page.has(topic)));
    const isSaid = ofSellers.length >= k.MIN_TRADE_WITHOUT_OFFER || isInvited || isRemote;
    points = Math.min(points, (isSaid ? k.SELLS_YES_POINTS : k.SELLS_UNCLEAR_POINTS) - k.SMALL_POINTS);
  }
  if (denies) points = Math.min(points, k.SELLS_YES_POINTS - k.SMALL_POINTS);
  const state = points >= k.SELLS_YES_POINTS ? "yes" : points >= k.SELLS_UNCLEAR_POINTS ? "unclear" : "no";
  // A remedy's page names medicines to compare itself with.
  if (state === "yes" && offers.length === 0 && !isRemedy) offers = pages.flatMap((page) => pairs(page, namedOffers(page)));
  const reasons = signs.sort((a, b) => b[0] - a[0]).map(([, words]) => words);
  return { state, points, reasons, offers };
}

const DARKNET = /даркнет|darknet|dark web|\.onion|onion-|tor browser|tor браузер|hydra/;
const REMEDY_FORM =
  /(?<![a-zа-я])(?:gel|geel|cream|creme|crema|krem|capsul|kapsul|kapsuł|kapsel|gelul|drops|tropfen|gouttes|gotas|gocce|krople|kapky|sprey|spray|pill|prask|tablet|serum|капсул|крем|гель|капли|спреи|таблет)|胶囊|膠囊|凝胶|药丸|藥丸|乳膏|カプセル|ジェル|クリーム|サプリ|كبسول|جل|كريم|takviye/u;

/**
 * Shows the way to a darknet market: addresses, mirrors and links of it in different words.
 *
 * @type {(page: PageSeen, rules: Rules) => boolean}
 */
export function leadsToMarket(page, rules) {
  const { MIN_MARKET_WORDS } = rules.constants.selling;
  return page.countSaid("darknet-market") >= MIN_MARKET_WORDS && DARKNET.test(page.body.normal);
}

/**
 * Offers a capsule, gel or drops without a medicine's name by what it is said to do to the body.
 *
 * @type {(page: PageSeen, rules: Rules) => boolean}
 */
export function sellsRemedy(page, rules) {
  const { MIN_REMEDY_CLAIMS } = rules.constants.selling;
  const { normal } = page.body;
  if (page.countSaid("remedy-claim") < MIN_REMEDY_CLAIMS || !REMEDY_FORM.test(normal)) return false;
  if (page.controls.length > 0 || ["sells", "urgency", "discount"].some((topic) => page.has(topic))) return true;
  return page.has("order-words") || findPrices(rules, normal, 0, normal.length, 1).length > 0;
}

/**
 * Says that it sells none, and none that could alarm has a price, a button or an invitation.
 *
 * @type {(pages: PageSeen[]) => boolean}
 */
function sellsNoMedicines(pages) {
  const isDenied = (/** @type {PageSeen} */ page) => page.said("no-medicines").some((hit) => isWhole(page.body.normal, hit));
  return pages.some(isDenied) && pages.every((page) => page.offers.every((offer) => offer.substance.group === "over_the_counter"));
}

const CLAUSE_END = / ?(?:[.;,:!?)\n。、，；：！–—-]|$)/y;
const HAN = /[\u4e00-\u9fff]/;

/** Whether the clause ends with the words. @type {(normal: string, hit: PhraseSeen) => boolean} */
function isWhole(normal, hit) {
  CLAUSE_END.lastIndex = hit.end;
  return !(hit.start > 0 && HAN.test(normal[hit.start - 1])) && CLAUSE_END.test(normal);
}

/**
 * Says that it supplies pharmacies, clinics or laboratories only, and trades by none of the ways of rogue shops.
 *
 * @type {(pages: PageSeen[], rules: Rules) => boolean}
 */
function isTradeOnly(pages, rules) {
  const { PRIVATE_TRADE, MIN_TRADE_ONLY } = rules.constants.selling;
  const said = new Set(pages.flatMap((page) => page.said("trade-only").map((hit) => hit.phrase.text)));
  if (said.size < MIN_TRADE_ONLY) return false;
  return !pages.some((page) => PRIVATE_TRADE.some((/** @type {string} */ topic) => page.has(topic)));
}

/**
 * Nobody's report or warning of others.
 *
 * @type {(page: PageSeen, rules: Rules) => boolean}
 */
function isOwnText(page, rules) {
  const isPlain = page.kind === "shop" || page.kind === "unknown";
  return isPlain && page.countSaid("warning") < rules.constants.channels.WARNING_PAGE;
}

/**
 * Classes of medicines that the page offers without a name: "buy sleeping pills", "antibiotics, no prescription".
 *
 * @type {(page: PageSeen, rules: Rules) => string[]}
 */
function findOfferedClasses(page, rules) {
  const near = Number(rules.constants.selling.NEAR_CLASS_CHARS);
  const waived = page.kind === "shop" ? findWaivers(page, rules) : [];
  const words = page.said("order-words").filter((hit) => !hit.isQuestion);
  const { normal } = page.body;
  return page
    .said("medicine-class")
    .filter(
      (aClass) =>
        waived.some((hit) => Math.abs(distance(normal, aClass.start, hit.start)) <= near) ||
        words.some((hit) => isBeside(normal, hit, aClass, rules)),
    )
    .map((aClass) => aClass.phrase.text);
}

/** @type {(normal: string, word: PhraseSeen, aClass: PhraseSeen, rules: Rules) => boolean} */
function isBeside(normal, word, aClass, rules) {
  const left = Math.min(word.end, aClass.end);
  const right = Math.max(word.start, aClass.start);
  if (right < left || distance(normal, left, right) > rules.constants.selling.CLASS_GAP_CHARS) return false;
  return !/[.!?\n;:]/.test(normal.slice(left, right));
}

/**
 * Whether the site's own texts offer by words, or call themselves a pharmacy.
 *
 * @type {(own: PageSeen[], offers: [PageSeen, OfferSeen][]) => boolean}
 */
function invites(own, offers) {
  if (own.length === 0) return false;
  return offers.length > 0 || own.some((page) => page.has("shop-noun") || page.has("canadian-pharmacy"));
}

/** @type {(page: PageSeen, offers: OfferSeen[]) => [PageSeen, OfferSeen][]} */
function pairs(page, offers) {
  return offers.map((offer) => [page, offer]);
}

/** @type {(offers: [PageSeen, OfferSeen][], rules: Rules) => Sign[]} */
function offerSigns(offers, rules) {
  const k = rules.constants.selling;
  const structured = sold(offers, "structured");
  const priced = sold(offers, "price");
  const shown = new Set([...new Set(offers.map(([page]) => page))].flatMap((page) => listedPrices(page, rules)));
  const listed = new Set(offers.filter(([, offer]) => shown.has(offer)).map(([, offer]) => offer.substance.id));
  const inProse = listed.size > 0 ? 0 : step(priced.size, k.PROSE_POINTS);
  const withButton = new Set([...sold(offers, "control")].filter((id) => !priced.has(id)));
  const ordered = sold(offers, "order-words");
  const inWords = offers.filter(([, offer]) => offer.how === "order-words");
  /** @type {Sign[]} */
  const signs = [
    [step(structured.size, k.STRUCTURED_POINTS), `structured offers of ${count(structured, "medicine")}`],
    [step(listed.size, k.PRICED_POINTS), `${count(listed, "medicine")} with a price`],
    [inProse, `${count(priced, "medicine")} with a price in running text`],
    [step(withButton.size, k.BUTTON_POINTS), `${count(withButton, "medicine")} with an order button`],
    [step(ordered.size, k.ORDERED_POINTS), `order words beside ${count(ordered, "medicine")}`],
    [k.REPEAT_POINTS * Math.min(inWords.length - ordered.size, k.MAX_REPEATS), "such order words again and again"],
  ];
  if (inWords.some(([page, offer]) => offer.start < page.titleEnd)) {
    signs.push([k.TITLE_POINTS, "order words beside a medicine in the title"]);
  }
  const catalogue = sold(offers, "catalogue");
  if (catalogue.size > 0) {
    signs.push([k.CATALOGUE_POINTS, `a catalogue of ${count(catalogue, "medicine")} beside order controls`]);
  }
  return signs;
}

/**
 * @param {PageSeen[]} pages
 * @param {HostName} host
 * @param {Set<string>} named
 * @param {Set<string>} classes
 * @param {Set<string>} controls
 * @param {string[]} trade
 * @param {Rules} rules
 * @returns {Sign[]}
 */
function otherSigns(pages, host, named, classes, controls, trade, rules) {
  const k = rules.constants.selling;
  const told = [...controls].sort().slice(0, MAX_CONTROLS_TOLD);
  /** @type {Sign[]} */
  const signs = [
    [step(controls.size, k.CONTROL_POINTS), `order controls: ${told.join(", ").replaceAll(" ~ ", " … ")}`],
    [step(trade.length, k.TRADE_POINTS), `trade wording: ${trade.join(", ")}`],
  ];
  if (host.points >= rules.constants.host_name.ALARM_MIN_POINTS) {
    signs.push([k.HOST_POINTS, "the host name offers medicines"]);
  }
  if (named.size >= k.MANY_NAMES) signs.push([k.SMALL_POINTS, `${named.size} medicines named`]);
  if (classes.size >= k.MANY_CLASSES) signs.push([k.SMALL_POINTS, `${classes.size} classes of medicines named`]);
  if (pages.some((page) => page.has("shop-noun") || page.has("canadian-pharmacy"))) {
    signs.push([k.SMALL_POINTS, "calls itself a pharmacy or shop"]);
  }
  return signs;
}

/** @type {(count: number, steps: number[]) => number} */
function step(count, steps) {
  return count > 0 ? steps[Math.min(count, steps.length) - 1] : 0;
}

/** @type {(things: Set<string>, noun: string) => string} */
function count(things, noun) {
  return `${things.size} ${noun}${things.size === 1 ? "" : "s"}`;
}
