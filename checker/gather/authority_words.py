"""Stems on an authority's page that turn a named host into no proof: nothing found, warned about, struck off.

Each entry is one or more stems in the normal form of ``checker.text``; all must begin words of one block (or row, or
heading). Own compilation in the languages of the EU and EEA, 2026-11-24; wrong hits only leave a logo unproven.
"""

from __future__ import annotations

import re
from typing import Final

from checker.text import normalise

NOT_FOUND: Final = (
    "not found", "no result", "no match", "no record", "no entr", "0 result", "nothing found", "not listed",
    "not in the register", "not registered", "does not exist", "did not match", "without result",
    "nicht gefunden", "kein treffer", "keine treffer", "keine ergebnis", "kein ergebnis", "0 treffer",
    "nicht gelistet",
    "nicht registriert", "kein eintrag", "keine eintrag", "nicht im register",
    "aucun resultat", "aucune pharmacie", "aucun site", "aucune entree", "0 resultat", "pas ete trouve",
    "non trouve",
    "n existe pas", "introuvable", "non autorise",
    "sin resultado", "ningun resultado", "no se ha encontrado", "no se han encontrado", "no existe",
    "0 resultado", "no figura",
    "nessun risultato", "nessun sito", "nessuna farmacia", "non trovat", "0 risultat", "non presente",
    "non risulta",
    "nenhum resultado", "sem resultado", "nao encontrad", "nao foram encontrad",
    "geen resultat", "niet gevonden", "0 resultat", "niet geregistreerd", "geen aanbieder",
    "brak wynik", "nie znaleziono", "brak dan", "0 wynik", "nie odnaleziono",
    "nenalezen", "nebyl nalezen", "nebyla nalezen", "zadn vysled", "zadne zaznam", "neuspes", "0 vysled",
    "nenajden", "ziadn vysled", "ziaden vysled",
    "nincs talalat", "nem talalhato", "0 talalat", "nicio inregistr", "niciun rezultat", "nu a fost gasit",
    "nu au fost gasit",
    "няма резултат", "не е намерен", "няма намерен", "δεν βρεθηκ", "κανενα αποτελεσμα",
    "nema rezultat", "nije pronaden", "ni rezultat", "ni zadetk", "ni najden", "0 zadetk",
    "ingen resultat", "ingen treff", "ingen traff", "ikke fundet", "ikke funnet", "hittades inte",
    "inga traff", "ingen poster",
    "ei tuloks", "ei loyt", "ei hakutulok", "ei leitud", "tulemusi ei", "nav atrast", "nerast", "nerasta",
    "rezultatu nera",
    "engar nidurstod", "fannst ekki", "ma nstab", "l ebda rizultat",
)  # fmt: skip

WARNING: Final = (
    "illegal", "unlawful", "warning", "beware", "fake", "counterfeit", "falsified", "fraud", "scam",
    "blocked", "blacklist",
    "unauthoris", "unauthoriz", "not authoris", "not authoriz", "not recommend", "seized", "prosecut",
    "warnung", "warnliste", "gefalscht", "falschung", "betrug", "gesperrt", "illegale", "unseriose",
    "avertissement", "mise en garde", "frauduleu", "illegaux", "illicite", "bloque", "contrefa",
    "advertencia", "alerta", "ilegal", "fraudulent", "bloquead", "falsificad",
    "avviso", "attenzione", "illegali", "oscurat", "inibit", "contraffa", "falsific", "abusiv",
    "waarschuwing", "illegaal", "vals", "ostrzezen", "nielegal", "sfalszow", "zablokow",
    "varovan", "upozorneni", "nelegaln", "zakazan", "blokovan", "padelan", "padelk", "upozornen", "falsovan",
    "figyelmeztet", "illegalis", "hamis", "avertizar", "fals", "предупрежд", "незаконн", "фалшив",
    "προειδοπ", "παρανομ",
    "upozorenj", "nezakonit", "opozoril", "nezakonit", "ponarej", "advarsel", "ulovlig", "falsk", "olaglig",
    "varning",
    "varoitu", "laiton", "vaarenn", "hoiatus", "ebaseadus", "bridinajum", "nelegal", "ispejim", "netais",
    "neteiset", "vidvorun",
    "ologleg", "atencao",
)  # fmt: skip

INACTIVE: Final = (
    "revoked", "suspended", "struck off", "removed", "cancelled", "canceled", "expired", "lapsed", "ceased",
    "deregistered", "inactive",
    "erloschen", "geloscht", "widerrufen", "ruhend", "ausgetragen",
    "radie", "radiee", "suspendu", "retire", "retiree", "annule", "cesse",
    "suspendid", "cancelad", "revocad", "retirad",
    "cessat", "sospes", "revocat", "cancellat", "uitgeschreven", "doorgehaald", "geschorst", "ingetrokken",
    "beeindigd",
    "nieaktywn", "wykreslon", "zawieszon", "wygas", "cofniet", "zrusen", "pozastaven", "ukoncen", "neaktivn",
    "odebran", "odobrat", "torolt", "felfuggeszt", "megszunt", "visszavont", "suspendat", "retras", "radiat",
    "заличен", "спрян", "отнет", "διαγραφ", "ανασταλ", "ανακληθ", "ukinut", "brisan", "obustavljen",
    "izbrisan",
    "preklican", "odvzet", "slettet", "inddraget", "ophort", "suspendert", "opphort", "tilbakekalt",
    "avregistrer", "aterkall",
    "upphor", "lakannut", "peruutettu", "poistettu", "peatatud", "lopetatud", "tuhistatud", "apturet",
    "anulet", "izslegt",
    "sustabdyt", "panaikint", "isbraukt", "afturkall", "svipt",
)  # fmt: skip

STATUS: Final = (
    "status", "state", "stav", "stan", "estado", "stato", "statut", "zustand", "allapot", "stare",
    "състояние", "κατασταση",
    "staatus", "tila", "statuss", "busena", "stada",
)  # fmt: skip
"""Labels beside which an entry page says whether the entry is in force. "Closed" is no word of ``INACTIVE``: opening
hours say it too."""

NEXT: Final = frozenset(
    (
        "next", "next page", "weiter", "nachste", "nachste seite", "vor", "suivant", "suivante",
        "page suivante", "siguiente",
        "pagina siguiente", "successiva", "successivo", "avanti", "pagina successiva", "seguinte", "proxima",
        "volgende",
        "volgende pagina", "nastepna", "nastepny", "nastepna strona", "dalsi", "dalsi strana", "dalsia",
        "nasledujuca",
        "kovetkezo", "urmatoarea", "urmatorul", "inainte", "следваща", "напред", "επομενη", "επομενο",
        "sljedeca", "naslednja", "naprej",
        "naeste", "neste", "nasta", "seuraava", "jargmine", "nakama", "kitas", "kitas puslapis", "naesta",
        "li jmiss",
        "»", "›", ">", ">>", "→",
    )
)  # fmt: skip

_WORD: Final = re.compile(r"[^\W_]+")


def find_stems(text: str, stems: tuple[str, ...]) -> str:
    """The first entry all of whose stems begin words of the text, next to each other; "" when there is none.

    >>> find_stems("Es wurden keine Treffer gefunden.", NOT_FOUND)
    'keine treffer'
    """
    words = "".join(f" {word}" for word in _WORD.findall(normalise(text)))
    for entry in stems:
        first, *rest = entry.split(" ")
        at = words.find(" " + first)
        while at >= 0:
            if _follow(words, at + 1, rest):
                return entry
            at = words.find(" " + first, at + 1)
    return ""


def _follow(words: str, at: int, rest: list[str]) -> bool:
    for stem in rest:
        at = words.find(" ", at) + 1
        if not at or not words.startswith(stem, at):
            return False
    return True
