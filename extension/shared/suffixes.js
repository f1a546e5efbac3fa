/** The public suffix of a host, by the exported list; as tldextract with private suffixes does for checker/address.py. */

/** @import { Rules } from "./rules.js" */

/** @typedef {{ suffix: string, registry_suffix: string, is_private: boolean }} SuffixFound both "" for none */

/** @type {WeakMap<Rules, { registry: Set<string>, private: Set<string>, wild: Set<string> }>} */
const listsByRules = new WeakMap();

/** @type {(rules: Rules) => { registry: Set<string>, private: Set<string>, wild: Set<string> }} */
function listsOf(rules) {
  let lists = listsByRules.get(rules);
  if (!lists) {
    const registry = rules.suffixes.registry.split(" ");
    const own = rules.suffixes.private.split(" ");
    const wild = [...registry, ...own].filter((rule) => rule.startsWith("*.")).map((rule) => rule.slice(2));
    lists = { registry: new Set(registry), private: new Set(own), wild: new Set(wild) };
    listsByRules.set(rules, lists);
  }
  return lists;
}

/**
 * The longest public suffix of an ASCII host, and the longest that a registry keeps.
 *
 * @type {(host: string, rules: Rules) => SuffixFound}
 */
export function findSuffix(host, rules) {
  const lists = listsOf(rules);
  const labels = host.split(".");
  let suffix = "";
  let registry = "";
  let isPrivate = false;
  for (let n = labels.length - 1; n >= 0; n -= 1) {
    const name = labels.slice(n).join(".");
    const parent = labels.slice(n + 1).join(".");
    if (lists.wild.has(parent) && !lists.registry.has(name) && !lists.private.has(name)) {
      const isException = lists.registry.has(`!${name}`) || lists.private.has(`!${name}`);
      suffix = isException ? parent : name;
      isPrivate = lists.private.has(`*.${parent}`);
      if (!isPrivate) registry = suffix;
      break;
    }
    if (lists.registry.has(name)) {
      suffix = name;
      registry = name;
      isPrivate = false;
    } else if (lists.private.has(name)) {
      suffix = name;
      isPrivate = true;
    }
  }
  return { suffix, registry_suffix: registry, is_private: isPrivate };
}
