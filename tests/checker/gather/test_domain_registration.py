"""Domain registration against RDAP and WHOIS services on loopback, orderly and not."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from checker.address import parse_address
from checker.errors import DomainRegistrationUnavailable
from checker.evidence import DomainRegistrationEvidence
from checker.gather import domain_registration, rdap_bootstrap
from checker.gather.client import Client
from checker.gather.domain_registration import gather_domain_registration
from tests.web import Reply, Web, hostile, rdap, whois

REGISTERED_AT = datetime(2015, 3, 4, 5, 6, 7, tzinfo=UTC)
RDAP_ONLY = {"rdap_bootstrap": (("test", "https://rdap.nic.test/v1/"),)}
WHOIS_ONLY = {"whois_servers": (("test", "whois.nic.test"),)}


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    with Web() as web:
        yield web


def look_up(
    web: Web, host: str = "www.shop.test", *, deadline_s: float = 5.0, **settings: object
) -> DomainRegistrationEvidence:
    changed = web.settings(**settings)
    address = parse_address(host, allow_reserved=True)
    return gather_domain_registration(address, Client(changed), changed, deadline_s=deadline_s)


def refused(web: Web, **options: object) -> str:
    with pytest.raises(DomainRegistrationUnavailable) as caught:
        look_up(web, **options)  # type: ignore[arg-type]
    return caught.value.code


# --- RDAP -------------------------------------------------------------------------------------------------


def test_rdap_record(web: Web) -> None:
    record = rdap.domain("shop.test", holder="Withheld for Privacy ehf", country="IS", status=("Client Hold",))
    rdap.add_to(web, "rdap.nic.test", {"shop.test": record})
    web.forget()
    found = look_up(web, **RDAP_ONLY)
    assert (found.domain, found.source, found.exists) == ("shop.test", "rdap", True)
    assert found.service == "https://rdap.nic.test/v1"
    assert found.registered_at == REGISTERED_AT
    assert found.expires_at == datetime(2030, 3, 4, 5, 6, 7, tzinfo=UTC)
    assert found.changed_at == datetime(2025, 1, 1, tzinfo=UTC)
    assert found.registrar == "Invented Registrar Ltd."
    assert (found.registrant_country, found.is_privacy_service) == ("IS", True)
    assert found.status == ("client hold",)
    assert found.gathered_at is not None
    (request,) = web.requests("rdap.nic.test")
    assert request.path == "/v1/domain/shop.test"
    assert "application/rdap+json" in request.headers["accept"]


def test_rdap_says_not_registered(web: Web) -> None:
    rdap.add_to(web, "rdap.nic.test", {})
    found = look_up(web, **RDAP_ONLY)
    assert (found.exists, found.registered_at, found.source) == (False, None, "rdap")


def test_404_of_a_web_server_is_not_an_answer(web: Web) -> None:
    rdap.add_to(web, "rdap.nic.test", {"shop.test": Reply("<title>Not found</title>", status=404)})
    assert refused(web, **RDAP_ONLY) == "http-status"


def test_rdap_redirect_is_followed_within_the_rule(web: Web) -> None:
    rdap.add_to(web, "rdap.registrar.test", {"shop.test": rdap.domain("shop.test")})
    target = "https://rdap.registrar.test/v1/domain/shop.test"
    rdap.add_to(web, "rdap.nic.test", {"shop.test": Reply.redirect(target)})
    assert look_up(web, **RDAP_ONLY).registered_at == REGISTERED_AT
    web.point("rdap.inside.test", "10.0.0.1")
    rdap.add_to(web, "rdap.nic.test", {"shop.test": Reply.redirect("https://rdap.inside.test/")})
    assert refused(web, **RDAP_ONLY) == "blocked-address"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (rdap.TOO_MANY, "rate-limited"),
        (Reply("oops", rdap.CONTENT_TYPE, 500), "http-status"),
        (Reply("{", rdap.CONTENT_TYPE), "malformed-response"),
        (Reply("", rdap.CONTENT_TYPE), "malformed-response"),
        (Reply("[" * 100_000, rdap.CONTENT_TYPE), "malformed-response"),
        (rdap.domain("other.test"), "malformed-response"),
        (rdap.domain("shop.test", objectClassName="entity"), "malformed-response"),
        (hostile.huge_body, "malformed-response"),
        (hostile.reset, "connection-failed"),
        (hostile.redirect_loop, "too-many-redirects"),
        (hostile.drip_body, "timeout"),
    ],
)
def test_bad_rdap_answers_have_a_named_reason(web: Web, answer: object, code: str) -> None:
    rdap.add_to(web, "rdap.nic.test", {"shop.test": answer})  # type: ignore[dict-item]
    assert refused(web, deadline_s=1.0, **RDAP_ONLY) == code


def test_whois_helps_out_when_rdap_fails(web: Web) -> None:
    whois.add_to(web, "whois.nic.test", {"shop.test": whois.record("shop.test")})
    for answer in (rdap.TOO_MANY, hostile.hang):
        rdap.add_to(web, "rdap.nic.test", {"shop.test": answer})
        found = look_up(web, deadline_s=1.0, **RDAP_ONLY, **WHOIS_ONLY)
        assert (found.source, found.registered_at) == ("whois", REGISTERED_AT)


def test_reason_of_rdap_is_given_when_both_fail(web: Web) -> None:
    rdap.add_to(web, "rdap.nic.test", {"shop.test": rdap.TOO_MANY})
    whois.add_to(web, "whois.nic.test", {"shop.test": whois.GARBAGE})
    assert refused(web, **RDAP_ONLY, **WHOIS_ONLY) == "rate-limited"


# --- WHOIS ------------------------------------------------------------------------------------------------


def test_whois_record(web: Web) -> None:
    record = whois.record("shop.test", holder="Shop Ltd", country="ie", status=("clientHold", "serverHold"))
    queries = whois.add_to(web, "whois.nic.test", {"shop.test": record})
    found = look_up(web, **WHOIS_ONLY)
    assert queries == ["shop.test"]
    assert (found.domain, found.source, found.service) == ("shop.test", "whois", "whois.nic.test")
    assert found.registered_at == REGISTERED_AT
    assert found.registrar == "Invented Registrar Ltd."
    assert (found.registrant_country, found.is_privacy_service) == ("IE", False)
    assert found.status == ("client hold", "server hold")


def test_whois_says_not_registered(web: Web) -> None:
    whois.add_to(web, "whois.nic.test", {})
    found = look_up(web, **WHOIS_ONLY)
    assert (found.exists, found.registered_at) == (False, None)


def test_registrar_is_asked_when_the_registry_gives_no_date(web: Web) -> None:
    thin = whois.record("shop.test", created=None, onward="whois.registrar.test")
    whois.add_to(web, "whois.nic.test", {"shop.test": thin})
    onward = whois.record("shop.test", onward="whois.third.test")
    whois.add_to(web, "whois.registrar.test", {"shop.test": onward})
    third = whois.add_to(web, "whois.third.test", {})
    found = look_up(web, **WHOIS_ONLY)
    assert (found.service, found.registered_at) == ("whois.registrar.test", REGISTERED_AT)
    assert third == []


def test_at_most_one_referral(web: Web) -> None:
    for host, onward in (("nic", "two"), ("two", "three")):
        text = whois.record("shop.test", created=None, onward=f"whois.{onward}.test")
        whois.add_to(web, f"whois.{host}.test", {"shop.test": text})
    third = whois.add_to(web, "whois.three.test", {"shop.test": whois.record("shop.test")})
    assert look_up(web, **WHOIS_ONLY).registered_at is None
    assert third == []


@pytest.mark.parametrize(
    "onward",
    ["127.0.0.1", "[::1]", "localhost", "2130706433", "whois.inside.local", "whois.registrar.test:4343",
     "http://whois.registrar.test/", "whois.registrar.test/x", "user@whois.registrar.test", "whois", "who..test"],
)  # fmt: skip
def test_referral_to_anything_but_a_public_host_is_not_followed(web: Web, onward: str) -> None:
    whois.add_to(web, "whois.nic.test", {"shop.test": whois.record("shop.test", created=None, onward=onward)})
    asked = whois.add_to(web, onward, {"shop.test": whois.record("shop.test")})
    found = look_up(web, **WHOIS_ONLY)
    assert (found.service, found.registered_at) == ("whois.nic.test", None)
    assert asked == []


def test_referral_to_a_private_address_is_not_followed(web: Web) -> None:
    web.point("whois.inside.test", "10.0.0.1")
    text = whois.record("shop.test", created=None, onward="whois.inside.test")
    whois.add_to(web, "whois.nic.test", {"shop.test": text})
    assert look_up(web, **WHOIS_ONLY).registered_at is None


def test_iana_names_the_server_of_a_rare_domain(web: Web) -> None:
    iana = whois.add_to(web, "whois.iana.test", {"shop.test": "refer: whois.rare.test\n\ndomain: TEST\n"})
    thin = whois.record("shop.test", created=None, onward="whois.registrar.test")
    whois.add_to(web, "whois.rare.test", {"shop.test": thin})
    second = whois.add_to(web, "whois.registrar.test", {"shop.test": whois.record("shop.test")})
    found = look_up(web, whois_servers=(("", "whois.iana.test"),))
    assert (found.service, iana) == ("whois.rare.test", ["shop.test"])
    assert second == []


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (whois.RATE_LIMITED, "rate-limited"),
        (whois.GARBAGE, "malformed-response"),
        ("", "malformed-response"),
        ("\r\n\r\n", "malformed-response"),
        (whois.record("other.test"), "malformed-response"),
        (whois.drip, "timeout"),
        (whois.hang, "timeout"),
        (whois.reset, "connection-failed"),
    ],
)
def test_bad_whois_answers_have_a_named_reason(web: Web, answer: object, code: str) -> None:
    whois.add_to(web, "whois.nic.test", {"shop.test": answer})  # type: ignore[dict-item]
    started = time.monotonic()
    assert refused(web, deadline_s=1.0, **WHOIS_ONLY) == code
    assert time.monotonic() - started < 3


def test_endless_whois_answer_is_cut(web: Web) -> None:
    def endless_after_record(exchange: object) -> None:
        exchange.send(whois.record("shop.test").encode())  # type: ignore[attr-defined]
        whois.endless(exchange)  # type: ignore[arg-type]

    whois.add_to(web, "whois.nic.test", {"shop.test": endless_after_record})
    assert look_up(web, **WHOIS_ONLY).registered_at == REGISTERED_AT


def test_whois_host_must_be_public(web: Web) -> None:
    web.point("whois.private.test", "192.168.0.1")
    assert refused(web, whois_servers=(("test", "whois.private.test"),)) == "blocked-address"


# --- which service ----------------------------------------------------------------------------------------


def test_no_service_known(web: Web) -> None:
    assert refused(web) == "no-rdap-service"


def test_name_on_a_platform_has_no_registration_of_its_own(web: Web) -> None:
    assert refused(web, host="shop.github.io") == "hosted-name"


def test_table_of_iana_is_fetched_once_and_kept(web: Web, tmp_path_factory: pytest.TempPathFactory) -> None:
    data_dir = tmp_path_factory.mktemp("data")
    table = '{"services": [[["test"], ["https://rdap.nic.test/v1/"]]]}'
    web.add("data.iana.org", Reply(table, "application/json"))
    rdap.add_to(web, "rdap.nic.test", {"shop.test": rdap.domain("shop.test")})
    web.forget()
    for _ in range(2):
        assert look_up(web, rdap_bootstrap=None, data_dir=data_dir).registered_at == REGISTERED_AT
    assert [request.path for request in web.requests("data.iana.org")] == ["/rdap/dns.json"]
    assert rdap_bootstrap.Bootstrap(data_dir).service_for("test") == "https://rdap.nic.test/v1/"


def test_built_in_table_serves_while_iana_is_out_of_reach(
    web: Web, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    data_dir = tmp_path_factory.mktemp("data")
    monkeypatch.setattr(rdap_bootstrap, "BUILT_IN", {"test": "https://rdap.nic.test/v1/"})
    web.add("data.iana.org", hostile.hang)
    rdap.add_to(web, "rdap.nic.test", {"shop.test": rdap.domain("shop.test")})
    web.forget()
    for _ in range(2):
        found = look_up(web, rdap_bootstrap=None, data_dir=data_dir, deadline_s=1.5)
        assert found.registered_at == REGISTERED_AT
    assert len(web.requests("data.iana.org")) == 1


def test_table_of_whois_hosts_is_plain_host_names() -> None:
    for tld, host in domain_registration.WHOIS_SERVERS.items():
        assert parse_address(host).host == host, tld
    assert list(domain_registration.WHOIS_SERVERS) == sorted(domain_registration.WHOIS_SERVERS)
