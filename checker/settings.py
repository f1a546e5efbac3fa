"""What an operator may set. Defaults are the safe ones; only tests widen the address rule."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from checker.registers.authorities import Authority

USER_AGENT: Final = "Pharmaproof/0.1 (+https://github.com/pharmaproof; checks whether medicine sellers are registered)"

MAX_REDIRECTS: Final = 5
"""As many as browsers show users to be honest sites' chains; DESIGN.md section 9."""
MAX_PAGE_BYTES: Final = 5 * 1024 * 1024
"""After decoding. The largest honest shop page seen had 1 MB."""
PAGE_DEADLINE_S: Final = 10.0
"""For one page in total: name look-up, redirects, headers and body, however slowly the server drips."""
SITE_DEADLINE_S: Final = 15.0
"""For everything that one check() gathers, so that nobody waits longer."""
MAX_PAGES: Final = 5

SocketAddress = tuple[str, int]
Resolver = Callable[[str, int], list[SocketAddress]]
"""(host, port) -> [(ip, port), …] in the order to try; raises OSError when the name does not exist."""


def _default_data_dir() -> Path:
    if root := os.environ.get("PHARMAPROOF_DATA"):
        return Path(root)
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "pharmaproof"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings of the library in one frozen value."""

    data_dir: Path = field(default_factory=_default_data_dir)
    """Register index, domain registration bootstrap and caches; environment ``PHARMAPROOF_DATA``."""
    page_deadline_s: float = PAGE_DEADLINE_S
    site_deadline_s: float = SITE_DEADLINE_S
    max_page_bytes: int = MAX_PAGE_BYTES
    max_pages: int = MAX_PAGES
    user_agent: str = USER_AGENT

    allow_reserved_names: bool = False
    """Tests only: accept .example, .test, .localhost and the like."""
    allow_networks: tuple[str, ...] = ()
    """Tests only: networks such as ``127.0.0.0/8`` that may be connected to although they are not public."""
    resolver: Resolver | None = None
    """Tests only: answers names instead of the system; may also map ports."""
    ca_file: Path | None = None
    """Tests only: the certificate authority to trust instead of the system's."""
    authorities: Mapping[str, Authority] | None = None
    """Tests only: authorities instead of the rule pack's."""
    rdap_bootstrap: tuple[tuple[str, str], ...] | None = None
    """Tests only: (top-level domain, RDAP base URL) pairs instead of IANA's table."""
    whois_servers: tuple[tuple[str, str], ...] | None = None
    """Tests only: (top-level domain, WHOIS host) pairs instead of the built-in table."""


DEFAULT: Final = Settings()
