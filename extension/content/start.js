/**
 * Asks for the reader of pages once the page was loaded and drawn. Until then only these lines run: the browser may start content
 * scripts before a page's load event, and the reader's 400 lines would be compiled on the way to it.
 */
(() => {
  "use strict";
  /** A page whose last picture never comes is read nevertheless. */
  const LATEST_MS = 4_000;
  const IDLE_TIMEOUT_MS = 1_000;
  let isAsked = false;

  function ask() {
    if (isAsked) return;
    isAsked = true;
    const { runtime } = /** @type {any} */ (globalThis).browser ?? /** @type {any} */ (globalThis).chrome;
    runtime.sendMessage({ type: "reader" }).catch(() => {}); // the extension was updated or switched off
  }

  const whenIdle = () => requestIdleCallback(ask, { timeout: IDLE_TIMEOUT_MS });

  function loaded() {
    if (document.visibilityState === "visible") requestAnimationFrame(whenIdle);
    else whenIdle();
  }

  function begin() {
    if (document.readyState === "complete") return loaded();
    addEventListener("load", loaded, { once: true });
    setTimeout(whenIdle, LATEST_MS);
  }

  if (!/^(?:text\/html|application\/xhtml\+xml)$/.test(document.contentType)) return; // as in gather.js
  if (/** @type {any} */ (document).prerendering) document.addEventListener("prerenderingchange", begin, { once: true });
  else begin();
})();
