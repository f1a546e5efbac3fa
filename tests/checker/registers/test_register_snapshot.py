"""Updates over real HTTP on loopback: whatever one authority does, the others and the last good copies stay."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from checker.errors import InputError, RegisterUnavailable
from checker.gather.client import Client
from checker.registers import open_default_index, snapshot
from checker.registers.snapshot import Update
from checker.registers.sources import ALL_SOURCES, SOURCES
from checker.registers.sources.pl_cez import PAGE_SIZE
from checker.registers.store import RegisterStore
from checker.settings import Settings
from tests.web import Exchange, Page, Reply, Web, hostile

CZ_HOST, CZ_PATH = "opendata.sukl.cz", "/soubory/NKOD/LEKARNY/nkod_lekarny_seznam.csv"
CZ_ILLEGAL_PATH = "/soubory/NELEGALNI_STRANKY/Nelegalni_stranky_LP.csv"
EE_HOST = "www.ravimiamet.ee"


def cz(*hosts: str) -> Reply:
    lines = [f"Lékárna {n},{n:011d},www.{host},ANO" for n, host in enumerate(hosts)]
    return Reply("\r\n".join(["NAZEV,KOD_PRACOVISTE,WWW,ZASILKOVY_PRODEJ", *lines, ""]), "text/csv")


def ee(*hosts: str) -> str:
    blocks = [f"<p>Tegevusloa omaja: OÜ {h}, tegevusluba nr 1<br>Internetiapteegi aadress: {h}</p>" for h in hosts]
    return "<html>" + "".join(blocks) + "</html>"


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as opened:
        opened.add(CZ_HOST, {CZ_PATH: cz("a-lek.cz", "b-lek.cz", "c-lek.cz", "d-lek.cz", "e-lek.cz")})
        opened.add(EE_HOST, ee("a-apt.ee"))
        yield opened


def update(web: Web, *ids: str, force: bool = False, deadline_s: float = 5) -> dict[str, Update]:
    settings = web.settings()
    with Client(settings) as client:
        results = snapshot.update(ids, settings, client, force, deadline_s=deadline_s)
    return {result.source: result for result in results}


def listed(web: Web, host: str) -> list[str]:
    index = open_default_index(web.settings())
    assert index is not None
    with index:
        return [f"{e.authority}:{e.status}" for e in snapshot.lookup(host, web.settings())[1].entries]


def test_an_update_stores_looks_up_and_notes(web: Web) -> None:
    result = update(web, "cz-sukl")["cz-sukl"]
    assert (result.outcome, result.row_count, result.entry_count, result.added) == ("updated", 5, 5, 5)
    _, evidence = snapshot.lookup("https://www.a-lek.cz/x", web.settings())
    (entry,) = evidence.entries
    assert entry.name == "Lékárna 0"
    assert entry.source_url == f"https://{CZ_HOST}{CZ_PATH}"
    assert entry.first_seen == entry.last_seen == datetime.now(UTC).date()
    assert len(entry.source_sha256) == 64
    status = {s.source.id: s for s in snapshot.status(web.settings()) if s.source}
    assert status["cz-sukl"].active == 5
    assert status["cz-sukl"].attempt is not None
    assert status["cz-sukl"].attempt.outcome == "updated"
    assert status["pl-cez"].copy is None


def test_unchanged_lists_are_asked_for_conditionally_and_renewed(web: Web) -> None:
    def answer(exchange: Exchange) -> Reply:
        if exchange.request.headers.get("if-none-match") == '"v1"':
            assert exchange.request.headers["if-modified-since"] == "Mon, 23 Nov 2026 00:00:00 GMT"
            return Reply(status=304)
        reply = cz("a-lek.cz")
        headers = (("ETag", '"v1"'), ("Last-Modified", "Mon, 23 Nov 2026 00:00:00 GMT"))
        return Reply(reply.body, reply.content_type, headers=headers)

    web.add(CZ_HOST, {CZ_PATH: answer})
    update(web, "cz-sukl")
    with RegisterStore(web.settings()) as store:
        before = store.copy("cz-sukl")
    assert update(web, "cz-sukl")["cz-sukl"].outcome == "unchanged"
    with RegisterStore(web.settings()) as store:
        after = store.copy("cz-sukl")
    assert before is not None
    assert after is not None
    assert after.read_at > before.read_at
    assert after.sha256 == before.sha256
    assert listed(web, "a-lek.cz") == ["cz-sukl:active"]
    assert update(web, "cz-sukl", force=True)["cz-sukl"].outcome == "updated"


def test_a_shrunken_list_is_held_back_unless_forced(web: Web) -> None:
    update(web, "cz-sukl")
    web.add(CZ_HOST, {CZ_PATH: cz("a-lek.cz", "b-lek.cz", "c-lek.cz")})
    held = update(web, "cz-sukl")["cz-sukl"]
    assert held.outcome == "held-back"
    assert "shrank from 5 to 3" in held.message
    assert listed(web, "e-lek.cz") == ["cz-sukl:active"]
    assert update(web, "cz-sukl", force=True)["cz-sukl"].removed == 2
    assert listed(web, "e-lek.cz") == ["cz-sukl:removed"]


FAULTS = {
    "html-instead-of-csv": (Reply("<!doctype html><title>Údržba</title>", "text/csv"), "a web page came"),
    "column-gone": (Reply("NAZEV,KOD_PRACOVISTE,ZASILKOVY_PRODEJ\r\n", "text/csv"), "column WWW is missing"),
    "no-rows": (cz(), "no usable address in 0 rows"),
    "only-junk": (cz("seznam.cz"), "no usable address in 1 rows (shared-host 1)"),
    "cut": (Reply(str(cz("a-lek.cz", "b-lek.cz").body)[:-15], "text/csv"), "cut off"),
    "error-500": (Reply("", status=500), "status 500"),
    "not-found": (Reply("", status=404), "status 404"),
    "elsewhere": (Reply.redirect("https://parked.example/list.csv"), "has moved to parked.example"),
    "insecure": (Reply.redirect(f"http://{CZ_HOST}/plain.csv"), "has moved"),
    "broken-off": (
        hostile.short_body(str(cz(*[f"s{n}-lek.cz" for n in range(200)]).body).encode()),
        "only the beginning of the list",
    ),
}


@pytest.mark.parametrize(("answer", "says"), FAULTS.values(), ids=FAULTS.keys())
def test_one_failure_stops_nobody_and_loses_nothing(web: Web, answer: Page, says: str) -> None:
    update(web, "cz-sukl")
    web.add("parked.example", cz("evil.cz"))
    web.add(CZ_HOST, {CZ_PATH: answer, "/plain.csv": cz("evil.cz")})
    results = update(web, "cz-sukl", "ee-ravimiamet")
    assert results["cz-sukl"].outcome == "failed"
    assert says in results["cz-sukl"].message
    assert results["ee-ravimiamet"].outcome == "updated"
    assert listed(web, "a-lek.cz") == ["cz-sukl:active"]
    assert listed(web, "a-apt.ee") == ["ee-ravimiamet:active"]
    assert listed(web, "evil.cz") == []


def test_a_reader_that_breaks_stops_nobody(
    web: Web, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(text: str, needs: object) -> None:
        raise KeyError("surprise")

    monkeypatch.setattr("checker.registers.sources.cz_sukl.csv_records", broken)
    results = update(web, "cz-sukl", "ee-ravimiamet")
    assert results["cz-sukl"].message == "the reader broke: KeyError('surprise')"
    assert results["ee-ravimiamet"].outcome == "updated"
    assert "reading cz-sukl broke" in caplog.text


def test_one_that_hangs_does_not_hold_the_others_up(web: Web) -> None:
    web.add(CZ_HOST, {CZ_PATH: hostile.hang})
    results = update(web, "cz-sukl", "ee-ravimiamet", deadline_s=1)
    assert results["cz-sukl"].outcome == "failed"
    assert results["ee-ravimiamet"].outcome == "updated"


@pytest.mark.parametrize(
    ("robots", "is_read"),
    [
        (Reply("User-agent: *\nDisallow: /soubory/", "text/plain"), False),
        (Reply("User-agent: Pharmaproof\nDisallow: /\n\nUser-agent: *\nAllow: /", "text/plain"), False),
        (Reply("User-agent: OtherBot\nDisallow: /", "text/plain"), True),
        (Reply("User-agent: *\nDisallow: /admin/\nCrawl-delay: 1", "text/plain"), True),
        (Reply("", status=404), True),
        (Reply("", status=403), True),
        (Reply("", status=503), False),
        (Reply(b"\xff\xfe\x00junk", "application/octet-stream"), True),
    ],
)
def test_robots_rules_are_kept(web: Web, robots: Reply, is_read: bool) -> None:
    web.add(CZ_HOST, {"/robots.txt": robots, CZ_PATH: cz("a-lek.cz")})
    result = update(web, "cz-sukl")["cz-sukl"]
    assert result.outcome == ("updated" if is_read else "failed")
    assert any(r.path == CZ_PATH for r in web.requests(CZ_HOST)) is is_read
    assert all(r.headers["user-agent"].startswith("Pharmaproof/") for r in web.requests(CZ_HOST))


def test_paged_lists_are_read_to_their_end_with_a_pause(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("checker.registers.download.time.sleep", pauses.append)

    def pages(exchange: Exchange) -> Reply:
        number = int(exchange.request.path.split("page=")[1].split("&")[0])
        records = [
            {"name": f"Apteka {n}", "registrationNumber": str(n), "website": f"apteka-{n}.pl"}
            for n in range(number * PAGE_SIZE, min((number + 1) * PAGE_SIZE, 2500))
        ]
        return Reply(json.dumps({"2500": records}), "application/json")

    web.add("rejestrymedyczne.ezdrowie.gov.pl", {"/robots.txt": Reply("", status=404), "/api/pharmacies/search": pages})
    result = update(web, "pl-cez")["pl-cez"]
    assert (result.outcome, result.row_count, result.entry_count) == ("updated", 2500, 2500)
    assert pauses == [SOURCES["pl-cez"].delay_s] * 2
    assert listed(web, "apteka-2499.pl") == ["pl-cez:active"]


def test_a_guidance_page_cannot_lead_to_a_list_elsewhere(web: Web) -> None:
    link = "<a href='https://parked.example/list'>A list of legal Finnish online pharmacies</a>"
    web.add("fimea.fi", {"/robots.txt": Reply("", status=404), "/en/for_public/internet-trade-in-medicines": link})
    web.add("parked.example", "<table><tr><th>Verkko-osoite</th></tr><tr><td>evil.cz</td></tr></table>")
    result = update(web, "fi-fimea")["fi-fimea"]
    assert result.outcome == "failed"
    assert "has moved to parked.example" in result.message
    assert web.requests("parked.example") == []


def test_a_source_that_never_comes_to_its_end_is_given_up(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.registers.download.SOURCE_DEADLINE_S", 0.0)
    result = update(web, "cz-sukl")["cz-sukl"]
    assert result.outcome == "failed"
    assert "took more than 0 s" in result.message


def test_two_updates_at_once(web: Web) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(exchange: Exchange) -> Reply:
        begun.set()
        go_on.wait(20)
        return cz("a-lek.cz")

    web.add(CZ_HOST, {CZ_PATH: slow, "/robots.txt": Reply("", status=404)})
    results: list[dict[str, Update]] = []
    first = threading.Thread(target=lambda: results.append(update(web, "cz-sukl", deadline_s=20)))
    first.start()
    assert begun.wait(10)
    with pytest.raises(RegisterUnavailable, match="another update") as error:
        update(web, "ee-ravimiamet")
    go_on.set()
    first.join()
    assert error.value.code == "update-running"
    assert results[0]["cz-sukl"].outcome == "updated"
    assert update(web, "ee-ravimiamet")["ee-ravimiamet"].outcome == "updated"


def test_progress_is_told_source_by_source(web: Web) -> None:
    told: list[tuple[str, int, int]] = []
    settings = web.settings()
    with Client(settings) as client:
        snapshot.update(
            ["cz-sukl", "ee-ravimiamet", "de-bfarm"], settings, client,
            progress=lambda result, done, total: told.append((result.source, done, total)),
        )  # fmt: skip
    assert sorted(source for source, _, _ in told) == ["cz-sukl", "ee-ravimiamet"]
    assert [done for _, done, _ in told] == [2, 3]
    assert {total for _, _, total in told} == {3}


def test_all_downloadable_sources_at_once_each_with_another_fate(web: Web) -> None:
    table = "<html><table><tr><th>{}</th></tr>{}</table></html>"
    words = {
        "at-basg": "Webshop", "be-famhp": "Website", "cy-phs": "Website", "dk-dkma": "Hjemmeside", "is-ima": "Vefsíða",
        "lv-zva": "Tīmekļa vietne", "mt-mma": "Website", "pl-cez-podkarpackie": "Strona internetowa",
        "se-mpa": "Webbadress", "sk-sukl": "Webové sídlo", "fi-fimea": "Verkko-osoite", "no-dmp": "Nettadresse",
    }  # fmt: skip
    for source in ALL_SOURCES:
        if source.id in words:
            rows = f"<tr><td>www.{source.id}-shop.com</td></tr>"
            page = table.format(words[source.id], rows)
            host = source.urls[0].split("/")[2]
            link = "<a href='/thelist'>Se oversikt / list of legal Finnish online pharmacies</a>"
            is_guide = source.next_url is not None
            web.add(host, {"/robots.txt": Reply("", status=404), "/thelist": page, _path(source.urls[0]): page})
            if is_guide:
                web.add(host, {"/robots.txt": Reply("", status=404), "/thelist": page, _path(source.urls[0]): link})
    web.add(CZ_HOST, {CZ_PATH: cz("a-lek.cz"), CZ_ILLEGAL_PATH: Reply('"a","b","c"\n"rogue.cz","2022-03-10",""\n')})
    web.add("lakemedelsverket.se", hostile.hang)
    web.add("rejestrymedyczne.ezdrowie.gov.pl", "<html>Przerwa</html>")
    settings = web.settings()
    with Client(settings) as client:
        results = {r.source: r for r in snapshot.update(None, settings, client, deadline_s=3)}
    assert set(results) == {s.id for s in ALL_SOURCES if s.is_downloaded}
    failed = {name for name, result in results.items() if result.outcome == "failed"}
    assert failed == {"se-mpa", "pl-cez"}, {n: results[n].message for n in failed}
    assert all(r.outcome == "updated" for n, r in results.items() if n not in failed)
    assert listed(web, "rogue.cz") == ["cz-sukl-illegal:active"]
    assert listed(web, "no-dmp-shop.com") == ["no-dmp:active"]
    assert snapshot.lookup("rogue.cz", settings)[1].entries[0].polarity == "negative"


def _path(url: str) -> str:
    return "/" + url.split("/", 3)[3]


def test_unknown_ids_are_refused_with_those_that_exist(web: Web) -> None:
    with pytest.raises(InputError, match="no source 'xx'; the ids are: at-basg"):
        update(web, "xx")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data", allow_reserved_names=True)


def write(tmp_path: Path, text: str, name: str = "list.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_an_operators_file_is_imported_replaced_and_compared(tmp_path: Path, settings: Settings) -> None:
    path = write(
        tmp_path,
        "Site;Name;License number;Status;Scope;Pharmacist\nlion.example;Lion;7;accredited;rx;Invented Person\n"
        "bear.example;Bear;8;suspended;;x\nmail@bear.example;B;9;;;x\n",
    )
    early = datetime(2026, 11, 1, tzinfo=UTC)
    result = snapshot.import_file(path, "us-nabp", settings, read_at=early)
    assert (result.outcome, result.added, result.rejected) == ("updated", 2, "mail-address 1")
    entries = {e.expression: e for e in snapshot.lookup("lion.example", settings)[1].entries}
    lion = entries["lion.example"]
    assert (lion.kind, lion.proof, lion.scope, lion.status) == (
        "accreditation", "operator_list", "prescription", "active"
    )  # fmt: skip
    assert snapshot.lookup("bear.example", settings)[1].entries[0].status == "suspended"
    write(tmp_path, "url,name,licence_number\nlion.example,Lion,7\nbear.example,Bear,8\nfox.example,Fox,9\n")
    snapshot.import_file(path, "us-nabp", settings, read_at=datetime(2026, 11, 5, tzinfo=UTC))
    changes = snapshot.diff(date(2026, 11, 2), settings)
    assert [(what, e.expression) for what, e in changes] == [("added", "fox.example")]
    exported = "".join(snapshot.export(settings, "jsonl"))
    assert "Invented Person" not in exported
    assert len(exported.splitlines()) == 3


def test_negative_lists_with_prose_rows_list_only_addresses(tmp_path: Path, settings: Settings) -> None:
    path = write(
        tmp_path,
        "Domain names,Subject\n"
        "Letters issued in May 2026 are listed below; see www.fda.gov for details,\n"
        "The operator of www.innocent.example was asked about these sites as well,\n"
        '"rogue-a.example, rogue-b.example",Offers opioids without prescription\n'
        "Updated weekly\n"
        "rogue-c.example,Unapproved products\n",
    )
    result = snapshot.import_file(path, "us-fda-warning", settings)
    assert result.entry_count == 3
    assert result.rejected == "no-address 1, prose 2"
    (entry,) = snapshot.lookup("https://www.rogue-b.example/pills", settings)[1].entries
    assert (entry.polarity, entry.kind, entry.reason) == (
        "negative", "warning_list", "Offers opioids without prescription"
    )  # fmt: skip
    assert snapshot.lookup("innocent.example", settings)[1].entries == ()


def test_the_authoritys_own_file_is_recognised(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "lekarny_seznam.csv"
    path.write_bytes("NAZEV;KOD_PRACOVISTE;WWW;ZASILKOVY_PRODEJ\r\nLékárna Č;1;a.example;ANO\r\nB;2;b.example;\r\n"
                     .encode("cp1250"))  # fmt: skip
    result = snapshot.import_file(path, "cz-sukl", settings)
    assert (result.source, result.entry_count) == ("cz-sukl", 1)
    (entry,) = snapshot.lookup("a.example", settings)[1].entries
    assert (entry.name, entry.proof) == ("Lékárna Č", "operator_list")


def test_a_download_replaces_the_authoritys_own_file(web: Web, tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    hosts = ("a-lek.cz", "b-lek.cz", "c-lek.cz", "d-lek.cz", "gone-lek.cz")
    path.write_text(str(cz(*hosts).body), encoding="utf-8")
    snapshot.import_file(path, "cz-sukl", web.settings())
    assert listed(web, "gone-lek.cz") == ["cz-sukl:active"]
    assert update(web, "cz-sukl")["cz-sukl"].outcome == "updated"
    assert listed(web, "gone-lek.cz") == ["cz-sukl:removed"]


def test_several_files_are_one_list(tmp_path: Path, settings: Settings) -> None:
    head = "<ul class='results-list'><li><h2>{0}</h2><p><span>PSI Registration Number:</span> {1}</p>"
    pages = []
    for number, name in enumerate(("lion", "bear")):
        pages.append(
            write(tmp_path, head.format(name, number) + f"<p>Web: {name}.example</p></li></ul>", f"{number}.html")
        )
    result = snapshot.import_files(pages, "ie-psi", settings)
    assert (result.source, result.entry_count) == ("ie-psi", 2)
    assert snapshot.lookup("bear.example", settings)[1].entries[0].licence_number == "1"


def test_a_wrong_import_can_be_forgotten(tmp_path: Path, settings: Settings) -> None:
    snapshot.import_file(write(tmp_path, "url\na.example\n"), "us-nabp", settings)
    with pytest.raises(InputError, match=r"no copy of 'us-nabp' is held; held are: us-nabp\+file"):
        snapshot.forget("us-nabp", settings)
    assert snapshot.forget("us-nabp+file", settings) == 1
    assert snapshot.lookup("a.example", settings)[1].entries == ()


@pytest.mark.parametrize(
    ("text", "authority", "says"),
    [
        ("name,town\nLion,Oslo\n", "us-nabp", "no column with web addresses; call it 'url'"),
        ("url,status\na.example,maybe\n", "us-nabp", "row 2: status 'maybe' is unknown; one of: accredited, active"),
        ("url,scope\na.example,all\n", "us-nabp", "scope 'all' is unknown"),
        ("url\nx@a.example\n", "us-nabp", "no usable address in 1 rows"),
        ("", "us-nabp", "list.csv is no list of us-nabp"),
        ("<html><p>Login</p></html>", "us-nabp", "a web page came"),
        ("url\na.example\n", "us-nap", "no authority 'us-nap'"),
    ],
)
def test_bad_files_are_refused_in_words(
    tmp_path: Path, settings: Settings, text: str, authority: str, says: str
) -> None:
    with pytest.raises(InputError) as error:
        snapshot.import_file(write(tmp_path, text), authority, settings)
    assert says in error.value.message
    assert not (tmp_path / "data" / "registers" / "index.bin").exists()


def test_a_missing_file_and_a_huge_one(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match=r"none\.csv cannot be read: No such file"):
        snapshot.import_file(tmp_path / "none.csv", "us-nabp", settings)
    monkeypatch.setattr(snapshot, "MAX_FILE_BYTES", 3)
    with pytest.raises(InputError, match="larger than 3 bytes"):
        snapshot.import_file(write(tmp_path, "url\na.example\n"), "us-nabp", settings)


def test_nothing_loaded_is_said(settings: Settings) -> None:
    assert open_default_index(settings) is None
    with pytest.raises(RegisterUnavailable, match="no register has been loaded"):
        snapshot.lookup("a.example", settings)


def test_exported_cells_are_no_formulas(tmp_path: Path, settings: Settings) -> None:
    snapshot.import_file(write(tmp_path, "url,name\na.example,=cmd()\n"), "us-nabp", settings)
    lines = list(snapshot.export(settings, "csv", "us-nabp"))
    assert lines[0].startswith("authority,country,expression,")
    assert ",'=cmd()," in lines[1]
