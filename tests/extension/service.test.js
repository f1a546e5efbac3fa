/** Whatever a service answers, it becomes a report on the host that was asked, or an error with a code. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

/** @type {Record<string, unknown>} */
let store = {};
globalThis.chrome = {
  runtime: { getManifest: () => ({}) },
  storage: {
    session: {
      get: async (key) => (key === null ? store : { [key]: store[key] }),
      set: async (values) => Object.assign(store, values),
      remove: async (keys) => keys.forEach((key) => delete store[key]),
    },
  },
};
globalThis.BroadcastChannel = class {
  postMessage() {}
};
const { askService, dispute, tellService } = await import("../../extension/background/service.js");

const settings = { api_address: "https://api.example", country: "DE" };
const part = () => ({ state: "unknown", summary: "Nothing.", points: 0, findings: [] });
const finding = {
  signal: "messenger-order", title: "Orders by messenger", direction: "alarm", strength: "weak", statement: "Takes orders.",
  said: { id: "messenger-order", values: { words: "WhatsApp" } }, quote: "WhatsApp", place: "text", why: "Because.",
  references: [{ title: "A page", url: "https://law.example/" }],
};
const report = (changes = {}) => ({
  host: "shop.example", registrable_domain: "shop.example", verdict: "unlisted", reason: "None.", is_conflict: false, score: 50, coverage: 0.5,
  sells_medicines: "yes", for_whom: [], where_to_buy: [], registers: [], register_copies: [], depth: "quick",
  parts: { register: part(), logo: part(), prescription: part(), domain: part(), risk: { ...part(), findings: [finding] } },
  ...changes,
});
const entry = {
  authority: "de-x", country: "DE", expression: "shop.example", polarity: "positive", name: "Shop", licence_number: "1", status: "active",
  scope: "unknown", kind: "register", source_url: "", entry_url: "", read_at: "2026-11-20T00:00:00Z",
};

const answers = (...bodies) => {
  const asked = [];
  globalThis.fetch = async (url) => {
    asked.push(String(url));
    const { status = 200, body } = bodies[Math.min(asked.length, bodies.length) - 1];
    return new Response(typeof body === "string" || body instanceof ReadableStream ? body : JSON.stringify(body), { status });
  };
  return asked;
};
const fails = (work, code) => assert.rejects(work, (error) => error.code === code || assert.fail(`${error.code ?? error}`));

beforeEach(() => {
  store = {};
});

test("takes a whole report", async () => {
  answers({ body: report({ registers: [entry] }) });
  assert.equal((await askService("shop.example", "quick", settings)).registers.length, 1);
});

for (const [what, body] of [
  ["a page of HTML", "<!doctype html><h1>Sign in to the network</h1>"],
  ["nothing", ""],
  ["null", null],
  ["a list", []],
  ["a text", '"rogue"'],
  ["half a report", JSON.stringify(report()).slice(0, 300)],
  ["a report on another host", report({ host: "other.example" })],
  ["a verdict that is none", report({ verdict: "evil" })],
  ["parts that are missing", report({ parts: { register: part() } })],
  ["findings that are no list", report({ parts: { ...report().parts, risk: { ...part(), findings: "many" } } })],
  ["a finding without a quote", report({ parts: { ...report().parts, risk: { ...part(), findings: [{ ...finding, quote: null }] } } })],
  ["a sentence with a list of lists", report({ said: { id: "x", values: { medicines: [["a"]] } } })],
  ["a score that is a text", report({ score: "100" })],
  ["an entry without its state", report({ registers: [{ ...entry, status: "golden" }] })],
  ["a text without end", report({ reason: "x".repeat(10_000) })],
  ["a million findings", report({ where_to_buy: Array(1_000).fill("x") })],
]) {
  test(`refuses ${what}`, async () => {
    answers({ body });
    await fails(askService("shop.example", "quick", settings), "service-odd-answer");
    assert.deepEqual(Object.keys(store), ["service-back-off"], "nothing is kept, and it is not asked again at once");
  });
}

test("reads no more than a report can have", async () => {
  let pulls = 0;
  const endless = new ReadableStream({
    pull(controller) {
      pulls += 1;
      controller.enqueue(new Uint8Array(100_000).fill(32));
    },
  });
  answers({ body: endless });
  await fails(askService("shop.example", "quick", settings), "service-odd-answer");
  assert.ok(pulls < 40, `${pulls}`);
});

for (const href of [".evil.example/v1/jobs/1", "@evil.example/", "//evil.example/", "https://evil.example/", "/v1/jobs/../../x?y", 7, undefined]) {
  test(`asks nobody else for a check under way: ${href}`, async () => {
    const asked = answers({ status: 202, body: { href } });
    await fails(askService("shop.example", "full", settings), "service-odd-answer");
    assert.equal(asked.length, 1);
  });
}

test("a dispute without a reference was not filed", async () => {
  answers({ body: { filed: true } });
  await fails(dispute("shop.example", "It is a mistake, we are registered.", settings), "service-odd-answer");
  answers({ body: "<html>" });
  await fails(tellService("/v1/reports", {}, settings), "service-odd-answer");
});
