"""Debian's Firefox ESR with the extension as a temporary add-on, over raw WebDriver BiDi."""

from __future__ import annotations

import base64
import json
import os
import re
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import websocket

from tests.needs import need

PROGRAM: Final = "/usr/bin/firefox-esr"
WAIT_S: Final = 15.0
GECKO_ID: Final = "pharmaproof@pharmaproof.example"
UUID: Final = "11111111-2222-3333-4444-555555555555"
"""Set beforehand, so that the address of the extension's pages is known."""
BASE: Final = f"moz-extension://{UUID}/"
PREFERENCES: Final[dict[str, Any]] = {
    "extensions.webextensions.uuids": json.dumps({GECKO_ID: UUID}),
    "extensions.webextOptionalPermissionPrompts": False,  # a request counts as granted: no test can press that dialogue
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.enabled": False,
    "app.normandy.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.safebrowsing.update.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.search.update": False,
    "browser.topsites.contile.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "network.proxy.type": 1,
    "network.proxy.allow_hijacking_localhost": True,
    "network.proxy.no_proxies_on": "",
    "network.stricttransportsecurity.preloadlist": False,  # result pages are served over plain http
    "dom.security.https_first": False,
    "dom.security.https_first_pbm": False,
    "remote.active-protocols": 1,
}


class BidiError(Exception):
    """The browser's refusal of a command."""


class Firefox:
    """One browser with its extension; commands of WebDriver BiDi."""

    def __init__(self, url: str) -> None:
        self._socket = websocket.create_connection(url, timeout=WAIT_S, suppress_origin=True)
        self._count = 0
        self.command("session.new", capabilities={})
        self._asker = ""

    def command(self, method: str, **parameters: Any) -> Any:
        self._count += 1
        self._socket.send(json.dumps({"id": self._count, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._socket.recv())
            if message.get("id") == self._count:
                if message["type"] == "error":
                    raise BidiError(f"{method}: {message['error']}: {message['message']}")
                return message["result"]

    def install(self, folder: Path, *, in_private: bool = False) -> None:
        data = {"type": "path", "path": str(folder)}
        self.command("webExtension.install", extensionData=data, **{"moz:allowPrivateBrowsing": in_private})

    def context_of(self, url_part: str) -> str:
        """The context of a tab that was opened by the browser or the extension."""
        end = time.monotonic() + WAIT_S
        while time.monotonic() < end:
            for context in self.command("browsingContext.getTree")["contexts"]:
                if url_part in context["url"]:
                    return str(context["context"])
            time.sleep(0.1)
        raise AssertionError(f"no tab with {url_part}")

    def open(self, url: str) -> str:
        """Context of a new tab with the page."""
        context = str(self.command("browsingContext.create", type="tab")["context"])
        self.command("browsingContext.navigate", context=context, url=url, wait="complete")
        return context

    def own_page(self, path: str) -> str:
        context = str(self.command("browsingContext.create", type="tab")["context"])
        # A navigation to a page of an extension is never told as complete; its contents are waited for instead.
        self.command("browsingContext.navigate", context=context, url=BASE + path, wait="none")
        self.wait(context, f"location.href.startsWith({json.dumps(BASE)}) && document.readyState === 'complete'")
        return context

    def run(self, context: str, expression: str) -> Any:
        """Value of an expression, as JSON carries it; promises are awaited."""
        wrapped = f"(async () => JSON.stringify(await ({expression}) ?? null))()"
        answer = self.command(
            "script.evaluate", expression=wrapped, target={"context": context}, awaitPromise=True, userActivation=True
        )
        if answer["type"] == "exception":
            raise BidiError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"]["value"])

    def wait(self, context: str, condition: str) -> Any:
        """Value of the condition as soon as it is true."""
        end = time.monotonic() + WAIT_S
        error = ""
        while time.monotonic() < end:
            try:
                if value := self.run(context, condition):
                    return value
            except BidiError as problem:  # the page is being loaded
                error = str(problem)
            time.sleep(0.1)
        raise AssertionError(f"never true: {condition} {error}")

    def click(self, context: str, selector: str) -> None:
        """A real click: browsers ask for permissions only during one."""
        node = f"document.querySelector({json.dumps(selector)})"
        self.run(context, f"{node}.scrollIntoView({{block: 'center'}})")
        middle = "r => [r.x + r.width / 2, r.y + r.height / 2]"
        place = self.run(context, f"({middle})({node}.getBoundingClientRect())")
        actions = [
            {"type": "pointerMove", "x": int(place[0]), "y": int(place[1])},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self.command(
            "input.performActions", context=context, actions=[{"type": "pointer", "id": "mouse", "actions": actions}]
        )

    def ask(self, kind: str, **fields: Any) -> Any:
        """A message to the background, as the extension's own pages send it."""
        if not self._asker:
            self._asker = self.own_page("tell/tell.html#asker")
        return self.run(self._asker, f"browser.runtime.sendMessage({json.dumps({'type': kind, **fields})})")

    def tab_of(self, url_part: str) -> int:
        self.ask("list-state")
        tabs = self.run(self._asker, "browser.tabs.query({})")
        return next(int(tab["id"]) for tab in tabs if url_part in (tab.get("url") or ""))

    def state_of(self, url_part: str, wanted: str = "", *, depth: str = "page") -> dict[str, Any]:
        """What is known of a tab, once there is a report of this depth (with this verdict)."""
        end = time.monotonic() + WAIT_S
        known: dict[str, Any] = {}
        while time.monotonic() < end:
            try:
                known = self.ask("tab-state", tab=self.tab_of(url_part)) or {}
            except StopIteration:
                known = {}
            report = (known.get("state") or {}).get("report")
            if report and wanted in ("", report["verdict"]) and report["depth"] == depth:
                return known
            time.sleep(0.1)
        raise AssertionError(f"no {wanted or 'report'} for {url_part}: {json.dumps(known)[:600]}")

    def close_tabs(self) -> None:
        """All tabs but the one that asks."""
        self.ask("list-state")
        others = "browser.tabs.query({}).then(all => all.filter(t => !(t.url ?? '').endsWith('#asker')).map(t => t.id))"
        self.run(self._asker, f"{others}.then(ids => browser.tabs.remove(ids))")

    def screenshot(self, context: str, path: Path) -> None:
        path.write_bytes(base64.b64decode(self.command("browsingContext.captureScreenshot", context=context)["data"]))

    def close(self) -> None:
        self.command("browser.close")
        self._socket.close()


@contextmanager
def firefox(profile: Path, proxy_port: int, **preferences: Any) -> Iterator[Firefox]:
    """A running browser, with more preferences (``__`` for ``.``); its whole process group is ended afterwards."""
    program = need(PROGRAM, "apt-get install firefox-esr")
    wanted = PREFERENCES | {
        "network.proxy.http": "127.0.0.1", "network.proxy.http_port": proxy_port,
        "network.proxy.ssl": "127.0.0.1", "network.proxy.ssl_port": proxy_port,
        **{name.replace("__", "."): value for name, value in preferences.items()},
    }  # fmt: skip
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in wanted.items()]
    (profile / "user.js").write_text("\n".join(lines))
    process = subprocess.Popen(
        [program, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0",
         "--remote-allow-system-access", "about:blank"],
        stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, start_new_session=True,
        env={**os.environ, "HOME": str(profile)},
    )  # fmt: skip
    assert process.stderr is not None
    try:
        url = next((m.group(1) for line in process.stderr if (m := re.search(r"listening on (ws://\S+)", line))), "")
        assert url, "Firefox did not say where it listens"
        drain = threading.Thread(target=process.stderr.read, daemon=True)
        drain.start()
        running = Firefox(url + "/session")
        try:
            yield running
        finally:
            with suppress(BidiError, OSError, websocket.WebSocketException):  # it is ended below anyway
                running.close()
    finally:
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(10)
        process.stderr.close()
