/** Seals on a page, and whether their links have a genuine form; as checker/registers/seals.py. */

import { hostWithin } from "./address.js";
import { first, size, back } from "./points.js";
import { normalise } from "./text.js";

/** @import { LinkForm, Rules, Seal } from "./rules.js" */
/** @import { Image, PageEvidence } from "./types.js" */

/**
 * @typedef {"genuine_link" | "image_only" | "wrong_target"} SealState
 *
 * @typedef {object} SealSeen one seal on one page
 * @property {string} seal id in the table
 * @property {string} programme
 * @property {SealState} state
 * @property {string} link where it leads; "" when it is no link
 * @property {string} image address of the picture; "" for a text link
 * @property {string} page
 * @property {string} quote the picture's texts or name, else the link's text
 * @property {string} reason one sentence: what was seen
 */

const APART = ["register_logo", "national_sign", "accredited_name"];
const PICTURES = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"];
const MAX_IMAGE_CHARS = 500;
const MAX_QUOTE_CHARS = 300;
const MAX_VALUE_TOLD = 100;
const MAX_NUMBER_TOLD = 40;
const MIN_DIFFERENT_DIGITS = 3;
const TEMPLATE_DIGITS = "01234567890123456789";

const WORD = /[\p{L}\p{N}]+/gu;
const CAMEL = /(?<=[a-z])(?=[A-Z])/g;
const AFTER_HOST = /[/?#\\]/;

/**
 * Words of the picture's file name, alt and title in normal form, each after one space.
 *
 * @type {(image: Image, rules: Rules) => string}
 */
export function pictureText(image, rules) {
  const most = rules.constants["registers.seals"].MAX_NAME_CHARS;
  let name = "";
  if (!image.src.startsWith("data:")) {
    // Only the last part of the path: a folder "legal/" says nothing about the picture.
    name = unquote(fileName(image.src));
    if (size(name) > most) name = name.slice(back(name, name.length, most));
  }
  const words = `${name.replace(CAMEL, " ")} ${first(image.alt, most)} ${first(image.title, most)}`;
  return (normalise(words).match(WORD) ?? []).map((word) => ` ${word}`).join("");
}

/**
 * The last part of an address's path.
 *
 * @type {(src: string) => string}
 */
export function fileName(src) {
  const path = src.split("?", 1)[0];
  return path.slice(path.lastIndexOf("/") + 1);
}

/**
 * Whether all stems of one of the words begin words of a text made by pictureText.
 *
 * @type {(text: string, words: string[]) => boolean}
 */
export function hasWords(text, words) {
  return words.some((entry) => entry.split(/\s+/).every((stem) => text.includes(` ${stem}`)));
}

/**
 * Those of the words that could hit any of the texts: one pass over a page saves one pass a picture.
 *
 * @type {(texts: string[], words: string[]) => string[]}
 */
export function possibleWords(texts, words) {
  const joined = texts.join("");
  return joined === "" ? [] : words.filter((entry) => hasWords(joined, [entry]));
}

/**
 * Host of an absolute address as resolved, lower case, without port and user; "" when it has none.
 *
 * @type {(url: string) => string}
 */
export function hostOf(url) {
  const start = url.startsWith("https://") ? "https://".length : url.startsWith("http://") ? "http://".length : 0;
  if (start === 0) return "";
  const rest = url.slice(start);
  const end = rest.search(AFTER_HOST);
  let host = end < 0 ? rest : rest.slice(0, end);
  host = host.slice(host.lastIndexOf("@") + 1).split(":", 1)[0];
  return host.toLowerCase().replace(/\.+$/, "");
}

/**
 * Percent escapes as characters; what is no UTF-8 as U+FFFD.
 *
 * @type {(text: string) => string}
 */
export function unquote(text) {
  return text.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => {
    const bytes = run
      .slice(1)
      .split("%")
      .map((hex) => Number.parseInt(hex, 16));
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(bytes));
  });
}

/**
 * Path and query of an absolute address, without fragment.
 *
 * @type {(link: string) => { path: string, query: string }}
 */
export function pathOf(link) {
  const rest = link.slice(link.indexOf("://") + 3);
  const start = rest.search(/[/?#]/);
  const [beforeFragment] = (start < 0 ? "" : rest.slice(start)).split("#", 1);
  const question = beforeFragment.indexOf("?");
  if (question < 0) return { path: beforeFragment, query: "" };
  return { path: beforeFragment.slice(0, question), query: beforeFragment.slice(question + 1) };
}

/**
 * Whether an address is that of a bare picture.
 *
 * @type {(href: string) => boolean}
 */
export function isPicture(href) {
  const path = href.split("?", 1)[0].toLowerCase();
  return PICTURES.some((ending) => path.endsWith(ending));
}

/**
 * Every seal of the programmes in the table (without the EU common logo) that the page shows.
 *
 * @type {(page: PageEvidence, rules: Rules) => SealSeen[]}
 */
export function findSeals(page, rules) {
  const own = page.final_url || page.url;
  const host = hostOf(own);
  const programmes = [...rules.seals.values()].filter((seal) => !APART.includes(seal.kind));
  const texts = page.images.map((image) => pictureText(image, rules));
  /** @type {Map<string, SealSeen>} */
  const seen = new Map();
  const add = (/** @type {SealSeen} */ found) => {
    const key = `${found.seal} ${found.state} ${found.link}`;
    if (!seen.has(key)) seen.set(key, found);
  };
  const linked = new Set();
  for (const seal of programmes) {
    const words = possibleWords(texts, seal.picture_words);
    page.images.forEach((image, n) => {
      if (!hasWords(texts[n], words) && !isServed(image, seal)) return;
      if (seal.id === "nabp-vipps" && hasWords(texts[n], ["vet vipps"])) return;
      const quote = first(image.alt || image.title || fileName(image.src), MAX_QUOTE_CHARS);
      const src = first(image.src, MAX_IMAGE_CHARS);
      add({ ...about(seal), ...judge(seal, image.href, host), link: image.href, image: src, page: own, quote });
      linked.add(image.href);
    });
  }
  for (const link of page.links) {
    if (linked.has(link.href)) continue;
    // A text link counts where its form says that it is about this site (or names a number): pages about
    // a programme link to it too, and are no seal.
    for (const seal of programmes) {
      const form = formOf(seal, link.href);
      if (!form?.carries) continue;
      const judged = judge(seal, link.href, host);
      if (judged.state === "genuine_link" || form.carries === "number") {
        const quote = first(link.text, MAX_QUOTE_CHARS);
        add({ ...about(seal), ...judged, link: link.href, image: "", page: own, quote });
      }
    }
  }
  // A seal shown twice, once with its link: the picture without one is decoration.
  const all = [...seen.values()];
  const genuine = new Set(all.filter((s) => s.state === "genuine_link").map((s) => s.seal));
  return all.filter((s) => s.state !== "image_only" || !genuine.has(s.seal));
}

/** @type {(seal: Seal) => { seal: string, programme: string }} */
function about(seal) {
  return { seal: seal.id, programme: seal.programme };
}

/** @type {(image: Image, seal: Seal) => boolean} */
function isServed(image, seal) {
  const host = hostOf(image.src);
  return seal.image_hosts.some((server) => hostWithin(host, server));
}

/** @type {(seal: Seal, href: string, ownHost: string) => { state: SealState, reason: string }} */
function judge(seal, href, ownHost) {
  const names = `The picture names ${seal.programme}`;
  if (!/^https?:\/\//.test(href)) return { state: "image_only", reason: `${names}; it leads nowhere.` };
  if (seal.links.length === 0) return { state: "image_only", reason: `${names}; no link can confirm it.` };
  const host = hostOf(href);
  if (host !== "" && host === ownHost && isPicture(href)) {
    return { state: "image_only", reason: `${names}; it leads to the picture itself.` };
  }
  const form = formOf(seal, href);
  const wrong = (/** @type {string} */ reason) => ({ state: /** @type {const} */ ("wrong_target"), reason });
  if (!form) {
    if (seal.links.some((f) => hostWithin(host, f.host))) {
      return wrong(`The link leads to ${host}, but not to a page about one site.`);
    }
    return wrong(`The link leads to ${host}, not to ${seal.links[0].host}.`);
  }
  const value = valueOf(form, href) ?? "";
  if (form.carries === "host" && !namesSite(value, ownHost)) {
    return wrong(`The link names ${first(value, MAX_VALUE_TOLD)}, not ${ownHost}.`);
  }
  if (form.carries === "number" && !isRealNumber(value, form.digits ?? 0)) {
    return wrong(`“${first(value, MAX_NUMBER_TOLD)}” is no number of that register.`);
  }
  return { state: "genuine_link", reason: `The link has the form of a genuine one to ${host}; it was not followed.` };
}

/**
 * The first link form that host, path and parameter of the address fit.
 *
 * @type {(seal: Seal, href: string) => LinkForm | undefined}
 */
function formOf(seal, href) {
  if (!seal.links.some((form) => href.includes(form.host))) return undefined;
  const host = hostOf(href);
  return seal.links.find((form) => hostWithin(host, form.host) && valueOf(form, href) !== null);
}

/**
 * What stands where the form expects a value: "" where it expects none, null where it does not fit.
 *
 * @type {(form: LinkForm, href: string) => string | null}
 */
function valueOf(form, href) {
  const { path: raw, query } = pathOf(href);
  const path = unquote(raw) || "/";
  if (!path.toLowerCase().startsWith(form.path)) return null;
  if (form.query_key) {
    const values = new URLSearchParams(query).getAll(form.query_key).filter((value) => value !== "");
    return values.at(-1)?.trim() || null;
  }
  if (!form.carries) return "";
  const rest = path
    .slice(form.path.length)
    .replace(/^\/+|\/+$/g, "")
    .split("/", 1)[0];
  // The inspections' pages carry the name before the number.
  const value = form.carries === "number" ? rest.slice(rest.lastIndexOf("-") + 1) : rest;
  return value || null;
}

/**
 * Whether the named site and the page's host are one, "www." apart; a parent domain stands for its subdomain.
 *
 * @type {(named: string, ownHost: string) => boolean}
 */
function namesSite(named, ownHost) {
  const name = named
    .toLowerCase()
    .trim()
    .replace(/^https:\/\//, "")
    .replace(/^http:\/\//, "")
    .split(/[/?#:]/, 1)[0]
    .replace(/^www\./, "")
    .replace(/\.+$/, "");
  return name.includes(".") && hostWithin(ownHost, name);
}

/**
 * Right length, and none of the numbers that stand in templates.
 *
 * @type {(value: string, digits: number) => boolean}
 */
function isRealNumber(value, digits) {
  if (!/^[0-9]+$/.test(value) || value.length !== digits) return false;
  return new Set(value).size >= MIN_DIFFERENT_DIGITS && !TEMPLATE_DIGITS.includes(value);
}
