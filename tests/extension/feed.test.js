/** The signed list without a browser: bytes, deltas, signatures, rollback. */

import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { test } from "node:test";

import { FeedClient } from "../../extension/feed/client.js";
import { applyDelta, HostList, LISTED, readHosts, WARNED, writeHosts } from "../../extension/feed/format.js";
import { bucketOf } from "../../extension/feed/verify.js";

const sha = (data) => createHash("sha256").update(data).digest();
const hashOf = (host) => new Uint8Array(sha(`${host}/`));
const u32 = (...numbers) => Buffer.concat(numbers.map((n) => Buffer.from([n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255])));

function listOf(version, classes) {
  const rows = Object.entries(classes).map(([host, bits]) => [Buffer.from(hashOf(host).subarray(0, 8)), bits]);
  rows.sort((a, b) => Buffer.compare(a[0], b[0]));
  return new HostList(version, new Uint8Array(Buffer.concat(rows.map((r) => r[0]))), Uint8Array.from(rows, (r) => r[1]));
}

function keyPair() {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const raw = publicKey.export({ format: "der", type: "spki" }).subarray(-32);
  return { privateKey, text: raw.toString("base64") };
}

function feedOf(list, key, { signer = key, extra = {} } = {}) {
  const hosts = Buffer.from(writeHosts(list));
  const manifest = {
    format: 1, version: list.version, created_at: "2026-11-20T00:00:00Z", rule_pack: "x", count: list.count, range_bits: 4,
    range_bytes: 1024, keys: [key.text], files: [{ name: "hosts.bin", bytes: hosts.length, sha256: sha(hosts).toString("hex") }],
    deltas: [], ...extra,
  };
  const text = Buffer.from(JSON.stringify(manifest));
  const signature = sign(null, Buffer.concat([Buffer.from("pharmaproof feed manifest\n"), text]), signer.privateKey).toString("base64");
  const key_id = sha(key.text).toString("hex").slice(0, 16);
  const files = { "hosts.bin": hosts, "manifest.json": text, "manifest.json.sig": Buffer.from(JSON.stringify({ signatures: [{ key_id, signature }] })) };
  return async (name) => new Uint8Array(files[name]);
}

function memory() {
  let kept = null;
  return { read: async () => kept, write: async (next) => void (kept = next) };
}

test("finds every host and no other", () => {
  const list = readHosts(writeHosts(listOf(3, { "a.test": LISTED, "b.test": WARNED, "c.test": LISTED | WARNED })));
  assert.deepEqual(["a.test", "b.test", "c.test", "d.test"].map((h) => list.find(hashOf(h))), [1, 4, 5, 0]);
});

test("refuses what the builder does not write", () => {
  const good = writeHosts(listOf(1, { "a.test": 1, "b.test": 1 }));
  assert.throws(() => readHosts(good.subarray(0, 5)), { code: "feed-damaged" });
  assert.throws(() => readHosts(good.subarray(0, -1)), { code: "feed-damaged" });
  const swapped = good.slice();
  swapped.set(good.subarray(12, 20), 20);
  swapped.set(good.subarray(20, 28), 12);
  assert.throws(() => readHosts(swapped), { code: "feed-damaged" });
});

test("a delta removes, changes and adds", () => {
  const old = listOf(1, { "a.test": 1, "b.test": 1, "c.test": 1 });
  const set = listOf(0, { "b.test": 4, "d.test": 1 });
  const delta = Buffer.concat([Buffer.from("PPD1"), u32(1, 2, 1, 2), hashOf("a.test").subarray(0, 8), set.hashes, set.classes]);
  const made = applyDelta(old, new Uint8Array(delta));
  assert.deepEqual(writeHosts(made), writeHosts(listOf(2, { "b.test": 4, "c.test": 1, "d.test": 1 })));
  assert.throws(() => applyDelta(made, new Uint8Array(delta)), { code: "feed-damaged" });
});

test("takes a signed list, keeps it, refuses an older one", async () => {
  const key = keyPair();
  const store = memory();
  const client = new FeedClient(store, [key.text]);
  assert.equal(await client.update(feedOf(listOf(5, { "a.test": 1 }), key)), true);
  assert.equal(await client.update(feedOf(listOf(5, { "a.test": 1 }), key)), false);
  await assert.rejects(client.update(feedOf(listOf(4, { "a.test": 1 }), key)), { code: "feed-rollback" });
  const later = new FeedClient(store, [key.text]);
  await later.open();
  assert.equal(later.list.find(hashOf("a.test")), 1);
  await assert.rejects(later.update(feedOf(listOf(4, {}), key)), { code: "feed-rollback" });
});

test("refuses another's signature and an unknown key, and keeps what it has", async () => {
  const [key, other] = [keyPair(), keyPair()];
  const client = new FeedClient(memory(), [key.text]);
  await client.update(feedOf(listOf(5, { "a.test": 1 }), key));
  await assert.rejects(client.update(feedOf(listOf(6, {}), key, { signer: other })), { code: "feed-bad-signature" });
  await assert.rejects(client.update(feedOf(listOf(6, {}), other)), { code: "feed-unknown-key" });
  await assert.rejects(client.update(feedOf(listOf(6, {}), key, { extra: { format: 2 } })), { code: "feed-format" });
  assert.equal(client.list.version, 5);
});

test("a range is named by the first bits", () => {
  assert.equal(bucketOf(Uint8Array.from([0xab, 0xcd]), 16), "abcd");
  assert.equal(bucketOf(Uint8Array.from([0xab, 0xcd]), 4), "a000");
});
