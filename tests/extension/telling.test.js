/** The engine's sentences in the reader's language: whole, or else in English. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { Teller } from "../../extension/shared/telling.js";
import { rules } from "./node_rules.js";

const folder = new URL("../../extension/rules/sentences/", import.meta.url);
const languages = readdirSync(folder).map((name) => name.slice(0, 2)).filter((language) => language !== "en");
const textsOf = (language) => JSON.parse(readFileSync(new URL(`${language}.json`, folder), "utf8"));
const tellerOf = (language) => new Teller(language, textsOf(language), rules.constants.sentences);
const LISTS = ["list", "countries", "medicines"];
const SAMPLES = { country: "FR", countries: ["FR", "XI"], date: "2026-11-20", days: 12, number: 2.5, medicine: "tramadol" };

function sampleOf(name) {
  const kind = rules.constants.sentences.KINDS[name];
  if (LISTS.includes(kind)) return SAMPLES[kind] ?? ["one", "two", "three", "four", "five", "six", "seven"];
  return SAMPLES[kind] ?? `<${name}>`;
}

for (const language of languages) {
  test(`every sentence is told in ${language}`, () => {
    const teller = tellerOf(language);
    for (const [id, text] of Object.entries(rules.sentences)) {
      const values = Object.fromEntries([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, sampleOf(name)]));
      const told = teller.tell({ id, values }, "ENGLISH");
      assert.doesNotMatch(told, /ENGLISH|undefined|\{|\}|2026-11-20/, id);
    }
    for (const { id, why } of rules.signals) assert.notEqual(teller.tell({ id: `why.${id}`, values: {} }, why), why, id);
  });
}

test("values are written as German writes them", () => {
  const teller = tellerOf("de");
  const young = { id: "young-domain", values: { host: "shop.test", date: "2026-11-12", days: 12 } };
  assert.equal(teller.tell(young, ""), "shop.test wurde am 12. November 2026 angemeldet; Alter bei dieser Prüfung: 12 Tage.");
  const medicines = ["tramadol", "diazepam", "2C-B", "a-b", "codeine", "zolpidem", "morphine"];
  assert.equal(teller.tell({ id: "medicine-offer", values: { medicines } }, ""), "Bietet Tramadol, Diazepam, 2C-B, a-b, Codeine und 2 weitere an.");
  assert.equal(teller.tell({ id: "for-whom.seat", values: { country: "XI" } }, ""), "Sitz des Verkäufers: Nordirland.");
  assert.equal(teller.tell({ id: "for-whom.seat", values: { country: "GB" } }, ""), "Sitz des Verkäufers: Großbritannien.");
});

test("what cannot be told stays English", () => {
  const teller = tellerOf("fr");
  assert.equal(teller.tell(undefined, "English"), "English");
  assert.equal(teller.tell({ id: "no-such", values: {} }, "English"), "English");
  assert.equal(teller.tell({ id: "for-whom.seat", values: {} }, "English"), "English");
  assert.equal(teller.tell({ id: "for-whom.seat", values: { country: "not a code" } }, "English"), "English");
});

test("words of another direction stand apart", () => {
  const said = { id: "miracle-claim", values: { words: "بدون آثار" } };
  assert.ok(tellerOf("de").tell(said, "").includes("\u2068بدون آثار\u2069"));
});
