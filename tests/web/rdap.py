"""An RDAP service (RFC 9082 queries, RFC 9083 objects) for invented names.

::

    rdap.add_to(web, "rdap.nic.test", {"shop.test": rdap.domain("shop.test", registered="2020-01-02T03:04:05Z")})
    settings = web.settings(rdap_bootstrap=(("test", "https://rdap.nic.test/v1/"),))
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from tests.web.servers import Exchange, Page, Reply, Site, Web

CONTENT_TYPE: Final = "application/rdap+json"
BASE_PATH: Final = "/v1/"
TOO_MANY: Final = Reply(
    json.dumps({"errorCode": 429, "title": "Too Many Requests"}), CONTENT_TYPE, 429, (("Retry-After", "60"),)
)
NOT_FOUND: Final = Reply(json.dumps({"errorCode": 404, "title": "Not Found"}), CONTENT_TYPE, 404)


def add_to(web: Web, host: str, records: Mapping[str, dict[str, Any] | Page]) -> Site:
    """Answers ``/v1/domain/NAME`` from the records: an object, or any page for services that misbehave.

    A name that is not among them gets the protocol's 404.
    """

    def answer(exchange: Exchange) -> Reply | str | bytes | None:
        path = exchange.request.path
        record = records.get(path.removeprefix(BASE_PATH + "domain/")) if path.startswith(BASE_PATH) else None
        if record is None:
            return NOT_FOUND
        if isinstance(record, dict):
            return Reply(json.dumps(record), CONTENT_TYPE)
        return record(exchange) if callable(record) else record

    return web.add(host, answer)


def domain(
    name: str,
    *,
    registered: str | None = "2015-03-04T05:06:07Z",
    expires: str | None = "2030-03-04T05:06:07Z",
    changed: str | None = "2025-01-01T00:00:00Z",
    registrar: str = "Invented Registrar Ltd.",
    holder: str | None = None,
    country: str | None = None,
    status: tuple[str, ...] = ("client transfer prohibited",),
    **more: Any,
) -> dict[str, Any]:
    """A domain object as registries send it; ``more`` replaces whole members."""
    events = (("registration", registered), ("expiration", expires), ("last changed", changed))
    entities = [_entity("registrar", [["version", {}, "text", "4.0"], ["fn", {}, "text", registrar]])]
    if holder is not None:
        address: list[Any] = ["adr", {"cc": country} if country else {}, "text", [""] * 7]
        entities.append(_entity("registrant", [["version", {}, "text", "4.0"], ["org", {}, "text", holder], address]))
    return {
        "objectClassName": "domain",
        "rdapConformance": ["rdap_level_0", "icann_rdap_response_profile_0"],
        "handle": "1_DOMAIN-TEST",
        "ldhName": name.upper(),
        "status": list(status),
        "events": [{"eventAction": action, "eventDate": at} for action, at in events if at is not None],
        "entities": entities,
        "nameservers": [{"objectClassName": "nameserver", "ldhName": f"ns1.{name}"}],
        "secureDNS": {"delegationSigned": False},
    } | more


def _entity(role: str, properties: list[Any]) -> dict[str, Any]:
    return {"objectClassName": "entity", "roles": [role], "vcardArray": ["vcard", properties]}
