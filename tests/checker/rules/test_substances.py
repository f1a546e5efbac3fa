"""Facts that must stay true of the shipped substances, and the ways names must and must not be found."""

from __future__ import annotations

import pytest

from checker.rules import load_rules
from checker.text import normalise

RULES = load_rules()


def found(text: str) -> set[str]:
    """Ids of the substances that the text names without needing a cue; of names within names the longer one."""
    ids, last_end = set(), -1
    for hit in RULES.matcher.scan(normalise(text)):
        if RULES.phrase_at(hit.pattern) is None and hit.end > last_end:
            last_end, name = hit.end, RULES.name_at(hit.pattern)
            if not name.needs_cue:
                ids.add(name.substance)
    return ids


@pytest.mark.parametrize(
    ("text", "substance"),
    [
        ("Buy Tramadol online", "tramadol"),
        ("Viagra100mg x 30", "viagra"),
        ("v1agra", "viagra"),
        ("Kamagra Oral Jelly", "kamagra"),
        ("Super P-Force", "super-p-force"),
        ("Tramadol rezeptfrei kaufen", "tramadol"),
        ("Sildenafiltabletten kaufen", "sildenafil"),
        ("acheter du sildénafil", "sildenafil"),
        ("comprar sildenafilo", "sildenafil"),
        ("comprar tadalafila", "tadalafil"),
        ("acquistare tramadolo", "tramadol"),
        ("kup bez recepty syldenafil", "sildenafil"),
        ("zamów tramadolu 50 mg", "tramadol"),
        ("köp zopiklon", "zopiclone"),
        ("köb metadon", "methadone"),
        ("koupit viagru", "viagra"),
        ("купить виагру", "viagra"),
        ("купить трамадола", "tramadol"),
        ("购买西地那非", "sildenafil"),
        ("購買犀利士", "tadalafil"),
        ("バイアグラ通販", "sildenafil"),
        ("شراء الترامادول", "tramadol"),
        ("للترامادول", "tramadol"),
        ("reçetesiz klonazepam", "clonazepam"),
        ("amoksisilin satın al", "amoxicillin"),
        ("isotonitazene powder", "isotonitazene"),
        ("propylnitazene 10 g", "nitazene-family"),
        ("cyclobutanefentanyl", "fentanyl-family"),
        ("ozempick pen", "semaglutide"),
    ],
)
def test_finds(text: str, substance: str) -> None:
    assert substance in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "aspiring young teams",
        "Tous les clients sortis hier",
        "Rayos de sol",
        "Ambiente y diseño",
        "métadonnées du site",
        "героиня романа",
        "Vitamin D3 and folic acid",
        "Lithium battery pack",
        "Acetone nail polish remover",
        "testosterone levels in men",
        "Botox in our practice",
        "insulin pump",
        "Tram to the city centre, coffee bars and ice",
        "Coke, speed and molly",
        "nitrous oxide in the air",
        "the lyrics of a song",
        "a two-factor (2-FA) code",
        "Le test est positif",
        "Cannabis laws in Europe",
        "de witte wiet",
        "Opium perfume",
        "Cobra snake",
        "ice cream",
        "Yasmin wrote a poem",
        "Linux Manjaro",
        "CBD oil and hemp tea",
        "caffeine free tea",
        "キリマンジャロコーヒー",
        "魔法少女リリカル",
        "专注达成目标",
        "政府大力补贴",
        "很强的松紧带",
        "エラワン廟の参拝",
        "Lifta village",
        "فاليوم نبدأ",
        "fentanyl test strips",
        "testosterone booster",
    ],
)
def test_does_not_take_other_things_for_medicines(text: str) -> None:
    assert found(text) <= {
        id_ for id_, s in RULES.substances.items() if s.group == "over_the_counter" and s.drug_class != "opioid"
    }


@pytest.mark.parametrize(
    ("substance", "country", "expected"),
    [
        ("sildenafil", "DE", True),
        ("sildenafil", "GB", None),
        ("tramadol", None, True),
        ("alprazolam", "US", True),
        ("amoxicillin", "FR", True),
        ("semaglutide", None, True),
        ("isotretinoin", None, True),
        ("modafinil", "GB", True),
        ("paracetamol", "GB", False),
        ("loratadine", "US", False),
        ("ibuprofen", "DE", None),
        ("levonorgestrel", "FR", False),
        ("codeine", "FR", True),
        ("codeine", "PL", None),
        ("orlistat", "GB", None),
        ("melatonin", "GB", True),
        ("melatonin", "US", False),
        ("phentermine", None, True),
        ("kamagra", "FR", None),
        ("caffeine", None, False),
        ("nicotine", "US", False),
    ],
)
def test_knows_what_needs_a_prescription(substance: str, country: str | None, expected: bool | None) -> None:
    assert RULES.substances[substance].needs_prescription(country) is expected


def test_precursors_and_slang_always_need_a_cue() -> None:
    for name in RULES.names:
        if RULES.substances[name.substance].group == "precursor" or name.kind in ("slang", "emoji"):
            assert name.needs_cue or name.text in ("crystal meth", "crack cocaine"), name


def test_brands_say_what_they_hold_and_where_they_have_no_licence() -> None:
    kamagra = RULES.substances["kamagra"]
    assert (kamagra.contains, kamagra.never_approved) == ("sildenafil", True)
    assert kamagra.scope.startswith("EU, US, GB, CA")


@pytest.mark.parametrize(
    ("substance", "convention", "schedule"),
    [("diazepam", "1971", "IV"), ("fentanyl", "1961", "I"), ("ephedrine", "1988", "Table I"), ("mdma", "1971", "I")],
)
def test_knows_the_conventions(substance: str, convention: str, schedule: str) -> None:
    assert (convention, schedule) in RULES.substances[substance].controlled


@pytest.mark.parametrize(("substance", "highest"), [("sildenafil", 100), ("tramadol", 400), ("tadalafil", 20)])
def test_knows_the_highest_strength(substance: str, highest: float) -> None:
    assert RULES.substances[substance].max_strength_mg == highest


MOST_SOLD = (
    "sildenafil tadalafil vardenafil tramadol codeine oxycodone morphine fentanyl diazepam alprazolam clonazepam "
    "lorazepam zolpidem zopiclone modafinil methylphenidate amfetamine ketamine pregabalin gabapentin semaglutide "
    "tirzepatide phentermine misoprostol mifepristone amoxicillin azithromycin ciprofloxacin doxycycline "
    "isotretinoin finasteride ivermectin hydroxychloroquine fluoxetine sertraline testosterone clenbuterol metformin "
    "levothyroxine paracetamol ibuprofen"
).split()


SOLD_IN_LATIN_SCRIPT = (
    "sildenafil tadalafil codeine oxycodone morphine fentanyl methylphenidate amfetamine ketamine pregabalin "
    "gabapentin semaglutide tirzepatide phentermine misoprostol mifepristone amoxicillin azithromycin ciprofloxacin "
    "doxycycline isotretinoin finasteride ivermectin hydroxychloroquine fluoxetine sertraline testosterone "
    "clenbuterol metformin levothyroxine paracetamol"
).split()
IN_EACH_LANGUAGE = {
    "de": "Sildenafil Tadalafil Codein Oxycodon Morphin Fentanyl Methylphenidat Amphetamin Ketamin Pregabalin "
    "Gabapentin Semaglutid Tirzepatid Phentermin Misoprostol Mifepriston Amoxicillin Azithromycin Ciprofloxacin "
    "Doxycyclin Isotretinoin Finasterid Ivermectin Hydroxychloroquin Fluoxetin Sertralin Testosteron Clenbuterol "
    "Metformin Levothyroxin Paracetamol",
    "fr": "sildénafil tadalafil codéine oxycodone morphine fentanyl méthylphénidate amphétamine kétamine prégabaline "
    "gabapentine sémaglutide tirzépatide phentermine misoprostol mifépristone amoxicilline azithromycine "
    "ciprofloxacine doxycycline isotrétinoïne finastéride ivermectine hydroxychloroquine fluoxétine sertraline "
    "testostérone clenbutérol metformine lévothyroxine paracétamol",
    "es": "sildenafilo tadalafilo codeína oxicodona morfina fentanilo metilfenidato anfetamina ketamina pregabalina "
    "gabapentina semaglutida tirzepatida fentermina misoprostol mifepristona amoxicilina azitromicina ciprofloxacino "
    "doxiciclina isotretinoína finasterida ivermectina hidroxicloroquina fluoxetina sertralina testosterona "
    "clembuterol metformina levotiroxina paracetamol",
    "it": "sildenafil tadalafil codeina ossicodone morfina fentanil metilfenidato anfetamina ketamina pregabalin "
    "gabapentin semaglutide tirzepatide fentermina misoprostolo mifepristone amoxicillina azitromicina ciprofloxacina "
    "doxiciclina isotretinoina finasteride ivermectina idrossiclorochina fluoxetina sertralina testosterone "
    "clenbuterolo metformina levotiroxina paracetamolo",
    "pt": "sildenafila tadalafila codeína oxicodona morfina fentanila metilfenidato anfetamina cetamina pregabalina "
    "gabapentina semaglutida tirzepatida fentermina misoprostol mifepristona amoxicilina azitromicina ciprofloxacino "
    "doxiciclina isotretinoína finasterida ivermectina hidroxicloroquina fluoxetina sertralina testosterona "
    "clembuterol metformina levotiroxina paracetamol",
    "nl": "sildenafil tadalafil codeïne oxycodon morfine fentanyl methylfenidaat amfetamine ketamine pregabaline "
    "gabapentine semaglutide tirzepatide fentermine misoprostol mifepriston amoxicilline azitromycine ciprofloxacine "
    "doxycycline isotretinoïne finasteride ivermectine hydroxychloroquine fluoxetine sertraline testosteron "
    "clenbuterol metformine levothyroxine paracetamol",
    "pl": "syldenafil tadalafil kodeina oksykodon morfina fentanyl metylofenidat amfetamina ketamina pregabalina "
    "gabapentyna semaglutyd tirzepatyd fentermina mizoprostol mifepriston amoksycylina azytromycyna cyprofloksacyna "
    "doksycyklina izotretynoina finasteryd iwermektyna hydroksychlorochina fluoksetyna sertralina testosteron "
    "klenbuterol metformina lewotyroksyna paracetamol",
    "sv": "sildenafil tadalafil kodein oxikodon morfin fentanyl metylfenidat amfetamin ketamin pregabalin gabapentin "
    "semaglutid tirzepatid fentermin misoprostol mifepriston amoxicillin azitromycin ciprofloxacin doxycyklin "
    "isotretinoin finasterid ivermektin hydroxiklorokin fluoxetin sertralin testosteron klenbuterol metformin "
    "levotyroxin paracetamol",
    "da": "sildenafil tadalafil kodein oxycodon morfin fentanyl methylphenidat amfetamin ketamin pregabalin gabapentin "
    "semaglutid tirzepatid fentermin misoprostol mifepriston amoxicillin azithromycin ciprofloxacin doxycyclin "
    "isotretinoin finasterid ivermectin hydroxychloroquin fluoxetin sertralin testosteron clenbuterol metformin "
    "levothyroxin paracetamol",
    "cs": "sildenafil tadalafil kodein oxykodon morfin fentanyl methylfenidát amfetamin ketamin pregabalin gabapentin "
    "semaglutid tirzepatid fentermin misoprostol mifepriston amoxicilin azitromycin ciprofloxacin doxycyklin "
    "isotretinoin finasterid ivermektin hydroxychlorochin fluoxetin sertralin testosteron klenbuterol metformin "
    "levotyroxin paracetamol",
    "tr": "sildenafil tadalafil kodein oksikodon morfin fentanil metilfenidat amfetamin ketamin pregabalin gabapentin "
    "semaglutid tirzepatid fentermin misoprostol mifepriston amoksisilin azitromisin siprofloksasin doksisiklin "
    "izotretinoin finasterid ivermektin hidroksiklorokin fluoksetin sertralin testosteron klenbuterol metformin "
    "levotiroksin parasetamol",
}


@pytest.mark.parametrize("lang", IN_EACH_LANGUAGE)
def test_knows_the_names_of_each_language(lang: str) -> None:
    words = IN_EACH_LANGUAGE[lang].split()
    missed = []
    for word, substance in zip(words, SOLD_IN_LATIN_SCRIPT, strict=True):
        names = RULES.names_by_text.get(normalise(word), ())
        if substance not in {name.substance for name in names}:
            missed.append(word)
    assert missed == []


@pytest.mark.parametrize("substance", MOST_SOLD)
def test_has_the_names_of_what_is_sold_most_in_every_script(substance: str) -> None:
    langs = {lang for name in RULES.substances[substance].names for lang in name.lang.split(",") if lang}
    assert {"ru", "zh", "ja", "ar"} <= langs
