/** The vectors that Python answered, as pairs of what came and what was wanted: for Node.js and for browsers. */

import { addressExpressions, addressHashes, AddressError, parseAddress } from "../../extension/shared/address.js";
import { readHostName } from "../../extension/shared/host_name.js";
import { distance } from "../../extension/shared/points.js";
import { findPrices, findStrength } from "../../extension/shared/prices.js";
import { summarise } from "./summary.js";

/** Files of tests/vectors that this runs. */
export const FILES = ["addresses.json", "prices.json", "host_names.json", "pages.json", "registers.json"];

/** Yields [name, function that gives [got, wanted]] for each case; contents by file name. */
export function* vectorCases(rules, contents) {
  for (const file of FILES) {
    for (const c of contents[file].cases) {
      const name = `${file.slice(0, -".json".length)}: ${(c.id ?? c.text ?? c.host ?? c.normal).slice(0, 60)}`;
      yield [name, () => RUNS[file](rules, c)];
    }
  }
}

const RUNS = {
  "addresses.json": async (rules, { text, ...wanted }) => {
    try {
      const address = parseAddress(text, rules, { allowReserved: true });
      const parts = Object.keys(wanted).filter((part) => part in address);
      const values = Object.fromEntries(parts.map((part) => [part, address[part]]));
      const hashes = await addressHashes(address, rules);
      const hex = (/** @type {Uint8Array} */ hash) => Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
      const sha256 = hashes.map(({ hash }) => hex(hash));
      const expressions = addressExpressions(address, rules);
      return [{ ...values, expressions, sha256 }, wanted];
    } catch (error) {
      if (!(error instanceof AddressError)) throw error;
      return [{ error: error.code, message: error.message }, wanted];
    }
  },
  "prices.json": (rules, { normal, prices, strengths }) => {
    const point = (at) => distance(normal, 0, at);
    const found = findPrices(rules, normal, 0, normal.length);
    const seen = [];
    for (let s = findStrength(normal, 0, normal.length); s; s = findStrength(normal, s.end, normal.length)) {
      seen.push([point(s.start), point(s.end), s.amount, s.unit]);
    }
    const got = { prices: found.map((p) => [point(p.start), point(p.end), p.amount, p.currency]), strengths: seen };
    return [got, { prices, strengths }];
  },
  "host_names.json": (rules, { host, ...wanted }) => {
    const name = readHostName(parseAddress(`https://${host}/`, rules, { allowReserved: true }), rules);
    return [{ ...name, words: name.words.map((w) => [w.text, w.kind]) }, wanted];
  },
  "pages.json": page,
  "registers.json": page,
};

async function page(rules, { page: evidence, country, register, expected, report }) {
  const got = await summarise(rules, evidence, country, register);
  return [report ? got : { summary: got.summary }, report ? { summary: expected, report } : { summary: expected }];
}
