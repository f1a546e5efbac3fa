/** The browser's engine gives what Python gives on the vectors. Run: node --test tests/extension/vectors.test.js */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { rules } from "./node_rules.js";
import { FILES, vectorCases } from "./vector_cases.js";

const read = (file) => JSON.parse(readFileSync(new URL(`../vectors/${file}`, import.meta.url), "utf8"));
const contents = Object.fromEntries(FILES.map((file) => [file, read(file)]));

for (const [name, run] of vectorCases(rules, contents)) {
  test(name, async () => {
    const [got, wanted] = await run();
    assert.deepEqual(got, wanted);
  });
}
