/** Every listener of the background, registered before anything is awaited: a worker is woken for one event. */

import { platform } from "../platform.js";
import { gatherTab, hasAccess, readTabPage, registerScripts, showPlace } from "./access.js";
import { checkGathered, checkInDepth, checkNavigation, forgetPage, showEntry } from "./checks.js";
import { wipeFeed } from "./feed_store.js";
import { closeList, listState, updateList } from "./list.js";
import { marksFor } from "./marks.js";
import { accepted } from "./messages.js";
import { dispute, tellService, ServiceError } from "./service.js";
import { isPrivateWorker } from "./session.js";
import { changeSettings, readSettings, wipe } from "./settings.js";
import { knownOf } from "./tab_known.js";
import { forgetPrivate, forgetTab } from "./tab_state.js";
import { goOn } from "./warning.js";

/** @import { Message } from "./messages.js" */

const UPDATE_ALARM = "update-list";
const UPDATE_EVERY_MINUTES = 360;
const own = { id: platform.runtime.id, base: platform.runtime.getURL("") };

platform.runtime.onInstalled.addListener(async (/** @type {{ reason: string }} */ { reason }) => {
  await start();
  if (reason === "install" && !isPrivateWorker && !(await readSettings()).is_welcomed) {
    await platform.tabs.create({ url: platform.runtime.getURL("welcome/welcome.html") });
  }
});
platform.runtime.onStartup.addListener(start);
platform.permissions.onAdded.addListener(registerScripts);
platform.alarms.onAlarm.addListener((/** @type {{ name: string }} */ alarm) => {
  if (alarm.name === UPDATE_ALARM) return updateList();
});
platform.tabs.onUpdated.addListener((/** @type {number} */ id, /** @type {any} */ change, /** @type {any} */ tab) => {
  if (change.url && /^https?:/.test(change.url)) return checkNavigation({ id, incognito: tab.incognito }, change.url);
});
platform.tabs.onRemoved.addListener((/** @type {number} */ id) => {
  forgetPage(id);
  return forgetTab(id);
});
platform.windows?.onRemoved.addListener(async () => {
  const open = await platform.windows.getAll();
  if (!open.some((/** @type {{ incognito: boolean }} */ window) => window.incognito)) await forgetPrivate();
});
platform.runtime.onMessage.addListener(
  (/** @type {unknown} */ message, /** @type {any} */ sender, /** @type {(answer: unknown) => void} */ reply) => {
    const taken = accepted(message, sender, own);
    if (!taken) return false;
    answer(taken, sender).then(reply, (error) => {
      console.error(taken.type, error);
      reply({ error: "failed" });
    });
    return true; // the answer comes later
  },
);

async function start() {
  await registerScripts();
  if (isPrivateWorker) return; // the worker of ordinary windows keeps the list
  await platform.alarms.create(UPDATE_ALARM, { delayInMinutes: 1, periodInMinutes: UPDATE_EVERY_MINUTES });
  await updateList();
}

/** @type {(message: Message, sender: any) => Promise<unknown>} */
async function answer(message, sender) {
  const { type, ...fields } = /** @type {any} */ (message);
  switch (type) {
    case "reader":
      return readTabPage(sender.tab.id);
    case "page":
      return checkGathered({ id: sender.tab.id, incognito: sender.tab.incognito }, fields.evidence, sender.url);
    case "results":
      return marksFor(fields.addresses);
    case "tab-state":
      return knownOf(fields.tab);
    case "check-tab":
      return { isGathered: await gatherTab(fields.tab) };
    case "check-in-depth":
      return checkInDepth(await platform.tabs.get(fields.tab));
    case "show-entry":
      return showEntry(await platform.tabs.get(fields.tab));
    case "show-place":
      return showPlace(fields.tab, fields.quote);
    case "go-on":
      return goOn(await platform.tabs.get(fields.tab));
    case "tell":
      return told(async (settings) => tellService("/v1/reports", { url: fields.host, matter: fields.matter, country: settings.country || null }, settings));
    case "dispute":
      return told((settings) => dispute(fields.host, fields.statement, settings));
    case "settings":
      return { settings: await readSettings(), access: await hasAccess(), list: await listState() };
    case "change-settings": {
      const settings = await changeSettings(fields.changes);
      if ("feed_keys" in fields.changes || "feed_address" in fields.changes) closeList();
      return settings;
    }
    case "update-list":
      return updateList();
    case "list-state":
      return listState();
    case "access-changed":
      await registerScripts();
      return hasAccess();
    case "wipe":
      await wipe();
      await wipeFeed();
      closeList();
      return true;
    default:
      return null;
  }
}

/** @type {(tell: (settings: Awaited<ReturnType<typeof readSettings>>) => Promise<unknown>) => Promise<unknown>} */
async function told(tell) {
  try {
    return { answer: await tell(await readSettings()) };
  } catch (error) {
    // A network error is a TypeError, a time limit a DOMException; the page says "could not be reached".
    return { error: error instanceof ServiceError ? error.code : "service-unreachable" };
  }
}
