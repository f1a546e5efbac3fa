/** A report as the popup shows it: one sentence, the reasons with their quotes, what was not looked at, the next step. */

import { hostView, link, make } from "../pages/dom.js";
import { withoutDirectionSigns } from "../shared/telling.js";

/** @import { Words } from "../words.js" */
/** @import { FindingLine, RegisterEntry, Report } from "../shared/types.js" */

/** @typedef {Record<string, string>} Names id of an authority -> name of its register */

const MAX_REASONS = 3;
const MAX_QUOTE_CHARS = 220;
const STRENGTHS = ["decisive", "strong", "moderate", "weak", "note"];
const PARTS = /** @type {const} */ (["register", "logo", "prescription", "domain", "risk"]);
const PAGE_PLACES = /^(text|title|host name|register|https?:)/;

/** @type {(report: Report) => string} */
export function iconName(report) {
  if (report.is_conflict) return "conflict";
  return report.verdict === "not_selling" ? "pharmaproof" : report.verdict;
}

/**
 * @param {Report} report
 * @param {Words} words
 * @returns {HTMLElement}
 */
export function verdictView(report, words) {
  const icon = iconName(report);
  const head = make("div", { class: `verdict ${icon}` });
  head.append(make("img", { src: `../icons/${icon}-32.png`, alt: "", width: "32", height: "32" }));
  head.append(make("h1", { id: "headline", tabindex: "-1" }, words.headline(report)));
  head.append(make("p", { class: "host" }, hostView(report.display_host)));
  return head;
}

/** Second line of the verdict. @type {(report: Report, words: Words, names: Names) => HTMLElement | null} */
export function secondLine(report, words, names) {
  const box = make("div", { class: "second" });
  const entry = report.registers.find((e) => e.polarity === "positive" && e.status === "active");
  if (report.verdict === "listed" && entry) box.append(...proof(report, entry, words, names));
  else if (report.verdict === "listed") box.append(make("p", {}, words.say("second_listed_logo", { host: report.display_host })));
  else if (report.verdict === "undetermined") box.append(make("p", {}, words.tell(report.said, report.reason)));
  else if (words.has(`second_${report.verdict}`)) box.append(make("p", {}, words.say(`second_${report.verdict}`)));
  const { register } = report.parts;
  if (register.state === "delisted") box.append(make("p", {}, words.tell(register.said, register.summary)));
  return box.childElementCount > 0 ? box : null;
}

/** @type {(report: Report, entry: RegisterEntry, words: Words, names: Names) => HTMLElement[]} */
function proof(report, entry, words, names) {
  const isNamed = entry.country !== "";
  const date = entry.read_at ? words.date(entry.read_at) : "";
  const line = isNamed ? words.say("second_listed", { register: names[entry.authority] ?? entry.authority, host: entry.expression, date }) : words.say("second_listed_list", { host: entry.expression, date });
  const lines = [make("p", {}, line)];
  if (entry.licence_number || entry.name) {
    lines.push(make("p", { class: "faint", dir: "auto" }, [entry.name, entry.licence_number].filter(Boolean).join(" · ")));
  }
  const address = entry.entry_url || entry.source_url;
  if (address) lines.push(make("p", {}, link(address, words.say("see_the_entry"))));
  if (entry.country) lines.push(make("p", {}, words.tellAll(report.for_whom_said, report.for_whom)));
  return lines;
}

/**
 * Where to buy in the buyer's country: a link to each official register, and the sentence when selling is banned there.
 *
 * @type {(report: Report, words: Words) => { list: HTMLElement | null, banned: string }}
 */
export function registersView(report, words) {
  const list = make("ul");
  let banned = "";
  for (const [n, line] of report.where_to_buy.entries()) {
    const said = report.where_to_buy_said?.[n];
    const found = /^(.*): (https?:\/\/\S+)$/.exec(line);
    if (found) list.append(make("li", {}, make("bdi", { dir: "auto" }, link(found[2], words.tell(said, found[1])))));
    else if (said?.id === "for-whom.banned") banned = words.tell(said, line);
  }
  return { list: list.childElementCount > 0 ? list : null, banned };
}

/** The findings to show first: alarms by strength, for a listed site its proof. @type {(report: Report) => { shown: FindingLine[], more: FindingLine[] }} */
export function sortedFindings(report) {
  const all = Object.values(report.parts).flatMap((part) => part.findings);
  const rank = (/** @type {FindingLine} */ f) => STRENGTHS.indexOf(f.strength);
  const alarms = all.filter((f) => f.direction === "alarm").sort((a, b) => rank(a) - rank(b));
  const seen = new Set();
  const distinct = alarms.filter((f) => f.strength !== "note" && !seen.has(f.signal) && seen.add(f.signal));
  const shown = distinct.slice(0, MAX_REASONS);
  return { shown, more: all.filter((f) => !shown.includes(f)) };
}

/**
 * @param {FindingLine[]} findings
 * @param {Words} words
 * @param {((quote: string) => void) | null} show shows a quote in the page; null where it cannot
 * @param {"h2" | "h3"} heading level below the one around
 * @returns {HTMLElement}
 */
export function reasonsView(findings, words, show, heading) {
  const list = make("ul", { class: "reasons" });
  for (const finding of findings) {
    const key = `signal_${finding.signal.replaceAll("-", "_")}`;
    const item = make("li", {}, make(heading, {}, words.has(key) ? words.say(key) : finding.title));
    if (finding.quote) item.append(make("blockquote", {}, quoteView(finding, words, show)));
    item.append(make("p", { class: "faint" }, words.tell(finding.said, finding.statement)));
    item.append(behindIt(finding, words));
    list.append(item);
  }
  return list;
}

/** @type {(finding: FindingLine, words: Words, show: ((quote: string) => void) | null) => HTMLElement} */
function quoteView(finding, words, show) {
  const quote = withoutDirectionSigns(finding.quote);
  const short = quote.length > MAX_QUOTE_CHARS ? `${quote.slice(0, MAX_QUOTE_CHARS).replace(/[\ud800-\udbff]$/, "")}…` : quote;
  // Quotation marks of the reader's language, around a text in its own.
  const text = make("q", {}, make("bdi", { dir: "auto" }, short));
  if (!show || !PAGE_PLACES.test(finding.place) || finding.place === "host name") return make("span", { class: "quote" }, text);
  const button = make("button", { class: "quote", type: "button", title: words.say("show_in_page") }, text);
  button.addEventListener("click", () => show(finding.quote));
  return button;
}

/** @type {(finding: FindingLine, words: Words) => HTMLElement} */
function behindIt(finding, words) {
  const why = make("p", { class: "faint" }, words.why(finding));
  const details = make("details", {}, make("summary", {}, words.say("why_and_source")), why);
  const sources = make("ul", { class: "faint" });
  for (const reference of finding.references) {
    sources.append(make("li", {}, make("bdi", { dir: "auto" }, link(reference.url, reference.title))));
  }
  details.append(sources);
  return details;
}

/** What was not looked at, in grey. @type {(report: Report, words: Words) => HTMLElement | null} */
export function unseenView(report, words) {
  const kinds = new Set();
  if (report.parts.register.state === "unknown") kinds.add("register");
  if (report.parts.domain.state === "unknown") kinds.add("domain");
  if (["unknown", "unproven"].includes(report.parts.logo.state)) kinds.add("logo");
  if (/** @type {string} */ (report.depth) !== "full") kinds.add("search");
  if (report.depth === "quick") kinds.add("page");
  if (kinds.size === 0) return null;
  const list = make("ul");
  for (const kind of kinds) list.append(make("li", {}, words.say(`unseen_${kind}`)));
  return make("section", { class: "unseen" }, make("h2", {}, words.say("not_checked")), list);
}

/** Score, coverage and the sum, one click away. @type {(report: Report, words: Words) => HTMLElement} */
export function numbersView(report, words) {
  const number = new Intl.NumberFormat(words.tag, { maximumFractionDigits: 2, signDisplay: "exceptZero" });
  const percent = new Intl.NumberFormat(words.tag, { style: "percent" });
  const plain = new Intl.NumberFormat(words.tag);
  const list = make("dl", { class: "parts" });
  list.append(make("dt", {}, words.say("score")), make("dd", {}, `${plain.format(report.score)} / ${plain.format(100)}`));
  list.append(make("dt", {}, words.say("coverage")), make("dd", {}, percent.format(report.coverage)));
  for (const part of PARTS) {
    const { points, said, summary } = report.parts[part];
    list.append(make("dt", {}, words.say(`part_${part}`)), make("dd", {}, number.format(points)));
    list.append(make("dd", { class: "told" }, words.tell(said, summary)));
  }
  return make("details", {}, make("summary", {}, words.say("score_and_sum")), list);
}
