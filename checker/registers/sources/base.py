"""What a source is: where one list of an authority stands, how it is read and what its rows prove.

One file an authority, small and alike. A source whose layout nobody here has seen says
``layout="unverified"`` and fails closed: it reads only what carries the words it expects, and raises
:class:`~checker.registers.formats.MalformedList` otherwise, so that the last good copy stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal

from checker.registers.rows import Row, Scope, Status

__all__ = ["Page", "Row", "Scope", "Source", "Status"]

POLITE_DELAY_S: Final = 2.0
"""Between two requests to one authority, when its robots.txt asks for no more."""
MAX_PAGES: Final = 500
"""Of one paged list; the longest known needs 50."""
MAX_LIST_BYTES: Final = 64 * 1024 * 1024
"""Of one answer; Poland's page of 1,000 records has about 1 MB, the largest CSV known 6 MB."""
LIST_DEADLINE_S: Final = 120.0
"""For one answer: authorities' servers are slow and their files large, but nobody waits in front of it."""

How = Literal["csv", "json", "html-list", "entry-page", "name-programme", "operator-import", "no-list"]


@dataclass(frozen=True, slots=True)
class Page:
    """One answer of the authority, whole."""

    url: str
    body: bytes
    content_type: str
    number: int
    """From 0, in the order of reading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One list of one authority."""

    id: str
    """The authority's id, with a suffix when it keeps several lists."""
    authority: str
    how: How
    layout: Literal["verified", "unverified"]
    """``verified``: the shape was read in published material; ``unverified``: it is a guarded expectation."""
    proves: str
    """What an entry says about a site, one sentence for people."""
    urls: tuple[str, ...] = ()
    """Addresses read, in order; empty when only a live entry page or an operator's file can be read."""
    read: Callable[[Page], Iterable[Row]] | None = None
    """Rows of one answer; raises ``MalformedList``. None when nothing can be downloaded."""
    next_url: Callable[[Page], str | None] | None = None
    """Address of the next page of a paged list, None after the last."""
    read_file: Callable[[bytes], Iterable[Row]] | None = None
    """Rows of a file that an operator got from the authority; None: only the generic columns are known."""
    terms: str = "Facts of a public register; no terms of use seen."
    delay_s: float = POLITE_DELAY_S
    max_bytes: int = MAX_LIST_BYTES
    note: str = ""

    @property
    def is_downloaded(self) -> bool:
        """Whether ``registers update`` reads it."""
        return self.read is not None and bool(self.urls)
