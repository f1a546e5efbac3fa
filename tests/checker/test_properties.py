"""Properties that hold for any page and any evidence: alarms only lower, what was not seen never counts against."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.evaluate import evaluate
from checker.evidence import DomainRegistrationEvidence, Evidence, LogoEvidence, Missing
from checker.reading import read
from checker.rules import load_rules
from checker.score import Score, score
from checker.verdict import Verdict, decide
from tests.builders import NOW, entry, evidence, registers

WORST_LAST: Final = (
    Verdict.LISTED,
    Verdict.ACCREDITED,
    Verdict.UNDETERMINED,
    Verdict.NOT_SELLING,
    Verdict.UNLISTED,
    Verdict.SUSPICIOUS,
    Verdict.ROGUE,
)
CARD: Final = "<h2>{}</h2><p>30 tablets: $59.00</p><button>Add to cart</button>"
GOODS: Final = ("Loratadine 10 mg", "Paracetamol 500 mg", "Amoxicillin 500 mg", "Tramadol 225 mg", "Kamagra 100 mg")
ALARMS: Final = (
    "No prescription needed.",
    "Buy tramadol online, no prescription required.",
    "We accept bitcoin.",
    "Payment by Western Union.",
    "Discreet packaging.",
    "We ship worldwide.",
    "Free pills with every order.",
    "If your parcel is seized by customs, we reship it.",
    "To order, message us on Telegram.",
    "Research use only.",
    "No side effects, 100% cure.",
    "V1agra and tr@madol in stock.",
    "Your trusted Canadian pharmacy.",
)
PLAIN: Final = (
    "Open from nine to five.",
    "Prescription required.",
    "Upload your prescription.",
    "Licensed by the State Board of Pharmacy.",
    "12 High Street, Testford AB1 2CD",
    "We accept Visa and Mastercard.",
    "Police warn of counterfeit medicines sold online.",
)
KINDS: Final = ("register", "logo", "domain_registration", "search_view")

shops = st.builds(
    lambda goods, words: "".join(CARD.format(g) for g in goods) + "".join(f"<p>{w}</p>" for w in words),
    st.lists(st.sampled_from(GOODS), min_size=0, max_size=4, unique=True),
    st.lists(st.sampled_from((*ALARMS, *PLAIN)), max_size=4, unique=True),
)
logos = st.sampled_from((None, LogoEvidence("absent"), LogoEvidence("wrong_host", link="https://elsewhere.test/")))
registrations = st.sampled_from(
    (
        None,
        DomainRegistrationEvidence("shop.test", "rdap", "https://rdap.test/", registered_at=NOW),
        DomainRegistrationEvidence("shop.test", "rdap", "https://rdap.test/", registered_at=NOW.replace(year=2009)),
    )
)
entries = st.sampled_from(
    (
        registers(),
        registers(entry(polarity="negative", kind="warning_list")),
        registers(entry(status="removed", removed_on=date(2026, 1, 1))),
    )
)
quickly = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def judged(seen: Evidence) -> tuple[Verdict, Score]:
    looked = read(seen, load_rules())
    outcomes = evaluate(looked, load_rules())
    scored = score(outcomes)
    return decide(looked, outcomes, scored).verdict, scored


def rank(verdict: Verdict) -> int:
    return WORST_LAST.index(verdict)


@quickly
@given(shops, st.sampled_from(ALARMS))
def test_an_alarming_sentence_never_betters_a_page(shop: str, alarm: str) -> None:
    before, less = judged(evidence(shop))
    after, more = judged(evidence(shop + f"<p>{alarm}</p>"))
    assert more.points <= less.points
    assert rank(after) >= rank(before)


@quickly
@given(shops, entries, logos, registrations, st.sets(st.sampled_from(KINDS)))
def test_evidence_that_could_not_be_had_never_counts_against_a_site(
    shop: str,
    register: object,
    logo: LogoEvidence | None,
    registration: DomainRegistrationEvidence | None,
    gone: set[str],
) -> None:
    whole = evidence(shop, register=register, logo=logo, domain_registration=registration)  # type: ignore[arg-type]
    lost = replace(
        whole,
        missing=tuple(Missing(kind, "timeout", "No answer.") for kind in sorted(gone)),  # type: ignore[arg-type]
        register=None if "register" in gone else whole.register,
        logo=None if "logo" in gone else whole.logo,
        domain_registration=None if "domain_registration" in gone else whole.domain_registration,
    )
    before, full = judged(whole)
    after, part = judged(lost)
    assert part.points >= full.points
    assert part.coverage <= full.coverage
    assert rank(after) <= rank(before)


@quickly
@given(shops, st.sampled_from(("timeout", "blocked", "not-asked", "tls-failed")))
def test_a_page_that_did_not_load_accuses_nobody(shop: str, code: str) -> None:
    gone = replace(evidence(shop), pages=(), missing=(Missing("page", code, "No page."),))
    assert judged(gone)[0] is Verdict.UNDETERMINED
