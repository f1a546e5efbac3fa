/** What is known of one tab, straight from the stores: the popup reads it without waking the worker. */

import { hasAccess } from "./access.js";
import { readSettings } from "./settings.js";
import { QUICK_TIMEOUT_MS, readTab } from "./tab_state.js";
import { readWarning } from "./warning.js";

/** @import { TabState } from "./tab_state.js" */

/** For the way into the store and back. */
const MARGIN_MS = 2_000;
export const ASKING_MS = QUICK_TIMEOUT_MS + MARGIN_MS;

/**
 * The state, the warning that waits, whether the user granted access to sites, and the settings.
 *
 * @param {number} tab
 */
export async function knownOf(tab) {
  const [state, warning, access, settings] = await Promise.all([readTab(tab), readWarning(tab), hasAccess(), readSettings()]);
  return { state: state && withoutLostQuestion(state), warning, access, settings };
}

/**
 * A question whose worker was ended is told as one that failed, as the clock's change is: nobody waits for ever.
 *
 * @type {(state: TabState) => TabState}
 */
function withoutLostQuestion(state) {
  const isUnderWay = state.service === "asking" && Math.abs(Date.now() - state.asked_at) <= ASKING_MS;
  return state.service !== "asking" || isUnderWay ? state : { ...state, service: "failed", service_error: "service-unreachable" };
}
