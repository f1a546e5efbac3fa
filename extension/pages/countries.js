/** The choice of the buyer's country, names in the reader's language. */

import { make } from "./dom.js";

/** @import { Words } from "../words.js" */

const CODES = (
  "AD AE AL AM AR AT AU AZ BA BD BE BG BR BY CA CH CL CN CO CR CY CZ DE DK DO DZ EC EE EG ES FI FR GB GE GR HK HR HU " +
  "ID IE IL IN IS IT JP KE KR KZ LI LT LU LV MA MC MD ME MK MT MX MY NG NL NO NZ PE PH PK PL PT RO RS RU SA SE SG SI " +
  "SK TH TN TR TW UA US UY VE VN XI ZA"
).split(" ");

/** @type {(select: HTMLSelectElement, words: Words, chosen: string) => void} */
export function fillCountries(select, words, chosen) {
  // One chosen elsewhere, as by an older version, stays a choice.
  const codes = new Set(chosen ? [...CODES, chosen] : CODES);
  const named = [...codes].map((code) => /** @type {[string, string]} */ ([code, words.country(code)]));
  named.sort((a, b) => a[1].localeCompare(b[1], words.tag));
  select.replaceChildren(make("option", { value: "" }, words.say("not_told")), ...named.map(([code, name]) => make("option", { value: code }, name)));
  select.value = chosen;
}
