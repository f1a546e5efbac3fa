"""WHOIS texts: an age only where the record states one, the right reason everywhere else."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from checker.errors import DomainRegistrationUnavailable
from checker.evidence import DomainRegistrationEvidence
from checker.gather.whois_record import parse_record, referral
from tests.web import whois


def parsed(text: str, domain: str = "shop.com") -> DomainRegistrationEvidence:
    return parse_record(text, domain, "whois.test")


def refused(text: str, domain: str = "shop.com") -> str:
    with pytest.raises(DomainRegistrationUnavailable) as caught:
        parsed(text, domain)
    return caught.value.code


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2020-04-03T10:00:00Z", datetime(2020, 4, 3, 10, tzinfo=UTC)),
        ("2020-04-03 10:00:00+08:00", datetime(2020, 4, 3, 2, tzinfo=UTC)),
        ("03-Apr-2020", datetime(2020, 4, 3, tzinfo=UTC)),
        ("20200403", datetime(2020, 4, 3, tzinfo=UTC)),
        ("23/04/2020", datetime(2020, 4, 23, tzinfo=UTC)),
        ("03.04.2020", datetime(2020, 4, 3, tzinfo=UTC)),
        ("03/04/2020", None),
        ("03-04-2020", None),
        ("Apr-2020", None),
        ("2020", None),
        ("before Aug-1996", None),
        ("1970-01-01T00:00:00Z", None),
        ("2099-01-01T00:00:00Z", None),
        ("soon", None),
    ],
)
def test_creation_date(written: str, read: datetime | None) -> None:
    found = parsed(whois.record("shop.com", created=written))
    assert found.registered_at == read
    assert found.registrar == "Invented Registrar Ltd."


def test_repeated_dates_count_once_and_the_first_counts() -> None:
    text = whois.record("shop.com", created="2020-04-03T10:00:00Z")
    assert parsed(text + "Creation Date: 2021-01-01\n").registered_at == datetime(2020, 4, 3, 10, tzinfo=UTC)


@pytest.mark.parametrize("written", ["03/04/2031", "03.04.2031"])
def test_ambiguous_date_stays_so_when_one_reading_is_written_elsewhere(written: str) -> None:
    text = whois.record("shop.com", expires=written) + "Next Billing: 2031-03-04\n"
    assert parsed(text).expires_at is None


def test_one_odd_date_does_not_spoil_the_record() -> None:
    found = parsed(whois.record("shop.com", created="2020-04-03T10:00:00Z", expires="not before 0000-00-00"))
    assert found.registered_at == datetime(2020, 4, 3, tzinfo=UTC)
    assert (found.expires_at, found.registrar) == (None, "Invented Registrar Ltd.")


def test_date_of_a_contact_is_not_the_domains() -> None:
    text = "domain: shop.ar\nregistrant: 1\nregistered: 1997-05-26\n\ncontact: 1\ncreated: 2013-10-30\n"
    assert parsed(text, "shop.ar").registered_at is None


def test_both_readings_written_is_unknown() -> None:
    text = whois.record("shop.com", created="03.04.2020") + "Updated Date: 2020-03-04\n"
    assert parsed(text).registered_at is None


@pytest.mark.parametrize(
    ("domain", "text"),
    [
        ("shop.com", 'No match for "SHOP.COM".\r\n>>> Last update of whois database: 2026-11-24T00:00:00Z <<<'),
        ("shop.org", "NOT FOUND\n>>> Last update"),
        ("shop.de", "Domain: shop.de\nStatus: free\n"),
        ("shop.fr", "%% NOT FOUND\n"),
        ("shop.it", "Domain:             shop.it\nStatus:             AVAILABLE\n"),
        ("shop.se", 'domain "shop.se" not found.\n'),
        ("shop.info", "Domain not found.\n"),
        ("shop.nl", "shop.nl is free\n"),
        ("shop.ru", "No entries found for the selected source(s).\n"),
        ("shop.shop", "The queried object does not exist: DOMAIN NOT FOUND\n"),
        ("shop.uk", '    No match for "shop.uk".\n\n    This domain name has not been registered.\n'),
    ],
)  # fmt: skip
def test_not_registered(domain: str, text: str) -> None:
    found = parsed(text, domain)
    assert (found.exists, found.registered_at, found.domain) == (False, None, domain)


@pytest.mark.parametrize(
    "text",
    [
        "WHOIS LIMIT EXCEEDED - SEE WWW.PIR.EXAMPLE/WHOIS FOR DETAILS",
        "%ERROR:201: access control limit reached for 192.0.2.1",
        "Query rate limit exceeded. Reduced information.",
        "You have exceeded the maximum number of queries. Try again later.",
        "Too many requests, please try again in 60 seconds",
        "Error: your IP address has been blacklisted",
        "Access to WHOIS has been temporarily blocked",
        "Requests of this client are not permitted: quota exceeded. No match for shop.com can be told.",
        "-1: daily limit reached for your IP",
        "%% Your connection limit exceeded. Please slow down and try again later.",
    ],
)
def test_refusals(text: str) -> None:
    assert refused(text) == "rate-limited"


@pytest.mark.parametrize(
    "text",
    [
        "", "Hello", "\x00\x01\x02" * 500, "<html><body>502 Bad Gateway</body></html>",
        "Creation Date: 2020-04-03\nRegistrar: Somebody\n", "Terms of use. All rights reserved.",
        "This TLD has no whois server, but you can access the whois database at https://nic.test/",
        "Timeout.", "Socket not responding: [Errno 111] Connection refused", "Domain Name:\nCreation Date:\n",
    ],
)  # fmt: skip
def test_garbage_is_unknown(text: str) -> None:
    assert refused(text) == "malformed-response"


def test_record_of_another_domain() -> None:
    assert refused(whois.record("other.com")) == "malformed-response"


def test_record_without_date_still_says_the_rest() -> None:
    found = parsed("Domain: shop.de\nNserver: ns1.shop.test\nStatus: connect\n", "shop.de")
    assert (found.exists, found.registered_at, found.status) == (True, None, ("connect",))


def test_status_codes_are_spelt_as_in_rdap() -> None:
    text = whois.record("shop.com", status=("clientTransferProhibited", "serverHold", "ok"))
    assert parsed(text).status == ("client transfer prohibited", "ok", "server hold")


def test_no_name_of_a_person_is_kept() -> None:
    text = whois.record("shop.com", holder="Jo Invented") + "Registrant Name: Jo Invented\nEmail: jo@shop.test\n"
    found = parsed(text)
    assert found.is_privacy_service is False
    assert "Invented Registrar" in repr(found)
    assert "Jo " not in repr(found)


@pytest.mark.parametrize("domain", ["shop.com", "shop.hk", "shop.sk", "shop.ua", "shop.uk", "shop.jp", "shop.it"])
@pytest.mark.parametrize(
    "piece", ["a", "a\n", "\n", "Registrar\n", "Registrant: a\n", "Creation Date: 1", "1.1.2020 ", "exceed ", "a."]
)
def test_hostile_text_ends_soon(domain: str, piece: str) -> None:
    """64 kB of these take python-whois up to minutes when handed over as they come."""
    started = time.monotonic()
    refused((piece * 65_536)[:65_536], domain)
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("Registrar WHOIS Server: whois.registrar.test\r\n", "whois.registrar.test"),
        ("   Whois Server: WHOIS.Registrar.Test", "whois.registrar.test"),
        ("refer:        whois.nic.test\n", "whois.nic.test"),
        ("domain: TEST\nwhois:        whois.nic.test\n", "whois.nic.test"),
        ("Registrar WHOIS Server:\nRegistrar URL: x", None),
        ("See the whois server: of your choice", None),
        ("", None),
    ],
)
def test_referral(text: str, host: str | None) -> None:
    assert referral(text) == host
