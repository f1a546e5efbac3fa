/** The rule pack, read once in the worker's life. */

import { loadRules } from "../shared/rules.js";
import { platform } from "../platform.js";

/** @type {ReturnType<typeof loadRules> | null} */
let loaded = null;

/** @type {() => ReturnType<typeof loadRules>} */
export function ruleSet() {
  loaded ??= loadRules(async (name) => (await fetch(platform.runtime.getURL(`rules/${name}`))).json());
  return loaded;
}
