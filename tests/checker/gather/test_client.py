"""The guarded client against real servers on loopback, honest and hostile."""

from __future__ import annotations

import gc
import socket
import time
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from checker.errors import PageUnavailable
from checker.gather.client import Client, HttpStatus, Response
from checker.settings import MAX_REDIRECTS, SocketAddress
from tests.web import Exchange, Reply, Site, Web, hostile

PAGE = b"<title>Shop</title>" + b"<p>Paracetamol</p>" * 200
SOON_S = 1.0
"""Deadline for servers that would take for ever."""


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    with Web() as web:
        yield web


@pytest.fixture
def client(web: Web) -> Client:
    return Client(web.settings())


def refused(client: Client, url: str, **options: object) -> PageUnavailable:
    with pytest.raises(PageUnavailable) as caught:
        client.fetch(url, **options)  # type: ignore[arg-type]
    return caught.value


# --- an ordinary page -------------------------------------------------------------------------------------


def test_page_arrives_with_its_facts(web: Web, client: Client) -> None:
    web.add("plain.test", Site({"/a?b=1": Reply(PAGE, "text/html; charset=ISO-8859-2")}))
    response = client.fetch("https://plain.test/a?b=1#part")
    assert response.url == response.final_url == "https://plain.test/a?b=1"
    assert (response.status, response.body, response.is_cut, response.cut_code) == (200, PAGE, False, "")
    assert response.content_type == response.headers["content-type"] == "text/html; charset=ISO-8859-2"
    assert response.redirects == ()
    assert response.gathered_at.tzinfo is not None


def test_request_names_the_tool_and_carries_nothing_else(
    web: Web, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    web.add("asked.test", hostile.SETS_COOKIES)
    client.fetch("http://asked.test/")
    client.fetch("https://asked.test/", headers={"Accept-Language": "de"})
    first, second = web.requests("asked.test")
    assert "Pharmaproof" in first.headers["user-agent"]
    assert first.headers["accept-encoding"] == "gzip, deflate, br, zstd"
    assert "accept-language" not in first.headers
    assert second.headers["accept-language"] == "de"
    for request in (first, second):
        assert not {"cookie", "authorization", "referer"} & request.headers.keys()


def test_netrc_passwords_are_not_sent(
    web: Web, client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    netrc = tmp_path_factory.mktemp("home") / "netrc"
    netrc.write_text("machine secret.test login me password mine\n")
    monkeypatch.setenv("NETRC", str(netrc))
    web.add("secret.test", PAGE)
    client.fetch("http://secret.test/")
    assert "authorization" not in web.requests("secret.test")[0].headers


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "gzip, br"])
def test_every_coding_that_browsers_know_is_decoded(web: Web, client: Client, coding: str) -> None:
    body = hostile.compress(coding, 300_000)
    web.add("coded.test", Reply(body, headers=(("Content-Encoding", coding),)))
    response = client.fetch("http://coded.test/")
    assert len(response.body) == 300_000 // 65_536 * 65_536
    assert response.body.startswith(b"<p>   ")
    assert not response.is_cut


def test_unknown_coding_is_ignored_as_browsers_do(web: Web, client: Client) -> None:
    web.add("odd.test", Reply(PAGE, headers=(("Content-Encoding", "utf-8"),)))
    assert client.fetch("http://odd.test/").body == PAGE


# --- redirects --------------------------------------------------------------------------------------------


def test_redirects_are_followed_and_listed(web: Web, client: Client) -> None:
    web.add("start.test", Site({"/": Reply.redirect("//middle.test/x"), "/x": "no"}, https_only=True))
    web.add("middle.test", Site({"/x": Reply.redirect("https://end.test/y?z=1", 308)}))
    web.add("end.test", Site({"/y": PAGE}))
    response = client.fetch("http://start.test/")
    assert response.url == "http://start.test/"
    assert response.redirects == ("https://start.test/", "https://middle.test/x")
    assert response.final_url == "https://end.test/y?z=1"
    assert response.body == PAGE


def test_cookies_set_on_the_way_are_not_sent_back(web: Web, client: Client) -> None:
    web.add(
        "jar.test",
        Site({"/": Reply(status=302, headers=(("Location", "/in"), ("Set-Cookie", "a=1"))), "/in": PAGE}),
    )
    client.fetch("https://jar.test/")
    assert [request.path for request in web.requests("jar.test")] == ["/", "/in"]
    assert "cookie" not in web.requests("jar.test")[1].headers


def test_redirect_limit(web: Web, client: Client) -> None:
    web.add("five.test", hostile.redirects(MAX_REDIRECTS))
    web.add("six.test", hostile.redirects(MAX_REDIRECTS + 1))
    web.add("loop.test", hostile.redirect_loop)
    assert b"Arrived" in client.fetch("https://five.test/").body
    assert refused(client, "https://six.test/").code == "too-many-redirects"
    assert refused(client, "https://loop.test/").code == "too-many-redirects"
    assert len(web.requests("loop.test")) == MAX_REDIRECTS + 1


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/", "http://2130706433/", "https://[::1]/", "http://localhost/", "ftp://shop.test/",
        "https://shop.test:8443/", "https://user@shop.test/", "javascript:alert(1)", "data:text/html,x",
        "file:///etc/passwd", "http://", "https://exa mple.test/", "https://router.local/",
    ],
)  # fmt: skip
def test_redirect_to_a_refused_address(web: Web, client: Client, target: str) -> None:
    web.add("away.test", Reply.redirect(target))
    assert refused(client, "https://away.test/").code == "blocked-address"


def test_redirect_to_a_name_of_a_private_address(web: Web, client: Client) -> None:
    web.point("inside.test", "10.0.0.1")
    web.add("lure.test", Reply.redirect("http://inside.test/admin"))
    assert refused(client, "https://lure.test/").code == "blocked-address"


def test_refresh_is_not_followed(web: Web, client: Client) -> None:
    web.add("refresh.test", hostile.REFRESH)
    web.add("elsewhere.test", PAGE)
    assert b"Stays here" in client.fetch("https://refresh.test/").body
    assert web.requests("elsewhere.test") == []


def test_redirect_with_raw_utf8_is_read_as_browsers_do(web: Web, client: Client) -> None:
    def handler(exchange: Exchange) -> Reply | None:
        if exchange.request.path != "/":
            return Reply(PAGE)
        exchange.send("HTTP/1.1 302 Found\r\nLocation: /apothéke\r\nContent-Length: 0\r\n\r\n".encode())
        return None

    web.add("accent.test", handler)
    assert client.fetch("https://accent.test/").final_url == "https://accent.test/apoth%C3%A9ke"


# --- the address rule -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "addresses",
    [("10.0.0.1",), ("169.254.169.254",), ("8.8.8.8", "192.168.0.1"), ("64:ff9b::a00:1",), ("::ffff:127.0.0.1",)],
)
def test_names_of_non_public_addresses_are_refused(web: Web, client: Client, addresses: tuple[str, ...]) -> None:
    web.point("private.test", *addresses)
    error = refused(client, "https://private.test/")
    assert error.code == "blocked-address"
    assert addresses[-1] in error.message


def test_loopback_is_refused_unless_allowed(web: Web) -> None:
    web.add("near.test", PAGE)
    web.forget()
    assert refused(Client(web.settings(allow_networks=())), "https://near.test/").code == "blocked-address"
    assert web.requests("near.test") == []


def test_each_request_resolves_once_and_anew(web: Web, client: Client) -> None:
    """No second look-up between check and connection, and no connection kept past a check."""
    web.add("again.test", Site({"/": Reply.redirect("/2"), "/2": PAGE}))
    client.fetch("https://again.test/")
    assert web.lookups("again.test") == 2
    web.point("again.test", "10.0.0.1")
    assert refused(client, "https://again.test/").code == "blocked-address"


def test_connection_goes_to_the_vetted_address(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """A resolver that changes its answer (rebinding) is asked once, and that answer is used."""
    web.add("rebind.test", PAGE)
    answers = [web.resolve("rebind.test", 443), [("10.0.0.1", 443)]]
    client = Client(web.settings(resolver=lambda host, port: answers.pop(0)))
    assert client.fetch("https://rebind.test/").body == PAGE
    assert len(answers) == 1


def test_second_address_is_tried_when_the_first_is_dead(web: Web) -> None:
    web.add("two.test", PAGE)
    with socket.create_server(("127.0.0.1", 0)) as closed:
        dead: SocketAddress = ("127.0.0.1", closed.getsockname()[1])
    client = Client(web.settings(resolver=lambda host, port: [dead, *web.resolve(host, port)]))
    assert client.fetch("https://two.test/").body == PAGE
    only_dead = Client(web.settings(resolver=lambda host, port: [dead]))
    assert refused(only_dead, "https://two.test/").code == "connection-failed"


# --- names ------------------------------------------------------------------------------------------------


def test_unknown_name(client: Client) -> None:
    assert refused(client, "https://nowhere.test/").code == "name-not-found"


# --- TLS --------------------------------------------------------------------------------------------------


def test_certificate_must_be_for_the_name_and_from_a_known_authority(web: Web, client: Client) -> None:
    web.add("other-name.test", Site(default=PAGE, certificate_for="someone-else.test"))
    web.add("own-authority.test", Site(default=PAGE, is_trusted=False))
    web.add_service("plain-on-443.test", 443, hostile.broken_tls)
    for host in ("other-name.test", "own-authority.test", "plain-on-443.test"):
        error = refused(client, f"https://{host}/")
        assert (error.code, web.requests(host)) == ("tls-failed", [])
    assert "not valid for 'other-name.test'" in refused(client, "https://other-name.test/").message


@pytest.mark.parametrize("service", [hostile.hanging_tls, hostile.dripping_tls])
def test_handshake_that_never_ends(web: Web, client: Client, service: object) -> None:
    web.add_service("slow-tls.test", 443, service)  # type: ignore[arg-type]
    started = time.monotonic()
    assert refused(client, "https://slow-tls.test/", deadline_s=SOON_S).code in ("timeout", "tls-failed")
    assert time.monotonic() - started < SOON_S + 2


# --- slow servers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("handler", [hostile.hang, hostile.drip_headers, hostile.drip_body])
def test_nothing_outlives_the_deadline(web: Web, client: Client, handler: object, scheme: str) -> None:
    web.add("slow.test", handler)  # type: ignore[arg-type]
    started = time.monotonic()
    assert refused(client, f"{scheme}://slow.test/", deadline_s=SOON_S).code == "timeout"
    assert SOON_S * 0.9 < time.monotonic() - started < SOON_S + 2


def test_one_deadline_for_all_redirects(web: Web, client: Client) -> None:
    def slowly(exchange: Exchange) -> Reply:
        exchange.wait(0.4)
        return hostile.redirects(5)(exchange)  # type: ignore[return-value]

    web.add("relay.test", slowly)
    assert refused(client, "https://relay.test/", deadline_s=SOON_S).code == "timeout"


def test_page_that_never_ends_is_still_seen(web: Web, client: Client) -> None:
    """Browsers show it, so hanging at the end must not hide a page from the checker."""
    web.add("unending.test", hostile.page_then_hang(PAGE))
    response = client.fetch("https://unending.test/", deadline_s=SOON_S)
    assert (response.body, response.is_cut, response.cut_code) == (PAGE, True, "timeout")


# --- large and compressed ---------------------------------------------------------------------------------


@pytest.mark.parametrize("handler", [hostile.huge_body, hostile.endless_body])
def test_page_is_cut_at_the_limit(web: Web, client: Client, handler: object) -> None:
    web.add("large.test", handler)  # type: ignore[arg-type]
    response = client.fetch("http://large.test/", max_bytes=100_000)
    assert (len(response.body), response.is_cut, response.cut_code) == (100_000, True, "too-large")


def test_page_at_the_limit_is_whole(web: Web, client: Client) -> None:
    web.add("exact.test", PAGE)
    assert not client.fetch("http://exact.test/", max_bytes=len(PAGE)).is_cut
    cut = client.fetch("http://exact.test/", max_bytes=len(PAGE) - 1)
    assert (cut.is_cut, cut.body) == (True, PAGE[:-1])


@pytest.mark.parametrize("handler", [hostile.endless_header, hostile.endless_continue])
def test_headers_without_end(web: Web, client: Client, handler: object) -> None:
    web.add("wordy.test", handler)  # type: ignore[arg-type]
    assert refused(client, "http://wordy.test/").code in ("too-large", "connection-failed")


def test_framing_counts_against_the_budget(web: Web, client: Client) -> None:
    web.add("crumbs.test", hostile.tiny_chunks)
    response = client.fetch("http://crumbs.test/", max_bytes=1_000_000)
    assert response.cut_code == "too-large"
    assert len(response.body) < 300_000


def test_data_that_decodes_to_nothing_ends(web: Web, client: Client) -> None:
    web.add("silent.test", hostile.silent_bomb)
    assert refused(client, "http://silent.test/", max_bytes=1_000_000).code == "too-large"


def test_work_of_nested_codings_is_bounded(web: Web, client: Client) -> None:
    """A few hundred bytes that keep an unbounded decoder busy for minutes, with nothing to show for it."""
    web.add("deep.test", hostile.silent_nested_bomb(2))
    started = time.monotonic()
    refused(client, "http://deep.test/", deadline_s=SOON_S)
    assert time.monotonic() - started < SOON_S + 4
    web.add("deeper.test", hostile.silent_nested_bomb(3))
    assert refused(client, "http://deeper.test/").code == "bad-encoding"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "gzip, gzip", "zstd, br", "br, gzip"])
def test_bombs_are_cut_and_never_held(web: Web, client: Client, coding: str) -> None:
    web.add("bomb.test", hostile.bomb(coding, 100 * 1024**2))
    gc.collect()
    tracemalloc.start()
    response = client.fetch("http://bomb.test/", max_bytes=1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (len(response.body), response.cut_code) == (1_000_000, "too-large")
    assert peak < 6_000_000


# --- broken servers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (hostile.reset, "connection-failed"),
        (hostile.not_http, "connection-failed"),
        (hostile.early_hints, "connection-failed"),
        (hostile.chunked_garbage(), "connection-failed"),
        (hostile.short_body(b"<p>short"), "connection-failed"),
        (hostile.encoded_garbage("gzip"), "bad-encoding"),
        (hostile.encoded_garbage("br"), "bad-encoding"),
        (hostile.encoded_garbage("zstd"), "bad-encoding"),
        (hostile.encoded_garbage("deflate"), "bad-encoding"),
        (hostile.PDF, "not-html"),
        (Reply('{"a": 1}', "application/json"), "not-html"),
        (Reply(b"\x89PNG\r\n", ""), "not-html"),
    ],
)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_broken_answers_have_a_named_reason(web: Web, client: Client, page: object, code: str, scheme: str) -> None:
    web.add("broken.test", page)  # type: ignore[arg-type]
    assert refused(client, f"{scheme}://broken.test/").code == code


@pytest.mark.parametrize(
    "page", [hostile.short_body(PAGE), hostile.chunked_garbage(PAGE), hostile.truncated_gzip(PAGE)]
)
def test_page_that_breaks_off_is_still_seen(web: Web, client: Client, page: object) -> None:
    web.add("torn.test", page)  # type: ignore[arg-type]
    response = client.fetch("https://torn.test/")
    assert PAGE.startswith(response.body)
    assert len(response.body) > 1024


@pytest.mark.parametrize("status", [400, 403, 404, 410, 429, 500, 503])
def test_error_status(web: Web, client: Client, status: int) -> None:
    web.add("error.test", Reply("<p>no", status=status, headers=(("Retry-After", "9"),)))
    error = refused(client, "https://error.test/")
    assert isinstance(error, HttpStatus)
    assert (error.code, error.status, error.headers["retry-after"]) == ("http-status", status, "9")
    assert str(status) in error.message


def test_markup_without_media_type_is_taken_as_browsers_do(web: Web, client: Client) -> None:
    web.add("untyped.test", Reply(b"\xef\xbb\xbf\n " + PAGE, ""))
    assert client.fetch("https://untyped.test/").body.endswith(PAGE)


def test_media_type_sent_twice(web: Web, client: Client) -> None:
    web.add("twice.test", Reply(PAGE, headers=(("Content-Type", "text/html"),)))
    assert client.fetch("https://twice.test/").body == PAGE


def test_accept_widens(web: Web, client: Client) -> None:
    web.add("list.test", Reply('{"a": 1}', "application/json"))
    assert client.fetch("https://list.test/", accept=None).body == b'{"a": 1}'
    assert client.fetch("https://list.test/", accept=("application/json",)).body == b'{"a": 1}'
    assert refused(client, "https://list.test/", accept=("text/csv",)).code == "not-html"


def test_not_modified_is_an_answer(web: Web, client: Client) -> None:
    web.add("same.test", Reply(status=304, content_type=""))
    response = client.fetch("https://same.test/", headers={"If-None-Match": '"1"'}, accept=None)
    assert (response.status, response.body) == (304, b"")


@pytest.mark.parametrize("url", ["", "javascript:1", "http://127.1/", "https://shop.test:8443/", "x" * 9000])
def test_address_that_is_never_fetched(client: Client, url: str) -> None:
    assert refused(client, url).code == "blocked-address"


def test_messages_do_not_repeat_the_whole_address(web: Web, client: Client) -> None:
    web.add("quiet.test", hostile.reset)
    assert "token" not in refused(client, "https://quiet.test/?token=1").message


# --- threads ----------------------------------------------------------------------------------------------


def test_one_client_serves_32_threads(web: Web, client: Client) -> None:
    hosts = [f"shop{number}.test" for number in range(32)]
    for host in hosts:
        web.add(host, Site({"/": f"<title>{host}</title>"}))

    def fetch(host: str) -> Response:
        return client.fetch(f"https://{host}/")

    with ThreadPoolExecutor(32) as pool:
        for host, response in zip(hosts * 4, pool.map(fetch, hosts * 4), strict=True):
            assert response.body == f"<title>{host}</title>".encode()
