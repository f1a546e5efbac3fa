"""Invented medicines authorities: three that publish an entry per seller, two that publish one list."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

from checker.registers.authorities import Authority, load_authorities
from tests.web.servers import Reply, Site, Web

CROSS_BORDER = "May send a medicine to a buyer in another state only if it may be sold there."


def _authority(model: str, **changes: Any) -> Authority:
    """An invented body of the same legal form as a real state's; all names, hosts and words are changed."""
    base = load_authorities()[model]
    fields: dict[str, Any] = {
        "former_hosts": (),
        "unverified_hosts": (),
        "failure_text": (),
        "licence_form": (),
        "note": "",
        "source": ("invented",),
        "unverified": (),
        "cross_border": CROSS_BORDER,
    }
    return replace(base, **(fields | changes))


DE = _authority(
    "de-bfarm",
    id="de-test",
    name="Amt für geprüfte Arzneimittel",
    name_en="Office for Tested Medicines",
    register_name="Versandregister",
    hosts=("versandregister.test",),
    register_url="https://versandregister.test/",
    entry_url_pattern=("https://versandregister.test/eintrag/*",),
)
FR = _authority(
    "fr-onp",
    id="fr-test",
    name="Ordre des pharmaciens d’essai",
    name_en="Order of Trial Pharmacists",
    register_name="Liste des sites autorisés",
    hosts=("ordre-essai.test",),
    register_url="https://ordre-essai.test/liste",
    entry_url_pattern=("https://ordre-essai.test/site/*",),
    logo_target="entry",
)
CZ = _authority(
    "cz-sukl",
    id="cz-test",
    name="Zkušební ústav léčiv",
    name_en="Trial Institute for Medicines",
    register_name="Seznam zásilkových lékáren",
    hosts=("ustav-leciv.test",),
    register_url="https://ustav-leciv.test/",
    entry_url_pattern=("https://ustav-leciv.test/verify?kod=*",),
    success_text=("Ověření stránek a lékárny bylo úspěšné",),
    logo_target="entry",
)
IE = _authority(
    "ie-psi",
    id="ie-test",
    name="Trial Pharmacy Regulator",
    name_en="Trial Pharmacy Regulator",
    register_name="Internet Supply List",
    hosts=("pharmacy-regulator.test",),
    register_url="https://pharmacy-regulator.test/internet-supply-list",
    entry_url_pattern=(),
    logo_target="list",
)
NL = _authority(
    "nl-cibg",
    id="nl-test",
    name="Proefdienst Geneesmiddelen",
    name_en="Trial Medicines Service",
    register_name="Lijst van aanbieders",
    hosts=("aanbieders.test",),
    register_url="https://aanbieders.test/lijst",
    entry_url_pattern=("https://aanbieders.test/lijst/*",),
    logo_target="entry",
)
TABLE = MappingProxyType({a.id: a for a in (CZ, DE, FR, IE, NL)})


def _page(title: str, body: str) -> Reply:
    return Reply(f"<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>")


def add_to(web: Web) -> None:
    """Every listed honest shop has its entry here; ``abgemeldet`` is an entry without a site."""
    web.add(
        "versandregister.test",
        Site(
            {
                "/": _page(
                    "Versandregister", "<h1>Versandregister</h1><p>Suche nach Apotheken mit Versanderlaubnis.</p>"
                ),
                "/eintrag/LH-2041": _page(
                    "Eintrag",
                    "<h1>Lindenhof-Apotheke</h1><table><tr><td>Anschrift</td><td>Lindenhof 3, 00001 Musterstadt</td></tr>"
                    "<tr><td>Internetadresse</td><td><a href='https://www.lindenhof-apotheke.test/'>"
                    "www.lindenhof-apotheke.test</a></td></tr><tr><td>Art</td><td>Öffentliche Apotheke</td></tr></table>",
                ),
            },
            https_only=True,
        ),
    )
    web.add(
        "ordre-essai.test",
        Site(
            {
                "/site/PH-0042": _page(
                    "Site autorisé",
                    "<h1>Pharmacie des Halles</h1><ul><li>Site : <a href='https://pharmacie-des-halles.test'>"
                    "pharmacie-des-halles.test</a></li><li>Autorisé depuis le 3 mars 2019</li></ul>",
                )
            }
        ),
    )
    web.add(
        "ustav-leciv.test",
        Site(
            {
                "/verify?kod=00000000017&verify_eu": _page(
                    "Ověření",
                    "<h1>Lékárna U Lípy</h1><p>Ověření stránek a lékárny bylo úspěšné.</p>"
                    "<table><tr><td>WWW</td><td><a href='https://www.lekarna-u-lipy.test'>www.lekarna-u-lipy.test</a></td></tr></table>",
                )
            }
        ),
    )
    web.add(
        "pharmacy-regulator.test",
        Site(
            {
                "/internet-supply-list": _page(
                    "Internet Supply List",
                    "<h1>Internet Supply List</h1><table><tr><th>Name</th><th>Website</th></tr>"
                    "<tr><td>Harbour Pharmacy</td><td>www.harbour-pharmacy.test</td></tr>"
                    "<tr><td>Old Mill Pharmacy</td><td>www.old-mill-pharmacy.test</td></tr></table>",
                )
            }
        ),
    )
    web.add(
        "aanbieders.test",
        Site(
            {
                "/lijst/molenzicht": _page(
                    "Molenzicht",
                    "<h1>Drogisterij Molenzicht</h1><dl><dt>Website</dt><dd><a href='https://drogisterij-molenzicht.test'>"
                    "drogisterij-molenzicht.test</a></dd><dt>Categorie</dt><dd>UAD</dd></dl>",
                )
            }
        ),
    )
