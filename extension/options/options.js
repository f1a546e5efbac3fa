/** Every choice, what each one sends, and the way to forget everything. */

import { SITES } from "../background/access.js";
import { isPausedNow, PAUSE_MS } from "../background/settings.js";
import { ask } from "../pages/ask.js";
import { fillCountries } from "../pages/countries.js";
import { byId, make } from "../pages/dom.js";
import { request } from "../pages/grant.js";
import { platform } from "../platform.js";
import { fillPage, LANGUAGES, loadWords } from "../words.js";

const query = new URLSearchParams(location.search);

/** @type {any} */
let known;
/** @type {import("../words.js").Words} */
let words;

await show();
listen();

async function show() {
  known = await ask("settings");
  const { settings, access, list } = known;
  words = await loadWords(query.get("lang") ?? settings.language);
  fillPage(words);
  document.title = words.say("options");
  byId("live-text").textContent = words.say("mode_live_text", { service: settings.api_address || words.say("no_service") });
  fillCountries(/** @type {HTMLSelectElement} */ (byId("country")), words, settings.country);
  fillLanguages(settings.language);
  for (const radio of radios()) radio.checked = radio.value === settings.mode;
  for (const id of ["warnings", "marks"]) input(id).checked = settings[id];
  input("api").value = settings.api_address;
  input("feed").value = settings.feed_address;
  input("keys").value = settings.feed_keys.join(" ");
  byId("grant").hidden = access;
  byId("revoke").hidden = !access;
  const isPaused = isPausedNow(settings, Date.now());
  byId("pause").textContent = words.say(isPaused ? "resume" : "pause_hour");
  showPausedHosts(settings.paused_hosts);
  showList(list);
}

/** @type {(hosts: string[]) => void} */
function showPausedHosts(hosts) {
  byId("paused").replaceChildren(
    ...hosts.map((host) => {
      const button = make("button", { class: "link", type: "button" }, words.say("resume"));
      button.addEventListener("click", () => change({ paused_hosts: hosts.filter((other) => other !== host) }));
      return make("li", {}, make("span", { dir: "ltr" }, host), " ", button);
    }),
  );
}

/** @type {(list: { version: number, count: number, created_at: string, error: string }) => void} */
function showList(list) {
  const held = list.version > 0 ? words.say("list_held", { count: new Intl.NumberFormat(words.tag).format(list.count), date: words.date(list.created_at) }) : words.say("list_none");
  // Being offline is no alarm: what is held stays in force.
  const trouble = list.error === "feed-unreachable" ? words.say("service_failed") : words.say("list_refused", { code: list.error });
  byId("list").textContent = list.error ? `${held} ${trouble}` : held;
}

/** @type {(chosen: string) => void} */
function fillLanguages(chosen) {
  const select = /** @type {HTMLSelectElement} */ (byId("language"));
  const names = LANGUAGES.map((language) => {
    const tag = language.replace("_", "-");
    return make("option", { value: language, lang: tag }, new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag);
  });
  select.replaceChildren(make("option", { value: "" }, words.say("language_of_browser")), ...names);
  select.value = chosen;
}

function listen() {
  byId("country").addEventListener("change", () => change({ country: input("country").value }));
  byId("language").addEventListener("change", () => change({ language: input("language").value }));
  for (const radio of radios()) radio.addEventListener("change", () => change({ mode: radio.value }));
  for (const id of ["warnings", "marks"]) byId(id).addEventListener("change", () => change({ [id]: input(id).checked }));
  byId("pause").addEventListener("click", () => change({ paused_until: isPausedNow(known.settings, Date.now()) ? 0 : Date.now() + PAUSE_MS }));
  byId("grant").addEventListener("click", async () => {
    if (await request()) await ask("access-changed");
    await show();
  });
  byId("revoke").addEventListener("click", async () => {
    await platform.permissions.remove(SITES);
    await show();
  });
  byId("save").addEventListener("click", () =>
    change({ api_address: input("api").value.trim(), feed_address: input("feed").value.trim(), feed_keys: input("keys").value.trim().split(/\s+/).filter(Boolean) }),
  );
  byId("update").addEventListener("click", async () => showList(await ask("update-list")));
  byId("wipe").addEventListener("click", async () => {
    await ask("wipe");
    await show();
    byId("status").textContent = words.say("wiped");
  });
}

/** @type {(changes: object) => Promise<void>} */
async function change(changes) {
  const answer = await ask("change-settings", { changes });
  await show();
  // A change that has not the shape it must have is dropped by the background, which then answers nothing.
  byId("status").textContent = words.say(!answer ? "not_saved" : answer.error ? "not_stored" : "saved");
}

/** @type {(id: string) => HTMLInputElement} */
function input(id) {
  return /** @type {HTMLInputElement} */ (byId(id));
}

/** @type {() => HTMLInputElement[]} */
function radios() {
  return [.../** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[name=mode]"))];
}
