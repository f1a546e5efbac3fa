"""What a list of 100,000 hosts costs the extension: loading and look-ups."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Final

from playwright.sync_api import Page

from tests.extension.chromium import Chromium
from tests.extension.feeds import ENTRIES, Feed, entry

HOSTS: Final = 100_000
LOAD_AIM_MS: Final = 50.0
LOOK_UP_AIM_MS: Final = 0.1
OPENINGS: Final = 15
LOOK_UPS: Final = 3_000

_OPEN = """async ([base, times]) => {
    const { FeedClient } = await import(`${base}feed/client.js`);
    const { feedStore } = await import(`${base}background/feed_store.js`);
    const took = [];
    for (let n = 0; n < times; n += 1) {
        const start = performance.now();
        const client = new FeedClient(feedStore, []);
        await client.open();
        took.push(performance.now() - start);
        if (!client.list) throw new Error('no list is kept');
    }
    return took;
}"""
_LOOK_UP = """async ([base, count]) => {
    const { lookUp } = await import(`${base}background/list.js`);
    const { ruleSet } = await import(`${base}background/rules.js`);
    const { parseAddress } = await import(`${base}shared/address.js`);
    const rules = await ruleSet();
    const listed = n => n % 2 ? `www.shop-${n}.example` : `unknown-${n}.example`;
    const addresses = Array.from({ length: count },
        (_, n) => parseAddress(`https://${listed(n)}/a/b`, rules, { allowReserved: true }));
    const found = [];
    await lookUp(addresses[0], rules);
    const start = performance.now();
    for (const address of addresses) found.push((await lookUp(address, rules)).bits);
    const took = performance.now() - start;
    if (found.some((bits, n) => bits !== n % 2)) throw new Error('a look-up is wrong');
    const { hashExpression } = await import(`${base}shared/url_expressions.js`);
    const { FeedClient } = await import(`${base}feed/client.js`);
    const { feedStore } = await import(`${base}background/feed_store.js`);
    const client = new FeedClient(feedStore, []);
    await client.open();
    const hashes = await Promise.all(addresses.map((_, n) => hashExpression(`${listed(n)}/`)));
    const second = performance.now();
    for (const hash of hashes) client.list.find(hash);
    return [took / count, (performance.now() - second) / count];
}"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served_feed(folder: Path) -> Iterator[tuple[str, str, int]]:
    """Address, public key and size of ``hosts.bin`` of a feed with so many listed hosts, served on loopback."""
    feed = Feed(folder)
    feed.build((*ENTRIES, *(entry(f"shop-{n}.example") for n in range(HOSTS))))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(feed.folder)))
    server.daemon_threads = True
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", feed.public, (feed.folder / "hosts.bin").stat().st_size
    finally:
        server.shutdown()
        server.server_close()


def measure_list(chrome: Chromium, page: Page, folder: Path, say: Callable[[str, str, str], None]) -> None:
    """Takes the list into the extension, which keeps it for the other parts, and says what that cost."""
    with served_feed(folder) as (address, key, size):
        chrome.settings(feed_address=address, feed_keys=[key])
        state = chrome.ask("update-list")
        if state["error"] or state["count"] < HOSTS:
            raise SystemExit(f"the list was not taken: {state}")
        chrome.settings(feed_address="")
    say(f"list of {state['count']:,} hosts: bytes kept", f"{size:,}", "")
    took = page.evaluate(_OPEN, [chrome.base, OPENINGS])
    opened = f"{statistics.median(took):.1f} / {max(took):.1f}"
    say(f"list: opened and checked, wall ms p50 / most of {OPENINGS}", opened, f"{LOAD_AIM_MS:.0f}")
    whole, bare = page.evaluate(_LOOK_UP, [chrome.base, LOOK_UPS])
    say(
        f"list: look-up of an address with its hashes, wall ms, mean of {LOOK_UPS:,}",
        f"{whole:.3f}",
        f"{LOOK_UP_AIM_MS}",
    )
    say("list: search alone, wall ms, mean", f"{bare:.5f}", "")
