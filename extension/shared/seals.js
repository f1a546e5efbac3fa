/** Words of pictures and hosts of links, for the common logo; as checker/registers/seals.py. */

import { first, size, back } from "./points.js";
import { normalise } from "./text.js";

/** @import { Rules } from "./rules.js" */
/** @import { Image } from "./types.js" */

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
