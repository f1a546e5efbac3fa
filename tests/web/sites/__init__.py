"""The whole invented internet: authorities, shops, bystanders and registries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from checker.settings import Settings
from tests.web import rdap, whois
from tests.web.servers import Web
from tests.web.sites import authorities, honest, others, rogue

RDAP_HOST = "rdap.registry.test"


class Internet:
    """A running web with everything in it."""

    def __init__(self, web: Web) -> None:
        self.web = web
        records = {name.removeprefix("www."): rdap.domain(name.removeprefix("www.")) for name in honest.SHOPS}
        records |= {name: rdap.domain(name, registered="2026-10-20T00:00:00Z") for name in rogue.SHOPS[:3]}
        rdap.add_to(web, RDAP_HOST, records)
        whois.add_to(web, "whois.registry.test", {})
        for module in (authorities, honest, rogue, others):
            module.add_to(web)

    def settings(self, **changes: Any) -> Settings:
        fields: dict[str, Any] = {
            "authorities": authorities.TABLE,
            "rdap_bootstrap": (("test", f"https://{RDAP_HOST}/v1/"),),
            "whois_servers": (("test", "whois.registry.test"),),
        }
        return self.web.settings(**(fields | changes))


@contextmanager
def internet() -> Iterator[Internet]:
    with Web() as web:
        yield Internet(web)
