/** Marks for search results, from the local list only. */

import { parseAddress, AddressError } from "../shared/address.js";
import { ACCREDITED, LISTED, WARNED } from "../feed/format.js";
import { loadWords } from "../words.js";
import { lookUp } from "./list.js";
import { ruleSet } from "./rules.js";
import { isPausedNow, readSettings } from "./settings.js";

/** @typedef {{ state: "" | "listed" | "accredited" | "rogue", words: string }} Mark */

/** @type {(addresses: string[]) => Promise<Mark[]>} one for each address, in order */
export async function marksFor(addresses) {
  const settings = await readSettings();
  const none = /** @type {Mark} */ ({ state: "", words: "" });
  if (!settings.marks || isPausedNow(settings, Date.now())) return addresses.map(() => none);
  const rules = await ruleSet();
  const words = await loadWords(settings.language);
  return Promise.all(
    addresses.map(async (text) => {
      try {
        const found = await lookUp(parseAddress(text, rules, { allowReserved: settings.allow_reserved }), rules);
        const bits = found?.bits ?? 0;
        if (bits & WARNED) return { state: "rogue", words: words.say("mark_warned") };
        if (bits & LISTED) return { state: "listed", words: words.say("mark_listed") };
        if (bits & ACCREDITED) return { state: "accredited", words: words.say("mark_accredited") };
        return none;
      } catch (error) {
        if (error instanceof AddressError) return none;
        throw error;
      }
    }),
  );
}
