/** The first screen: what this does, the country, the mode, and the button that asks for access. */

import { ask } from "../pages/ask.js";
import { fillCountries } from "../pages/countries.js";
import { byId } from "../pages/dom.js";
import { request } from "../pages/grant.js";
import { fillPage, loadWords } from "../words.js";

const query = new URLSearchParams(location.search);
const { settings, access } = await ask("settings");
const words = await loadWords(query.get("lang") ?? settings.language);
fillPage(words);
document.title = words.say("welcome_title");
byId("live-text").textContent = words.say("mode_live_text", { service: settings.api_address || words.say("no_service") });

const country = /** @type {HTMLSelectElement} */ (byId("country"));
fillCountries(country, words, settings.country);
country.addEventListener("change", () => change({ country: country.value }));
for (const radio of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[name=mode]"))) {
  radio.checked = radio.value === settings.mode;
  radio.addEventListener("change", () => change({ mode: radio.value }));
}
if (access) granted();

byId("grant").addEventListener("click", async () => {
  // First, and before anything is awaited: browsers ask only during a click.
  const isGranted = await request();
  await change({ is_welcomed: true });
  if (isGranted) {
    await ask("access-changed");
    granted();
  } else {
    byId("status").textContent = words.say("access_refused");
  }
});
byId("later").addEventListener("click", async () => {
  if (await change({ is_welcomed: true })) byId("status").textContent = words.say("access_refused");
});

/** False, and told, when the choice could not be stored. @type {(changes: object) => Promise<boolean>} */
async function change(changes) {
  const answer = await ask("change-settings", { changes });
  const isStored = Boolean(answer) && !answer.error;
  byId("status").textContent = isStored ? "" : words.say("not_stored");
  return isStored;
}

function granted() {
  byId("grant").hidden = true;
  byId("later").hidden = true;
  byId("status").textContent = words.say("access_granted");
}
