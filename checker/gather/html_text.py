"""Marked text of a tree as lines: one line a block, white space collapsed, link marks turned into offsets."""

from __future__ import annotations

from typing import Final

from checker.gather.html_tags import BLOCK_MARK

LINK_MARK: Final = "\0"
"""Stands where a link begins. The parser drops NUL from HTML text and replaces it elsewhere: no page can write one."""

MAX_COLLECTED: Final = 2_000
"""Characters of a link's, label's or form's text that are kept; longer ones are whole pages wrapped in a link."""
MAX_VALUE: Final = 2_000
"""Characters of an alt text, a label, a meta content or a picture's address."""


def text_lines(marked: str) -> str:
    """Lines separated by one newline; link marks stay where they are.

    >>> text_lines("\\f\\f One \\n two\\f \\fthree")
    'One two\\nthree'
    """
    # White space other than " " is not printable to str, nor are marks: most lines are as they should be.
    return "\n".join(
        [
            line if line.isprintable() and "  " not in line else " ".join(line.split())
            for line in map(str.strip, marked.split(BLOCK_MARK))
            if line
        ]
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


def collapse(value: str) -> str:
    """An attribute's value, bounded, its white space collapsed."""
    return " ".join(value[:MAX_VALUE].split())
