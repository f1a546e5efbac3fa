"""When a domain was registered, by whom sold and in what state: RDAP, else WHOIS, else unknown with the reason.

An age is given only when the registry's own record states one date that can be read in one way. A refusal, an
empty record or garbage is unknown, never an age and never "not registered".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from checker.address import Address, parse_address
from checker.errors import DomainRegistrationUnavailable, GatherError, InputError
from checker.evidence import DomainRegistrationEvidence
from checker.gather import rdap, whois_exchange
from checker.gather.client import Client, HttpStatus
from checker.gather.connection import Deadline
from checker.gather.rdap_bootstrap import MAX_BOOTSTRAP_BYTES, bootstrap_for
from checker.gather.whois_record import parse_record, referral
from checker.settings import Settings

RDAP_SHARE: Final = 0.6
"""Part of the time that RDAP may use, so that WHOIS still has some when RDAP hangs."""
BOOTSTRAP_DEADLINE_S: Final = 3.0
"""For IANA's table; it is fetched once a week, and the check that happens to do so must not fail over it."""
MAX_RDAP_BYTES: Final = 512 * 1024
"""Answers have 2 to 20 kB."""
RDAP_ACCEPT: Final = "application/rdap+json, application/json;q=0.9"
HTTP_NOT_FOUND: Final = 404
HTTP_TOO_MANY_REQUESTS: Final = 429

IANA_WHOIS: Final = "whois.iana.org"
"""Knows the WHOIS host of every top-level domain; asked for those not in the table."""
WHOIS_SERVERS: Final[Mapping[str, str]] = {
    "ae": "whois.aeda.net.ae",
    "at": "whois.nic.at",
    "au": "whois.auda.org.au",
    "be": "whois.dns.be",
    "bg": "whois.register.bg",
    "by": "whois.cctld.by",
    "ch": "whois.nic.ch",
    "cl": "whois.nic.cl",
    "cn": "whois.cnnic.cn",
    "co": "whois.registry.co",
    "com": "whois.verisign-grs.com",
    "de": "whois.denic.de",
    "dk": "whois.punktum.dk",
    "ee": "whois.tld.ee",
    "eu": "whois.eu",
    "hk": "whois.hkirc.hk",
    "hr": "whois.dns.hr",
    "hu": "whois.nic.hu",
    "ie": "whois.weare.ie",
    "il": "whois.isoc.org.il",
    "in": "whois.nixiregistry.in",
    "io": "whois.nic.io",
    "it": "whois.nic.it",
    "jp": "whois.jprs.jp",
    "kr": "whois.kr",
    "li": "whois.nic.li",
    "lt": "whois.domreg.lt",
    "lv": "whois.nic.lv",
    "me": "whois.nic.me",
    "mx": "whois.mx",
    "net": "whois.verisign-grs.com",
    "nz": "whois.irs.net.nz",
    "org": "whois.publicinterestregistry.org",
    "pl": "whois.dns.pl",
    "pt": "whois.dns.pt",
    "ro": "whois.rotld.ro",
    "ru": "whois.tcinet.ru",
    "se": "whois.iis.se",
    "sg": "whois.sgnic.sg",
    "sk": "whois.sk-nic.sk",
    "su": "whois.tcinet.ru",
    "to": "whois.tonic.to",
    "tr": "whois.trabis.gov.tr",
    "ua": "whois.ua",
    "uk": "whois.nic.uk",
    "us": "whois.nic.us",
    "xn--p1ai": "whois.tcinet.ru",
}
"""Registries that run no RDAP service that IANA lists, and a few large ones as a second source."""


def gather_domain_registration(
    address: Address, client: Client, settings: Settings, *, deadline_s: float
) -> DomainRegistrationEvidence:
    """The registration of the address's registrable domain.

    **Raises** DomainRegistrationUnavailable; its codes: ``hosted-name`` (a name that a platform gives out, which
    has no registration of its own), ``no-rdap-service`` (neither RDAP nor WHOIS is known for the top-level
    domain), ``rate-limited``, ``malformed-response``, and those of a connection (``timeout``,
    ``blocked-address``, ``name-not-found``, ``connection-failed``, ``tls-failed``, ``http-status``, …).
    """
    domain = address.registered_domain
    if address.registrable_domain != domain:
        raise DomainRegistrationUnavailable(
            f"{address.registrable_domain} is a name on the platform {domain}; only the platform is registered.",
            code="hosted-name",
        )
    deadline = Deadline(deadline_s)
    tld = domain.rpartition(".")[2]
    rdap_failure: DomainRegistrationUnavailable | None = None
    try:
        if base := _rdap_service(tld, client, settings, deadline):
            return _ask_rdap(base, domain, client, RDAP_SHARE * deadline.remaining_s())
    except DomainRegistrationUnavailable as error:
        rdap_failure = error
    except TimeoutError as error:
        raise _late(domain, deadline) from error
    try:
        return _ask_whois(tld, domain, client, settings, deadline)
    except DomainRegistrationUnavailable as error:
        # RDAP is the better source, so its reason tells more; unless there was no WHOIS to fail.
        raise (rdap_failure or error) from error
    except TimeoutError as error:
        raise (rdap_failure or _late(domain, deadline)) from error


def _late(domain: str, deadline: Deadline) -> DomainRegistrationUnavailable:
    return DomainRegistrationUnavailable(
        f"No registry answered about {domain} within {deadline.seconds:g} s.", code="timeout"
    )


# --- RDAP -------------------------------------------------------------------------------------------------


def _rdap_service(tld: str, client: Client, settings: Settings, deadline: Deadline) -> str | None:
    if settings.rdap_bootstrap is not None:
        return dict(settings.rdap_bootstrap).get(tld)
    table = bootstrap_for(settings.data_dir)
    if table.is_old:

        def fetch(url: str) -> bytes:
            limit_s = min(BOOTSTRAP_DEADLINE_S, deadline.remaining_s() / 3)
            response = client.fetch(url, deadline_s=limit_s, max_bytes=MAX_BOOTSTRAP_BYTES, accept=None)
            if response.is_cut:
                raise ValueError("the bootstrap file is cut")
            return response.body

        table.refresh(fetch)
    return table.service_for(tld)


def _ask_rdap(base: str, domain: str, client: Client, limit_s: float) -> DomainRegistrationEvidence:
    url = f"{base.rstrip('/')}/domain/{domain}"
    service = base.rstrip("/")
    try:
        response = client.fetch(
            url, deadline_s=limit_s, headers={"Accept": RDAP_ACCEPT}, max_bytes=MAX_RDAP_BYTES, accept=None
        )
    except HttpStatus as error:
        # A 404 of the RDAP service says "not registered"; one of some web server in its place says nothing.
        if error.status == HTTP_NOT_FOUND and "json" in error.headers.get("content-type", "").lower():
            return DomainRegistrationEvidence(
                domain=domain, source="rdap", service=service, exists=False, gathered_at=datetime.now(UTC)
            )
        code = "rate-limited" if error.status == HTTP_TOO_MANY_REQUESTS else error.code
        raise DomainRegistrationUnavailable(error.message, code=code) from error
    except GatherError as error:
        raise DomainRegistrationUnavailable(error.message, code=error.code) from error
    if response.is_cut:
        raise DomainRegistrationUnavailable(f"The answer of {service} is cut.", code="malformed-response")
    return rdap.parse_domain(response.body, domain, service)


# --- WHOIS ------------------------------------------------------------------------------------------------


def _ask_whois(
    tld: str, domain: str, client: Client, settings: Settings, deadline: Deadline
) -> DomainRegistrationEvidence:
    """The registry's record; the registrar's as well when the registry sends on and gives no date itself."""
    servers = WHOIS_SERVERS if settings.whois_servers is None else dict(settings.whois_servers)
    host = servers.get(tld)
    may_refer = True
    if host is None:
        iana = IANA_WHOIS if settings.whois_servers is None else servers.get("")
        host = _referred(_exchange(iana, domain, client, deadline), settings) if iana else None
        may_refer = False
    if host is None:
        raise DomainRegistrationUnavailable(
            f"Neither an RDAP nor a WHOIS service is known for .{tld}.", code="no-rdap-service"
        )
    text = _exchange(host, domain, client, deadline)
    record = parse_record(text, domain, host)
    if record.registered_at is None and record.exists and may_refer:
        onward = _referred(text, settings)
        if onward is not None and onward != host:
            try:
                return parse_record(_exchange(onward, domain, client, deadline), domain, onward)
            except (DomainRegistrationUnavailable, TimeoutError):
                return record  # what the registry said stands without it
    return record


def _exchange(host: str, domain: str, client: Client, deadline: Deadline) -> str:
    return whois_exchange.ask(host, domain, client.guard(deadline, 2 * whois_exchange.MAX_ANSWER_BYTES))


def _referred(text: str, settings: Settings) -> str | None:
    """The host that the answer sends on to, when it is a public host name and nothing else."""
    host = referral(text)
    if host is None:
        return None
    try:
        vetted = parse_address(f"https://{host}/", allow_reserved=settings.allow_reserved_names)
    except InputError:
        return None
    return host if vetted.host == host else None
