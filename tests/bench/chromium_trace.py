"""What Chromium's own trace says of one stretch of time: who worked on which thread, for how long, and when.

Durations are thread time (``tdur``: what the thread itself ran), which other programs on a busy machine lengthen
little.
Source: the Trace Event Format of the Chromium project and the Tracing domain of the Chrome DevTools Protocol.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import CDPSession, Page

CATEGORIES: Final = ("devtools.timeline", "loading", "toplevel", "blink.user_timing")
SCRIPT_WORK: Final = frozenset(("EvaluateScript", "FunctionCall"))
"""Where a page's main thread enters a script; all that the script makes the browser do lies within."""
WAIT_MS: Final = 50
MAX_WAITS: Final = 600

Event = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Slice:
    """One uninterrupted piece of work."""

    name: str
    start_us: int
    wall_ms: float
    cpu_ms: float

    @property
    def end_us(self) -> float:
        return self.start_us + self.wall_ms * 1e3


class Trace:
    """The events between ``start`` and ``stop``."""

    def __init__(self, events: list[Event]) -> None:
        self.events = events
        self.threads = {
            (e["pid"], e["tid"]): str(e["args"].get("name", "")) for e in events if e["name"] == "thread_name"
        }

    def script_work(self, base: str) -> list[Slice]:
        """Entries into scripts below an address, on main threads of pages, outermost ones, by start."""
        own = [e for e in self.events if e["name"] in SCRIPT_WORK and e.get("ph") == "X"]
        own = [e for e in own if str(e["args"].get("data", {}).get("url", "")).startswith(base)]
        own = [e for e in own if self.threads.get((e["pid"], e["tid"])) == "CrRendererMain"]
        kept: list[Slice] = []
        for event in sorted(own, key=lambda e: (int(e["ts"]), -int(e.get("dur", 0)))):
            piece = _slice(event)
            if not kept or piece.start_us >= kept[-1].end_us:
                kept.append(piece)
        return kept

    def thread_work(self, name: str) -> list[Slice]:
        """The tasks of all threads of this name."""
        tasks = (e for e in self.events if e["name"].endswith("RunTask") and e.get("ph") == "X")
        return [_slice(e) for e in tasks if self.threads.get((e["pid"], e["tid"])) == name]

    def moment(self, name: str, frame: str) -> int:
        """When a frame's event of this name was, in microseconds; 0 when it is not there."""
        found = [int(e["ts"]) for e in self.events if e["name"] == name and _frame(e) == frame]
        return found[-1] if found else 0

    def frame_of(self, url: str) -> str:
        """Id of the frame that committed an address last."""
        found = [e for e in self.events if e["name"] == "CommitLoad" and e["args"].get("data", {}).get("url") == url]
        return str(found[-1]["args"]["data"]["frame"]) if found else ""


def record(session: CDPSession, page: Page, action: Callable[[], None]) -> Trace:
    """What happened in the whole browser while ``action`` ran; the page is only used to wait."""
    events: list[Event] = []
    done: list[bool] = []

    def collect(message: dict[str, Any]) -> None:
        events.extend(message["value"])

    def complete(_: dict[str, Any]) -> None:
        done.append(True)

    session.on("Tracing.dataCollected", collect)
    session.on("Tracing.tracingComplete", complete)
    config = {"includedCategories": list(CATEGORIES), "excludedCategories": ["*"]}
    session.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": config})
    try:
        action()
    finally:
        session.send("Tracing.end")
        for _ in range(MAX_WAITS):
            if done:
                break
            page.wait_for_timeout(WAIT_MS)
        session.remove_listener("Tracing.dataCollected", collect)
        session.remove_listener("Tracing.tracingComplete", complete)
    return Trace(events)


def _slice(event: Event) -> Slice:
    wall = float(event.get("dur", 0)) / 1e3
    return Slice(str(event["name"]), int(event["ts"]), wall, float(event.get("tdur") or event.get("dur") or 0) / 1e3)


def _frame(event: Event) -> str:
    args = event["args"]
    return str(args.get("frame") or args.get("data", {}).get("frame") or "")
