"""What the extension's worker holds in memory: its heap and its buffers, with the rules read and a list of 100,000."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

from playwright.sync_api import CDPSession, Page

from tests.extension import shops
from tests.extension.chromium import Chromium

MEMORY_AIM_MB: Final = 25.0
MAX_WAITS: Final = 200
WAIT_MS: Final = 30


class Worker:
    """The worker's side of the debugger, reached through a session of the browser."""

    def __init__(self, session: CDPSession, page: Page) -> None:
        targets = session.send("Target.getTargets")["targetInfos"]
        worker = next(t["targetId"] for t in targets if t["type"] == "service_worker")
        self.page = page
        self.session = session
        self.id = session.send("Target.attachToTarget", {"targetId": worker, "flatten": False})["sessionId"]
        self.answers: dict[int, Any] = {}
        session.on("Target.receivedMessageFromTarget", self._keep)

    def _keep(self, event: dict[str, Any]) -> None:
        message = json.loads(event["message"])
        self.answers[message.get("id", 0)] = message

    def ask(self, number: int, method: str) -> dict[str, Any]:
        message = json.dumps({"id": number, "method": method})
        self.session.send("Target.sendMessageToTarget", {"sessionId": self.id, "message": message})
        for _ in range(MAX_WAITS):
            if number in self.answers:
                answer: dict[str, Any] = self.answers[number]["result"]
                return answer
            self.page.wait_for_timeout(WAIT_MS)
        raise SystemExit(f"the worker did not answer {method}")


def measure_memory(chrome: Chromium, session: CDPSession, page: Page, say: Callable[[str, str, str], None]) -> None:
    """After a page was judged, so that the rules are there; the list of the part before is there too."""
    opened = chrome.open(f"http://{shops.ROGUE}/")
    chrome.state_of(shops.ROGUE, "rogue")
    worker = Worker(session, page)
    worker.ask(1, "HeapProfiler.collectGarbage")
    used = worker.ask(2, "Runtime.getHeapUsage")
    kinds = ("usedSize", "embedderHeapUsedSize", "backingStorageSize")
    total = sum(used[kind] for kind in kinds) / 1e6
    parts = ", ".join(
        f"{name} {used[kind] / 1e6:.1f}" for name, kind in zip(("heap", "browser", "buffers"), kinds, strict=True)
    )
    say("worker: memory with rules and list, MB", f"{total:.1f} ({parts})", f"{MEMORY_AIM_MB:.0f}")
    opened.close()
