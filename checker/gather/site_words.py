"""Words in link texts and paths that name the pages worth reading, in sixteen languages.

Best groups first: an imprint says more about the seller than a contact form. Compared in the normal form of
``checker.text``; letters that keep their stroke there (``ł``, ``ø``, ``ı``) stand in both spellings, as addresses write
them without. Chinese, Japanese and Arabic words are looked for inside longer texts too.
"""

from __future__ import annotations

from typing import Final, Literal

Role = Literal["contact", "prescription", "shipping", "product"]

WORDS: Final[dict[Role, tuple[str, ...]]] = {
    "contact": (
        # imprint and company pages, which the law of many countries asks for
        """
        impressum, imprint, mentions legales, legal notice, aviso legal, note legali, aviso juridico,
        dados da empresa, colofon, bedrijfsgegevens, dane firmy, foretagsinformation,
        virksomhedsoplysninger, företagsinformation, udaje o spolecnosti, provozovatel, rekvizity,
        реквизиты, юридическая информация, 特定商取引法, 特定商取引, 会社概要, 公司信息, معلومات الشركة,
        kunye, sirket bilgileri
        """,
        # contact
        """
        contact, contact us, contacts, kontakt, kontaktieren, contactez nous, nous contacter, contacto,
        contactenos, contatti, contattaci, contato, contactos, fale conosco, contacteer ons, kontakty,
        kontaktujte nas, kontakta oss, kontakt os, контакты, связаться с нами, 联系我们, 聯絡我們, 联系,
        お問い合わせ, お問合せ, اتصل بنا, تواصل معنا, iletisim, bize ulasin, bize ulaşın,
        customer service, kundenservice, customer care, klantenservice, servicio al cliente,
        service client
        """,
        # about
        """
        about us, about, uber uns, a propos, qui sommes nous, quienes somos, sobre nosotros, chi siamo,
        quem somos, sobre nos, over ons, o nas, om oss, om os, о нас, о компании, 关于我们, 關於我們,
        会社案内, من نحن, hakkimizda, hakkımızda, our pharmacist, our pharmacists, company
        """,
    ),
    "prescription": (
        # prescriptions
        """
        prescription, prescriptions, prescription policy, rezept, e rezept, rezept einlosen, ordonnance,
        ordonnances, receta, recetas, receta medica, ricetta, ricette, receita, receita medica, recept,
        recepten, recepta, e recepta, recepty, e recept, eresept, рецепт, рецепты, 处方, 處方, 处方药,
        処方箋, 処方せん, وصفة, وصفة طبية, الوصفات, recete, receteli, online doctor, consultation,
        online consultation, konsultation, fragebogen, questionnaire
        """,
        # questions and answers, help
        """
        faq, faqs, f a q, frequently asked questions, haufige fragen, fragen und antworten,
        questions frequentes, foire aux questions, preguntas frecuentes, domande frequenti,
        perguntas frequentes, duvidas frequentes, veelgestelde vragen, najczesciej zadawane pytania,
        czeste pytania, caste dotazy, casto kladene otazky, vanliga fragor, ofte stillede sporgsmal,
        ofte stillede spørgsmål, spørgsmål og svar, sporgsmal og svar, вопросы и ответы,
        часто задаваемые вопросы, 常见问题, 常見問題, よくある質問, よくあるご質問, الاسئلة الشائعة,
        الأسئلة الشائعة, sikca sorulan sorular, sıkça sorulan sorular, sss, help, hilfe, aide, ayuda,
        aiuto, ajuda, pomoc, hjalp, help center, how it works, how to order, помощь, как заказать, 帮助,
        yardim, yardım
        """,
    ),
    "shipping": (
        # shipping
        """
        shipping, shipping policy, delivery, delivery information, shipping and returns,
        shipping and payment, versand, versandkosten, lieferung, versand und zahlung, livraison,
        expedition, envio, envios, gastos de envio, spedizione, spedizioni, consegna, frete, entrega,
        entregas, verzending, verzendkosten, bezorging, levering, dostawa, wysylka, wysyłka,
        koszty dostawy, doprava, doprava a platba, dodani, frakt, leverans, fragt, доставка,
        доставка и оплата, оплата, 配送, 送货, 运费, 送料, 配送について, الشحن, التوصيل, kargo,
        teslimat, kargo ve teslimat
        """,
        # terms
        """
        terms, terms and conditions, terms of service, terms of use, conditions, agb,
        nutzungsbedingungen, allgemeine geschaftsbedingungen, cgv, conditions generales,
        conditions generales de vente, terminos y condiciones, condiciones, condizioni,
        condizioni generali, termini e condizioni, termos e condicoes, termos, algemene voorwaarden,
        voorwaarden, regulamin, obchodni podminky, vseobecne obchodni podminky, kopvillkor, köpvillkor,
        allmanna villkor, villkor, handelsbetingelser, vilkar, vilkår, условия,
        пользовательское соглашение, 服务条款, 使用条款, 利用規約, ご利用規約, الشروط والاحكام,
        الشروط والأحكام, الشروط, sartlar, kullanim kosullari, mesafeli satis sozlesmesi,
        mesafeli satış sözleşmesi, kullanım koşulları, şartlar, refund policy, returns, ruckgabe,
        retours, reklamace
        """,
    ),
    "product": (
        # product pages: only as a step of the path
        """
        product, products, produkt, produkte, produit, produits, producto, productos, prodotto,
        prodotti, produto, produtos, producten, produkty, produkter, товар, tovar, product page,
        catalog product, pd, dp, item, artikel, article produit, urun, 商品, 产品, منتج, drug, drugs,
        medicine, medicines, medication, medications, pill, pills, medikament, medikamente, medicament,
        medicaments, medicamento, medicamentos, medicijn, medicijnen, lek, leki, leky, preparat,
        lekarstva, лекарства, ilac, ilaç, läkemedel, lakemedel, laegemidler, lægemidler
        """,
    ),
}
"""Role -> groups of phrases, separated by commas."""

AVOIDED: Final = """
    logout, log out, logoff, signout, sign out, abmelden, deconnexion, cerrar sesion, odhlasit, wyloguj,
    login, log in, signin, sign in, anmelden, connexion, register, signup, account, konto, myaccount,
    my account, compte, cart, basket, bag, warenkorb, panier, carrito, cesta, carrello, carrinho,
    winkelwagen, koszyk, varukorg, kurv, kosik, корзина, 购物车, カート, sepet, checkout, kasse,
    order status, add, add to cart, addtocart, buy now, remove, delete, wishlist, wunschliste, favoris,
    compare, vergleich, share, print, unsubscribe, abbestellen, subscribe, rss, feed, wp admin,
    wp login, admin, cgi bin, password, lostpassword, language, currency
"""
"""Pages that change something or show nothing to a stranger."""

LANGUAGES: Final = frozenset(
    ("ar bg cs da de el en es et fi fr ga hr hu it ja lt lv mt nl no pl pt ro ru sk sl sv tr uk zh").split()
)
"""First path parts and subdomains that name a language version."""
