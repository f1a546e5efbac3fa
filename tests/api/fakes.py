"""Invented reports of every verdict, and a check function that gives them by host; no network."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from checker.address import Address, parse_address
from checker.evidence import DomainRegistrationEvidence, Evidence, LogoEvidence, Missing
from checker.registers.for_whom import for_whom, where_to_buy, with_address
from checker.report import Report
from checker.rules import load_rules
from checker.sentences import Sentence
from tests import builders as b

NOT_READ = (
    Missing("page", "timeout", "The site did not answer within 10 seconds."),
    Missing("logo", "timeout", "The site did not answer within 10 seconds."),
    Missing("domain_registration", "rate-limited", "The registry answers no more questions for now."),
)
OLD = DomainRegistrationEvidence(
    "shop.test", "rdap", "https://rdap.test/", registered_at=b.NOW.replace(year=2014), gathered_at=b.NOW
)
NO_LOGO = LogoEvidence("absent", reason="No picture or link of the logo was seen.")
NO_REGISTRATION = (Missing("domain_registration", "not-asked", "The domain registration was not looked up."),)

ROGUE_PAGE = (
    "<h1>Buy tramadol online</h1><p>Tramadol 100 mg, 90 pills $120. No prescription needed!</p>"
    "<button>Add to cart</button><p>Pay with Bitcoin. Order on WhatsApp +1 202 555 0143.</p>"
)
SUSPICIOUS_PAGE = (
    "<h1>Pharmacy</h1><p>Buy Viagra 100 mg $20 <button>Add to cart</button></p>"
    "<p>Fill in our online questionnaire; our doctor issues the prescription.</p>"
    "<p>Pay with Bitcoin. Order by WhatsApp +1 202 555 0143.</p>"
)
UNLISTED_PAGE = (
    "<h1>Webshop apotheek</h1><p>Paracetamol 500 mg, 20 tablets €2.10 <button>Add to cart</button></p>"
    "<p>Test Pharmacy Ltd, 1 High Street, Testtown. Phone +31 20 555 0100. info@shop.test</p>"
)
NEWS_PAGE = (
    "<h1>Testtown Courier</h1>" + 12 * "<p>The council of Testtown met on Monday and spoke about the new bridge.</p>"
)


def evidence() -> dict[str, Evidence]:
    """By host: what gives one of each verdict, and the conflict."""
    held = b.registers()
    listed = b.registers(b.entry(scope="non_prescription", entry_url="https://authority.test/entry/1"))
    return {
        "listed.test": b.evidence(UNLISTED_PAGE, register=listed, logo=NO_LOGO, domain_registration=OLD),
        "conflict.test": b.evidence(ROGUE_PAGE, register=listed, logo=NO_LOGO, missing=NO_REGISTRATION),
        "accredited.pharmacy": b.evidence(
            UNLISTED_PAGE, at="https://accredited.pharmacy/", register=held, logo=NO_LOGO, domain_registration=OLD
        ),
        "unlisted.test": b.evidence(UNLISTED_PAGE, register=held, logo=NO_LOGO, domain_registration=OLD),
        "suspicious.test": b.evidence(SUSPICIOUS_PAGE, register=held, logo=NO_LOGO, missing=NO_REGISTRATION),
        "rogue.test": b.evidence(ROGUE_PAGE, register=held, logo=NO_LOGO, missing=NO_REGISTRATION),
        "news.test": b.evidence(NEWS_PAGE, register=held, logo=NO_LOGO, domain_registration=OLD),
        "closed.test": b.evidence(register=held, missing=NOT_READ),
    }


def reports() -> dict[str, Report]:
    """By host: one of each verdict, and the conflict."""
    return {host: b.report_on(seen) for host, seen in evidence().items()}


class FakeCheck:
    """Stands for ``checker.check``; counts its calls."""

    def __init__(self, *, delay_s: float = 0.0) -> None:
        self.evidence = evidence()
        self.reports = reports()
        self.marks: dict[str, tuple[tuple[str, str], ...]] = {}
        """By host: what its page shows that ties it to others."""
        self.calls: list[tuple[str, str | None, str]] = []
        self.delay_s = delay_s

    def __call__(
        self,
        address: str,
        *,
        country: str | None = None,
        depth: Any = "full",
        on_evidence: Callable[[Evidence], None] | None = None,
        **_: Any,
    ) -> Report:
        parsed = parse_address(address, allow_reserved=True)
        self.calls.append((parsed.host, country, depth))
        if self.delay_s:
            time.sleep(self.delay_s)
        if on_evidence is not None:
            on_evidence(self._evidence(parsed, country))
        base = self.reports.get(parsed.host, self.reports["unlisted.test"])
        told: tuple[Sentence, ...] = ()
        where = where_to_buy(country) if country else ()
        if base.verdict == "listed":
            told = for_whom(base.registers[0], load_rules().authorities["cz-sukl"], country)
        return replace(
            base,
            address=parsed.url,
            host=parsed.host,
            display_host=parsed.display_host,
            registrable_domain=parsed.registrable_domain,
            country=country,
            depth=depth,
            for_whom=tuple(map(str, told)),
            for_whom_said=told,
            where_to_buy=tuple(map(with_address, where)),
            where_to_buy_said=where,
        )

    def _evidence(self, address: Address, country: str | None) -> Evidence:
        """What the report was made from, and marks."""
        seen = self.evidence.get(address.host, self.evidence["unlisted.test"])
        marks = self.marks.get(address.host, ())
        pages = tuple(replace(page, identifiers=marks) for page in seen.pages)
        return replace(seen, address=address, country=country, pages=pages, gathered_at=datetime.now(UTC))
