"""A WHOIS service (RFC 3912: a line in, a text out, closed) for invented names.

::

    whois.add_to(web, "whois.nic.test", {"shop.test": whois.record("shop.test", created="2020-01-02T03:04:05Z")})
    settings = web.settings(whois_servers=(("test", "whois.nic.test"),))
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tests.web.servers import WHOIS_PORT, RawExchange, RawHandler, Web

NO_MATCH: Final = "No match for domain.\r\n>>> Last update of WHOIS database: 2026-11-24T00:00:00Z <<<\r\n"
RATE_LIMITED: Final = "%% Query rate limit exceeded. Try again later.\r\n"
GARBAGE: Final = bytes(range(1, 256)) * 20


def add_to(web: Web, host: str, answers: Mapping[str, str | bytes | RawHandler]) -> list[str]:
    """Answers each name from the mapping, others with "no match". Returns the list that collects the queries."""
    queries: list[str] = []

    def serve(exchange: RawExchange) -> None:
        query = exchange.read_line()
        queries.append(query)
        answer = answers.get(query, NO_MATCH)
        if callable(answer):
            answer(exchange)
        else:
            exchange.send(answer.encode() if isinstance(answer, str) else answer)

    web.add_service(host, WHOIS_PORT, serve)
    return queries


def record(
    name: str,
    *,
    created: str | None = "2015-03-04T05:06:07Z",
    expires: str | None = "2030-03-04T05:06:07Z",
    registrar: str = "Invented Registrar Ltd.",
    holder: str | None = None,
    country: str | None = None,
    onward: str | None = None,
    status: tuple[str, ...] = ("clientTransferProhibited",),
) -> str:
    """A record in the form ICANN asks of registries; ``onward`` is the registrar's WHOIS host."""
    lines = [
        f"Domain Name: {name.upper()}",
        f"Registrar WHOIS Server: {onward or ''}",
        f"Creation Date: {created}" if created else "",
        f"Registry Expiry Date: {expires}" if expires else "",
        f"Registrar: {registrar}",
        *(f"Domain Status: {code} https://icann.org/epp#{code}" for code in status),
        f"Registrant Organization: {holder}" if holder is not None else "",
        f"Registrant Country: {country}" if country else "",
        f"Name Server: NS1.{name.upper()}",
        ">>> Last update of WHOIS database: 2026-11-24T00:00:00Z <<<",
        "",
        "Terms of use: for information purposes only.",
    ]
    return "\r\n".join(line for line in lines if line) + "\r\n"


def drip(exchange: RawExchange) -> None:
    """A record that grows by one byte every 50 ms, for ever."""
    exchange.send(b"Domain Name: ")
    while exchange.wait(0.05):
        exchange.send(b"A")


def hang(exchange: RawExchange) -> None:
    """Takes the question and never answers."""
    exchange.wait()


def endless(exchange: RawExchange) -> None:
    """Lines without end."""
    while exchange.wait(0):
        exchange.send(b"Name Server: NS1.INVENTED.TEST\r\n" * 1000)


def reset(exchange: RawExchange) -> None:
    """Resets the connection instead of answering."""
    exchange.reset()
