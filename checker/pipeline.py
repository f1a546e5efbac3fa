"""One check, in five steps: parse the address, gather evidence, read it, run the signals, decide.

Read this file first. Only step two touches the network, the disk or the clock; ``check_page`` leaves it out.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final, Literal

from checker.address import Address, parse_address
from checker.countries import check_country
from checker.errors import GatherError, InputError, InvalidOption
from checker.evaluate import evaluate
from checker.evidence import Evidence, Missing, PageEvidence
from checker.gather.client import Client
from checker.gather.domain_registration import gather_domain_registration
from checker.gather.logo import logo_from_pages
from checker.gather.page import parse_page
from checker.gather.register_membership import gather_membership, look_up
from checker.gather.site import gather_pages
from checker.reading import read
from checker.registers import Registers, open_default_index
from checker.registers.for_whom import for_whom, where_to_buy
from checker.report import Report
from checker.report.build import build_report
from checker.rules import Rules, load_rules
from checker.score import score
from checker.sentences import Sentence
from checker.settings import DEFAULT, Settings
from checker.verdict import decide

Depth = Literal["quick", "full"]
DEPTHS: Final = ("quick", "full")
MANY_THREADS: Final = 16
"""More than 32 bring nothing with requests (MEASURED.md); half of that leaves the machine usable."""


def check(
    address: str,
    *,
    country: str | None = None,
    depth: Depth = "full",
    settings: Settings | None = None,
    client: Client | None = None,
    registers: Registers | None = None,
    on_evidence: Callable[[Evidence], None] | None = None,
) -> Report:
    """The report on one address; ``quick`` looks it up in the registers held, ``full`` also visits the site.

    Args:
        address: as typed or pasted; ``shop.com`` is taken as ``https://shop.com/``.
        country: the buyer's, ISO 3166-1 alpha-2.
        settings: see :class:`~checker.settings.Settings`.
        client, registers: to share one HTTP client and register index between checks; made when not given.
        on_evidence: is shown what was gathered, before it is judged; bulk jobs take from it what ties sites together.

    Raises:
        InputError: the address or an option cannot be used. Anything wrong with the site or the network is no
            exception: it is told in the report, as evidence that is missing.
    """
    settings = settings or DEFAULT
    country = check_country(country)
    if depth not in DEPTHS:
        raise InvalidOption(f"depth {depth!r} is none of {', '.join(DEPTHS)}", field="depth")
    parsed = parse_address(address, allow_reserved=settings.allow_reserved_names)
    registers = registers if registers is not None else open_default_index(settings)
    if depth == "quick":
        evidence = _gather_quick(parsed, country, registers)
    elif client is not None:
        evidence = _gather_full(parsed, country, settings, client, registers)
    else:
        with Client(settings) as own_client:
            evidence = _gather_full(parsed, country, settings, own_client, registers)
    if on_evidence is not None:
        on_evidence(evidence)
    return _report(evidence, _rules(settings), depth)


def check_page(
    address: str,
    html: bytes | str,
    *,
    content_type: str | None = None,
    country: str | None = None,
    registers: Registers | None = None,
    settings: Settings | None = None,
    gathered_at: datetime | None = None,
) -> Report:
    """The report on one page that the caller holds; touches neither network nor disk.

    Args:
        address: where the page was found.
        html: as received; bytes keep their charset decision.
        registers: an opened register index; without one, register membership is *unknown*.
        gathered_at: when the page was seen, aware; now when not given.

    Raises:
        InputError: the address or an option cannot be used. No page content raises.
    """
    settings = settings or DEFAULT
    country = check_country(country)
    parsed = parse_address(address, allow_reserved=settings.allow_reserved_names)
    now = gathered_at or datetime.now(UTC)
    page = parse_page(html, url=parsed.url, content_type=content_type or "", gathered_at=now)
    evidence = _page_evidence(parsed, (page,), country, now, registers, settings)
    return _report(evidence, _rules(settings), "page")


def judge(evidence: Evidence, *, depth: Depth = "full", settings: Settings | None = None) -> Report:
    """The report on evidence that was gathered before: steps three to five, pure.

    The buyer's country is part of the evidence (``dataclasses.replace(evidence, country="FR")``), so one gathering
    serves buyers of every country.
    """
    return _report(evidence, _rules(settings or DEFAULT), depth)


def check_many(
    addresses: Iterable[str],
    *,
    country: str | None = None,
    depth: Depth = "full",
    settings: Settings | None = None,
    threads: int = MANY_THREADS,
) -> Iterator[Report | InputError]:
    """Reports in the order of the addresses; an unusable address gives its :class:`InputError` in its place."""
    settings = settings or DEFAULT
    country = check_country(country)
    registers = open_default_index(settings)

    def one(address: str) -> Report | InputError:
        try:
            return check(address, country=country, depth=depth, settings=settings, client=client, registers=registers)
        except InputError as error:
            return error

    with Client(settings) as client, ThreadPoolExecutor(max_workers=threads) as pool:
        yield from pool.map(one, addresses)


def _rules(settings: Settings) -> Rules:
    rules = load_rules()
    return rules if settings.authorities is None else rules.with_authorities(settings.authorities)


def _report(evidence: Evidence, rules: Rules, depth: str) -> Report:
    """Steps three to five: pure."""
    seen = read(evidence, rules)
    outcomes = evaluate(seen, rules)
    scored = score(outcomes)
    decision = decide(seen, outcomes, scored)
    entry = evidence.logo.entry if evidence.logo and evidence.logo.entry else None
    register = evidence.register
    entries = [e for e in (register.entries if register else ()) if e.polarity == "positive" and e.status == "active"]
    entry = entries[0] if entries else entry
    told: tuple[Sentence, ...] = ()
    if entry is not None and entry.authority in rules.authorities:
        told = for_whom(entry, rules.authorities[entry.authority], evidence.country)
    return build_report(
        seen,
        outcomes,
        scored,
        decision,
        rules,
        depth=depth,
        for_whom=told,
        where_to_buy=where_to_buy(evidence.country, rules.authorities) if evidence.country else (),
    )


def _gather_quick(address: Address, country: str | None, registers: Registers | None) -> Evidence:
    missing = tuple(
        Missing(kind, "not-asked", "A quick check looks only into the register copies held here.")
        for kind in ("page", "logo", "domain_registration")
    )
    evidence = Evidence(address, datetime.now(UTC), country, missing=missing)
    register = look_up(registers, address)
    if register is not None:
        return replace(evidence, register=register)
    gone = Missing("register", "no-snapshot", "No register copy is held here, so none was searched.")
    return replace(evidence, missing=(*missing, gone))


def _page_evidence(
    address: Address,
    pages: tuple[PageEvidence, ...],
    country: str | None,
    now: datetime,
    registers: Registers | None,
    settings: Settings,
) -> Evidence:
    register = look_up(registers, address)
    missing = [Missing("domain_registration", "not-asked", "The domain registration was not looked up.")]
    if register is None:
        missing.append(Missing("register", "no-snapshot", "No register copy is held here, so none was searched."))
    return Evidence(
        address,
        now,
        country,
        pages=pages,
        register=register,
        logo=logo_from_pages(address, pages, register, authorities=settings.authorities),
        missing=tuple(missing),
    )


def _gather_full(
    address: Address,
    country: str | None,
    settings: Settings,
    client: Client,
    registers: Registers | None,
) -> Evidence:
    """Everything a full check looks at, within the site's total time; the registry is asked at the same time."""
    now = datetime.now(UTC)
    end = time.monotonic() + settings.site_deadline_s
    with ThreadPoolExecutor(max_workers=1) as pool:
        registration = pool.submit(
            gather_domain_registration, address, client, settings, deadline_s=settings.page_deadline_s
        )
        pages, missing = gather_pages(address, client, settings, deadline_s=settings.page_deadline_s)
        register, logo, more = gather_membership(
            address,
            pages,
            registers,
            client,
            settings,
            deadline_s=max(0.5, end - time.monotonic()),
            authorities=settings.authorities,
        )
        all_missing = [*missing, *more]
        if not pages:
            all_missing.append(Missing("logo", "page-unavailable", "No page could be read, so no logo was looked for."))
        try:
            domain_registration = registration.result()
        except GatherError as error:
            domain_registration = None
            all_missing.append(Missing("domain_registration", error.code, error.message, address.registered_domain))
    return Evidence(
        address,
        now,
        country,
        pages=pages,
        register=register,
        logo=logo if pages else None,
        domain_registration=domain_registration,
        missing=tuple(all_missing),
    )
