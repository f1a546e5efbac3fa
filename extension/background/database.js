/** One IndexedDB of two tables: the list, and what a private window knows; a damaged one is begun anew. */

const NAME = "pharmaproof";
const VERSION = 2;
const TABLES = /** @type {const} */ (["feed", "session"]);

/**
 * @param {typeof TABLES[number]} table
 * @param {IDBTransactionMode} mode
 * @param {(table: IDBObjectStore) => IDBRequest} ask
 * @returns {Promise<any>} what was asked for, once it is on the disk
 */
export async function inTable(table, mode, ask) {
  const database = await open().catch(async () => {
    // Damaged, or of a shape that no version of ours wrote. The list is fetched anew; nothing else is kept here.
    await forget();
    return open();
  });
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(table, mode);
      const request = ask(transaction.objectStore(table));
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
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      const held = request.result.objectStoreNames;
      for (const table of TABLES) if (!held.contains(table)) request.result.createObjectStore(table);
    };
    request.onsuccess = () => {
      const database = request.result;
      if (TABLES.every((table) => database.objectStoreNames.contains(table))) return resolve(database);
      database.close();
      reject(new Error("tables are missing"));
    };
    request.onerror = () => reject(request.error);
  });
}

/** @type {() => Promise<void>} */
function forget() {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(NAME);
    request.onsuccess = request.onerror = request.onblocked = () => resolve();
  });
}
