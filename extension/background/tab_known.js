/** What is known of one tab, straight from the stores: the popup reads it without waking the worker. */

import { hasAccess } from "./access.js";
import { readSettings } from "./settings.js";
import { readTab } from "./tab_state.js";
import { readWarning } from "./warning.js";

/**
 * The state, the warning that waits, whether the user granted access to sites, and the settings.
 *
 * @param {number} tab
 */
export async function knownOf(tab) {
  const [state, warning, access, settings] = await Promise.all([readTab(tab), readWarning(tab), hasAccess(), readSettings()]);
  return { state, warning, access, settings };
}
