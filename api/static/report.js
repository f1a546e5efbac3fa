/** A report -> the result section: verdict and reason first, proof below, numbers one click away. */

import { el, link, shape } from "./dom.js";
import { disputeForm, reportForm } from "./tell.js";
import { PARTS, VERDICTS, inCountry, sentence, stateOf, writtenDate, writtenTime } from "./words.js";

/** @import { FindingLine, PartReport, Report } from "./types.js" */

const QUOTED_ALARMS = 2;

/**
 * @param {Report} report as /v1/check gives it
 * @param {{again: () => void}} actions
 * @returns {Node[]}
 */
export function drawReport(report, actions) {
  return [
    verdictCard(report, actions),
    nextStep(report),
    el("h3", {}, "What we looked at"),
    el("ul", { class: "parts" }, ...Object.entries(report.parts).map(([name, part]) => drawPart(name, part))),
    notChecked(report),
    numbers(report),
    tellUs(report),
  ].filter((node) => node !== null);
}

/** @type {(report: Report, actions: { again: () => void }) => HTMLElement} */
function verdictCard(report, actions) {
  let [sign, tone] = VERDICTS[report.verdict] ?? VERDICTS.undetermined;
  if (report.is_conflict) [sign, tone] = ["triangle", "warn"];
  const card = el(
    "div",
    { class: `verdict ${tone}` },
    el(
      "div",
      { class: "head" },
      shape(sign),
      el(
        "div",
        {},
        el("h2", { id: "verdict", tabindex: "-1" }, report.headline),
        el("p", { class: "host" }, report.display_host),
      ),
    ),
    el("p", {}, sentence(report.reason)),
  );
  const alarms = strongestAlarms(report).filter((alarm) => alarm.quote);
  if (["warn", "bad"].includes(tone) && alarms.length) {
    const rows = alarms.map((alarm) =>
      el("li", {}, alarm.statement === report.reason ? null : `${sentence(alarm.statement)} `, el("q", {}, alarm.quote)),
    );
    card.append(el("ul", {}, ...rows));
  }
  if (report.override) {
    const { role, made_on: made, expires_on: ends, reference } = report.override;
    card.append(
      el("p", { class: "override" }, `Set by hand on ${writtenDate(made)} (${role}) until ${writtenDate(ends)}, after dispute ${reference}. What the checks found stands below.`),
    );
  }
  for (const line of report.for_whom) card.append(el("p", {}, sentence(line)));
  if (report.verdict === "undetermined") {
    const button = el("button", { type: "button", class: "plain" }, "Try again");
    button.addEventListener("click", actions.again);
    card.append(button);
  }
  return card;
}

/** @type {(report: Report) => FindingLine[]} */
function strongestAlarms(report) {
  const order = ["decisive", "strong", "moderate", "weak"];
  const seen = new Set();
  return Object.values(report.parts)
    .flatMap((part) => part.findings)
    .filter((finding) => finding.direction === "alarm" && order.includes(finding.strength))
    .sort((a, b) => order.indexOf(a.strength) - order.indexOf(b.strength))
    .filter((finding) => !seen.has(finding.signal) && seen.add(finding.signal))
    .slice(0, QUOTED_ALARMS);
}

/** @type {(report: Report) => HTMLElement | null} */
function nextStep(report) {
  if (report.verdict === "listed" && !report.is_conflict) return null;
  const rows = report.where_to_buy.map((line) => {
    const at = line.lastIndexOf("https://");
    return el("li", {}, ...(at < 0 ? [line] : [line.slice(0, at), link(line.slice(at))]));
  });
  if (!report.country) {
    rows.push(el("li", {}, "Choose your country above to see the official register of shops that may sell to you."));
  }
  if (["rogue", "suspicious"].includes(report.verdict)) {
    rows.push(el("li", {}, "Already bought there? Don’t take the medicine before a pharmacist has seen it."));
  }
  if (!rows.length) return null;
  const title = report.country ? `Official register for buyers in ${inCountry(report.country)}` : "Next step";
  return el("div", { class: "next" }, el("h3", {}, title), el("ul", {}, ...rows));
}

/** @type {(name: string, part: PartReport) => HTMLElement} */
function drawPart(name, part) {
  const [sign, tone, word] = stateOf(name, part.state);
  const row = el(
    "li",
    { class: "part" },
    el(
      "div",
      { class: "name" },
      el("h4", {}, PARTS[name] ?? name),
      el("span", { class: `word ${tone}` }, shape(sign), el("span", {}, word)),
    ),
    el("p", {}, sentence(part.summary)),
  );
  const findings = oncePerQuote(part.findings);
  if (findings.length) {
    const count = findings.length;
    const shown = el(
      "details",
      {},
      el("summary", {}, count === 1 ? "1 finding" : `${count} findings`),
      el("ul", { class: "findings" }, ...findings.map(drawFinding)),
    );
    if (findings.some((finding) => finding.direction === "alarm" && finding.strength !== "note")) {
      shown.setAttribute("open", "");
    }
    row.append(shown);
  }
  return row;
}

/** Two rules of one signal that match the same words are one finding to a reader. @type {(findings: FindingLine[]) => FindingLine[]} */
function oncePerQuote(findings) {
  const seen = new Set();
  return findings.filter(({ signal, quote, place }) => {
    const key = JSON.stringify([signal, quote, place]);
    return !seen.has(key) && seen.add(key);
  });
}

/** @type {(finding: FindingLine) => HTMLElement} */
function drawFinding(finding) {
  const facts = el("dl", {}, el("dt", {}, "Where"), el("dd", {}, finding.place));
  facts.append(el("dt", {}, "Rule"), el("dd", {}, `${finding.title}. ${finding.why}`));
  for (const reference of finding.references) {
    const shown = reference.url ? link(reference.url, reference.title) : reference.title;
    facts.append(el("dt", {}, "Source"), el("dd", {}, shown));
  }
  return el(
    "li",
    { class: `finding ${finding.direction} ${finding.strength}` },
    el("p", {}, sentence(finding.statement)),
    finding.quote && !finding.statement.includes(finding.quote) && el("blockquote", {}, `“${finding.quote}”`),
    facts,
  );
}

/** @type {(report: Report) => HTMLElement | null} */
function notChecked(report) {
  if (!report.not_evaluated.length) return null;
  /** @type {Map<string, string[]>} */
  const byReason = new Map();
  for (const line of report.not_evaluated) {
    byReason.set(line.message, [...(byReason.get(line.message) ?? []), line.title]);
  }
  const rows = [...byReason].map(([message, titles]) =>
    el("li", {}, sentence(message), el("details", {}, el("summary", {}, counted(titles.length)), titles.join("; "))),
  );
  return el("div", { class: "unchecked" }, el("h3", {}, "Not checked"), el("ul", {}, ...rows));
}

/** @type {(number: number) => string} */
function counted(number) {
  return number === 1 ? "1 question left open" : `${number} questions left open`;
}

/** @type {(report: Report) => HTMLElement} */
function numbers(report) {
  const rows = report.terms.map((term) =>
    el(
      "tr",
      {},
      el("td", {}, term.signal),
      el("td", {}, term.strength),
      el("td", { class: "points" }, `${term.points > 0 ? "+" : "−"}${Math.abs(term.points).toFixed(1)}`),
    ),
  );
  const head = el(
    "tr",
    {},
    ...["Signal", "Strength", "Points"].map((title) => el("th", { scope: "col" }, title)),
  );
  return el(
    "details",
    { class: "numbers" },
    el("summary", {}, "Score, coverage and how they come about"),
    el("p", {}, `Score ${report.score} of 100; 100 means the strongest reasons to trust. 50 means that nothing speaks either way.`),
    el("p", {}, `Coverage ${Math.round(report.coverage * 100)} %: the share of our questions that could be answered.`),
    rows.length > 0 && el("table", {}, el("thead", {}, head), el("tbody", {}, ...rows)),
    ...report.pages.map((page) => el("p", {}, `Read: ${page.url}`)),
    el(
      "p",
      {},
      `Checked ${writtenTime(report.gathered_at)}. Version ${report.versions.pharmaproof}, scoring ${report.versions.scoring}, rules ${report.versions.rule_pack}.`,
    ),
  );
}

/** Two ways to answer back: a buyer tells of the shop, the shop contests its verdict. @type {(report: Report) => HTMLElement} */
function tellUs(report) {
  const both = el(
    "div",
    { class: "tell" },
    el("details", {}, el("summary", {}, "Report this site"), reportForm(report)),
  );
  if (["rogue", "suspicious", "unlisted"].includes(report.verdict)) {
    both.append(el("details", {}, el("summary", {}, "This is my shop and the verdict is wrong"), disputeForm(report)));
  }
  return both;
}
