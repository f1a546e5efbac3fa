"""Ids and handles are found where operators put them, and not in look-alikes."""

from __future__ import annotations

import pytest

from checker.gather.identifiers import find_identifiers


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ("ga('create', 'UA-12345678-1')", ("google-analytics", "UA-12345678-1")),
        ("gtag('config', 'G-ABCDEF1234')", ("google-analytics", "G-ABCDEF1234")),
        ("https://www.googletagmanager.com/gtag/js?id=G-ABCDEF1234", ("google-analytics", "G-ABCDEF1234")),
        ("GTM-ABC123", ("google-tag-manager", "GTM-ABC123")),
        ("google_ad_client='ca-pub-1234567890123456'", ("adsense", "pub-1234567890123456")),
        ("fbq('init', '123456789012')", ("facebook-pixel", "123456789012")),
        ("https://www.facebook.com/tr?id=123456789012&ev=PageView", ("facebook-pixel", "123456789012")),
        ("ym(12345678, 'init')", ("yandex-metrika", "12345678")),
        ('var u="//stats.shop.test/"; _paq.push(["setSiteId", "1"])', ("matomo", "stats.shop.test/")),
        ("clicky_site_ids.push(101234567)", ("clicky", "101234567")),
        ("https://embed.tawk.to/0123456789abcdef01234567/default", ("tawk", "0123456789abcdef01234567")),
        ("//code.jivosite.com/widget/AbCdEf1234", ("jivo", "AbCdEf1234")),
        (
            'window.CRISP_WEBSITE_ID="01234567-89ab-cdef-0123-456789abcdef"',
            ("crisp", "01234567-89ab-cdef-0123-456789abcdef"),
        ),
    ],
)
def test_in_scripts(script: str, found: tuple[str, str]) -> None:
    assert find_identifiers("", [script], []) == (found,)


def test_in_links() -> None:
    hrefs = [
        "mailto:Info@Shop.test?subject=x",
        "tel:+44 20 7946-0000",
        "https://t.me/shop_bot",
        "https://wa.me/447700900000",
        "https://api.whatsapp.com/send?text=hi&phone=447700900001",
        "https://about.me/x",
    ]
    assert find_identifiers("", [], hrefs) == (
        ("email", "info@shop.test"),
        ("phone", "+442079460000"),
        ("telegram", "shop_bot"),
        ("whatsapp", "447700900000"),
        ("whatsapp", "447700900001"),
    )


def test_wallets_need_a_coin_beside_them() -> None:
    wallet = "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"
    assert find_identifiers(f"Order {wallet}", [], []) == ()
    assert find_identifiers(f"Pay Bitcoin to {wallet}", [], []) == (("bitcoin", wallet),)
    prefixed = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"
    assert find_identifiers(prefixed, [], []) == (("bitcoin", prefixed),)


@pytest.mark.parametrize("text", ["SKU-UA-1", "xGTM-ABC123", "pub-123", "0x12", "at.me/abcdef", "UA-1234-12345"])
def test_look_alikes(text: str) -> None:
    assert find_identifiers(text, [text], []) == ()


def test_many_of_one_kind_are_cut() -> None:
    script = " ".join(f"GTM-{n:05}" for n in range(500))
    assert len(find_identifiers("", [script], [])) == 50
