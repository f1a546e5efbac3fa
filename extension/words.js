/** The words of _locales in the language the user chose, which the browser's own i18n cannot switch. */

import { platform } from "./platform.js";
import { programmeOf } from "./shared/sentences.js";
import { apart, Teller, withoutDirectionSigns } from "./shared/telling.js";

/** @import { FindingLine, Report, Sentence } from "./shared/types.js" */

export const LANGUAGES = ["ar", "cs", "da", "de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "ru", "sv", "tr", "zh_CN"];
const RIGHT_TO_LEFT = ["ar"];
/** Medicines law parts the United Kingdom in two, for which the browser has no names: registers are of the one or the other. */
const OWN_COUNTRIES = /** @type {Record<string, string>} */ ({ GB: "great_britain", XI: "northern_ireland" });

/** @typedef {Record<string, { message: string }>} Messages */

/** Messages of one language. */
export class Words {
  /**
   * @param {string} language
   * @param {Messages} messages
   */
  constructor(language, messages) {
    this.language = language;
    this.messages = messages;
    /** @type {Teller | null} null: the engine's sentences stay English */
    this.teller = null;
  }

  /** BCP 47 tag for `lang` attributes and dates. */
  get tag() {
    return this.language.replace("_", "-");
  }

  get direction() {
    return RIGHT_TO_LEFT.includes(this.language) ? "rtl" : "ltr";
  }

  /**
   * One message with its placeholders filled; the key itself when there is none (a test sees that there always is).
   *
   * @type {(key: string, values?: Record<string, string | number>) => string}
   */
  say(key, values = {}) {
    const message = this.messages[key]?.message ?? key;
    return message.replace(/\$([A-Z_]+)\$/g, (_, name) => {
      const value = values[name.toLowerCase()] ?? "";
      return typeof value === "string" ? apart(value, this.direction === "rtl") : String(value);
    });
  }

  /** @type {(key: string) => boolean} */
  has(key) {
    return Object.hasOwn(this.messages, key);
  }

  /** A sentence of the engine, which comes with its English form. @type {(said: Sentence | undefined, english: string) => string} */
  tell(said, english) {
    const plain = withoutDirectionSigns(english);
    return this.teller?.tell(said, plain) ?? plain;
  }

  /** Several sentences in one line. @type {(said: Sentence[] | undefined, english: string[]) => string} */
  tellAll(said, english) {
    return english.map((text, n) => this.tell(said?.[n], text)).join(/^(ja|zh)/.test(this.language) ? "" : " ");
  }

  /** Why a signal matters. @type {(finding: FindingLine) => string} */
  why(finding) {
    return this.tell({ id: `why.${finding.signal}`, values: {} }, finding.why);
  }

  /** @type {(report: Report) => string} */
  headline(report) {
    if (report.is_conflict) return this.say("headline_conflict");
    if (report.verdict === "accredited") {
      // A domain ending or an entry names the programme; the list alone says only that there is one.
      const found = report.parts.register.findings.filter((finding) => finding.signal === "accredited-name");
      const programme = programmeOf(found, report.for_whom_said);
      return programme ? this.say("headline_accredited", { programme }) : this.say("mark_accredited");
    }
    return this.say(`headline_${report.verdict}`);
  }

  /** A date written out; in English as the engine writes it. @type {(iso: string) => string} */
  date(iso) {
    const date = new Date(iso);
    if (Number.isNaN(date.getTime())) return "";
    return new Intl.DateTimeFormat(this.tag === "en" ? "en-GB" : this.tag, { dateStyle: "long", timeZone: "UTC" }).format(date);
  }

  /** A country by its name. @type {(code: string) => string} */
  country(code) {
    if (Object.hasOwn(OWN_COUNTRIES, code)) return this.say(OWN_COUNTRIES[code]);
    return (code && new Intl.DisplayNames([this.tag], { type: "region" }).of(code)) || code;
  }
}

/** @type {Map<string, Promise<Words>>} */
const loaded = new Map();

/** @type {(chosen: string) => Promise<Words>} the words of the language chosen, "" for the browser's */
export function loadWords(chosen) {
  const language = LANGUAGES.includes(chosen) ? chosen : ofBrowser();
  let words = loaded.get(language);
  if (!words) {
    words = fetch(platform.runtime.getURL(`_locales/${language}/messages.json`)).then(async (response) => new Words(language, await response.json()));
    loaded.set(language, words);
  }
  return words;
}

/**
 * The same words with the engine's sentences; only pages that show a report need those.
 *
 * @type {(chosen: string) => Promise<Words>}
 */
export async function loadReportWords(chosen) {
  const words = await loadWords(chosen);
  if (words.language === "en" || words.teller) return words;
  const [language] = words.language.split("_");
  const [texts, constants] = await Promise.all([readRules(`sentences/${language}.json`), readRules("constants.json")]);
  words.teller = new Teller(words.tag, texts, constants.sentences);
  return words;
}

/** @type {(name: string) => Promise<any>} */
async function readRules(name) {
  return (await fetch(platform.runtime.getURL(`rules/${name}`))).json();
}

/** @type {() => string} */
function ofBrowser() {
  const code = platform.i18n.getUILanguage().toLowerCase().split(/[-_]/)[0];
  return LANGUAGES.find((language) => language.toLowerCase().split("_")[0] === code) ?? "en";
}

/**
 * Fills every `data-say` and `data-say-label` of a page, and sets its language and direction.
 *
 * @type {(words: Words, root?: ParentNode) => void}
 */
export function fillPage(words, root = document) {
  document.documentElement.lang = words.tag;
  document.documentElement.dir = words.direction;
  for (const node of root.querySelectorAll("[data-say]")) node.textContent = words.say(/** @type {HTMLElement} */ (node).dataset.say ?? "");
  for (const node of root.querySelectorAll("[data-say-label]")) {
    node.setAttribute("aria-label", words.say(/** @type {HTMLElement} */ (node).dataset.sayLabel ?? ""));
  }
}
