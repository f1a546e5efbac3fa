"""Five lawful mail-order pharmacies in five languages, each proven in its own state's way."""

from __future__ import annotations

from tests.web.servers import Site, Web

LOGO = "<a href='{link}'><img src='/img/eu-common-logo.png' alt='{alt}' width='120' height='98'></a>"


def card(name: str, price: str, button: str) -> str:
    return (
        f"<article><h3>{name}</h3><p class='price'>{price}</p><form action='/cart' method='post'>"
        f"<button name='add-to-cart'>{button}</button></form></article>"
    )


def html(lang: str, title: str, body: str) -> str:
    return f"<!doctype html><html lang='{lang}'><head><meta charset='utf-8'><title>{title}</title></head><body>{body}</body></html>"


def lindenhof(logo: str) -> Site:
    footer = (
        f"<footer>{logo}<a href='/impressum'>Impressum</a> <a href='/versand'>Versandkosten</a> "
        "<a href='/rezept'>Rezept einlösen</a></footer>"
    )
    cards = (
        card("Ibuprofen 400 mg, 20 Tabletten", "6,95 €", "In den Warenkorb")
        + card("Cetirizin 10 mg, 50 Tabletten", "8,49 €", "In den Warenkorb")
        + card("Nasenspray Xylometazolin 0,1 %", "3,20 €", "In den Warenkorb")
    )
    start = html(
        "de",
        "Lindenhof-Apotheke: Ihre Versandapotheke",
        "<h1>Lindenhof-Apotheke</h1><p>Rezeptfreie Arzneimittel schnell nach Hause. Verschreibungspflichtige Arzneimittel "
        "senden wir nur gegen Rezept.</p><p>Jetzt 20 % sparen auf ausgewählte Produkte.</p>" + cards + footer,
    )
    imprint = html(
        "de",
        "Impressum",
        "<h1>Impressum</h1><p>Lindenhof-Apotheke, Lindenhof 3, 00001 Musterstadt. Telefon 030 1234567. "
        "USt-IdNr. DE000000000. Zuständige Apothekerkammer: Apothekerkammer Musterland. "
        "Aufsichtsbehörde: Landesamt Musterstadt.</p>" + footer,
    )
    prescription = html(
        "de",
        "Rezept einlösen",
        "<h1>Rezept einlösen</h1><p>Senden Sie uns Ihr Rezept per Post oder als E-Rezept.</p>" + footer,
    )
    shipping = html("de", "Versand", "<h1>Versandkosten</h1><p>Wir liefern nach Deutschland.</p>" + footer)
    return Site({"/": start, "/impressum": imprint, "/rezept": prescription, "/versand": shipping}, https_only=True)


def halles() -> Site:
    logo = LOGO.format(link="https://ordre-essai.test/site/PH-0042", alt="Logo commun européen")
    cards = card("Paracétamol 500 mg, 16 comprimés", "2,18 €", "Ajouter au panier") + card(
        "Loratadine 10 mg, 7 comprimés", "4,90 €", "Ajouter au panier"
    )
    return Site(
        {
            "/": html(
                "fr",
                "Pharmacie des Halles",
                "<h1>Pharmacie des Halles</h1><p>Médicaments sans ordonnance, livrés chez vous. La vente en ligne de "
                "médicaments sur ordonnance est interdite en France.</p>"
                + cards
                + f"<footer>{logo} <a href='/mentions'>"
                "Mentions légales</a></footer>",
            ),
            "/mentions": html(
                "fr",
                "Mentions légales",
                "<p>Pharmacie des Halles, 12 rue des Halles, 75001 Paris. Téléphone 01 23 45 67 89. Pharmacien titulaire : "
                "Claude Essai. ARS de la région.</p>",
            ),
        }
    )


def u_lipy() -> Site:
    logo = LOGO.format(link="https://ustav-leciv.test/verify?kod=00000000017&amp;verify_eu", alt="Ověření lékárny")
    cards = card("Paralen 500 mg, 24 tablet", "49 Kč", "Do košíku") + card(
        "Ibuprofen 400 mg, 30 tablet", "89 Kč", "Do košíku"
    )
    return Site(
        {
            "/": html(
                "cs",
                "Lékárna U Lípy",
                "<h1>Lékárna U Lípy</h1><p>Léky bez předpisu a doplňky stravy. Léky na předpis zásilkou nevydáváme.</p>"
                + cards
                + f"<footer>{logo} <a href='/kontakt'>Kontakt</a></footer>",
            ),
            "/kontakt": html(
                "cs", "Kontakt", "<p>Lékárna U Lípy, Lipová 1, 100 00 Praha. Telefon 234 567 890. IČO 00000000.</p>"
            ),
        }
    )


def harbour() -> Site:
    logo = LOGO.format(
        link="https://pharmacy-regulator.test/internet-supply-list",
        alt="Click to verify if this website is operating legally",
    )
    cards = card("Paracetamol 500 mg, 24 tablets", "€2.50", "Add to basket") + card(
        "Cetirizine 10 mg, 30 tablets", "€7.95", "Add to basket"
    )
    return Site(
        {
            "/": html(
                "en",
                "Harbour Pharmacy",
                "<h1>Harbour Pharmacy</h1><p>Over-the-counter medicines from your local pharmacy. Chat with our pharmacist on "
                "WhatsApp. New: save 10% today!</p>"
                + cards
                + f"<footer>{logo} <a href='/contact'>Contact us</a></footer>",
            ),
            "/contact": html(
                "en",
                "Contact",
                "<p>Harbour Pharmacy, 5 Quay Street, Testport. Phone +353 1 234 5678. Superintendent pharmacist: Robin Example. "
                "Registration number 0000.</p>",
            ),
        }
    )


def molenzicht() -> Site:
    logo = LOGO.format(link="https://aanbieders.test/lijst/molenzicht", alt="Klik om te controleren")
    cards = card("Paracetamol 500 mg, 50 tabletten", "€ 2,49", "In winkelwagen") + card(
        "Loratadine 10 mg, 10 tabletten", "€ 4,29", "In winkelwagen"
    )
    return Site(
        {
            "/": html(
                "nl",
                "Drogisterij Molenzicht",
                "<h1>Drogisterij Molenzicht</h1><p>Zelfzorgmedicijnen zonder recept. Voor medicijnen op recept gaat u naar uw "
                "apotheek.</p>" + cards + f"<footer>{logo} <a href='/contact'>Contact</a></footer>",
            ),
            "/contact": html(
                "nl", "Contact", "<p>Molenweg 1, 1234 AB Testdorp. Telefoon 010 123 4567. KvK 00000000.</p>"
            ),
        }
    )


SHOPS = {
    "www.lindenhof-apotheke.test": "de-test",
    "pharmacie-des-halles.test": "fr-test",
    "www.lekarna-u-lipy.test": "cz-test",
    "www.harbour-pharmacy.test": "ie-test",
    "drogisterij-molenzicht.test": "nl-test",
}
"""Host -> the authority that lists it."""


def add_to(web: Web) -> None:
    logo = LOGO.format(link="https://versandregister.test/eintrag/LH-2041", alt="Versandhandelsregister")
    web.add("www.lindenhof-apotheke.test", lindenhof(logo))
    web.add("pharmacie-des-halles.test", halles())
    web.add("www.lekarna-u-lipy.test", u_lipy())
    web.add("www.harbour-pharmacy.test", harbour())
    web.add("drogisterij-molenzicht.test", molenzicht())
    web.add("lindenhof-apotheke-versand.test", lindenhof(logo))  # the same pages and logo on a host that is not listed
