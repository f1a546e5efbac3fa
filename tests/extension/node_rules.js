/** The exported pack, read as Node.js reads files. */

import { readFileSync } from "node:fs";

import { loadRules } from "../../extension/shared/rules.js";

const folder = new URL("../../extension/rules/", import.meta.url);

export const rules = await loadRules(async (name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")));
