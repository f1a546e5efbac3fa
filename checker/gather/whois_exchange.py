"""One question to a WHOIS server, one text back, within a deadline and 64 kB (RFC 3912)."""

from __future__ import annotations

from typing import Final

from checker.errors import DomainRegistrationUnavailable, PageUnavailable
from checker.gather.connection import Guard, connect

WHOIS_PORT: Final = 43
MAX_ANSWER_BYTES: Final = 64 * 1024
"""The longest real answers, with all their terms of use, have about 10 kB."""
READ_BYTES: Final = 8 * 1024

QUERY_FORMS: Final = {
    "whois.denic.de": "-T dn,ace {domain}",
    "whois.jprs.jp": "{domain}/e",
    "whois.punktum.dk": "--charset=utf-8 {domain}",
}
"""Servers that don't answer the bare name, or answer it in another language or with less."""


def ask(host: str, domain: str, guard: Guard) -> str:
    """What the server says about the domain, at most 64 kB.

    **Raises** DomainRegistrationUnavailable with the code of the connection's failure, or ``malformed-response``
    for no text at all.
    """
    query = QUERY_FORMS.get(host, "{domain}").format(domain=domain)
    answer = bytearray()
    try:
        with connect(host, WHOIS_PORT, guard) as sock:
            sock.sendall(query.encode("ascii") + b"\r\n")
            while len(answer) < MAX_ANSWER_BYTES and (piece := sock.recv(READ_BYTES)):
                answer += piece
    except PageUnavailable as error:
        raise DomainRegistrationUnavailable(error.message, code=error.code) from error
    except TimeoutError as error:
        late = guard.deadline.failure(host)
        raise DomainRegistrationUnavailable(late.message, code=late.code) from error
    except OSError as error:
        raise DomainRegistrationUnavailable(
            f"The connection to {host} broke: {error.strerror or type(error).__name__}.", code="connection-failed"
        ) from error
    if not answer.strip():
        raise DomainRegistrationUnavailable(f"{host} answered nothing.", code="malformed-response")
    return _decode(bytes(answer[:MAX_ANSWER_BYTES]))


def _decode(answer: bytes) -> str:
    """RFC 3912 names no charset; UTF-8 is what most send, Latin-1 the rest and it never fails."""
    try:
        return answer.decode("utf-8")
    except UnicodeDecodeError:
        return answer.decode("latin-1")
