/** The warning before a shop is used: the reason, the way back first, the way on always open. */

import { ask } from "../pages/ask.js";
import { byId, hostView, make } from "../pages/dom.js";
import { platform } from "../platform.js";
import { reasonsView, registersView, sortedFindings } from "../popup/report_view.js";
import { fillPage, loadReportWords } from "../words.js";

const STAYED_MS = 800;
const query = new URLSearchParams(location.search);
const own = query.has("tab") ? { id: Number(query.get("tab")) } : await platform.tabs.getCurrent();
const { warning, settings } = await ask("tab-state", { tab: own.id });
const words = await loadReportWords(query.get("lang") ?? settings.language);
fillPage(words);

if (warning?.report) {
  const { report } = warning;
  document.title = `${words.headline(report)}: ${report.display_host}`;
  byId("host").append(hostView(report.display_host));
  const { shown } = sortedFindings(report);
  byId("reasons").append(reasonsView(shown, words, null, "h3"));
  byId("registers").append(registersView(report, words).list ?? make("p", {}, words.say("ask_pharmacist")));
} else {
  // Restored by the browser, or opened by hand: nothing is known, and nobody is accused.
  document.body.classList.add("forgotten");
  byId("main").className = "page none";
  byId("headline").textContent = words.say("nothing_yet");
  for (const id of ["sign", "seen", "on", "choices"]) byId(id).hidden = true;
  byId("registers").append(make("p", {}, words.say("ask_pharmacist")));
}

// A pause is kept on the disk, and nothing of a private window may be.
if (platform.extension.inIncognitoContext) byId("pause-choice").hidden = true;
byId("back").addEventListener("click", () => {
  // The shop stands before this page in the history: two steps lead out of it.
  history.go(-2);
  setTimeout(async () => {
    await platform.tabs.create({});
    await platform.tabs.remove(own.id);
  }, STAYED_MS);
});
byId("on").addEventListener("click", async () => {
  /** @type {Record<string, unknown>} */
  const changes = {};
  if (isChecked("pause")) changes.paused_hosts = [...settings.paused_hosts, warning.host];
  if (isChecked("off")) changes.warnings = false;
  if (Object.keys(changes).length > 0) await ask("change-settings", { changes });
  // The way on stays open when nothing can be stored: then the browser simply goes there.
  if ((await ask("go-on", { tab: own.id })) !== true) location.href = warning.url;
});
byId("dispute").addEventListener("click", () => {
  location.href = `../tell/tell.html?host=${encodeURIComponent(warning?.host ?? "")}&about=dispute`;
});
byId("headline").focus();

/** @type {(id: string) => boolean} */
function isChecked(id) {
  return /** @type {HTMLInputElement} */ (byId(id)).checked;
}
