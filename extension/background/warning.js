/** The warning page, before a shop is used: shown once a host, never where the user went on or switched it off. */

import { platform } from "../platform.js";
import * as session from "./session.js";
import { passedHosts, passHost, writeForSure } from "./tab_state.js";

/** @import { Settings } from "./settings.js" */
/** @import { Tab, TabState } from "./tab_state.js" */

const PAGE = "warning/warning.html";

/** @type {(tab: Tab, state: TabState, settings: Settings) => Promise<void>} */
export async function warn(tab, state, settings) {
  if (!settings.warnings || (await passedHosts(tab)).includes(state.host)) return;
  try {
    const { url } = await platform.tabs.get(tab.id);
    // Without access to sites the browser does not tell the address; then the user has just asked and sees the popup.
    if (!url || new URL(url).host !== new URL(state.url).host) return;
    await writeForSure(`warning:${tab.id}`, state);
    await platform.tabs.update(tab.id, { url: platform.runtime.getURL(PAGE) });
  } catch (error) {
    // The tab was closed meanwhile.
    console.debug("warning", /** @type {Error} */ (error).message);
  }
}

/** @type {(tab: number) => Promise<TabState | null>} */
export async function readWarning(tab) {
  return (await session.read(`warning:${tab}`)) ?? null;
}

/** The user goes on: no second warning for this host until the browser is closed. @type {(tab: Tab) => Promise<boolean>} */
export async function goOn(tab) {
  const state = await readWarning(tab.id);
  if (!state) return false;
  await passHost(tab, state.host);
  await platform.tabs.update(tab.id, { url: state.url });
  return true;
}
