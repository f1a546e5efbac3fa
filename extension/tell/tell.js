/** Tell the service of a site, or dispute a verdict; says what is sent and where before it is. */

import { ask } from "../pages/ask.js";
import { byId, make } from "../pages/dom.js";
import { fillPage, loadWords } from "../words.js";

const MATTERS = ["no-prescription-asked", "nothing-arrived", "wrong-or-fake-medicine", "health-harm", "false-logo", "other"];
const MIN_STATEMENT = 20;
const query = new URLSearchParams(location.search);
const host = query.get("host") ?? "";
const { settings } = await ask("settings");
const words = await loadWords(query.get("lang") ?? settings.language);
fillPage(words);
document.title = words.say("report_or_dispute");
byId("host").textContent = host;
const matter = /** @type {HTMLSelectElement} */ (byId("matter"));
matter.append(...MATTERS.map((value) => make("option", { value }, words.say(`matter_${value.replaceAll("-", "_")}`))));
const service = settings.api_address || words.say("no_service");
byId("tell-sends").textContent = words.say("tell_sends", { host, service });
byId("dispute-sends").textContent = words.say("dispute_sends", { host, service });
const statement = /** @type {HTMLTextAreaElement} */ (byId("statement"));
if (query.get("about") === "dispute") statement.focus();

byId("tell").addEventListener("click", () => send("tell", { host, matter: matter.value }, () => words.say("told")));
byId("dispute").addEventListener("click", () => {
  if (statement.value.trim().length < MIN_STATEMENT) {
    byId("status").textContent = words.say("reason_too_short");
    return;
  }
  send("dispute", { host, statement: statement.value }, ({ reference }) => words.say("disputed", { reference }));
});

/** Sends once, however often it is pressed meanwhile. @type {(type: string, fields: object, done: (answer: any) => string) => Promise<void>} */
async function send(type, fields, done) {
  const buttons = /** @type {HTMLButtonElement[]} */ ([byId("tell"), byId("dispute")]);
  for (const button of buttons) button.disabled = true;
  byId("status").textContent = words.say("loading");
  // A message that has not the shape it must have is dropped by the background, which then answers nothing.
  const { answer, error } = (await ask(type, fields)) ?? { error: "service-400" };
  byId("status").textContent = error ? words.say(failure(error)) : done(answer);
  for (const button of buttons) button.disabled = false;
}

/** The key of what went wrong: a service that answers is not out of reach. @type {(error: string) => "service_refused" | "service_failed"} */
function failure(error) {
  return /^service-4/.test(error) ? "service_refused" : "service_failed";
}
