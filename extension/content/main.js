// @ts-nocheck: a classic script without imports; its shapes are held by tests/extension/test_gather.py
/** Sends what the page shows when the browser is idle; again, a few times at most, when the page changes. */
(() => {
  "use strict";
  const own = globalThis.pharmaproof;
  if (!own || own.isRunning) return;
  own.isRunning = true;
  const { runtime } = globalThis.browser ?? globalThis.chrome;

  const IDLE_TIMEOUT_MS = 2_000;
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

  const fingerprint = (evidence) => `${evidence.url}\n${evidence.title}\n${evidence.text.length}\n${evidence.links.length}\n${evidence.text.slice(0, 500)}`;

  function look() {
    since = 0;
    if (location.href !== address) {
      address = location.href;
      looks = 0;
    }
    if (looks >= MAX_LOOKS || document.visibilityState === "prerender") return;
    looks += 1;
    const evidence = own.gather();
    const seen = fingerprint(evidence);
    if (seen === sent) return;
    sent = seen;
    send({ type: "page", evidence });
  }

  async function send(message) {
    try {
      await runtime.sendMessage(message);
    } catch {
      observer.disconnect(); // the extension was updated or switched off: this script is nobody's any more
    }
  }

  const whenIdle = () => requestIdleCallback(look, { timeout: IDLE_TIMEOUT_MS });
  const observer = new MutationObserver(() => {
    if (looks >= MAX_LOOKS && location.href === address) return;
    since ||= Date.now();
    const latest = since + RESTLESS_MS * 2 ** Math.max(looks - 1, 0) - Date.now();
    clearTimeout(timer);
    timer = setTimeout(whenIdle, Math.max(0, Math.min(QUIET_MS, latest)));
  });

  runtime.onMessage.addListener((message) => {
    if (message?.type === "look-again") {
      sent = "";
      looks = 0;
      whenIdle();
    } else if (message?.type === "show-place" && typeof message.quote === "string") {
      own.showPlace(message.quote);
    }
  });

  whenIdle();
  observer.observe(document.documentElement, { childList: true, subtree: true, characterData: true });
})();
