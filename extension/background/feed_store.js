/** The list's bytes in IndexedDB: storage.local keeps text only, and half as much again of it. */

import { platform } from "../platform.js";
import { inTable } from "./database.js";
import { isPrivateWorker } from "./session.js";

/** @import { Kept, Store } from "../feed/client.js" */

const KEY = "kept";
const COPY = "feed-copy";
const MAX_COPY_BYTES = 4 * 1024 * 1024;
/** storage.local holds 10 MB, and Base64 makes four bytes of three. */
const CHUNK_BYTES = 32_768;

/** @type {Store} */
export const feedStore = {
  read: async () => (isPrivateWorker ? readCopy() : ((await inTable("feed", "readonly", (table) => table.get(KEY))) ?? null)),
  write: async (kept) => {
    await inTable("feed", "readwrite", (table) => table.put(kept, KEY));
    await copyForPrivateWindows();
  },
};

/** Forgets the list. */
export async function wipeFeed() {
  await inTable("feed", "readwrite", (table) => table.clear());
  await platform.storage.local.remove(COPY);
}

/**
 * A copy where the worker of private windows can read it: Chromium gives it a database of its own, which begins empty. Only for users
 * who let the extension into private windows; longer lists are left out, and the page alone decides there.
 */
export async function copyForPrivateWindows() {
  if (isPrivateWorker || platform.runtime.getManifest().incognito !== "split") return;
  if (!(await platform.extension.isAllowedIncognitoAccess())) return;
  const kept = /** @type {Kept | undefined} */ (await inTable("feed", "readonly", (table) => table.get(KEY)));
  if (!kept?.hosts || kept.hosts.length > MAX_COPY_BYTES) return platform.storage.local.remove(COPY);
  const held = (await platform.storage.local.get(COPY))[COPY];
  if (held?.text === kept.text) return;
  await platform.storage.local.set({ [COPY]: { ...kept, hosts: toBase64(kept.hosts) } });
}

/** The signature is checked again by whoever opens it. @type {() => Promise<Kept | null>} */
async function readCopy() {
  const copy = (await platform.storage.local.get(COPY))[COPY];
  return typeof copy?.hosts === "string" ? { ...copy, hosts: Uint8Array.from(atob(copy.hosts), (char) => char.charCodeAt(0)) } : null;
}

/** @type {(data: Uint8Array) => string} */
function toBase64(data) {
  let text = "";
  for (let at = 0; at < data.length; at += CHUNK_BYTES) text += String.fromCharCode(...data.subarray(at, at + CHUNK_BYTES));
  return btoa(text);
}
