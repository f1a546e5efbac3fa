/** The browser's engine gives what Python gives on the vectors. Run: node --test tests/extension/vectors.test.js */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { addressExpressions, addressHashes, parseAddress } from "../../extension/shared/address.js";
import { readHostName } from "../../extension/shared/host_name.js";
import { distance } from "../../extension/shared/points.js";
import { findPrices, findStrength } from "../../extension/shared/prices.js";
import { rules, summarise } from "./summary.js";

const cases = (name) => JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8")).cases;
const named = (text) => JSON.stringify(text.slice(0, 60));

for (const { text, error, message, expressions, sha256, ...parts } of cases("addresses.json")) {
  test(`address: ${named(text)}`, async () => {
    if (error) {
      assert.throws(() => parseAddress(text, rules, { allowReserved: true }), { code: error, message });
      return;
    }
    const address = parseAddress(text, rules, { allowReserved: true });
    for (const [part, value] of Object.entries(parts)) assert.equal(address[part], value, part);
    assert.deepEqual(addressExpressions(address, rules), expressions);
    const hashes = await addressHashes(address, rules);
    assert.deepEqual(hashes.map((hash) => Buffer.from(hash).toString("hex")), sha256);
  });
}

for (const { normal, prices, strengths } of cases("prices.json")) {
  test(`prices: ${named(normal)}`, () => {
    const point = (at) => distance(normal, 0, at);
    const found = findPrices(rules, normal, 0, normal.length);
    assert.deepEqual(found.map((p) => [point(p.start), point(p.end), p.amount, p.currency]), prices);
    const seen = [];
    for (let s = findStrength(normal, 0, normal.length); s; s = findStrength(normal, s.end, normal.length)) {
      seen.push([point(s.start), point(s.end), s.amount, s.unit]);
    }
    assert.deepEqual(seen, strengths);
  });
}

for (const { host, words, traits, points } of cases("host_names.json")) {
  test(`host name: ${host}`, () => {
    const name = readHostName(parseAddress(`https://${host}/`, rules, { allowReserved: true }), rules);
    assert.deepEqual(name.words.map((w) => [w.text, w.kind]), words);
    assert.deepEqual(name.traits, traits);
    assert.equal(name.points, points);
  });
}

for (const { id, country, page, register, expected, report } of [...cases("pages.json"), ...cases("registers.json")]) {
  test(`${register ? "register" : "page"}: ${id}`, async () => {
    const got = await summarise(page, country, register);
    assert.deepEqual(got.summary, expected);
    if (report) assert.deepEqual(got.report, report);
  });
}
