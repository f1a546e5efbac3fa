/** Asks the background; a worker that was just ended is woken by the question. */

import { platform } from "../platform.js";

/** @type {(type: string, fields?: object) => Promise<any>} */
export function ask(type, fields = {}) {
  return platform.runtime.sendMessage({ type, ...fields });
}
