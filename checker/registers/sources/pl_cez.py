"""Poland: active pharmacies with a website, from the open interface of the pharmacy register.

The paging and the record's other fields were read in public code: an answer is one object whose only key is the
number of all records and whose value is the list of this page's. The name of the website field was not seen; the
public page shows one, so any of the names below is taken, and a page in which no record has any is an error.
Owners may be natural persons; ``owners`` is never looked at.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from checker.registers.formats import MalformedList, decode, json_list
from checker.registers.sources.base import Page, Row, Source

PAGE_SIZE: Final = 1_000
"""10,000 was seen to work in 2021 and 23,006 to fail; small pages keep the service and us safe."""
START: Final = (
    "https://rejestrymedyczne.ezdrowie.gov.pl/api/pharmacies/search"
    f"?page=0&size={PAGE_SIZE}&sortField=originId&sortDirection=ASC&statusCode=AKTYWNA"
)
ACTIVE: Final = "AKTYWNA"
WEB_FIELDS: Final = ("website", "webSite", "websiteAddress", "www", "wwwAddress", "webPage", "internetAddress",
                     "url")  # fmt: skip


def read_json(data: bytes) -> Iterator[Row]:
    """Active pharmacies that name a website, of one page of the register."""
    records = json_list(decode(data))
    if not all(isinstance(record, dict) for record in records):
        raise MalformedList("a record is no object with named fields")
    if not records:
        return
    if missing := [n for n in ("name", "registrationNumber") if not any(n in r for r in records)]:
        raise MalformedList(f"no record has the field {', '.join(missing)}")
    web_field = next((name for name in WEB_FIELDS if any(name in _flat(r) for r in records)), None)
    if web_field is None:
        raise MalformedList(f"no record has a website field; known names: {', '.join(WEB_FIELDS)}")
    for record in records:
        web = _flat(record).get(web_field)
        status = record.get("pharmacyStatus")
        code = status.get("code") if isinstance(status, dict) else status
        if isinstance(web, str) and web.strip() and code in (ACTIVE, None):
            yield Row(
                web=web,
                name=str(record.get("name") or ""),
                licence_number=str(record.get("registrationNumber") or ""),
                scope="non_prescription",
            )


def _flat(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record's fields and those of its address; a website may stand in either."""
    address = record.get("address")
    return {**(address if isinstance(address, dict) else {}), **record}


def next_url(page: Page) -> str | None:
    """The next page, until all records that the answer speaks of have been read (or a page is not full)."""
    text = decode(page.body)
    held, total = len(json_list(text)), _total(text)
    if total is not None and held < min(PAGE_SIZE, total - page.number * PAGE_SIZE):
        raise MalformedList(f"page {page.number} has {held} records of {total}; it may be cut off")
    if held < PAGE_SIZE or (total is not None and (page.number + 1) * PAGE_SIZE >= total):
        return None
    return START.replace("page=0", f"page={page.number + 1}")


def _total(text: str) -> int | None:
    """The number that stands as key of the list, None when the key is a word."""
    value = json.loads(text)
    key = next(iter(value), "") if isinstance(value, dict) else ""
    return int(key) if key.isdigit() else None


def _read(page: Page) -> Iterator[Row]:
    return read_json(page.body)


SOURCE: Final = Source(
    id="pl-cez",
    authority="pl-cez",
    how="json",
    layout="unverified",
    proves="An active Polish pharmacy names this website; the register does not say here whether it sends by post.",
    urls=(START,),
    read=_read,
    next_url=next_url,
    read_file=read_json,
    terms="Public register, open interface without a key.",
)
