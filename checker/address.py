"""A text is one web address: what is accepted, in which form, and what names it can be looked up by.

``parse_address`` is the only door for addresses into the library: command line, API, bulk files, redirects
and logo links all pass it. Parsing follows the WHATWG URL Standard (ada), as browsers do, so that the host
checked here is the host a browser would open. Nothing here touches the network.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import ada_url
import tldextract

from checker.errors import AddressNotAllowed, InputError, InvalidAddress, SchemeNotSupported
from checker.idn_display import display_host
from checker.url_expressions import canonical_url, expressions_of, hash_expression

MAX_ADDRESS_CHARS: Final = 8192
"""DESIGN.md section 9; longer than any browser or server takes in practice."""
MAX_HOST_CHARS: Final = 253
"""RFC 1035 section 2.3.4: 255 octets on the wire are 253 characters without the final dot."""
MAX_LABEL_CHARS: Final = 63
"""RFC 1035 section 2.3.4."""
ALLOWED_PORTS: Final = frozenset({"", "80", "443"})
"""Shops live on these; anything else would turn the checker into a port scanner."""

RESERVED_NAMES: Final = frozenset({
    "alt",  # RFC 9476
    "arpa",  # RFC 3172; holds home.arpa (RFC 8375) and IANA's other special-use names
    "example", "example.com", "example.net", "example.org",  # RFC 6761
    "internal",  # ICANN board resolution 2024.07.29.06
    "invalid",  # RFC 6761
    "local",  # RFC 6762
    "localhost",  # RFC 6761
    "onion",  # RFC 7686
    "test",  # RFC 6761
})  # fmt: skip
"""IANA Special-Use Domain Names and ``internal``, read 2026-11-24: these never name a public web site."""
TEST_NAMES: Final = frozenset({"example", "test", "localhost"})
"""What ``allow_reserved`` opens: names that can never be registered, so no real site is hit by a test."""

_EDGES: Final = "".join(map(chr, (*range(0x21), 0x85, 0xA0, *range(0x2000, 0x2010), 0x2028, 0x2029, 0x3000, 0xFEFF)))
"""White space, zero-width and direction marks that come along when an address is copied from a page."""
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_PORT_AFTER_HOST: Final = re.compile(r":[0-9]{1,5}(?:[/?#\\]|$)")
_HOST: Final = re.compile(r"[a-z0-9_\-]+(?:\.[a-z0-9_\-]+)*")
_HREF: Final = ("href",)
"""All that is asked of ada: each attribute costs as much as a third of the parse, and the serialisation is regular."""


@dataclass(frozen=True, slots=True)
class Address:
    """One accepted web address."""

    url: str
    """WHATWG serialisation without fragment; parses to itself."""
    scheme: str
    """``http`` or ``https``."""
    host: str
    """ASCII, lower case, without final dot."""
    path: str
    """Starts with ``/``; escaped as in ``url``."""
    query: str
    """With its ``?``; empty when there is none."""
    registrable_domain: str
    """The site owner's boundary: public suffix plus one label, private suffixes (shop hosts) included."""
    registered_domain: str
    """What the registry and RDAP know: the same with registries' suffixes only."""
    suffix: str
    """Public suffix, private ones included."""
    display_host: str
    """Host for people: in Unicode only where it cannot be mistaken for another name."""
    host_notes: tuple[str, ...]
    """Why the host deserves a second look: ``mixed-script``, ``look-alike:а``, ``punycode-shown``, …"""
    canonical: str
    """Safe Browsing's canonical form of ``url``."""

    @property
    def expressions(self) -> tuple[str, ...]:
        """Host suffixes times path prefixes, most specific first; computed on each call."""
        return expressions_of(self.canonical, self.registrable_domain)

    @property
    def hashes(self) -> tuple[bytes, ...]:
        """SHA-256 of each expression, in the same order; computed on each call."""
        return tuple(hash_expression(expression) for expression in self.expressions)


def parse_address(text: str, *, allow_reserved: bool = False) -> Address:
    """The address that ``text`` means, as a browser's address bar would read it.

    Bare hosts (``shop.example/x``) are taken as ``https``. ``allow_reserved`` is for tests: it accepts names
    under ``.example``, ``.test`` and ``.localhost``.

    **Raises** only ``InputError`` kinds: ``invalid-address``, ``address-too-long``, ``scheme-not-supported``,
    ``port-not-allowed``, ``user-info``, ``ip-literal``, ``reserved-name``, ``no-public-suffix``.

    >>> parse_address(" WWW.Gov.UK/Browse#top ").url
    'https://www.gov.uk/Browse'
    """
    given = _with_scheme(text)
    try:
        url = ada_url.parse_url(given, _HREF)["href"]
    except ValueError:  # ada's "Invalid input"; lone surrogates raise its subclass UnicodeEncodeError
        raise _invalid("the text is no web address; give something like https://shop.com/page") from None
    scheme, _, rest = url.partition("://")
    if scheme not in ("http", "https"):
        raise _scheme_not_supported(url.partition(":")[0])
    authority, _, tail = rest.partition("/")  # a serialised http address always has the slash; inside, it is escaped
    _, at, place = authority.rpartition("@")
    host, _, port = place.partition(":")
    if host[0] == "[" or host.rpartition(".")[2].isdigit():  # no name ends in a number: the parser made it an address
        raise _refused("ip-literal", "the address names a machine by number; give the site's name")
    if at:
        raise _refused("user-info", "the address holds a user name or password; remove the part before '@'")
    if port not in ALLOWED_PORTS:
        raise _refused("port-not-allowed", f"port {port} is not checked; only 80 and 443 are")
    if "\t" in given or "\n" in given or "\r" in given:
        _refuse_broken_host(given)

    if "#" in tail:
        tail = tail[: tail.index("#")]
        url = url[: url.index("#")]
    if host[-1] == ".":
        host = host[:-1]
        url = url.replace(host + ".", host, 1)
    if len(url) > MAX_ADDRESS_CHARS:
        raise _too_long()
    _check_host(host)
    registrable, registered, suffix = _domains(host, allow_reserved)
    shown, notes = (host, ()) if "xn--" not in host else display_host(host)
    path, mark, query = tail.partition("?")
    path = "/" + path
    return Address(
        url, scheme, host, path, "?" + query if query else "", registrable, registered, suffix, shown, notes,
        canonical_url(scheme, host, path, mark + query),
    )  # fmt: skip


def host_within(host: str, parent: str) -> bool:
    """Whether ``host`` is ``parent`` or a name under it, at a label boundary.

    >>> host_within("www.shop.test", "shop.test"), host_within("badshop.test", "shop.test")
    (True, False)
    """
    return bool(parent) and (host == parent or host.endswith("." + parent))


def _with_scheme(text: str) -> str:
    """The text trimmed, with ``https://`` in front when it names no scheme."""
    if len(text) > MAX_ADDRESS_CHARS:
        raise _too_long()
    given = text.strip(_EDGES)
    if given.startswith(("https://", "http://")):
        return given
    if not given:
        raise _invalid("the address is empty; give something like https://shop.com")
    if given.startswith("//"):
        return "https:" + given
    if given[0] in "/\\?#":
        raise _invalid("the address has no host; give something like https://shop.com/page")
    found = _SCHEME.match(given)
    if found is None:
        return "https://" + given
    scheme = found[1].lower()
    if scheme in ("http", "https"):
        return given
    if ("." in scheme or scheme == "localhost") and (port := _PORT_AFTER_HOST.match(given, found.end(1))):
        # Nobody serves https on port 80: a bare host with that port means http.
        return ("http://" if port[0].rstrip("/?#\\") == ":80" else "https://") + given
    raise _scheme_not_supported(scheme)


def _check_host(host: str) -> None:
    if not _HOST.fullmatch(host):
        raise _invalid("the host holds characters or empty parts that no host name has")
    if len(host) > MAX_HOST_CHARS:
        raise _invalid(f"the host has {len(host)} characters; names have at most {MAX_HOST_CHARS}")
    if len(host) > MAX_LABEL_CHARS and max(map(len, host.split("."))) > MAX_LABEL_CHARS:
        raise _invalid(f"a part of the host has more than {MAX_LABEL_CHARS} characters")


def _refuse_broken_host(given: str) -> None:
    """URL parsers drop tabs and line ends silently; inside a host they hide what is being asked for."""
    start = given.index(":") + 1
    authority = re.split(r"[/\\?#]", given[start:].lstrip("/\\\t\n\r"), maxsplit=1)[0]
    if re.search(r"[\t\n\r]", given[:start] + authority):
        raise _invalid("there is white space inside the host; remove it")


def _domains(host: str, allow_reserved: bool) -> tuple[str, str, str]:
    """(registrable domain, registered domain, suffix) of a well-formed host."""
    dot = host.rfind(".")
    top = host[dot + 1 :]
    plain, deeper = _plain_endings()
    if dot > 0 and top in plain:  # nine of ten addresses: one label is the whole suffix
        name = host[host.rfind(".", 0, dot) + 1 :]
        if name not in deeper and "xn--" not in name:
            return name, name, top
    if top in RESERVED_NAMES or host.endswith(("example.com", "example.net", "example.org")):
        reserved = next((name for name in RESERVED_NAMES if host_within(host, name)), None)
        if reserved in TEST_NAMES and allow_reserved and host != top:
            domain = ".".join(host.split(".")[-2:])
            return domain, domain, top
        if reserved is not None:
            raise _refused("reserved-name", f"names under .{reserved} are reserved and never a public site")
    found = _suffixes()(host)
    if not found.suffix:
        raise _refused(
            "no-public-suffix", f"the ending .{top} is no top-level domain known to this version; check the spelling"
        )
    registered = found.top_domain_under_registry_suffix
    if found.domain:
        return f"{found.domain}.{found.suffix}", registered, found.suffix
    if not found.is_private:
        raise _refused("no-public-suffix", f"the name {host} is only a public suffix; give the site's whole name")
    # A shop host's own name (myshopify.com) is a site too; it never stands for the shops under it.
    labels = found.registry_suffix.count(".") + 2
    return host, ".".join(host.split(".")[-labels:]), found.suffix


@lru_cache(maxsize=1)
def _suffixes() -> tldextract.TLDExtract:
    """The bundled list, read at the first address (about 0.1 s): no network, no files written."""
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


@lru_cache(maxsize=1)
def _plain_endings() -> tuple[frozenset[str], frozenset[str]]:
    """(top-level domains that are suffixes by themselves, last two labels that some longer rule speaks of).

    A name of two labels under the first that is not among the second is a registrable domain, and nothing below it
    can change that; tldextract's walk, which says the same, costs ten times as much.
    """
    rules = _suffixes().tlds
    wild = {rule.rpartition(".")[2] for rule in rules if "*" in rule and rule.count(".") == 1}
    plain = {rule for rule in rules if "." not in rule and rule.isascii()} - wild - RESERVED_NAMES
    deeper = {".".join(rule.removeprefix("!").split(".")[-2:]) for rule in rules if "." in rule}
    return frozenset(plain), frozenset(deeper | RESERVED_NAMES)


def _invalid(message: str) -> InvalidAddress:
    return InvalidAddress(_sentence(message), field="address")


def _too_long() -> InvalidAddress:
    return InvalidAddress(
        f"The address has more than {MAX_ADDRESS_CHARS} characters.", code="address-too-long", field="address"
    )


def _scheme_not_supported(scheme: str) -> SchemeNotSupported:
    return SchemeNotSupported(
        f"Addresses of kind '{scheme[:20]}:' are not checked; only http and https.", field="address"
    )


def _refused(code: str, message: str) -> AddressNotAllowed:
    return AddressNotAllowed(_sentence(message), code=code, field="address")


def _sentence(message: str) -> str:
    return message[0].upper() + message[1:] + "."


def split_url(url: str) -> tuple[str, str, str]:
    """(scheme, host, path) of an absolute http(s) address; three empty strings for anything else.

    >>> split_url("https://Shop.test/a?b")
    ('https', 'shop.test', '/a')
    """
    if url[:4].lower() != "http":
        return "", "", ""
    try:
        parts = ada_url.parse_url(url, ("protocol", "hostname", "pathname"))
    except ValueError:
        return "", "", ""
    scheme = parts["protocol"][:-1]
    if scheme not in ("http", "https"):
        return "", "", ""
    return scheme, parts["hostname"].rstrip("."), parts["pathname"]


def registrable_domain(host: str) -> str:
    """Public suffix plus one label of a host from a link; "" when it has none. Reserved names are accepted.

    >>> registrable_domain("a.b.co.uk"), registrable_domain("pay.shop.test"), registrable_domain("localhost")
    ('b.co.uk', 'shop.test', '')
    """
    if not host or "." not in host:
        return ""
    try:
        return _domains(host, allow_reserved=True)[0]
    except InputError:
        return ""
