/** A medicine's name and a medicine on offer, as seen in a text; as checker/seen.py. */

/** @import { Name, Substance } from "./rules.js" */
/** @import { NormalText } from "./text.js" */
/** @typedef {{ name: Name, substance: Substance, start: number, end: number, is_obfuscated: boolean }} NameSeen */
/** @typedef {"structured" | "price" | "control" | "order-words" | "catalogue" | "named"} How */

/** A medicine together with what makes it an offer. */
export class OfferSeen {
  /**
   * @param {Substance} substance
   * @param {How} how
   * @param {number} start in the normal text; -1 for structured data
   * @param {number} end
   * @param {NormalText} body
   * @param {string} [words] structured data: name, price and currency as written
   * @param {string} [price]
   * @param {string} [currency]
   */
  constructor(substance, how, start, end, body, words = "", price = "", currency = "") {
    this.substance = substance;
    this.how = how;
    this.start = start;
    this.end = end;
    this.body = body;
    this.words = words;
    this.price = price;
    this.currency = currency;
  }

  /** Name and price as seen. */
  get quote() {
    return this.start < 0 ? this.words : this.body.quote(this.start, this.end);
  }
}
