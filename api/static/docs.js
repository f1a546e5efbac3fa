/** Shows openapi.json for people: each call with its parameters, answers and an example for curl. */

import { el } from "./dom.js";

/** @import { Call } from "./types.js" */

const loading = /** @type {HTMLElement} */ (document.getElementById("loading"));
const calls = /** @type {HTMLElement} */ (document.getElementById("calls"));

try {
  const response = await fetch("/openapi.json");
  /** @type {{ paths: Record<string, Record<string, Call>> }} */
  const description = await response.json();
  for (const [path, methods] of Object.entries(description.paths)) {
    for (const [method, call] of Object.entries(methods)) calls.append(drawCall(path, method, call));
  }
  loading.textContent = "";
} catch {
  loading.textContent = "The description could not be loaded. Reload the page.";
}

/** @type {(path: string, method: string, call: Call) => HTMLElement} */
function drawCall(path, method, call) {
  const section = el(
    "section",
    { class: "call" },
    el("h2", {}, el("span", { class: "method" }, method), " ", el("code", {}, path)),
    el("p", {}, call.summary, "."),
  );
  const given = (call.parameters ?? []).map((p) => [
    p.name + (p.required ? " (needed)" : ""),
    [p.description, p.schema.enum && `One of ${p.schema.enum.join(", ")}.`].filter(Boolean).join(" "),
  ]);
  if (given.length) section.append(table(["Parameter", "Meaning"], given));
  section.append(
    table(["Status", "Answer"], Object.entries(call.responses).map(([status, answer]) => [status, answer.description])),
    el("pre", { tabindex: "0" }, example(path, method, call)),
  );
  return section;
}

/** @type {(heads: string[], rows: string[][]) => HTMLElement} */
function table(heads, rows) {
  const head = el("tr", {}, ...heads.map((text) => el("th", { scope: "col" }, text)));
  const body = rows.map((cells) => el("tr", {}, ...cells.map((text) => el("td", {}, text))));
  return el("table", {}, el("thead", {}, head), el("tbody", {}, ...body));
}

/** @type {(path: string, method: string, call: Call) => string} */
function example(path, method, call) {
  const needed = (call.parameters ?? []).filter((p) => p.in === "query" && p.required);
  const query = needed.map((p) => `${p.name}=${p.example ?? ""}`).join("&");
  const address = `${location.origin}${path}${query && `?${query}`}`;
  const needsKey = call.security?.every((way) => "key" in way);
  const key = needsKey ? " -H 'Authorization: Bearer pp_…'" : "";
  if (method === "get") return `curl '${address}'${key}`;
  if (!call.requestBody) return `curl -X ${method.toUpperCase()} '${address}'${key}`;
  const [[kind, body]] = Object.entries(call.requestBody.content);
  return `curl '${address}'${key} -H 'Content-Type: ${kind}' \\\n  -d '${JSON.stringify(body.example)}'`;
}
