/** Reads the page when the browser is idle and sends what it shows; again, a few times at most, when the page changes. */
(() => {
  "use strict";
  /** @typedef {import("../shared/types.js").PageReader} PageReader */
  const own = /** @type {PageReader | undefined} */ (/** @type {any} */ (globalThis).pharmaproof);
  if (!own || own.isRunning) return;
  own.isRunning = true;
  const { runtime } = /** @type {any} */ (globalThis).browser ?? /** @type {any} */ (globalThis).chrome;

  /** A frame of 60 a second leaves about this much beside the page's own work. */
  const SLICE_MS = 6;
  const IDLE_TIMEOUT_MS = 1_000;
  const QUIET_MS = 1_200;
  /** A page that never rests, as one with a ticking clock, is looked at after this time; after twice as long each further time. */
  const RESTLESS_MS = 3_000;
  const MAX_LOOKS = 6;
  /** Looks at one address; a single-page shop gets as many again at the next one. */
  let looks = 0;
  let address = location.href;
  let sent = "";
  let timer = 0;
  /** When the page changed first since it was looked at. */
  let since = 0;
  let isWaiting = false;
  /** @type {import("../shared/types.js").Reading | null} under way */
  let reading = null;

  /** @type {(evidence: Partial<import("../shared/types.js").PageEvidence>) => string} */
  const fingerprint = ({ url, title, text = "", links }) => `${url}\n${title}\n${text.length}\n${links?.length}\n${text.slice(0, 500)}`;

  function look() {
    since = 0;
    isWaiting = false;
    if (location.href !== address) {
      address = location.href;
      looks = 0;
      reading = null;
    }
    if (!reading) {
      if (looks >= MAX_LOOKS) return;
      looks += 1;
      reading = /** @type {PageReader} */ (own).read();
    }
    const end = performance.now() + SLICE_MS;
    for (let at = reading.next(); ; at = reading.next()) {
      if (at.done) return told(at.value);
      if (performance.now() >= end) return whenIdle();
    }
  }

  /** @type {(evidence: Partial<import("../shared/types.js").PageEvidence>) => void} */
  function told(evidence) {
    reading = null;
    const seen = fingerprint(evidence);
    if (seen === sent) return;
    sent = seen;
    send({ type: "page", evidence });
  }

  /** @type {(message: object) => Promise<void>} */
  async function send(message) {
    try {
      await runtime.sendMessage(message);
    } catch {
      observer.disconnect(); // the extension was updated or switched off: this script is nobody's any more
    }
  }

  function whenIdle() {
    if (isWaiting) return;
    isWaiting = true;
    requestIdleCallback(look, { timeout: IDLE_TIMEOUT_MS });
  }

  function again() {
    sent = "";
    looks = 0;
    whenIdle();
  }

  const observer = new MutationObserver(() => {
    if (looks >= MAX_LOOKS && location.href === address) return;
    since ||= Date.now();
    const latest = since + RESTLESS_MS * 2 ** Math.max(looks - 1, 0) - Date.now();
    clearTimeout(timer);
    timer = setTimeout(whenIdle, Math.max(0, Math.min(QUIET_MS, latest)));
  });

  runtime.onMessage.addListener((/** @type {{ type?: string, quote?: unknown } | undefined} */ message) => {
    if (message?.type === "look-again") again();
    else if (message?.type === "show-place" && typeof message.quote === "string") own.showPlace?.(message.quote);
  });
  // Come back to by "Back" as it was left: the tab's state is that of the page between.
  addEventListener("pageshow", (event) => event.persisted && again());

  whenIdle();
  observer.observe(document.documentElement, { childList: true, subtree: true, characterData: true });
})();
