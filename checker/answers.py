"""What stands behind a question or label: "Do I need a prescription? No", "Prescription required: no". Pure.

Sellers' help pages say the decisive thing in one word, and honest ones too; which of both depends on the question.
"""

from __future__ import annotations

import re
from typing import Final

FORM: Final = (
    "original", "originale", "originalen", "originele", "originalrezept", "orginalrecept", "oryginał", "paper", "papel",
    "papier", "papierform", "papieren", "papierowa", "papierowej", "cartacea", "papirowy", "physical", "fisica",
    "printed", "impresa", "impressa", "by post", "per post", "digital", "digitale", "foto", "photo", "vigente",
    "vencida", "expired", "e-mail",
)  # fmt: skip
"""A question that speaks of the form of the prescription takes for granted that there is one."""
REFUSED: Final = (
    "no medicine", "no medicines", "no medication", "no sale", "no supply", "no dispatch", "no dispensing",
    "kein medikament", "keine medikamente", "keine arzneimittel", "keine abgabe", "kein versand", "pas de medicament",
    "pas de medicaments", "pas de delivrance", "pas de vente", "no hay medicamento", "no hay medicamentos",
    "no hay venta", "ningun medicamento", "niente farmaco", "niente farmaci", "nessun farmaco", "nessuna vendita",
    "sem medicamento", "sem medicamentos", "sem venda", "nada de medicamento", "geen medicijn", "geen medicijnen",
    "geen geneesmiddelen", "nie ma leku", "nie ma lekow", "zadny lek", "zadne leky", "inga lakemedel", "ingen medicin",
    "inget lakemedel", "ilac yok", "нет лекарства", "нет лекарств",
)  # fmt: skip
"""After "no prescription": a refusal."""
CANCELLED: Final = (
    "is cancelled", "is canceled", "are cancelled", "are canceled", "be cancelled", "be canceled", "is rejected",
    "are rejected", "be rejected", "is refused", "are refused", "be refused", "be refunded", "storniert", "abgelehnt",
    "zuruckgewiesen", "est annulee", "sont annulees", "sera annulee", "seront annulees", "est refusee", "sera refusee",
    "nous annulons", "se cancela", "se cancelan", "sera cancelado", "se anula", "se anulan", "se rechaza",
    "se rechazan", "viene annullato", "verra annullato", "sara annullato", "viene rifiutato", "verra rifiutato",
    "e cancelado", "sera recusado", "e recusado", "e anulada", "sera anulada", "wordt geannuleerd", "wordt geweigerd",
    "annuleren wij", "zostanie anulowane", "zostaje anulowane", "anulujemy", "zostanie odrzucone", "bude zrusena",
    "bude stornovana", "zrusime", "stornujeme", "avbryts", "annulleras", "makuleras", "annulleres", "afvises",
    "отменяется", "будет отменен", "отменяем", "аннулируется", "отменим", "iptal edilir", "iptal olur",
    "iptal edilecektir",
    "reddedilir", "会被取消", "将被取消", "予以取消", "将取消", "キャンセルとなります", "キャンセルさせて",
    "お断り", "سيتم الغاء", "يلغى", "يتم الغاء", "سيرفض", "يتم رفض",
)  # fmt: skip
"""Later in the sentence: what becomes of the order without a prescription."""
WITH_US: Final = (
    "u nas", "w naszym sklepie", "bei uns", "chez nous", "con nosotros", "da noi", "bij ons", "у нас", "hos oss",
    "hos os", "with us", "of course", "absolutely", "natuerlich", "naturlich", "oczywiscie", "absolutnie",
    "samozrejme", "vubec", "rozhodne", "bizde",
)  # fmt: skip
ANSWERS_NO: Final = (
    "no", "nope", "nah", "not at all", "not needed", "not required", "not necessary", "never", "we don't", "we dont",
    "we do not", "nein", "niemals", "auf keinen fall", "nicht notig", "nicht erforderlich", "non", "pas du tout",
    "pas besoin", "pas necessaire", "jamais", "nunca", "para nada", "assolutamente no", "mai", "nee", "niet nodig",
    "nie", "ne", "nepotrebujete", "neni potreba", "neni treba", "neni nutny", "nej", "behovs inte", "inte", "ikke",
    "nei", "nao", "hayir", "gerekmez", "gerekmiyor", "gerek yok", "yok", "нет", "не нужен", "не нужно", "не требуется",
    "否", "不", "无需", "無需", "毋須", "いいえ", "必要ありません", "لا",
)  # fmt: skip
"""How an answer that means no begins, in the normal form."""
ANSWERS_YES: Final = (
    "yes", "of course", "sure", "absolutely", "certainly", "you can", "ja", "na klar",
    "naturlich", "selbstverstandlich",
    "oui", "bien sur", "absolument", "tout a fait", "si", "claro", "por supuesto", "certo", "certamente", "ovviamente",
    "sim", "com certeza", "zeker", "natuurlijk", "tak", "oczywiscie", "jasne", "ano", "jiste", "samozrejme", "jo",
    "javisst", "sjalvklart", "selvfolgelig", "naturligvis", "evet", "tabii", "elbette", "да", "конечно", "разумеется",
    "可以", "是的", "当然", "當然", "能", "はい", "もちろん", "نعم", "بالطبع", "بالتأكيد",
)  # fmt: skip
NO_PROBLEM: Final = (
    "no problem", "no worries", "not a problem", "kein problem", "keine sorge", "pas de probleme", "pas de souci",
    "aucun probleme", "aucun souci", "no hay problema", "ningun problema", "sin problema", "no pasa nada",
    "nessun problema", "niente paura", "sem problema", "nao tem problema", "nao ha problema", "geen probleem",
    "geen zorgen", "zaden problem", "nevadi", "zaden strach", "żaden problem", "żaden kłopot",
    "nie ma problemu", "nie ma sprawy", "inga problem", "inget problem", "ingen fara", "intet problem",
    "ingen problem", "sorun degil", "sorun yok", "dert etmeyin", "не проблема", "нет проблем", "без проблем",
    "не беда", "没问题", "沒問題", "没关系", "問題ありません", "大丈夫", "心配ありません", "لا مشكلة", "لا توجد مشكلة",
)  # fmt: skip
"""After "No prescription?": the slogan of those who sell without."""
VALIDITY: Final = (
    "valid", "valide", "valable", "valida", "valido", "validas", "original", "originale", "gultige",
    "gultiges", "gultigen", "geldig", "geldige", "waznej", "ważnej", "wazna", "ważna", "platneho", "platny", "giltigt",
    "gyldig", "gecerli", "en cours de validite", "en regle", "conforme", "действительного", "действующего",
    "retida", "retenida", "оформленного", "سارية", "صالحة",
)  # fmt: skip
"""Right behind "without a prescription" they make it a demand: "sans ordonnance valable, rien n'est expédié"."""

_NO: Final = re.compile(
    r"[ \n\"'.:;>*-]*(?:(?:"
    + "|".join(WITH_US)
    + r")[, ]+(?:not|nicht|niet|"
    + "|".join(ANSWERS_NO)
    + r")|(?:"
    + "|".join(ANSWERS_NO)
    + r"))(?![a-zа-я])"
)
_YES: Final = re.compile(r"[ \n\"'.:;>*?!？-]*(?:" + "|".join((*NO_PROBLEM, *ANSWERS_YES)) + r")(?![a-zа-яıł])")
_LABEL_NO: Final = re.compile(r" ?(?:[:?=？：]|\n)[ \n]*(?:" + "|".join(ANSWERS_NO) + r")[ !.]*(?=\n|[|;,)]|$)")
_FORM: Final = re.compile(r"(?<![a-zа-я])(?:" + "|".join(FORM) + r")(?![a-zа-я])")
_REFUSED: Final = re.compile(r" ?[,;:.–—-]? ?(?:" + "|".join(REFUSED) + r")(?![a-zа-я])")
_SENTENCE_END: Final = re.compile(r"[.!?\n。！？؟]")
_CANCELLED: Final = re.compile("|".join(CANCELLED))
CANCELLED_CHARS: Final = 80
FORM_CHARS: Final = 25
_VALIDITY: Final = re.compile(r" (?:" + "|".join(VALIDITY) + r")(?![a-zа-я])")


def answers_no(normal: str, end: int) -> bool:
    """Whether a text in normal form goes on with an answer that means no."""
    return _NO.match(normal, end) is not None


def answers_yes(normal: str, end: int) -> bool:
    """Whether it goes on with yes, or with "no problem"."""
    return _YES.match(normal, end) is not None


def is_label_of_no(normal: str, end: int) -> bool:
    """Whether the words were a label, and its whole value is no: "Prescription required: no"."""
    return _LABEL_NO.match(normal, end) is not None


def is_of_validity(normal: str, end: int) -> bool:
    """Whether "valid", "original" or the like follows: what goes not without a valid one is demanded."""
    return _VALIDITY.match(normal, end) is not None


def is_refused(normal: str, end: int) -> bool:
    """Whether "no medicine" or the like follows, or later in the sentence that the order is cancelled."""
    if _REFUSED.match(normal, end) is not None:
        return True
    behind = normal[end : end + CANCELLED_CHARS]
    stop = _SENTENCE_END.search(behind)
    return _CANCELLED.search(behind, 0, stop.start() if stop else len(behind)) is not None


def speaks_of_form(normal: str, start: int, end: int) -> bool:
    """Whether the words, or those right behind, name the form of a prescription: "the original prescription"."""
    return _FORM.search(normal, start, min(end + FORM_CHARS, len(normal))) is not None
