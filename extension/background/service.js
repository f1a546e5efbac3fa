/** Questions to the one service whose address the user set: the host and the country, nothing else; with time limit and back-off. */

import { isReportOn } from "./report_shape.js";
import * as session from "./session.js";
import { QUICK_TIMEOUT_MS } from "./tab_state.js";

/** @import { Report } from "../shared/types.js" */
/** @import { Settings } from "./settings.js" */

const FULL_TIMEOUT_MS = 30_000;
const POLL_MS = 2_000;
const MAX_POLLS = 20;
/** Large reports have 60 kB. */
const MAX_ANSWER_BYTES = 2_000_000;
const JOB = /^\/v1\/[\w/-]{1,200}$/;
const CACHE_MS = 30 * 60_000;
const MAX_CACHED = 200;
const FIRST_PAUSE_MS = 30_000;
const MAX_PAUSE_MS = 30 * 60_000;
const CACHE = "service-cache";
const BACK_OFF = "service-back-off";

/** The service gave no answer; `code` says why. */
export class ServiceError extends Error {
  /** @param {string} code */
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/**
 * The service's report on a host; throws ServiceError.
 *
 * @type {(host: string, depth: "quick" | "full", settings: Settings, isKept?: boolean) => Promise<Report>} `isKept` false for a
 *   private window: the answer is not kept for the next question
 */
export async function askService(host, depth, settings, isKept = true) {
  const key = `${depth} ${host} ${settings.country} ${settings.api_address}`;
  const cached = (await session.read(CACHE)) ?? {};
  if (Math.abs(Date.now() - cached[key]?.at) < CACHE_MS) return cached[key].report;
  if (depth === "quick") await refuseDuringPause();
  /** @type {Report} */
  let report;
  try {
    report = await (depth === "quick" ? quick : full)(host, settings);
  } catch (error) {
    const code = error instanceof ServiceError ? error.code : "service-unreachable";
    if (!/^service-(?:none|4)/.test(code)) await pause(); // a refusal of this one host says nothing of the next
    throw error instanceof ServiceError ? error : new ServiceError(code);
  }
  await session.remove([BACK_OFF]);
  if (isKept) await keep(key, report);
  return report;
}

/** @type {(key: string, report: Report) => Promise<void>} */
async function keep(key, report) {
  // Read again: other answers came while this one was on its way.
  const cached = (await session.read(CACHE)) ?? {};
  delete cached[key];
  const kept = Object.entries({ ...cached, [key]: { at: Date.now(), report } }).slice(-MAX_CACHED);
  try {
    await session.write(CACHE, Object.fromEntries(kept));
  } catch (error) {
    // Full: the next question is sent again.
    console.debug("session", /** @type {Error} */ (error).message);
    await session.remove([CACHE]);
  }
}

/**
 * Tells the service something that the user typed and sent; throws ServiceError.
 *
 * @type {(path: string, body: object, settings: Settings) => Promise<any>}
 */
export async function tellService(path, body, settings) {
  const response = await call(`${origin(settings)}${path}`, QUICK_TIMEOUT_MS, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new ServiceError(`service-${response.status}`);
  return readJson(response);
}

const NOTHING_TO_DISPUTE = "service-409";
const ODD = "service-odd-answer";

/**
 * Disputes a verdict; throws ServiceError. The service takes disputes of verdicts of its own only, so one that never saw the site
 * looks at it first.
 *
 * @type {(host: string, statement: string, settings: Settings) => Promise<any>}
 */
export async function dispute(host, statement, settings) {
  const send = async () => {
    const filed = await tellService("/v1/disputes", { url: host, statement, country: settings.country || null }, settings);
    if (typeof filed?.reference !== "string") throw new ServiceError(ODD);
    return filed;
  };
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== NOTHING_TO_DISPUTE) throw error;
    await askService(host, "full", settings, false);
    return send();
  }
}

/** @type {(host: string, settings: Settings) => Promise<Report>} */
async function quick(host, settings) {
  return readReport(await call(question(host, "quick", settings), QUICK_TIMEOUT_MS), host);
}

/** @type {(host: string, settings: Settings) => Promise<Report>} */
async function full(host, settings) {
  let response = await call(question(host, "full", settings), FULL_TIMEOUT_MS);
  if (response.status !== 202) return readReport(response, host);
  const { href } = await readJson(response);
  // Behind the origin anything but a path could name another host.
  if (!JOB.test(href)) throw new ServiceError(ODD);
  const job = `${origin(settings)}${href}`;
  for (let polls = 0; polls < MAX_POLLS; polls += 1) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    response = await call(job, QUICK_TIMEOUT_MS);
    if (!response.ok) break;
    const { state, report } = await readJson(response);
    if (state === "done") return valid(report, host);
    if (state === "failed") break;
  }
  throw new ServiceError("service-slow");
}

/** @type {(host: string, depth: string, settings: Settings) => string} */
function question(host, depth, { country, ...settings }) {
  const query = new URLSearchParams({ url: host, depth });
  if (country) query.set("country", country);
  return `${origin(/** @type {Settings} */ (settings))}/v1/check?${query}`;
}

/** @type {(settings: { api_address: string }) => string} */
function origin({ api_address }) {
  if (!api_address) throw new ServiceError("service-none");
  return api_address.replace(/\/+$/, "");
}

/** @type {(url: string, timeoutMs: number, options?: RequestInit) => Promise<Response>} */
function call(url, timeoutMs, options = {}) {
  const signal = AbortSignal.timeout(timeoutMs);
  return fetch(url, { ...options, signal, credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer", redirect: "error" });
}

/** @type {(response: Response, host: string) => Promise<Report>} */
async function readReport(response, host) {
  if (!response.ok) throw new ServiceError(response.status === 429 ? "service-busy" : `service-${response.status}`);
  return valid(await readJson(response), host);
}

/** @type {(report: unknown, host: string) => Report} */
function valid(report, host) {
  if (!isReportOn(report, host)) throw new ServiceError(ODD);
  return report;
}

/** An object as JSON, whatever it holds; a page of HTML, nothing, a list or more than is bearable is an odd answer. @type {(response: Response) => Promise<any>} */
async function readJson(response) {
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  let text = "";
  for (let bytes = 0; reader; ) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.byteLength;
    if (bytes > MAX_ANSWER_BYTES) {
      await reader.cancel();
      throw new ServiceError(ODD);
    }
    text += decoder.decode(value, { stream: true });
  }
  try {
    const answer = JSON.parse(text);
    if (typeof answer === "object" && answer !== null) return answer;
  } catch {
    // told below
  }
  throw new ServiceError(ODD);
}

async function refuseDuringPause() {
  const held = await session.read(BACK_OFF);
  // Longer than any pause: the clock was put back meanwhile.
  if (held?.until > Date.now() && held.until <= Date.now() + MAX_PAUSE_MS) throw new ServiceError("service-unreachable");
}

async function pause() {
  const held = await session.read(BACK_OFF);
  const length = Math.min(held ? held.length * 2 : FIRST_PAUSE_MS, MAX_PAUSE_MS);
  await session.write(BACK_OFF, { until: Date.now() + length, length });
}
