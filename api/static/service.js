/** Talks to the service about bulk jobs: with a key, and listening to a job's progress. */

/** @import { Job, Problem } from "./types.js" */

const POLL_MS = 2000;
const KEY = "pharmaproof-key";

export class Refusal extends Error {
  /** @param {Problem} problem @param {string} [retryAfter] */
  constructor(problem, retryAfter = "") {
    super(problem.detail || problem.title || "The service refused.");
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

/** The key lives as long as this tab. @returns {string} */
export function rememberedKey() {
  return sessionStorage.getItem(KEY) ?? "";
}

/** @param {string} key */
export function rememberKey(key) {
  if (key) sessionStorage.setItem(KEY, key);
  else sessionStorage.removeItem(KEY);
}

/**
 * @param {string} url @param {RequestInit} [options]
 * @returns {Promise<Response>} of success; rejects with a Refusal, or TypeError when nothing answers
 */
export async function ask(url, options = {}) {
  const headers = { Accept: "application/json", ...options.headers, Authorization: `Bearer ${rememberedKey()}` };
  const response = await fetch(url, { ...options, headers, referrerPolicy: "no-referrer" });
  if (response.ok) return response;
  const body = await response.json().catch(() => ({ status: response.status, title: "The service gave no readable answer." }));
  throw new Refusal(body, response.headers.get("Retry-After") ?? "");
}

/** @param {string} url @param {RequestInit} [options] @returns {Promise<any>} */
export async function askJson(url, options) {
  return (await ask(url, options)).json();
}

/**
 * Calls back with the job whenever it got on, until it is done, gone, or the signal ends it.
 * @param {string} href of the job @param {AbortSignal} signal @param {(job: Job) => void} got
 */
export async function follow(href, signal, got) {
  let last = "";
  while (!signal.aborted) {
    try {
      const headers = { Accept: "text/event-stream", ...(last ? { "Last-Event-ID": last } : {}) };
      const response = await ask(`${href}/events`, { signal, headers });
      if (response.status === 204) return;
      for await (const event of eventsOf(response)) {
        if (event.id) last = event.id;
        if (event.name === "gone") throw new Refusal({ status: 404, detail: "This job has been removed." });
        if (!event.data) continue;
        got(JSON.parse(event.data));
        if (event.name === "end") return;
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof Refusal && error.problem.status !== 503) throw error;
      // No stream to be had, or the line was cut: ask the job itself, then try again.
      await pause(POLL_MS, signal);
      const job = await askJson(href, { signal }).catch((again) => {
        if (again instanceof Refusal && again.problem.status === 404) throw again;
        return null;
      });
      if (job) got(job);
      if (job?.state === "done") return;
    }
  }
}

/** @param {Response} response @returns {AsyncGenerator<{id: string, name: string, data: string}>} */
async function* eventsOf(response) {
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += decoder.decode(value, { stream: true });
    const whole = text.split("\n\n");
    text = whole.pop() ?? "";
    for (const block of whole) {
      const event = { id: "", name: "message", data: "" };
      for (const line of block.split("\n")) {
        if (line.startsWith("id: ")) event.id = line.slice(4);
        else if (line.startsWith("event: ")) event.name = line.slice(7);
        else if (line.startsWith("data: ")) event.data += line.slice(6);
      }
      yield event;
    }
  }
}

/** @param {number} ms @param {AbortSignal} signal */
function pause(ms, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => (clearTimeout(timer), resolve(undefined)), { once: true });
  });
}
