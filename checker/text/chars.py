"""Which characters are letters of spaced scripts, of unspaced scripts, or separators: spelled out for both languages.

Python's ``\\w`` and JavaScript's differ, and both change with the Unicode version; these ranges do not.
All values are the inside of a regular expression class and speak of text in normal form.
"""

from __future__ import annotations

from typing import Final

SPACED: Final = (
    "0-9a-z\u00aa\u00b5\u00ba\u00df-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u0386\u0388-\u0481\u048a-\u0559"
    "\u0561-\u0588\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7-\u05f2\u0610-\u061a\u0620-\u0669"
    "\u066e-\u06d3\u06d5-\u06ff\u0710-\u074a\u0750-\u0963\u0966-\u0df3\u10a0-\u10fa\u10fc-\u135f"
    "\u1e00-\u1fff\u2c00-\u2dff\ua640-\ua7ff\uab30-\uab6f\uac00-\ud7a3"
)
"""Letters, marks and digits of scripts that put spaces between words (Latin to Ethiopic, Hangul)."""
SEPARATORS: Final = (
    "\x00-\x09\x0b-\x1f !-/:-@\\[-`{-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u0300-\u036f"
    "\u037e\u0387\u055a-\u055f\u0589\u058a\u05be\u05c0\u05c3\u060c\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965"
    "\u2000-\u206f\u20a0-\u20cf\u2190-\u25ff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u30fb\ufe30-\ufe4f\ufe50-\ufe6f"
)
"""White space, punctuation and signs: each may stand where a phrase has a space. Without the newline."""
SIGNS: Final = "#$%&<=>@\u00a2-\u00a5\u00b0\u20a0-\u20cf"
"""Separators that carry meaning: where a phrase has one, the text must have the same one."""
# Everything else (Han, kana, Thai, emoji …) is UNSPACED: words there have no edges.
SENTENCE_ENDS: Final = ".!?\u061f\u06d4\u0964\u3002"
"""End a sentence: ASCII ones only before a separator or the end of a block ("2.5 mg" is no end), others always."""
MAX_WORD_CHARS: Final = 40
"""Longest word that is looked at as a word; longer runs are no words of any of the languages."""
