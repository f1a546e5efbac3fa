/** Reporting a site and contesting a verdict: two small forms that ask nothing about the person. */

import { el, link } from "./dom.js";
import { writtenDate } from "./words.js";

/** @import { Filed, Report, Told } from "./types.js" */

const MATTERS = [
  ["no-prescription-asked", "It sells prescription medicines without asking for one"],
  ["nothing-arrived", "I paid and nothing arrived"],
  ["wrong-or-fake-medicine", "The medicine was wrong or seemed fake"],
  ["health-harm", "The medicine harmed somebody"],
  ["false-logo", "It shows a logo or licence that isn’t its own"],
  ["other", "Something else"],
];
const MIN_STATEMENT = 20;
const MAX_STATEMENT = 4000;
let forms = 0;

/** @param {Report} report @returns {HTMLElement} */
export function reportForm(report) {
  const id = `matter-${(forms += 1)}`;
  const choice = /** @type {HTMLSelectElement} */ (
    el("select", { id, name: "matter" }, ...MATTERS.map(([value, text]) => el("option", { value }, text)))
  );
  return form(
    [
      el("p", {}, "Only the site’s name and what happened are kept, nothing about you."),
      el("label", { for: id }, "What happened?"),
      choice,
    ],
    "Send report",
    () => send("/v1/reports", { url: report.address, matter: choice.value, ...country(report) }),
    (/** @type {Told} */ answer) => [
      el("p", {}, answer.is_new ? "Thank you. Your report is counted." : "This was already counted today. Thank you."),
      ...answer.tell_also.map(told),
    ],
  );
}

/** @param {Report} report @returns {HTMLElement} */
export function disputeForm(report) {
  const id = `statement-${(forms += 1)}`;
  const text = /** @type {HTMLTextAreaElement} */ (
    el("textarea", { id, rows: "5", minlength: String(MIN_STATEMENT), maxlength: String(MAX_STATEMENT) })
  );
  return form(
    [
      el("label", { for: id }, "Why is it wrong? Name your register entry, or the page that we misread."),
      text,
      el("p", {}, "No name or e-mail is needed: you get a reference with which you can look up the answer."),
    ],
    "Send dispute",
    () => {
      const statement = text.value.trim();
      if (statement.length < MIN_STATEMENT) throw new Error(`Write at least ${MIN_STATEMENT} characters.`);
      return send("/v1/disputes", { url: report.address, statement, ...country(report) });
    },
    (/** @type {Filed} */ answer) => [
      el("p", {}, "Filed on ", writtenDate(answer.filed_on), ". Your reference: ", el("strong", {}, answer.reference)),
      el("p", {}, "What would change the verdict:"),
      el("ul", {}, ...answer.what_would_change_it.map((line) => el("li", {}, line))),
      el("p", {}, "The answer will stand at ", link(new URL(answer.href, location.href).href)),
    ],
  );
}

/** @type {(fields: Node[], button: string, ask: () => Promise<any>, drawAnswer: (answer: any) => Node[]) => HTMLElement} */
function form(fields, button, ask, drawAnswer) {
  const state = el("p", { role: "status", class: "form-state" });
  const it = el("form", { class: "small", novalidate: "" }, ...fields, el("button", { type: "submit", class: "plain" }, button), state);
  it.addEventListener("submit", async (event) => {
    event.preventDefault();
    state.textContent = "Sending …";
    try {
      const answer = await ask();
      const shown = el("div", { tabindex: "-1", class: "sent" }, ...drawAnswer(answer));
      it.replaceWith(shown);
      shown.focus();
    } catch (error) {
      const isRefused = error instanceof Error && !(error instanceof TypeError);
      state.textContent = isRefused ? error.message : "The service could not be reached. Try again.";
    }
  });
  return it;
}

/** @type {(url: string, body: object) => Promise<any>} */
async function send(url, body) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = await response.json().catch(() => null);
  if (!response.ok || !answer) throw new Error(answer?.detail || answer?.title || "The service gave no readable answer.");
  return answer;
}

/** @type {(report: Report) => { country?: string }} */
function country(report) {
  return report.country ? { country: report.country } : {};
}

/** @type {(line: string) => HTMLElement} */
function told(line) {
  const at = line.lastIndexOf("https://");
  return el("p", {}, "Tell it there too: ", ...(at < 0 ? [line] : [line.slice(0, at), link(line.slice(at))]));
}
