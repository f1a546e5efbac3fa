/** What the extension may rely on beyond the vectors. Run: node --test tests/extension/engine.test.js */

import assert from "node:assert/strict";
import { test } from "node:test";

import { AddressError, addressHashes, hostWithin, parseAddress, registrableDomain, splitUrl } from "../../extension/shared/address.js";
import { checkAddress, checkPage } from "../../extension/shared/engine.js";
import { roundHalfEven } from "../../extension/shared/numbers.js";
import { ahead, back, distance, first } from "../../extension/shared/points.js";
import { loadRules, Rules } from "../../extension/shared/rules.js";
import { FINDERS } from "../../extension/shared/signals/index.js";
import { rules } from "./node_rules.js";
import { NOW } from "./summary.js";

const options = { rules, now: NOW, allowReserved: true };
const SELLER = { url: "https://seller.test/", text: "Buy Tramadol 50 mg $ 2, no prescription needed\nAdd to cart\nCheckout" };
const COPY = { authority: "cz-sukl", country: "CZ", register_name: "List", read_at: "2026-11-20T06:00:00Z", entry_count: 1 };
const BLANK_ENTRY = {
  authority: "cz-sukl", country: "CZ", expression: "seller.test", polarity: "positive", name: "", licence_number: "", status: "active",
  scope: "unknown", kind: "register", source_url: "", entry_url: "", read_at: null, first_seen: null, last_seen: null, removed_on: null,
  proof: "snapshot", source_sha256: "", reason: "",
};
const listOf = (entries) => ({ find: async () => ({ entries, copies: [COPY] }) });

test("a page needs its address only", async () => {
  const report = await checkPage({ url: "https://blank.test/" }, options);
  assert.equal(report.verdict, "undetermined");
  assert.equal(report.address, "https://blank.test/");
  assert.equal(report.gathered_at, "2026-11-24T12:00:00Z");
});

test("a rogue seller is told with a quote", async () => {
  const report = await checkPage(SELLER, options);
  assert.equal(report.verdict, "rogue");
  assert.match(report.parts.prescription.findings[0].quote, /no prescription needed/);
});

test("a list is asked with the address, and its entry stands above the page", async () => {
  const asked = [];
  const lists = { find: async (address) => (asked.push(address.host), { entries: [BLANK_ENTRY], copies: [COPY] }) };
  const report = await checkPage(SELLER, { ...options, lists });
  assert.deepEqual(asked, ["seller.test"]);
  assert.equal(report.verdict, "listed");
  assert.equal(report.is_conflict, true);
});

test("an address alone: listed, warned of, telling, or nothing known", async () => {
  const verdict = async (url, entries) =>
    (await checkAddress(url, { ...options, lists: entries && listOf(entries) })).verdict;
  assert.equal(await verdict("https://seller.test/", [BLANK_ENTRY]), "listed");
  assert.equal(await verdict("https://seller.test/", [{ ...BLANK_ENTRY, polarity: "negative" }]), "rogue");
  assert.equal(await verdict("https://buy-cheap-tramadol-online.test/", null), "suspicious");
  assert.equal(await verdict("https://seller.test/", []), "undetermined");
});

test("a removed entry is told as delisted and does not list", async () => {
  const gone = { ...BLANK_ENTRY, status: "removed", removed_on: "2026-10-01" };
  const report = await checkPage(SELLER, { ...options, lists: listOf([gone]) });
  assert.equal(report.verdict, "rogue");
  assert.equal(report.parts.register.state, "delisted");
});

test("addresses that are never checked throw with a code", async () => {
  for (const [url, code] of [
    ["https://10.0.0.1/", "ip-literal"],
    ["https://shop.com:8443/", "port-not-allowed"],
    ["about:blank", "scheme-not-supported"],
    ["https://localhost/", "reserved-name"],
    ["", "invalid-address"],
  ]) {
    await assert.rejects(checkPage({ url }, { rules, now: NOW }), (e) => e instanceof AddressError && e.code === code, url);
  }
});

test("reserved names are accepted in tests only", async () => {
  await assert.rejects(checkPage(SELLER, { rules, now: NOW }), { code: "reserved-name" });
});

test("hostile text neither raises nor changes what is said of a page", async () => {
  const noise = "\ud800\udfff\u0000\u202e\ufeff".repeat(500) + "́".repeat(20_000) + "(".repeat(5_000) + "9".repeat(5_000);
  for (const text of [noise, `${noise}\n${SELLER.text}`, "\n".repeat(10_000), "a ".repeat(100_000)]) {
    const report = await checkPage({ ...SELLER, text }, options);
    assert.equal(report.verdict === "rogue", text.includes("Tramadol"));
  }
});

test("every signal of the catalogue has a function, or needs what only a server can gather", () => {
  const server = ["domain_registration", "search_view"];
  for (const signal of rules.signals) {
    const isLocal = !signal.needs.some((kind) => server.includes(kind));
    assert.equal(signal.id in FINDERS, isLocal, signal.id);
  }
  const known = new Set(rules.signals.map((signal) => signal.id));
  assert.deepEqual(Object.keys(FINDERS).filter((id) => !known.has(id)), []);
});

test("a pack that lacks a file or is of another schema is refused", async () => {
  assert.throws(() => new Rules({}), /rule pack: pack\.json, phrases\.json/);
  await assert.rejects(loadRules(async () => ({ schema: 99 })), /schema 99/);
});

test("what is never fetched has no registrable domain", () => {
  assert.equal(registrableDomain("a.b.co.uk", rules), "b.co.uk");
  assert.equal(registrableDomain("pay.shop.test", rules), "shop.test");
  for (const host of ["", "localhost", "co.uk", "nowhere.nosuchending"]) assert.equal(registrableDomain(host, rules), "", host);
  assert.deepEqual(splitUrl("https://Shop.test./a?b"), { scheme: "https", host: "shop.test", path: "/a" });
  assert.deepEqual(splitUrl("httpx://shop.test/"), { scheme: "", host: "", path: "" });
  assert.equal(hostWithin("badshop.test", "shop.test"), false);
});

test("hashes are those of the expressions", async () => {
  const [{ expression, hash }] = await addressHashes(parseAddress("https://shop.com/", rules), rules);
  assert.equal(expression, "shop.com/");
  assert.equal(Buffer.from(hash).toString("hex"), "1c5a7fbe7b7f8a65037a99aa63da58fa5136f7a0f5b74ba008193de32806455f");
});

test("distances count code points", () => {
  const text = "a\u{1f48a}b\u{1f48a}";
  assert.equal(ahead(text, 0, 2), 3);
  assert.equal(ahead(text, 0, 99), text.length);
  assert.equal(back(text, 4, 2), 1);
  assert.equal(back(text, 1, 99), 0);
  assert.equal(distance(text, 0, text.length), 4);
  assert.equal(distance(text, 4, 1), -2);
  assert.equal(first(text, 2), "a\u{1f48a}");
});

test("numbers are rounded as Python rounds", () => {
  for (const [value, decimals, rounded] of [
    [0.125, 2, 0.12], [0.375, 2, 0.38], [0.625, 2, 0.62], [-0.125, 2, -0.12], [2.675, 2, 2.67], [-1.2000000000000002, 2, -1.2],
    [0.5, 0, 0], [1.5, 0, 2], [2.5, 0, 2], [-0.4, 0, 0], [50, 0, 50],
  ]) {
    assert.equal(roundHalfEven(value, decimals), rounded, `${value}`);
  }
});

test("a signal that throws does not take the others with it", async (t) => {
  const find = FINDERS["medicine-offer"];
  t.after(() => (FINDERS["medicine-offer"] = find));
  FINDERS["medicine-offer"] = () => {
    throw new RangeError("bad");
  };
  const report = await checkPage(SELLER, options);
  assert.equal(report.verdict, "rogue");
  assert.deepEqual(
    report.not_evaluated.filter((line) => line.signal === "medicine-offer").map((line) => [line.reason, line.message]),
    [["RangeError", "This signal failed; it is our error."]],
  );
});
