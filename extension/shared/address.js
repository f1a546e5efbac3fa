/** A text is one web address: what is accepted, and in which form; as checker/address.py, on the platform's URL. */

import { displayHost } from "./idn_display.js";
import { size } from "./points.js";
import { findSuffix } from "./suffixes.js";
import { canonicalUrl, expressionsOf, hashExpression } from "./url_expressions.js";

/** @import { Rules } from "./rules.js" */

/**
 * @typedef {object} Address one accepted web address
 * @property {string} url WHATWG serialisation without fragment
 * @property {string} scheme
 * @property {string} host ASCII, lower case, without final dot
 * @property {string} path
 * @property {string} query with its "?"
 * @property {string} registrable_domain public suffix plus one label, private suffixes included
 * @property {string} registered_domain the same with registries' suffixes only
 * @property {string} suffix
 * @property {string} display_host in Unicode only where it cannot be mistaken for another name
 * @property {string[]} host_notes why the host deserves a second look
 * @property {string} canonical Safe Browsing's canonical form
 */

const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]*):/;
const PORT_AFTER_HOST = /^:[0-9]{1,5}(?:[/?#\\]|$)/;
const HOST = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/;
const IPV4 = /^[0-9]+(?:\.[0-9]+){3}$/;
const MAX_SCHEME_TOLD = 20;

/** The text is no address that is ever checked; `code` is that of checker/errors.py. */
export class AddressError extends Error {
  /**
   * @param {string} code
   * @param {string} message
   */
  constructor(code, message) {
    super(`${message[0].toUpperCase()}${message.slice(1)}.`);
    this.name = "AddressError";
    this.code = code;
  }
}

/**
 * The address that the text means, as an address bar would read it; throws AddressError for what is never checked.
 *
 * @param {string} text
 * @param {Rules} rules
 * @param {{ allowReserved?: boolean }} [options] for tests: accepts .example, .test and .localhost
 * @returns {Address}
 */
export function parseAddress(text, rules, { allowReserved = false } = {}) {
  const k = rules.constants.address;
  const given = withScheme(text, rules);
  const parts = parse(given);
  const scheme = parts.protocol.slice(0, -1);
  if (scheme !== "http" && scheme !== "https") throw schemeNotSupported(scheme);
  if (parts.hostname.startsWith("[") || IPV4.test(parts.hostname)) {
    throw new AddressError("ip-literal", "the address names a machine by number; give the site's name");
  }
  if (parts.username || parts.password) {
    throw new AddressError("user-info", "the address holds a user name or password; remove the part before '@'");
  }
  if (!k.ALLOWED_PORTS.includes(parts.port)) {
    throw new AddressError("port-not-allowed", `port ${parts.port} is not checked; only 80 and 443 are`);
  }
  if (/[\t\n\r]/.test(given)) refuseBrokenHost(given);
  let url = parts.href;
  let host = parts.hostname;
  if (parts.hash) url = url.slice(0, -parts.hash.length);
  else if (url.endsWith("#")) url = url.slice(0, -1);
  if (host.endsWith(".")) {
    host = host.slice(0, -1);
    url = url.replace(parts.hostname, () => host);
  }
  if (url.length > k.MAX_ADDRESS_CHARS) throw tooLong(rules);
  checkHost(host, rules);
  const { registrable, registered, suffix } = domainsOf(host, rules, allowReserved);
  const { shown, notes } = host.includes("xn--") ? displayHost(host, rules) : { shown: host, notes: [] };
  const query = !parts.search && url.endsWith("?") ? "?" : parts.search;
  return {
    url,
    scheme,
    host,
    path: parts.pathname,
    query: parts.search,
    registrable_domain: registrable,
    registered_domain: registered,
    suffix,
    display_host: shown,
    host_notes: notes,
    canonical: canonicalUrl(scheme, host, parts.pathname, query),
  };
}

/**
 * Host suffixes times path prefixes, most specific first.
 *
 * @type {(address: Address, rules: Rules) => string[]}
 */
export function addressExpressions(address, rules) {
  return expressionsOf(address.canonical, address.registrable_domain, rules);
}

/**
 * Each expression with its SHA-256, in the same order.
 *
 * @type {(address: Address, rules: Rules) => Promise<{ expression: string, hash: Uint8Array }[]>}
 */
export function addressHashes(address, rules) {
  const pairs = addressExpressions(address, rules).map(async (expression) => ({
    expression,
    hash: await hashExpression(expression),
  }));
  return Promise.all(pairs);
}

/**
 * Whether a host is `parent` or a name under it, at a label boundary.
 *
 * @type {(host: string, parent: string) => boolean}
 */
export function hostWithin(host, parent) {
  return parent !== "" && (host === parent || host.endsWith(`.${parent}`));
}

/**
 * Scheme, host and path of an absolute http(s) address; three empty strings for anything else.
 *
 * @type {(url: string) => { scheme: string, host: string, path: string }}
 */
export function splitUrl(url) {
  const none = { scheme: "", host: "", path: "" };
  if (url.slice(0, 4).toLowerCase() !== "http" || !URL.canParse(url)) return none;
  const parts = new URL(url);
  const scheme = parts.protocol.slice(0, -1);
  if (scheme !== "http" && scheme !== "https") return none;
  return { scheme, host: parts.hostname.replace(/\.+$/, ""), path: parts.pathname };
}

/**
 * Public suffix plus one label of a host from a link; "" when it has none. Reserved names are accepted.
 *
 * @type {(host: string, rules: Rules) => string}
 */
export function registrableDomain(host, rules) {
  if (!host.includes(".")) return "";
  try {
    return domainsOf(host, rules, true).registrable;
  } catch (error) {
    if (error instanceof AddressError) return "";
    throw error;
  }
}

/** @type {(text: string, rules: Rules) => string} */
function withScheme(text, rules) {
  const k = rules.constants.address;
  if (text.length > k.MAX_ADDRESS_CHARS && size(text) > k.MAX_ADDRESS_CHARS) throw tooLong(rules);
  const given = strip(text, k.EDGES);
  if (given === "") throw invalid("the address is empty; give something like https://shop.com");
  if (given.startsWith("//")) return `https:${given}`;
  if ("/\\?#".includes(given[0])) throw invalid("the address has no host; give something like https://shop.com/page");
  const found = SCHEME.exec(given);
  if (!found) return `https://${given}`;
  const scheme = found[1].toLowerCase();
  if (scheme === "http" || scheme === "https") return given;
  const port = PORT_AFTER_HOST.exec(given.slice(found[1].length));
  if ((scheme.includes(".") || scheme === "localhost") && port) {
    // Nobody serves https on port 80: a bare host with that port means http.
    return (port[0].replace(/[/?#\\]+$/, "") === ":80" ? "http://" : "https://") + given;
  }
  throw schemeNotSupported(scheme);
}

/** @type {(given: string) => URL} */
function parse(given) {
  const parts = URL.canParse(given) && !/\p{Surrogate}/u.test(given) ? new URL(given) : null;
  // Chromium lets a space stand in a host, as %20; the standard and all others refuse it.
  if (!parts || parts.hostname.includes("%")) {
    throw invalid("the text is no web address; give something like https://shop.com/page");
  }
  return parts;
}

/** @type {(host: string, rules: Rules) => void} */
function checkHost(host, rules) {
  const { MAX_HOST_CHARS, MAX_LABEL_CHARS } = rules.constants.address;
  if (!HOST.test(host)) throw invalid("the host holds characters or empty parts that no host name has");
  if (host.length > MAX_HOST_CHARS) {
    throw invalid(`the host has ${host.length} characters; names have at most ${MAX_HOST_CHARS}`);
  }
  if (host.split(".").some((label) => label.length > MAX_LABEL_CHARS)) {
    throw invalid(`a part of the host has more than ${MAX_LABEL_CHARS} characters`);
  }
}

/**
 * URL parsers drop tabs and line ends silently; inside a host they hide what is being asked for.
 *
 * @type {(given: string) => void}
 */
function refuseBrokenHost(given) {
  const start = given.indexOf(":") + 1;
  const authority = given
    .slice(start)
    .replace(/^[/\\\t\n\r]+/, "")
    .split(/[/\\?#]/, 1)[0];
  if (/[\t\n\r]/.test(given.slice(0, start) + authority)) {
    throw invalid("there is white space inside the host; remove it");
  }
}

/** @type {(host: string, rules: Rules, allowReserved: boolean) => { registrable: string, registered: string, suffix: string }} */
function domainsOf(host, rules, allowReserved) {
  /** @type {{ RESERVED_NAMES: string[], TEST_NAMES: string[] }} */
  const { RESERVED_NAMES, TEST_NAMES } = /** @type {any} */ (rules.constants.address);
  const labels = host.split(".");
  const top = labels[labels.length - 1];
  const reserved = RESERVED_NAMES.filter((name) => hostWithin(host, name));
  if (allowReserved && host !== top && reserved.some((name) => TEST_NAMES.includes(name))) {
    const domain = labels.slice(-2).join(".");
    return { registrable: domain, registered: domain, suffix: top };
  }
  if (reserved.length > 0) {
    throw new AddressError("reserved-name", `names under .${reserved[0]} are reserved and never a public site`);
  }
  const found = findSuffix(host, rules);
  if (found.suffix === "") {
    const told = `the ending .${top} is no top-level domain known to this version; check the spelling`;
    throw new AddressError("no-public-suffix", told);
  }
  const registered = withLabel(host, found.registry_suffix);
  const registrable = withLabel(host, found.suffix);
  if (registrable) return { registrable, registered, suffix: found.suffix };
  if (!found.is_private) {
    throw new AddressError("no-public-suffix", `the name ${host} is only a public suffix; give the site's whole name`);
  }
  // A shop host's own name (myshopify.com) is a site too; it never stands for the shops under it.
  return { registrable: host, registered: registered || host, suffix: found.suffix };
}

/** @type {(host: string, suffix: string) => string} suffix and the label before it; "" when there is none */
function withLabel(host, suffix) {
  const count = suffix === "" ? 0 : suffix.split(".").length;
  const labels = host.split(".");
  return labels.length > count ? labels.slice(-count - 1).join(".") : "";
}

/** @type {(text: string, edges: string) => string} */
function strip(text, edges) {
  let start = 0;
  let end = text.length;
  while (start < end && edges.includes(text[start])) start += 1;
  while (end > start && edges.includes(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

/** @type {(message: string) => AddressError} */
function invalid(message) {
  return new AddressError("invalid-address", message);
}

/** @type {(rules: Rules) => AddressError} */
function tooLong(rules) {
  const most = rules.constants.address.MAX_ADDRESS_CHARS;
  return new AddressError("address-too-long", `the address has more than ${most} characters`);
}

/** @type {(scheme: string) => AddressError} */
function schemeNotSupported(scheme) {
  const told = `addresses of kind '${scheme.slice(0, MAX_SCHEME_TOLD)}:' are not checked; only http and https`;
  return new AddressError("scheme-not-supported", told);
}
