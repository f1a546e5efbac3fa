"""Every source in the order of its id: an explicit list, so that adding one is one line that can be found."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from checker.registers.sources import cz_sukl, pl_cez
from checker.registers.sources.base import Source

ALL_SOURCES: Final[tuple[Source, ...]] = (
    cz_sukl.SOURCE,
    pl_cez.SOURCE,
)

SOURCES: Final[Mapping[str, Source]] = MappingProxyType({source.id: source for source in ALL_SOURCES})
