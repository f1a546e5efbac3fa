/** Asks the browser's own question about access, which it does during a click only: call this before anything is awaited. */

import { SITES } from "../background/access.js";
import { platform } from "../platform.js";

/** False when it was refused, by the user or by who runs this browser. @type {(wanted?: object) => Promise<boolean>} */
export async function request(wanted = SITES) {
  try {
    return await platform.permissions.request(wanted);
  } catch (error) {
    console.debug("grant", /** @type {Error} */ (error).message);
    return false;
  }
}
