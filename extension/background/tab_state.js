/** What is known of each tab, and where the user went on; both until the browser is closed. */

import * as session from "./session.js";

/** @import { RegisterEvidence, Report } from "../shared/types.js" */

/** @typedef {{ id: number, incognito: boolean }} Tab */
/**
 * @typedef {object} TabState
 * @property {string} url of the page the report is about
 * @property {string} host
 * @property {Report | null} report
 * @property {string} error code why the address is not checked, "" for none
 * @property {"" | "asking" | "done" | "failed"} service what became of the question to the service
 * @property {string} service_error
 * @property {number} asked_at when the question that is under way was sent, in milliseconds since 1970; 0 for none
 * @property {Record<string, string>} names id of each authority in the report -> name of its register
 * @property {RegisterEvidence | null} register what the service or a range of the list told of this host
 */

/** Time limit of a question of live mode; one that is older has no answer any more, as the worker that waited for it was ended. */
export const QUICK_TIMEOUT_MS = 6_000;
const MAX_TABS = 40;
/** Reports have 20 to 60 kB, and the session store 10 MB. */

/** @type {(tab: number) => Promise<TabState | null>} */
export async function readTab(tab) {
  return (await session.read(`tab:${tab}`)) ?? null;
}

/** @type {(tab: number, state: TabState) => Promise<void>} */
export async function writeTab(tab, state) {
  const key = `tab:${tab}`;
  await writeForSure(key, state);
  const all = (await session.keys()).filter((other) => other.startsWith("tab:"));
  if (all.length > MAX_TABS) await session.remove(all.slice(0, all.length - MAX_TABS).filter((other) => other !== key));
}

/** @type {(key: string, value: unknown) => Promise<void>} */
export async function writeForSure(key, value) {
  try {
    await session.write(key, value);
  } catch (error) {
    // Full: the tab that is looked at now matters more than all others and than answers kept for later.
    console.debug("session", /** @type {Error} */ (error).message);
    const tab = key.split(":")[1];
    const needed = [key, `tab:${tab}`, `warning:${tab}`];
    await session.remove((await session.keys()).filter((other) => !needed.includes(other) && !other.startsWith(PASSED)));
    await session.write(key, value);
  }
}

/** @type {(tab: number) => Promise<void>} */
export async function forgetTab(tab) {
  await session.remove([`tab:${tab}`, `warning:${tab}`]);
}

const PASSED = "passed-hosts";
const PASSED_PRIVATE = "passed-hosts-private";
const MAX_PASSED = 200;

/** Hosts where the user chose to go on; private windows have a list of their own. @type {(tab: Tab) => Promise<string[]>} */
export async function passedHosts({ incognito }) {
  return (await session.read(incognito ? PASSED_PRIVATE : PASSED)) ?? [];
}

/** @type {(tab: Tab, host: string) => Promise<void>} */
export async function passHost(tab, host) {
  const hosts = await passedHosts(tab);
  await writeForSure(tab.incognito ? PASSED_PRIVATE : PASSED, [...new Set([...hosts, host])].slice(-MAX_PASSED));
}

/** For when the last private window is closed. */
export async function forgetPrivate() {
  await session.remove([PASSED_PRIVATE]);
}
