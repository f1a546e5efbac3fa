from __future__ import annotations

from pathlib import Path

import pytest

from checker.errors import InvalidFile
from checker.page_file import read_page_file
from checker.settings import MAX_PAGE_BYTES


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (b"%PDF-1.7\n", "x.html is no web page but a PDF."),
        (b"PK\x03\x04\x14", "x.html is no web page but a ZIP archive or an office document."),
        (b"\x89PNG\r\n\x1a\n", "x.html is no web page but a picture."),
        (b"From: <Saved by Blink>\r\n", "x.html is no web page but an MHTML file; save the page as HTML only."),
        (b"WARC/1.0\r\n", "x.html is no web page but a WARC file; 'pharmaproof bulk' reads those."),
    ],
)
def test_other_files_are_named(start: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "x.html").write_bytes(start + b"rest")
    with pytest.raises(InvalidFile) as caught:
        read_page_file(tmp_path / "x.html")
    assert (caught.value.message, caught.value.field) == (said, "html")


@pytest.mark.parametrize("body", [b"", b"<p>About the %PDF- format</p>", b"\xff\xfe<\x00p\x00>\x00", b"plain words"])
def test_pages_come_as_they_are(body: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.html").write_bytes(body)
    assert read_page_file(tmp_path / "x.html") == body


def test_an_endless_file_is_read_as_far_as_a_page() -> None:
    assert len(read_page_file(Path("/dev/zero"))) == MAX_PAGE_BYTES + 1


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(InvalidFile, match="cannot be read: Is a directory"):
        read_page_file(tmp_path)
