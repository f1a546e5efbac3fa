"""Pages of ``small`` together with what a list of registers says of their host; invented entries."""

from __future__ import annotations

from typing import Any, Final

_READ: Final = "2026-11-20T06:00:00Z"
_COPY: Final = {"authority": "cz-sukl", "country": "CZ", "register_name": "List", "read_at": _READ, "entry_count": 10}


def _entry(**values: Any) -> dict[str, Any]:
    given = {"authority": "cz-sukl", "country": "CZ", "expression": "shop.test", "read_at": _READ, "name": "Lékárna"}
    return {**given, "source_url": "https://www.sukl.cz/list", **values}


LISTED: Final = _entry(licence_number="123", entry_url="https://www.sukl.cz/list/123")
REGISTERS: Final[dict[str, tuple[str, str | None, list[dict[str, Any]]]]] = {
    "accreditation": ("otc", "US", [_entry(authority="us-nabp", country="US", kind="accreditation")]),
    "delisted": ("otc", None, [_entry(status="removed", removed_on="2026-10-01")]),
    "listed-at-home": ("required", "CZ", [LISTED]),
    "listed-conflict": ("waived-near", "DE", [LISTED]),
    "listed-elsewhere-in-the-eu": ("otc", "PL", [LISTED]),
    "listed-for-a-country-outside": ("otc", "US", [LISTED]),
    "listed-for-animals": ("otc", "CZ", [_entry(scope="veterinary")]),
    "listed-for-others-only": ("listed-seller", "CZ", [_entry(scope="non_prescription")]),
    "listed-german-logo": ("logo-entry", "FR", [_entry(authority="de-bfarm", country="DE", scope="prescription")]),
    "listed-unknown-authority": ("otc", None, [_entry(authority="xx-nobody", country="DE", read_at=None)]),
    "not-listed": ("otc", "IT", []),
    "suspended": ("otc", None, [_entry(status="suspended")]),
    "warned": ("otc", None, [_entry(authority="us-fda-warning", country="US", polarity="negative", kind="warning_list",
                                    reason="unapproved drugs", licence_number="")]),
}  # fmt: skip
"""Name -> page, the buyer's country, entries. Each with one copy that was searched."""


def register_json(entries: list[dict[str, Any]]) -> dict[str, Any]:
    return {"entries": entries, "copies": [_COPY]}
