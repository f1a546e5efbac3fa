"""What the browser's engine needs to show a host in Unicode: letters that names may hold, and what they look like.

**Source**: RFC 5892 classes as the ``idna`` package has them; looks as :mod:`checker.homoglyphs` gives them (Unicode's
confusables, UTS 39, and a short list of our own).
"""

from __future__ import annotations

from typing import Any, Final

import idna.idnadata

from checker.homoglyphs import close_look

CLASSES: Final = ("PVALID", "CONTEXTO")
"""Joiners (CONTEXTJ) are left out: a label with one stays in punycode there."""


def idn() -> dict[str, Any]:
    """``ranges``: first and last code point of each run of letters, flat; ``looks``: letter -> ASCII look."""
    ranges: list[int] = []
    for kind in CLASSES:
        for packed in idna.idnadata.codepoint_classes[kind]:
            first, after = packed >> 32, packed & 0xFFFFFFFF
            ranges += (first, after - 1)
    pairs = sorted(zip(ranges[::2], ranges[1::2], strict=True))
    letters = (chr(code) for first, last in pairs for code in range(max(first, 0x80), last + 1))
    looks = {letter: look for letter in letters if (look := close_look(letter))}
    return {"ranges": [code for pair in pairs for code in pair], "looks": looks}
