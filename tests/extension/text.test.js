/** The JavaScript port passes the vectors that Python passes. Run: node --test tests/extension/text.test.js */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { isNegated, isQuoted, Matcher, normalise, NormalText, sentenceSpan } from "../../extension/shared/text.js";

const cases = (name) => JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8")).cases;
const toUnits = (text, points) => [...text].slice(0, points).join("").length;
const toPoints = (text, units) => [...text.slice(0, units)].length;

for (const { id, text, normal } of cases("text_normal_form.json")) {
  test(`normal form: ${id}`, () => {
    assert.equal(normalise(text), normal);
    assert.equal(normalise(normal), normal);
  });
}

const described = (matcher, normal) =>
  matcher.scan(normal).map((hit) => [
    matcher.patterns[hit.pattern].id,
    toPoints(normal, hit.start),
    toPoints(normal, hit.end),
    hit.is_obfuscated,
  ]);

for (const { id, patterns, text, normal, hits } of cases("text_matcher.json")) {
  test(`matcher: ${id}`, () => {
    assert.equal(normalise(text), normal);
    assert.deepEqual(described(new Matcher(patterns), normal), hits);
  });
}

test("matcher: the vectors hold together in one matcher", () => {
  const all = cases("text_matcher.json");
  const matcher = new Matcher(all.flatMap((c) => c.patterns.map((p) => ({ ...p, id: `${c.id}/${p.id}` }))));
  for (const { id, normal, hits } of all) {
    const own = described(matcher, normal).filter(([pattern]) => pattern.startsWith(`${id}/`));
    assert.deepEqual(own.map(([pattern, ...rest]) => [pattern.split("/")[1], ...rest]), hits, id);
  }
});

for (const [text, reason] of [
  ["~ prescription", "begins with a slot"],
  ["*", "begins with a slot"],
  ["no ~", "ends with a slot"],
  ["", "has a piece without letter"],
  ["a ~ - ~ b", "has a piece without letter"],
]) {
  test(`matcher: refuses '${text}'`, () => {
    assert.throws(() => new Matcher([{ id: "my-id", text }]), new RegExp(`pattern 'my-id': .*${reason}`));
  });
}

test("matcher: no patterns, no text", () => {
  assert.deepEqual(new Matcher([]).scan("text"), []);
  assert.deepEqual(new Matcher([{ id: "x", text: "x" }]).scan(""), []);
});

for (const c of cases("text_scope.json")) {
  test(`scope: ${c.id}`, () => {
    const normal = normalise(c.text);
    const [start, end] = [toUnits(normal, c.start), toUnits(normal, c.end)];
    const negations = new Matcher(c.negations.map((text) => ({ id: text, text }))).scan(normal);
    assert.equal(isNegated(normal, start, end, negations), c.is_negated);
    assert.equal(isQuoted(normal, start, end), c.is_quoted);
    assert.deepEqual(sentenceSpan(normal, start).map((at) => toPoints(normal, at)), c.sentence);
  });
}

for (const c of cases("text_quote.json")) {
  test(`quote: ${c.id}`, () => {
    const text = new NormalText(c.text);
    const [start, end] = [toUnits(text.normal, c.start), toUnits(text.normal, c.end)];
    assert.equal(text.quote(start, end, { context: c.context, maxChars: c.max_chars }), c.quote);
    assert.deepEqual(text.originalSpan(start, end).map((at) => toPoints(c.text, at)), c.original);
  });
}
