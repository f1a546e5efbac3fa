"""Looks for prescription medicines offered with the words that no prescription is needed.

How it decides: the site sells medicines, the page says the words in its own voice (not negated, not quoted, not a
question, not in a warning), and a medicine that needs a prescription in the buyer's country (without a country: by the
EU's and US's rule) stands within ``NEAR_CHARS`` or is itself offered. Near, or where everything on offer on the page
needs a prescription: decisive. Only elsewhere on the site, or only its class near ("potency pills"): strong. Beside an
online consultation with a prescriber: moderate, since lawful remote prescribing exists. Where selling is unclear, only
words in an invitation to order count, or an article's with a link to another site that invites, one step weaker. A
question counts by its answer ("Do I need one? No"), a label by its value ("Prescription required: no").

Known misses: the absence of any prescription step without words (see ``unmentioned-prescription``).
Known false alarms: "without prescription" beside a medicine whose small pack needs none; such medicines are
recorded as *varies* and do not count.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from checker.address import registrable_domain
from checker.answers import answers_no, answers_yes, speaks_of_form
from checker.sentences import say
from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.medicines import WARNING_PAGE, alarming, demands_prescription, names_near, offered
from checker.signals.references import FDA_BESAFERX, NABP_WHY_NOT_RECOMMENDED
from checker.text import normalise, sentence_span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.reading import PageSeen, Seen
    from checker.rules import Rules, Substance
    from checker.seen import NameSeen
    from checker.sentences import Sentence
    from checker.voice import PhraseSeen

NEAR_CHARS: Final = 200
"""About two sentences: rogue pages put the words into the sentence, heading or card of the medicine."""
CONSULTATION_CHARS: Final = 400
OTC_CHARS: Final = 60
WARNING_CHARS: Final = 300
MAX_ANSWER_CHARS: Final = 80
MANY_PRICED: Final = 2
"""Where so many medicines have a price or button, the words speak of those and not of one that is only named."""
MIN_SHIELDED: Final = 2
MENU_CHARS: Final = 40
MENU_GAP_CHARS: Final = 8
"""Room for a count: "Con receta (12) Sin receta (30)"."""
MAX_LINKS_READ: Final = 500
_HOST: Final = re.compile(r"https?://([^/?#:@]+)", re.IGNORECASE)
_AWAY: Final = re.compile(
    r"https?://[^/?#]+/(?:[a-z]{2}/)?(?:go|out|aff|visit|recommends?|link|redirect|click|to|r)(?:[/?.]|$)",
    re.IGNORECASE,
)
"""Own addresses that lead to others', as plugins for advertisers' links make them."""


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    if seen.selling.state == "no":
        return ()
    country = seen.buyer_country
    found = [f for page, hit in _longest(seen) if (f := _finding(seen, page, hit, country))]
    found += [f for page, hit in _answered(seen) if (f := _finding(seen, page, hit, country, is_answered=True))]
    order = {Strength.DECISIVE: 0, Strength.STRONG: 1, Strength.MODERATE: 2}
    return tuple(sorted(found, key=lambda f: order[f.strength or Strength.DECISIVE])[:5])


def _longest(seen: Seen) -> Iterator[tuple[PageSeen, PhraseSeen]]:
    """The words, without those inside longer ones: "no prescription" within "no prescription needed"."""
    page_of, end = None, -1
    for page, hit in sorted(
        seen.said("prescription-waived"), key=lambda ph: (seen.pages.index(ph[0]), ph[1].start, -ph[1].end)
    ):
        if page is not page_of or hit.end > end:
            page_of, end = page, hit.end
            yield page, hit


def _answered(seen: Seen) -> Iterator[tuple[PageSeen, PhraseSeen]]:
    """The waivers of most sellers' help pages and tables: "Do I need a prescription? No", "Prescription required: no",
    "No prescription? No problem!".

    A question that itself says "without" ("Can I buy it without a prescription?") is turned around: its no demands.
    """
    for page in seen.pages:
        normal = page.body.normal
        waived = page.phrases.get("prescription-waived", ())
        without = {sentence_span(normal, hit.start)[0] for hit in waived}
        for hit in page.said("prescription-question"):
            is_answer = hit.is_question and answers_no(normal, sentence_span(normal, hit.end)[1])
            is_answer = (is_answer or hit.is_label_of_no) and not speaks_of_form(normal, hit.start, hit.end)
            if is_answer and sentence_span(normal, hit.start)[0] not in without:
                yield page, hit
        for hit in page.phrases.get("prescription-required", ()):
            if hit.is_label_of_no and not speaks_of_form(normal, hit.start, hit.end):
                yield page, hit
        for hit in waived:
            if hit.counts and hit.is_question and answers_yes(normal, sentence_span(normal, hit.end - 1)[1]):
                yield page, hit


def _words(page: PageSeen, hit: PhraseSeen, *, is_answered: bool) -> str:
    """What is quoted in the statement: an answer with its question."""
    if not is_answered:
        return page.body.quote(hit.start, hit.end)
    normal = page.body.normal
    stop = sentence_span(normal, min(sentence_span(normal, hit.end - 1)[1] + 1, len(normal) - 1))[1]
    return page.body.quote(hit.start, max(hit.end, min(stop, hit.end + MAX_ANSWER_CHARS)))


def _finding(
    seen: Seen, page: PageSeen, hit: PhraseSeen, country: str | None, *, is_answered: bool = False
) -> Finding | None:
    if (hit.is_question and not is_answered) or _is_otc_wording(page, hit, country) or _is_in_warning(page, hit):
        return None
    if _names_free_goods(page, hit, country) or _is_menu(page, hit):
        return None
    if not seen.sells and not _is_invitation(page, hit):
        return None
    near = _medicine_near(page, hit, country)
    sold = [o.substance for _, o in offered(seen).values() if alarming(o.substance, country)]
    a_class = next((c for c in page.said("medicine-class") if abs(c.start - hit.start) <= NEAR_CHARS), None)
    strength, start, end, goods = Strength.STRONG, hit.start, hit.end, ""
    if near is not None:
        medicine = near.substance.inn
        strength = Strength.MODERATE if _is_only_named(seen, near, sold) else Strength.DECISIVE
        start, end = min(hit.start, near.start), max(hit.end, near.end)
    elif sold and _offers_nothing_else(page, country) and not page.has("prescription-required"):
        strength, medicine = Strength.DECISIVE, sold[0].inn
    elif a_class is not None:
        strength = _weaker(strength, seen)
        medicine, goods = "", page.body.quote(a_class.start, a_class.end)
        start, end = min(hit.start, a_class.start), max(hit.end, a_class.end)
    elif sold:
        strength, medicine = _weaker(strength, seen), sold[0].inn
    elif seen.sells and (named := next((n for n in page.names if alarming(n.substance, country)), None)):
        strength, medicine = _weaker(strength, seen), named.substance.inn
    else:
        return None
    if _has_consultation(page, hit) or (_takes_prescriptions(page) and "\n" in page.body.normal[start:end]):
        strength = Strength.MODERATE
    elif not seen.sells:
        strength = Strength.STRONG if strength is Strength.DECISIVE else Strength.MODERATE
    words = _words(page, hit, is_answered=is_answered)
    return Finding(
        signal=SIGNAL.id,
        quote=page.sentence(start, end),
        place=page.place(hit.start),
        rule=hit.phrase.id,
        said=_said(medicine, goods, words),
        strength=strength,
    )


def _said(medicine: str, goods: str, words: str) -> Sentence:
    """``goods``: words of the page for a class of medicines, where no medicine is named."""
    if goods:
        return say(f"{SIGNAL.id}.class", goods=goods, words=words)
    return say(SIGNAL.id, medicine=medicine, words=words)


def _medicine_near(page: PageSeen, hit: PhraseSeen, country: str | None) -> NameSeen | None:
    """The prescription medicine the words speak of.

    In a price list of a pharmacy each line says how its medicine is supplied: words do not reach over a demand of a
    prescription, nor over a nearer medicine that needs none, nor from the card above to one that has its own demand.
    """
    demands = [*page.said("prescription-required"), *page.said("prescription-step")]
    priced = _priced(page)
    for name in names_near(page, hit.start, hit.end, NEAR_CHARS):
        if len(priced) >= MANY_PRICED and name.substance.id not in priced and alarming(name.substance, country):
            continue
        if not alarming(name.substance, country):
            if demands:
                return None
            continue
        left, right = min(name.end, hit.end), max(name.start, hit.start)
        if not any(left <= d.start and d.end <= right for d in demands) and not _has_own_demand(
            page, name, hit, demands
        ):
            return name
    return None


def _is_only_named(seen: Seen, near: NameSeen, sold: list[Substance]) -> bool:
    """A pharmacy's advice on what it does not sell, or a shop of harmless goods that compares them with a medicine."""
    if not seen.sells or near.substance.id in offered(seen):
        return False
    return seen.has("prescription-step") or (bool(offered(seen)) and not sold)


def _has_own_demand(page: PageSeen, name: NameSeen, hit: PhraseSeen, demands: list[PhraseSeen]) -> bool:
    """The words stand before the medicine, and behind it, before the next one, a prescription is asked for."""
    if hit.end > name.start:
        return False
    others = (n.start for n in page.names if n.start >= name.end and n.substance is not name.substance)
    stop = min(others, default=len(page.body.normal))
    return any(name.end <= d.start < min(stop, name.end + NEAR_CHARS) for d in demands)


def _weaker(strength: Strength, seen: Seen) -> Strength:
    """A pharmacy that asks for prescriptions says of other goods that they need none, one heading further."""
    return Strength.MODERATE if demands_prescription(seen) else strength


def _is_otc_wording(page: PageSeen, hit: PhraseSeen, country: str | None) -> bool:
    """The words belong to over-the-counter wording of the same place ("rezeptfrei" beside "ohne Rezept").

    Where several medicines are on offer and each needs a prescription, such wording is the seller's disguise.
    """
    if len(_priced(page)) >= MIN_SHIELDED and _offers_nothing_else(page, country):
        return False
    return any(abs(o.start - hit.start) <= OTC_CHARS for o in page.said("otc"))


def _is_menu(page: PageSeen, hit: PhraseSeen) -> bool:
    """Both kinds of supply side by side are a menu or filter of a pharmacy: "Bez recepty | Na receptę".

    So is a link that says nothing else, where the page demands prescriptions elsewhere.
    """
    normal = page.body.normal
    if page.has("prescription-required"):
        words = normal[hit.start : hit.end]
        if any(
            words == normalise(link.text) for link in page.page.links[:MAX_LINKS_READ] if len(link.text) < MENU_CHARS
        ):
            return True
    for demand in page.phrases.get("prescription-required", ()):
        left, right = min(hit.end, demand.end), max(hit.start, demand.start)
        if 0 <= right - left <= MENU_GAP_CHARS and not any(char.isalpha() for char in normal[left:right]):
            return "\n" not in normal[left:right] and not any(c in ".!?:" for c in normal[left:right])
    return False


def _names_free_goods(page: PageSeen, hit: PhraseSeen, country: str | None) -> bool:
    """The sentence itself names what it speaks of, and all that needs none: "no prescription to buy paracetamol"."""
    left, right = sentence_span(page.body.normal, hit.start)
    named = [n.substance for n in page.names if left <= n.start < right]
    return bool(named) and not any(alarming(substance, country) for substance in named)


def _is_in_warning(page: PageSeen, hit: PhraseSeen) -> bool:
    """Rogue shops print "beware of fakes" too, so one such phrase silences only what stands near it."""
    if page.count_said("warning") >= WARNING_PAGE:
        return True
    return any(abs(w.start - hit.start) <= WARNING_CHARS for w in page.said("warning"))


def _priced(page: PageSeen) -> set[str]:
    """The medicines with a price or button on this page."""
    return {o.substance.id for o in page.offers if o.how in ("structured", "price", "control")}


def _is_invitation(page: PageSeen, hit: PhraseSeen) -> bool:
    """Where selling is unclear, the words must stand in a sentence that invites to order: "buy X without prescription".

    Clinics and reporters write of those who bought "without a prescription"; they invite nobody. An article that says
    the words must have a link to another site that invites: what sends readers to a shop is its button.
    """
    if page.kind == "information":
        return page.count_said("warning") == 0 and _links_to_shop(page)
    if page.kind != "unknown":
        return False
    left, right = sentence_span(page.body.normal, hit.start)
    return any(o.how == "order-words" and left <= o.start < right for o in page.offers)


def _links_to_shop(page: PageSeen) -> bool:
    """Whether a link that leads to another site says an order word and a medicine: "Order Amoxicillin at ..."."""
    normal = page.body.normal
    own = _site(page.page.final_url)
    named = {normal[n.start : n.end] for n in page.names}
    orders = {normal[o.start : o.end] for o in page.phrases.get("order-words", ())}
    for link in page.page.links[:MAX_LINKS_READ]:
        site = _site(link.href)
        if not site or (site == own and _AWAY.match(link.href) is None):
            continue
        text = normalise(link.text)
        is_asked = text.endswith(("?", "？"))
        if not is_asked and any(name in text for name in named) and any(order in text for order in orders):
            return True
    return False


def _site(url: str) -> str:
    """Registrable domain of a web address; "" when it has none."""
    host = _HOST.match(url)
    return registrable_domain(host[1].lower()) if host else ""


def _offers_nothing_else(page: PageSeen, country: str | None) -> bool:
    """Whether everything with a price or button on this page needs a prescription: the words then mean just that."""
    priced = [o.substance for o in page.offers if o.how in ("structured", "price", "control")]
    return bool(priced) and all(alarming(s, country) for s in priced)


def _has_consultation(page: PageSeen, hit: PhraseSeen) -> bool:
    return any(abs(q.start - hit.start) <= CONSULTATION_CHARS for q in page.said("questionnaire"))


def _takes_prescriptions(page: PageSeen) -> bool:
    """Whether the page demands a prescription and has it handed in: words in another line are of other goods."""
    return page.has("prescription-required") and page.has("prescription-step")


SIGNAL = Signal(
    id="prescription-waived",
    title="Prescription medicines offered without prescription",
    looks_for="Words such as “no prescription needed” beside a medicine that is supplied on prescription only.",
    why="A prescription means that someone qualified looked whether this medicine may harm this patient.",
    references=(NABP_WHY_NOT_RECOMMENDED, FDA_BESAFERX),
    strength=Strength.DECISIVE,
    direction=Direction.ALARM,
    part=Part.PRESCRIPTION,
    needs=("page",),
    find=find,
)
