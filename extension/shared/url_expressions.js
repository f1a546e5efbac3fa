/** Canonical form, look-up expressions and their SHA-256, as Safe Browsing and checker/url_expressions.py. */

/** @import { Rules } from "./rules.js" */

const PERCENT = 0x25;
const encoder = new TextEncoder();

/**
 * `scheme://host/path?query` in canonical form: no port, no fragment, unescaped, then escaped once.
 *
 * @type {(scheme: string, host: string, path: string, query: string) => string}
 */
export function canonicalUrl(scheme, host, path, query) {
  if (path.includes("%") || path.includes("//")) path = canonicalPath(path);
  if (query.includes("%")) query = `?${escape(unescape(encoder.encode(query.slice(1))))}`;
  return `${scheme}://${host}${path}${query}`;
}

/**
 * Host suffixes times path prefixes of a canonical address, most specific first.
 *
 * @type {(canonical: string, registrableDomain: string, rules: Rules) => string[]}
 */
export function expressionsOf(canonical, registrableDomain, rules) {
  const { MAX_PATH_PREFIXES } = rules.constants.url_expressions;
  const rest = canonical.slice(canonical.indexOf("://") + 3);
  const slash = rest.indexOf("/");
  const host = slash < 0 ? rest : rest.slice(0, slash);
  const exact = slash < 0 ? "" : rest.slice(slash);
  const question = exact.indexOf("?");
  const path = question < 0 ? exact : exact.slice(0, question);
  const paths = question < 0 ? [path] : [exact, path];
  /** @type {string[]} */
  const directories = [];
  for (let end = path.indexOf("/") + 1; end > 0; end = path.indexOf("/", end) + 1) {
    if (directories.length === MAX_PATH_PREFIXES) break;
    directories.push(path.slice(0, end));
  }
  paths.push(...directories.reverse().filter((prefix) => prefix !== path));
  return hostSuffixes(host, registrableDomain, rules).flatMap((suffix) => paths.map((prefix) => suffix + prefix));
}

/**
 * The exact host, then its suffixes from five labels down to the registrable domain.
 *
 * @type {(host: string, registrableDomain: string, rules: Rules) => string[]}
 */
export function hostSuffixes(host, registrableDomain, rules) {
  const { MAX_HOST_LABELS, MAX_HOST_SUFFIXES } = rules.constants.url_expressions;
  if (host === registrableDomain) return [host];
  const labels = host.split(".");
  const last = labels.length - registrableDomain.split(".").length;
  const first = Math.min(Math.max(1, labels.length - MAX_HOST_LABELS), last);
  const suffixes = [host];
  for (let start = first; start <= last; start += 1) suffixes.push(labels.slice(start).join("."));
  // With more than five labels the list would hold six names; the shortest ones matter most.
  return suffixes.length <= MAX_HOST_SUFFIXES ? suffixes : [host, ...suffixes.slice(-(MAX_HOST_SUFFIXES - 1))];
}

/**
 * SHA-256 of one expression, 32 bytes.
 *
 * @type {(expression: string) => Promise<Uint8Array>}
 */
export async function hashExpression(expression) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(expression)));
}

/** @type {(path: string) => string} */
function canonicalPath(path) {
  const raw = latin1(unescape(encoder.encode(path)));
  const segments = raw.split("/");
  /** @type {string[]} */
  const kept = [];
  for (const segment of segments) {
    if (segment === "..") kept.pop();
    else if (segment !== "" && segment !== ".") kept.push(segment);
  }
  const isDirectory = kept.length > 0 && ["", ".", ".."].includes(segments[segments.length - 1]);
  return escape(bytes(`/${kept.join("/")}${isDirectory ? "/" : ""}`));
}

/**
 * Unescaped until nothing is left to unescape, in one pass with a stack.
 *
 * @type {(raw: Uint8Array) => Uint8Array}
 */
function unescape(raw) {
  /** @type {number[]} */
  const done = [];
  for (const byte of raw) {
    done.push(byte);
    while (done.length > 2 && done[done.length - 3] === PERCENT) {
      const high = hexValue(done[done.length - 2]);
      const low = hexValue(done[done.length - 1]);
      if (high < 0 || low < 0) break;
      done.splice(-3, 3, high * 16 + low);
    }
  }
  return Uint8Array.from(done);
}

/** @type {(code: number) => number} */
function hexValue(code) {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

/** @type {(raw: Uint8Array) => string} */
function escape(raw) {
  return latin1(raw).replace(
    /[\x00-\x20\x7f-\xff#%]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}

/** @type {(raw: Uint8Array) => string} one character a byte */
function latin1(raw) {
  return Array.from(raw, (byte) => String.fromCharCode(byte)).join("");
}

/** @type {(text: string) => Uint8Array} */
function bytes(text) {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}
