"""Looks for prescription medicines offered with the words that no prescription is needed.

How it decides: the site sells medicines, the page says the words in its own voice (not negated, not quoted, not a
question, not in a warning), and a medicine that needs a prescription in the buyer's country (without a country: by the
EU's and US's rule) stands within ``NEAR_CHARS`` or is itself offered. Near, or where everything on offer on the page
needs a prescription: decisive. Only elsewhere on the site, or only its class near ("potency pills"): strong. Beside an
online consultation with a prescriber: moderate, since lawful remote prescribing exists. Where selling is unclear, only
words in an invitation to order count, one step weaker.

Known misses: the absence of any prescription step without words (see ``unmentioned-prescription``).
Known false alarms: "without prescription" beside a medicine whose small pack needs none; such medicines are
recorded as *varies* and do not count.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from checker.sentences import say
from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.medicines import WARNING_PAGE, alarming, names_near, offered
from checker.signals.references import FDA_BESAFERX, NABP_WHY_NOT_RECOMMENDED
from checker.text import sentence_span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.reading import NameSeen, PageSeen, PhraseSeen, Seen
    from checker.rules import Rules, Substance
    from checker.sentences import Sentence

NEAR_CHARS: Final = 200
"""About two sentences: rogue pages put the words into the sentence, heading or card of the medicine."""
CONSULTATION_CHARS: Final = 400
OTC_CHARS: Final = 60
WARNING_CHARS: Final = 300


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    if seen.selling.state == "no":
        return ()
    country = seen.buyer_country
    found = [f for page, hit in _longest(seen) if (f := _finding(seen, page, hit, country))]
    found += [f for page, hit in _answered(seen) if (f := _finding(seen, page, hit, country, is_answered=True))]
    order = {Strength.DECISIVE: 0, Strength.STRONG: 1, Strength.MODERATE: 2}
    return tuple(sorted(found, key=lambda f: order[f.strength or Strength.DECISIVE])[:5])


ANSWERS_NO: Final = (
    "no", "nope", "nah", "not at all", "not needed", "not required", "not necessary", "never", "we don't", "we dont",
    "we do not", "nein", "niemals", "auf keinen fall", "nicht notig", "nicht erforderlich", "non", "pas du tout",
    "pas besoin", "pas necessaire", "jamais", "nunca", "para nada", "assolutamente no", "mai", "nee", "niet nodig",
    "nie", "ne", "nepotrebujete", "neni potreba", "neni treba", "neni nutny", "nej", "behovs inte", "inte", "ikke",
    "nei", "nao", "hayir", "gerekmez", "gerekmiyor", "gerek yok", "yok", "нет", "не нужен", "не нужно", "не требуется",
    "否", "不", "无需", "無需", "毋須", "いいえ", "必要ありません", "لا",
)  # fmt: skip
"""How an answer that means no begins, in the normal form."""
_NO: Final = re.compile(r"[ \n\"'.:;>*-]*(?:" + "|".join(ANSWERS_NO) + r")(?![a-zа-я])")


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
    """ "Do I need a prescription? No": the waiver of most sellers' help pages."""
    for page, hit in seen.said("prescription-question"):
        if hit.is_question and _NO.match(page.body.normal, sentence_span(page.body.normal, hit.end)[1]):
            yield page, hit


def _finding(
    seen: Seen, page: PageSeen, hit: PhraseSeen, country: str | None, *, is_answered: bool = False
) -> Finding | None:
    if (hit.is_question and not is_answered) or _is_otc_wording(page, hit) or _is_in_warning(page, hit):
        return None
    if _names_free_goods(page, hit, country):
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
    if _has_consultation(page, hit):
        strength = Strength.MODERATE
    elif not seen.sells:
        strength = Strength.STRONG if strength is Strength.DECISIVE else Strength.MODERATE
    words = page.body.quote(hit.start, hit.end)
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
    for name in names_near(page, hit.start, hit.end, NEAR_CHARS):
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
    stop = min((n.start for n in page.names if n.start >= name.end), default=len(page.body.normal))
    return any(name.end <= d.start < min(stop, name.end + NEAR_CHARS) for d in demands)


def _weaker(strength: Strength, seen: Seen) -> Strength:
    """A pharmacy that asks for prescriptions says of other goods that they need none, one heading further."""
    asks = seen.has("prescription-step") or seen.has("prescription-required")
    return Strength.MODERATE if asks else strength


def _is_otc_wording(page: PageSeen, hit: PhraseSeen) -> bool:
    """The words belong to over-the-counter wording of the same place ("rezeptfrei" beside "ohne Rezept")."""
    return any(abs(o.start - hit.start) <= OTC_CHARS for o in page.said("otc"))


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


def _is_invitation(page: PageSeen, hit: PhraseSeen) -> bool:
    """Where selling is unclear, the words must stand in a sentence that invites to order: "buy X without prescription".

    Clinics and reporters write of those who bought "without a prescription"; they invite nobody.
    """
    if page.kind != "unknown":
        return False
    left, right = sentence_span(page.body.normal, hit.start)
    return any(o.how == "order-words" and left <= o.start < right for o in page.offers)


def _offers_nothing_else(page: PageSeen, country: str | None) -> bool:
    """Whether everything with a price or button on this page needs a prescription: the words then mean just that."""
    priced = [o.substance for o in page.offers if o.how in ("structured", "price", "control")]
    return bool(priced) and all(alarming(s, country) for s in priced)


def _has_consultation(page: PageSeen, hit: PhraseSeen) -> bool:
    return any(abs(q.start - hit.start) <= CONSULTATION_CHARS for q in page.said("questionnaire"))


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
