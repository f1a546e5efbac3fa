"""The Czech list in both published forms and with all that can go wrong with them."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from checker.errors import RegisterUnavailable
from checker.registers.rows import Row, accept_rows
from checker.registers.sources.cz_sukl import SOURCE, read_csv

HEADER = (
    "NAZEV,KOD_PRACOVISTE,KOD_LEKARNY,ICZ,ICO,MESTO,ULICE,PSC,LEKARNIK_PRIJMENI,LEKARNIK_JMENO,LEKARNIK_TITUL,"
    "WWW,EMAIL,TELEFON,FAX,ERP,TYP_LEKARNY,ZASILKOVY_PRODEJ,POHOTOVOST"
).split(",")
LION = {"NAZEV": 'Lékárna "U lva"; Žižkov', "KOD_PRACOVISTE": "00120000001", "WWW": "http://www.u-lva-lek.cz",
        "ZASILKOVY_PRODEJ": "ANO", "LEKARNIK_PRIJMENI": "Vymyšlená", "LEKARNIK_JMENO": "Jana"}  # fmt: skip
BEAR = {"NAZEV": "Lékárna U medvěda", "KOD_PRACOVISTE": "00120000002", "WWW": "medved-lek.cz, medved2-lek.cz",
        "ZASILKOVY_PRODEJ": "ANO"}  # fmt: skip
LOCAL = {"NAZEV": "Lékárna Místní", "KOD_PRACOVISTE": "00120000003", "WWW": "www.mistni-lek.cz", "ZASILKOVY_PRODEJ": ""}
LION_ROW = Row(
    "http://www.u-lva-lek.cz", 'Lékárna "U lva"; Žižkov', "00120000001", scope="non_prescription",
    entry_url="https://www.sukl.cz/modules/apotheke/verify.php?kod=00120000001&verify_eu",
)  # fmt: skip


def table(rows: list[dict[str, str]], header: list[str] = HEADER, separator: str = ",") -> str:
    lines = [header, *[['"' + row.get(name, "").replace('"', '""') + '"' for name in header] for row in rows]]
    return "".join(separator.join(line) + "\r\n" for line in lines)


def monthly_zip(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, table([LION, LOCAL], separator=";").encode("cp1250"))
    return buffer.getvalue()


FORMS = {
    "catalogue": table([LION, LOCAL]).encode("utf-8-sig"),
    "monthly": table([LION, LOCAL], separator=";").encode("cp1250"),
    "zip": monthly_zip("lekarny_prac_doba.csv", "lekarny_seznam.csv", "lekarny_typ.csv"),
    "without-fax": table([LION, LOCAL], [n for n in HEADER if n != "FAX"]).encode(),
    "reordered": table([LION, LOCAL], sorted(HEADER)).encode(),
    "more-columns": table([LION, LOCAL], ["NOVY", *HEADER]).encode(),
    "line-feeds": table([LION, LOCAL]).replace("\r\n", "\n").encode(),
}


@pytest.mark.parametrize("data", FORMS.values(), ids=FORMS.keys())
def test_only_pharmacies_with_mail_order_are_listed(data: bytes) -> None:
    assert list(read_csv(data)) == [LION_ROW]


def test_several_sites_of_one_pharmacy_are_all_listed() -> None:
    accepted = accept_rows(read_csv(table([LION, BEAR, LOCAL]).encode()))
    assert [e.expression for e in accepted.listed] == ["u-lva-lek.cz", "medved-lek.cz", "medved2-lek.cz"]


def test_the_pharmacist_is_in_no_row() -> None:
    assert "Vymyšlená" not in repr(list(read_csv(FORMS["monthly"])))


BROKEN = {
    "no-mail-order-column": (table([LION], [n for n in HEADER if n != "ZASILKOVY_PRODEJ"]), "ZASILKOVY_PRODEJ"),
    "no-website-column": (table([LION], [n for n in HEADER if n != "WWW"]), "column WWW is missing"),
    "web-page": ("<!doctype html><title>Údržba</title>", "a web page came"),
    "empty": ("", "the header names: nothing"),
    "cut-in-the-middle": (table([LION, BEAR])[:-40], "cut off"),
}


@pytest.mark.parametrize(("text", "says"), BROKEN.values(), ids=BROKEN.keys())
def test_what_is_broken_is_named(text: str, says: str) -> None:
    with pytest.raises(RegisterUnavailable, match=re.escape(says)):
        list(read_csv(text.encode()))


def test_a_zip_without_the_list_says_what_it_holds() -> None:
    with pytest.raises(RegisterUnavailable, match=r"lekarny_typ\.csv"):
        list(read_csv(monthly_zip("lekarny_typ.csv")))


def test_ten_times_the_rows_are_read() -> None:
    many = [{**LION, "KOD_PRACOVISTE": f"{n:011d}", "WWW": f"shop-{n}.cz"} for n in range(27_000)]
    assert len(list(read_csv(table(many).encode("cp1250")))) == 27_000


def test_the_source_is_the_national_catalogue_file() -> None:
    assert SOURCE.layout == "verified"
    assert SOURCE.urls == ("https://opendata.sukl.cz/soubory/NKOD/LEKARNY/nkod_lekarny_seznam.csv",)
