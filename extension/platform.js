/** The browser's extension interface: Firefox calls it `browser`, Chromium `chrome`; both answer with promises. */

/** @type {any} Neither browser ships types; each use is small and covered by the tests that run in both. */
export const platform = /** @type {any} */ (globalThis).browser ?? /** @type {any} */ (globalThis).chrome;
