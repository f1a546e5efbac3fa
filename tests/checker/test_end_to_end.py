"""check() against the invented internet: real HTTPS, real RDAP and WHOIS, authorities that answer."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from checker import InputError, check, check_many
from tests.web.sites import Internet, honest, internet, others, rogue


@pytest.fixture(scope="module")
def net() -> Iterator[Internet]:
    with internet() as running:
        yield running


@pytest.mark.parametrize(("host", "authority"), honest.SHOPS.items())
def test_honest_shops_are_listed_with_their_proof(net: Internet, host: str, authority: str) -> None:
    report = check(host, country="DE", settings=net.settings())
    assert report.verdict == "listed", report.reason
    assert not report.is_conflict
    (entry,) = [e for e in report.registers if e.authority == authority]
    assert entry.proof == "live_entry"
    assert entry.source_url.startswith("https://")
    assert entry.read_at is not None
    assert len(entry.source_sha256) == 64
    assert report.parts["logo"].state == "proven"
    assert report.for_whom[0].startswith("The seller is established in ")
    assert report.parts["domain"].state == "established"
    assert report.sells_medicines == "yes"


def test_the_same_pages_and_logo_on_another_host_are_not_listed(net: Internet) -> None:
    report = check("lindenhof-apotheke-versand.test", settings=net.settings())
    assert report.verdict != "listed"
    assert report.parts["logo"].state == "entry_names_other_host"
    assert any(f.signal == "false-common-logo" for f in report.findings)


@pytest.mark.parametrize("host", rogue.SHOPS)
def test_rogue_shops_are_rogue_with_a_quote(net: Internet, host: str) -> None:
    report = check(host, settings=net.settings())
    assert report.verdict == "rogue", (report.verdict, report.reason, [f.statement for f in report.findings])
    decisive = [f for f in report.findings if f.strength == "decisive" and f.direction == "alarm"]
    assert decisive
    assert all(f.quote and f.place and f.references for f in decisive)


@pytest.mark.parametrize("host", others.INNOCENT)
def test_bystanders_raise_no_alarm(net: Internet, host: str) -> None:
    report = check(host, settings=net.settings())
    assert report.verdict == "not_selling", report.reason


@pytest.mark.parametrize(("host", "code"), others.UNREACHABLE.items())
def test_what_cannot_be_looked_at_is_undetermined_with_its_reason(net: Internet, host: str, code: str) -> None:
    start = time.monotonic()
    report = check(host, settings=net.settings(page_deadline_s=1.5, site_deadline_s=4.0))
    assert report.verdict == "undetermined"
    assert code in {line.reason for line in report.not_evaluated}
    assert time.monotonic() - start < 8


def test_a_flood_is_cut_and_still_answered(net: Internet) -> None:
    start = time.monotonic()
    report = check("flood.test", settings=net.settings(page_deadline_s=3.0))
    assert report.verdict in ("not_selling", "undetermined")
    assert time.monotonic() - start < 15


def test_same_evidence_same_bytes(net: Internet) -> None:
    def body() -> dict[str, object]:
        report = check("quickmeds-express.test", settings=net.settings()).to_dict()
        return {k: v for k, v in report.items() if k not in ("gathered_at", "registers")}

    assert body() == body()


def test_many_keep_their_order_and_tell_bad_input(net: Internet) -> None:
    given = ["potenz-direkt.test", "http://127.1/", "health-notes.test", "exa mple"]
    got = list(check_many(given, settings=net.settings(), threads=4))
    assert [g.code if isinstance(g, InputError) else g.verdict for g in got] == [
        "rogue",
        "ip-literal",
        "not_selling",
        "invalid-address",
    ]
