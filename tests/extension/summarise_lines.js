/** Reads {"page", "country"} a line from standard input, writes {"summary", "report"} a line; driven by Python. */

import { createInterface } from "node:readline";

import { rules } from "./node_rules.js";
import { summarise } from "./summary.js";

for await (const line of createInterface({ input: process.stdin })) {
  const { page, country } = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(await summarise(rules, page, country))}\n`);
}
