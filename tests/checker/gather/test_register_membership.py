"""The chain of proof over real HTTP and HTTPS on loopback: every outcome a followed link can have."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from checker.address import parse_address
from checker.evidence import Image, LogoEvidence, Missing, PageEvidence, RegisterCopy, RegisterEntry, RegisterEvidence
from checker.gather.client import Client
from checker.gather.register_membership import gather_membership
from checker.registers.authorities import Authority
from checker.registers.index import RegisterIndex, build_index
from tests.authorities import table
from tests.web.servers import Exchange, Reply, Site, Web

SHOP = "https://www.shop.test/"
ENTRY = "https://register.entries.test/entry/123456"
LIST = "https://www.lists.test/sellers"
CARD = "<h1>Entry 123456</h1><dl><dt>Web</dt><dd>https://www.shop.test/</dd></dl>"

Found = tuple[RegisterEvidence | None, LogoEvidence, tuple[Missing, ...]]


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as web:
        yield web


def gather(
    web: Web, *links: str, url: str = SHOP, index: RegisterIndex | None = None, deadline_s: float = 5.0,
    authorities: Mapping[str, Authority] | None = None, **settings: Any,
) -> Found:  # fmt: skip
    images = tuple(Image("https://www.shop.test/eu-common-logo.png", href=link) for link in links)
    pages = (PageEvidence(url=url, final_url=url, images=images),)
    chosen = web.settings(**settings)
    with Client(chosen) as client:
        return gather_membership(
            parse_address(url, allow_reserved=True), pages, index, client, chosen,
            deadline_s=deadline_s, authorities=authorities or table(),
        )  # fmt: skip


def test_proven_by_an_entry_page(web: Web) -> None:
    web.add("register.entries.test", {"/entry/123456": CARD})
    register, logo, missing = gather(web, ENTRY)
    assert (logo.state, logo.authority, logo.link) == ("proven", "de-entry", ENTRY)
    assert logo.quote == "https://www.shop.test/"
    entry = logo.entry
    assert entry is not None
    assert (entry.expression, entry.country, entry.licence_number) == ("shop.test", "DE", "123456")
    assert (entry.proof, entry.status, entry.source_url, entry.entry_url) == ("live_entry", "active", ENTRY, ENTRY)
    assert entry.source_sha256 == hashlib.sha256(CARD.encode()).hexdigest()
    assert entry.read_at is not None
    assert abs((datetime.now(UTC) - entry.read_at).total_seconds()) < 60
    assert register == RegisterEvidence((entry,), ())
    assert missing == ()


def test_a_link_without_https_is_followed_with_it(web: Web) -> None:
    web.add("register.entries.test", {"/entry/123456": CARD})
    assert gather(web, ENTRY.replace("https", "http"))[1].state == "proven"
    assert {r.scheme for r in web.requests("register.entries.test")} == {"https"}


def test_proven_by_a_list_and_its_further_pages(web: Web) -> None:
    rows = '<table><tr><td>Alpha<td>www.alpha.test</table><a href="?page=2">Nästa</a>'
    pages = {"/sellers": rows, "/sellers?page=2": "<table><tr><td>Shop<td>shop.test</table>"}
    web.add("www.lists.test", Site(dict(pages)))
    _, logo, _ = gather(web, LIST)
    assert (logo.state, logo.quote) == ("proven", "shop.test")
    assert logo.entry is not None
    assert (logo.entry.scope, logo.entry.entry_url) == ("non_prescription", "")
    assert logo.entry.source_url == LIST + "?page=2"


def test_long_lists_are_read_up_to_the_limit(web: Web) -> None:
    def numbered(exchange: Exchange) -> str:
        number = int(exchange.request.path.partition("page=")[2] or 1)
        return (
            f'<table><tr><td>{number}<td>s{number}.test</table><a rel="next" href="/sellers?page={number + 1}">&gt;</a>'
        )

    web.add("www.lists.test", Site(default=numbered))
    assert gather(web, LIST)[1].state == "entry_names_other_host"
    assert len(web.requests("www.lists.test")) == 5


@pytest.mark.parametrize(
    ("body", "state"),
    [
        pytest.param("<dl><dt>Web<dd>www.other.test</dl>", "entry_names_other_host", id="other-host"),
        pytest.param("<dl><dt>Web<dd>www.notshop.test</dl>", "entry_names_other_host", id="no-label-boundary"),
        pytest.param("<dl><dt>Web<dd>shop.test.evil.test</dl>", "entry_names_other_host", id="our-name-as-prefix"),
        pytest.param("<p>Entry 123456</p><!-- shop.test -->", "unproven", id="comment"),
        pytest.param("<script>shop.test</script><input value='shop.test'>", "unproven", id="script-and-field"),
        pytest.param("<p>shop.test ist nicht im Register gelistet</p>", "unproven", id="not-listed"),
        pytest.param("<p>No entry.</p>", "unproven", id="no-host-at-all"),
        pytest.param(Reply("gone", status=404), "unproven", id="404"),
        pytest.param(Reply("gone", status=410), "unproven", id="410"),
        pytest.param(Reply("broken", status=500), "unreachable", id="500"),
        pytest.param(Reply("busy", status=429), "unreachable", id="429"),
        pytest.param(Reply(b"%PDF-", "application/pdf"), "unreachable", id="pdf"),
        pytest.param(Reply.redirect("https://register.entries.test/"), "unproven", id="redirect-to-start-page"),
        pytest.param(Reply.redirect("https://elsewhere.test/card"), "unproven", id="redirect-to-a-stranger"),
        pytest.param(Reply.redirect("http://register.entries.test/card"), "unproven", id="redirect-to-http"),
        pytest.param(Reply.redirect("https://register.entries.test/entry/123456"), "unreachable", id="redirect-loop"),
        pytest.param(Reply.redirect("https://old.entries.test/card"), "stale_host", id="redirect-to-a-former-host"),
        pytest.param(Reply.redirect("https://register.entries.test/card"), "proven", id="redirect-within"),
        pytest.param(Reply.redirect("https://new.entries.test/card"), "proven", id="redirect-to-its-believed-new-host"),
        pytest.param(Reply.redirect("http://register.entries.test/hop"), "unproven", id="the-same-by-way-of-http"),
    ],
)  # fmt: skip
def test_what_the_entry_page_says_decides(web: Web, body: str | Reply, state: str) -> None:
    for host in ("elsewhere.test", "old.entries.test", "new.entries.test"):
        web.add(host, {"/card": CARD})
    hop = Reply.redirect("https://new.entries.test/card")
    web.add("register.entries.test", Site({"/entry/123456": body, "/card": CARD, "/": CARD, "/hop": hop}))
    register, logo, missing = gather(web, ENTRY)
    assert logo.state == state
    assert logo.reason
    assert (logo.entry is not None) == (state == "proven")
    assert (register is not None) == (state == "proven")
    assert [m.kind for m in missing if m.kind == "logo"] == (["logo"] if state == "unreachable" else [])
    assert (logo.code != "") == (state == "unreachable")


@pytest.mark.parametrize("site", [Site({}, certificate_for="elsewhere.test"), Site({}, is_trusted=False)])
def test_a_wrong_certificate_never_proves(web: Web, site: Site) -> None:
    site.pages["/entry/123456"] = CARD
    web.add("register.entries.test", site)
    register, logo, missing = gather(web, ENTRY)
    assert (logo.state, logo.code) == ("unreachable", "tls-failed")
    assert register is None
    assert [(m.kind, m.code) for m in missing] == [("register", "no-snapshot"), ("logo", "tls-failed")]
    assert missing[1].address == ENTRY


def test_the_logo_copied_onto_another_host_is_not_proven(web: Web) -> None:
    web.add("register.entries.test", {"/entry/123456": CARD})
    _, logo, _ = gather(web, ENTRY, url="https://www.copy.test/")
    assert (logo.state, logo.quote) == ("entry_names_other_host", "shop.test")


def test_a_former_host_proves_only_by_leading_on(web: Web) -> None:
    web.add("old.entries.test", {"/entry/1": CARD, "/entry/2": Reply.redirect(ENTRY)})
    web.add("register.entries.test", {"/entry/123456": CARD})
    assert gather(web, "https://old.entries.test/entry/1")[1].state == "stale_host"
    assert gather(web, "https://old.entries.test/entry/2")[1].state == "proven"


def test_an_unverified_host_is_not_even_asked(web: Web) -> None:
    web.add("new.entries.test", {"/entry/1": CARD})
    assert gather(web, "https://new.entries.test/entry/1")[1].state == "unproven"
    assert web.requests() == []


@pytest.mark.parametrize(
    "link", ["https://index.test/eu-logo", "https://register.entries.test/", "https://old-ended.test/search-registry/1",
             "https://evil.test/entry/123456", ""],
)  # fmt: skip
def test_links_that_can_prove_nothing_are_not_followed(web: Web, link: str) -> None:
    logo = gather(web, link)[1]
    assert logo.state in ("generic_link", "not_valid_here", "wrong_host", "image_only")
    assert web.requests() == []


def test_search_page_that_repeats_the_question_does_not_prove(web: Web) -> None:
    def search(exchange: Exchange) -> str:
        asked = exchange.request.path.partition("q=")[2]
        return f"<h1>Search: {asked}</h1><p>No result for {asked}</p><form><input value='{asked}'></form>"

    web.add("register.entries.test", Site(default=search))
    assert gather(web, "https://register.entries.test/search?q=www.shop.test")[1].state == "unproven"
    web.add(
        "register.entries.test", "<table><tr><td>Shop<td>Street 1<td><a href='https://www.shop.test'>web</a></table>"
    )
    assert gather(web, "https://register.entries.test/search?q=www.shop.test")[1].state == "proven"


def test_the_sentence_of_success_is_needed_and_depends_on_the_visitor(web: Web) -> None:
    def verify(exchange: Exchange) -> str:
        is_from_shop = exchange.request.headers.get("referer") == SHOP
        card = "<table><tr><th>Lékárna<td>Web <a href='https://www.shop.test/'>www.shop.test</a></table>"
        return card + ("<p>Ověření bylo úspěšné</p>" if is_from_shop else "")

    web.add("www.institute.test", Site({"/verify.php": verify}))
    link = "https://www.institute.test/verify.php?code=12345678901"
    _, logo, _ = gather(web, link)
    assert logo.state == "proven"
    assert logo.entry is not None
    assert logo.entry.licence_number == "12345678901"
    assert gather(web, link, url="https://www.copy.test/")[1].state == "entry_names_other_host"
    web.add("www.institute.test", "<table><tr><th>Lékárna<td>Web <a href='https://www.shop.test/'>web</a></table>")
    assert gather(web, link)[1].state == "unproven"


def test_a_page_that_shows_another_sites_content_does_not_prove(web: Web) -> None:
    web.add("register.entries.test", CARD)
    for query in ("url=https://evil.test/card", "u=https%3A%2F%2Fevil.test%2Fcard", "u=https%253A%252F%252Fevil.test"):
        assert gather(web, f"https://register.entries.test/show?{query}")[1].state == "unproven"
    web.add(
        "register.entries.test", "<table><tr><td>Shop<td>Street 1<td><a href='https://www.shop.test'>web</a></table>"
    )
    assert gather(web, "https://register.entries.test/search?q=https://www.shop.test/")[1].state == "proven"


def test_no_referer_for_others(web: Web) -> None:
    web.add("register.entries.test", {"/entry/123456": CARD})
    gather(web, ENTRY)
    assert "referer" not in web.requests("register.entries.test")[0].headers


def test_veterinary_list_vouches_for_nothing_else(web: Web) -> None:
    web.add("www.lists.test", "<table><tr><td>Vet<td>shop.test</table>")
    register, logo, _ = gather(web, "https://www.lists.test/veterinary/list?x=1")
    assert logo.state == "veterinary_only"
    assert register is None


def test_snapshot_and_live_entry_stand_together(web: Web, tmp_path: Path) -> None:
    read_at = datetime(2026, 11, 20, tzinfo=UTC)
    held = RegisterEntry("de-entry", "DE", "shop.test", read_at=read_at)
    copy = RegisterCopy("de-entry", "DE", "Register", read_at, 1)
    build_index([held], [copy], tmp_path / "index")
    web.add("register.entries.test", {"/entry/123456": CARD})
    with RegisterIndex.open(tmp_path / "index") as index:
        register, logo, missing = gather(web, ENTRY, index=index)
        assert logo.state == "proven"
        assert register is not None
        assert [e.proof for e in register.entries] == ["snapshot", "live_entry"]
        assert [c.authority for c in register.copies] == ["de-entry"]
        assert missing == ()
        web.add("register.entries.test", Reply("busy", status=503))
        register, logo, missing = gather(web, ENTRY, index=index)
        assert (logo.state, logo.entry and logo.entry.proof) == ("in_snapshot", "snapshot")
        assert [m.code for m in missing] == ["http-status"]


def test_nothing_hangs_beyond_the_deadline(web: Web) -> None:
    def hang(exchange: Exchange) -> None:
        exchange.wait()

    web.add("register.entries.test", Site(default=hang))
    links = [f"https://register.entries.test/entry/{n:06}" for n in range(8)]
    start = time.monotonic()
    _, logo, missing = gather(web, *links, deadline_s=0.6)
    assert time.monotonic() - start < 3
    assert (logo.state, logo.code) == ("unreachable", "timeout")
    assert {m.code for m in missing} == {"no-snapshot", "timeout"}


def test_links_followed_are_bounded(web: Web) -> None:
    web.add("register.entries.test", Site(default="<p>Entry</p>"))
    _, _, missing = gather(web, *(f"https://register.entries.test/entry/{n:06}" for n in range(9)))
    assert len(web.requests("register.entries.test")) == 4
    assert [m.code for m in missing] == ["no-snapshot"] + ["not-asked"] * 5


def test_cut_pages_prove_nothing(web: Web) -> None:
    web.add("register.entries.test", {"/entry/123456": CARD + "<p>" + "x" * 5000})
    _, logo, _ = gather(web, ENTRY, max_page_bytes=2000)
    assert (logo.state, logo.code) == ("unreachable", "too-large")


def test_without_logo(web: Web) -> None:
    register, logo, missing = gather(web)
    assert (register, logo.state) == (None, "absent")
    assert [m.code for m in missing] == ["no-snapshot"]
