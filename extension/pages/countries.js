/** The choice of the buyer's country, names in the reader's language. */

import { make } from "./dom.js";

/** @import { Words } from "../words.js" */

const CODES = (
  "AT AU BE BG BR CA CH CN CY CZ DE DK EE ES FI FR GB GR HR HU IE IN IS IT JP LI LT LU LV MA MT MX NL NO NZ PL PT RO RS RU SA SE SI SK TR UA US XI ZA"
).split(" ");
/** ISO has no code for it; registers do, as the law there is another than in Great Britain. */
const NORTHERN_IRELAND = "XI";

/** @type {(select: HTMLSelectElement, words: Words, chosen: string) => void} */
export function fillCountries(select, words, chosen) {
  const named = CODES.map((code) => /** @type {[string, string]} */ ([code, code === NORTHERN_IRELAND ? words.say("northern_ireland") : words.country(code)]));
  named.sort((a, b) => a[1].localeCompare(b[1], words.tag));
  select.replaceChildren(make("option", { value: "" }, words.say("not_told")), ...named.map(([code, name]) => make("option", { value: code }, name)));
  select.value = chosen;
}
