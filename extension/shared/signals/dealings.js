/** Signals of the part "risk" about the seller: how to order and pay, who answers for it, what is hidden. */

import { registrableDomain, splitUrl } from "../address.js";
import { orderLink } from "../order_controls.js";
import { first, size } from "../points.js";
import { readText } from "../text_reading.js";
import { leadsToMarket, sellsRemedy } from "../selling.js";
import { say } from "../sentences.js";
import { NormalText } from "../text.js";
import { alarming, isPrivateSeller, offered, wording } from "./medicines.js";

/** @import { PageSeen, Seen } from "../reading.js" */
/** @import { Rules } from "../rules.js" */
/** @import { Finding, PageEvidence } from "../types.js" */

const MAX_QUOTE_CHARS = 300;
const HIDDEN_CONTEXT_CHARS = 60;
/** Version 3 addresses; shorter ones stopped working in 2021. */
const ONION = /[a-z2-7]{56}\.onion/;
const PAYMENT_WORDS = ["card", "cvv", "cvc", "iban", "kredit", "carte"];
const PHONE = /(?<![0-9])(?:\+|00|\(?0|1[-. ])[0-9][0-9 ()./-]{7,18}[0-9](?![0-9])/;
const POSTCODE = new RegExp(
  "(?<![0-9a-z])(?:[a-z]{1,2}[0-9][0-9a-z]? [0-9][a-z]{2}" + // GB
    "|[a-z]{2} [0-9]{5}(?:-[0-9]{4})?" + // US: state and ZIP
    "|[0-9]{5} [a-z]{3,}|[0-9]{4} ?[a-z]{2} [a-z]{3,}" + // DE FR ES IT, NL
    "|[0-9]{2}-[0-9]{3} [a-z]{3,}|[0-9]{3} [0-9]{2} [a-z]{3,})", // PL, CZ SK SE
);

/**
 * As checker/signals/messenger_order.py.
 *
 * @type {(seen: Seen, rules: Rules) => Finding[]}
 */
export function messengerOrder(seen, rules) {
  const { SECRET_MESSENGERS } = rules.constants["signals.messenger_order"];
  if (seen.selling.state === "no") return [];
  if (!offered(seen).some(([, offer]) => alarming(offer.substance, seen.buyerCountry))) return [];
  const hits = seen.said("messenger-order");
  if (hits.length === 0) return [];
  const [page, hit] = hits[0];
  const isSecret = SECRET_MESSENGERS.some((/** @type {string} */ word) => hit.phrase.text.includes(word));
  return [
    {
      quote: page.sentence(hit.start, hit.end),
      place: page.place(hit.start),
      rule: hit.phrase.id,
      said: say("messenger-order", { words: page.body.quote(hit.start, hit.end) }),
      strength: isSecret || isPrivateSeller(seen) ? "moderate" : "weak",
    },
  ];
}

/**
 * As checker/signals/onion_address.py.
 *
 * @type {(seen: Seen, rules: Rules) => Finding[]}
 */
export function onionAddress(seen, rules) {
  if (seen.selling.state === "no") return [];
  const market = seen.pages.find((page) => leadsToMarket(page, rules));
  if (market) {
    const [hit] = market.said("darknet-market");
    return [
      {
        quote: market.sentence(hit.start, hit.end),
        place: market.place(hit.start),
        rule: hit.phrase.id,
        said: say("onion-address.market", { words: market.body.quote(hit.start, hit.end) }),
      },
    ];
  }
  if (!offered(seen).some(([, offer]) => alarming(offer.substance, seen.buyerCountry))) return [];
  for (const page of seen.pages) {
    const { normal } = page.body;
    const match = normal.includes(".onion") ? ONION.exec(normal) : null;
    if (match) {
      return [
        {
          quote: page.body.quote(match.index, match.index + match[0].length),
          place: page.place(match.index),
          rule: "onion:v3",
          said: say("onion-address"),
        },
      ];
    }
  }
  return [];
}

const miracle = wording("miracle-claim", "miracle", "weak", "weak");

/**
 * As checker/signals/miracle_claim.py.
 *
 * @type {(seen: Seen, rules: Rules) => Finding[]}
 */
export function miracleClaim(seen, rules) {
  const isSilent = seen.selling.state === "no" || seen.selling.offers.length > 0;
  const page = isSilent ? undefined : seen.pages.find((p) => sellsRemedy(p, rules));
  if (!page) return miracle(seen, rules);
  const [hit] = page.said("remedy-claim");
  return [
    {
      quote: page.sentence(hit.start, hit.end),
      place: page.place(hit.start),
      rule: hit.phrase.id,
      said: say("miracle-claim", { words: page.body.quote(hit.start, hit.end) }),
      strength: "strong",
    },
  ];
}

/**
 * As checker/signals/hidden_medicine_links.py.
 *
 * @type {(seen: Seen, rules: Rules) => Finding[]}
 */
export function hiddenMedicineLinks(seen, rules) {
  const { MIN_NAMES, MAX_HIDDEN_CHARS } = rules.constants["signals.hidden_medicine_links"];
  if (seen.sells) return [];
  for (const { page } of seen.pages) {
    if (page.hidden_text === "") continue;
    const hidden = new NormalText(first(page.hidden_text, MAX_HIDDEN_CHARS));
    const found = readText(hidden.normal, rules);
    const names = found.names.filter((n) => !n.name.needs_cue && n.substance.group !== "over_the_counter");
    const isOffered = found.phrases.has("order-words");
    if (new Set(names.map((n) => n.substance.id)).size < MIN_NAMES || !isOffered) continue;
    return [
      {
        quote: hidden.quote(names[0].start, names[0].end, { context: HIDDEN_CONTEXT_CHARS }),
        place: `hidden text of ${page.final_url}`,
        rule: `hidden-names:${names.length}`,
        said: say("hidden-medicine-links", { medicines: names.map((n) => n.substance.inn) }),
      },
    ];
  }
  return [];
}

/**
 * As checker/signals/irreversible_payment.py.
 *
 * @type {(seen: Seen) => Finding[]}
 */
export function irreversiblePayment(seen) {
  if (!seen.sells) return [];
  if (!offered(seen).some(([, offer]) => alarming(offer.substance, seen.buyerCountry))) return [];
  const hits = [...seen.said("pay-irreversible"), ...seen.said("pay-crypto")];
  if (hits.length === 0) return [];
  const [page, hit] = hits[0];
  const only = !seen.has("pay-ordinary");
  return [
    {
      quote: page.sentence(hit.start, hit.end),
      place: page.place(hit.start),
      rule: hit.phrase.id,
      said: say(`irreversible-payment${only ? ".only" : ""}`, { words: page.body.quote(hit.start, hit.end) }),
      strength: only ? "moderate" : "weak",
    },
  ];
}

/**
 * As checker/signals/missing_contact.py.
 *
 * @type {(seen: Seen, rules: Rules) => Finding[]}
 */
export function missingContact(seen, rules) {
  const { MIN_TEXT_CHARS } = rules.constants["signals.missing_contact"];
  if (!seen.sells || seen.pages.some(givesContact)) return [];
  const hasReadContact = seen.pages.some((page) => page.page.role === "contact");
  const length = seen.pages.reduce((sum, page) => sum + size(page.body.normal), 0);
  if (!hasReadContact && length < MIN_TEXT_CHARS) return [];
  return [
    {
      quote: "",
      place: first(seen.pages.map((page) => page.page.final_url).join(", "), MAX_QUOTE_CHARS),
      rule: "contact:none",
      said: say("missing-contact"),
      strength: hasReadContact ? "moderate" : "weak",
    },
  ];
}

/** @type {(page: PageSeen) => boolean} */
function givesContact(page) {
  if (page.has("imprint") || page.has("licence")) return true;
  if (page.page.links.some((link) => link.href.startsWith("tel:"))) return true;
  return PHONE.test(page.body.normal) || POSTCODE.test(page.body.normal);
}

/**
 * As checker/signals/foreign_checkout.py.
 *
 * @type {(seen: Seen, rules: Rules) => Finding[]}
 */
export function foreignCheckout(seen, rules) {
  if (!seen.sells) return [];
  const { PAYMENT_SERVICES } = rules.constants["signals.foreign_checkout"];
  const own = seen.evidence.address.registrable_domain;
  for (const { page } of seen.pages) {
    for (const [action, isPayment] of orderTargets(page, rules)) {
      const { scheme, host, path } = splitUrl(action);
      const domain = registrableDomain(host, rules);
      if (domain && domain !== own && !PAYMENT_SERVICES.includes(domain)) {
        return [
          {
            quote: first(`${scheme}://${host}${path}`, MAX_QUOTE_CHARS),
            place: `form or link of ${page.final_url}`,
            rule: "checkout:other-domain",
            said: say("foreign-checkout.other-domain", { host, own }),
          },
        ];
      }
      if (isPayment && scheme === "http") {
        return [
          {
            quote: first(action, MAX_QUOTE_CHARS),
            place: `form of ${page.final_url}`,
            rule: "checkout:unencrypted",
            said: say("foreign-checkout.unencrypted"),
          },
        ];
      }
    }
  }
  return [];
}

/**
 * Each once: a page repeats its cart on every card.
 *
 * @type {(page: PageEvidence, rules: Rules) => [string, boolean][]}
 */
function orderTargets(page, rules) {
  const { MAX_FORMS_READ, MAX_LINKS_READ } = rules.constants.order_controls;
  const link = orderLink(rules);
  /** @type {Map<string, [string, boolean]>} */
  const targets = new Map();
  /** @type {(address: string, isPayment: boolean) => void} */
  const add = (address, isPayment) => {
    const key = `${isPayment}${address}`;
    if (!targets.has(key)) targets.set(key, [address, isPayment]);
  };
  for (const form of page.forms.slice(0, MAX_FORMS_READ)) {
    const names = form.fields
      .map((field) => `${field.name} ${field.label}`)
      .join(" ")
      .toLowerCase();
    const isPayment = PAYMENT_WORDS.some((word) => names.includes(word));
    if (isPayment || link.test(form.action)) add(form.action, isPayment);
  }
  for (const { href } of page.links.slice(0, MAX_LINKS_READ)) if (link.test(href)) add(href, false);
  return [...targets.values()].slice(0, rules.constants["signals.foreign_checkout"].MAX_TARGETS);
}
