"""The public suffix list for the browser's engine, from the copy that tldextract bundles: no network.

**Source**: https://publicsuffix.org/list/, MPL-2.0; shop hosts' private suffixes included, as ``checker.address`` does.
"""

from __future__ import annotations

from typing import Any, Final

import idna
import tldextract

LICENCE: Final = "MPL-2.0, https://mozilla.org/MPL/2.0/; Public Suffix List, https://publicsuffix.org/list/"


def suffixes() -> dict[str, Any]:
    """``registry`` and ``private``: suffixes in ASCII, sorted, joined by spaces; ``*`` and ``!`` as in the list."""
    extractor = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
    everything = set(extractor.tlds)
    registry = set(tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None).tlds)
    return {
        "licence": LICENCE,
        "registry": " ".join(sorted(map(_ascii, registry))),
        "private": " ".join(sorted(map(_ascii, everything - registry))),
    }


def _ascii(suffix: str) -> str:
    return ".".join(label if label.isascii() else idna.encode(label).decode() for label in suffix.split("."))
