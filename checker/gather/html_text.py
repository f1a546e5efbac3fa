"""Marked text of a tree as lines: one line a block, white space collapsed, link marks turned into offsets."""

from __future__ import annotations

from typing import Final

from checker.gather.html_tags import BLOCK_MARK

LINK_MARK: Final = "\0"
"""Stands where a link begins. The parser drops NUL from HTML text and replaces it elsewhere: no page can write one."""

MAX_COLLECTED: Final = 2_000
"""Characters of a link's, label's or form's text that are kept; longer ones are whole pages wrapped in a link."""

_OTHER_SPACES: Final = "\t\r\v\xa0\x1c\x1d\x1e\x1f"
_WIDE_SPACES: Final = (
    "\x85\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)


def text_lines(marked: str) -> str:
    """Lines separated by one newline; link marks stay where they are.

    >>> text_lines("\\f\\f One \\n two\\f \\fthree")
    'One two\\nthree'
    """
    marked = marked.replace("\n", " ")
    for space in _OTHER_SPACES if marked.isascii() else _OTHER_SPACES + _WIDE_SPACES:
        if space in marked:
            marked = marked.replace(space, " ")
    return "\n".join(
        [" ".join(line.split()) if "  " in line else line for line in map(str.strip, marked.split(BLOCK_MARK)) if line]
    )


def take_marks(lines: str) -> tuple[str, list[int]]:
    """(text without link marks, offset of the first visible character after each mark)."""
    first, *rest = lines.split(LINK_MARK)
    written = [first]
    length = len(first)
    offsets = []
    for part in rest:
        # The mark may have kept white space apart that belongs to one run, or stood alone on its line.
        if part and part[0] in " \n" and (not length or written[-1][-1] in " \n"):
            if part[0] == "\n" and length and written[-1][-1] == " ":
                length -= 1
                if cut := written.pop()[:-1]:
                    written.append(cut)
            else:
                part = part[1:]
        offsets.append(length + 1 if part and part[0] in " \n" else length)
        if part:
            written.append(part)
            length += len(part)
    return "".join(written).rstrip(), offsets


def one_line(text: str) -> str:
    """Text of one element on one line, block marks as spaces, at most :data:`MAX_COLLECTED` characters."""
    return " ".join(text[: 2 * MAX_COLLECTED].split())[:MAX_COLLECTED] if text else ""
