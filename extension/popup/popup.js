/** The popup: what is known of the tab, at once; one button for what would need more. */

import { isPaused, readSettings } from "../background/settings.js";
import { ASKING_MS, knownOf } from "../background/tab_known.js";
import { ask } from "../pages/ask.js";
import { byId, make } from "../pages/dom.js";
import { request } from "../pages/grant.js";
import { platform } from "../platform.js";
import { fillPage, loadReportWords } from "../words.js";
import { numbersView, reasonsView, registersView, secondLine, sortedFindings, unseenView, verdictView } from "./report_view.js";

/** @import { Words } from "../words.js" */
/** @import { Report } from "../shared/types.js" */

const POLL_MS = 300;
const MAX_POLLS = 20;
const query = new URLSearchParams(location.search);
const main = byId("main");

/** @type {{ id: number, url?: string }} */
let tab;
/** @type {Words} */
let words;
/** @type {any} */
let known;
let askingTimer = 0;

await open();

async function open() {
  // "tab" is for tests and for the page in a tab of its own; a toolbar popup belongs to the active one.
  tab = query.has("tab") ? { id: Number(query.get("tab")) } : (await platform.tabs.query({ active: true, currentWindow: true }))[0];
  const loading = readSettings().then((settings) => loadReportWords(query.get("lang") ?? settings.language));
  [known, words] = await Promise.all([knownOf(tab.id), loading]);
  fillPage(words);
  footer();
  show();
  new BroadcastChannel("session").onmessage = async ({ data }) => {
    if (data === `tab:${tab.id}`) await refresh();
  };
}

/** Draws anew what changed; a reader's place and focus stay. */
async function refresh(isForced = false) {
  const next = await knownOf(tab.id);
  const isSame = told(next) === told(known);
  known = next;
  if (isSame && !isForced) return;
  const { scrollTop } = main;
  const focused = document.activeElement?.id;
  const open = [...main.querySelectorAll("details")].map((details) => details.open);
  show();
  main.querySelectorAll("details").forEach((details, at) => (details.open = open[at] ?? false));
  main.scrollTop = scrollTop;
  if (focused) document.getElementById(focused)?.focus();
}

/** What is shown, without the times of the check. @type {(value: unknown) => string} */
function told(value) {
  return JSON.stringify(value, (key, inner) => (["gathered_at", "asked_at"].includes(key) ? undefined : inner));
}

function show() {
  main.replaceChildren();
  main.setAttribute("aria-busy", "false");
  const { state, settings } = known;
  clearTimeout(askingTimer);
  // An answer is told by the store; that there will be none is told by nobody.
  if (state?.service === "asking") askingTimer = setTimeout(() => refresh(), ASKING_MS);
  const isSilent = isPaused(settings, state?.host, Date.now());
  if (isSilent) main.append(make("p", { class: "loading" }, words.say("paused")));
  else if (state?.report) reportView(state.report);
  else if (state?.error) message("undetermined", words.say("address_not_checked"));
  else message("none", words.say(known.access ? "nothing_yet" : "no_access_yet"));
  if (!state?.report && !state?.error && !isSilent) main.append(checkButton());
  if (!known.access) main.append(accessBox());
  byId("open-tell").hidden = !state?.host;
}

/** @type {(tone: string, text: string) => void} */
function message(tone, text) {
  const head = make("div", { class: `verdict ${tone}` });
  const icon = tone === "none" ? "pharmaproof" : tone;
  head.append(make("img", { src: `../icons/${icon}-32.png`, alt: "", width: "32", height: "32" }), make("h1", { id: "headline" }, text));
  main.append(head);
}

/** @type {(report: Report) => void} */
function reportView(report) {
  const { shown, more } = sortedFindings(report);
  const place = (/** @type {string} */ quote) => ask("show-place", { tab: tab.id, quote });
  main.append(verdictView(report, words));
  const second = secondLine(report, words, known.state.names);
  if (second) main.append(second);
  if (report.verdict === "not_selling") return void main.append(depthBox(report));
  if (report.verdict === "undetermined") main.append(again());
  if (shown.length > 0) {
    const reasons = reasonsView(shown, words, place, "h2");
    reasons.classList.add(report.is_conflict ? "conflict" : report.verdict);
    main.append(reasons);
  }
  if (more.length > 0) main.append(make("details", {}, make("summary", {}, words.say("more_findings", { count: more.length })), reasonsView(more, words, place, "h2")));
  const unseen = unseenView(report, words);
  if (unseen) main.append(unseen);
  main.append(nextStep(report), depthBox(report), numbersView(report, words));
}

/** Where to buy legally. @type {(report: Report) => HTMLElement} */
function nextStep(report) {
  const box = make("section", { class: "next" }, make("h2", {}, words.say("where_to_buy")));
  const { country } = known.settings;
  if (!country) {
    const button = make("button", { type: "button" }, words.say("choose_country"));
    button.addEventListener("click", () => platform.runtime.openOptionsPage());
    box.append(button);
    return box;
  }
  const { list, banned } = registersView(report, words);
  if (list) box.append(make("p", {}, words.say("register_of", { country: words.country(country) })), list);
  else box.append(make("p", {}, banned || words.say("no_register_known", { country: words.country(country) })));
  return box;
}

/** The check in depth: says what is sent before it is. @type {(report: Report) => HTMLElement} */
function depthBox(report) {
  const { state, settings } = known;
  const box = make("section", { class: "next" });
  const entry = report.registers.find((e) => e.country === "" && e.polarity === "positive");
  if (entry && settings.feed_address) box.append(...action("show_entry", words.say("show_entry_sends"), "show-entry"));
  if (!settings.api_address || /** @type {string} */ (report.depth) === "full") {
    if (!entry) box.hidden = true;
    return box;
  }
  const host = report.registrable_domain || report.host;
  const service = new URL(settings.api_address).host;
  box.append(...action("check_in_depth", words.say("check_in_depth_sends", { host, service }), "check-in-depth"));
  if (state.service === "asking") box.append(make("p", { role: "status" }, words.say("service_asking")));
  if (state.service_error) box.append(make("p", { role: "status" }, words.say("service_failed")));
  return box;
}

/** @type {(key: string, told: string, type: string) => HTMLElement[]} */
function action(key, told, type) {
  const button = make("button", { type: "button", id: type }, words.say(key));
  const said = make("small", { id: `${type}-sends` }, told);
  button.setAttribute("aria-describedby", said.id);
  button.addEventListener("click", async () => {
    button.disabled = true;
    button.textContent = words.say("loading");
    await ask(type, { tab: tab.id });
    await refresh(true);
  });
  return [button, said];
}

/** @type {() => HTMLElement} */
function again() {
  const button = make("button", { type: "button" }, words.say("try_again"));
  button.addEventListener("click", () => check(button));
  return button;
}

/** Gathers this one page now, by the access that opening the popup gave. @type {() => HTMLElement} */
function checkButton() {
  const button = make("button", { type: "button", class: "main", id: "check" }, words.say("check_this_page"));
  button.addEventListener("click", () => check(button));
  return button;
}

/** @type {(button: HTMLButtonElement) => Promise<void>} */
async function check(button) {
  const isAllowed = await request({ permissions: ["scripting"] });
  button.disabled = true;
  button.textContent = words.say("loading");
  const { isGathered } = isAllowed ? await ask("check-tab", { tab: tab.id }) : { isGathered: false };
  for (let polls = 0; isGathered && polls < MAX_POLLS; polls += 1) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    known = await knownOf(tab.id);
    if (known.state) return show();
  }
  show();
  main.append(make("p", { role: "status" }, words.say("page_not_readable")));
}

/** @type {() => HTMLElement} */
function accessBox() {
  const button = make("button", { type: "button", id: "grant" }, words.say("grant_access"));
  button.addEventListener("click", async () => {
    const isGranted = await request();
    if (isGranted) await ask("access-changed");
    await refresh();
  });
  return make("section", { class: "next" }, make("p", {}, words.say("grant_access_why")), button);
}

function footer() {
  byId("open-options").addEventListener("click", () => platform.runtime.openOptionsPage());
  byId("open-how").addEventListener("click", () => platform.tabs.create({ url: platform.runtime.getURL("welcome/welcome.html#how") }));
  byId("open-tell").addEventListener("click", () => {
    const host = encodeURIComponent(known.state.host);
    platform.tabs.create({ url: platform.runtime.getURL(`tell/tell.html?host=${host}`) });
  });
}
