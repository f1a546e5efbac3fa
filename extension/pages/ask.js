/** Asks the background; a worker that was just ended is woken by the question. */

import { platform } from "../platform.js";

/** Asked again without harm. */
const READING = ["settings", "tab-state", "list-state"];

/**
 * The answer; `{ error: "no-answer" }` when the worker was ended over the question.
 *
 * @type {(type: string, fields?: object) => Promise<any>}
 */
export async function ask(type, fields = {}) {
  try {
    return await platform.runtime.sendMessage({ type, ...fields });
  } catch (error) {
    console.debug(type, /** @type {Error} */ (error).message);
    if (READING.includes(type)) return platform.runtime.sendMessage({ type, ...fields });
    return { error: "no-answer" };
  }
}
