/** A page or an address becomes a report, a badge and, when it must, a warning. */

import { AddressError, parseAddress } from "../shared/address.js";
import { checkAddress, checkPage } from "../shared/engine.js";
import { WARNED } from "../feed/format.js";
import { showBadge } from "./badge.js";
import { fullRegisterEvidence, lookUp, registerEvidence } from "./list.js";
import { ruleSet } from "./rules.js";
import { askService, ServiceError } from "./service.js";
import { isPaused, readSettings } from "./settings.js";
import { readTab, writeTab } from "./tab_state.js";
import { warn } from "./warning.js";

/** @import { PageEvidence, RegisterEvidence, Report } from "../shared/types.js" */
/** @import { Settings } from "./settings.js" */
/** @import { Tab, TabState } from "./tab_state.js" */

/** Pages as gathered, of the tabs looked at last; after the worker was ended the page is asked again. @type {Map<number, Partial<PageEvidence> & { url: string }>} */
const pages = new Map();
const MAX_PAGES = 10;

/** For when a tab is closed. @type {(tab: number) => void} */
export function forgetPage(tab) {
  pages.delete(tab);
}

/** Checks of one tab run one after the other, so that an older page never overwrites a newer one. @type {Map<number, Promise<unknown>>} */
const running = new Map();

/** @type {<T>(tab: number, work: () => Promise<T>) => Promise<T>} */
function inOrder(tab, work) {
  const next = (running.get(tab) ?? Promise.resolve()).then(work, work);
  running.set(tab, next);
  const clear = () => running.get(tab) === next && running.delete(tab);
  next.then(clear, clear);
  return next;
}

/** The list's answer as soon as an address is known. @type {(tab: Tab, url: string) => Promise<void>} */
export function checkNavigation(tab, url) {
  return inOrder(tab.id, async () => {
    const settings = await readSettings();
    const rules = await ruleSet();
    const address = accept(url, settings, rules);
    if (!address || isPaused(settings, address.host, Date.now())) return showBadge(tab.id, null);
    const found = await lookUp(address, rules);
    if (!found || found.bits === 0) return showBadge(tab.id, null);
    const report = await checkAddress(url, { ...options(settings, rules, null), now: new Date() });
    const state = stateOf(url, address.host, report);
    await writeTab(tab.id, state);
    await showBadge(tab.id, report);
    if (found.bits & WARNED) await warn(tab, state, settings);
  });
}

/** What a content script gathered. @type {(tab: Tab, evidence: Partial<PageEvidence>, url: string) => Promise<void>} */
export function checkGathered(tab, evidence, url) {
  return inOrder(tab.id, async () => {
    const settings = await readSettings();
    const rules = await ruleSet();
    const address = accept(url, settings, rules);
    if (!address) {
      await writeTab(tab.id, { ...stateOf(url, "", null), error: "address-not-checked" });
      return showBadge(tab.id, null);
    }
    if (isPaused(settings, address.host, Date.now())) return showBadge(tab.id, null);
    const page = { ...evidence, url, final_url: url };
    pages.delete(tab.id);
    pages.set(tab.id, page);
    if (pages.size > MAX_PAGES) pages.delete([...pages.keys()][0]);
    const before = await readTab(tab.id);
    const told = before?.host === address.host ? before.register : null;
    const report = await checkPage(page, options(settings, rules, told));
    const state = { ...stateOf(url, address.host, report), register: told };
    if (settings.mode === "live" && !tab.incognito && !told && isShop(report)) {
      await finish(tab, { ...state, service: "asking", asked_at: Date.now() }, settings);
      // Not awaited: the local verdict stands meanwhile, and the next page must not wait for the service.
      askQuick(tab, state, settings);
    } else {
      await finish(tab, state, settings);
    }
  });
}

/** @type {(tab: Tab, state: TabState, settings: Settings) => Promise<void>} */
async function askQuick(tab, state, settings) {
  /** @type {RegisterEvidence | null} */
  let register = null;
  let error = "";
  try {
    const answer = await askService(state.host, "quick", settings);
    if (answer.register_copies.length > 0 || answer.registers.length > 0) {
      register = { entries: answer.registers, copies: answer.register_copies };
    }
  } catch (problem) {
    if (!(problem instanceof ServiceError)) throw problem;
    error = problem.code;
  }
  await inOrder(tab.id, async () => {
    const now = await readTab(tab.id);
    const page = pages.get(tab.id);
    if (!now || now.host !== state.host) return;
    if (!register || !page) return writeTab(tab.id, { ...now, service: error ? "failed" : "done", service_error: error });
    const report = await checkPage(page, options(settings, await ruleSet(), register));
    await finish(tab, { ...now, report, register, service: "done", service_error: "" }, settings);
  });
}

/** The service's full report, on the user's click. @type {(tab: Tab) => Promise<TabState | null>} */
export async function checkInDepth(tab) {
  const settings = await readSettings();
  const state = await readTab(tab.id);
  if (!state?.host) return state;
  /** @type {Partial<TabState>} */
  let change;
  try {
    const host = registrable(state);
    const report = await askService(host, "full", settings, !tab.incognito);
    // How the name is shown is decided here, never by the service.
    const shown = accept(`https://${host}/`, settings, await ruleSet())?.display_host ?? host;
    change = { report: { ...report, display_host: shown }, service: "done", service_error: "" };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    change = { service: "failed", service_error: error.code };
  }
  return inOrder(tab.id, async () => {
    const now = await readTab(tab.id);
    if (!now || now.host !== state.host) return now;
    const next = { ...now, ...change };
    await finish(tab, next, settings);
    return next;
  });
}

/** The register entry with authority, number and link, on the user's click. @type {(tab: Tab) => Promise<TabState | null>} */
export function showEntry(tab) {
  return inOrder(tab.id, async () => {
    const settings = await readSettings();
    const rules = await ruleSet();
    const state = await readTab(tab.id);
    const address = state && accept(state.url, settings, rules);
    if (!state || !address) return state;
    /** @type {RegisterEvidence | null} */
    let register;
    try {
      register = await fullRegisterEvidence(address, rules);
    } catch (error) {
      // Unreachable or refused: the short answer stays, and the popup says that it could not be had.
      const next = { ...state, service_error: /** @type {any} */ (error)?.code ?? "feed-unreachable" };
      await writeTab(tab.id, next);
      return next;
    }
    if (!register || register.entries.length === 0) return state;
    const page = pages.get(tab.id);
    const asked = options(settings, rules, register);
    const report = page ? await checkPage(page, asked) : await checkAddress(state.url, asked);
    const next = { ...state, report, register };
    await finish(tab, next, settings);
    return next;
  });
}

/** @type {(tab: Tab, state: TabState, settings: Settings) => Promise<void>} */
async function finish(tab, state, settings) {
  const { authorities } = await ruleSet();
  const ids = (state.report?.registers ?? []).map((entry) => entry.authority);
  const names = Object.fromEntries(ids.map((id) => [id, authorities.get(id)?.register_name ?? id]));
  await writeTab(tab.id, { ...state, names });
  await showBadge(tab.id, state.report);
  if (state.report?.verdict === "rogue") await warn(tab, state, settings);
}

/** @type {(url: string, settings: Settings, rules: Awaited<ReturnType<typeof ruleSet>>) => ReturnType<typeof parseAddress> | null} */
function accept(url, settings, rules) {
  try {
    return parseAddress(url, rules, { allowReserved: settings.allow_reserved });
  } catch (error) {
    if (error instanceof AddressError) return null;
    throw error;
  }
}

/** @type {(settings: Settings, rules: Awaited<ReturnType<typeof ruleSet>>, told: RegisterEvidence | null) => import("../shared/engine.js").CheckOptions} */
function options(settings, rules, told) {
  return {
    rules,
    lists: { find: async (address) => told ?? (await registerEvidence(address, rules)) },
    country: settings.country || null,
    now: new Date(),
    allowReserved: settings.allow_reserved,
  };
}

/** @type {(url: string, host: string, report: Report | null) => TabState} */
function stateOf(url, host, report) {
  return { url, host, report, error: "", service: "", service_error: "", names: {}, asked_at: 0, register: null };
}

/** @type {(report: Report) => boolean} */
function isShop(report) {
  return report.sells_medicines === "yes" || ["listed", "accredited", "unlisted", "suspicious", "rogue"].includes(report.verdict);
}

/** @type {(state: TabState) => string} */
function registrable(state) {
  return state.report?.registrable_domain || state.host;
}
