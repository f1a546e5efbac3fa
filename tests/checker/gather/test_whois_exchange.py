"""The WHOIS exchange on the wire: the query's form, the answer's charset and its bounds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from checker.errors import DomainRegistrationUnavailable
from checker.gather.client import Client
from checker.gather.connection import Deadline, Guard
from checker.gather.whois_exchange import MAX_ANSWER_BYTES, ask
from tests.web import Web, whois


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    with Web() as web:
        yield web


def guard(web: Web, seconds: float = 5.0) -> Guard:
    return Client(web.settings()).guard(Deadline(seconds), 2 * MAX_ANSWER_BYTES)


@pytest.mark.parametrize(
    ("host", "query"),
    [("whois.nic.test", "shop.de"), ("whois.denic.de", "-T dn,ace shop.de"), ("whois.jprs.jp", "shop.de/e")],
)
def test_query_has_the_form_the_server_wants(web: Web, host: str, query: str) -> None:
    queries = whois.add_to(web, host, {query: "found"})
    assert ask(host, "shop.de", guard(web)) == "found"
    assert queries == [query]


@pytest.mark.parametrize("charset", ["utf-8", "latin-1"])
def test_charset(web: Web, charset: str) -> None:
    whois.add_to(web, "whois.nic.test", {"shop.test": "Straße, Müller".encode(charset)})
    assert ask("whois.nic.test", "shop.test", guard(web)) == "Straße, Müller"


def test_answer_is_cut_at_its_limit(web: Web) -> None:
    whois.add_to(web, "whois.nic.test", {"shop.test": whois.endless})
    assert len(ask("whois.nic.test", "shop.test", guard(web))) == MAX_ANSWER_BYTES


@pytest.mark.parametrize(
    ("answer", "code"),
    [(b"", "malformed-response"), (whois.reset, "connection-failed"), (whois.drip, "timeout")],
)
def test_failures(web: Web, answer: object, code: str) -> None:
    whois.add_to(web, "whois.nic.test", {"shop.test": answer})  # type: ignore[dict-item]
    with pytest.raises(DomainRegistrationUnavailable) as caught:
        ask("whois.nic.test", "shop.test", guard(web, 0.5))
    assert caught.value.code == code
    assert "whois.nic.test" in caught.value.message
