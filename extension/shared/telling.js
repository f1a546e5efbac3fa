/** A sentence in the reader's language: dates, numbers, countries and lists as that language writes them. */

import { fill } from "./sentences.js";

/** @import { Sentence, Value } from "./types.js" */

/** @typedef {{ KINDS: Record<string, string>, MAX_LISTED: number }} Forms how the values are written, of rules/constants.json */

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const [ISOLATE, END_ISOLATE] = ["\u2068", "\u2069"];
const DIRECTION_SIGNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text of a page without the signs that turn the direction of what follows, our own words included. @type {(text: string) => string} */
export function withoutDirectionSigns(text) {
  return text.replace(DIRECTION_SIGNS, "");
}

/** Text that must not turn the sentence around it. @type {(text: string, isInRightToLeft: boolean) => string} */
export function apart(text, isInRightToLeft) {
  const plain = withoutDirectionSigns(text);
  return isInRightToLeft || RIGHT_TO_LEFT.test(plain) ? `${ISOLATE}${plain}${END_ISOLATE}` : plain;
}

/** Tells the engine's sentences in one language. */
export class Teller {
  /**
   * @param {string} tag BCP 47
   * @param {Record<string, string>} texts the language's file of rules/sentences
   * @param {Forms} forms
   */
  constructor(tag, texts, forms) {
    this.texts = texts;
    this.forms = forms;
    this.isRightToLeft = tag.startsWith("ar");
    this.isNounCapital = tag.startsWith("de");
    this.dates = new Intl.DateTimeFormat(tag, { dateStyle: "long", timeZone: "UTC" });
    this.regions = new Intl.DisplayNames([tag], { type: "region" });
    this.lists = new Intl.ListFormat(tag, { type: "conjunction" });
    this.wholes = new Intl.NumberFormat(tag);
    this.fractions = new Intl.NumberFormat(tag, { maximumSignificantDigits: 6 });
    this.dayCounts = new Intl.NumberFormat(tag, { style: "unit", unit: "day", unitDisplay: "long" });
  }

  /**
   * The sentence; the English one when the language lacks it or the report, which a service may have sent, holds a
   * value that cannot be written.
   *
   * @type {(said: Sentence | undefined, english: string) => string}
   */
  tell(said, english) {
    if (!said || !Object.hasOwn(this.texts, said.id)) return english;
    // A buyer knows the authority by the name it has in the buyer's country, not by its English one.
    const { authority_own, ...values } = said.values;
    if (authority_own) values.authority = authority_own;
    try {
      return fill(this.texts[said.id], values, (name, value) => this.#written(this.forms.KINDS[name] ?? "text", value));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return english;
    }
  }

  /** @type {(kind: string, value: Value) => string} */
  #written(kind, value) {
    if (Array.isArray(value)) return this.#listed(kind, value);
    if (kind === "country" || kind === "countries") return this.texts[`country.${value}`] ?? this.regions.of(String(value)) ?? String(value);
    if (kind === "date") return this.dates.format(new Date(String(value)));
    if (kind === "days") return this.dayCounts.format(Number(value));
    if (typeof value === "number") return (Number.isInteger(value) ? this.wholes : this.fractions).format(value);
    if (kind === "medicine" || kind === "medicines") return this.#medicine(value);
    return apart(value, this.isRightToLeft);
  }

  /** The first items, and how many more. @type {(kind: string, items: string[]) => string} */
  #listed(kind, items) {
    const told = items.slice(0, this.forms.MAX_LISTED).map((item) => this.#written(kind, item));
    const more = items.length - told.length;
    if (more > 0) told.push(fill(this.texts["list.more"], { count: more }, (_, count) => this.wholes.format(Number(count))));
    return this.lists.format(told);
  }

  /** @type {(inn: string) => string} */
  #medicine(inn) {
    const name = this.texts[`medicine.${inn}`] ?? inn;
    return apart(this.isNounCapital && /^\p{Ll}{2}/u.test(name) ? name[0].toUpperCase() + name.slice(1) : name, this.isRightToLeft);
  }
}
