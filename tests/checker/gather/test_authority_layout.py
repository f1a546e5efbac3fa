from __future__ import annotations

import pytest

from checker.gather.authority_layout import Layout

PAGE = b"""<html><head><title> Register  of sellers </title></head><body>
<nav><a href="/home">Home</a></nav>
<h2>Sellers <b>in force</b></h2>
<table><tr><td>Test Pharmacy</td>
<td><a href="http://shop.test/x" rel="nofollow" title="to the shop">shop.test</a>, open<br>daily</td>
</tr></table>
<p hidden>hidden.test</p><p style="display: none">none.test</p><p aria-hidden="true">aria.test</p>
<script>"script.test"</script><!-- comment.test -->after the comment
<label>asked.test</label></body></html>"""


def test_what_a_reader_sees_in_order() -> None:
    page = Layout(PAGE, "https://authority.test/list/")
    assert page.title == "Register of sellers"
    assert [block.text for block in page.blocks] == [
        "after the comment", "Home", "Sellers in force", "Test Pharmacy", "shop.test, open daily",
    ]  # fmt: skip


def test_rows_headings_and_surroundings() -> None:
    page = Layout(PAGE, "https://authority.test/list/")
    by_text = {block.text: block for block in page.blocks}
    cell = by_text["shop.test, open daily"]
    assert cell.row is by_text["Test Pharmacy"].row
    assert cell.row is not None
    assert cell.row.text == "Test Pharmacy shop.test, open daily"
    assert cell.heading is by_text["Sellers in force"]
    assert (by_text["Home"].is_around, cell.is_around) == (True, False)


def test_links_are_absolute() -> None:
    home, shop = Layout(PAGE, "https://authority.test/list/").links
    assert (home.target, home.text) == ("https://authority.test/home", "Home")
    assert (shop.target, shop.text, shop.rel, shop.title) == (
        "http://shop.test/x", "shop.test", "nofollow", "to the shop",
    )  # fmt: skip


@pytest.mark.parametrize("body", [b"", b"   ", b"\x00", b"<!-- -->", b"<a href='http://[/'>x</a>"])
def test_any_bytes_are_a_page(body: bytes) -> None:
    assert len(Layout(body, "https://authority.test/").links) <= 1
