/** What both engines must agree on for one page; the same as tests/vectors/summary.py says of Python's. */

import { examinePage } from "../../extension/shared/engine.js";
import { distance } from "../../extension/shared/points.js";
import { findingStrength } from "../../extension/shared/score.js";
import { inEnglish } from "../../extension/shared/sentences.js";

export const NOW = new Date("2026-11-24T12:00:00Z");

/** Reading, findings and verdict of one page, and the whole report; register: what a list says of its host. */
export async function summarise(rules, evidence, country = null, register = null) {
  const lists = register && { find: async () => register };
  const options = { rules, lists, country, now: NOW, allowReserved: true };
  const { seen, outcomes, report } = await examinePage(evidence, options);
  const [page] = seen.pages;
  const { normal } = page.body;
  const point = (at) => (at < 0 ? at : distance(normal, 0, at));
  const { logo } = seen.evidence;
  return {
    report,
    summary: {
      kind: page.kind,
      title_end: point(page.titleEnd),
      topics: Object.fromEntries(
        [...page.phrases]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([topic, hits]) => [topic, hits.map((p) => [p.phrase.id, point(p.start), point(p.end), Number(p.counts)])]),
      ),
      names: page.names.map((n) => [n.name.text, point(n.start), point(n.end), Number(n.is_obfuscated)]),
      offers: page.offers.map((o) => [o.substance.id, o.how, point(o.start), point(o.end), o.price, o.currency, o.quote]),
      controls: page.controls,
      selling: [seen.selling.state, seen.selling.points, seen.selling.reasons],
      host: [seen.host.points, ...seen.host.traits],
      logo: [logo.state, logo.authority, logo.link, logo.quote],
      findings: outcomes.flatMap(({ signal, findings }) =>
        findings.map((f) => [signal.id, findingStrength(signal, f), f.rule, f.place, f.quote, inEnglish(f.said, rules)]),
      ),
      parts: Object.fromEntries(Object.entries(report.parts).map(([name, part]) => [name, [part.state, part.points]])),
      score: report.score,
      verdict: [report.verdict, report.reason, report.prescription],
    },
  };
}
