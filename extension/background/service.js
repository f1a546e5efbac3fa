/** Questions to the one service whose address the user set: the host and the country, nothing else; with time limit and back-off. */

import * as session from "./session.js";

/** @import { Report } from "../shared/types.js" */
/** @import { Settings } from "./settings.js" */

const QUICK_TIMEOUT_MS = 6_000;
const FULL_TIMEOUT_MS = 30_000;
const POLL_MS = 2_000;
const MAX_POLLS = 20;
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
  if (cached[key]?.at > Date.now() - CACHE_MS) return cached[key].report;
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
  return response.json();
}

const NOTHING_TO_DISPUTE = "service-409";

/**
 * Disputes a verdict; throws ServiceError. The service takes disputes of verdicts of its own only, so one that never saw the site
 * looks at it first.
 *
 * @type {(host: string, statement: string, settings: Settings) => Promise<any>}
 */
export async function dispute(host, statement, settings) {
  const send = () => tellService("/v1/disputes", { url: host, statement, country: settings.country || null }, settings);
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
  return readReport(await call(question(host, "quick", settings), QUICK_TIMEOUT_MS));
}

/** @type {(host: string, settings: Settings) => Promise<Report>} */
async function full(host, settings) {
  let response = await call(question(host, "full", settings), FULL_TIMEOUT_MS);
  if (response.status !== 202) return readReport(response);
  const job = `${origin(settings)}${(await response.json()).href}`;
  for (let polls = 0; polls < MAX_POLLS; polls += 1) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    response = await call(job, QUICK_TIMEOUT_MS);
    if (!response.ok) break;
    const { state, report } = await response.json();
    if (state === "done") return valid(report);
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

/** @type {(response: Response) => Promise<Report>} */
async function readReport(response) {
  if (!response.ok) throw new ServiceError(response.status === 429 ? "service-busy" : `service-${response.status}`);
  return valid(await response.json());
}

/** @type {(report: any) => Report} */
function valid(report) {
  const isReport =
    typeof report?.verdict === "string" && typeof report.host === "string" && typeof report.parts?.register?.state === "string" &&
    Array.isArray(report.registers) && Array.isArray(report.register_copies) && Array.isArray(report.not_evaluated);
  if (!isReport) throw new ServiceError("service-odd-answer");
  return report;
}

async function refuseDuringPause() {
  const held = await session.read(BACK_OFF);
  if (held?.until > Date.now()) throw new ServiceError("service-unreachable");
}

async function pause() {
  const held = await session.read(BACK_OFF);
  const length = Math.min(held ? held.length * 2 : FIRST_PAUSE_MS, MAX_PAUSE_MS);
  await session.write(BACK_OFF, { until: Date.now() + length, length });
}
