/** The console: one field, one question to /v1/check, one result. Keeps nothing; the address asked stands in the URL. */

import { el, shape } from "./dom.js";
import { drawReport } from "./report.js";
import { Refusal } from "./service.js";
import { VERDICTS, countryChoices } from "./words.js";

/** @import { Report } from "./types.js" */

const MAX_ADDRESS_CHARS = 8192;
const SLOW_MS = 3000;
const VERY_SLOW_MS = 12000;
const WAIT_S = 20;
const POLL_MS = 1500;
const MAX_POLLS = 40;

const form = /** @type {HTMLFormElement} */ (document.getElementById("ask"));
const field = /** @type {HTMLInputElement} */ (document.getElementById("address"));
const country = /** @type {HTMLSelectElement} */ (document.getElementById("country"));
const fieldProblem = /** @type {HTMLElement} */ (document.getElementById("address-problem"));
const progress = /** @type {HTMLElement} */ (document.getElementById("progress"));
const result = /** @type {HTMLElement} */ (document.getElementById("result"));
const empty = /** @type {HTMLElement} */ (document.getElementById("empty"));

/** The question under way; a new one ends it. */
let asking = new AbortController();

for (const [code, name] of countryChoices()) country.append(el("option", { value: code }, name));
const legend = /** @type {HTMLElement} */ (document.getElementById("legend"));
for (const [sign, tone, words] of Object.values(VERDICTS)) {
  const mark = el("span", { class: `tone-${tone}` }, shape(sign));
  legend.append(el("li", {}, mark, el("span", {}, words)));
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const asked = new URL(location.href);
  asked.search = asked.hash = "";
  if (field.value.trim()) asked.searchParams.set("url", field.value.trim().slice(0, MAX_ADDRESS_CHARS));
  if (country.value) asked.searchParams.set("country", country.value);
  if (asked.href !== location.href) history.pushState(null, "", asked);
  check();
});
addEventListener("popstate", fromAddress);
fromAddress();

function fromAddress() {
  const given = new URL(location.href).searchParams;
  field.value = given.get("url") ?? "";
  country.value = given.get("country") ?? "";
  if (country.selectedIndex < 0) country.value = "";
  if (field.value) check();
  else reset();
}

function reset() {
  asking.abort();
  document.body.classList.remove("has-result");
  document.title = "Pharmaproof";
  result.hidden = true;
  empty.hidden = false;
  say("");
  showFieldProblem("");
}

async function check() {
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  const address = field.value.trim();
  showFieldProblem("");
  if (!address) return refuse("Type or paste the address of the shop, such as shop-name.com.");
  if (address.length > MAX_ADDRESS_CHARS) {
    return refuse(`This address has ${address.length.toLocaleString("en")} characters; 8,192 is the most. Paste only the first part, up to the shop’s name.`);
  }
  result.hidden = true;
  empty.hidden = true;
  say("Looking at the registers and the site …", true);
  const slow = setTimeout(() => say("Still looking. Some sites answer slowly …", true), SLOW_MS);
  const verySlow = setTimeout(() => say("This takes unusually long. We stop by ourselves if the site doesn’t answer …", true), VERY_SLOW_MS);
  try {
    show(await ask(address, country.value, signal), address);
  } catch (error) {
    if (!signal.aborted) showFailure(error, address);
  } finally {
    clearTimeout(slow);
    clearTimeout(verySlow);
  }
}

/**
 * The report; rejects with a Refusal, or TypeError when nothing answers.
 *
 * @type {(address: string, countryCode: string, signal: AbortSignal) => Promise<Report>}
 */
async function ask(address, countryCode, signal) {
  const query = new URLSearchParams({ url: address, depth: "full", wait: String(WAIT_S) });
  if (countryCode) query.set("country", countryCode);
  const answer = await fetchJson(`/v1/check?${query}`, signal);
  for (let polls = 0; answer.status === 202 && polls < MAX_POLLS; polls += 1) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    const job = await fetchJson(answer.body.href, signal);
    if (job.body.state === "done") return job.body.report;
    if (job.body.state === "failed") throw new Refusal(job.body.problem);
  }
  if (answer.status === 202) throw new Refusal({ status: 503, detail: "The check is not done yet. Ask again in a minute." });
  return answer.body;
}

/** @type {(url: string, signal: AbortSignal) => Promise<{ status: number, body: any }>} */
async function fetchJson(url, signal) {
  const response = await fetch(url, { signal, headers: { Accept: "application/json" }, referrerPolicy: "no-referrer" });
  const body = await response.json().catch(() => ({ status: response.status, title: "The service gave no readable answer." }));
  if (!response.ok) throw new Refusal(body, response.headers.get("Retry-After") ?? "");
  return { status: response.status, body };
}

/** @type {(report: Report, address: string) => void} */
function show(report, address) {
  say("");
  document.body.classList.add("has-result");
  document.title = `${report.headline}: ${report.display_host} · Pharmaproof`;
  result.replaceChildren(...drawReport(report, { again: check }));
  result.hidden = false;
  focusHeadline(address);
}

/** @type {(error: unknown, address: string) => void} */
function showFailure(error, address) {
  if (error instanceof Refusal && error.problem.status === 400) return refuse(error.message);
  const offline = !navigator.onLine || !(error instanceof Refusal);
  let headline = "Couldn’t check";
  let reason = error instanceof Error ? error.message : String(error);
  if (offline) {
    headline = "No connection";
    reason = "The service could not be reached. Look at your connection, then try again. Nothing is said about the shop.";
  } else if (error.problem.status === 429) {
    headline = "Too many checks";
    reason = `Please wait ${error.retryAfter ? `${error.retryAfter} seconds` : "a minute"}, then try again.`;
  } else if ((error.problem.status ?? 0) >= 500) {
    reason = `${reason} This is our fault, not the shop’s.`;
  }
  const again = el("button", { type: "button", class: "plain" }, "Try again");
  again.addEventListener("click", check);
  say("");
  result.replaceChildren(
    el(
      "div",
      { class: "verdict calm" },
      el("div", { class: "head" }, shape("dash"), el("h2", { id: "verdict", tabindex: "-1" }, headline)),
      el("p", {}, reason),
      again,
    ),
  );
  empty.hidden = true;
  result.hidden = false;
  focusHeadline(address);
}

/**
 * The headline gets the focus, so that a screen reader begins with it; never while somebody types the next address.
 *
 * @type {(address: string) => void}
 */
function focusHeadline(address) {
  const headline = document.getElementById("verdict");
  if (document.activeElement === field && field.value.trim() !== address) say(headline?.textContent ?? "");
  else headline?.focus();
}

/** @type {(message: string) => void} */
function refuse(message) {
  say("");
  result.hidden = true;
  empty.hidden = false;
  document.body.classList.remove("has-result");
  showFieldProblem(message);
  field.focus();
}

/** @type {(message: string) => void} */
function showFieldProblem(message) {
  fieldProblem.textContent = message;
  fieldProblem.hidden = !message;
  if (message) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}

/** @type {(text: string, busy?: boolean) => void} */
function say(text, busy = false) {
  progress.textContent = text;
  progress.classList.toggle("busy", busy);
  result.setAttribute("aria-busy", String(busy));
}
