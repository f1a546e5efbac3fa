"""A saved page's bytes; a file of another kind is named instead of being read as a page without text."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from checker.errors import InvalidFile
from checker.settings import MAX_PAGE_BYTES

_KINDS: Final = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a film"),
    (b"WARC/", "a WARC file; 'pharmaproof bulk' reads those"),
    (b"From: <Saved by", "an MHTML file; save the page as HTML only"),
)
"""First bytes -> what the file is, in the words of the message."""


def read_page_file(path: Path) -> bytes:
    """What the file holds, no more than is read of a page. **Raises** ``InvalidFile`` for other kinds of files."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_PAGE_BYTES + 1)  # one more, so that the page is said to be cut
    except OSError as error:
        raise InvalidFile(f"{path.name} cannot be read: {error.strerror}.", field="html") from error
    if kind := next((kind for start, kind in _KINDS if data.startswith(start)), ""):
        raise InvalidFile(f"{path.name} is no web page but {kind}.", field="html")
    return data
