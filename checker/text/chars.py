"""Which characters are letters of spaced scripts, separators or pictures: spelled out for both languages.

Python's ``\\w`` and JavaScript's differ, and both change with the Unicode version; these ranges do not.
The values are the inside of a regular expression class and speak of text in normal form, which holds no
white space but space and newline and no punctuation outside of ASCII.
"""

from __future__ import annotations

from typing import Final

SPACED: Final = (
    "0-9a-z\u00df-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u0386\u0388-\u0481\u0483-\u0559\u0561-\u0588"
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7-\u05f2\u0610-\u061a\u0620-\u0669\u066e-\u06d3\u06d5-\u06ff"
    "\u0710-\u0963\u0966-\u0df3\u10a0-\u10fa\u10fc-\u135f\u13a0-\u167f\u1e00-\u1fff\u2c00-\u2dff\ua640-\ua7ff"
    "\uab30-\uab6f\uac00-\ud7a3"
)
"""Letters, marks and digits of scripts that put spaces between words (Latin to Ethiopic, Hangul)."""
SEPARATORS: Final = "\\x00-\\x09\\x0b-\\x1f !-/:-@\\[-`{-\\x7f"
"""ASCII without letters, digits and the newline: each may stand where a phrase has a space."""
SIGNS: Final = "#$%&<=>@"
"""Separators that carry meaning: where a phrase has one, the text must have the same one."""
# All other characters (Han, kana, Thai, emoji, currency signs …) are PICTURES: words made of them have no edges.
SENTENCE_ENDS: Final = ".!?"
"""End a sentence unless a letter or digit follows ("2.5 mg"); the normal form writes 。 and its kin as ". "."""
MAX_WORD_CHARS: Final = 40
"""Longest run of letters that is looked at as a word; longer runs are no words of any of the languages."""
