/** Only messages of the known shapes are taken, and from pages only three of them. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { accepted } from "../../extension/background/messages.js";

const own = { id: "me", base: "chrome-extension://me/" };
const page = { id: "me", url: "https://shop.example/", tab: { id: 1 } };
const popup = { id: "me", url: "chrome-extension://me/popup/popup.html" };

test("takes what each side may send", () => {
  assert.ok(accepted({ type: "page", evidence: {} }, page, own));
  assert.ok(accepted({ type: "reader" }, page, own));
  assert.ok(accepted({ type: "tab-state", tab: 3 }, popup, own));
  assert.ok(accepted({ type: "change-settings", changes: { mode: "live", country: "DE" } }, popup, own));
});

for (const [what, message, sender] of [
  ["settings from a page", { type: "change-settings", changes: { mode: "live" } }, page],
  ["wiping from a page", { type: "wipe" }, page],
  ["another extension", { type: "page", evidence: {} }, { ...page, id: "you" }],
  ["no text at all", "page", page],
  ["evidence that is a list", { type: "page", evidence: [] }, page],
  ["a field too many", { type: "page", evidence: {}, tab: 1 }, page],
  ["a strange type", { type: "constructor" }, popup],
  ["a strange mode", { type: "change-settings", changes: { mode: "open" } }, popup],
  ["an unknown setting", { type: "change-settings", changes: { __proto: 1 } }, popup],
  ["plain http to elsewhere", { type: "change-settings", changes: { api_address: "http://shop.example" } }, popup],
  ["a host that only begins like this machine", { type: "change-settings", changes: { api_address: "http://localhost.evil.example/" } }, popup],
  ["a key of another length", { type: "change-settings", changes: { feed_keys: ["AAAA"] } }, popup],
  ["too many results", { type: "results", addresses: Array(101).fill("x") }, page],
]) {
  test(`drops ${what}`, () => assert.equal(accepted(message, sender, own), null));
}
