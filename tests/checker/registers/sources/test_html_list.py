"""List pages in the shapes that authorities use, and in shapes that must be refused."""

from __future__ import annotations

import re

import pytest

from checker.errors import RegisterUnavailable
from checker.registers.rows import accept_rows
from checker.registers.sources import SOURCES
from checker.registers.sources.base import Page, Row, Source
from checker.registers.sources.html_list import Columns, fixed, labelled_reader, table_reader

COLUMNS = Columns(web=("website",), name=("name",), licence=("licence",))
read = table_reader(COLUMNS, fixed("non_prescription"))


def page(html: str | bytes, content_type: str = "text/html; charset=utf-8", number: int = 0) -> Page:
    body = html.encode() if isinstance(html, str) else html
    return Page("https://authority.example/list", body, content_type, number)


def rows(html: str | bytes) -> list[tuple[str, str, str]]:
    return [(r.web, r.name, r.licence_number) for r in read(page(html))]


HEAD = "<tr><th>Name<th>Address<th>Website<th>Licence</tr>"
ROW = "<tr><td>Lion<td>Street 1<td>www.lion.cz<td>17</tr>"
TABLE = f"<!doctype html><table>{HEAD}{ROW}</table>"
GOOD: dict[str, str | bytes] = {
    "table": TABLE,
    "sections": f"<table><thead>{HEAD}</thead><tbody>{ROW}</tbody></table>",
    "header-of-td": f"<table>{HEAD.replace('th', 'td')}{ROW}</table>",
    "title-row": f"<table><tr><td colspan=4>Online sellers</td></tr>{HEAD}{ROW}</table>",
    "reordered": "<table><tr><td>LICENCE no.<td>Website (https)<td>Name of shop</tr>"
    "<tr><td>17<td>www.lion.cz<td>Lion</tr></table>",
    "spans": "<table><tr><th>Name<th colspan=2>Address<th>Website<th>Licence</tr>"
    "<tr><td>Lion<td>Street<td>Town<td>www.lion.cz<td>17</tr></table>",
    "broken-markup": f"<table>{HEAD}{ROW}<p></b></table></div>",
    "link-in-cell": f"<table>{HEAD}<tr><td>Lion<td><td><a href='https://x.cz'>www.lion.cz</a><td>17</table>",
    "layout-table-around": f"<table><tr><td>Menu<td><table>{HEAD}{ROW}</table></table>",
    "prose-rows": f"<table>{HEAD}<tr><td colspan=4>North</tr>{ROW}<tr><td><td><td><td></tr></table>",
    "hidden-script": f"<script>document.write('<table>')</script><table>{HEAD}{ROW}</table>",
    "bom": b"\xef\xbb\xbf<table>" + HEAD.encode() + ROW.encode() + b"</table>",
}


@pytest.mark.parametrize("html", GOOD.values(), ids=GOOD.keys())
def test_tables_with_a_website_column_are_read(html: str | bytes) -> None:
    assert rows(html) == [("www.lion.cz", "Lion", "17")]


def test_a_link_is_followed_where_the_cell_shows_a_name() -> None:
    html = f"<table>{HEAD}<tr><td>Lion<td><td><a href='https://www.lion.cz/'>The Lion</a><td></table>"
    assert rows(html) == [("https://www.lion.cz/", "Lion", "")]


def test_a_cell_that_covers_several_lines_belongs_to_each() -> None:
    html = (
        f"<table>{HEAD}<tr><td rowspan=3>Lion<td>A<td>a.cz<td>1</tr><tr><td rowspan=2>B<td>b.cz<td>2</tr>"
        "<tr><td>c.cz<td>3</tr><tr><td rowspan=x>Bear<td>D<td>d.cz<td>4</tr></table>"
    )
    assert rows(html) == [("a.cz", "Lion", "1"), ("b.cz", "Lion", "2"), ("c.cz", "Lion", "3"), ("d.cz", "Bear", "4")]


def test_relative_links_and_other_schemes_list_nobody() -> None:
    html = f"<table>{HEAD}<tr><td>Lion<td><td><a href='/lion'>Lion</a><a href='javascript:x()'>a</a><td></table>"
    assert accept_rows(read(page(html))).listed == ()


def test_links_outside_the_table_list_nobody() -> None:
    html = f"<a href='https://news.cz'>News</a><table>{HEAD}{ROW}</table><table><tr><td>www.other.cz</table>"
    assert [e.expression for e in accept_rows(read(page(html))).listed] == ["lion.cz"]


BAD = {
    "no-table": ("<p>Our list: <a href='https://www.lion.cz'>Lion</a>", "no table with a column website"),
    "no-website-column": ("<table><tr><th>Name<th>Phone</tr><tr><td>Lion<td>1</table>", "no table with a column"),
    "no-rows": (f"<table>{HEAD}</table>", "no table with a column website and rows"),
    "commented": (f"<p>x</p><!-- <table>{HEAD}{ROW}</table> -->", "no table with a column"),
    "in-script": (f"<p>x</p><script>var t = '<table>{HEAD}{ROW}</table>'</script>", "no table with a column"),
    "in-template": (f"<p>x</p><template><table>{HEAD}{ROW}</table></template>", "no table with a column"),
    "csv": ("name,website\nLion,www.lion.cz", "no web page came"),
    "empty": ("", "no web page came"),
    "cut": (f"<html><table>{HEAD}{ROW}<tr><td>Be", "the page breaks off before its end"),
    "login": ("<html><form action=/login><input name=user></form></html>", "no table with a column"),
}


@pytest.mark.parametrize(("html", "says"), BAD.values(), ids=BAD.keys())
def test_pages_without_the_list_are_refused(html: str, says: str) -> None:
    with pytest.raises(RegisterUnavailable, match=re.escape(says)):
        list(read(page(html)))


def test_other_media_types_are_refused() -> None:
    with pytest.raises(RegisterUnavailable, match="application/pdf came instead"):
        list(read(page("<table>", "application/pdf")))


def test_the_charset_of_the_answer_counts() -> None:
    body = TABLE.replace("Lion", "Lékárna ČŠŽ").encode("cp1250")
    (row,) = read(page(body, "text/html; charset=windows-1250"))
    assert row.name == "Lékárna ČŠŽ"


def test_invisible_characters_are_no_part_of_an_address() -> None:
    assert rows(TABLE.replace("www.lion.cz", "\u200bwww.li\u00adon.cz\ufeff"))[0][0] == "www.lion.cz"


def test_a_page_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.registers.sources.html_list.MAX_HTML_BYTES", 1000)
    with pytest.raises(RegisterUnavailable, match="more than 1000 bytes"):
        list(read(page("<table>" + HEAD + ROW * 100)))


def test_labelled_entries() -> None:
    read_labels = labelled_reader(("web",), ("holder",), re.compile(r"no\. (\d+)"), "unknown")
    html = (
        "<p>web: means the site of a pharmacy</p>"
        "<div>Holder: Lion Ltd, no. 12<br>Web: <a href='https://evil.cz'>www.lion.cz</a><br>Phone: 1</div>"
        "<ul><li>Holder: Bear Ltd</li><li>no. 13</li><li><b>Web</b>: bear.cz</li></ul>"
        "<p>Web: see the holder's page</p><script>Web: rogue.cz</script>"
    )
    found = [(r.web, r.name, r.licence_number) for r in read_labels(page(html))]
    assert found == [("www.lion.cz", "Lion Ltd", "12"), ("bear.cz", "Bear Ltd", "13")]
    with pytest.raises(RegisterUnavailable, match="no entry with the label web"):
        list(read_labels(page("<p>Holder: Lion Ltd")))


def read_by(source: Source, html: str, number: int = 0) -> list[Row]:
    assert source.read is not None
    return list(source.read(page(html, number=number)))


def test_denmark_tells_veterinary_sellers_by_the_sentence_before_the_table() -> None:
    head = "<tr><th>Navn</th><th>Adresse</th><th>Hjemmeside</th><th>App</th></tr>"
    html = (
        "<p>The following pharmacies sell medicines for human use online:</p>"
        f"<table>{head}<tr><td>Løve Apotek<td>Gade 1<td><a href='https://loeve.dk/'>Løve</a><td>Løve-app</table>"
        "<p>The following shops are authorised to sell veterinary medicines:</p>"
        f"<table>{head}<tr><td>Dyrehandel<td>Gade 2<td><a href='https://dyr.dk'>Dyr</a><td></table>"
        "<p>These sell medicines for human use and veterinary medicines:</p>"
        f"<table>{head}<tr><td>Begge<td>Gade 4<td>begge.dk<td></table>"
        "<p>Approved retailers:</p>"
        f"<table>{head}<tr><td>Kiosk<td>Gade 3<td><a href='https://kiosk.dk'>Kiosk</a><td></table>"
    )
    found = [(r.web, r.name, r.scope) for r in read_by(SOURCES["dk-dkma"], html)]
    assert found == [
        ("https://loeve.dk/", "Løve Apotek", "prescription"),
        ("https://dyr.dk", "Dyrehandel", "veterinary"),
        ("begge.dk", "Begge", "prescription"),
        ("https://kiosk.dk", "Kiosk", "non_prescription"),
    ]


ESTONIA = """<html><h2>Internetiapteegid Eestis</h2><ul>
<li>1. Internetiapteek<br>Tegevusloa omaja: OÜ Lõvi apteek, tegevusluba nr 285<br>
Internetiapteegi aadress: <a href="https://www.lovi.ee">www.lovi.ee</a><br>Telefon: 600 0000</li>
<li><p>2. Internetiapteek</p><p>Tegevusloa omaja: Karu OÜ tegevusluba nr 885</p>
<p>Internetiapteegi aadress: https://karu.ee/ </p><p>Telefon: 1</p></li></ul>
<h2>Kuidas ravimit tellida?</h2><p>Esmalt veenduge www.ema.europa.eu</p></html>"""


def test_estonia_is_read_in_both_shapes_of_its_list() -> None:
    assert read_by(SOURCES["ee-ravimiamet"], ESTONIA) == [
        Row("www.lovi.ee", "OÜ Lõvi apteek", "285", scope="prescription"),
        Row("https://karu.ee/", "Karu OÜ", "885", scope="prescription"),
    ]


def test_podkarpackie_binds_portal_pages_to_their_path() -> None:
    html = (
        "<table><tr><td>Nazwa apteki</td><td>Adres</td><td>Telefon</td><td>Strona internetowa</td></tr>"
        "<tr><td>Apteka Lwia</td><td>ul. Lwia 9<br>36-200 MIASTO</td><td>13 000 00 00</td><td>www.lwia.pl</td></tr>"
        "<tr><td>APTEKA NIEDŹWIEDŹ</td><td>x</td><td>1</td><td>https://papin.pl/apteka-n</td></tr>"
        "<tr><td>Apteka Sroka</td><td>x</td><td>1</td><td>http://papin.pl</td></tr></table>"
    )
    accepted = accept_rows(read_by(SOURCES["pl-cez-podkarpackie"], html))
    assert [e.expression for e in accepted.listed] == ["lwia.pl", "papin.pl/apteka-n/"]
    assert accepted.rejected == {"shared-host": 1}


def test_ireland_reads_saved_results_without_persons() -> None:
    html = (
        "<ul class='results-list'><li><div class='results-item'><div class='results-item__header__text'>"
        "<h2>Lion Pharmacy</h2></div><p><span>PSI Registration Number:</span> 4321</p><p><span>Tel:</span> 01</p>"
        "<p><span>Web:</span> www.lion.ie</p><p><span>Superintendent Pharmacist:</span> Invented Person</p></div></li>"
        "<li><h2>No Web</h2><p><span>PSI Registration Number:</span> 4322</p></li></ul>"
    )
    read_file = SOURCES["ie-psi"].read_file
    assert read_file is not None
    assert list(read_file(html.encode())) == [Row("www.lion.ie", "Lion Pharmacy", "4321", scope="non_prescription")]
    with pytest.raises(RegisterUnavailable, match="no results"):
        list(read_file(b"<html><p>Search</p></html>"))


@pytest.mark.parametrize(
    ("source", "link"),
    [("fi-fimea", "A list of legal Finnish online pharmacies"), ("no-dmp", "Se oversikt over nettapotek")],
)
def test_lists_behind_a_guidance_page_are_found_by_the_link_to_them(source: str, link: str) -> None:
    found = SOURCES[source]
    assert found.next_url is not None
    guide = page(f"<html><a href='/about'>About</a><a href='/list?x=1'>{link}</a></html>")
    assert found.next_url(guide) == "https://authority.example/list?x=1"
    assert read_by(found, "<p>guide") == []
    assert found.next_url(page("<p>", number=1)) is None
    with pytest.raises(RegisterUnavailable, match="has no link"):
        found.next_url(page("<a href='/x'>Other</a>"))


TABLE_SOURCES = [s for s in SOURCES.values() if s.how == "html-list" and s.id not in ("ee-ravimiamet", "ie-psi")]


@pytest.mark.parametrize("source", TABLE_SOURCES, ids=lambda s: s.id)
def test_every_table_source_reads_its_own_words_and_refuses_a_page_without(source: Source) -> None:
    module = __import__(f"checker.registers.sources.{_module(source)}", fromlist=["COLUMNS"])
    columns: Columns = module.COLUMNS
    html = (
        f"<table><tr><th>{columns.name[0]}</th><th>x</th><th>{columns.web[0]}</th></tr>"
        "<tr><td>Lion</td><td></td><td>www.lion.com</td></tr></table>"
    )
    assert source.read_file is not None
    assert [(r.web, r.name) for r in source.read_file(html.encode())] == [("www.lion.com", "Lion")]
    other = html.replace(columns.web[0], "telephone")
    with pytest.raises(RegisterUnavailable, match="no table with a column"):
        list(source.read_file(other.encode()))


def _module(source: Source) -> str:
    return "pl_wif_rzeszow" if source.id == "pl-cez-podkarpackie" else source.id.replace("-", "_")
