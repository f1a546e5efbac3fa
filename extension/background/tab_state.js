/** What is known of each tab, in storage.session: it outlives the worker and never reaches the disk. */

import { platform } from "../platform.js";

/** @import { RegisterEvidence, Report } from "../shared/types.js" */

/**
 * @typedef {object} TabState
 * @property {string} url of the page the report is about
 * @property {string} host
 * @property {Report | null} report
 * @property {string} error code why the address is not checked, "" for none
 * @property {"" | "asking" | "done" | "failed"} service what became of the question to the service
 * @property {string} service_error
 * @property {Record<string, string>} names id of each authority in the report -> name of its register
 * @property {RegisterEvidence | null} register what the service or a range of the list told of this host
 */

const MAX_TABS = 40;
/** Reports have 20 to 60 kB, and the session store 10 MB. */

/** @type {(tab: number) => Promise<TabState | null>} */
export async function readTab(tab) {
  const key = `tab:${tab}`;
  return (await platform.storage.session.get(key))[key] ?? null;
}

/** @type {(tab: number, state: TabState) => Promise<void>} */
export async function writeTab(tab, state) {
  await platform.storage.session.set({ [`tab:${tab}`]: state });
  const all = Object.keys(await platform.storage.session.get(null)).filter((key) => key.startsWith("tab:"));
  if (all.length > MAX_TABS) await platform.storage.session.remove(all.slice(0, all.length - MAX_TABS).filter((key) => key !== `tab:${tab}`));
}

/** @type {(tab: number) => Promise<void>} */
export async function forgetTab(tab) {
  await platform.storage.session.remove([`tab:${tab}`, `warning:${tab}`]);
}

const PASSED = "passed-hosts";
const MAX_PASSED = 200;

/** Hosts where the user chose to go on, until the browser is closed. @type {() => Promise<string[]>} */
export async function passedHosts() {
  return (await platform.storage.session.get(PASSED))[PASSED] ?? [];
}

/** @type {(host: string) => Promise<void>} */
export async function passHost(host) {
  const hosts = await passedHosts();
  await platform.storage.session.set({ [PASSED]: [...new Set([...hosts, host])].slice(-MAX_PASSED) });
}
