/** When the content scripts run: after the page was loaded and drawn, in idle time, in slices, a few times at most. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

const source = (name) => readFileSync(new URL(`../../extension/content/${name}`, import.meta.url), "utf8");
const constant = (name, text) => Number(new RegExp(`const ${name} = ([\\d_]+)`).exec(text)?.[1].replaceAll("_", ""));
const MAIN = source("main.js");
const START = source("start.js");
const SLICE_MS = constant("SLICE_MS", MAIN);
const MAX_LOOKS = constant("MAX_LOOKS", MAIN);
const QUIET_MS = constant("QUIET_MS", MAIN);
const RESTLESS_MS = constant("RESTLESS_MS", MAIN);
const LATEST_MS = constant("LATEST_MS", START);

/** A page whose clock stands still but for what the test does; each step of the reader takes `stepMs`. */
class FakePage {
  constructor({ steps = 10, stepMs = 1, readyState = "complete", contentType = "text/html" } = {}) {
    this.now = 0;
    this.sent = [];
    this.idle = [];
    this.timers = new Map();
    this.listeners = {};
    this.frames = [];
    this.reads = 0;
    this.slices = [];
    this.count = 0;
    this.text = "a";
    const page = this;
    this.location = { href: "https://shop.example/" };
    const reader = {
      *read() {
        page.reads += 1;
        for (let step = 0; step < steps; step += 1) {
          page.now += stepMs;
          yield;
        }
        return { url: page.location.href, title: "", text: page.text, links: [] };
      },
    };
    const runtime = {
      sendMessage: async (message) => {
        if (page.isGone) throw new Error("Extension context invalidated.");
        page.sent.push(message);
      },
      onMessage: { addListener: (listener) => (page.onMessage = listener) },
    };
    this.global = vm.createContext({
      pharmaproof: reader,
      chrome: { runtime },
      location: this.location,
      performance: { now: () => page.now },
      Date: { now: () => page.now },
      document: {
        readyState, contentType, documentElement: {}, visibilityState: "visible",
        addEventListener: (name, listener) => (page.listeners[name] = listener),
      },
      addEventListener: (name, listener) => (page.listeners[name] = listener),
      requestAnimationFrame: (work) => page.frames.push(work),
      requestIdleCallback: (work) => page.idle.push(work),
      setTimeout: (work, ms) => (page.timers.set((page.count += 1), { work, at: page.now + ms }), page.count),
      clearTimeout: (id) => page.timers.delete(id),
      MutationObserver: class {
        constructor(changed) {
          page.changed = changed;
        }
        observe() {}
        disconnect() {
          page.isDisconnected = true;
        }
      },
    });
  }

  run(text) {
    vm.runInContext(text, this.global);
    return this;
  }

  /** Gives the page one idle moment. */
  rest() {
    const before = this.now;
    this.idle.splice(0).forEach((work) => work());
    this.slices.push(this.now - before);
  }

  /** Idle moments until the reader wants no more. */
  settle() {
    while (this.idle.length > 0) this.rest();
  }

  pass(ms) {
    const end = this.now + ms;
    for (;;) {
      const [id, next] = [...this.timers].sort((a, b) => a[1].at - b[1].at)[0] ?? [];
      if (!next || next.at > end) break;
      this.timers.delete(id);
      this.now = Math.max(this.now, next.at);
      next.work();
      this.settle();
    }
    this.now = Math.max(this.now, end);
  }

  change(text) {
    this.text = text;
    this.changed();
  }

  get pages() {
    return this.sent.filter(({ type }) => type === "page");
  }
}

test("the constants are there", () => {
  for (const value of [SLICE_MS, MAX_LOOKS, QUIET_MS, RESTLESS_MS, LATEST_MS]) assert.ok(value > 0);
});

test("nothing is asked for before the page was loaded, drawn and idle", () => {
  const page = new FakePage({ readyState: "interactive" }).run(START);
  assert.deepEqual([page.sent.length, page.idle.length, page.frames.length], [0, 0, 0]);
  page.listeners.load();
  assert.equal(page.idle.length, 0, "not before the frame");
  page.frames.forEach((work) => work());
  assert.deepEqual([page.sent.length, page.idle.length], [0, 1]);
  page.rest();
  assert.deepEqual(page.sent.map(({ type }) => type), ["reader"]);
  page.pass(LATEST_MS * 2);
  assert.equal(page.sent.length, 1, "once");
});

test("a page whose last picture never comes is read nevertheless", () => {
  const page = new FakePage({ readyState: "interactive" }).run(START);
  page.pass(LATEST_MS - 1);
  assert.equal(page.sent.length, 0);
  page.pass(1);
  assert.equal(page.sent.length, 1);
});

for (const contentType of ["application/pdf", "text/plain", "image/png", "application/json"]) {
  test(`nothing is asked for over ${contentType}`, () => {
    const page = new FakePage({ contentType }).run(START);
    page.frames.forEach((work) => work());
    page.settle();
    page.pass(LATEST_MS * 2);
    assert.equal(page.sent.length, 0);
  });
}

test("a long page is read in slices, none much longer than a slice", () => {
  const page = new FakePage({ steps: 100, stepMs: 1 }).run(MAIN);
  assert.equal(page.reads, 0, "not while the script is put in");
  page.settle();
  assert.equal(page.reads, 1);
  assert.equal(page.pages.length, 1);
  assert.ok(page.slices.length >= 100 / (SLICE_MS + 1), `${page.slices}`);
  assert.ok(Math.max(...page.slices) <= SLICE_MS + 1, `${page.slices}`);
});

test("a page that is at rest is read again after a change, when it was quiet", () => {
  const page = new FakePage().run(MAIN);
  page.settle();
  page.change("b");
  page.pass(QUIET_MS / 2);
  page.change("bc");
  page.pass(QUIET_MS / 2 + 1);
  assert.equal(page.pages.length, 1, "it was not quiet long enough");
  page.pass(QUIET_MS);
  assert.deepEqual(page.pages.map(({ evidence }) => evidence.text), ["a", "bc"]);
});

test("what shows the same is not sent again", () => {
  const page = new FakePage().run(MAIN);
  page.settle();
  page.change("a");
  page.pass(QUIET_MS * 2);
  assert.deepEqual([page.reads, page.pages.length], [2, 1]);
});

test("a page that never rests is read after a while, then ever more seldom, and not for ever", () => {
  const page = new FakePage().run(MAIN);
  page.settle();
  const at = [];
  for (let ms = 0; ms < RESTLESS_MS * 200; ms += 200) {
    const before = page.reads;
    page.change(`b${ms}`);
    page.pass(200);
    if (page.reads > before) at.push(page.now);
  }
  assert.ok(at[0] <= RESTLESS_MS + 400, `${at}`);
  assert.equal(page.reads, MAX_LOOKS);
  const pauses = at.slice(1).map((time, n) => time - at[n]);
  for (let n = 1; n < pauses.length; n += 1) assert.ok(pauses[n] > pauses[n - 1] * 1.5, `${pauses}`);
});

test("the next address of a single-page shop is read as often again", () => {
  const page = new FakePage().run(MAIN);
  page.settle();
  for (let n = 0; n < MAX_LOOKS * 2; n += 1) {
    page.change(`b${n}`);
    page.pass(RESTLESS_MS * 200);
  }
  assert.equal(page.reads, MAX_LOOKS);
  page.location.href = "https://shop.example/next";
  page.change("c");
  page.pass(RESTLESS_MS);
  assert.equal(page.reads, MAX_LOOKS + 1);
  assert.equal(page.pages.at(-1).evidence.url, "https://shop.example/next");
});

test("an address that changes while it is read is begun anew", () => {
  const page = new FakePage({ steps: 100 }).run(MAIN);
  page.rest();
  page.location.href = "https://shop.example/next";
  page.settle();
  assert.deepEqual(page.pages.map(({ evidence }) => evidence.url), ["https://shop.example/next"]);
  assert.equal(page.reads, 2);
});

test("put in twice it reads once, and it falls silent when the extension is gone", async () => {
  const page = new FakePage().run(MAIN).run(MAIN);
  page.settle();
  assert.deepEqual([page.reads, page.pages.length], [1, 1]);
  page.isGone = true;
  page.change("b");
  page.pass(QUIET_MS * 2);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(page.isDisconnected, true);
});
