/** Which register copies the service holds and how old they are, and the state of the feed. */

import { el } from "./dom.js";
import { countryName, writtenDate, writtenTime } from "./words.js";

/** @import { FeedManifest, HeldRegister } from "./types.js" */

const loading = /** @type {HTMLElement} */ (document.getElementById("loading"));

try {
  const [held, feed] = await Promise.all([load("/v1/registers"), load("/v1/feed/manifest.json")]);
  document.getElementById("registers")?.append(...drawRegisters(held));
  document.getElementById("feed")?.append(...drawFeed(feed));
  loading.textContent = "";
} catch {
  loading.textContent = "The service could not be reached. Reload the page.";
}

/** @type {(url: string) => Promise<any>} */
async function load(url) {
  const response = await fetch(url);
  return response.ok ? response.json() : null;
}

/** @type {(held: { registers: HeldRegister[] } | null) => Node[]} */
function drawRegisters(held) {
  const copies = held?.registers ?? [];
  if (!copies.length) {
    return [
      el("p", {}, "No copy is held yet, so no shop can be called registered from a list. An operator loads them with "),
      el("pre", { tabindex: "0" }, "pharmaproof registers update"),
    ];
  }
  const rows = copies.map((copy) =>
    el(
      "tr",
      {},
      el("td", {}, countryName(copy.country)),
      el("td", {}, copy.register_name),
      el("td", {}, writtenDate(copy.read_at)),
      el("td", {}, copy.entry_count.toLocaleString("en")),
    ),
  );
  const head = el("tr", {}, ...["Country", "Register", "Read on", "Entries"].map((text) => el("th", { scope: "col" }, text)));
  return [el("table", {}, el("thead", {}, head), el("tbody", {}, ...rows))];
}

/** @type {(feed: FeedManifest | null) => Node[]} */
function drawFeed(feed) {
  const title = el("h2", {}, "Feed for browsers and search engines");
  if (!feed) return [title, el("p", {}, "None has been built here.")];
  const words = `Version ${feed.version} of ${writtenTime(feed.created_at)}: ${feed.count.toLocaleString("en")} addresses, signed.`;
  return [title, el("p", {}, words)];
}
