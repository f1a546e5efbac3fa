"""An RDAP answer as evidence: dates, registrar and status of a domain; nothing about a person is kept.

Source: RFC 9083 (objects), RFC 7095 (jCard), RFC 9537 (redaction). Services differ and err: every part is taken
only in the form the RFC gives it and left out otherwise; what is left out is unknown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from checker.errors import DomainRegistrationUnavailable
from checker.evidence import DomainRegistrationEvidence

MAX_ITEMS: Final = 200
"""Entities, events or properties that are looked at; real answers have fewer than 30."""
FIRST_DOMAIN_AT: Final = datetime(1985, 1, 1, tzinfo=UTC)
"""The first .com was registered in March 1985; an earlier date is a default value (1970), not a fact."""
MAX_REGISTRAR_CHARS: Final = 200

PRIVACY_SERVICES: Final = (
    "contact privacy", "domain privacy", "domains by proxy", "domainsbyproxy", "identity protect",
    "identity shield", "njalla", "perfect privacy", "privacy protect", "privacy service", "privacyguardian",
    "private by design", "private registration", "privacydotlink", "proxy service", "super privacy",
    "whois agent", "whois privacy", "whoisguard", "whoisproxy", "withheld for privacy",
)  # fmt: skip
"""Parts of names of services that stand in for the registrant, lower case. ``redacted for privacy`` and the like
are not among them: there the registry hides the name by law, which says nothing about the seller."""
_HIDDEN: Final = re.compile(
    r"redacted|not disclosed|data protected|non.?public|gdpr|statutory mask|hidden|not published|^$|^-$|^n/?a$",
    re.IGNORECASE,
)


def parse_domain(body: bytes, domain: str, service: str) -> DomainRegistrationEvidence:
    """The evidence in an RDAP answer to the question for ``domain``.

    **Raises** DomainRegistrationUnavailable ``malformed-response`` when the answer is not an RDAP domain object,
    or one of another domain.
    """
    try:
        document: Any = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise _malformed(service, "is not JSON") from error
    if not isinstance(document, dict) or str(document.get("objectClassName", "")).lower() != "domain":
        raise _malformed(service, "is no domain object")
    if (name := _text(document.get("ldhName")).lower().rstrip(".")) != domain:
        raise _malformed(service, f"is about {name[:80] or 'no domain'} instead of {domain}")
    events = _events(document)
    entities = tuple(_entities(document))
    registrant = next((card for roles, card in entities if "registrant" in roles), None)
    holder = registrant.organisation if registrant else ""
    return DomainRegistrationEvidence(
        domain=domain,
        source="rdap",
        service=service,
        # After a lapse only the new registration tells how long the present holder has had the name.
        registered_at=events.get("reregistration") or events.get("registration"),
        expires_at=events.get("expiration"),
        changed_at=events.get("last changed"),
        registrar=next((card.name for roles, card in entities if "registrar" in roles), ""),
        registrant_country=registrant.country if registrant else "",
        is_privacy_service=privacy_service(holder),
        status=tuple(sorted({_text(s).lower() for s in _list(document.get("status"))} - {""})),
        gathered_at=datetime.now(UTC),
    )


def privacy_service(holder: str) -> bool | None:
    """Whether the published holder is a privacy service; None when none is published.

    >>> privacy_service("Domains By Proxy, LLC"), privacy_service("Shop GmbH"), privacy_service("REDACTED FOR PRIVACY")
    (True, False, None)
    """
    holder = holder.strip().lower()
    if any(name in holder for name in PRIVACY_SERVICES):
        return True
    return None if _HIDDEN.search(holder) else False


def plausible(moment: datetime | None, *, may_be_future: bool = False) -> datetime | None:
    """The moment in UTC; None when no domain can have that date."""
    if moment is None:
        return None
    try:
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        latest = datetime.now(UTC) + (timedelta(days=365 * 101) if may_be_future else timedelta(days=1))
    except (OverflowError, ValueError):
        return None
    return moment if FIRST_DOMAIN_AT <= moment <= latest else None


class _Card:
    """What is kept of a jCard: the firm's name and the country."""

    __slots__ = ("country", "name", "organisation")

    def __init__(self, properties: Iterable[Any]) -> None:
        self.name = self.organisation = self.country = ""
        for prop in properties:
            # [name, parameters, type, value, …], RFC 7095 section 3.3
            if not isinstance(prop, list) or len(prop) < 4 or not isinstance(prop[0], str):
                continue
            kind, value = prop[0].lower(), prop[3]
            if kind == "fn" and not self.name:
                self.name = _text(value)
            elif kind == "org" and not self.organisation:
                self.organisation = _text(value[0] if isinstance(value, list) and value else value)
            elif kind == "adr" and not self.country:
                self.country = _country(prop[1], value)


def _country(parameters: Any, value: Any) -> str:
    """Country code of an address: the ``cc`` parameter (RFC 8605), or the last part when it is a code."""
    code = _text(parameters.get("cc")) if isinstance(parameters, dict) else ""
    if not code and isinstance(value, list) and len(value) == 7:
        code = _text(value[6])
    return code.upper() if re.fullmatch("[A-Za-z]{2}", code) else ""


def _entities(document: dict[str, Any]) -> Iterator[tuple[set[str], _Card]]:
    for entity in _list(document.get("entities")):
        if not isinstance(entity, dict):
            continue
        roles = {_text(role).lower() for role in _list(entity.get("roles"))}
        vcard = entity.get("vcardArray")
        properties = vcard[1] if isinstance(vcard, list) and len(vcard) > 1 and vcard[0] == "vcard" else ()
        yield roles, _Card(_list(properties))


def _events(document: dict[str, Any]) -> dict[str, datetime]:
    """Event action -> its moment; the first of each that has a plausible one."""
    found: dict[str, datetime] = {}
    for event in _list(document.get("events")):
        if not isinstance(event, dict):
            continue
        action = _text(event.get("eventAction")).lower()
        moment = plausible(_moment(_text(event.get("eventDate"))), may_be_future=action == "expiration")
        if moment is not None:
            found.setdefault(action, moment)
    return found


def _moment(text: str) -> datetime | None:
    # RFC 3339 as RFC 9083 asks; a bare date too. Python also reads 20200403 and week dates: those it must not.
    if not re.match(r"\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d|$)", text):
        return None
    try:
        return datetime.fromisoformat(text.upper())
    except ValueError:
        return None


def _list(value: Any) -> list[Any]:
    return value[:MAX_ITEMS] if isinstance(value, list) else []


def _text(value: Any) -> str:
    return value.strip()[:MAX_REGISTRAR_CHARS] if isinstance(value, str) else ""


def _malformed(service: str, what: str) -> DomainRegistrationUnavailable:
    return DomainRegistrationUnavailable(f"The answer of {service} {what}.", code="malformed-response")
