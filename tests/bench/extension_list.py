"""What a list of 100,000 hosts costs the extension: loading, look-ups, memory of its worker."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Final

from playwright.sync_api import CDPSession, Page

from tests.extension.chromium import Chromium
from tests.extension.feeds import ENTRIES, Feed, entry

HOSTS: Final = 100_000
LOAD_AIM_MS: Final = 50.0
LOOK_UP_AIM_MS: Final = 0.1
MEMORY_AIM_MB: Final = 25.0
OPENINGS: Final = 15
LOOK_UPS: Final = 3_000
ANSWER_WITHIN_S: Final = 15.0

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
    browser = chrome.context.browser
    assert browser is not None
    session = browser.new_browser_cdp_session()
    chrome.ask("list-state")
    before = worker_bytes(session, chrome.base)
    with served_feed(folder) as (address, key, size):
        chrome.settings(feed_address=address, feed_keys=[key])
        state = chrome.ask("update-list")
        if state["error"] or state["count"] < HOSTS:
            raise SystemExit(f"the list was not taken: {state}")
        chrome.settings(feed_address="")
    after = worker_bytes(session, chrome.base)
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
    say("worker: memory without list, MB (heap + buffers)", megabytes(before), "")
    say("worker: memory with it", megabytes(after), f"{MEMORY_AIM_MB:.0f}")
    say("worker: what the list adds", f"{(sum(after) - sum(before)) / 1e6:.1f}", "")


def megabytes(used: tuple[int, int]) -> str:
    return f"{sum(used) / 1e6:.1f} ({used[0] / 1e6:.1f} + {used[1] / 1e6:.1f})"


def worker_bytes(session: CDPSession, base: str) -> tuple[int, int]:
    """Bytes that the worker's JavaScript holds after a full collection, and bytes of its array buffers."""
    targets = session.send("Target.getTargets")["targetInfos"]
    target = next(t for t in targets if t["type"] == "service_worker" and t["url"].startswith(base))
    worker = _Attached(session, target["targetId"])
    try:
        for _ in range(2):
            worker.send("HeapProfiler.collectGarbage")
        used = worker.send("Runtime.getHeapUsage")
    finally:
        worker.detach()
    return int(used["usedSize"]), int(used.get("backingStorageSize", 0))


class _Attached:
    """A session with a worker through the browser's own, which Playwright offers for pages only."""

    def __init__(self, session: CDPSession, target: str) -> None:
        self._session = session
        self._answers: dict[int, dict[str, Any]] = {}
        self._count = 0
        session.on("Target.receivedMessageFromTarget", self._receive)
        self._id = session.send("Target.attachToTarget", {"targetId": target, "flatten": False})["sessionId"]

    def send(self, method: str) -> dict[str, Any]:
        self._count += 1
        message = json.dumps({"id": self._count, "method": method})
        self._session.send("Target.sendMessageToTarget", {"sessionId": self._id, "message": message})
        end = time.monotonic() + ANSWER_WITHIN_S
        while self._count not in self._answers:
            if time.monotonic() > end:
                raise SystemExit(f"the worker did not answer {method}")
            self._session.send("Target.getTargets")  # lets events in
        answer = self._answers.pop(self._count)
        if "error" in answer:
            raise SystemExit(f"{method}: {answer['error']}")
        result: dict[str, Any] = answer["result"]
        return result

    def detach(self) -> None:
        self._session.send("Target.detachFromTarget", {"sessionId": self._id})
        self._session.remove_listener("Target.receivedMessageFromTarget", self._receive)

    def _receive(self, event: dict[str, Any]) -> None:
        if event["sessionId"] == self._id:
            answer = json.loads(event["message"])
            if "id" in answer:
                self._answers[answer["id"]] = answer
