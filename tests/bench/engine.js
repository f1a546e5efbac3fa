/** How long the browser's engine takes, on this machine: node tests/bench/engine.js */

import { readFileSync } from "node:fs";

import { addressHashes, parseAddress } from "../../extension/shared/address.js";
import { checkAddress, checkPage } from "../../extension/shared/engine.js";
import { loadRules } from "../../extension/shared/rules.js";

const NOW = new Date("2026-11-24T12:00:00Z");
const RUNS = 30;
const folder = new URL("../../extension/rules/", import.meta.url);
const load = () => loadRules(async (name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")));
const say = (what, ms) => console.log(`${what.padEnd(58)} ${ms.toFixed(2).padStart(9)} ms`);

async function timed(run) {
  const start = performance.now();
  const result = await run();
  return [result, performance.now() - start];
}

async function median(run) {
  const times = [];
  for (let n = 0; n < RUNS; n += 1) times.push((await timed(run))[1]);
  times.sort((a, b) => a - b);
  return [times[RUNS >> 1], times[Math.floor(RUNS * 0.95)]];
}

const [rules, loading] = await timed(load);
say("load the rule pack (files, JSON, tables)", loading);
const before = process.memoryUsage().heapUsed;
say("build the matcher, once a worker", (await timed(() => rules.matcher))[1]);
globalThis.gc?.();
console.log(`heap of the matcher: ${((process.memoryUsage().heapUsed - before) / 1e6).toFixed(1)} MB (node --expose-gc for a firm figure)`);

const options = { rules, now: NOW, allowReserved: true };
const { cases } = JSON.parse(readFileSync(new URL("../vectors/pages.json", import.meta.url), "utf8"));
const pages = cases.map(({ page }) => page);
for (let n = 0; n < 3; n += 1) for (const page of pages) await checkPage(page, options); // let the compiler warm up

const texts = { seller: pages.find((p) => p.url.includes("every-wording")), long: pages.reduce((a, b) => ((a.text ?? "").length > (b.text ?? "").length ? a : b)) };
for (const [kind, page] of Object.entries(texts)) {
  for (const size of [10_000, 100_000, 1_000_000]) {
    const text = page.text.concat("\n").repeat(Math.ceil(size / page.text.length)).slice(0, size);
    const [middle, slow] = await median(() => checkPage({ ...page, text }, options));
    say(`${kind} page of ${(size / 1000).toLocaleString("en")} kB of text, median`, middle);
    say(`  and 95th percentile of ${RUNS}`, slow);
  }
}
const [all] = await median(async () => {
  for (const page of pages) await checkPage(page, options);
});
say(`the pages of the vectors, each of ${pages.length}`, all / pages.length);
const [address] = await median(() => checkAddress("https://www.some-shop.test/a/b?c", options));
say("an address alone", address);
const [hashes] = await median(() => addressHashes(parseAddress("https://www.some-shop.com/a/b?c", rules), rules));
say("expressions and hashes of an address", hashes);
