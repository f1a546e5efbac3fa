"""Invented authorities for tests: one keeps entry pages, one a list, one asks for a sentence of success."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from checker.registers.authorities import Authority

ENTRY: Final = Authority(
    id="de-entry", country="DE", name="Amt für Einträge", name_en="Office of Entries", register_name="Register",
    publication="entry_page", is_register=True, kind="register", polarity="positive", hosts=("register.entries.test",),
    former_hosts=("old.entries.test",), unverified_hosts=("new.entries.test",), register_url="https://register.entries.test/",
    entry_url_pattern=("https://register.entries.test/entry/*",), logo_target="entry", success_text=(),
    failure_text=("ist nicht im Register",), has_common_logo=True, logo_text={}, rx_online_allowed=True,
    online_sale_banned=False, entry_names_site=True, licence_form=("######",), cross_border="", note="",
    source=("invented",), checked_on="2026-11-24", unverified=("unverified_hosts",),
)  # fmt: skip
LIST: Final = replace(
    ENTRY, id="se-list", country="SE", name="Listverket", name_en="Agency of Lists", publication="list_page",
    hosts=("lists.test",), former_hosts=(), unverified_hosts=(), register_url="https://www.lists.test/sellers",
    entry_url_pattern=(), logo_target="list", failure_text=(), licence_form=(), rx_online_allowed=False,
)  # fmt: skip
SENTENCE: Final = replace(
    ENTRY, id="cz-sentence", country="CZ", name="Ústav", name_en="Institute", hosts=("institute.test",),
    former_hosts=(), unverified_hosts=(), register_url="https://www.institute.test/search.php",
    entry_url_pattern=("https://www.institute.test/verify.php?code=*",), success_text=("Ověření bylo úspěšné",),
    failure_text=(), licence_form=("###########",), rx_online_allowed=False,
)  # fmt: skip
INDEX: Final = replace(
    LIST, id="eu-ema-index", country="EU", name="Index", name_en="Index", publication="index_only", is_register=False,
    hosts=("index.test",), register_url="https://index.test/eu-logo", logo_target=None, has_common_logo=False,
)  # fmt: skip
ENDED: Final = replace(
    LIST, id="xi-mhra", country="XI", name="Agency", name_en="Ended Agency", hosts=("ended.test",),
    former_hosts=("old-ended.test",), register_url="https://ended.test/guidance", logo_target=None,
)  # fmt: skip


def table(**changes: Any) -> Mapping[str, Authority]:
    """The invented authorities by id; ``changes`` replace fields of the one with entries."""
    return {a.id: a for a in (replace(ENTRY, **changes), LIST, SENTENCE, INDEX, ENDED)}
