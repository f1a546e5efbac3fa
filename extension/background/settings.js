/** What the user chose, in storage.local; everything has a default under which nothing is sent. */

import { platform } from "../platform.js";
import { validSettings } from "./messages.js";
import * as session from "./session.js";

/**
 * @typedef {object} Settings
 * @property {"private" | "live"} mode
 * @property {string} country upper-case ISO code of the buyer, "" when not told
 * @property {string} language folder of _locales, "" for the browser's
 * @property {string} api_address origin of the service that live mode and in-depth checks ask; "" for none
 * @property {string} feed_address folder of the signed list; "" for none
 * @property {string[]} feed_keys public keys (base64) that may sign it
 * @property {boolean} warnings show the warning page
 * @property {boolean} marks mark search results
 * @property {number} paused_until milliseconds since 1970; 0 for not paused
 * @property {string[]} paused_hosts
 * @property {boolean} is_welcomed
 * @property {boolean} allow_reserved for tests: .test and .example are sites
 */

/** @type {Settings} */
export const DEFAULTS = {
  mode: "private",
  country: "",
  language: "",
  api_address: "",
  feed_address: "",
  feed_keys: [],
  warnings: true,
  marks: true,
  paused_until: 0,
  paused_hosts: [],
  is_welcomed: false,
  allow_reserved: false,
};

export const PAUSE_MS = 60 * 60_000;
const KEY = "settings";
const MAX_PAUSED_HOSTS = 500;

/** @type {Promise<Partial<Settings>> | null} the choices of who built the extension; the file is part of it and never changes */
let built = null;

/** @type {() => Promise<Settings>} */
export async function readSettings() {
  built ??= fetch(platform.runtime.getURL("config.json")).then((response) => response.json());
  const [config, choices] = await Promise.all([built, stored()]);
  return { ...DEFAULTS, ...config, ...choices };
}

/** Choices of a form that this version does not know, older or damaged ones, count as never made. @type {() => Promise<Partial<Settings>>} */
async function stored() {
  try {
    return validSettings((await platform.storage.local.get(KEY))[KEY]);
  } catch (error) {
    // The store cannot be read: what is sent by default is nothing, so defaults are safe.
    console.error("settings", /** @type {Error} */ (error).message);
    return {};
  }
}

/** @type {(changes: Partial<Settings>) => Promise<Settings>} */
export async function changeSettings(changes) {
  const next = { ...(await stored()), ...changes };
  if (next.paused_hosts) next.paused_hosts = next.paused_hosts.slice(-MAX_PAUSED_HOSTS);
  await platform.storage.local.set({ [KEY]: next });
  return readSettings();
}

/** A pause that is longer than any was made under a clock that was wrong. @type {(settings: Settings, now: number) => boolean} */
export function isPausedNow({ paused_until }, now) {
  return paused_until > now && paused_until <= now + PAUSE_MS;
}

/** @type {(settings: Settings, host: string, now: number) => boolean} */
export function isPaused(settings, host, now) {
  return isPausedNow(settings, now) || settings.paused_hosts.includes(host);
}

/** Forgets everything: choices, the list, what was seen. */
export async function wipe() {
  await platform.storage.local.clear();
  await session.clear();
}
