"""Bulk checks: inputs, outputs, and a job that is killed and goes on."""

from __future__ import annotations

import csv
import errno
import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from checker.bulk.command import bulk
from checker.bulk.inputs import InputRow, read_rows
from checker.bulk.outputs import write_results
from checker.bulk.store import Result, open_store
from checker.errors import InvalidFile
from checker.settings import Settings
from tests.web.sites import internet


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


class TestInputs:
    def test_text_keeps_line_numbers_and_leaves_notes_out(self, tmp_path: Path) -> None:
        rows = read_rows(write(tmp_path / "a.txt", "# note\nshop.test\n\n  other.test  \n"))
        assert [(r.number, r.address) for r in rows] == [(2, "shop.test"), (4, "other.test")]

    @pytest.mark.parametrize(
        "content",
        [
            "name,website\nA,shop.test\n",
            "name;WWW\nA;shop.test\n",
            "\ufeffurl\tname\nshop.test\tA\n",
            'name,address\n"A, B",shop.test\n',
        ],
    )
    def test_csv_column_and_separator_are_found(self, tmp_path: Path, content: str) -> None:
        assert [r.address for r in read_rows(write(tmp_path / "a.csv", content))] == ["shop.test"]

    def test_latin_and_utf16_files(self, tmp_path: Path) -> None:
        assert read_rows(write(tmp_path / "a.csv", "name,url\nLékárna,shop.test\n".encode("cp1252")))[0].number == 2
        assert read_rows(write(tmp_path / "b.txt", "shop.test\n".encode("utf-16")))[0].address == "shop.test"

    @pytest.mark.parametrize(
        ("name", "content", "says"),
        [
            ("a.csv", "name,city\nA,B\n", "no column"),
            ("a.csv", "shop.test\nother.test\n", "no header"),
            ("a.txt", "# nothing\n", "holds no address"),
            ("a.txt", b"PK\x03\x04zip", "no text"),
            ("a.txt", b"%PDF-1.7", "no text"),
        ],
    )
    def test_unusable_files_say_what_to_do(self, tmp_path: Path, name: str, content: str | bytes, says: str) -> None:
        with pytest.raises(InvalidFile, match=says):
            read_rows(write(tmp_path / name, content))

    def test_a_named_column_must_exist(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.csv", "shop,x\nshop.test,1\n")
        assert read_rows(path, column="Shop")[0].address == "shop.test"
        with pytest.raises(InvalidFile, match="it has: shop, x"):
            read_rows(path, column="site")


class TestOutputs:
    def test_formulas_of_hostile_sites_are_defused(self, tmp_path: Path) -> None:
        write_results(tmp_path / "o.csv", [Result(1, "=cmd()", None, "invalid-address", "-1+1")])
        (row,) = csv.DictReader((tmp_path / "o.csv").read_text("utf-8-sig").splitlines())
        assert (row["address"], row["error"]) == ("'=cmd()", "'-1+1")

    def test_a_failed_write_leaves_the_old_file(self, tmp_path: Path) -> None:
        target = write(tmp_path / "o.jsonl", "old")

        def broken() -> object:
            yield Result(1, "shop.test", None, "x", "y")
            raise OSError("disk full")

        with pytest.raises(OSError, match="disk full"):
            write_results(target, broken())  # type: ignore[arg-type]
        assert target.read_text() == "old"
        assert list(tmp_path.iterdir()) == [target]


def test_store_refuses_another_input(tmp_path: Path) -> None:
    rows = read_rows(write(tmp_path / "a.txt", "shop.test\n"))
    open_store(tmp_path / "job", rows, {"depth": "full"}, resume=False).close()
    with pytest.raises(InvalidFile, match="--resume"):
        open_store(tmp_path / "job", rows, {"depth": "full"}, resume=False)
    with pytest.raises(InvalidFile, match="another depth"):
        open_store(tmp_path / "job", rows, {"depth": "quick"}, resume=True)
    other = read_rows(write(tmp_path / "b.txt", "other.test\n"))
    with pytest.raises(InvalidFile, match="another input"):
        open_store(tmp_path / "job", other, {"depth": "full"}, resume=True)


def test_a_job_over_the_invented_internet(tmp_path: Path) -> None:
    addresses = "quickmeds-express.test\nhttp://127.1/\nwww.harbour-pharmacy.test\nclosed.test\nexa mple\n"
    source = write(tmp_path / "in.txt", addresses)
    with internet() as net:
        arguments = [str(source), "-o", str(tmp_path / "out.csv"), "--country", "IE"]
        done = CliRunner().invoke(bulk, arguments, obj=net.settings(page_deadline_s=3.0), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    rows = list(csv.DictReader((tmp_path / "out.csv").read_text("utf-8-sig").splitlines()))
    assert [r["row"] for r in rows] == ["1", "2", "3", "4", "5"]
    assert [r["verdict"] or r["error_code"] for r in rows] == [
        "rogue",
        "ip-literal",
        "listed",
        "undetermined",
        "invalid-address",
    ]
    assert "no prescription needed" in rows[0]["quote_1"].lower()
    assert rows[2]["authority"] == "ie-test"
    assert "connection-failed" in rows[3]["not_checked"]
    assert not (tmp_path / "out.csv.job").exists()


def test_killed_job_goes_on_where_it_was(tmp_path: Path) -> None:
    source = write(tmp_path / "in.txt", "".join(f"shop-{n}.co.uk\n" for n in range(60)))
    script = write(
        tmp_path / "run.py",
        textwrap.dedent(
            """
            import sys, time
            from pathlib import Path
            import checker.bulk.command as engine
            from checker.bulk.command import bulk
            from checker.settings import Settings
            real = engine.check
            def slow(*args, **options):
                time.sleep(0.05)
                return real(*args, **options)
            engine.check = slow
            bulk(sys.argv[2:], obj=Settings(data_dir=Path(sys.argv[1])))
            """
        ),
    )
    output = tmp_path / "out.jsonl"
    command = [
        sys.executable,
        str(script),
        str(tmp_path),
        str(source),
        "-o",
        str(output),
        "--depth",
        "quick",
        "--threads",
        "2",
    ]
    first = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    job = tmp_path / "out.jsonl.job"
    end = time.monotonic() + 30
    done = 0
    while time.monotonic() < end and done < 5:
        time.sleep(0.05)
        done = _done(job)
    os.kill(first.pid, signal.SIGKILL)
    first.wait(timeout=10)
    assert 5 <= done < 60
    assert not output.exists()
    before = _done(job)
    again = subprocess.run([*command, "--resume"], capture_output=True, text=True, timeout=60)
    assert again.returncode == 0, again.stderr
    lines = [json.loads(line) for line in output.read_text("utf-8").splitlines()]
    assert [line["row"] for line in lines] == list(range(1, 61))
    assert before >= done
    assert not job.exists()


def _done(job: Path) -> int:
    import sqlite3

    if not job.exists():
        return 0
    db = sqlite3.connect(f"file:{job}?mode=ro", uri=True)
    try:
        return int(db.execute("SELECT count(*) FROM row WHERE report IS NOT NULL").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
    finally:
        db.close()


class TestUnusableOutput:
    def run(self, tmp_path: Path, output: Path) -> object:
        path = write(tmp_path / "in.txt", "shop.com\nshop.com\n\nother.com\n")
        arguments = [str(path), "-o", str(output), "--depth", "quick"]
        return CliRunner().invoke(bulk, arguments, obj=Settings(data_dir=tmp_path / "data")).exception

    def test_a_store_that_cannot_be_made_names_the_output(self, tmp_path: Path) -> None:
        (tmp_path / "out.csv.job").mkdir()
        error = self.run(tmp_path, tmp_path / "out.csv")
        assert isinstance(error, InvalidFile)
        assert error.field == "output"

    def test_a_full_disk_keeps_what_is_done(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(*_: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr("checker.bulk.command.write_results", full)
        error = self.run(tmp_path, tmp_path / "out.csv")
        assert isinstance(error, InvalidFile)
        assert "--resume" in str(error)
        assert (tmp_path / "out.csv.job").exists()

    def test_a_foreign_file_in_the_stores_place_stays(self, tmp_path: Path) -> None:
        foreign = write(tmp_path / "out.csv.job", "not a database, but somebody's notes" * 100)
        with pytest.raises(InvalidFile, match="no job"):
            open_store(foreign, [InputRow(1, "shop.com")], {}, resume=True)
        assert foreign.exists()


class TestOneJobOneProcess:
    def test_a_second_run_on_the_same_output_names_the_first(self, tmp_path: Path) -> None:
        rows = [InputRow(1, "shop.com")]
        store = open_store(tmp_path / "job", rows, {}, resume=False)
        code = (
            "import sys; from pathlib import Path; from checker.bulk.inputs import InputRow;"
            "from checker.bulk.store import open_store;"
            "open_store(Path(sys.argv[1]), [InputRow(1, 'shop.com')], {}, resume=True)"
        )
        try:
            other = subprocess.run(
                [sys.executable, "-c", code, str(tmp_path / "job")], capture_output=True, text=True, timeout=60
            )
        finally:
            store.close()
        assert f"process {os.getpid()} is working on job just now" in other.stderr
        again = subprocess.run([sys.executable, "-c", code, str(tmp_path / "job")], capture_output=True, timeout=60)
        assert again.returncode == 0

    def test_a_finished_job_leaves_nothing(self, tmp_path: Path) -> None:
        store = open_store(tmp_path / "job", [InputRow(1, "shop.com")], {}, resume=False)
        store.save(Result(1, "shop.com", None, "x", "y", (("phone", "1"),)))
        assert [result.marks for result in store.results()] == [(("phone", "1"),)]
        store.remove()
        assert list(tmp_path.iterdir()) == []


def test_a_bug_in_one_row_is_told_in_that_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(address: str, **_: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("checker.bulk.command.check", broken)
    source = write(tmp_path / "in.txt", "shop.com\nother.com\n")
    done = CliRunner().invoke(
        bulk, [str(source), "-o", str(tmp_path / "o.jsonl")], obj=Settings(data_dir=tmp_path / "data")
    )
    assert done.exit_code == 0, done.output
    lines = [json.loads(line) for line in (tmp_path / "o.jsonl").read_text("utf-8").splitlines()]
    assert [line["error"]["code"] for line in lines] == ["internal-error"] * 2


def test_networks_of_the_invented_internet_are_written(tmp_path: Path) -> None:
    source = write(tmp_path / "in.txt", "quickmeds-express.test\nwww.harbour-pharmacy.test\n")
    with internet() as net:
        arguments = [str(source), "-o", str(tmp_path / "o.csv"), "--networks", str(tmp_path / "n.json")]
        done = CliRunner().invoke(bulk, arguments, obj=net.settings(page_deadline_s=3.0), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert json.loads((tmp_path / "n.json").read_text("utf-8")) == []
