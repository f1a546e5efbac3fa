/** The exported rule pack as frozen objects, and the matcher built once; as checker/rules/load.py and model.py. */

import { Matcher } from "./text.js";

/** @import { Signal } from "./types.js" */

/**
 * @typedef {{ id: string, topic: string, text: string }} Phrase
 * @typedef {{ text: string, substance: string, kind: string, needs_cue: boolean }} Name
 *
 * @typedef {object} Authority what signals and reports read of rules/authorities.json
 * @property {string} id
 * @property {string} country
 * @property {string} name
 * @property {string} name_en
 * @property {string} register_name
 * @property {boolean} is_register
 * @property {string} kind
 * @property {string} polarity
 * @property {string[]} hosts
 * @property {string[]} former_hosts
 * @property {string[]} unverified_hosts
 * @property {string} register_url
 * @property {string[]} entry_url_pattern
 * @property {string | null} logo_target
 * @property {boolean} has_common_logo
 * @property {boolean | null} rx_online_allowed
 * @property {boolean} online_sale_banned
 * @property {string} cross_border
 *
 * @typedef {object} LinkForm where a genuine seal leads
 * @property {string} host this host or a name below it
 * @property {string} path beginning of the path
 * @property {string} [query_key] parameter that must be there
 * @property {"" | "host" | "number"} [carries] what the value must be
 * @property {number} [digits] of the number
 *
 * @typedef {object} Seal one programme, of rules/seals.json
 * @property {string} id
 * @property {string} programme
 * @property {string} kind
 * @property {LinkForm[]} links
 * @property {string[]} image_hosts
 * @property {string[]} picture_words
 * @property {string[]} faint_words
 *
 * @typedef {Record<string, Record<string, any>>} Constants Python module -> constant -> value
 */

/** Files of the exported pack that the engine reads. */
export const RULE_FILES = [
  "pack.json",
  "phrases.json",
  "substances.json",
  "authorities.json",
  "seals.json",
  "host_words.json",
  "signals.json",
  "constants.json",
  "suffixes.json",
  "idn.json",
  "sentences/en.json",
];

const SCHEMA_VERSION = 1;

/** A medicine, drug or precursor. */
export class Substance {
  /**
   * @param {string} id
   * @param {any} row
   * @param {Rules} rules
   */
  constructor(id, row, rules) {
    this.id = id;
    /** @type {string} */
    this.inn = row.inn;
    /** @type {string} */
    this.group = row.group;
    /** @type {string} */
    this.drug_class = row.drug_class ?? "";
    /** @type {Record<string, string>} */
    this.supply = row.supply ?? {};
    /** @type {[string, string][]} */
    this.controlled = row.controlled ?? [];
    /** @type {string} */
    this.scope = row.scope ?? "";
    /** @type {boolean} */
    this.vet_only = row.vet_only ?? false;
    /** @type {number | null} */
    this.max_strength_mg = row.max_strength_mg ?? null;
    this.rules = rules;
  }

  /**
   * How a buyer in the country may be supplied.
   *
   * @type {(country: string | null) => string}
   */
  supplyIn(country) {
    const { EEA, MAIN_MARKETS } = this.rules.constants["rules.model"];
    if (country !== null) {
      if (this.supply[country]) return this.supply[country];
      if (EEA.includes(country)) return this.supply.EU ?? "unknown";
    }
    const found = new Set(MAIN_MARKETS.map((/** @type {string} */ market) => this.supply[market] ?? "unknown"));
    if (found.size > 1) found.delete("not_approved");
    if (found.size === 1) return [...found][0];
    return found.has("unknown") ? "unknown" : "varies";
  }
}

/** The whole rule pack. */
export class Rules {
  /** @type {Matcher | null} */
  #matcher = null;

  /** @param {Record<string, any>} files parsed content by file name, all of RULE_FILES */
  constructor(files) {
    const missing = RULE_FILES.filter((name) => files[name] === undefined);
    if (missing.length > 0) throw new Error(`rule pack: ${missing.join(", ")} missing`);
    if (files["pack.json"].schema !== SCHEMA_VERSION) {
      throw new Error(`rule pack: schema ${files["pack.json"].schema}; this program reads ${SCHEMA_VERSION}`);
    }
    /** @type {string} */
    this.version = files["pack.json"].version;
    /** @type {Constants} */
    this.constants = files["constants.json"];
    /** @type {Signal[]} */
    this.signals = files["signals.json"];
    /** @type {Phrase[]} */
    this.orderedPhrases = readPhrases(files["phrases.json"]);
    /** @type {Map<string, Substance>} */
    this.substances = new Map(
      Object.entries(files["substances.json"]).map(([id, row]) => [id, new Substance(id, row, this)]),
    );
    this.names = readNames(files["substances.json"]);
    /** @type {Map<string, Name[]>} */
    this.namesByText = new Map();
    for (const name of this.names) {
      const same = this.namesByText.get(name.text);
      if (same) same.push(name);
      else this.namesByText.set(name.text, [name]);
    }
    /** @type {Name[]} one per text: of a name that two substances share, the first */
    this.orderedNames = [...this.namesByText.values()].map((names) => names[0]);
    /** @type {Map<string, Authority>} */
    this.authorities = new Map(files["authorities.json"].authorities.map((/** @type {Authority} */ a) => [a.id, a]));
    /** @type {Map<string, Seal>} */
    this.seals = new Map(files["seals.json"].seals.map((/** @type {Seal} */ seal) => [seal.id, seal]));
    /** @type {{ text: string, kind: string }[]} */
    this.hostWords = files["host_words.json"].words;
    /** @type {{ registry: string, private: string }} */
    this.suffixes = files["suffixes.json"];
    /** @type {{ ranges: number[], looks: Record<string, string> }} letters that names may hold, what they look like */
    this.idn = files["idn.json"];
    /** @type {Record<string, string>} English, by id */
    this.sentences = files["sentences/en.json"];
  }

  /** One matcher for everything, built on first use. Patterns: the phrases in order, then the names. */
  get matcher() {
    this.#matcher ??= new Matcher([
      ...this.orderedPhrases,
      ...this.orderedNames.map((name) => ({ id: name.substance, text: name.text, is_name: true })),
    ]);
    return this.#matcher;
  }
}

/**
 * Reads the pack by way of a function that gives a file's parsed content.
 *
 * @type {(read: (name: string) => Promise<any>) => Promise<Rules>}
 */
export async function loadRules(read) {
  const contents = await Promise.all(RULE_FILES.map(read));
  return new Rules(Object.fromEntries(RULE_FILES.map((name, n) => [name, contents[n]])));
}

/** @type {(tree: Record<string, Record<string, [string, string][]>>) => Phrase[]} */
function readPhrases(tree) {
  const phrases = Object.entries(tree).flatMap(([topic, langs]) =>
    Object.values(langs).flatMap((rows) => rows.map(([id, text]) => ({ id, topic, text }))),
  );
  return phrases.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** @type {(substances: Record<string, { names: [string, string, number][] }>) => Name[]} */
function readNames(substances) {
  const names = Object.entries(substances).flatMap(([substance, row]) =>
    row.names.map(([text, kind, needsCue]) => ({ text, substance, kind, needs_cue: needsCue === 1 })),
  );
  // A family must not hide a member that has its own entry.
  return [...names.filter((name) => name.kind !== "family"), ...names.filter((name) => name.kind === "family")];
}
