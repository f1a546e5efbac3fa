/** The panel for many shops: a list handed in, the jobs of this key, and one job at a time. */

import { el } from "./dom.js";
import { howFar, showJob } from "./job.js";
import { Refusal, askJson, rememberKey, rememberedKey } from "./service.js";
import { countryChoices, writtenTime } from "./words.js";

/** @import { Job } from "./types.js" */

const MAX_FILE_BYTES = 8 * 1024 * 1024;
const HASH = "#many";

/** @type {(id: string) => HTMLElement} */
const at = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const form = /** @type {HTMLFormElement} */ (at("many-form"));
const addresses = /** @type {HTMLTextAreaElement} */ (at("addresses"));
const file = /** @type {HTMLInputElement} */ (at("file"));
const note = /** @type {HTMLInputElement} */ (at("note"));
const country = /** @type {HTMLSelectElement} */ (at("many-country"));
const depth = /** @type {HTMLSelectElement} */ (at("many-depth"));
const key = /** @type {HTMLInputElement} */ (at("key"));
const go = /** @type {HTMLButtonElement} */ (at("many-go"));
const drop = at("drop");
const problem = at("many-problem");
const status = at("many-status");
const jobSection = at("job");

/** What is shown just now; the next thing ends it. */
let showing = new AbortController();
/** "text/csv" while the field holds a file of that kind. */
let kind = "text/plain";
/** Sent with the list, so that a repeated press is one job. */
let once = "";

for (const [code, name] of countryChoices()) country.append(el("option", { value: code }, name));
key.value = rememberedKey();

addEventListener("hashchange", route);
route();

function route() {
  showing.abort();
  showing = new AbortController();
  const isMany = location.hash.startsWith(HASH) || location.hash === "#addresses";
  at("panel-one").hidden = isMany;
  at("panel-many").hidden = !isMany;
  at("tab-one").toggleAttribute("aria-current", false);
  at("tab-many").toggleAttribute("aria-current", false);
  at(isMany ? "tab-many" : "tab-one").setAttribute("aria-current", "page");
  at("skip").setAttribute("href", isMany ? "#addresses" : "#address");
  document.body.classList.toggle("wide", isMany);
  if (!isMany) return;
  const id = location.hash.slice(HASH.length + 1);
  say("");
  complain("");
  at("hand-in").hidden = Boolean(id);
  jobSection.hidden = true;
  document.title = "Many shops · Pharmaproof";
  if (id && rememberedKey()) openJob(id);
  else {
    at("hand-in").hidden = false;
    if (id) complain("Give the key that this job belongs to.", key);
    if (rememberedKey()) listJobs();
  }
}

/** @type {(id: string) => Promise<void>} */
async function openJob(id) {
  const { signal } = showing;
  say("Loading the job …", true);
  try {
    await showJob(jobSection, id, signal, { say, failed, back: () => (location.hash = HASH) });
  } catch (error) {
    if (!signal.aborted) failed(error);
  }
}

async function listJobs() {
  const { signal } = showing;
  try {
    /** @type {{ jobs: Job[] }} */
    const { jobs } = await askJson("/v1/jobs", { signal });
    at("job-list").replaceChildren(
      ...jobs.map((job) =>
        el(
          "li",
          {},
          el("a", { href: `${HASH}/${job.id}` }, job.note || `${job.rows.toLocaleString("en")} ${job.rows === 1 ? "shop" : "shops"}`),
          el("span", {}, howFar(job)),
          el("span", { class: "soft" }, writtenTime(job.created_at)),
        ),
      ),
    );
    at("jobs").hidden = jobs.length === 0;
  } catch (error) {
    if (!signal.aborted) failed(error);
  }
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  complain("");
  if (!addresses.value.trim()) return complain("Paste at least one address, or choose a file.", addresses);
  if (!key.value.trim()) return complain("Give your key; the operator of this service makes one.", key);
  rememberKey(key.value.trim());
  go.disabled = true;
  say("Handing in …", true);
  once ||= crypto.randomUUID();
  try {
    const job = await handIn();
    once = addresses.value = note.value = "";
    kind = "text/plain";
    location.hash = `${HASH}/${job.id}`;
  } catch (error) {
    failed(error);
  } finally {
    go.disabled = false;
  }
});

for (const field of [addresses, note, country, depth, key]) field.addEventListener("input", () => (once = ""));
addresses.addEventListener("input", () => {
  if (!addresses.value.trim()) kind = "text/plain";
});

/** @type {() => Promise<Job>} */
function handIn() {
  const query = new URLSearchParams({ depth: depth.value });
  if (country.value) query.set("country", country.value);
  if (note.value.trim()) query.set("note", note.value.trim());
  const headers = { "Content-Type": kind, "Idempotency-Key": once };
  return askJson(`/v1/jobs?${query}`, { method: "POST", headers, body: addresses.value });
}

file.addEventListener("change", () => {
  if (file.files?.[0]) take(file.files[0]);
  file.value = "";
});
drop.addEventListener("dragover", (event) => {
  event.preventDefault();
  drop.classList.add("over");
});
drop.addEventListener("dragleave", () => drop.classList.remove("over"));
drop.addEventListener("drop", (event) => {
  drop.classList.remove("over");
  const given = event.dataTransfer?.files[0];
  if (!given) return; // text was dropped: the field takes it
  event.preventDefault();
  take(given);
});

/** @param {File} given */
async function take(given) {
  complain("");
  if (given.size > MAX_FILE_BYTES) return complain(`${given.name} is larger than 8 MB. Split it.`, addresses);
  const bytes = new Uint8Array(await given.arrayBuffer());
  if ((bytes[0] === 0x50 && bytes[1] === 0x4b) || bytes.includes(0)) {
    return complain(`${given.name} is no text. Save it as CSV (UTF-8) or with one address a line.`, addresses);
  }
  addresses.value = decoded(bytes);
  kind = /\.(csv|tsv)$/i.test(given.name) ? "text/csv" : "text/plain";
  if (!note.value) note.value = given.name.replace(/\.\w+$/, "").slice(0, 200);
  once = "";
  say(`${given.name} was read: ${addresses.value.split("\n").filter((line) => line.trim()).length.toLocaleString("en")} lines.`);
  addresses.focus();
}

/** @type {(bytes: Uint8Array) => string} */
function decoded(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** @type {(error: unknown) => void} */
function failed(error) {
  say("");
  if (!(error instanceof Refusal)) return complain("The service could not be reached. Look at your connection, then try again.");
  const { status: code = 0 } = error.problem;
  if (code === 401) {
    rememberKey("");
    at("hand-in").hidden = false;
    jobSection.hidden = true;
    return complain("This key is not known here, or was taken back.", key);
  }
  if (code === 404) return complain("This job has been removed, or belongs to another key.");
  if (code === 429) return complain(`Too many questions. Please wait ${error.retryAfter || "60"} seconds, then try again.`);
  complain(code >= 500 ? `${error.message} Try again in a moment.` : error.message, code === 400 ? addresses : null);
}

/** @type {(message: string, field?: HTMLElement | null) => void} */
function complain(message, field = null) {
  problem.textContent = message;
  problem.hidden = !message;
  for (const each of [addresses, key]) each.removeAttribute("aria-invalid");
  if (message) {
    say("");
    at("hand-in").hidden = false;
    field?.setAttribute("aria-invalid", "true");
    field?.focus();
  }
}

/** @type {(text: string, busy?: boolean) => void} */
function say(text, busy = false) {
  status.textContent = text;
  status.classList.toggle("busy", busy);
}
