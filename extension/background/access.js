/** Content scripts run only while the user has granted access to sites; asked for by a button, revocable. */

import { platform } from "../platform.js";

export const SITES = { origins: ["http://*/*", "https://*/*"], permissions: ["scripting"] };
const PAGE_FILES = ["content/gather.js", "content/show_place.js", "content/main.js"];
const SEARCH_FILES = ["content/search.js"];
const SEARCH_SITES = [
  "*://*.google.com/search*", "*://*.bing.com/search*", "*://*.duckduckgo.com/*", "*://*.ecosia.org/search*", "*://*.qwant.com/*",
  "*://search.yahoo.com/search*", "*://*.search.yahoo.com/search*",
];
const GOOGLE_ENDINGS = ["de", "fr", "es", "it", "nl", "pl", "pt", "se", "dk", "cz", "be", "at", "ch", "ie", "ru", "co.uk", "com.tr", "co.jp", "ca", "com.br"];

/** @type {() => Promise<boolean>} */
export function hasAccess() {
  return platform.permissions.contains(SITES);
}

/** Registers the content scripts when access is there; called at each start, as browsers forget them on updates. */
export async function registerScripts() {
  if (!(await hasAccess())) return;
  const { scripting } = platform;
  const held = (await scripting.getRegisteredContentScripts()).map((/** @type {{ id: string }} */ s) => s.id);
  const google = GOOGLE_ENDINGS.map((ending) => `*://*.google.${ending}/search*`);
  const wanted = [
    { id: "pages", js: PAGE_FILES, matches: SITES.origins, runAt: "document_idle" },
    { id: "search", js: SEARCH_FILES, css: ["content/search.css"], matches: [...SEARCH_SITES, ...google], runAt: "document_idle" },
  ];
  await scripting.registerContentScripts(wanted.filter((script) => !held.includes(script.id)));
}

/** Gathers the page of one tab, by activeTab when no other access was granted. @type {(tab: number) => Promise<boolean>} */
export async function gatherTab(tab) {
  if (!platform.scripting) return false;
  try {
    await platform.scripting.executeScript({ target: { tabId: tab }, files: PAGE_FILES });
    await platform.tabs.sendMessage(tab, { type: "look-again" });
    return true;
  } catch (error) {
    // Browser pages and stores let no extension in.
    console.debug("gather", /** @type {Error} */ (error).message);
    return false;
  }
}
