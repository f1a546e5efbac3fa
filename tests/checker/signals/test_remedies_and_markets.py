"""Products sold by what they are said to cure, and pages that lead to a darknet market."""

from __future__ import annotations

from checker.signals import miracle_claim, onion_address
from checker.signals.base import Strength
from checker.verdict import Verdict
from tests.builders import decision, findings, page, seen

CLAIMS = "<p>This gel will enlarge your penis. It grew longer and thicker in two weeks, unlike with Viagra.</p>"
ORDER = "<p>Today only: order now with a discount.</p>"
MIRRORS = "<h1>Kraken darknet</h1><p>Working mirrors of the market for today.</p><p>Official onion link inside.</p>"


def test_a_gel_sold_by_its_claims_is_a_strong_finding_with_its_words() -> None:
    (found,) = findings(miracle_claim.SIGNAL, page(CLAIMS + ORDER))
    assert found.strength is Strength.STRONG
    assert "enlarge your penis" in found.quote
    assert decision(page(CLAIMS + ORDER)).verdict is Verdict.SUSPICIOUS


def test_what_it_compares_itself_with_is_not_on_offer() -> None:
    assert seen(page(CLAIMS + ORDER)).selling.offers == ()


def test_a_surgeon_and_a_magazine_sell_no_remedy() -> None:
    surgeon = "<p>Penis enlargement by surgery. The penis becomes longer by 2 cm. Book an appointment: $4,000.</p>"
    assert decision(page(surgeon)).verdict is Verdict.NOT_SELLING
    assert decision(page(CLAIMS + "<p>That is what such advertisements say.</p>")).verdict is Verdict.NOT_SELLING


def test_mirrors_of_a_market_are_told_with_their_words() -> None:
    (found,) = findings(onion_address.SIGNAL, page(MIRRORS))
    assert found.place == "text of https://shop.test/"
    assert "mirrors" in found.quote
    assert decision(page(MIRRORS)).verdict is Verdict.SUSPICIOUS


def test_a_report_on_a_market_gives_no_links() -> None:
    report = "<p>Police seized the darknet market Kraken, where drugs were sold. Its mirrors went offline.</p>"
    assert findings(onion_address.SIGNAL, page(report)) == ()
    assert decision(page(report)).verdict is Verdict.NOT_SELLING
