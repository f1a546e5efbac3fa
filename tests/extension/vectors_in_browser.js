/** Runs the vectors in the browser that opened the page and tells the server which differ. */

import { loadRules } from "../../extension/shared/rules.js";
import { FILES, vectorCases } from "./vector_cases.js";

const fetchJson = async (path) => (await fetch(new URL(path, import.meta.url))).json();

/** The same text for equal values, whatever the order of keys. */
const plain = (value) =>
  JSON.stringify(value, (_, v) =>
    v && typeof v === "object" && !Array.isArray(v) ? Object.fromEntries(Object.entries(v).sort()) : v,
  );

async function run() {
  const rules = await loadRules((name) => fetchJson(`../../extension/rules/${name}`));
  const contents = Object.fromEntries(
    await Promise.all(FILES.map(async (file) => [file, await fetchJson(`../vectors/${file}`)])),
  );
  const differences = [];
  let count = 0;
  for (const [name, check] of vectorCases(rules, contents)) {
    const [got, wanted] = await check();
    count += 1;
    if (plain(got) !== plain(wanted)) differences.push(`${name}: ${plain(got)} instead of ${plain(wanted)}`);
  }
  return { count, differences };
}

const result = await run().catch((error) => ({ count: 0, differences: [`${error}\n${error.stack}`] }));
await fetch("/result", { method: "POST", body: JSON.stringify(result) });
