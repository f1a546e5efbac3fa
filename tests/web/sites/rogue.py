"""Five rogue sellers in five languages; all invented, built as such sites are built."""

from __future__ import annotations

from tests.web.servers import Site, Web
from tests.web.sites.honest import card, html

SHOPS = (
    "quickmeds-express.test",
    "potenz-direkt.test",
    "pharma-discrete.test",
    "pastillas-hoy.test",
    "tabletki24.test",
)


def add_to(web: Web) -> None:
    web.add(
        "quickmeds-express.test",
        Site(
            {
                "/": html(
                    "en",
                    "Buy Tramadol Online | QuickMeds Express",
                    "<h1>Buy Tramadol online, no prescription needed</h1><p>Worldwide shipping in discreet packaging. If customs "
                    "seizes your parcel, we reship for free. Bonus pills with every order!</p>"
                    + card("Tramadol 100 mg x 90 pills", "$189.00", "Add to cart")
                    + card("Xanax 2 mg x 60 pills", "$240.00", "Add to cart")
                    + card("Generic Viagra 100 mg x 30 pills", "$59.00", "Add to cart")
                    + "<p>We accept Bitcoin and Western Union.</p><a href='/checkout'>Checkout</a> <a href='/faq'>FAQ</a>",
                ),
                "/faq": html(
                    "en",
                    "FAQ",
                    "<h2>Do I need a prescription?</h2><p>No prescription is required to buy from us. Just place your order.</p>",
                ),
            }
        ),
    )
    web.add(
        "potenz-direkt.test",
        html(
            "de",
            "Kamagra und Viagra ohne Rezept bestellen",
            "<h1>Viagra ohne Rezept kaufen</h1><p>Bei uns können Sie Viagra, Cialis und Kamagra rezeptfrei bestellen. Kein Arztbesuch "
            "nötig. Diskrete Lieferung weltweit.</p>"
            + card("Viagra 100 mg, 30 Tabletten", "89,00 €", "In den Warenkorb")
            + card("Kamagra Oral Jelly 100 mg", "29,00 €", "In den Warenkorb")
            + card("Cialis 20 mg, 10 Tabletten", "59,00 €", "In den Warenkorb")
            + "<a href='/kasse'>Zur Kasse</a>",
        ),
    )
    web.add(
        "pharma-discrete.test",
        html(
            "fr",
            "Acheter Tramadol sans ordonnance",
            "<h1>Acheter du Tramadol sans ordonnance</h1><p>Aucune ordonnance requise. Livraison discrète dans le monde entier.</p>"
            + card("Tramadol 200 mg, 60 comprimés", "129,00 €", "Ajouter au panier")
            + card("Zopiclone 7,5 mg, 30 comprimés", "79,00 €", "Ajouter au panier")
            + "<p>Paiement en Bitcoin uniquement.</p><a href='/panier'>Voir le panier</a>",
        ),
    )
    web.add(
        "pastillas-hoy.test",
        html(
            "es",
            "Comprar Diazepam sin receta",
            "<h1>Comprar Diazepam y Alprazolam sin receta médica</h1><p>No necesita receta. Envío discreto a todo el mundo. "
            "Haga su pedido por WhatsApp.</p>"
            + card("Diazepam 10 mg, 100 comprimidos", "95,00 €", "Añadir al carrito")
            + card("Alprazolam 2 mg, 60 comprimidos", "110,00 €", "Añadir al carrito")
            + "<a href='/carrito'>Carrito</a>",
        ),
    )
    web.add(
        "tabletki24.test",
        html(
            "pl",
            "Leki bez recepty: Tramadol, Sildenafil",
            "<h1>Kup Tramadol bez recepty</h1><p>Bez recepty i bez wizyty u lekarza. Dyskretna wysyłka.</p>"
            + card("Tramadol 100 mg, 50 tabletek", "249 zł", "Do koszyka")
            + card("Klonazepam 2 mg, 30 tabletek", "199 zł", "Do koszyka")
            + "<a href='/koszyk'>Koszyk</a>",
        ),
    )
