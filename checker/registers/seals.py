"""Seals on a page: which programme a picture or link claims, and whether the link has a genuine form.

A genuine form is no proof: whoever copies a seal can copy its link. It only tells a seal that leads where the
programme says from one that leads nowhere or names another site. The EU common logo has its own chain of proof in
:mod:`checker.gather.logo`; its words are kept here, with those of all other seals.

Source: ``checker/rules/seals.json``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

import msgspec

from checker.address import host_within
from checker.errors import RulePackError
from checker.evidence import Image, PageEvidence
from checker.rules.load import read_json
from checker.text import normalise

SEALS_FILE: Final = Path(__file__).parent.parent / "rules" / "seals.json"

Kind = Literal[
    "register_logo", "register_entry", "national_sign", "certification", "accredited_name", "business", "no_programme"
]
Carries = Literal["", "host", "number"]
SealState = Literal["genuine_link", "image_only", "wrong_target"]


class LinkForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where a genuine seal leads."""

    host: str
    """This host or a name below it."""
    path: str
    """Beginning of the path."""
    query_key: str = ""
    """Query parameter that must be there; with ``carries`` it holds the value."""
    carries: Carries = ""
    """What the value (of the parameter, else the rest of the path) must be: the shop's own host, a number."""
    digits: int = 0
    """How many digits the number has."""


class Seal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One programme."""

    id: str
    programme: str
    kind: Kind
    status: Literal["running", "ended", "doubtful"]
    links: tuple[LinkForm, ...]
    """Empty: no link makes this seal genuine."""
    image_hosts: tuple[str, ...]
    """Hosts from which the programme itself serves the picture."""
    picture_words: tuple[str, ...]
    """Each is one or more stems; all of them must begin words of the picture's name or texts."""
    faint_words: tuple[str, ...]
    """The same for words that name other things too: they count only together with a fitting link."""
    target_says: str
    proves: str
    source: tuple[str, ...]
    checked_on: str
    unverified: tuple[str, ...]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    about: str
    licence: str
    seals: tuple[Seal, ...]


@dataclass(frozen=True, slots=True)
class SealSeen:
    """One seal on one page."""

    seal: str
    """Id in the table."""
    programme: str
    state: SealState
    link: str
    """Where it leads; "" when it is no link."""
    image: str
    """Address of the picture; "" for a text link."""
    page: str
    quote: str
    """The picture's texts or name, else the link's text."""
    reason: str
    """One sentence: what was seen."""


def read_seals(path: Path) -> Mapping[str, Seal]:
    """Seals by id.

    Raises: RulePackError naming file, entry and reason.
    """
    table: dict[str, Seal] = {}
    for seal in read_json(path, _File).seals:
        if seal.id in table:
            raise RulePackError(f"{path.name}: {seal.id}: the id occurs twice")
        if wrong := [w for w in (*seal.picture_words, *seal.faint_words) if w != normalise(w)]:
            raise RulePackError(f"{path.name}: {seal.id}: {wrong[0]!r} is not in normal form")
        if wrong := [form.host for form in seal.links if not form.path.startswith("/") or "/" in form.host]:
            raise RulePackError(
                f"{path.name}: {seal.id}: link to {wrong[0]!r} needs a host and a path that begins with /"
            )
        table[seal.id] = seal
    if list(table) != sorted(table):
        raise RulePackError(f"{path.name}: entries must be sorted by id")
    return MappingProxyType(table)


@cache
def load_seals() -> Mapping[str, Seal]:
    """The shipped table, read once per process."""
    return read_seals(SEALS_FILE)


_WORD: Final = re.compile(r"[^\W_]+")
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
MAX_NAME_CHARS: Final = 200
"""Of a picture's address and of each of its texts; a ``data:`` address can hold megabytes."""


def picture_text(image: Image) -> str:
    """Words of the picture's file name, alt and title in normal form, each after one space.

    >>> picture_text(Image(src="https://a.test/img/EU-Logo_1.png?v=2", alt="Prüfen"))
    ' eu logo 1 png prufen'
    """
    return _words(_written(image))


def pictures_text(images: Iterable[Image]) -> str:
    """The words of all pictures, as of one: what is not in it is in none of them, so most pages are done here."""
    return _words("\n".join(dict.fromkeys(map(_written, images))))


def _written(image: Image) -> str:
    name = ""
    if not image.src.startswith("data:"):
        # Only the last part of the path: a folder "legal/" says nothing about the picture.
        name = image.src.partition("?")[0].rpartition("/")[2]
        if "%" in name:
            name = unquote(name)
        name = name[-MAX_NAME_CHARS:]
        if not name.islower():  # most names have no capitals to part at
            name = _CAMEL.sub(" ", name)
    return f"{name} {image.alt[:MAX_NAME_CHARS]} {image.title[:MAX_NAME_CHARS]}"


def _words(written: str) -> str:
    return " ".join(["", *_WORD.findall(normalise(written))])


def has_words(text: str, words: Iterable[str]) -> bool:
    """Whether all stems of one of ``words`` begin words of a text made by :func:`picture_text`."""
    return any(all(f" {stem}" in text for stem in entry.split()) for entry in words)


def possible_words(text: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """Those of ``words`` whose longest stem begins a word of the text: what all pictures lack, no picture has."""
    return tuple([entry for entry, stem in _longest_stems(words) if stem in text]) if text else ()


@cache
def _longest_stems(words: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((entry, " " + max(entry.split(), key=len)) for entry in words)


def find_seals(page: PageEvidence) -> tuple[SealSeen, ...]:
    """Every seal of the programmes in the table (without the EU common logo) that the page shows."""
    host = host_of(page.final_url or page.url)
    seen: dict[tuple[str, str, str], SealSeen] = {}
    linked: set[str] = set()
    own = page.final_url or page.url
    joined = pictures_text(page.images)
    sources = "\n".join([image.src for image in page.images]).lower()
    likely = {
        seal.id: words
        for seal in _programmes()
        if (words := possible_words(joined, seal.picture_words)) or any(h in sources for h in seal.image_hosts)
    }
    texts = [picture_text(image) for image in page.images] if likely else []
    servers = [host_of(image.src) for image in page.images] if likely else []
    for seal in _programmes():
        if seal.id not in likely:
            continue
        words = likely[seal.id]
        for image, text, server in zip(page.images, texts, servers, strict=True):
            is_named = bool(words) and has_words(text, words)
            if not is_named and not any(host_within(server, host) for host in seal.image_hosts):
                continue
            if seal.id == "nabp-vipps" and has_words(text, ("vet vipps",)):
                continue
            state, reason = _judge(seal, image.href, host)
            found = SealSeen(
                seal.id, seal.programme, state, image.href, image.src[:500], own, _quote(image), reason
            )  # fmt: skip
            seen.setdefault((seal.id, state, image.href), found)
            linked.add(image.href)
    addresses = "\n".join([link.href for link in page.links])
    for link in page.links if any(link_host in addresses for link_host in _link_hosts()) else ():
        # A text link counts where its form says that it is about this site (or names a number): pages about
        # a programme link to it too, and are no seal.
        if link.href in linked or not any(link_host in link.href for link_host in _link_hosts()):
            continue
        for seal in _programmes():
            if not (form := _form_of(seal, link.href)) or not form.carries:
                continue
            state, reason = _judge(seal, link.href, host)
            if state == "genuine_link" or form.carries == "number":
                found = SealSeen(seal.id, seal.programme, state, link.href, "", own, link.text[:300], reason)
                seen.setdefault((seal.id, state, link.href), found)
    return tuple(_without_weaker(seen.values()))


@cache
def _programmes() -> tuple[Seal, ...]:
    """The seals that are looked for here."""
    apart = ("register_logo", "national_sign", "accredited_name")
    return tuple(seal for seal in load_seals().values() if seal.kind not in apart)


@cache
def _link_hosts() -> tuple[str, ...]:
    return tuple(sorted({form.host for seal in _programmes() for form in seal.links}))


def _without_weaker(found: Iterable[SealSeen]) -> list[SealSeen]:
    """A seal shown twice, once with its link: the picture without one is decoration."""
    all_found = list(found)
    genuine = {s.seal for s in all_found if s.state == "genuine_link"}
    return [s for s in all_found if s.state != "image_only" or s.seal not in genuine]


def _judge(seal: Seal, href: str, own_host: str) -> tuple[SealState, str]:
    if not href.startswith(("http://", "https://")):
        return "image_only", f"The picture names {seal.programme}; it leads nowhere."
    if not seal.links:
        return "image_only", f"The picture names {seal.programme}; no link can confirm it."
    host = host_of(href)
    if host and host == own_host and _is_picture(href):
        return "image_only", f"The picture names {seal.programme}; it leads to the picture itself."
    form = _form_of(seal, href)
    if form is None:
        if any(host_within(host, f.host) for f in seal.links):
            return "wrong_target", f"The link leads to {host}, but not to a page about one site."
        return "wrong_target", f"The link leads to {host}, not to {seal.links[0].host}."
    value = _value(form, href)
    if form.carries == "host" and not _is_same_site(value, own_host):
        return "wrong_target", f"The link names {value[:100]}, not {own_host}."
    if form.carries == "number" and not _is_real_number(value, form.digits):
        return "wrong_target", f"“{value[:40]}” is no number of that register."
    return "genuine_link", f"The link has the form of a genuine one to {host}; it was not followed."


def _form_of(seal: Seal, href: str) -> LinkForm | None:
    """The first link form that host, path and parameter of the address fit."""
    if not any(form.host in href for form in seal.links):
        return None
    host = host_of(href)
    return next((f for f in seal.links if host_within(host, f.host) and _value(f, href) is not _NO_VALUE), None)


_NO_VALUE: Final = "\0"


def _value(form: LinkForm, href: str) -> str:
    """What stands where the form expects a value: "" where it expects none, ``_NO_VALUE`` where it does not fit."""
    try:
        parts = urlsplit(href)
    except ValueError:  # unbalanced bracket in the host
        return _NO_VALUE
    path = unquote(parts.path) or "/"
    if not path.lower().startswith(form.path):
        return _NO_VALUE
    if form.query_key:
        found = dict(parse_qsl(parts.query)).get(form.query_key, "").strip()
        return found or _NO_VALUE
    if not form.carries:
        return ""
    rest = path[len(form.path) :].strip("/").partition("/")[0]
    if form.carries == "number":
        rest = rest.rpartition("-")[2]  # the inspections' pages carry the name before it
    return rest or _NO_VALUE


def _is_same_site(named: str, own_host: str) -> bool:
    """Whether the named site and the page's host are one, "www." apart; a parent domain stands for its subdomain."""
    name = named.lower().strip().removeprefix("https://").removeprefix("http://")
    name = re.split(r"[/?#:]", name, maxsplit=1)[0].removeprefix("www.").rstrip(".")
    return "." in name and host_within(own_host, name)


def _is_real_number(value: str, digits: int) -> bool:
    """Right length, and none of the numbers that stand in templates."""
    if not (value.isascii() and value.isdigit() and len(value) == digits):
        return False
    return len(set(value)) > 2 and value not in "01234567890123456789"


def _is_picture(href: str) -> bool:
    return href.partition("?")[0].lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"))


def _quote(image: Image) -> str:
    return (image.alt or image.title or image.src.partition("?")[0].rpartition("/")[2])[:300]


_AFTER_HOST: Final = re.compile(r"[/?#\\]")


def host_of(url: str) -> str:
    """Host of an absolute address as resolved, lower case, without port and user; "" when it has none.

    ``urlsplit`` is avoided: it costs 3 µs, and a page has hundreds of links.
    """
    if url.startswith("https://"):
        start = 8
    elif url.startswith("http://"):
        start = 7
    else:
        return ""
    end = _AFTER_HOST.search(url, start)
    host = url[start : end.start()] if end else url[start:]
    if "@" in host or ":" in host:
        host = host.rpartition("@")[2].partition(":")[0]
    return host.lower().rstrip(".")
