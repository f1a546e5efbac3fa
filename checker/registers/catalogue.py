"""``docs/registers.md``: one row an authority, written from the table and the sources.

``python -m checker.registers.catalogue > docs/registers.md`` writes it anew; a test compares.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Final

from checker.registers.authorities import Authority, load_authorities
from checker.registers.sources import ALL_SOURCES
from checker.registers.sources.base import Source

HOW: Final = {
    "csv": "downloaded: CSV",
    "json": "downloaded: JSON",
    "html-list": "downloaded: list page",
    "entry-page": "entry page, through the logo",
    "name-programme": "the name itself",
    "operator-import": "operator's file",
    "no-list": "nothing to read",
}
LAYOUT: Final = {"verified": "seen", "unverified": "not seen"}
RX: Final = {True: "yes", False: "no", None: "not established"}

_HEAD: Final = """\
# Registers, one row an authority

Written by `python -m checker.registers.catalogue` from `checker/rules/authorities.json` and
`checker/registers/sources/`; a test keeps it equal. How the copies are read and kept is in
[how-registers-work.md](how-registers-work.md).

- **Read**: what `pharmaproof registers update` downloads, what only a shop's own logo leads to, and what an operator
  has to bring (`pharmaproof registers import FILE --authority ID`). Any authority's list can be imported.
- **Layout**: *seen* means that the shape of the file or page was read in published material. Where it was not seen,
  the source reads only what carries the words it expects; anything else is an error and the last copy stays.
- **Rx online**: whether prescription medicines may be sold on an online order in that state. A star marks what rests
  on recollection only.
- **Checked**: when the facts of the row were last compared with published material.
"""


def lines() -> Iterable[str]:
    """The page, line by line."""
    authorities = load_authorities()
    by_authority: dict[str, list[Source]] = {}
    for source in ALL_SOURCES:
        by_authority.setdefault(source.authority, []).append(source)
    yield _HEAD.rstrip("\n")
    for title, wanted in (
        ("Registers and accreditation", [a for a in authorities.values() if a.polarity == "positive" and _lists(a)]),
        ("Negative lists", [a for a in authorities.values() if a.polarity == "negative"]),
        ("No list of sellers", [a for a in authorities.values() if not _lists(a)]),
    ):
        yield ""
        yield f"## {title}"
        yield ""
        yield "| id | state | authority | read | layout | what an entry proves | Rx online | checked |"
        yield "|---|---|---|---|---|---|---|---|"
        for authority in sorted(wanted, key=lambda a: (a.country, a.id)):
            for source in by_authority[authority.id]:
                yield _row(authority, source)
    downloaded = [s for s in ALL_SOURCES if s.is_downloaded]
    seen = sum(s.layout == "verified" for s in downloaded)
    yield ""
    yield (
        f"{len(authorities)} authorities, {len(ALL_SOURCES)} sources; {len(downloaded)} are downloaded,"
        f" the layout of {seen} of these was seen."
    )


def _lists(authority: Authority) -> bool:
    return authority.publication != "index_only"


def _row(authority: Authority, source: Source) -> str:
    how = HOW[source.how]
    if source.how == "html-list" and not source.is_downloaded:
        how = "list page, saved by an operator"
    star = "*" if "rx_online_allowed" in authority.unverified else ""
    name = f"[{authority.name_en}]({authority.register_url})" if authority.register_url else authority.name_en
    layout = LAYOUT[source.layout] if source.read or source.read_file or source.how == "name-programme" else "–"
    cells = (source.id, authority.country, name, how, layout, source.proves, RX[authority.rx_online_allowed] + star,
             authority.checked_on)  # fmt: skip
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def text() -> str:
    """The whole page, with its final newline."""
    return "\n".join(lines()) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
