"""How long ``check_page`` takes, against the least that any reader of a page must do, in one run.

    python -m tests.bench.page_speed

Pages are generated shop pages of 10 kB to 5 MB. "Bare" is a Lexbor parse, its text and its links; "soup" is
BeautifulSoup with lxml doing the same.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from bs4 import BeautifulSoup
from rich.console import Console
from rich.table import Table

import checker
from checker.settings import Settings
from tests.bench.pages import bare_parse

SETTINGS = Settings(allow_reserved_names=True)
MEDICINES = (
    "Ibuprofen 400 mg",
    "Cetirizine 10 mg",
    "Paracetamol 500 mg",
    "Vitamin D3",
    "Loratadine 10 mg",
    "Amoxicillin 500 mg",
)
WORDS = (
    "Our pharmacists check every order before it leaves the house and answer questions by phone and mail. "
    "Read the leaflet and ask your doctor or pharmacist about side effects. Delivery takes two to three days. "
)


def shop_page(size: int) -> str:
    """A shop page of about ``size`` bytes: menus, cards with pictures and prices, text, a footer."""
    card = (
        '<div class="product-card col-6 col-md-4" data-id="{n}"><a href="/p/{n}-{slug}" class="card-link" title="{name}">'
        '<img src="/img/{n}.jpg" data-src="/img/{n}-large.jpg" alt="{name}" width="200" height="200" loading="lazy"></a>'
        '<h3 class="card-title"><a href="/p/{n}-{slug}">{name}, pack of {n}</a></h3><p class="text">{words}</p>'
        '<div class="price"><span class="amount">€{price}</span></div><form action="/cart/add" method="post">'
        '<input type="hidden" name="id" value="{n}"><button type="submit" class="btn btn-primary">Add to cart</button></form>'
        "<!-- card {n} --></div>"
    )
    head = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Example Pharmacy</title><style>'
        + ".a{color:red}" * 60
        + "</style><script>var x = 1;</script></head><body><nav>"
        + "".join(f'<a href="/c/{i}">Category {i}</a>' for i in range(40))
        + "</nav><main>"
    )
    tail = "</main><footer><a href='/contact'>Contact</a> 12 High Street, Testford. Phone +44 20 7946 0000</footer></body></html>"
    parts, length, n = [head], len(head) + len(tail), 0
    while length < size:
        name = MEDICINES[n % len(MEDICINES)]
        one = card.format(
            n=n, slug=name.lower().replace(" ", "-"), name=name, words=WORDS, price=f"{n % 90}.{n % 100:02}"
        )
        parts.append(one)
        length += len(one)
        n += 1
    return "".join(parts) + tail


def soup_parse(markup: str) -> int:
    tree = BeautifulSoup(markup, "lxml")
    return len(tree.get_text(" ")) + sum(len(str(a.get("href"))) for a in tree.find_all("a", href=True))


def median_ms(action: Callable[[], object], *, seconds: float = 3.0) -> float:
    action()
    times: list[float] = []
    end = time.perf_counter() + seconds
    while (time.perf_counter() < end and len(times) < 300) or len(times) < 3:
        start = time.perf_counter()
        action()
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times)


def main() -> None:
    table = Table("page", "check_page ms", "bare ms", "ratio", "soup ms", "soup / check_page")
    for size in (10_000, 100_000, 1_000_000, 5_000_000):
        markup = shop_page(size)
        raw = markup.encode()
        own = median_ms(lambda raw=raw: checker.check_page("https://shop.test/", raw, settings=SETTINGS))  # type: ignore[misc]
        bare = median_ms(lambda markup=markup: bare_parse(markup))  # type: ignore[misc]
        soup = median_ms(lambda markup=markup: soup_parse(markup), seconds=1.0)  # type: ignore[misc]
        table.add_row(
            f"{size:,} B", f"{own:.2f}", f"{bare:.2f}", f"{own / bare:.2f}", f"{soup:.1f}", f"{soup / own:.1f}"
        )
    Console().print(table)


if __name__ == "__main__":
    main()
