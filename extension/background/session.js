/**
 * What is known until the browser is closed, in memory only: it outlives the worker and never reaches the disk.
 *
 * Chromium runs a second worker for private windows but lets both share storage.session, where the last private tab's report would
 * stay behind. That worker therefore keeps its own in IndexedDB, which in a private window is memory and goes with it.
 */

import { platform } from "../platform.js";
import { inTable } from "./database.js";

/** Also in that worker's own pages. In Firefox one background serves all windows, and this is false, in a private window's popup too. */
export const isPrivateWorker = Boolean(platform.extension?.inIncognitoContext) && platform.runtime.getManifest().incognito === "split";
const CHANGES = new BroadcastChannel("session");

/** @type {(key: string) => Promise<any>} undefined when there is none */
export async function read(key) {
  if (isPrivateWorker) return inTable("session", "readonly", (table) => table.get(key));
  return (await platform.storage.session.get(key))[key];
}

/** @type {() => Promise<string[]>} */
export async function keys() {
  if (isPrivateWorker) return inTable("session", "readonly", (table) => table.getAllKeys());
  return Object.keys(await platform.storage.session.get(null));
}

/** Tells open popups of the change. @type {(key: string, value: unknown) => Promise<void>} */
export async function write(key, value) {
  if (isPrivateWorker) await inTable("session", "readwrite", (table) => table.put(value, key));
  else await platform.storage.session.set({ [key]: value });
  CHANGES.postMessage(key);
}

/** @type {(gone: string[]) => Promise<void>} */
export async function remove(gone) {
  if (gone.length === 0) return;
  if (!isPrivateWorker) return platform.storage.session.remove(gone);
  for (const key of gone) await inTable("session", "readwrite", (table) => table.delete(key));
}

/** Forgets everything of this kind. */
export async function clear() {
  if (isPrivateWorker) await inTable("session", "readwrite", (table) => table.clear());
  else await platform.storage.session.clear();
}
