/** The signed list on this machine: updated by alarm, asked without any request. */

import { FeedClient } from "../feed/client.js";
import { ACCREDITED, FeedRefused, LISTED, WARNED } from "../feed/format.js";
import { addressExpressions } from "../shared/address.js";
import { hashExpression } from "../shared/url_expressions.js";
import { copyForPrivateWindows, feedStore } from "./feed_store.js";
import { isPrivateWorker } from "./session.js";
import { readSettings } from "./settings.js";
import { platform } from "../platform.js";

/** @import { Address } from "../shared/address.js" */
/** @import { Rules } from "../shared/rules.js" */
/** @import { RegisterEntry, RegisterEvidence } from "../shared/types.js" */

const LIST_NAME = "The signed list of official registers";
const TIMEOUT_MS = 30_000;
const MAX_FILE_BYTES = 64 * 1024 * 1024;
const STATE = "list-state";

/** @type {Promise<FeedClient> | null} */
let opened = null;

/** @type {() => Promise<FeedClient>} */
async function client() {
  opened ??= readSettings().then(async (settings) => {
    const made = new FeedClient(feedStore, settings.feed_keys);
    try {
      await made.open();
    } catch (error) {
      // The store cannot be read: as if no list were held; pages are judged by themselves until the next update.
      console.error("list", /** @type {Error} */ (error).message);
    }
    return made;
  });
  return opened;
}

/** For after a change of keys and after a wipe. */
export function closeList() {
  opened = null;
}

/**
 * Fetches the list when an address is set; what went wrong is kept for the options page.
 *
 * @returns {Promise<{ version: number, count: number, created_at: string, error: string }>}
 */
export async function updateList() {
  const settings = await readSettings();
  const held = await client();
  if (held.least === 0) held.keys = settings.feed_keys;
  if (isPrivateWorker) return listState();
  let error = "";
  try {
    if (settings.feed_address) await held.update(fetcher(settings.feed_address));
    await copyForPrivateWindows();
  } catch (problem) {
    // Unreachable, damaged or forged, or no room on the disk: the copy held stays, and the options page says so.
    error = problem instanceof FeedRefused ? problem.code : isDiskFull(problem) ? "feed-disk-full" : "feed-unreachable";
  }
  try {
    await platform.storage.local.set({ [STATE]: { error, tried_at: Date.now() } });
  } catch (problem) {
    // No room for three words: then it is told now and not remembered.
    console.debug("list", /** @type {Error} */ (problem).message);
    return { ...(await listState()), error };
  }
  return listState();
}

/** @type {(problem: unknown) => boolean} */
function isDiskFull(problem) {
  const { name = "", message = "" } = /** @type {any} */ (problem) ?? {};
  return name === "QuotaExceededError" || /quota/i.test(message);
}

/** What is held, for the options page. */
export async function listState() {
  const held = await client();
  const state = (await platform.storage.local.get(STATE).catch(() => ({})))[STATE];
  return {
    version: held.manifest?.version ?? 0,
    count: held.list?.count ?? 0,
    created_at: held.manifest?.created_at ?? "",
    error: typeof state?.error === "string" ? state.error : "",
  };
}

/**
 * Class bits of an address and where each comes from; null when no list is held.
 *
 * @type {(address: Address, rules: Rules) => Promise<{ bits: number, found: { expression: string, hash: Uint8Array, bits: number }[] } | null>}
 */
export async function lookUp(address, rules) {
  const { list } = await client();
  if (!list) return null;
  const found = [];
  let bits = 0;
  for (const expression of addressExpressions(address, rules)) {
    const hash = await hashExpression(expression);
    const own = list.find(hash);
    if (own === 0) continue;
    bits |= own;
    found.push({ expression, hash, bits: own });
  }
  return { bits, found };
}

/** What the engine asks. @type {(address: Address, rules: Rules) => Promise<RegisterEvidence | null>} */
export async function registerEvidence(address, rules) {
  const answer = await lookUp(address, rules);
  const held = await client();
  if (!answer || !held.manifest) return null;
  const { created_at, count } = held.manifest;
  return {
    entries: answer.found.flatMap(({ expression, bits }) => entriesFor(expression, bits, created_at)),
    copies: [{ authority: LIST_NAME, country: "", register_name: LIST_NAME, read_at: created_at, entry_count: count }],
  };
}

/**
 * The entries with authority, number and link; asks the feed for the range of the hash (on a click only).
 *
 * @type {(address: Address, rules: Rules) => Promise<RegisterEvidence | null>}
 */
export async function fullRegisterEvidence(address, rules) {
  const { feed_address } = await readSettings();
  const answer = await lookUp(address, rules);
  const held = await client();
  if (!answer || !held.manifest || !feed_address) return null;
  /** @type {RegisterEntry[]} */
  const entries = [];
  for (const { expression, hash } of answer.found) {
    for (const row of await held.entries(hash, fetcher(feed_address))) {
      const [entry] = entriesFor(expression, row.classes, row.read_at);
      const { register_url: source_url, authority, country, entry_url, name, licence_number, reason } = row;
      const scope = /** @type {RegisterEntry["scope"]} */ (row.scope);
      entries.push({ ...entry, authority, country, entry_url, name, licence_number, reason, scope, source_url });
    }
  }
  const base = await registerEvidence(address, rules);
  return base && { ...base, entries };
}

/** @type {(expression: string, bits: number, readAt: string) => RegisterEntry[]} */
function entriesFor(expression, bits, readAt) {
  const shown = expression.endsWith("/") && expression.indexOf("/") === expression.length - 1 ? expression.slice(0, -1) : expression;
  /** @type {[number, Partial<RegisterEntry>][]} */
  const kinds = [
    [WARNED, { polarity: "negative", kind: "warning_list" }],
    [LISTED, { polarity: "positive", kind: "register" }],
    [ACCREDITED, { polarity: "positive", kind: "accreditation" }],
  ];
  return kinds
    .filter(([bit]) => bits & bit)
    .map(([, kind]) => /** @type {RegisterEntry} */ ({
      authority: LIST_NAME, country: "", expression: shown, name: "", licence_number: "", status: "active", scope: "unknown",
      source_url: "", entry_url: "", read_at: readAt || null, first_seen: null, last_seen: null, removed_on: null,
      proof: "snapshot", source_sha256: "", reason: "", ...kind,
    }));
}

/** @type {(base: string) => import("../feed/client.js").Fetch} */
function fetcher(base) {
  const root = base.endsWith("/") ? base : `${base}/`;
  return async (name) => {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(root + name, { signal, credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer", redirect: "error" });
    if (!response.ok || Number(response.headers.get("content-length") ?? 0) > MAX_FILE_BYTES) throw new Error(`${name}: ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  };
}
