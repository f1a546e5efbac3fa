"""What was seen, where and when: frozen records without opinion.

Gatherers make them, ``reading`` and ``signals`` read them. Anything that could not be looked at is a
:class:`Missing` with its reason; *absent* (looked, not there) and *missing* (could not look) never mix.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from checker.address import Address

PageRole = Literal["start", "contact", "prescription", "shipping", "product"]
LogoState = Literal["proven", "unproven", "wrong_host", "image_only", "absent", "unreachable",
                    "in_snapshot", "entry_names_other_host", "stale_host", "generic_link", "wrong_country",
                    "eu_flag", "veterinary_only", "not_valid_here"]  # fmt: skip
EvidenceKind = Literal["page", "register", "logo", "domain_registration", "search_view"]


@dataclass(frozen=True, slots=True)
class Missing:
    """Evidence of one kind that could not be gathered."""

    kind: EvidenceKind
    code: str
    """Code of the :class:`~checker.errors.GatherError`, or ``not-asked`` when the depth left it out."""
    message: str
    address: str | None = None
    """The page or service it was about, without query."""


@dataclass(frozen=True, slots=True)
class Image:
    src: str
    """Absolute address as resolved; a lazy-loaded picture's real address, else ``src``."""
    alt: str = ""
    title: str = ""
    width: int | None = None
    """Pixels, from the attribute."""
    height: int | None = None
    href: str = ""
    """Absolute target of the link (or click handler) around the picture; "" when there is none."""


@dataclass(frozen=True, slots=True)
class Link:
    href: str
    """Absolute; ``tel:``, ``mailto:``, ``javascript:`` kept as written."""
    text: str
    """Visible text, white space collapsed; the alt text of pictures inside when there is no text."""
    rel: str = ""
    position: int = -1
    """Offset of the link text in ``PageEvidence.text``; -1 when it has none."""


@dataclass(frozen=True, slots=True)
class FormField:
    name: str
    kind: str
    """``text``, ``file``, ``checkbox``, ``select``, ``textarea``, ``hidden``, … in lower case."""
    label: str = ""
    """Label, placeholder or aria-label, the first that exists."""


@dataclass(frozen=True, slots=True)
class Form:
    action: str
    """Absolute; the page's own address when the attribute is missing."""
    method: str
    fields: tuple[FormField, ...] = ()
    text: str = ""
    """Visible text inside the form (button words included), at most 2,000 characters."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing offered for sale, as the page's structured data says it."""

    name: str
    price: str
    """As written, e.g. ``19.90``; "" when none."""
    currency: str
    """ISO 4217 when known, else as written; "" when none."""
    availability: str
    """Last path part of the schema.org term, e.g. ``InStock``; "" when none."""
    source: Literal["json-ld", "microdata"]


@dataclass(frozen=True, slots=True)
class PageEvidence:
    """One page as fetched (or handed in), parsed and bounded."""

    url: str
    """Address asked for."""
    final_url: str
    """Address after redirects; equal to ``url`` when there were none."""
    role: PageRole = "start"
    status: int = 200
    content_type: str = ""
    charset: str = "utf-8"
    byte_count: int = 0
    sha256: str = ""
    """Hex digest of the decoded bytes."""
    lang: str = ""
    """BCP 47 tag from <html lang>, header or meta; "" when the page names none. Never guessed here."""
    title: str = ""
    text: str = ""
    """Visible text. Blocks (paragraphs, cells, list items, headings) are separated by one newline, inline
    elements by nothing, ``<br>`` by a space; other white space runs are one space."""
    hidden_text: str = ""
    """Text that a reader does not see (``hidden``, ``display:none``, zero size, ``noscript`` apart), same form."""
    meta_text: str = ""
    """Title, meta description and keywords, image alt and title texts, one a line."""
    script_text: str = ""
    """Strings and prices of the data from which a script builds the page, one a line; only where ``text`` is short."""
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    forms: tuple[Form, ...] = ()
    offers: tuple[Offer, ...] = ()
    """From JSON-LD and microdata."""
    structured_types: tuple[str, ...] = ()
    """schema.org types named on the page, sorted, e.g. ``NewsArticle``, ``Pharmacy``, ``Product``."""
    meta: tuple[tuple[str, str], ...] = ()
    """(name or property, content) of the meta elements that signals read: ``generator``, ``og:type``, ``robots`` …"""
    identifiers: tuple[tuple[str, str], ...] = ()
    """(kind, value): analytics ids, tag manager ids and the like, for finding networks of sites."""
    notes: tuple[str, ...] = ()
    """What was cut or odd, e.g. ``nesting-cut``, ``too-large-cut``, ``charset-guessed``."""
    redirects: tuple[str, ...] = ()
    """Addresses passed on the way, in order, without the first and the last."""
    gathered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One row of an official list (or a negative list) that covers the address."""

    authority: str
    """Id in the authority table, e.g. ``cz-sukl``."""
    country: str
    """Where the seller is established (ISO 3166-1 alpha-2; ``XI`` for Northern Ireland, ``EU`` never)."""
    expression: str
    """Host, or host plus path prefix, as the list names it: ``shop.example`` or ``chain.example/town/``."""
    polarity: Literal["positive", "negative"] = "positive"
    name: str = ""
    """Of the pharmacy or firm; never of a private person."""
    licence_number: str = ""
    status: Literal["active", "suspended", "removed"] = "active"
    scope: Literal["prescription", "non_prescription", "veterinary", "unknown"] = "unknown"
    kind: Literal["register", "accreditation", "warning_list"] = "register"
    source_url: str = ""
    """Where the list is, or the entry page for a live proof."""
    entry_url: str = ""
    """Page of this entry, when the authority has one."""
    read_at: datetime | None = None
    first_seen: date | None = None
    last_seen: date | None = None
    removed_on: date | None = None
    proof: Literal["snapshot", "live_entry", "operator_list"] = "snapshot"
    source_sha256: str = ""
    """Of the file or page that was read."""
    reason: str = ""
    """Negative lists: what the list says, short, as written."""


@dataclass(frozen=True, slots=True)
class RegisterCopy:
    """One register copy that was searched, so that "not listed" can say in what."""

    authority: str
    country: str
    register_name: str
    read_at: datetime
    entry_count: int


@dataclass(frozen=True, slots=True)
class RegisterEvidence:
    """Result of looking the address up in every register copy that is held."""

    entries: tuple[RegisterEntry, ...]
    copies: tuple[RegisterCopy, ...]
    """Empty when no register has been loaded: then "not listed" says nothing."""


@dataclass(frozen=True, slots=True)
class LogoEvidence:
    """What became of the EU common logo on the pages seen: the strongest outcome first."""

    state: LogoState
    authority: str = ""
    """Authority id the link leads to, or the one the picture names."""
    link: str = ""
    """Where the logo leads; "" for ``image_only`` and ``absent``."""
    image: str = ""
    """Address of the picture."""
    page: str = ""
    """Page that shows it."""
    quote: str = ""
    """The words of the authority's page (or of the logo) that the state rests on."""
    entry: RegisterEntry | None = None
    """Only for ``proven`` and ``in_snapshot``."""
    reason: str = ""
    """One sentence: why this state."""
    code: str = ""
    """GatherError code for ``unreachable``."""


@dataclass(frozen=True, slots=True)
class DomainRegistrationEvidence:
    """Registration of the registrable domain, as the registry or registrar publishes it."""

    domain: str
    source: Literal["rdap", "whois"]
    service: str
    """Base URL or WHOIS host that answered."""
    registered_at: datetime | None = None
    """None when the answer carries no date: then no age is known."""
    expires_at: datetime | None = None
    changed_at: datetime | None = None
    registrar: str = ""
    registrant_country: str = ""
    """ISO code when published."""
    is_privacy_service: bool | None = None
    """True when the registrant is a privacy or proxy service; None when not published."""
    status: tuple[str, ...] = ()
    """EPP status codes in lower case with spaces, e.g. ``client hold``."""
    exists: bool = True
    """False when the registry says that the domain is not registered."""
    gathered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SearchViewEvidence:
    """The start page as a search visitor and as a crawler gets it, compared with a plain visit."""

    plain_final_url: str
    search_final_url: str
    crawler_final_url: str
    plain_text: str = ""
    search_text: str = ""
    crawler_text: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything gathered about one address, and what could not be."""

    address: Address
    gathered_at: datetime
    country: str | None = None
    """The buyer's country, upper-case ISO code."""
    pages: tuple[PageEvidence, ...] = ()
    """The page of the address first. Empty together with a Missing of kind ``page``."""
    register: RegisterEvidence | None = None
    logo: LogoEvidence | None = None
    domain_registration: DomainRegistrationEvidence | None = None
    search_view: SearchViewEvidence | None = None
    missing: tuple[Missing, ...] = field(default=())

    def missing_kind(self, kind: EvidenceKind) -> Missing | None:
        """The first reason why evidence of this kind is missing."""
        return next((m for m in self.missing if m.kind == kind), None)
