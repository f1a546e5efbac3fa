/** The list's bytes in IndexedDB: storage.local keeps text only, and half as much again of it. */

/** @import { Kept, Store } from "../feed/client.js" */

const DATABASE = "pharmaproof";
const TABLE = "feed";
const KEY = "kept";

/** @type {Store} */
export const feedStore = {
  read: async () => /** @type {Kept | undefined} */ (await run("readonly", (table) => table.get(KEY))) ?? null,
  write: async (kept) => {
    await run("readwrite", (table) => table.put(kept, KEY));
  },
};

/** Forgets the list. */
export async function wipeFeed() {
  await run("readwrite", (table) => table.clear());
}

/**
 * @param {IDBTransactionMode} mode
 * @param {(table: IDBObjectStore) => IDBRequest} ask
 * @returns {Promise<unknown>}
 */
async function run(mode, ask) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(TABLE, mode);
      const request = ask(transaction.objectStore(TABLE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** @type {() => Promise<IDBDatabase>} */
function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
