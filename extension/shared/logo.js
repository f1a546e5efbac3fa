/** The EU common logo on a page, and what follows from it without any look-up; as checker/gather/logo.py. */

import { destination, authorityOf, isDedicated, isStandIn } from "./logo_links.js";
import { first } from "./points.js";
import { fileName, hasWords, hostOf, pictureText, possibleWords } from "./seals.js";

/** @import { Authority, Rules } from "./rules.js" */
/** @import { Target } from "./logo_links.js" */
/** @import { LogoEvidence, PageEvidence, RegisterEvidence } from "./types.js" */

/**
 * @typedef {object} Candidate one thing on a page that may be the common logo
 * @property {Target} target
 * @property {string} link where it leads; "" when it is no link
 * @property {string} image address of the picture; "" for a text link
 * @property {string} page
 * @property {string} quote words of the picture or link
 * @property {boolean} isLogoNamed the picture's name or words are those of the logo
 * @property {Authority | null} authority
 * @property {boolean} isVeterinary
 * @property {boolean} isNotYetAuthorised the picture that Spain gives to sellers who are not authorised yet
 */

const MAX_IMAGE_CHARS = 2_000;
const MAX_QUOTE_CHARS = 300;
const DATE_CHARS = 10;
const REGISTER_WORDS = /regist|rejestr|verif|apotheke|entry|entries|zapis|elenco|lista|liste|ecommerce/;
const LOGO_PAGE = /logo|falsified|node\/68451|buying-medicines/;
const ENDED_ENTRY = /search-registry|medicine-?sellers?|medicinesonline/;
const VETERINARY = /\/\/[^/]+\/[^?]*(?:veterin|tierarznei|diergenees|dyrlaege)/i;

/**
 * What can be said of the common logo without following any link: the strongest outcome.
 *
 * @type {(pages: PageEvidence[], register: RegisterEvidence | null, rules: Rules) => LogoEvidence}
 */
export function logoFromPages(pages, register, rules) {
  /** @type {string[]} */
  const order = /** @type {any} */ (rules.constants["gather.logo"].ORDER);
  /** @type {LogoEvidence} */
  const absent = { ...blank(), state: "absent", reason: ABSENT_REASON };
  const found = findCandidates(pages, rules).map((candidate) => judge(candidate, register, rules));
  if (found.length === 0) return absent;
  return found.reduce((best, other) => (order.indexOf(other.state) < order.indexOf(best.state) ? other : best));
}

const ABSENT_REASON = "No EU common logo and no link to a register was seen on these pages.";

/** @type {() => LogoEvidence} */
function blank() {
  return { state: "", authority: "", link: "", image: "", page: "", quote: "", entry: null, reason: "", code: "" };
}

/**
 * All candidates on the pages, in order of the page, each link and picture once.
 *
 * @type {(pages: PageEvidence[], rules: Rules) => Candidate[]}
 */
export function findCandidates(pages, rules) {
  const { MAX_CANDIDATES } = rules.constants["gather.logo"];
  /** @type {Map<string, Candidate>} */
  const found = new Map();
  for (const page of pages) {
    for (const candidate of onPage(page, rules)) {
      const key = `${candidate.link}\n${candidate.link ? "" : candidate.image}`;
      const old = found.get(key);
      if (old ? candidate.isLogoNamed && !old.isLogoNamed : found.size < MAX_CANDIDATES) found.set(key, candidate);
    }
  }
  return [...found.values()];
}

/** @type {(candidate: Candidate, register: RegisterEvidence | null, rules: Rules) => LogoEvidence} */
function judge(candidate, register, rules) {
  const { authority, target, link } = candidate;
  const { GB_ENDED } = rules.constants["gather.logo"];
  const say = (/** @type {string} */ state, /** @type {string} */ reason) => outcome(candidate, state, reason);
  const keeper = authority ? `${authority.name_en} (${authority.country})` : "";
  if (authority?.id === endedInGb(rules)) return say("not_valid_here", GB_ENDED);
  if (target === "none") {
    return say("image_only", "The logo leads nowhere; only a link to the register entry could prove it.");
  }
  if (target === "own") {
    return say("generic_link", "The logo leads to a page of the shop itself, not to the register.");
  }
  if (target === "foreign" && isStandIn(hostOf(link), rules)) {
    return say("unreachable", `The logo leads to ${hostOf(link)}, a name reserved for examples.`);
  }
  if (target === "foreign" || !authority) {
    return say("wrong_host", `The logo leads to ${hostOf(link) || "no web page"}, which keeps no register.`);
  }
  if (target === "index") {
    return say("generic_link", `The logo leads to ${keeper}, which keeps no list of its sellers.`);
  }
  if (candidate.isVeterinary) {
    return say("veterinary_only", "The logo is the one for veterinary medicines; it vouches for no others.");
  }
  if (target === "home") {
    return say("generic_link", `The logo leads to a general page of ${keeper}, not to an entry.`);
  }
  if (target === "former") {
    return say("stale_host", `The link leads to a former site of ${keeper}; it proves nothing today.`);
  }
  if (target === "unverified") {
    return say("unproven", `The link leads to a site that may belong to ${keeper}; that is not established.`);
  }
  const entry = (register?.entries ?? []).find(
    (e) => e.authority === authority.id && e.status === "active" && e.polarity === "positive",
  );
  if (entry) {
    const read = entry.read_at ? ` read on ${entry.read_at.slice(0, DATE_CHARS)}` : "";
    const reason = `The link leads to ${keeper}, whose register copy${read} lists this site; the page was not opened.`;
    return { ...say("in_snapshot", reason), entry };
  }
  if (candidate.isNotYetAuthorised) {
    return say("unproven", "The picture says that the seller is not authorised yet.");
  }
  return say("unproven", `The link leads to ${keeper}; it was not followed.`);
}

/** @type {(rules: Rules) => string} */
function endedInGb(rules) {
  return /** @type {any} */ (rules.constants["gather.logo_links"].ENDED_IN_GB);
}

/** @type {(candidate: Candidate, state: string, reason: string) => LogoEvidence} */
function outcome(candidate, state, reason) {
  return {
    ...blank(),
    state,
    authority: candidate.authority?.id ?? "",
    link: candidate.link,
    image: candidate.image,
    page: candidate.page,
    quote: first(candidate.quote, MAX_QUOTE_CHARS),
    reason,
  };
}

/** @type {(page: PageEvidence, rules: Rules) => Generator<Candidate, void>} */
function* onPage(page, rules) {
  const own = page.final_url || page.url;
  const texts = page.images.map((image) => pictureText(image, rules));
  const common = rules.seals.get("eu-common-logo");
  const named = possibleWords(texts, common?.picture_words ?? []);
  const faint = possibleWords(texts, common?.faint_words ?? []);
  const vet = possibleWords(texts, rules.seals.get("eu-vet-logo")?.picture_words ?? []);
  for (const [n, image] of page.images.entries()) {
    const text = texts[n];
    const { link, target, authority: linked } = destination(image.href, own, rules);
    let authority = linked;
    const server = authorityOf(hostOf(image.src), rules);
    const isServed = server !== null && server.has_common_logo && text.includes(" logo");
    if (["none", "own", "foreign"].includes(target) && server?.id === endedInGb(rules)) {
      // The agency's script put the picture into a placeholder; its link is filled in while the page runs.
      authority = server;
    } else if (!isServed && !counts(target, authority, link, text || " ", named, faint, rules)) {
      continue;
    }
    yield {
      target,
      link,
      image: first(image.src, MAX_IMAGE_CHARS),
      page: own,
      quote: first(image.alt || image.title || fileName(image.src), MAX_QUOTE_CHARS),
      isLogoNamed: isServed || hasWords(text, named),
      authority,
      isVeterinary: hasWords(text, vet) || VETERINARY.test(link),
      isNotYetAuthorised: text.includes("authori") && text.includes(" yet") && text.includes(" no"),
    };
  }
  yield* textCandidates(page, own, named, faint, rules);
}

/** @type {(page: PageEvidence, own: string, named: string[], faint: string[], rules: Rules) => Generator<Candidate, void>} */
function* textCandidates(page, own, named, faint, rules) {
  const withPicture = new Set(page.images.map((image) => image.href));
  const inside = own.slice(0, own.indexOf("/", "https://".length) + 1) || own;
  const links = [
    ...page.links.map((link) => [link.href, link.text]),
    ...page.forms.map((form) => [form.action, form.text]),
  ];
  for (const [href, quote] of links) {
    // Most links stay within the site; one that carries an address inside may still lead to the register.
    const isInner = href.startsWith(inside) && !href.slice(inside.length).includes("http");
    if (isInner || withPicture.has(href) || href.startsWith("mailto:") || href.startsWith("tel:")) continue;
    const { link, target, authority } = destination(href, own, rules);
    if (authority && counts(target, authority, link, "", named, faint, rules)) {
      yield {
        target,
        link,
        image: "",
        page: own,
        quote: first(quote, MAX_QUOTE_CHARS),
        isLogoNamed: false,
        authority,
        isVeterinary: VETERINARY.test(link),
        isNotYetAuthorised: false,
      };
    }
  }
}

/**
 * Whether this is a candidate at all; `text` is that of the picture, "" for a text link.
 *
 * @param {Target} target
 * @param {Authority | null} authority
 * @param {string} link
 * @param {string} text
 * @param {string[]} named
 * @param {string[]} faint
 * @param {Rules} rules
 * @returns {boolean}
 */
function counts(target, authority, link, text, named, faint, rules) {
  if (hasWords(text, named)) return true;
  if (authority?.id === endedInGb(rules)) return ENDED_ENTRY.test(link);
  const isFaint = hasWords(text, faint);
  switch (target) {
    case "entry":
    case "list":
      return true;
    case "former":
      return text !== "" || hasValue(link);
    case "other_page":
    case "unverified":
      return isFaint || (hasValue(link) && (text !== "" || REGISTER_WORDS.test(link.toLowerCase())));
    case "index": {
      const { INDEX_ID } = rules.constants["gather.logo_links"];
      return isFaint && authority?.id === INDEX_ID && LOGO_PAGE.test(link.toLowerCase());
    }
    case "home":
      return isFaint || isDedicated(hostOf(link), authority);
    default:
      return false;
  }
}

/**
 * Whether the address names one thing among many: a query, or digits in the path.
 *
 * @type {(link: string) => boolean}
 */
function hasValue(link) {
  const [page] = link.split("#", 1);
  const question = page.indexOf("?");
  if (question >= 0 && question < page.length - 1) return true;
  return /\p{Nd}{3}/u.test(question < 0 ? page : page.slice(0, question));
}
