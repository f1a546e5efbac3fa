"""What counts as one web address, and what is refused before anything is fetched."""

from __future__ import annotations

import dataclasses

import ada_url
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.address import MAX_ADDRESS_CHARS, Address, _domains, _plain_endings, _suffixes, host_within, parse_address
from checker.errors import InputError

LONG_HOST = ".".join(["a" * 60] * 5) + ".com"


def refusal(text: str, *, allow_reserved: bool = False) -> str:
    with pytest.raises(InputError) as caught:
        parse_address(text, allow_reserved=allow_reserved)
    assert caught.value.field == "address"
    assert caught.value.message.endswith(".")
    return caught.value.code


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("shop.com", "https://shop.com/"),
        ("  shop.com/x \n", "https://shop.com/x"),
        ("\ufeffshop.com\u200b", "https://shop.com/"),
        ("shop.com:443/x", "https://shop.com/x"),
        ("shop.com:80", "http://shop.com/"),
        ("shop.com?x=1", "https://shop.com/?x=1"),
        ("//shop.com/x", "https://shop.com/x"),
        ("HTTP:\\\\Shop.Com\\a", "http://shop.com/a"),
        ("https:shop.com", "https://shop.com/"),
        ("https:///shop.com", "https://shop.com/"),
        ("http://shop.com:443/", "http://shop.com:443/"),
        ("https://shop.com./x", "https://shop.com/x"),
        ("https://shop.com/a/../b/./c#top", "https://shop.com/b/c"),
        ("https://shop.com/#", "https://shop.com/"),
        ("https://shop.com/?", "https://shop.com/?"),
        ("https://shop.com/a\tb", "https://shop.com/ab"),
        ("https://shop.com/ä ö", "https://shop.com/%C3%A4%20%C3%B6"),
        ("https://sh%6Fp\u3002com", "https://shop.com/"),
        ("https://BÜCHER.de", "https://xn--bcher-kva.de/"),
        ("https://@shop.com/", "https://shop.com/"),
        ("https://my_shop.com/", "https://my_shop.com/"),
    ],
)
def test_accepted_as_a_browser_would(text: str, url: str) -> None:
    assert parse_address(text).url == url


@pytest.mark.parametrize(
    "text",
    ["", "   ", "https://", "/shop.com", "\\\\shop.com", "?x", "#x", "https://exa mple", "https://exa\tmple.com",
     "ht\ntps://shop.com", "https://a..com", "https://.shop.com", "https://shop.com..", "https://a!b.com",
     "https://a%00b.com", "https://a<b.com", "\u202eshop.com", "\ud800.com", "shop.com/\ud800", "http://1.2.3.4.5",
     "https://" + "a" * 64 + ".com", "https://" + LONG_HOST, "https://javascript:alert(1)"],
)  # fmt: skip
def test_no_address(text: str) -> None:
    assert refusal(text) == "invalid-address"


@pytest.mark.parametrize(
    "text",
    ["javascript:alert(1)", "mailto:a@shop.com", "tel:443", "ftp://shop.com", "ws://shop.com", "file:///etc/x",
     "data:text/html,x", "blob:https://shop.com/x", "view-source:https://shop.com"],
)  # fmt: skip
def test_other_schemes(text: str) -> None:
    assert refusal(text) == "scheme-not-supported"


@pytest.mark.parametrize(
    "text",
    ["http://127.1/", "127.0.0.1", "http://0x7f.1", "http://0x7f000001", "http://017700000001", "2130706433",
     "http://127.0.0.1./", "http://[::1]/", "[::1]:443", "http://[::ffff:8.8.8.8]", "http://１２７.０.０.１",
     "http://①②⑦.0.0.1", "http://127。0。0。1", "http://%31%32%37.0.0.1", "http://8.8.8.8/"],
)  # fmt: skip
def test_every_spelling_of_an_ip_literal(text: str) -> None:
    assert refusal(text) == "ip-literal"


@pytest.mark.parametrize("text", ["https://shop.com:8080/", "shop.com:22", "http://shop.com:0/", "a.b.com:65535/x"])
def test_other_ports(text: str) -> None:
    assert refusal(text) == "port-not-allowed"


@pytest.mark.parametrize("text", ["https://shop.com@evil.com/", "https://:pw@shop.com", "someone@shop.com"])
def test_user_info(text: str) -> None:
    assert refusal(text) == "user-info"


@pytest.mark.parametrize(
    "host",
    ["shop.example", "example", "www.example.com", "example.net", "example.org", "x.test", "localhost",
     "x.localhost", "printer.local", "shop.onion", "x.internal", "x.home.arpa", "1.0.0.127.in-addr.arpa", "x.alt",
     "x.invalid"],
)  # fmt: skip
def test_reserved_names(host: str) -> None:
    assert refusal(host) == "reserved-name"


@pytest.mark.parametrize("host", ["com", "co.uk", "xn--55qx5d.cn", "c.ck", "shop.con", "intranet", "x.lan"])
def test_names_without_an_owner(host: str) -> None:
    assert refusal(host) == "no-public-suffix"


def test_tests_may_use_names_that_nobody_can_register() -> None:
    address = parse_address("http://www.shop.example/x", allow_reserved=True)
    assert (address.registrable_domain, address.registered_domain, address.suffix) == (
        "shop.example",
        "shop.example",
        "example",
    )
    assert parse_address("shop.test", allow_reserved=True).host == "shop.test"
    assert parse_address("a.localhost", allow_reserved=True).host == "a.localhost"
    for host in ("example.com", "x.onion", "x.internal", "localhost", "test"):
        assert refusal(host, allow_reserved=True) == "reserved-name"


def test_names_that_only_end_alike_are_not_reserved() -> None:
    assert parse_address("badexample.com").host == "badexample.com"
    assert parse_address("example.com.de").registrable_domain == "example.com.de"


def test_length_limit_holds_for_the_text_and_for_its_escaped_form() -> None:
    fits = "https://shop.com/" + "a" * (MAX_ADDRESS_CHARS - 17)
    assert len(parse_address(fits).url) == MAX_ADDRESS_CHARS
    assert refusal(fits + "a") == "address-too-long"
    assert refusal("https://shop.com/" + "é" * 2000) == "address-too-long"
    assert refusal("x" * 10_000_000) == "address-too-long"


@pytest.mark.parametrize(
    ("host", "registrable", "registered", "suffix"),
    [
        ("a.b.shop.com", "shop.com", "shop.com", "com"),
        ("www.shop.co.uk", "shop.co.uk", "shop.co.uk", "co.uk"),
        # Shops on a shop host have their own boundary; the registry knows the shop host only.
        ("a.store.myshopify.com", "store.myshopify.com", "myshopify.com", "myshopify.com"),
        ("store.github.io", "store.github.io", "github.io", "github.io"),
        ("github.io", "github.io", "github.io", "github.io"),
        ("shop.uk.com", "shop.uk.com", "uk.com", "uk.com"),
        ("www.ck", "www.ck", "www.ck", "ck"),
        ("www.食狮.公司.cn", "xn--85x722f.xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn", "xn--55qx5d.cn"),
    ],
)
def test_whose_site_it_is(host: str, registrable: str, registered: str, suffix: str) -> None:
    address = parse_address(host)
    assert (address.registrable_domain, address.registered_domain, address.suffix) == (
        registrable,
        registered,
        suffix,
    )


def test_parts_of_an_address() -> None:
    address = parse_address("HTTPS://WWW.Shop.CO.UK:443/A//b%2541/?q=%2525#x")
    assert dataclasses.asdict(address) == {
        "url": "https://www.shop.co.uk/A//b%2541/?q=%2525",
        "scheme": "https",
        "host": "www.shop.co.uk",
        "path": "/A//b%2541/",
        "query": "?q=%2525",
        "registrable_domain": "shop.co.uk",
        "registered_domain": "shop.co.uk",
        "suffix": "co.uk",
        "display_host": "www.shop.co.uk",
        "host_notes": (),
        "canonical": "https://www.shop.co.uk/A/bA/?q=%25",
    }
    assert address.expressions[0] == "www.shop.co.uk/A/bA/?q=%25"
    assert len(address.hashes) == len(address.expressions)


def test_a_misleading_name_is_shown_in_punycode_with_the_reason() -> None:
    address = parse_address("https://р\u0430ypal.com")
    assert address.display_host == address.host == "xn--ypal-43d9g.com"
    assert address.host_notes == ("mixed-script", "look-alike:р", "look-alike:а", "punycode-shown")
    assert parse_address("bücher.de").display_host == "bücher.de"


@pytest.mark.parametrize(
    ("host", "parent", "within"),
    [
        ("shop.test", "shop.test", True),
        ("www.shop.test", "shop.test", True),
        ("badshop.test", "shop.test", False),
        ("shop.test", "www.shop.test", False),
        ("shop.test.evil.test", "shop.test", False),
        ("shop.test", "", False),
    ],
)
def test_host_within_stops_at_label_boundaries(host: str, parent: str, within: bool) -> None:
    assert host_within(host, parent) is within


ADDRESS_LIKE = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "http://", "https://", "HTTPS:", "//", "ftp://", "http:\\\\", " "]),
        st.sampled_from(["", "a@", "a:b@", "@"]),
        st.text(alphabet="abpxn-.0127١४аоαヘ。％%[]:_ \t\u00ad\u200dßıİ\u0301", max_size=20),
        st.sampled_from(["", ".com", ".co.uk", ".", ".de.", ".github.io", ":80", ":443", ".рф", ":x"]),
        st.sampled_from(["", "/", "?", "#", "/a/../b", "//x//y", "/%2e%2e/%25%32%35", "?a=%2523#b", "\\x", "/é?ü"]),
    ),
)


def accepted(text: str) -> Address | None:
    try:
        return parse_address(text, allow_reserved=True)
    except InputError:
        return None


@given(st.one_of(st.text(max_size=80), ADDRESS_LIKE))
def test_any_text_is_an_address_or_an_input_error_and_addresses_parse_to_themselves(text: str) -> None:
    if (address := accepted(text)) is not None:
        assert parse_address(address.url, allow_reserved=True) == address
        assert host_within(address.host, address.registrable_domain)
        assert host_within(address.registrable_domain, address.registered_domain)


@given(ADDRESS_LIKE)
def test_the_parts_are_those_of_the_url_parser(text: str) -> None:
    if (address := accepted(text)) is not None:
        theirs = ada_url.parse_url(address.url)
        assert (address.scheme + ":", address.host) == (theirs["protocol"], theirs["hostname"])
        assert (address.path, address.query) == (theirs["pathname"], theirs["search"])
        assert (theirs["host_type"], theirs["username"], theirs["password"]) == (0, "", "")


def test_the_short_way_to_a_site_says_what_the_suffix_list_says_for_each_of_its_rules(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hosts = set()
    for rule in _suffixes().tlds:
        name = rule.removeprefix("!").replace("*", "w").encode("idna").decode()
        top = name.rpartition(".")[2]
        hosts |= {
            name,
            f"a.{name}",
            f"b.a.{name}",
            f"www.c.b.a.{name}",
            f"x.{name.partition('.')[2] or top}",
            f"x.y.{top}",
        }

    def domains(host: str) -> tuple[str, str, str] | str:
        try:
            return _domains(host, allow_reserved=False)
        except InputError as error:
            return error.code

    assert len(hosts) > 20_000
    short = {host: domains(host) for host in hosts}
    assert sum(host.rpartition(".")[2] in _plain_endings()[0] for host in hosts) > 10_000
    monkeypatch.setattr("checker.address._plain_endings", lambda: (frozenset(), frozenset()))
    assert short == {host: domains(host) for host in hosts}


@given(ADDRESS_LIKE)
def test_the_canonical_form_is_final(text: str) -> None:
    if (address := accepted(text)) is not None:
        again = accepted(address.canonical)
        assert again is not None
        assert again.canonical == address.canonical
        assert 1 <= len(address.expressions) <= 30
        assert len(set(address.expressions)) == len(address.expressions)
        assert address.expressions[-1] == address.registrable_domain + "/"


def test_the_suffix_list_needs_no_network_and_writes_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("no connection and no file may be opened for writing")

    real_open = open

    def read_only(file: object, mode: str = "r", *args: object, **kwargs: object) -> object:
        assert "r" in mode
        return real_open(file, mode, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr("socket.socket", refuse)
    monkeypatch.setattr("builtins.open", read_only)
    _suffixes.cache_clear()
    _plain_endings.cache_clear()
    assert parse_address("www.shop.co.uk").suffix == "co.uk"
