/** Content scripts run only while the user has granted access to sites; asked for by a button, revocable. */

import { platform } from "../platform.js";

export const SITES = { origins: ["http://*/*", "https://*/*"], permissions: ["scripting"] };
const START_FILES = ["content/start.js"];
const READER_FILES = ["content/gather.js", "content/main.js"];
const PLACE_FILES = ["content/show_place.js"];
const SEARCH_FILES = ["content/search.js"];
const SEARCH_SITES = [
  "*://*.google.com/search*", "*://*.bing.com/search*", "*://*.duckduckgo.com/*", "*://*.ecosia.org/search*", "*://*.qwant.com/*",
  "*://search.yahoo.com/search*", "*://*.search.yahoo.com/search*",
];
const GOOGLE_ENDINGS = (
  "de fr es it nl pl pt se dk cz sk hu ro bg gr hr si rs ba mk al lt lv ee fi no is ie at ch li lu be cat cy com.mt md by " +
  "ru kz com.ua com.tr com.cy co.uk ca com.br com.mx com.ar com.co com.pe cl com.uy com.bo com.ec co.cr com.py co.ve " +
  "com.au co.nz co.za co.in com.sg com.hk com.tw com.my co.th com.vn com.ph co.id co.jp co.kr ae com.sa com.eg co.ma dz " +
  "tn com.lb jo com.qa com.kw com.om com.bh iq com.ly co.il ge am az "
)
  .trim()
  .split(" ");

/** @type {() => Promise<boolean>} */
export function hasAccess() {
  return platform.permissions.contains(SITES);
}

/** One registration after the other: the browser refuses a second one of the same name. @type {Promise<void>} */
let registered = Promise.resolve();

/** Registers the content scripts when access is there; called at each start, as browsers forget them on updates. */
export function registerScripts() {
  registered = registered.then(register, register);
  return registered;
}

async function register() {
  if (!(await hasAccess())) return;
  const { scripting } = platform;
  const held = (await scripting.getRegisteredContentScripts()).map((/** @type {{ id: string }} */ s) => s.id);
  const google = GOOGLE_ENDINGS.map((ending) => `*://*.google.${ending}/search*`);
  const wanted = [
    { id: "pages", js: START_FILES, matches: SITES.origins, runAt: "document_idle" },
    { id: "search", js: SEARCH_FILES, css: ["content/search.css"], matches: [...SEARCH_SITES, ...google], runAt: "document_idle" },
  ];
  const fresh = wanted.filter((script) => !held.includes(script.id));
  const kept = wanted.filter((script) => held.includes(script.id));
  if (fresh.length > 0) await scripting.registerContentScripts(fresh);
  // A newer version of the extension may name other files and sites.
  if (kept.length > 0) await scripting.updateContentScripts(kept);
}

/** Puts the reader into a page that asked for it, or that the user wants checked. @type {(tab: number) => Promise<boolean>} */
export function readTabPage(tab) {
  return inject(tab, READER_FILES);
}

/** Gathers the page of one tab, by activeTab when no other access was granted. @type {(tab: number) => Promise<boolean>} */
export async function gatherTab(tab) {
  return (await inject(tab, READER_FILES)) && tell(tab, { type: "look-again" });
}

/** Shows a quote in the page it is of. @type {(tab: number, quote: string) => Promise<boolean>} */
export async function showPlace(tab, quote) {
  return (await inject(tab, PLACE_FILES)) && tell(tab, { type: "show-place", quote });
}

/** @type {(tab: number, files: string[]) => Promise<boolean>} */
async function inject(tab, files) {
  if (!platform.scripting) return false;
  try {
    await platform.scripting.executeScript({ target: { tabId: tab }, files });
    return true;
  } catch (error) {
    // Browser pages and stores let no extension in; a tab may be closed meanwhile.
    console.debug("inject", /** @type {Error} */ (error).message);
    return false;
  }
}

/** @type {(tab: number, message: object) => Promise<boolean>} */
async function tell(tab, message) {
  try {
    await platform.tabs.sendMessage(tab, message);
    return true;
  } catch (error) {
    console.debug("tell", /** @type {Error} */ (error).message); // the page was left meanwhile
    return false;
  }
}
