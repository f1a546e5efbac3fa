/**
 * Medians of the normal form and the matcher in JavaScript: ordinary texts of 50 kB, and hostile ones of 1 MiB.
 *
 * Run: node tests/bench/matcher.js. Patterns are those of the rule pack (checker/rules).
 */

import { readdirSync, readFileSync } from "node:fs";

import { Matcher, normalise } from "../../extension/shared/text.js";

const rules = new URL("../../checker/rules/", import.meta.url);
const read = (path) => JSON.parse(readFileSync(new URL(path, rules), "utf8"));

const phrases = readdirSync(new URL("phrases/", rules)).flatMap((file) => read(`phrases/${file}`).phrases);
const names = read("substances.json").substances.flatMap((substance) => substance.names ?? []);
const texts = new Set(names.map((name) => normalise(name.text ?? name.name ?? "")).filter((text) => /[0-9a-z]/.test(text)));
const patterns = [
  ...phrases.map(({ id, text }) => ({ id, text })),
  ...[...texts].filter((text) => !/^[*~]|[*~]$/.test(text)).map((text) => ({ id: text, text, is_name: true })),
];

const sentences = phrases.flatMap(({ matches, avoids }) => [...matches, ...avoids]);
const ordinary = (keep) => {
  let text = "";
  for (let n = 0; text.length < 50_000; n += 1) {
    const sentence = sentences[(n * 7919) % sentences.length];
    if (keep.test(sentence)) text += n % 5 === 0 ? `${sentence}\n` : `Lorem ipsum dolor sit amet 100 mg, ${sentence} `;
  }
  return text;
};
const hostile = ["a", "a1", "-", "a-", "a ", "aaaaa ", "no prescription needed ", "v1agra ", "viaaagra ", "aа", "É"];
hostile.push("\u05b0\u05c1", "\u0301\u0316", "ก่า ", "\u1100", "无需处", "a\u200b", "💊a", " \n");

const timed = (work) => {
  const started = performance.now();
  const result = work();
  return [performance.now() - started, result];
};
const median = (work) => Array.from({ length: 41 }, () => timed(work)[0]).sort((a, b) => a - b)[20];

const [built, matcher] = timed(() => new Matcher(patterns));
console.log(`${patterns.length} patterns, built in ${built.toFixed(0)} ms`);
for (const [name, keep] of Object.entries({ ASCII: /^[\x00-\x7f]+$/, Latin: /[à-ž]/, Cyrillic: /[а-я]/, Chinese: /[一-龥]/ })) {
  if (!sentences.some((sentence) => keep.test(sentence))) continue;
  const text = ordinary(keep);
  const normal = normalise(text);
  const [folding, scanning] = [median(() => normalise(text)), median(() => matcher.scan(normal))];
  const hits = matcher.scan(normal).length;
  console.log(`50 kB ${name}: normalise ${folding.toFixed(2)} ms, scan ${scanning.toFixed(2)} ms, ${hits} hits`);
}
for (const unit of hostile) {
  const text = unit.repeat((1 << 20) / unit.length);
  const [folding, normal] = timed(() => normalise(text));
  const [scanning] = timed(() => matcher.scan(normal));
  const slow = folding + scanning > 100 ? "  over 100 ms" : "";
  console.log(`1 MiB of ${JSON.stringify(unit)}: ${folding.toFixed(0)} + ${scanning.toFixed(0)} ms${slow}`);
}
